// Back, Forward and typed addresses: a dialog closes first, and nothing typed is lost without asking.

#include <doctest/doctest.h>

#include "core/samples.h"
#include "flow/console_world.h"

using namespace byok;
using namespace byok::test;
using ui::Role;

namespace {

constexpr std::string_view list = "#/byok", form = "#/byok/new", api_keys = "#/api-keys";

ConsoleWorld& with_a_key(ConsoleWorld& world) {
    world.sign_in();
    world.screen.type("API Key", core::samples::api_key);
    world.screen.click(Role::Button, "Save");
    world.wait();
    return world;
}

bool address_says(const ConsoleWorld& world, std::string_view fragment) {
    return world.transport.addresses().back().fragment == fragment;
}

}  // namespace

TEST_SUITE("flow/history") {
    TEST_CASE("Back closes a form in which nothing was typed") {
        ConsoleWorld world(form);
        world.sign_in();
        world.go_to(list);
        CHECK_FALSE(world.screen.shows(Role::Dialog, "Add Provider Key"));
    }

    TEST_CASE("Back asks before it throws away what was typed, and the address stays meanwhile") {
        ConsoleWorld world(form);
        world.sign_in();
        world.screen.type("API Key", "sk-test-typed");
        world.go_to(list);
        REQUIRE(world.screen.shows(Role::AlertDialog, "Discard changes?"));
        CHECK(world.state().route.page == app::Page::NewProviderKey);
        CHECK(address_says(world, form));

        SUBCASE("to go on") {
            world.screen.click(Role::Button, "Keep editing");
            CHECK(world.screen.find(Role::TextBox, "API Key").entry->text->view() == "sk-test-typed");
        }
        SUBCASE("to discard it") {
            world.screen.click(Role::Button, "Discard");
            CHECK_FALSE(world.screen.shows(Role::Dialog, "Add Provider Key"));
            CHECK(world.transport.addresses().back() == ShownAddress{std::string(list), app::HistoryPlace::Before});
        }
        SUBCASE("and Back once more closes the question alone") {
            world.go_to(list);
            CHECK_FALSE(world.screen.shows(Role::AlertDialog, "Discard changes?"));
            CHECK(world.screen.shows(Role::Dialog, "Add Provider Key"));
        }
    }

    TEST_CASE("what was typed in the same moment counts as typed") {
        ConsoleWorld world(form);
        world.sign_in();
        const ui::NodeId field = world.screen.find(Role::TextBox, "API Key").id;
        world.screen.ui().input(ui::TextEdited{.id = field, .text = core::Secret("sk-test-typed")});
        world.go_to(list);
        CHECK(world.screen.shows(Role::AlertDialog, "Discard changes?"));
    }

    TEST_CASE("so does a typed address of another page") {
        ConsoleWorld world(form);
        world.sign_in();
        world.screen.type("Name", "Half a name");
        world.go_to(api_keys);
        CHECK(world.screen.shows(Role::AlertDialog, "Discard changes?"));
        CHECK(world.state().route.page == app::Page::NewProviderKey);
    }

    TEST_CASE("Back closes a menu, and then a dialog, before it leaves the page") {
        ConsoleWorld world(form);
        with_a_key(world).go_to(list);
        world.screen.click(Role::Button, "Actions for My Anthropic Key");
        world.go_to(api_keys);
        CHECK(world.screen.all(Role::Menu).empty());
        CHECK(world.state().route.page == app::Page::ProviderKeys);
        CHECK(address_says(world, list));

        world.choose("My Anthropic Key", "Delete");
        world.go_to(api_keys);
        CHECK_FALSE(world.screen.shows(Role::AlertDialog, "Delete provider key"));
        CHECK(world.state().route.page == app::Page::ProviderKeys);

        world.go_to(api_keys);
        CHECK(world.state().route.page == app::Page::ApiKeys);
    }

    TEST_CASE("a key that is shown this once stays on screen, whatever the address says") {
        ConsoleWorld world(api_keys);
        world.sign_in();
        world.click_first("Create a new API Key");
        world.screen.type("Name", "staging");
        world.screen.click(Role::Button, "Create");
        world.wait();
        REQUIRE(world.screen.shows(Role::Dialog, "API key created"));
        CHECK(world.holds_unsaved());
        world.go_to(list);
        CHECK(world.screen.shows(Role::Dialog, "API key created"));
        CHECK(address_says(world, api_keys));
        world.screen.click(Role::Button, "Done");
        CHECK_FALSE(world.holds_unsaved());
    }

    TEST_CASE("the browser asks before it leaves the page only while there is something to lose") {
        ConsoleWorld world(form);
        world.sign_in();
        CHECK_FALSE(world.holds_unsaved());
        world.screen.type("API Key", core::samples::api_key);
        CHECK(world.holds_unsaved());
        world.screen.click(Role::Button, "Save");
        world.wait();
        CHECK_FALSE(world.holds_unsaved());
    }

    TEST_CASE("whoever is signed out goes where the address says") {
        ConsoleWorld world(list);
        world.go_to(api_keys);
        CHECK(world.state().route.page == app::Page::ApiKeys);
    }
}
