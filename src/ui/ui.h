/// The one thing a view draws with: it emits pixels (through Dear ImGui) and meaning (the semantic tree) in the same
/// call, and answers what happened to a node since the last frame.
///
/// Lengths given to it are CSS pixels; Dear ImGui itself runs in device pixels, so that text and hairlines land on
/// them. Widgets (ui/widgets.h and its neighbours) are built on this; views use the widgets.
#pragma once

#include <functional>
#include <memory>
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
    /// Queues something that happened. It is answered to widgets during the next frame, then forgotten. A frame answers
    /// at most one click, key or file, and no text that was typed before or after it: so each is seen in the state
    /// that the one before it left behind. What is left over waits for the frame after that (wants_frame() says so).
    void input(InputEvent event);
    /// Drops and wipes what no frame has taken up yet: what was typed may be in it.
    void forget_input();
    /// Starts a frame: ImGui::NewFrame with the viewport's size in device pixels. `now_s` only grows.
    void begin_frame(const Viewport& viewport, double now_s, bool dark);
    /// Ends it: ImGui::Render. The tree is valid until the next begin_frame.
    const SemanticTree& end_frame();
    /// Whether something is still moving or was changed too late to be seen: draw another frame.
    [[nodiscard]] bool wants_frame() const;

    // ── meaning ───────────────────────────────────────────────────────────────────────────────────────────
    /// Opens a node whose children are all nodes until close(); `key` need only be unique among its siblings.
    /// Its rectangle, unless given, grows around its children. A key used twice is a mistake of the program for
    /// anything that can be focused (see problems()); the second gets an id of its own all the same.
    NodeId open(std::string_view key, Node node);
    void close();
    /// A node without children.
    NodeId leaf(std::string_view key, Node node);
    /// The id that `key` has, or would have, inside the node that is open now.
    [[nodiscard]] NodeId id_of(std::string_view key) const;
    /// The node just opened or added under that id in this frame, to be completed. Must exist.
    Node& node(NodeId id);
    /// Moves what was opened or added inside of the node that is open now, CSS pixels.
    void move_inside(float y);
    /// The node that is open now. There must be one.
    Node& open_node();
    void set_title(std::string title);

    // ── what happened ─────────────────────────────────────────────────────────────────────────────────────
    [[nodiscard]] bool clicked(NodeId id) const;
    [[nodiscard]] const KeyPressed* key(NodeId id) const;       // the key pressed in that node; null = none
    [[nodiscard]] std::optional<core::Secret> edit(NodeId id);  // the text as it is now, if the person changed it
    [[nodiscard]] std::optional<FileRead> file(NodeId id);
    /// Whether the pointer is on `id` or on anything inside it (by last frame's tree).
    [[nodiscard]] bool hovered(NodeId id) const;
    /// Seconds since the pointer came to the node that it is on.
    [[nodiscard]] double hovered_for_s() const;
    /// Whether the pointer is down on `id` or on anything inside it (by last frame's tree).
    [[nodiscard]] bool pressed(NodeId id) const;
    [[nodiscard]] bool focused(NodeId id) const;
    /// Whether the focus is on `id` or on anything inside it (by last frame's tree).
    [[nodiscard]] bool focus_within(NodeId id) const;
    /// Whether the focus should be shown: the last thing that happened was a key or typing, not a pointer.
    [[nodiscard]] bool focus_visible() const;
    [[nodiscard]] NodeId focus() const;
    /// Moves the focus once the frame is drawn; the last call of a frame wins. A focused node that is gone by the end
    /// of a frame hands its focus on by itself, to what could be focused before it.
    void move_focus(NodeId id);
    [[nodiscard]] float scroll_y(NodeId id) const;  // CSS pixels, 0 until it scrolled
    /// Scrolls an area from its next begin_scroll() on; clamped to what there is to scroll.
    void scroll_to(NodeId id, float y);

    // ── surroundings ──────────────────────────────────────────────────────────────────────────────────────
    [[nodiscard]] const Viewport& viewport() const;
    [[nodiscard]] double now_s() const;
    [[nodiscard]] const Locale& locale() const;
    /// The system's colours where it forces them, else light or dark, with more contrast for who wishes it.
    [[nodiscard]] const Theme& theme() const;
    [[nodiscard]] bool dark() const;
    /// Whether the person needs strong contrasts, or gave the only colours there are: nothing may be told by a shade.
    [[nodiscard]] bool strong_contrast() const;
    /// Of the theme; fainter while the layer that is open fades in.
    [[nodiscard]] ImU32 colour(Colour colour, float alpha = 1.0f) const;
    /// How far the layer that is open has faded in: 1 = all of it.
    [[nodiscard]] float opacity() const;
    /// CSS pixels to device pixels, rounded to a whole one.
    [[nodiscard]] float px(float css) const;
    /// The width of a hairline in device pixels: one CSS pixel, rounded down, at least one device pixel.
    [[nodiscard]] float hairline() const;
    /// ImGui's coordinates (device pixels) to a node's rectangle.
    [[nodiscard]] Rect rect_of(ImVec2 min, ImVec2 max) const;
    [[nodiscard]] ImFont* font(Weight weight) const;
    [[nodiscard]] ImFont* mono() const;
    TextRuns& runs();
    /// What widgets of one kind keep between begin and end, and from frame to frame: one T a Ui, made when first asked
    /// for. T is a type of that widget's own file.
    template <class T>
    T& state();
    /// Mistakes of the program in this frame, in words, for tests: a key used twice, a node left open.
    [[nodiscard]] const std::vector<std::string>& problems() const;
    /// Keeps frames coming until this one stops being called (a running animation).
    void animate();

    // ── layers ────────────────────────────────────────────────────────────────────────────────────────────
    /// Everything until end_layer() is drawn over what came before, in a window of its own over the whole viewport.
    /// With `modal`, what lies under it is inert; the focus moves to its first focusable node when it opens, unless
    /// move_focus() said otherwise, and back to where it was when it is no longer drawn. A layer that comes up fades
    /// in, for the eye alone: it can be used from its first frame on. Not where the person wants less motion.
    /// Something that is neither a dialog nor a live region belongs in a landmark: then the layer has a name.
    NodeId begin_layer(std::string_view key, bool modal, std::string_view name = {});
    void end_layer();
    /// How many modal layers there are, by last frame's tree.
    [[nodiscard]] std::size_t modal_layers() const;
    /// Does in the next frame what Escape does in the topmost modal layer. Nothing where there is none.
    void dismiss_topmost();

    /// An area that the browser scrolls; what is drawn until end_scroll() is clipped to it. `min`, `max`: device
    /// pixels. `node`: what it is besides, where assistive technology has to find both in one (a list of options).
    NodeId begin_scroll(std::string_view key, ImVec2 min, ImVec2 max, Node node = {.role = Role::ScrollArea});
    void end_scroll();

