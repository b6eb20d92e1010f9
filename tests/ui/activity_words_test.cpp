#include "ui/activity_words.h"

#include <doctest/doctest.h>

using namespace byok;
using namespace byok::ui;

namespace {

std::string words(std::string action, std::vector<std::string> changes = {}, std::string detail = {}) {
    core::AuditEvent event;
    event.action = std::move(action);
    event.changes = std::move(changes);
    event.detail = std::move(detail);
    return what_happened(event);
}

}  // namespace

TEST_SUITE("ui/activity_words") {
    TEST_CASE("every action of the contract is said in words that people use") {
        for (const std::string_view action :
             {"provider_key.created", "provider_key.updated", "provider_key.deleted", "provider_key.tested",
              "credential.tested", "api_key.created", "api_key.updated", "api_key.deleted", "api_key.revealed",
              "session.created", "session.ended", "console_token.created", "console_token.revoked", "sealing_key.added",
              "sealing_key.activated", "sealing_key.rewrapped"}) {
            CAPTURE(action);
            const std::string said = words(std::string(action));
            CHECK_FALSE(said.contains('.'));
            CHECK_FALSE(said.contains('_'));
            CHECK((said[0] >= 'A' && said[0] <= 'Z'));
        }
        CHECK(words("provider_key.created") == "Created provider key");
    }

    TEST_CASE("what an update changed is listed, and what a test said is told") {
        CHECK(words("provider_key.updated", {"name", "credential"}) == "Updated provider key: name, credential");
        CHECK(words("provider_key.updated", {"active", "api_key_ids"}) == "Updated provider key: status, assignment");
        CHECK(words("credential.tested", {}, "invalid") == "Tested credential: Invalid");
        CHECK(words("provider_key.tested", {}, "valid_limited") == "Tested provider key: Limited");
    }

    TEST_CASE("what was refused did not happen") {
        core::AuditEvent event;
        event.result = "refused";
        for (const auto& [action, said] : std::initializer_list<std::pair<std::string, std::string>>{
                 {"provider_key.created", "Tried to create provider key"},
                 {"api_key.revealed", "Tried to reveal API key"},
                 {"session.created", "Tried to sign in"},
                 {"moon.landed", "moon.landed"}}) {
            event.action = action;
            CHECK(what_happened(event) == said);
        }
        event.action = "provider_key.updated";
        event.changes = {"name"};
        CHECK(what_happened(event) == "Tried to update provider key: name");
    }

    TEST_CASE("what nobody has heard of is shown as it is") {
        CHECK(words("moon.landed", {"flag"}, "dusty") == "moon.landed: flag, dusty");
        CHECK(words("provider_key.tested", {}, "invalid: wrong_key") == "Tested provider key: Invalid");
        CHECK(words("backup.made") == "Made a backup");
        CHECK(words("credential.tested", {}, "splendid") == "Tested credential: splendid");
        CHECK(words("session.created", {}, "valid") == "Signed in: valid");
        CHECK(look_of_result("partly").word == "partly");
        CHECK(look_of_result("partly").colour == Colour::BadgeNeutral);
        CHECK(look_of_result("done").word == "Done");
        CHECK(look_of_result("refused").colour == Colour::BadgeRed);
    }

    TEST_CASE("a target goes by its name, else by its id; its kind is in what happened") {
        core::AuditEvent event;
        event.target_type = "session";
        CHECK(target_of(event).empty());
        event.target_id = "s_1";
        CHECK(target_of(event) == "s_1");
        event.target_name = "Production";
        CHECK(target_of(event) == "Production");
    }

    TEST_CASE("what was done on the server's own machine says so in place of an address") {
        core::AuditEvent event;
        CHECK(origin_of(event).empty());
        event.via = "command_line";
        CHECK(origin_of(event) == "Command line");
        event.ip = "192.0.2.7";
        CHECK(origin_of(event) == "192.0.2.7");
    }
}
