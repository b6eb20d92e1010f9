#include "platform/triangle.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace byok::platform {
namespace {

ImU32 channel(ImU32 colour, int shift) {
    return colour >> shift & 0xFF;
}

/// a × b, where 255 is 1, rounded.
ImU32 times(ImU32 a, ImU32 b) {
    const ImU32 product = a * b + 128;
    return (product + (product >> 8)) >> 8;
}

ImU32 times_each(ImU32 a, ImU32 b) {
    ImU32 product = 0;
    for (const int shift : {IM_COL32_R_SHIFT, IM_COL32_G_SHIFT, IM_COL32_B_SHIFT, IM_COL32_A_SHIFT})
        product |= times(channel(a, shift), channel(b, shift)) << shift;
    return product;
}

void blend(ImU32& pixel, ImU32 colour) {
    const ImU32 alpha = channel(colour, IM_COL32_A_SHIFT);
    if (alpha == 0) return;
    ImU32 blended = IM_COL32_A_MASK;
    for (const int shift : {IM_COL32_R_SHIFT, IM_COL32_G_SHIFT, IM_COL32_B_SHIFT}) {
        const ImU32 sum = channel(colour, shift) * alpha + channel(pixel, shift) * (255 - alpha) + 128;
        blended |= ((sum + (sum >> 8)) >> 8) << shift;
    }
    pixel = blended;
}

void fill(ImU32* begin, ImU32* end, ImU32 colour) {
    if (channel(colour, IM_COL32_A_SHIFT) == 255) return void(std::fill(begin, end, colour));
    for (ImU32* pixel = begin; pixel < end; ++pixel) blend(*pixel, colour);
}

/// The first pixel whose centre is not before `edge`, from `least` to `most`.
int first_from(float edge, int least, int most) {
    const float first = std::ceil(edge - 0.5f);
    if (!(first > static_cast<float>(least))) return least;  // not a number either
    return first < static_cast<float>(most) ? static_cast<int>(first) : most;
}

/// `place` in texels.
ImU32 sample(const Texture& texture, ImVec2 place) {
    const float x = place.x - 0.5f, y = place.y - 0.5f;
    const float left = std::floor(x), top = std::floor(y);
    const auto texel = [&](float across, float down) {
        const int column = static_cast<int>(std::clamp(across, 0.0f, static_cast<float>(texture.width - 1)));
        const int row = static_cast<int>(std::clamp(down, 0.0f, static_cast<float>(texture.height - 1)));
        return texture.pixels[row * texture.width + column];
    };
    const ImU32 near[] = {texel(left, top), texel(left + 1, top), texel(left, top + 1), texel(left + 1, top + 1)};
    if (near[0] == near[1] && near[0] == near[2] && near[0] == near[3]) return near[0];
    const float right_part = x - left, lower_part = y - top;
    const float parts[] = {(1 - right_part) * (1 - lower_part), right_part * (1 - lower_part),
                           (1 - right_part) * lower_part, right_part * lower_part};
    ImU32 mixed = 0;
    for (const int shift : {IM_COL32_R_SHIFT, IM_COL32_G_SHIFT, IM_COL32_B_SHIFT, IM_COL32_A_SHIFT}) {
        float sum = 0.5f;
        for (int i = 0; i < 4; ++i) sum += parts[i] * static_cast<float>(channel(near[i], shift));
        mixed |= static_cast<ImU32>(sum) << shift;
    }
    return mixed;
}

ImVec2 in_texels(const Texture& texture, ImVec2 uv) {
    return {uv.x * static_cast<float>(texture.width), uv.y * static_cast<float>(texture.height)};
}

/// A value that changes evenly over a triangle.
struct Slope {
    float start, across, down;  // at the corner a, and from there for each pixel

    [[nodiscard]] float at(ImVec2 from_a) const { return start + across * from_a.x + down * from_a.y; }
};

/// Where values lie between those at the three corners.
class Slopes {
public:
    Slopes(ImVec2 a, ImVec2 b, ImVec2 c) : ab_(b - a), ac_(c - a), area_(ab_.x * ac_.y - ac_.x * ab_.y) {}

    /// No pixel is lost with it, and nothing is divided by almost nothing.
    [[nodiscard]] bool flat() const { return std::abs(area_) < 1e-4f; }

