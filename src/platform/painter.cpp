#include "platform/painter.h"

#include <algorithm>
#include <bit>

#include "platform/triangle.h"

namespace byok::platform {
namespace {

constexpr int strip_height = 16;

/// What a command may draw on, inside of `rows`.
Canvas canvas_of(std::vector<ImU32>& pixels, int width, Painter::Rows rows, const ImVec4& clip) {
    return {.pixels = pixels.data(),
            .width = width,
            .left = std::max(static_cast<int>(clip.x), 0),
            .top = std::max(static_cast<int>(clip.y), rows.begin),
            .right = std::min(static_cast<int>(clip.z), width),
            .bottom = std::min(static_cast<int>(clip.w), rows.end)};
}

bool is_empty(const Canvas& canvas) {
    return canvas.left >= canvas.right || canvas.top >= canvas.bottom;
}

struct Extent {
    float top, bottom;
};

Extent extent_of(const ImDrawVert& a, const ImDrawVert& b, const ImDrawVert& c) {
    return {std::min({a.pos.y, b.pos.y, c.pos.y}), std::max({a.pos.y, b.pos.y, c.pos.y})};
}

/// Two triangles that are a box as Dear ImGui makes them, letters as well: clockwise from its upper left corner.
bool is_box(const ImDrawVert* vertices, const ImDrawIdx* indices) {
    if (indices[3] != indices[0] || indices[4] != indices[2]) return false;
    const ImDrawVert &a = vertices[indices[0]], &b = vertices[indices[1]];
    const ImDrawVert &c = vertices[indices[2]], &d = vertices[indices[5]];
    return a.pos.x == d.pos.x && a.pos.y == b.pos.y && c.pos.x == b.pos.x && c.pos.y == d.pos.y && a.pos.x <= c.pos.x &&
           a.pos.y <= c.pos.y && a.col == b.col && a.col == c.col && a.col == d.col && a.uv.x == d.uv.x &&
           a.uv.y == b.uv.y && c.uv.x == b.uv.x && c.uv.y == d.uv.y;
}

void draw_command(const Canvas& canvas, const ImDrawList& list, const ImDrawCmd& command) {
    const ImTextureData& data = *command.TexRef._TexData;
    const Texture texture{reinterpret_cast<const ImU32*>(data.Pixels), data.Width, data.Height};
    const ImDrawVert* vertices = list.VtxBuffer.Data + command.VtxOffset;
    const ImDrawIdx* index = list.IdxBuffer.Data + command.IdxOffset;
    const ImDrawIdx* const end = index + command.ElemCount;
    while (index < end) {
        const ImDrawVert &a = vertices[index[0]], &b = vertices[index[1]], &c = vertices[index[2]];
        if (end - index >= 6 && is_box(vertices, index) && draw_box_at_once(canvas, texture, a, c)) {
            index += 6;
            continue;
        }
        const auto [top, bottom] = extent_of(a, b, c);
        if (bottom > static_cast<float>(canvas.top) && top < static_cast<float>(canvas.bottom))
            draw_triangle(canvas, texture, a, b, c);
        index += 3;
    }
}

/// FNV-1a's step, a word at a time, and mixed.
void add(std::uint64_t& mark, std::uint64_t word) {
    mark = (mark ^ word) * 0x9e3779b97f4a7c15;
    mark ^= mark >> 29;
}

void add(std::uint64_t& mark, float a, float b) {
    add(mark, std::uint64_t{std::bit_cast<std::uint32_t>(a)} << 32 | std::bit_cast<std::uint32_t>(b));
}

}  // namespace

std::span<const Painter::Rows> Painter::draw(const ImDrawData& data, ImU32 background) {
    const int width = static_cast<int>(data.DisplaySize.x), height = static_cast<int>(data.DisplaySize.y);
    if (width != width_ || height != height_) {
        width_ = width;
        height_ = height;
        pixels_.assign(static_cast<std::size_t>(width) * static_cast<std::size_t>(height), background);
        last_marks_.clear();
    }
    mark(data, background);
    find_changes();
    for (const Rows rows : changes_) draw_rows(data, background, rows);
    std::swap(marks_, last_marks_);
    return changes_;
}

void Painter::mark(const ImDrawData& data, ImU32 background) {
    const int strips = (height_ + strip_height - 1) / strip_height;
    marks_.assign(static_cast<std::size_t>(strips), background);
    for (const ImDrawList* list : data.CmdLists) {
        for (const ImDrawCmd& command : list->CmdBuffer) {
            const Canvas canvas = canvas_of(pixels_, width_, {0, height_}, command.ClipRect);
            if (is_empty(canvas)) continue;
            std::uint64_t of_command = static_cast<std::uint64_t>(command.TexRef._TexData->UniqueID);
            add(of_command, command.ClipRect.x, command.ClipRect.y);
            add(of_command, command.ClipRect.z, command.ClipRect.w);
            const ImDrawVert* vertices = list->VtxBuffer.Data + command.VtxOffset;
            const ImDrawIdx* indices = list->IdxBuffer.Data + command.IdxOffset;
            for (unsigned int i = 0; i + 2 < command.ElemCount; i += 3) {
                const auto [top, bottom] =
                    extent_of(vertices[indices[i]], vertices[indices[i + 1]], vertices[indices[i + 2]]);
                if (bottom <= static_cast<float>(canvas.top) || top >= static_cast<float>(canvas.bottom)) continue;
                std::uint64_t of_triangle = of_command;
                for (unsigned int corner = i; corner < i + 3; ++corner) {
                    const ImDrawVert& vertex = vertices[indices[corner]];
                    add(of_triangle, vertex.pos.x, vertex.pos.y);
                    add(of_triangle, vertex.uv.x, vertex.uv.y);
                    add(of_triangle, vertex.col);
                }
                const int first = std::max(static_cast<int>(top), canvas.top) / strip_height;
                const int last = std::min(static_cast<int>(bottom), canvas.bottom - 1) / strip_height;
                for (int strip = first; strip <= last; ++strip)
                    add(marks_[static_cast<std::size_t>(strip)], of_triangle);
            }
        }
    }
}

void Painter::find_changes() {
    changes_.clear();
    last_marks_.resize(marks_.size());  // a mark of 0 is none: the background is opaque
    for (std::size_t strip = 0; strip < marks_.size(); ++strip) {
        if (marks_[strip] == last_marks_[strip]) continue;
        const int begin = static_cast<int>(strip) * strip_height, end = std::min(begin + strip_height, height_);
        if (!changes_.empty() && changes_.back().end == begin)
            changes_.back().end = end;
        else
            changes_.push_back({begin, end});
    }
}

void Painter::draw_rows(const ImDrawData& data, ImU32 background, Rows rows) {
    const auto row_at = [&](int y) { return pixels_.begin() + static_cast<std::ptrdiff_t>(y) * width_; };
    std::fill(row_at(rows.begin), row_at(rows.end), background);
    for (const ImDrawList* list : data.CmdLists)
        for (const ImDrawCmd& command : list->CmdBuffer)
            if (const Canvas canvas = canvas_of(pixels_, width_, rows, command.ClipRect); !is_empty(canvas))
                draw_command(canvas, *list, command);
}

}  // namespace byok::platform
