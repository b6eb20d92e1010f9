#include "platform/triangle.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "platform/drawn_picture.h"

namespace byok::platform {
namespace {

TEST_SUITE_BEGIN("platform/triangle");

constexpr ImU32 one_white[] = {white};
constexpr Texture plain{one_white, 1, 1};

ImU32 grey(int level) {
    return IM_COL32(level, level, level, 255);
}

TEST_CASE("a pixel belongs to a triangle when its centre does") {
    Picture picture(4, 4);
    draw_triangle(picture.canvas(), plain, corner(0, 0), corner(4, 0), corner(0, 4));
    for (int y = 0; y < 4; ++y)
        for (int x = 0; x < 4; ++x) CHECK_EQ(picture.at(x, y), x + y + 1 < 4 ? white : black);
}

TEST_CASE("it does not matter which way round the corners are") {
    Picture one(9, 9), other(9, 9);
    const auto a = corner(0.3f, 1), b = corner(8, 2.7f), c = corner(3, 8.2f);
    draw_triangle(one.canvas(), plain, a, b, c);
    draw_triangle(other.canvas(), plain, c, b, a);
    CHECK(std::ranges::count(one.pixels, white) > 10);
    CHECK_EQ(one.pixels, other.pixels);
}

TEST_CASE("what several triangles share is drawn once and without gaps") {
    // A fan around a point inside, half transparent: a pixel drawn twice or not at all would differ.
    Picture picture(20, 20);
    const ImU32 half = IM_COL32(255, 255, 255, 128);
    const ImVec2 around[] = {{1, 1}, {7.3f, 1}, {19, 1}, {19, 6.1f}, {19, 19}, {11.7f, 19}, {1, 19}, {1, 13.9f}};
    const auto middle = corner(9.4f, 10.6f, half);
    for (std::size_t i = 0; i < std::size(around); ++i) {
        const ImVec2 from = around[i], to = around[(i + 1) % std::size(around)];
        draw_triangle(picture.canvas(), plain, middle, corner(from.x, from.y, half), corner(to.x, to.y, half));
    }
    for (int y = 0; y < 20; ++y)
        for (int x = 0; x < 20; ++x)
            CHECK_EQ(picture.at(x, y), x >= 1 && x < 19 && y >= 1 && y < 19 ? grey(128) : black);
}

TEST_CASE("colours run evenly from corner to corner") {
    Picture picture(256, 2);
    const auto a = corner(0, 0, black), b = corner(256, 0, white), c = corner(256, 2, white), d = corner(0, 2, black);
    draw_triangle(picture.canvas(), plain, a, b, c);
    draw_triangle(picture.canvas(), plain, a, c, d);
    for (int x = 0; x < 256; ++x)
        for (int y = 0; y < 2; ++y) CHECK(std::abs(static_cast<int>(picture.at(x, y) & 0xFF) - x) <= 1);
}

TEST_CASE("alpha blends over what is there") {
    Picture picture(1, 1);
    const auto draw = [&](ImU32 colour) {
        picture.pixels[0] = IM_COL32(100, 0, 200, 255);
        draw_triangle(picture.canvas(), plain, corner(-5, -5, colour), corner(9, -5, colour), corner(-5, 9, colour));
        return picture.at(0, 0);
    };
    CHECK_EQ(draw(IM_COL32(255, 255, 255, 0)), IM_COL32(100, 0, 200, 255));
    CHECK_EQ(draw(IM_COL32(1, 2, 3, 255)), IM_COL32(1, 2, 3, 255));
    CHECK_EQ(draw(IM_COL32(200, 255, 0, 51)), IM_COL32(120, 51, 160, 255));
}

TEST_CASE("a texture is blended between its texels, and its edge goes on") {
    const ImU32 texels[] = {black, white};
    const Texture texture{texels, 2, 1};
    Picture picture(8, 1);
    const auto a = corner(0, 0, white, {0, 0}), b = corner(8, 0, white, {1, 0});
    const auto c = corner(8, 1, white, {1, 1}), d = corner(0, 1, white, {0, 1});
    draw_triangle(picture.canvas(), texture, a, b, c);
    draw_triangle(picture.canvas(), texture, a, c, d);
    const int wanted[] = {0, 0, 32, 96, 159, 223, 255, 255};
    for (int x = 0; x < 8; ++x) CHECK(std::abs(static_cast<int>(picture.at(x, 0) & 0xFF) - wanted[x]) <= 1);
}

TEST_CASE("nothing is drawn outside of the part that may be drawn on") {
    Picture picture(10, 10);
    Canvas canvas = picture.canvas();
    canvas.left = 2;
    canvas.top = 3;
    canvas.right = 7;
    canvas.bottom = 5;
    SUBCASE("a triangle") {
        draw_triangle(canvas, plain, corner(-100, -100), corner(1000, -100), corner(-100, 1000));
    }
    SUBCASE("a box") {
        CHECK(draw_box_at_once(canvas, plain, corner(-1e6f, -1e6f), corner(1e6f, 1e6f)));
    }
    for (int y = 0; y < 10; ++y)
        for (int x = 0; x < 10; ++x) CHECK_EQ(picture.at(x, y), x >= 2 && x < 7 && y >= 3 && y < 5 ? white : black);
}

TEST_CASE("a triangle without an inside draws nothing, and does no harm") {
    Picture picture(10, 10);
    const float large = std::numeric_limits<float>::max(), none = std::numeric_limits<float>::quiet_NaN();
    const ImVec2 corners[][3] = {
        {{3, 3}, {3, 3}, {3, 3}},    {{0, 5.5f}, {5, 5.5f}, {9, 5.5f}},        {{5.5f, 0}, {5.5f, 5}, {5.5f, 9}},
        {{1, 1}, {5, 5}, {9, 9}},    {{1, 1}, {5, 5.0000005f}, {9, 9}},        {{-9, -9}, {-5, -9}, {-9, -5}},
        {{20, 0}, {30, 0}, {20, 9}}, {{large, 0}, {large, large}, {large, 1}}, {{none, none}, {none, 1}, {2, none}},
    };
    for (const auto& [a, b, c] : corners)
        for (const ImU32 last : {white, red})
            draw_triangle(picture.canvas(), plain, corner(a.x, a.y), corner(b.x, b.y), corner(c.x, c.y, last));
    CHECK_EQ(std::ranges::count(picture.pixels, black), 100);
}

TEST_CASE("a box drawn at once is the same as its two triangles") {
    ImU32 texels[64];
    for (unsigned int i = 0; i < 64; ++i) texels[i] = i * 0x9E3779B9u;
    const Texture texture{texels, 8, 8};
    struct Box {
        ImVec2 min, max, uv_min, uv_max;
    };
    const Box boxes[] = {
        {{1, 1}, {9, 6}, {0.5f, 0.5f}, {0.5f, 0.5f}},
        {{1.4f, 2.6f}, {8.5f, 8.5f}, {0.5f, 0.5f}, {0.5f, 0.5f}},
        {{2, 3}, {7, 9}, {0.125f, 0.25f}, {0.75f, 1}},
        {{0, 0}, {8, 8}, {0, 0}, {1, 1}},
        {{-3, -2}, {5, 6}, {0, 0}, {1, 1}},
    };
    for (const auto& [min, max, uv_min, uv_max] : boxes) {
        Picture at_once(10, 10), in_two(10, 10);
        const ImU32 tint = IM_COL32(250, 128, 255, 200);
        const auto a = corner(min.x, min.y, tint, uv_min), c = corner(max.x, max.y, tint, uv_max);
        const auto b = corner(max.x, min.y, tint, {uv_max.x, uv_min.y}),
                   d = corner(min.x, max.y, tint, {uv_min.x, uv_max.y});
        CHECK(draw_box_at_once(at_once.canvas(), texture, a, c));
        draw_triangle(in_two.canvas(), texture, a, b, c);
        draw_triangle(in_two.canvas(), texture, a, c, d);
        int worst = 0;
        for (std::size_t i = 0; i < 100; ++i)
            for (const int shift : {0, 8, 16, 24})
                worst = std::max(worst, std::abs(static_cast<int>(at_once.pixels[i] >> shift & 0xFF) -
                                                 static_cast<int>(in_two.pixels[i] >> shift & 0xFF)));
        CHECK(worst <= 1);
        CHECK(at_once.pixels != Picture(10, 10).pixels);
    }
}

TEST_CASE("a box whose texels are not pixels is left to its triangles") {
    const ImU32 texels[] = {black, white, white, black};
    const Texture texture{texels, 2, 2};
    Picture picture(10, 10);
    const auto draws = [&](ImVec2 min, ImVec2 max) {
        return draw_box_at_once(picture.canvas(), texture, corner(min.x, min.y, white, {0, 0}),
                                corner(max.x, max.y, white, {1, 1}));
    };
    CHECK_FALSE(draws({0, 0}, {4, 4}));
    CHECK_FALSE(draws({0.5f, 0}, {2.5f, 2}));
    CHECK_EQ(std::ranges::count(picture.pixels, black), 100);
    CHECK(draws({0, 0}, {2, 2}));
}

TEST_SUITE_END();

}  // namespace
}  // namespace byok::platform
