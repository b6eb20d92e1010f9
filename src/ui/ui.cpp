#include "ui/ui.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace byok::ui {
namespace {

// The browser has the pointer and the keyboard; Dear ImGui lays out, clips and draws.
constexpr ImGuiWindowFlags window_flags = ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoBackground |
                                          ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings |
                                          ImGuiWindowFlags_NoInputs | ImGuiWindowFlags_NoFocusOnAppearing |
                                          ImGuiWindowFlags_NoBringToFrontOnFocus | ImGuiWindowFlags_NoScrollWithMouse;

// Every length is given by our widgets, so Dear ImGui adds none of its own.
void clear_style(ImGuiStyle& style) {
    style.WindowPadding = style.FramePadding = style.ItemSpacing = style.ItemInnerSpacing = style.CellPadding = {};
    style.DisplayWindowPadding = style.DisplaySafeAreaPadding = style.TouchExtraPadding = {};
    style.WindowBorderSize = style.ChildBorderSize = style.PopupBorderSize = style.FrameBorderSize = 0;
    style.WindowRounding = style.ChildRounding = style.FrameRounding = 0;
    style.IndentSpacing = style.ScrollbarSize = 0;
    style.WindowMinSize = {1, 1};
    style.CircleTessellationMaxError = 0.1f;
}

void begin_whole_window(const char* name) {
    ImGui::SetNextWindowPos({0, 0});
    ImGui::SetNextWindowSize(ImGui::GetIO().DisplaySize);
    ImGui::Begin(name, nullptr, window_flags);
}

// FNV-1a over the parent's id and the key, mixed. Not Dear ImGui's hash: that goes on where the parent's left off, so
// "1" inside "Key " would be "Key 1", and "###" in a name would begin anew.
NodeId id_inside(NodeId parent, std::string_view key) {
    std::uint64_t hash = 0xcbf29ce484222325;
    const auto add = [&](std::uint64_t byte) { hash = (hash ^ byte) * 0x100000001b3; };
    for (int shift = 0; shift < 32; shift += 8) add(parent >> shift & 0xFF);
    for (const char c : key) add(static_cast<unsigned char>(c));
    hash = (hash ^ hash >> 32) * 0x9e3779b97f4a7c15;
    return static_cast<NodeId>(hash >> 32);
}

bool has_size(const Rect& rect) {
    return rect.width > 0 || rect.height > 0;
}

void grow(Rect& rect, const Rect& by) {
    if (!has_size(by)) return;
    if (!has_size(rect)) {
        rect = by;
        return;
    }
    const float right = std::max(rect.right(), by.right()), bottom = std::max(rect.bottom(), by.bottom());
    rect.x = std::min(rect.x, by.x);
    rect.y = std::min(rect.y, by.y);
    rect.width = right - rect.x;
    rect.height = bottom - rect.y;
}

}  // namespace

Ui::Ui(Fonts fonts, TextRuns& runs, Locale locale) : fonts_(fonts), runs_(runs), locale_(std::move(locale)) {
    ImGuiIO& io = ImGui::GetIO();
    io.ConfigFlags = ImGuiConfigFlags_None;
    io.IniFilename = nullptr;
    io.LogFilename = nullptr;
    io.FontDefault = fonts_.regular;
    clear_style(ImGui::GetStyle());
}

// ── one frame ────────────────────────────────────────────────────────────────────────────────────────────────

