#include <doctest/doctest.h>

#include <algorithm>

#include "core/key_samples.h"
#include "core/samples.h"
#include "flow/key_form.h"

using namespace byok;
using namespace byok::test;
using namespace byok::ui;
using core::Verdict;
namespace samples = core::samples;

namespace {

using Names = std::vector<std::string>;

constexpr std::string_view refused = "The provider does not accept this key.";

/// Looks as Anthropic's do.
const std::string another_key = "sk-ant-api03-" + std::string(92, 'k') + "2AA";

/// Looks as Mistral's do.
std::string stored_key(int number) {
    return std::string(30, 'k') + std::to_string(10 + number);
}

void provider_refuses(ConsoleWorld& world) {
    world.server.provider_says.finding = {Verdict::Invalid, "wrong_key", std::string(refused), "Copy it again."};
}

void add_keys(ConsoleWorld& world, int count) {
    for (int i = 1; i <= count; ++i) {
        core::NewProviderKey key;
        key.provider = "mistral";
        key.name = "Key " + std::to_string(i);
        key.credential = core::ApiKeyCredential{core::Secret(stored_key(i))};
        world.server.add_provider_key(key);
    }
}

std::string status(const ConsoleWorld& world, std::string_view name) {
    return world.screen.names(Role::Cell, world.row(name).id)[3];
}

void test_credentials(ConsoleWorld& world) {
    world.screen.click(Role::Button, "Test credentials");
    world.wait();
}

}  // namespace

