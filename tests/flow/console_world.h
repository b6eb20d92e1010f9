/// The whole console and a server, without a browser and without a network: a person acts on the screen, requests go to
/// the real rules of the server, answers come back when time passes.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "app/console.h"
#include "app/fake_transport.h"
#include "flow/server_in_memory.h"
#include "ui/root_view.h"
#include "ui/ui_harness.h"

namespace byok::test {

/// How long the server takes to answer.
inline constexpr int latency_ms = 50;

class ConsoleWorld {
public:
    /// A page that was opened at that address, nobody signed in.
    explicit ConsoleWorld(std::string_view fragment = "#/byok", ui::Viewport viewport = ui::UiHarness::desktop,
                          app::Settings settings = {});

    /// As the link of scripts/run does it; afterwards the lists are there.
    void sign_in();
    /// The same with somebody's token.
    void sign_in(std::string_view token);
    /// The page is loaded anew, at the address that it has.
    void reload();
    /// Somebody's word: what another tab, the clock or the browser says.
    void dispatch(app::Action action);
    /// Lets time pass, so that what was asked is answered, and draws.
    void wait(int ms = 2 * latency_ms);
    /// The person follows a link or changes the address.
    void go_to(std::string_view fragment);

    [[nodiscard]] const app::State& state() const { return console_->state(); }
    /// What is typed, and not yet asked for.
    [[nodiscard]] const ui::RootDraft& draft() const { return draft_; }
    /// Whether the browser would ask before it leaves the page.
    [[nodiscard]] bool holds_unsaved() const { return ui::holds_unsaved(state(), draft_); }
    /// The path of a collection of the organization: "/v1/organizations/…/provider-keys".
    [[nodiscard]] std::string path(std::string_view collection) const;
    /// The last request of that method; fails the test when there was none.
    [[nodiscard]] const SentRequest& last_sent(std::string_view method) const;
    [[nodiscard]] std::size_t count_sent(std::string_view method) const;
    /// The row of the provider key of that name.
    [[nodiscard]] ui::Node row(std::string_view name) const;
    /// Clicks the first button of that name: those that make something stand above and below the list.
    void click_first(std::string_view button);
    /// Opens the menu of a row and chooses from it.
    void choose(std::string_view row_name, std::string_view entry);
    /// Chooses from the list of a combobox: types `part`, then takes the option that begins with `option`.
    void pick(const ui::Node& combobox, std::string_view part, std::string_view option);
    void pick(std::string_view combobox, std::string_view part, std::string_view option);

    ServerInMemory server;
    FakeTransport transport;
    /// Answers in place of the server, where it returns something.
    std::function<std::optional<Answer>(const SentRequest&)> instead;
    /// Nothing is answered.
    bool server_is_silent = false;

private:
    std::unique_ptr<app::Console> console_;
    ui::RootDraft draft_;
    bool woken_ = false;

    [[nodiscard]] std::unique_ptr<app::Console> new_console(app::Settings settings, app::Route route);
    void draw(ui::Ui& ui);

public:
    ui::UiHarness screen;  // last: it draws at once
};

}  // namespace byok::test
