#include "ui/every_screen.h"

#include <doctest/doctest.h>

#include <cmath>
#include <string>
#include <utility>
#include <vector>

namespace byok::ui {
namespace {

using Root = ViewScreen<RootDraft>;

struct Screen {
    std::string_view name;
    std::function<app::State()> state;
    std::function<void(Root&)> reach = [](Root&) {};
};

const std::string long_name = "A name that somebody gave who had a lot to say about this key and did not stop soon";

/// Keys of every kind of row, links to the outside, an organization with a long name.
app::State list_state() {
    app::State state = test::ready_state();
    state.settings.docs_url = "https://docs.example.com/";
    state.settings.support_url = "https://support.example.com/";
    state.session.organizations.front().name = "The Acme Corporation of Far Away";
    std::vector<core::ProviderKey>& keys = *state.provider_keys.value;
    keys.front().api_key_ids = std::vector<std::string>{"ak_1", "ak_2", "gone"};
    keys.push_back(test::provider_key("pk_3", long_name));
    keys.back().provider = "google_vertex_ai";
    keys.back().api_key_ids = std::vector<std::string>{};
    keys.back().active = false;
    keys.push_back(test::provider_key("pk_4", ""));
    keys.back().provider = "a_provider_that_this_console_has_never_heard_of";
    keys.back().api_key_ids.reset();
    keys.back().active.reset();
    for (int i = 5; i < 20; ++i)
        keys.push_back(test::provider_key("pk_" + std::to_string(i), "Key " + std::to_string(i)));
    state.api_keys.value->push_back(test::api_key("ak_3", long_name));
    return state;
}

app::State at(app::Route route) {
    app::State state = list_state();
    state.route = std::move(route);
    return state;
}

/// Events of every kind, and more to come.
app::State activity_state() {
    app::State state = at({app::Page::Activity, {}});
    state.session.who = test::who(core::Role::Admin);
    core::AuditPage page;
    for (int i = 0; i < 12; ++i) {
        core::AuditEvent& event = page.events.emplace_back();
        event.id = "e" + std::to_string(i), event.at = "2026-01-14T09:30:12Z", event.actor = "ann";
        event.action = i == 1 ? "something.unheard_of" : "provider_key.updated";
        event.changes = {"name", "credential", "api_key_ids"};
        event.target_name = i == 2 ? long_name : "Production";
        event.ip = i == 3 ? "2001:db8:85a3:8d3:1319:8a2e:370:7348" : "192.0.2.7";
        event.result = i == 4 ? "refused" : "done";
    }
    page.events.back() = {.id = "bare",
                          .at = {},
                          .action = "sealing_key.added",
                          .actor = "root",
                          .token_id = {},
                          .role = {},
                          .via = "command_line",
                          .ip = {},
                          .request_id = {},
                          .target_type = {},
                          .target_id = {},
                          .target_name = {},
                          .result = {},
                          .changes = {},
                          .detail = {}};
    page.next_cursor = "c1";
    state.activity.trail.value = std::move(page);
    return state;
}

app::State signed_out() {
    app::State state;
    state.session.error =
        test::error(core::ErrorCode::Authentication, "The console token is not known, or has expired.");
    return state;
}

std::function<app::State()> state_of(app::Page page, std::string id = {}) {
    return [=] { return at({page, id}); };
}

Node first_of(const Root& root, Role role, std::string_view name) {
    for (const Node& node : root.screen.all(role))
        if (node.name == name) return node;
    return root.screen.find(role, name);
}

std::function<void(Root&)> form_of(std::string_view provider) {
    return [provider](Root& root) {
        choose_provider(*root.draft.provider_key_form.key, provider);
        root.screen.settle();
    };
}

void save_nothing(Root& root) {
    root.screen.click(Role::Button, "Save");
}

void with_regions(Root& root) {
    form_of("bedrock")(root);
    root.screen.click(Role::Button, "Add region");
    root.screen.click(Role::Button, "Add region");
    save_nothing(root);
}

void with_chips(Root& root) {
    root.screen.click(Role::CheckBox, "Assign to entire organization");
    root.draft.provider_key_form.key->assignment.api_key_ids = {"ak_1", "ak_2", "ak_3"};
    root.screen.settle();
}

void open_row_menu(Root& root, std::string_view name) {
    root.screen.click(Role::Button, "Actions for " + std::string(name));
}

void delete_row(Root& root, std::string_view name) {
    open_row_menu(root, name);
    root.screen.click(Role::MenuItem, "Delete");
}

std::vector<Screen> every_screen() {
    using app::Page;
    const auto list = [] { return list_state(); };
    const auto api_keys = state_of(Page::ApiKeys), form = state_of(Page::NewProviderKey);
    const auto with = [](auto change) {
        return [change] {
            app::State state = list_state();
            change(state);
            return state;
        };
    };
    return {
        {"signing in", signed_out},
        {"the list", list},
        {"the list, empty", with([](app::State& state) { state.provider_keys.value->clear(); })},
        {"the list, on its way", with([](app::State& state) { state.provider_keys = {}; })},
        {"the list, which failed", with([](app::State& state) {
             state.provider_keys = {};
             state.provider_keys.failed(test::error(core::ErrorCode::Network, "The server cannot be reached."));
         })},
        {"the list, out of date", with([](app::State& state) {
             state.provider_keys.failed(test::error(core::ErrorCode::Network, "The server cannot be reached."));
         })},
        {"notices", with([](app::State& state) {
             state.notices = {{1, app::NoticeKind::Success, "Production was disabled."},
                              {2, app::NoticeKind::Failure, long_name + ": the server cannot be reached."}};
         })},
        {"the drawer", list,
         [](Root& root) {
             if (root.screen.shows(Role::Button, "Menu")) root.screen.click(Role::Button, "Menu");
         }},
        {"organizations", list,
         [](Root& root) { root.screen.click(root.screen.find_containing(Role::Button, "Organization: ")); }},
        {"a row's menu", list, [](Root& root) { open_row_menu(root, "Production"); }},
        {"deleting", list, [](Root& root) { delete_row(root, long_name); }},
        {"a new key", form},
        {"a new key, with complaints", form, save_nothing},
        {"providers to choose from", form, [](Root& root) { root.screen.click(Role::ComboBox, "Provider"); }},
        {"a service account", form, form_of("google_vertex_ai")},
        {"regions", form, with_regions},
        {"an endpoint", form, form_of("azure")},
        {"an assignment", form, with_chips},
        {"API keys to choose from", form,
         [](Root& root) {
             with_chips(root);
             root.screen.click(Role::ComboBox, "API keys");
         }},
        {"editing", state_of(Page::EditProviderKey, "pk_1")},
        {"editing what is unknown", state_of(Page::EditProviderKey, "pk_4")},
        {"discarding", form,
         [](Root& root) {
             root.screen.type("API Key", "sk-ant-typed");
             root.screen.click(Role::Button, "Cancel");
         }},
        {"API keys", api_keys},
        {"deleting an API key", api_keys, [](Root& root) { delete_row(root, "Website"); }},
        {"a new API key", api_keys,
         [](Root& root) {
             root.screen.click(first_of(root, Role::Button, "Create a new API Key"));
             root.screen.click(Role::Button, "Create");
         }},
        {"a session, on its way",
         [] {
             app::State state;
             state.session.phase = app::SessionPhase::Resuming;
             return state;
         }},
        {"the list of a viewer", with([](app::State& state) { state.session.who = test::who(core::Role::Viewer); })},
        {"the list, with a credential that cannot be opened",
         with([](app::State& state) { state.provider_keys.value->front().credential_unreadable = true; })},
        {"editing what cannot be opened",
         [] {
             app::State state = at({Page::EditProviderKey, "pk_1"});
             state.provider_keys.value->front().credential_unreadable = true;
             return state;
         }},
        {"editing what somebody else changed", state_of(Page::EditProviderKey, "pk_1"),
         [](Root& root) {
             root.draft.provider_key_form.key->overtaken = true;
             core::ProviderKey& theirs = root.state.provider_keys.value->front();
             theirs.name = long_name, theirs.etag = "\"8\"", theirs.updated_by = "ann";
             root.screen.settle();
         }},
        {"activity", [] { return activity_state(); }},
        {"activity, empty",
         [] {
             app::State state = activity_state();
             state.activity.trail.value->events.clear();
             return state;
         }},
        {"activity, on its way",
         [] {
             app::State state = activity_state();
             state.activity = {};
             return state;
         }},
        {"activity, which failed",
         [] {
             app::State state = activity_state();
             state.activity.trail.failed(test::error(core::ErrorCode::Network, "The server cannot be reached."));
             state.activity.older_error = test::error(core::ErrorCode::Network, "The server cannot be reached.");
             return state;
         }},
        {"an API key that was made",
         [] {
             app::State state = at({Page::ApiKeys, {}});
             state.created_api_key =
                 core::CreatedApiKey{test::api_key("ak_9", long_name), core::Secret("gw_test_0123456789")};
             return state;
         }},
    };
}

}  // namespace

void on_every_screen(Viewport viewport, const std::function<void(std::string_view, UiHarness&)>& look) {
    for (const Screen& screen : every_screen()) {
        CAPTURE(screen.name);
        Root root(root_view, screen.state(), viewport);
        screen.reach(root);
        look(screen.name, root.screen);
    }
}

std::string where_is(const Node& node) {
    const Rect& rect = node.rect;
    std::string words = std::string(role_name(node.role)) + " \"" + node.name + "\" at ";
    for (const auto& [number, end] : {std::pair{rect.x, ","}, {rect.y, " "}, {rect.width, "x"}, {rect.height, ""}})
        words += std::to_string(std::lround(number)) + end;
    return words;
}

}  // namespace byok::ui
