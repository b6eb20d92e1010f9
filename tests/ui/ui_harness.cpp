#include "ui/ui_harness.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <utility>

#include "ui/box_font.h"
#include "ui/tree_words.h"

namespace byok::ui {
namespace {

constexpr double frame_s = 1.0 / 60;
constexpr int settling_frames_max = 20;

// "2026-01-14T09:30:12Z" → "14/01/2026"
std::string day_first(std::string_view iso) {
    if (iso.size() < 10 || iso[4] != '-' || iso[7] != '-') return std::string(iso);
    return std::string(iso.substr(8, 2)) + "/" + std::string(iso.substr(5, 2)) + "/" + std::string(iso.substr(0, 4));
}

std::string day_and_time(std::string_view iso) {
    return iso.size() < 19 ? std::string(iso) : day_first(iso) + " at " + std::string(iso.substr(11, 8)) + " UTC";
}

bool takes_keyboard(const Node& node) {
    return node.focusable && !node.disabled && !node.hidden;
}

// web/events.js, CLICKABLE: a click on anything else goes to the nearest of these around it.
bool takes_clicks(Role role) {
    static constexpr auto roles =
        std::to_array<Role>({Role::Link, Role::Button, Role::Tab, Role::TextBox, Role::ComboBox, Role::Option,
                             Role::CheckBox, Role::MenuItem, Role::Backdrop});
    return std::ranges::contains(roles, role);
}

// Pressing the pointer on them moves the focus to them or to the nearest around that does so.
bool takes_focus_from_pointer(const Node& node) {
    return takes_keyboard(node) || node.role == Role::Dialog || node.role == Role::AlertDialog;
}

}  // namespace

UiHarness::UiHarness(Draw draw, Viewport viewport)
    : draw_(std::move(draw)), viewport_(viewport), context_(ImGui::CreateContext()) {
    ImGui::SetCurrentContext(context_.get());
    ImGui::GetIO().BackendFlags |= ImGuiBackendFlags_RendererHasTextures;
    ui_ =
        std::make_unique<Ui>(add_fonts(box_font_loader()), runs_, Locale{.date = day_first, .date_time = day_and_time});
    settle();
}

void UiHarness::EndContext::operator()(ImGuiContext* context) const {
    ImGui::SetCurrentContext(context);
    for (ImTextureData* texture : ImGui::GetPlatformIO().Textures) {
        texture->SetTexID(ImTextureID_Invalid);
        texture->SetStatus(ImTextureStatus_Destroyed);
    }
    ImGui::DestroyContext(context);
}

void UiHarness::fail(const std::string& why) const {
    FAIL(why << "\n" << dump());
    std::abort();
}

// ── frames ───────────────────────────────────────────────────────────────────────────────────────────────────

void UiHarness::frame() {
    ImGui::SetCurrentContext(context_.get());
    now_s_ += frame_s;
    ++frames_;
    ui_->begin_frame(viewport_, now_s_, dark_);
    draw_(*ui_);
    tree_ = ui_->end_frame();
    serve_textures();
    check_frame();
    serve_focus();
    serve_scrolling();
}

void UiHarness::settle() {
    frame();
    for (int more = 1; more < settling_frames_max && ui_->wants_frame(); ++more) frame();
}

void UiHarness::wait(double seconds) {
    const double until_s = now_s_ + seconds;
    while (now_s_ < until_s && ui_->wants_frame()) frame();
    now_s_ = std::max(now_s_, until_s);
}

void UiHarness::resize(Viewport viewport) {
    viewport_ = viewport;
    settle();
}

void UiHarness::set_dark(bool dark) {
    dark_ = dark;
    settle();
}

// What a renderer does: takes textures over, so that Dear ImGui may go on.
void UiHarness::serve_textures() {
    for (ImTextureData* texture : ImGui::GetPlatformIO().Textures) {
        if (texture->Status == ImTextureStatus_WantCreate) texture->SetTexID(1);
        if (texture->Status == ImTextureStatus_WantDestroy) {
            if (texture->UnusedFrames == 0) continue;
            texture->SetTexID(ImTextureID_Invalid);
            texture->SetStatus(ImTextureStatus_Destroyed);
        } else {
            texture->SetStatus(ImTextureStatus_OK);
        }
    }
}

// An element that is gone or inert loses the focus; then the program's wish is done.
void UiHarness::serve_focus() {
    if (dom_focus_ != 0 && (tree_.find(dom_focus_) == nullptr || tree_.inert(dom_focus_))) move_dom_focus(0);
    if (tree_.focus_request == 0) return;
    const Node* wanted = tree_.find(tree_.focus_request);
    if (wanted == nullptr || !takes_keyboard(*wanted)) fail("the focus was sent to a node that cannot take it");
    move_dom_focus(wanted->id);
}

// An area that is gone forgets where it was; one that the program moved says so, if that is a change.
void UiHarness::serve_scrolling() {
    std::erase_if(dom_scroll_, [&](const auto& scroll) { return tree_.find(scroll.first) == nullptr; });
    for (const Node& node : tree_.nodes)
        if (node.scrolls && node.scroll_asked) scroll_dom(node.id, node.scroll_y);
}

void UiHarness::scroll_dom(NodeId id, float y) {
    if (std::exchange(dom_scroll_[id], y) != y) ui_->input(Scrolled{.id = id, .x = 0, .y = y});
}

void UiHarness::check_frame() const {
    for (const std::string& problem : ui_->problems()) fail(problem);
    const std::string problem = problem_in(tree_);
    if (!problem.empty()) fail(problem);
}

// ── what is on screen ────────────────────────────────────────────────────────────────────────────────────────

bool UiHarness::on_screen(const Node& node) const {
    if (tree_.inert(node.id)) return false;
    for (const Node* at = &node; at != nullptr; at = tree_.find(at->parent))
        if (at->hidden) return false;
    return true;
}

std::vector<Node> UiHarness::all(Role role, NodeId around) const {
    std::vector<Node> found;
    for (const Node& node : tree_.nodes)
        if (node.role == role && on_screen(node) && node.id != around && tree_.within(node.id, around))
            found.push_back(node);
    return found;
}

std::vector<std::string> UiHarness::names(Role role, NodeId around) const {
    std::vector<std::string> names;
    for (Node& node : all(role, around)) names.push_back(std::move(node.name));
    return names;
}

Node UiHarness::only(std::vector<Node> found, const std::string& what) const {
    if (found.empty()) fail("there is no " + what);
    if (found.size() > 1) fail("there is more than one " + what);
    return std::move(found.front());
}

Node UiHarness::find(Role role, std::string_view name) const {
    std::vector<Node> found = all(role);
    std::erase_if(found, [&](const Node& node) { return node.name != name; });
    return only(std::move(found), std::string(role_name(role)) + " \"" + std::string(name) + "\"");
}

Node UiHarness::find_containing(Role role, std::string_view part) const {
    std::vector<Node> found = all(role);
    std::erase_if(found, [&](const Node& node) { return !node.name.contains(part); });
    return only(std::move(found), std::string(role_name(role)) + " with \"" + std::string(part) + "\" in its name");
}

Node UiHarness::find_in(const Node& around, Role role, std::string_view name) const {
    std::vector<Node> found = all(role, around.id);
    std::erase_if(found, [&](const Node& node) { return node.name != name; });
    return only(std::move(found),
                std::string(role_name(role)) + " \"" + std::string(name) + "\" inside \"" + around.name + "\"");
}

bool UiHarness::shows(Role role, std::string_view name) const {
    return std::ranges::contains(all(role), name, &Node::name);
}

std::string UiHarness::all_text() const {
    std::string text;
    for (const Node& node : tree_.nodes) {
        if (!on_screen(node)) continue;
        for (const std::string& said : {node.name, node.description})
            if (!said.empty()) text += said + "\n";
    }
    return text;
}

bool UiHarness::says(std::string_view part) const {
    return all_text().contains(part);
}

Node UiHarness::focused() const {
    const Node* node = tree_.find(dom_focus_);
    if (node == nullptr) fail("nothing has the focus");
    return *node;
}

std::string UiHarness::dump() const {
    return words_of(tree_, dom_focus_);
}

// ── acting ───────────────────────────────────────────────────────────────────────────────────────────────────

// What the pointer would meet instead of `node`: something of a layer that lies over it. 0 = nothing.
NodeId UiHarness::covered_by(const Node& node) const {
    const float x = node.rect.x + node.rect.width / 2, y = node.rect.y + node.rect.height / 2;
    const auto layer_of = [&](NodeId id) {
        const Node* at = tree_.find(id);
        while (at != nullptr && at->role != Role::Layer) at = tree_.find(at->parent);
        return at;
    };
    const Node* own = layer_of(node.id);
    for (const Node& other : tree_.nodes) {
        const bool catches = other.role == Role::Backdrop || other.focusable || other.role == Role::Dialog;
        const bool there = x >= other.rect.x && x < other.rect.right() && y >= other.rect.y && y < other.rect.bottom();
        const Node* layer = layer_of(other.id);
        if (catches && there && layer > own) return other.id;  // nodes lie in one array, lower layers first
    }
    return 0;
}

// As a browser does before a click or with the focus: areas around scroll until the node is inside of them.
void UiHarness::bring_into_view(NodeId id) {
    for (const Node* area = tree_.find(id); area != nullptr; area = tree_.find(area->parent)) {
        if (!area->scrolls || area->id == id) continue;
        const Rect& inner = tree_.find(id)->rect;
        const float above = area->rect.y - inner.y, below = inner.bottom() - area->rect.bottom();
        if (above <= 0 && below <= 0) continue;
        const NodeId area_id = area->id;
        scroll(*area, area->scroll_y + (above > 0 ? -above : below));
        if (tree_.find(id) == nullptr) fail("a node was scrolled out of being");
        area = tree_.find(area_id);
    }
}

void UiHarness::point_at(const Node& node) {
    const std::string what = std::string(role_name(node.role)) + " \"" + node.name + "\"";
    const Node* now = tree_.find(node.id);
    if (now == nullptr) fail(what + " is gone");
    if (!on_screen(*now)) fail(what + " is hidden or inert");
    bring_into_view(node.id);
    now = tree_.find(node.id);
    if (now->rect.width <= 0 || now->rect.height <= 0) fail(what + " has no size");
    if (const Node* cover = tree_.find(covered_by(*now)))
        fail(what + " is covered by " + std::string(role_name(cover->role)));
    ui_->input(Hovered{.id = node.id});
    ui_->input(Pressed{.id = node.id});
    if (now->role == Role::Option) return;  // its field keeps the focus
    const Node* target = now;
    while (target != nullptr && !takes_focus_from_pointer(*target)) target = tree_.find(target->parent);
    move_dom_focus(target == nullptr ? 0 : target->id);
}

void UiHarness::move_dom_focus(NodeId id) {
    if (dom_focus_ == id) return;
    dom_focus_ = id;
    ui_->input(FocusMoved{.id = id});
}

void UiHarness::click(Role role, std::string_view name) {
    click(find(role, name));
}

void UiHarness::click(const Node& node) {
    const Node* now = tree_.find(node.id);
    if (now != nullptr && now->disabled) fail("\"" + node.name + "\" is disabled");
    const bool takes_focus = node.role == Role::Text && node.focusable;  // words with a tooltip
    if (!takes_clicks(node.role) && !takes_focus) fail("nobody clicks on a " + std::string(role_name(node.role)));
    point_at(node);
    ui_->input(Pressed{.id = 0});
    ui_->input(Clicked{.id = node.id});
    if (node.role == Role::Link || node.role == Role::Tab) followed_ = node.href;
    settle();
}

void UiHarness::click_beside() {
    std::vector<Node> backdrops;
    for (const Node& node : tree_.nodes)
        if (node.role == Role::Backdrop && !tree_.inert(node.id)) backdrops.push_back(node);
    if (backdrops.empty()) fail("nothing lies over a backdrop");
    ui_->input(Clicked{.id = backdrops.back().id});
    settle();
}

void UiHarness::type(std::string_view field, std::string_view text) {
    const std::vector<Node> boxes = all(Role::TextBox);
    const bool is_box = std::ranges::contains(boxes, field, &Node::name);
    type(find(is_box ? Role::TextBox : Role::ComboBox, field), text);
}

void UiHarness::type(const Node& field, std::string_view text) {
    if (field.disabled) fail("\"" + field.name + "\" is disabled");
    if (!field.entry) fail("\"" + field.name + "\" takes no text");
    if (field.entry->read_only) fail("\"" + field.name + "\" is read-only");
    click(field);
    ui_->input(TextEdited{.id = field.id, .text = core::Secret(text)});
    settle();
}

bool UiHarness::send_key(KeyPressed pressed) {
    for (const Node* node = tree_.find(dom_focus_); node != nullptr; node = tree_.find(node->parent)) {
        if ((node->keys & key_bit(pressed.key)) != 0) {
            pressed.id = node->id;
            ui_->input(pressed);
            return true;
        }
    }
    return false;
}

bool UiHarness::activate_natively(Key key) {
    const Node node = focused();
    const bool button = node.role == Role::Button || node.role == Role::MenuItem;
    const bool link = node.role == Role::Link || node.role == Role::Tab;
    const bool by_enter = key == Key::Enter && (button || link);
    const bool by_space = key == Key::Space && (button || node.role == Role::CheckBox);
    if ((!by_enter && !by_space) || node.disabled) return false;
    if (!node.href.empty()) followed_ = node.href;
    ui_->input(Clicked{.id = node.id});
    return true;
}

bool UiHarness::press(Key key, bool shift) {
    const bool taken = send_key({.id = focused().id, .key = key, .shift = shift}) || activate_natively(key);
    settle();
    return taken;
}

bool UiHarness::press_character(char32_t character) {
    const bool taken = send_key({.id = focused().id, .key = Key::Character, .character = character});
    settle();
    return taken;
}

void UiHarness::tab() {
    tab_to(+1);
}

void UiHarness::tab_back() {
    tab_to(-1);
}

// At either end the focus leaves the page, as it does in a browser.
void UiHarness::tab_to(int step) {
    if (dom_focus_ != 0 && send_key({.id = dom_focus_, .key = Key::Tab, .shift = step < 0})) {
        settle();
        const Node* heard = tree_.find(dom_focus_);
        if (heard == nullptr || heard->role != Role::ComboBox) return;
    }
    std::vector<NodeId> stops;
    for (const Node& node : tree_.nodes)
        if (takes_keyboard(node) && on_screen(node) && (node.in_tab_order || node.id == dom_focus_))
            stops.push_back(node.id);
    const auto here = std::ranges::find(stops, dom_focus_);
    const auto count = static_cast<std::ptrdiff_t>(stops.size());
    const std::ptrdiff_t from = here != stops.end() ? here - stops.begin() : step > 0 ? -1 : count;
    const std::ptrdiff_t to = from + step;
    move_dom_focus(to < 0 || to >= count ? 0 : stops[static_cast<std::size_t>(to)]);
    settle();
    if (dom_focus_ != 0) bring_into_view(dom_focus_);
}

void UiHarness::hover(Role role, std::string_view name) {
    hover(find(role, name));
}

void UiHarness::hover(const Node& node) {
    if (tree_.find(node.id) == nullptr) fail("\"" + node.name + "\" is gone");
    ui_->input(Hovered{.id = node.id});
    settle();
}

void UiHarness::hover_nothing() {
    ui_->input(Hovered{.id = 0});
    settle();
}

void UiHarness::hold(const Node& node) {
    point_at(node);
    settle();
}

void UiHarness::give_file(Role role, std::string_view name, std::string_view file, std::string_view content,
                          bool too_large) {
    const Node node = find(role, name);
    if (!node.entry || !node.entry->takes_files) fail("\"" + node.name + "\" takes no files");
    ui_->input(
        FileRead{.id = node.id, .name = std::string(file), .content = core::Secret(content), .too_large = too_large});
    settle();
}

void UiHarness::scroll(const Node& area, float y) {
    const Node* now = tree_.find(area.id);
    if (now == nullptr || !now->scrolls) fail("\"" + area.name + "\" is no scroll area");
    const float furthest = std::max(0.0f, now->content_height - now->rect.height);
    scroll_dom(area.id, std::clamp(y, 0.0f, furthest));
    settle();
}

}  // namespace byok::ui
