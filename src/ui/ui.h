/// The one thing a view draws with: it emits pixels (through Dear ImGui) and meaning (the semantic tree) in the same
/// call, and answers what happened to a node since the last frame.
///
/// Lengths given to it are CSS pixels; Dear ImGui itself runs in device pixels, so that text and hairlines land on
/// them. Widgets (ui/widgets.h and its neighbours) are built on this; views use the widgets.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "ui/fonts.h"
#include "ui/icons.h"
#include "ui/input.h"
#include "ui/semantics.h"
#include "ui/text_run.h"
#include "ui/theme.h"

namespace byok::ui {

/// What a view may want to know of the person's place in the world.
struct Locale {
    /// Short date in the person's order ("14/01/2026"), of an ISO 8601 time in UTC. Unreadable input comes back as it
    /// was.
    std::function<std::string(std::string_view iso)> date;
    /// Date and time in full ("14 January 2026 at 09:30:12 CET").
    std::function<std::string(std::string_view iso)> date_time;
};

class Ui {
public:
    /// Needs a current ImGui context with `fonts` in its atlas; both must outlive this.
    Ui(Fonts fonts, TextRuns& runs, Locale locale);

    // ── one frame ─────────────────────────────────────────────────────────────────────────────────────────
    /// Queues something that happened. It is answered to widgets during the next frame, then forgotten.
    void input(InputEvent event);
    /// Starts a frame: ImGui::NewFrame with the viewport's size in device pixels. `now_s` only grows.
    void begin_frame(const Viewport& viewport, double now_s, bool dark);
    /// Ends it: ImGui::Render. The tree is valid until the next begin_frame.
    const SemanticTree& end_frame();
    /// Whether something is still moving or was changed too late to be seen: draw another frame.
    [[nodiscard]] bool wants_frame() const;

    // ── meaning ───────────────────────────────────────────────────────────────────────────────────────────
    /// Opens a node whose children are all nodes until close(); `key` need only be unique among its siblings.
    /// Its rectangle, unless given, grows around its children.
    NodeId open(std::string_view key, Node node);
    void close();
    /// A node without children.
    NodeId leaf(std::string_view key, Node node);
    /// The id that `key` has, or would have, inside the node that is open now.
    [[nodiscard]] NodeId id_of(std::string_view key) const;
    /// The node just opened or added under that id in this frame, to be completed. Must exist.
    Node& node(NodeId id);
    void set_title(std::string title);

    // ── what happened ─────────────────────────────────────────────────────────────────────────────────────
    [[nodiscard]] bool clicked(NodeId id) const;
    [[nodiscard]] const KeyPressed* key(NodeId id) const;       // the first unanswered key of that node; null = none
    [[nodiscard]] std::optional<core::Secret> edit(NodeId id);  // the text as it is now, if the person changed it
    [[nodiscard]] std::optional<FileRead> file(NodeId id);
    [[nodiscard]] bool hovered(NodeId id) const;
    [[nodiscard]] bool pressed(NodeId id) const;
    [[nodiscard]] bool focused(NodeId id) const;
    /// Whether the focus is on `id` or on anything inside it (by last frame's tree).
    [[nodiscard]] bool focus_within(NodeId id) const;
    /// Whether the focus should be shown: the last thing that happened was a key, not a pointer.
    [[nodiscard]] bool focus_visible() const;
    [[nodiscard]] NodeId focus() const;
    /// Moves the focus once the frame is drawn.
    void move_focus(NodeId id);
    [[nodiscard]] float scroll_y(NodeId id) const;  // CSS pixels, 0 until it scrolled

    // ── surroundings ──────────────────────────────────────────────────────────────────────────────────────
    [[nodiscard]] const Viewport& viewport() const;
    [[nodiscard]] double now_s() const;
    [[nodiscard]] const Locale& locale() const;
    [[nodiscard]] const Theme& theme() const;
    [[nodiscard]] bool dark() const;
    [[nodiscard]] ImU32 colour(Colour colour, float alpha = 1.0f) const;
    /// CSS pixels to device pixels, rounded to a whole one.
    [[nodiscard]] float px(float css) const;
    /// The width of a hairline in device pixels: one CSS pixel, rounded down, at least one device pixel.
    [[nodiscard]] float hairline() const;
    /// ImGui's coordinates (device pixels) to a node's rectangle.
    [[nodiscard]] Rect rect_of(ImVec2 min, ImVec2 max) const;
    [[nodiscard]] ImFont* font(Weight weight) const;
    [[nodiscard]] ImFont* mono() const;
    TextRuns& runs();
    /// Keeps frames coming until this one stops being called (a running animation).
    void animate();

    // ── layers ────────────────────────────────────────────────────────────────────────────────────────────
    /// Everything until end_layer() is drawn over what came before, in a window of its own over the whole viewport.
    /// With `modal`, what lies under it is inert; the focus moves to its first focusable node when it opens, unless
    /// move_focus() said otherwise, and back to where it was when it is no longer drawn.
    NodeId begin_layer(std::string_view key, bool modal);
    void end_layer();

    /// An area that the browser scrolls; what is drawn until end_scroll() is clipped to it. `min`, `max`: device
    /// pixels.
    NodeId begin_scroll(std::string_view key, ImVec2 min, ImVec2 max);
    void end_scroll();

private:
    struct OpenNode {
        NodeId id;
        std::size_t index;  // in tree_.nodes
        bool fits_children;
    };
    struct ModalLayer {
        NodeId id;
        NodeId return_focus;
    };

    Fonts fonts_;
    TextRuns& runs_;
    Locale locale_;
    Viewport viewport_;
    double now_s_ = 0;
    bool dark_ = false;
    bool animating_ = false;
    bool focus_visible_ = false;
    NodeId focus_ = 0, hovered_ = 0, pressed_ = 0;
    std::vector<InputEvent> queued_, events_;
    std::unordered_map<NodeId, float> scroll_y_;
    SemanticTree tree_, last_tree_;
    std::vector<OpenNode> open_;
    std::unordered_map<NodeId, std::size_t> index_;
    std::vector<ModalLayer> modals_;  // those on screen, the topmost last
};

}  // namespace byok::ui
