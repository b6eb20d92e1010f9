/// A browser without a browser: runs frames of a view, finds what is on screen by role and accessible name, and clicks,
/// types and tabs as a person would. Follows the rules of web/semantics.js: what is disabled, covered or inert cannot
/// be reached; keys go to who asked for them; Tab follows the order of the tree.
///
/// Every frame is checked: ids are unique, parents come before children, everything focusable has a name, parts of
/// lists and tables are inside of one, rectangles are sane. What goes wrong fails the test, with the tree printed.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "ui/ui.h"

struct ImGuiContext;

namespace byok::ui {

class UiHarness {
public:
    using Draw = std::function<void(Ui&)>;
    static constexpr Viewport desktop = {.width = 1100, .height = 704, .scale = 2};

    /// Draws until nothing wants to be drawn any more.
    explicit UiHarness(Draw draw, Viewport viewport = desktop);
    UiHarness(const UiHarness&) = delete;
    UiHarness& operator=(const UiHarness&) = delete;

    // ── frames ────────────────────────────────────────────────────────────────────────────────────────────
    void frame();
    /// At least one frame, then as many as are asked for; at most twenty, because a spinner never stops.
    void settle();
    /// Lets time pass; frames are drawn at 60 Hz while they are wanted, as in the browser.
    void wait(double seconds);
    [[nodiscard]] int frames() const { return frames_; }
    void resize(Viewport viewport);
    void set_dark(bool dark);

    // ── what is on screen; what is hidden or inert is not ─────────────────────────────────────────────────
    /// The one node of that role and name; fails the test when there is none, or more than one.
    [[nodiscard]] Node find(Role role, std::string_view name) const;
    /// The same by a part of the name.
    [[nodiscard]] Node find_containing(Role role, std::string_view part) const;
    /// The same, looking only inside one node.
    [[nodiscard]] Node find_in(const Node& around, Role role, std::string_view name) const;
    [[nodiscard]] bool shows(Role role, std::string_view name) const;
    /// All of that role, in reading order; inside `around` if it is given.
    [[nodiscard]] std::vector<Node> all(Role role, NodeId around = 0) const;
    [[nodiscard]] std::vector<std::string> names(Role role, NodeId around = 0) const;
    /// Everything that is said on screen, one name or description a line.
    [[nodiscard]] std::string all_text() const;
    [[nodiscard]] bool says(std::string_view part) const;
    /// What has the focus; fails the test when nothing has.
    [[nodiscard]] Node focused() const;
    [[nodiscard]] bool has_focus() const { return dom_focus_ != 0; }
    /// The tree in words, for messages.
    [[nodiscard]] std::string dump() const;
    [[nodiscard]] const SemanticTree& tree() const { return tree_; }

    // ── acting; each settles ──────────────────────────────────────────────────────────────────────────────
    void click(Role role, std::string_view name);
    void click(const Node& node);
    /// Clicks beside everything: on the backdrop of the topmost popup.
    void click_beside();
    /// Focuses the field of that name and replaces its text.
    void type(std::string_view field, std::string_view text);
    void type(const Node& field, std::string_view text);
    /// Presses a key where the focus is. Who asked for it gets it; else the browser does what it does by itself: Enter
    /// and Space activate buttons, Space checks boxes, Enter follows links. Returns whether anybody took it.
    bool press(Key key, bool shift = false);
    bool press_character(char32_t character);
    void tab();
    void tab_back();
    void hover(const Node& node);
    void hover(Role role, std::string_view name);
    void hover_nothing();
    /// Presses the pointer down on a node without letting go.
    void hold(const Node& node);
    /// Drops a file on the field, or chooses one with the button.
    void give_file(Role role, std::string_view name, std::string_view file, std::string_view content,
                   bool too_large = false);
    /// Scrolls an area to `y` CSS pixels, as far as it goes.
    void scroll(const Node& area, float y);
    /// The address of the link that was followed last.
    [[nodiscard]] const std::string& followed() const { return followed_; }

    Ui& ui() { return *ui_; }

private:
    struct EndContext {
        void operator()(ImGuiContext* context) const;
    };

    [[noreturn]] void fail(const std::string& why) const;
    void serve_textures();
    void serve_focus();
    void serve_scrolling();
    void scroll_dom(NodeId id, float y);
    void check_frame() const;
    [[nodiscard]] std::string problem_of(const Node& node) const;
    [[nodiscard]] bool on_screen(const Node& node) const;
    [[nodiscard]] Node only(std::vector<Node> found, const std::string& what) const;
    [[nodiscard]] NodeId covered_by(const Node& node) const;
    void bring_into_view(NodeId id);
    void point_at(const Node& node);
    void move_dom_focus(NodeId id);
    void tab_to(int step);
    bool send_key(KeyPressed pressed);
    bool activate_natively(Key key);

    Draw draw_;
    Viewport viewport_;
    bool dark_ = false;
    double now_s_ = 0;
    int frames_ = 0;
    std::unique_ptr<ImGuiContext, EndContext> context_;  // outlives ui_
    TextRuns runs_;
    std::unique_ptr<Ui> ui_;
    SemanticTree tree_;
    NodeId dom_focus_ = 0;
    std::unordered_map<NodeId, float> dom_scroll_;
    std::string followed_;
};

}  // namespace byok::ui
