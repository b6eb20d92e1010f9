#include "platform/painter.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "imgui_internal.h"
#include "platform/drawn_picture.h"

namespace byok::platform {
namespace {

TEST_SUITE_BEGIN("platform/painter");

using Rows = Painter::Rows;

/// A frame without Dear ImGui's frames: one list, drawn on as its draw lists are, and a texture of one white texel.
class Frame {
public:
    Frame(float width, float height) : list_(&shared_) {
        texture_.Create(ImTextureFormat_RGBA32, 1, 1);
        std::fill_n(texture_.Pixels, 4, static_cast<unsigned char>(0xFF));
        shared_.ClipRectFullscreen = {0, 0, width, height};
        data_.DisplaySize = {width, height};
    }
    ~Frame() { texture_.SetStatus(ImTextureStatus_Destroyed); }
    Frame(const Frame&) = delete;
    Frame& operator=(const Frame&) = delete;

    /// Begins anew.
    ImDrawList& draw() {
        list_._ResetForNewFrame();
        list_.PushTexture(texture_.GetTexRef());
        list_.PushClipRectFullScreen();
        return list_;
    }
    void box(float left, float top, float right, float bottom, ImU32 colour) {
        list_.AddRectFilled({left, top}, {right, bottom}, colour);
    }
    const ImDrawData& data() {
        data_.CmdLists.clear();
        data_.CmdLists.push_back(&list_);
        return data_;
    }
    ImTextureData& texture() { return texture_; }

private:
    ImDrawListSharedData shared_;
    ImTextureData texture_;
    ImDrawList list_;
    ImDrawData data_;
};

std::vector<Rows> drawn(Painter& painter, Frame& frame, ImU32 background = black) {
    const auto rows = painter.draw(frame.data(), background);
    return {rows.begin(), rows.end()};
}

ImU32 at(const Painter& painter, int x, int y) {
    return painter.pixels()[static_cast<std::size_t>(y * painter.width() + x)];
}

TEST_CASE("the first frame is drawn from top to bottom, and the same one again not at all") {
    Frame frame(100, 70);
    Painter painter;
    frame.draw();
    frame.box(10, 20, 30, 40, red);
    CHECK_EQ(drawn(painter, frame), std::vector<Rows>{{0, 70}});
    CHECK_EQ(at(painter, 10, 20), red);
    CHECK_EQ(at(painter, 29, 39), red);
    CHECK_EQ(at(painter, 30, 39), black);
    CHECK(drawn(painter, frame).empty());
}

TEST_CASE("only the strips are drawn where something changed") {
    Frame frame(100, 320);
    Painter painter;
    frame.draw();
    frame.box(0, 0, 100, 320, white);
    frame.box(5, 100, 6, 110, red);
    frame.box(5, 250, 6, 251, red);
    drawn(painter, frame);

    frame.draw();
    frame.box(0, 0, 100, 320, white);
    frame.box(5, 100, 6, 110, green);
    frame.box(5, 252, 6, 253, red);
    CHECK_EQ(drawn(painter, frame), std::vector<Rows>{{96, 112}, {240, 256}});
    CHECK_EQ(at(painter, 5, 100), green);
    CHECK_EQ(at(painter, 5, 250), white);
    CHECK_EQ(at(painter, 5, 252), red);
}

TEST_CASE("what has gone is no longer seen") {
    Frame frame(100, 320);
    Painter painter;
    frame.draw();
    frame.box(5, 100, 6, 110, red);
    drawn(painter, frame);
    frame.draw();
    CHECK_EQ(drawn(painter, frame), std::vector<Rows>{{96, 112}});
    CHECK_EQ(std::ranges::count(painter.pixels(), black), 100 * 320);
}

TEST_CASE("what lies over another is drawn over it, and a change of order is one") {
    Frame frame(16, 16);
    Painter painter;
    frame.draw();
    frame.box(0, 0, 16, 16, red);
    frame.box(4, 4, 8, 8, green);
    drawn(painter, frame);
    CHECK_EQ(at(painter, 4, 4), green);
    frame.draw();
    frame.box(4, 4, 8, 8, green);
    frame.box(0, 0, 16, 16, red);
    CHECK_EQ(drawn(painter, frame).size(), 1);
    CHECK_EQ(at(painter, 4, 4), red);
}

TEST_CASE("everything is drawn anew with another background, another size, or another texture") {
    Frame frame(64, 64);
    Painter painter;
    frame.draw();
    frame.box(0, 0, 64, 64, IM_COL32(255, 0, 0, 128));
    drawn(painter, frame);
    SUBCASE("background") {
        CHECK_EQ(drawn(painter, frame, white), std::vector<Rows>{{0, 64}});
        CHECK_EQ(at(painter, 63, 63), IM_COL32(255, 127, 127, 255));
    }
    SUBCASE("size") {
        Frame larger(65, 63);
        larger.draw();
        CHECK_EQ(drawn(painter, larger), std::vector<Rows>{{0, 63}});
        CHECK_EQ(painter.width(), 65);
        CHECK_EQ(painter.pixels().size(), 65 * 63);
    }
    SUBCASE("texture") {
        ++frame.texture().UniqueID;
        CHECK_EQ(drawn(painter, frame), std::vector<Rows>{{0, 64}});
    }
}

TEST_CASE("a clip rectangle cuts off, also where it sticks out of the window") {
    Frame frame(50, 50);
    Painter painter;
    ImDrawList& list = frame.draw();
    list.PushClipRect({-10, 10}, {20, 1000});
    frame.box(0, 0, 50, 50, red);
    list.PopClipRect();
    list.PushClipRect({60, 60}, {70, 70});
    frame.box(0, 0, 100, 100, green);
    list.PopClipRect();
    drawn(painter, frame);
    CHECK_EQ(std::ranges::count(painter.pixels(), red), 20 * 40);
    CHECK_EQ(std::ranges::count(painter.pixels(), green), 0);
}

TEST_CASE("a strip is the same whether it is drawn alone or with all others") {
    Frame frame(200, 200);
    const auto draw = [&](float dot) {
        ImDrawList& list = frame.draw();
        list.AddCircleFilled({100, 100}, 80.3f, IM_COL32(200, 30, 90, 200), 50);
        list.AddTriangleFilled({3.3f, 190.1f}, {150.2f, 7.7f}, {190.6f, 160.2f}, IM_COL32(20, 200, 90, 100));
        frame.box(dot, 90, dot + 3, 93, white);
    };
    Painter painter, anew;
    draw(10);
    drawn(painter, frame);
    draw(20);
    CHECK_EQ(drawn(painter, frame), std::vector<Rows>{{80, 96}});
    drawn(anew, frame);
    CHECK_EQ(painter.pixels(), anew.pixels());
}

TEST_SUITE_END();

}  // namespace
}  // namespace byok::platform