void Ui::begin_frame(const Viewport& viewport, double now_s, bool dark) {
    const double step_s = now_s - now_s_;
    if (viewport.forced_colours && viewport.forced_colours != viewport_.forced_colours)
        forced_theme_ = theme_from(*viewport.forced_colours);
    viewport_ = viewport;
    now_s_ = std::max(now_s_, now_s);
    dark_ = viewport.forced_colours ? is_dark(*viewport.forced_colours) : dark;
    animating_ = unsettled_ = false;

    std::swap(tree_, last_tree_);
    tree_.nodes.clear();
    tree_.focus_request = 0;
    tree_.title.clear();
    index_.clear();
    layer_of_.clear();
    layers_.assign(1, 0);
    opacities_.assign(1, 1.0f);
    for (Fade& fade : fades_) fade.drawn = false;
    open_.clear();
    problems_.clear();
    take_events();

    ImGuiIO& io = ImGui::GetIO();
    io.DisplaySize = {std::max(1.0f, px(viewport.width)), std::max(1.0f, px(viewport.height))};
    io.DisplayFramebufferScale = {1, 1};
    io.DeltaTime = static_cast<float>(std::clamp(step_s, 0.001, 1.0));
    ImGui::GetStyle().FontSizeBase = px(14);
    ImGui::NewFrame();
    begin_whole_window("page");
}

const SemanticTree& Ui::end_frame() {
    if (!open_.empty()) problems_.push_back("a node is still open: " + tree_.nodes[open_.back().index].name);
    ImGui::End();
    order_layers();
    std::erase_if(scroll_, [this](const auto& scroll) { return !index_.contains(scroll.first); });
    std::erase_if(scroll_asked_, [this](NodeId id) { return !index_.contains(id); });
    std::erase_if(fades_, [](const Fade& fade) { return !fade.drawn; });
    follow_modals();
    rescue_focus();
    if (viewport_.focus_elsewhere) tree_.focus_request = 0;
    if (tree_.focus_request != 0) asked_focus_ = tree_.focus_request;
    events_.clear();
    ImGui::Render();
    return tree_;
}

bool Ui::wants_frame() const {
    return animating_ || unsettled_ || !queued_.empty();
}

// ── meaning ──────────────────────────────────────────────────────────────────────────────────────────────────

NodeId Ui::id_of(std::string_view key) const {
    return id_inside(open_.empty() ? 0 : open_.back().id, key);
}

NodeId Ui::place(std::string_view key, Node node, NodeId parent, std::size_t layer) {
    node.id = id_of(key);
    node.parent = parent;
    for (std::uint32_t number = 2; node.id == 0 || index_.contains(node.id); ++number)
        node.id = id_inside(id_of(key), std::to_string(number));
    index_.emplace(node.id, tree_.nodes.size());
    layer_of_.push_back(layer);
    tree_.nodes.push_back(std::move(node));
    return tree_.nodes.back().id;
}

NodeId Ui::open(std::string_view key, Node node) {
    if (index_.contains(id_of(key))) problems_.push_back("a key is used twice among siblings: " + std::string(key));
    const bool fits_children = !has_size(node.rect);
    const NodeId parent = open_.empty() ? 0 : open_.back().id;
    const std::size_t layer = open_.empty() ? 0 : open_.back().layer;
    const NodeId id = place(key, std::move(node), parent, layer);
    open_.push_back({.id = id, .index = tree_.nodes.size() - 1, .layer = layer, .fits_children = fits_children});
    return id;
}

void Ui::close() {
    if (open_.empty()) {
        problems_.emplace_back("close() without open()");
        return;
    }
    const Node& closed = tree_.nodes[open_.back().index];
    open_.pop_back();
    const bool lies_apart = closed.role == Role::Layer;
    if (!open_.empty() && open_.back().fits_children && !lies_apart)
        grow(tree_.nodes[open_.back().index].rect, closed.rect);
}

NodeId Ui::leaf(std::string_view key, Node node) {
    // The same words may well stand twice in one place; only what is acted on has to be told apart.
    if (node.focusable && index_.contains(id_of(key)))
        problems_.push_back("a key is used twice among siblings: " + std::string(key));
    const NodeId parent = open_.empty() ? 0 : open_.back().id;
    const NodeId id = place(key, std::move(node), parent, open_.empty() ? 0 : open_.back().layer);
    if (!open_.empty() && open_.back().fits_children)
        grow(tree_.nodes[open_.back().index].rect, tree_.nodes.back().rect);
    return id;
}