private:
    struct OpenNode {
        NodeId id;
        std::size_t index;  // in tree_.nodes
        std::size_t layer;  // in layers_
        bool fits_children;
    };
    struct ModalLayer {
        NodeId id;
        NodeId return_focus;
        bool focus_placed;  // false until something inside could take the focus
    };
    struct Scroll {
        float x = 0, y = 0;  // CSS pixels, as the browser has it
    };
    struct State {
        const void* type;
        std::unique_ptr<void, void (*)(void*)> value;
    };
    void* find_state(const void* type) const;

    struct Fade {
        NodeId layer;
        double since_s;
        bool drawn;  // in this frame
    };
    float fade_in(NodeId layer);

    NodeId place(std::string_view key, Node node, NodeId parent, std::size_t layer);
    void take_events();
    void take(InputEvent event);
    void take_focus(NodeId id);
    [[nodiscard]] bool blocked(const InputEvent& event) const;
    void order_layers();
    void follow_modals();
    void rescue_focus();
    [[nodiscard]] NodeId first_focusable(NodeId inside) const;
    [[nodiscard]] NodeId first_focusable_in_reach() const;
    [[nodiscard]] NodeId focusable_before(NodeId id) const;
    [[nodiscard]] bool can_focus(const Node& node) const;
    [[nodiscard]] bool can_focus(NodeId id) const;

    Fonts fonts_;
    TextRuns& runs_;
    Locale locale_;
    Viewport viewport_;
    double now_s_ = 0, hovered_since_s_ = 0;
    bool dark_ = false;
    Theme forced_theme_{};  // of viewport_.forced_colours
    bool animating_ = false;
    bool unsettled_ = false;  // something was answered, or laid out anew, too late for what was drawn before it
    bool focus_visible_ = false;
    NodeId focus_ = 0, hovered_ = 0, pressed_ = 0;
    NodeId pointer_target_ = 0;  // pressed last: the focus that follows is the pointer's
    NodeId asked_focus_ = 0;     // where the program sent the focus last
    std::vector<InputEvent> queued_, events_;
    std::vector<NodeId> hovered_path_, pressed_path_, focus_path_;  // from the node outwards, by last frame's tree
    std::unordered_map<NodeId, Scroll> scroll_;
    std::vector<NodeId> scroll_asked_;  // where scroll_to() has yet to be drawn
    SemanticTree tree_, last_tree_;
    std::vector<OpenNode> open_;
    std::vector<NodeId> layers_;         // in the order of their begin_layer; the first is the page, 0
    std::vector<std::size_t> layer_of_;  // of each of tree_.nodes
    std::vector<float> opacities_ = std::vector<float>(1, 1.0f);  // of layers_
    std::vector<Fade> fades_;                                     // of the layers on screen, since when they are
    std::unordered_map<NodeId, std::size_t> index_;
    std::vector<ModalLayer> modals_;  // those on screen, the topmost last
    std::vector<std::string> problems_;
    std::vector<State> states_;
};

template <class T>
T& Ui::state() {
    static constexpr char type = 0;  // its address tells one T from another
    if (void* found = find_state(&type)) return *static_cast<T*>(found);
    auto* made = new T();
    states_.push_back({&type, {made, [](void* value) { delete static_cast<T*>(value); }}});
    return *made;
}

}  // namespace byok::ui
