#include "flow/console_world.h"

#include <doctest/doctest.h>

#include <algorithm>

namespace byok::test {

using ui::Role;

ConsoleWorld::ConsoleWorld(std::string_view fragment, ui::Viewport viewport, app::Settings settings)
    : console_(new_console(std::move(settings), app::route_from_fragment(fragment))),
      screen([this](ui::Ui& ui) { draw(ui); }, viewport) {
    const auto answer = [this](const SentRequest& sent) -> std::optional<Answer> {
        if (server_is_silent) return std::nullopt;
        if (std::optional<Answer> answered = instead ? instead(sent) : std::nullopt) return answered;
        return server.answer(sent);
    };
    transport.serve(answer, latency_ms);
}

std::unique_ptr<app::Console> ConsoleWorld::new_console(app::Settings settings, app::Route route) {
    return std::make_unique<app::Console>(transport, transport, std::move(settings), std::move(route),
                                          [this] { woken_ = true; });
}

void ConsoleWorld::reload() {
    console_ = new_console(state().settings, state().route);
    draft_ = {};
    dispatch(app::ResumeSession{});
    wait(8 * latency_ms);
}

void ConsoleWorld::dispatch(app::Action action) {
    console_->dispatch(std::move(action));
    screen.settle();
}

void ConsoleWorld::draw(ui::Ui& ui) {
    woken_ = false;
    console_->settle();
    app::Actions actions;
    ui::root_view(console_->state(), draft_, actions, ui);
    for (app::Action& action : actions) console_->dispatch(std::move(action));
    if (console_->settle() || woken_) ui.animate();
}

void ConsoleWorld::sign_in() {
    sign_in(server.token());
}

void ConsoleWorld::sign_in(std::string_view token) {
    dispatch(app::SignIn{core::Secret(token)});
    wait(8 * latency_ms);
    REQUIRE(state().session.signed_in());
}

void ConsoleWorld::wait(int ms) {
    // A frame is drawn when something has arrived; what it asks for goes out then.
    for (; ms > 0; ms -= latency_ms) {
        transport.run_for(std::min(ms, latency_ms));
        if (woken_) screen.settle();
    }
}

void ConsoleWorld::go_to(std::string_view fragment) {
    draft_.asked_route = app::route_from_fragment(fragment);
    screen.settle();
}

std::string ConsoleWorld::path(std::string_view collection) const {
    return "/v1/organizations/" + server.organization_id() + "/" + std::string(collection);
}

const SentRequest& ConsoleWorld::last_sent(std::string_view method) const {
    const auto& sent = transport.sent();
    const auto found = std::ranges::find(sent.rbegin(), sent.rend(), method, &SentRequest::method);
    if (found == sent.rend()) FAIL("no such request: " << std::string(method));
    return *found;
}

std::size_t ConsoleWorld::count_sent(std::string_view method) const {
    return static_cast<std::size_t>(std::ranges::count(transport.sent(), method, &SentRequest::method));
}

ui::Node ConsoleWorld::row(std::string_view name) const {
    for (const ui::Node& row : screen.all(Role::Row))
        for (const std::string& cell : screen.names(Role::Cell, row.id))
            if (cell == name) return row;
    FAIL("there is no row of " << std::string(name) << "\n" << screen.dump());
    return {};
}

void ConsoleWorld::click_first(std::string_view button) {
    for (const ui::Node& node : screen.all(Role::Button)) {
        if (node.name != button) continue;
        screen.click(node);
        return;
    }
    FAIL("there is no button " << std::string(button) << "\n" << screen.dump());
}

void ConsoleWorld::choose(std::string_view row_name, std::string_view entry) {
    screen.click(Role::Button, "Actions for " + std::string(row_name));
    screen.click(Role::MenuItem, entry);
}

void ConsoleWorld::pick(const ui::Node& combobox, std::string_view part, std::string_view option) {
    screen.type(combobox, part);
    for (const ui::Node& node : screen.all(Role::Option)) {
        if (!node.name.starts_with(option)) continue;
        screen.click(node);
        return;
    }
    FAIL("there is no option " << std::string(option) << "\n" << screen.dump());
}

void ConsoleWorld::pick(std::string_view combobox, std::string_view part, std::string_view option) {
    pick(screen.find(Role::ComboBox, combobox), part, option);
}

}  // namespace byok::test