    [[nodiscard]] Slope of(float a, float b, float c) const {
        const float to_b = b - a, to_c = c - a;
        return {a, (to_b * ac_.y - to_c * ab_.y) / area_, (to_c * ab_.x - to_b * ac_.x) / area_};
    }

private:
    ImVec2 ab_, ac_;
    float area_;
};

/// Calls `draw(first, last, row)` for each row of pixels inside of the triangle. An edge is always walked from its
/// upper end, so that the two triangles beside it agree to the last bit.
template <typename Draw>
void for_each_row(const Canvas& canvas, ImVec2 top, ImVec2 middle, ImVec2 bottom, Draw draw) {
    const auto before = [](ImVec2 a, ImVec2 b) { return a.y < b.y || (a.y == b.y && a.x < b.x); };
    if (before(middle, top)) std::swap(middle, top);
    if (before(bottom, middle)) std::swap(bottom, middle);
    if (before(middle, top)) std::swap(middle, top);
    const auto edge_at = [](ImVec2 upper, ImVec2 lower, float y) {
        return upper.x + (y - upper.y) * ((lower.x - upper.x) / (lower.y - upper.y));
    };
    const int end = first_from(bottom.y, canvas.top, canvas.bottom);
    for (int row = first_from(top.y, canvas.top, canvas.bottom); row < end; ++row) {
        const float y = static_cast<float>(row) + 0.5f;
        const float one = edge_at(top, bottom, y);
        const float other = y < middle.y ? edge_at(top, middle, y) : edge_at(middle, bottom, y);
        const int first = first_from(std::min(one, other), canvas.left, canvas.right);
        const int last = first_from(std::max(one, other), canvas.left, canvas.right);
        if (first < last) draw(first, last, row);
    }
}

}  // namespace

void draw_triangle(const Canvas& canvas, const Texture& texture, const ImDrawVert& a, const ImDrawVert& b,
                   const ImDrawVert& c) {
    const auto even = [&](auto same) { return same(a, b) && same(a, c); };
    const bool one_texel = even([](const auto& v, const auto& w) { return v.uv.x == w.uv.x && v.uv.y == w.uv.y; });
    const ImU32 texel = one_texel ? sample(texture, in_texels(texture, a.uv)) : 0;
    if (one_texel && even([](const auto& v, const auto& w) { return v.col == w.col; })) {
        const ImU32 colour = times_each(texel, a.col);
        return for_each_row(canvas, a.pos, b.pos, c.pos, [&](int first, int last, int row) {
            ImU32* pixels = canvas.row(row);
            fill(pixels + first, pixels + last, colour);
        });
    }

    const Slopes slopes(a.pos, b.pos, c.pos);
    if (slopes.flat()) return;
    const ImVec2 at_a = in_texels(texture, a.uv), at_b = in_texels(texture, b.uv), at_c = in_texels(texture, c.uv);
    const Slope u = slopes.of(at_a.x, at_b.x, at_c.x), v = slopes.of(at_a.y, at_b.y, at_c.y);
    Slope channels[4];
    for (int i = 0; i < 4; ++i)
        channels[i] = slopes.of(static_cast<float>(channel(a.col, i * 8)), static_cast<float>(channel(b.col, i * 8)),
                                static_cast<float>(channel(c.col, i * 8)));
    for_each_row(canvas, a.pos, b.pos, c.pos, [&](int first, int last, int row) {
        ImU32* pixels = canvas.row(row);
        for (int column = first; column < last; ++column) {
            const ImVec2 from_a{static_cast<float>(column) + 0.5f - a.pos.x, static_cast<float>(row) + 0.5f - a.pos.y};
            ImU32 tint = 0;
            for (int i = 0; i < 4; ++i)
                tint |= static_cast<ImU32>(std::clamp(channels[i].at(from_a) + 0.5f, 0.0f, 255.0f)) << i * 8;
            blend(pixels[column], times_each(tint, one_texel ? texel : sample(texture, {u.at(from_a), v.at(from_a)})));
        }
    });
}

bool draw_box_at_once(const Canvas& canvas, const Texture& texture, const ImDrawVert& upper_left,
                      const ImDrawVert& lower_right) {
    const ImVec2 min = upper_left.pos, size = lower_right.pos - min;
    const ImVec2 start = in_texels(texture, upper_left.uv), extent = in_texels(texture, lower_right.uv) - start;
    const bool evenly = extent.x == 0 && extent.y == 0;
    const int left = first_from(min.x, canvas.left, canvas.right), top = first_from(min.y, canvas.top, canvas.bottom);
    const int right = first_from(lower_right.pos.x, canvas.left, canvas.right);
    const int bottom = first_from(lower_right.pos.y, canvas.top, canvas.bottom);
    // From a pixel to its texel.
    const ImVec2 offset(std::round(start.x - min.x), std::round(start.y - min.y));
    if (!evenly) {
        constexpr float tolerance = 1.0f / 64;
        const auto near = [](float a, float b) { return std::abs(a - b) < tolerance; };
        if (!near(extent.x, size.x) || !near(extent.y, size.y)) return false;
        if (!near(start.x - min.x, offset.x) || !near(start.y - min.y, offset.y)) return false;
    }
    const ImU32 colour = upper_left.col, even_colour = evenly ? times_each(sample(texture, start), colour) : 0;
    for (int row = top; row < bottom; ++row) {
        ImU32* pixels = canvas.row(row);
        if (evenly) {
            fill(pixels + left, pixels + right, even_colour);
            continue;
        }
        const int texel_row = std::clamp(row + static_cast<int>(offset.y), 0, texture.height - 1);
        const ImU32* texels = texture.row(texel_row);
        for (int column = left; column < right; ++column) {
            const ImU32 texel = texels[std::clamp(column + static_cast<int>(offset.x), 0, texture.width - 1)];
            if (channel(texel, IM_COL32_A_SHIFT) != 0) blend(pixels[column], times_each(texel, colour));
        }
    }
    return true;
}

}  // namespace byok::platform