Node& Ui::node(NodeId id) {
    const auto found = index_.find(id);
    IM_ASSERT(found != index_.end());
    return tree_.nodes[found->second];
}

void Ui::move_inside(float y) {
    IM_ASSERT(!open_.empty());
    for (std::size_t index = open_.back().index + 1; index < tree_.nodes.size(); ++index)
        if (layer_of_[index] == open_.back().layer) tree_.nodes[index].rect.y += y;
}

Node& Ui::open_node() {
    IM_ASSERT(!open_.empty());
    return tree_.nodes[open_.back().index];
}

void Ui::set_title(std::string title) {
    tree_.title = std::move(title);
}

// ── surroundings ─────────────────────────────────────────────────────────────────────────────────────────────

const Viewport& Ui::viewport() const {
    return viewport_;
}

double Ui::now_s() const {
    return now_s_;
}

const Locale& Ui::locale() const {
    return locale_;
}

const Theme& Ui::theme() const {
    if (viewport_.forced_colours) return forced_theme_;
    if (viewport_.more_contrast) return dark_ ? dark_contrast_theme : light_contrast_theme;
    return dark_ ? dark_theme : light_theme;
}

bool Ui::dark() const {
    return dark_;
}

bool Ui::strong_contrast() const {
    return viewport_.more_contrast || viewport_.forced_colours.has_value();
}

ImU32 Ui::colour(Colour colour, float alpha) const {
    return packed(theme(), colour, alpha * opacity());
}

float Ui::opacity() const {
    return opacities_[open_.empty() ? 0 : open_.back().layer];
}

float Ui::px(float css) const {
    return std::round(css * viewport_.scale);
}

float Ui::hairline() const {
    return std::max(1.0f, std::floor(viewport_.scale));
}

Rect Ui::rect_of(ImVec2 min, ImVec2 max) const {
    const float scale = viewport_.scale;
    return {
        .x = min.x / scale, .y = min.y / scale, .width = (max.x - min.x) / scale, .height = (max.y - min.y) / scale};
}

ImFont* Ui::font(Weight weight) const {
    switch (weight) {
        case Weight::Regular:
            return fonts_.regular;
        case Weight::Medium:
            return fonts_.medium;
        case Weight::Semibold:
            return fonts_.semibold;
    }
    return fonts_.regular;
}

ImFont* Ui::mono() const {
    return fonts_.mono;
}

TextRuns& Ui::runs() {
    return runs_;
}

const std::vector<std::string>& Ui::problems() const {
    return problems_;
}

void Ui::animate() {
    animating_ = true;
}

void* Ui::find_state(const void* type) const {
    const auto found = std::ranges::find(states_, type, &State::type);
    return found == states_.end() ? nullptr : found->value.get();
}

// ── layers ───────────────────────────────────────────────────────────────────────────────────────────────────

NodeId Ui::begin_layer(std::string_view key, bool modal, std::string_view name) {
    Node node{.role = Role::Layer,
              .name = std::string(name),
              .rect = {0, 0, viewport_.width, viewport_.height},
              .modal = modal};
    if (index_.contains(id_of(key))) problems_.push_back("a key is used twice among siblings: " + std::string(key));
    const NodeId around = open_.empty() ? 0 : layers_[open_.back().layer];
    const NodeId id = place(key, std::move(node), around, layers_.size());
    open_.push_back({.id = id, .index = tree_.nodes.size() - 1, .layer = layers_.size(), .fits_children = false});
    layers_.push_back(id);
    opacities_.push_back(fade_in(id));

    char window[24];
    ImFormatString(window, sizeof window, "layer %08x", id);
    begin_whole_window(window);
    ImGui::BringWindowToDisplayFront(ImGui::GetCurrentWindow());
    return id;
}

