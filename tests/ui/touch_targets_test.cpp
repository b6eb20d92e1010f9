// WCAG 2.2, 2.5.5: whatever a finger can tap is at least 44 CSS pixels wide and high, and no two targets share a place.

#include <doctest/doctest.h>

#include <algorithm>
#include <array>

#include "ui/every_screen.h"

using namespace byok::ui;

namespace {

constexpr auto windows = std::to_array<Viewport>({
    {.width = 320, .height = 480, .scale = 2, .coarse_pointer = true},
    {.width = 820, .height = 1180, .scale = 2, .coarse_pointer = true},  // a tablet, upright
});

constexpr float tolerance = 0.51f, target_min = 44 - tolerance;

bool is_tapped(const Node& node) {
    static constexpr auto roles = std::to_array<Role>({Role::Link, Role::Button, Role::Tab, Role::TextBox,
                                                       Role::ComboBox, Role::Option, Role::CheckBox, Role::MenuItem});
    return std::ranges::contains(roles, node.role);
}

/// What is left of the node's rectangle in the areas that it scrolls in.
Rect shown(const SemanticTree& tree, const Node& node) {
    float left = node.rect.x, top = node.rect.y, right = node.rect.right(), bottom = node.rect.bottom();
    for (const Node* at = tree.find(node.parent); at != nullptr; at = tree.find(at->parent)) {
        if (!at->scrolls) continue;
        left = std::max(left, at->rect.x);
        top = std::max(top, at->rect.y);
        right = std::min(right, at->rect.right());
        bottom = std::min(bottom, at->rect.bottom());
    }
    return {left, top, right - left, bottom - top};
}

const Node* layer_of(const SemanticTree& tree, const Node& node) {
    const Node* at = &node;
    while (at != nullptr && at->role != Role::Layer) at = tree.find(at->parent);
    return at;
}

bool overlap(const Rect& a, const Rect& b) {
    return std::min(a.right(), b.right()) - std::max(a.x, b.x) > tolerance &&
           std::min(a.bottom(), b.bottom()) - std::max(a.y, b.y) > tolerance;
}

bool contains(const Rect& outer, const Rect& inner) {
    return inner.x >= outer.x - tolerance && inner.y >= outer.y - tolerance &&
           inner.right() <= outer.right() + tolerance && inner.bottom() <= outer.bottom() + tolerance;
}

std::vector<Node> targets(UiHarness& screen) {
    std::vector<Node> found;
    for (const Node& node : screen.tree().nodes)
        if (is_tapped(node) && !screen.tree().inert(node.id)) found.push_back(node);
    return found;
}

}  // namespace

TEST_SUITE("ui/touch_targets") {
    TEST_CASE("whatever can be tapped is large enough for a finger") {
        for (const Viewport& window : windows)
            on_every_screen(window, [&](std::string_view name, UiHarness& screen) {
                CAPTURE(name);
                CAPTURE(window.width);
                const std::vector<Node> found = targets(screen);
                CHECK(found.empty() == (name == "a session, on its way"));  // where there is nothing to do yet
                for (const Node& node : found) {
                    CAPTURE(where_is(node));
                    CHECK(node.rect.width >= target_min);
                    CHECK(node.rect.height >= target_min);
                }
            });
    }

    TEST_CASE("no two targets share a place, but for a button inside of its field") {
        for (const Viewport& window : windows)
            on_every_screen(window, [&](std::string_view name, UiHarness& screen) {
                CAPTURE(name);
                CAPTURE(window.width);
                const SemanticTree& tree = screen.tree();
                const std::vector<Node> found = targets(screen);
                for (std::size_t i = 0; i < found.size(); ++i)
                    for (std::size_t j = i + 1; j < found.size(); ++j) {
                        if (layer_of(tree, found[i]) != layer_of(tree, found[j])) continue;
                        const Rect first = shown(tree, found[i]), second = shown(tree, found[j]);
                        if (!overlap(first, second)) continue;
                        CAPTURE(where_is(found[i]));
                        CAPTURE(where_is(found[j]));
                        CHECK((contains(first, second) || contains(second, first)));
                    }
            });
    }

    TEST_CASE("what is typed is large enough that iOS does not zoom into the field") {
        for (const Viewport& window : windows)
            on_every_screen(window, [&](std::string_view name, UiHarness& screen) {
                CAPTURE(name);
                for (const Node& node : screen.tree().nodes)
                    if (node.entry && node.role != Role::Button) CHECK(node.entry->font_px >= 16);
            });
    }

    TEST_CASE("a mouse finds everything as large as it is drawn for one") {
        on_every_screen(UiHarness::desktop, [&](std::string_view name, UiHarness& screen) {
            CAPTURE(name);
            for (const Node& node : screen.all(Role::Button)) CHECK(node.rect.height < 37);
            for (const Node& node : screen.all(Role::TextBox)) CHECK(node.entry->font_px < 16);
        });
    }
}
