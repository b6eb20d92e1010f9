// WCAG 2.2, 1.4.10: nothing is out of reach, and nothing scrolls sideways, in a window of 320 CSS pixels across, or on
// a screen of 1280 x 1024 magnified four times.

#include <doctest/doctest.h>

#include <algorithm>
#include <array>

#include "ui/every_screen.h"

using namespace byok::ui;

namespace {

// Desktops at 400 % and at 200 % zoom, with a mouse; phones, upright and lying.
constexpr auto windows = std::to_array<Viewport>({
    {.width = 320, .height = 256, .scale = 4},
    {.width = 640, .height = 400, .scale = 1.25f},
    {.width = 320, .height = 480, .scale = 2, .coarse_pointer = true},
    {.width = 360, .height = 740, .scale = 3, .coarse_pointer = true},
    {.width = 800, .height = 300, .scale = 1, .coarse_pointer = true},
});

constexpr float tolerance = 0.51f;  // lengths are whole device pixels

bool takes_part(const Node& node) {
    return node.focusable || node.role == Role::Option;
}

bool is_said(const Node& node) {
    return takes_part(node) || node.role == Role::Text || node.role == Role::Heading || node.role == Role::Status ||
           node.role == Role::Alert;
}

bool is_within_width(const Node& node, const Viewport& window) {
    return node.rect.x >= -tolerance && node.rect.right() <= window.width + tolerance;
}

/// What has to be seen of a node at once: all of it, but of a text with many lines.
float height_at_once(const Node& node) {
    return std::min(node.rect.height, 48.0f);
}

/// Whether scrolling the areas around it, and nothing else, brings it into the window.
bool is_reachable(const SemanticTree& tree, const Node& node, const Viewport& window) {
    float top = node.rect.y, bottom = node.rect.bottom();
    for (const Node* at = tree.find(node.parent); at != nullptr; at = tree.find(at->parent)) {
        if (!at->scrolls) continue;
        const float begin = at->rect.y - at->scroll_y, end = begin + std::max(at->content_height, at->rect.height);
        if (top < begin - tolerance || bottom > end + tolerance) return false;
        if (at->rect.height < height_at_once(node) - tolerance) return false;
        top = at->rect.y;
        bottom = at->rect.bottom();
    }
    return top >= -tolerance && bottom <= window.height + tolerance;
}

}  // namespace

TEST_SUITE("ui/small_window") {
    TEST_CASE("whatever can be used can be brought into view; nothing is cut off at the sides, or scrolls sideways") {
        for (const Viewport& window : windows) {
            CAPTURE(window.width);
            CAPTURE(window.height);
            on_every_screen(window, [&](std::string_view name, UiHarness& screen) {
                CAPTURE(name);
                int seen = 0;
                for (const Node& node : screen.tree().nodes) {
                    if (!is_said(node) || screen.tree().inert(node.id)) continue;
                    ++seen;
                    CAPTURE(where_is(node));
                    CHECK(is_within_width(node, window));
                    if (takes_part(node)) CHECK(is_reachable(screen.tree(), node, window));
                }
                CHECK(seen >= 2);
                for (const Node& area : screen.all(Role::ScrollArea))
                    CHECK(area.content_width <= area.rect.width + tolerance);
            });
        }
    }

    TEST_CASE("each screen comes to rest") {
        on_every_screen(windows[0], [&](std::string_view name, UiHarness& screen) {
            CAPTURE(name);
            if (name.ends_with(", on its way")) return;  // something turns
            screen.wait(10);                             // a tooltip may be waiting for its time
            CHECK_FALSE(screen.ui().wants_frame());
        });
    }
}