// From a visible beginning on, so that what a click opens is seen in the very next frame.
float Ui::fade_in(NodeId layer) {
    constexpr float begins_at = 0.4f;
    constexpr double fade_s = 0.1;
    auto fade = std::ranges::find(fades_, layer, &Fade::layer);
    if (fade == fades_.end()) fade = fades_.insert(fade, {.layer = layer, .since_s = now_s_, .drawn = true});
    fade->drawn = true;
    const double share = (now_s_ - fade->since_s) / fade_s;
    if (viewport_.reduced_motion || share >= 1) return 1;
    animate();
    return begins_at + (1 - begins_at) * static_cast<float>(share);
}

void Ui::end_layer() {
    ImGui::End();
    close();
}

std::size_t Ui::modal_layers() const {
    return modals_.size();
}

void Ui::dismiss_topmost() {
    const Node* layer = last_tree_.topmost_modal();
    if (layer == nullptr) return;
    const auto hears_escape = [&](const Node& node) {
        return (node.keys & key_bit(Key::Escape)) != 0 && last_tree_.within(node.id, layer->id);
    };
    const auto found = std::ranges::find_if(last_tree_.nodes, hears_escape);
    if (found != last_tree_.nodes.end()) input(KeyPressed{.id = found->id, .key = Key::Escape});
}

NodeId Ui::begin_scroll(std::string_view key, ImVec2 min, ImVec2 max, Node node) {
    max = {std::max(max.x, min.x + 1), std::max(max.y, min.y + 1)};
    node.rect = rect_of(min, max);
    node.scrolls = true;
    const NodeId id = open(key, std::move(node));
    const auto scroll = scroll_.find(id);
    const Scroll to = scroll == scroll_.end() ? Scroll{} : scroll->second;
    ImGui::SetNextWindowScroll({px(to.x), px(to.y)});
    ImGui::SetCursorScreenPos(min);
    ImGui::BeginChild(id, max - min, ImGuiChildFlags_None, window_flags);
    return id;
}

void Ui::end_scroll() {
    const ImGuiWindow* window = ImGui::GetCurrentWindow();
    const ImVec2 content = window->DC.CursorMaxPos - window->DC.CursorStartPos;
    const ImVec2 drawn = window->Scroll, size = window->Size;
    ImGui::EndChild();

    Node& area = tree_.nodes[open_.back().index];
    area.content_width = content.x / viewport_.scale;
    area.content_height = content.y / viewport_.scale;
    area.scroll_x = drawn.x / viewport_.scale;
    area.scroll_y = drawn.y / viewport_.scale;
    // Dear ImGui keeps the offset within last frame's content. Where this frame's would allow another, draw again.
    if (const auto wanted = scroll_.find(area.id); wanted != scroll_.end()) {
        const float reachable = std::clamp(px(wanted->second.y), 0.0f, std::max(0.0f, content.y - size.y));
        const bool arrived = std::abs(reachable - drawn.y) < 1;
        if (!arrived)
            unsettled_ = true;
        else
            area.scroll_asked = std::erase(scroll_asked_, area.id) != 0;  // not before: it would follow to elsewhere
    }
    close();
}

float Ui::scroll_y(NodeId id) const {
    const auto found = scroll_.find(id);
    return found == scroll_.end() ? 0 : found->second.y;
}

void Ui::scroll_to(NodeId id, float y) {
    scroll_[id].y = std::max(0.0f, y);
    if (!std::ranges::contains(scroll_asked_, id)) scroll_asked_.push_back(id);
}

// A layer opened deep inside lies over what follows there: so it is read after it, too.
void Ui::order_layers() {
    if (layers_.size() == 1) return;
    std::vector<Node> ordered;
    ordered.reserve(tree_.nodes.size());
    for (std::size_t layer = 0; layer < layers_.size(); ++layer)
        for (std::size_t i = 0; i < tree_.nodes.size(); ++i)
            if (layer_of_[i] == layer) ordered.push_back(std::move(tree_.nodes[i]));
    tree_.nodes = std::move(ordered);
    for (std::size_t i = 0; i < tree_.nodes.size(); ++i) index_[tree_.nodes[i].id] = i;
}

}  // namespace byok::ui