TEST_SUITE("flow/credential_tests") {
    TEST_CASE("a credential is tried before it is saved, and comes with what was said of it") {
        ConsoleWorld world;
        open_new_key_form(world);
        world.screen.type("API Key", samples::api_key);
        world.screen.click(Role::Button, "Test credentials");
        CHECK(world.screen.find(Role::Button, "Test credentials").busy);
        world.wait();
        CHECK(world.server.tried == Names{std::string(samples::api_key)});
        CHECK(world.screen.says("Valid: The provider accepts this key."));
        world.screen.click(Role::Button, "Save");
        world.wait();
        CHECK(status(world, "My Anthropic Key").starts_with("Active. Tested "));
    }

    TEST_CASE("what is surely wrong is said at its field, and nothing is tried") {
        ConsoleWorld world;
        open_new_key_form(world);
        test_credentials(world);
        CHECK(world.count_sent("POST") == 0);
        CHECK_FALSE(error_at(world, Role::TextBox, "API Key").empty());
        CHECK(world.screen.focused().name == "API Key");
        world.screen.type("Name", "");
        world.screen.type("API Key", samples::api_key);
        test_credentials(world);
        CHECK_MESSAGE(world.server.tried.size() == 1, "a name that is missing is no reason not to test");
    }

    TEST_CASE("a result is not of what is typed afterwards") {
        ConsoleWorld world;
        open_new_key_form(world);
        world.screen.type("API Key", samples::api_key);
        test_credentials(world);
        world.screen.type("API Key", another_key);
        CHECK_FALSE(world.screen.says("Valid: "));
        CHECK(world.screen.says("has changed since the test"));
        world.screen.type("Name", "Renamed");
        test_credentials(world);
        CHECK(world.screen.says("Valid: "));
        world.screen.type("Name", "Renamed again");
        CHECK_MESSAGE(world.screen.says("Valid: "), "the name is not what was tried");
    }

    TEST_CASE("an answer that is late lands on no other form") {
        ConsoleWorld world;
        add_keys(world, 1);
        open_new_key_form(world);
        world.screen.type("API Key", samples::api_key);
        world.screen.click(Role::Button, "Test credentials");
        world.go_to("#/byok");
        world.screen.click(Role::Button, "Discard");
        world.choose("Key 1", "Edit");
        world.wait();
        CHECK(world.screen.shows(Role::Dialog, "Edit Provider Key"));
        CHECK_FALSE(world.screen.says("Valid: "));
        CHECK_FALSE(world.screen.find(Role::Button, "Test credentials").busy);
    }

    TEST_CASE("who signs out during a test hears no more of it") {
        ConsoleWorld world;
        add_keys(world, 3);
        world.sign_in();
        world.screen.click(Role::Button, "Test all");
        world.screen.click(Role::Button, "Sign out");
        world.wait();
        CHECK(world.state().stored_tests.running.empty());
        CHECK_FALSE(world.state().stored_tests.testing_all());
    }

    TEST_CASE("only a credential that is refused makes Save ask once more, and it can be saved") {
        ConsoleWorld world;
        provider_refuses(world);
        open_new_key_form(world);
        world.screen.type("API Key", samples::api_key);
        test_credentials(world);
        CHECK(world.screen.says(refused));
        world.screen.click(Role::Button, "Save");
        CHECK(world.screen.says("does not work. Save it all the same?"));
        CHECK_FALSE(world.screen.shows(Role::Button, "Save"));
        world.screen.click(Role::Button, "Save anyway");
        world.wait();
        CHECK(status(world, "My Anthropic Key").starts_with("Invalid. "));
    }

    TEST_CASE("another input takes back what was asked about the one before") {
        ConsoleWorld world;
        provider_refuses(world);
        open_new_key_form(world);
        world.screen.type("API Key", samples::api_key);
        test_credentials(world);
        world.screen.click(Role::Button, "Save");
        world.screen.type("API Key", another_key);
        CHECK(world.screen.shows(Role::Button, "Save"));
        world.screen.click(Role::Button, "Save");
        world.wait();
        CHECK(status(world, "My Anthropic Key") == "Not tested");
    }

    TEST_CASE("each region says what came of it in its own row") {
        ConsoleWorld world;
        world.server.provider_says.finding = {Verdict::Invalid, "wrong_secret", "eu-west-1: Wrong.", ""};
        world.server.provider_says.regions = {{"global", {Verdict::Valid, "accepted", "All is well.", ""}},
                                              {"eu-west-1", {Verdict::Invalid, "wrong_secret", "Wrong.", "Copy it."}}};
        open_new_key_form(world);
        world.pick("Provider", "bedrock", "AWS Bedrock");
        for (const char* group : {"Region 1", "Region 2"}) {
            if (std::string_view(group) == "Region 2") world.screen.click(Role::Button, "Add region");
            enter_region(world, group, std::string_view(group) == "Region 1" ? "global" : "eu-west-1");
            type_in(world, group, "Access Key ID", "AKIAQ7NP5TESTONLY234");
            type_in(world, group, "Secret Access Key", std::string(40, 'k') + group[7]);
        }
        test_credentials(world);
        const auto says = [&](std::string_view group, std::string_view sentence) {
            const NodeId id = world.screen.find(Role::Group, group).id;
            return std::ranges::any_of(world.screen.names(Role::Text, id),
                                       [&](const std::string& text) { return text.contains(sentence); });
        };
        CHECK(says("Region 1", "Valid: All is well."));
        CHECK(says("Region 2", "Invalid: Wrong. Copy it."));
        type_in(world, "Region 2", "Secret Access Key", std::string(40, 'z'));
        CHECK_FALSE(says("Region 1", "All is well."));
    }

    TEST_CASE("a stored credential is tried from its row, and says so there") {
        ConsoleWorld world;
        add_keys(world, 2);
        world.sign_in();
        CHECK(status(world, "Key 1") == "Not tested");
        world.server.provider_says.finding = {Verdict::ValidLimited, "no_credit", "No credit.", "Add some."};
        world.choose("Key 1", "Test credentials");
        CHECK(status(world, "Key 1") == "Testing…");
        world.wait();
        CHECK(status(world, "Key 1").starts_with("Limited. Tested "));
        CHECK(status(world, "Key 1").contains("No credit. Add some."));
        CHECK(world.screen.says("Key 1: No credit."));
        CHECK(status(world, "Key 2") == "Not tested");
        world.choose("Key 1", "Disable");
        world.wait();
        CHECK(status(world, "Key 1").starts_with("Disabled. Tested "));
    }

    TEST_CASE("in the edit form what is left blank is the stored one") {
        ConsoleWorld world;
        add_keys(world, 1);
        world.sign_in();
        world.choose("Key 1", "Edit");
        test_credentials(world);
        CHECK(world.server.tried == Names{stored_key(1)});
        CHECK_MESSAGE(world.state().provider_keys.value->front().last_test.has_value(),
                      "it was the stored one that was tried");
        world.screen.type("API Key", stored_key(9));
        test_credentials(world);
        CHECK(world.server.tried.back() == stored_key(9));
    }

    TEST_CASE("all are tried a few at a time, and what came of them is said in the end") {
        ConsoleWorld world;
        add_keys(world, 6);
        world.sign_in();
        world.screen.click(Role::Button, "Test all");
        CHECK(world.state().stored_tests.running.size() == 4);
        CHECK(world.screen.says("Tested 0 of 6"));
        world.wait(300);
        CHECK(world.server.tried.size() == 6);
        CHECK(world.screen.says("6 keys tested: 6 accepted."));
        CHECK(world.screen.shows(Role::Button, "Test all"));
        for (const char* name : {"Key 1", "Key 6"}) CHECK(status(world, name).starts_with("Active. "));
    }

    TEST_CASE("what has not begun can be cancelled; what has begun still counts") {
        ConsoleWorld world;
        add_keys(world, 6);
        world.sign_in();
        world.screen.click(Role::Button, "Test all");
        world.screen.click(Role::Button, "Cancel");
        CHECK(world.screen.find(Role::Button, "Cancel").disabled);
        world.wait(300);
        CHECK(world.server.tried.size() == 4);
        CHECK(world.screen.says("4 keys tested: 4 accepted."));
    }

    TEST_CASE("a server that does not offer it is told of once, and saving goes on") {
        ConsoleWorld world;
        add_keys(world, 6);
        world.instead = [](const SentRequest& sent) -> std::optional<Answer> {
            if (!sent.url.ends_with("/test")) return std::nullopt;
            return Answer{404, "<html>", {}};
        };
        world.sign_in();
        world.screen.click(Role::Button, "Test all");
        world.wait(300);
        CHECK(world.screen.says("This server does not offer testing credentials."));
        CHECK(world.server.tried.empty());
        world.go_to("#/byok/new");
        world.screen.type("API Key", samples::api_key);
        test_credentials(world);
        CHECK(world.screen.says("Could not be tested. This server does not offer testing credentials."));
        world.screen.click(Role::Button, "Save");
        world.wait();
        CHECK(status(world, "My Anthropic Key") == "Not tested");
    }

    TEST_CASE("who is told to wait is told how long") {
        ConsoleWorld world;
        world.instead = [](const SentRequest& sent) -> std::optional<Answer> {
            if (!sent.url.ends_with("/test")) return std::nullopt;
            return Answer{429, R"({"error":{"type":"rate_limit_error","message":"Too many."}})", "40"};
        };
        open_new_key_form(world);
        world.screen.type("API Key", samples::api_key);
        test_credentials(world);
        CHECK(world.screen.says("Could not be tested. Too many. Try again in 40 s."));
    }

    TEST_CASE("a credential that is kept already is saved once more only by who means it") {
        ConsoleWorld world;
        add_keys(world, 1);
        open_new_key_form(world);
        world.pick("Provider", "mistral", "Mistral");
        world.screen.type("API Key", stored_key(1));
        world.screen.click(Role::Button, "Save");
        world.wait();
        CHECK(world.screen.says("kept already, as \"Key 1\""));
        world.screen.click(Role::Button, "Save anyway");
        world.wait();
        CHECK(status(world, "My Mistral Key") == "Not tested");
    }
}
