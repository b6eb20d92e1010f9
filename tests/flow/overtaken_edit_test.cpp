#include <doctest/doctest.h>

#include "app/samples.h"
#include "core/key_samples.h"
#include "flow/console_world.h"
#include "flow/key_form.h"

using namespace byok;
using namespace byok::test;
using ui::Role;

namespace {

const std::string typed_secret = core::samples::usual_key("anthropic");

/// The edit form of "Production" is open, and ann renames it to "Ann's".
struct World : ConsoleWorld {
    std::string id;

    World() {
        id =
            server
                .add_provider_key(new_provider_key("Production", "sk-ant-api03-0123456789abcdefghijklmnopqrstuvwxyzAA"))
                .id;
        sign_in();
        choose("Production", "Edit");
    }
    void ann_renames_it() { server.rename_provider_key(id, "Ann's", "ann"); }
    void save() {
        screen.click(Role::Button, "Save");
        wait(4 * latency_ms);
    }
    [[nodiscard]] std::string stored_name() { return server.provider_keys().front().name; }
};

}  // namespace

TEST_SUITE("flow/overtaken_edit") {
    TEST_CASE("a change that somebody else came before is not saved; both names are said") {
        World world;
        world.ann_renames_it();
        world.screen.type("Name", "Mine");
        world.save();
        CHECK(world.last_sent("POST").if_match.starts_with('"'));
        CHECK(world.stored_name() == "Ann's");
        const std::string said = world.screen.find_containing(Role::Status, "Somebody else changed this key").name;
        CHECK(said.contains("it is now called “Ann's” (changed by ann, "));
        CHECK(said.ends_with("You have “Mine”."));
        CHECK(world.screen.focused().name == "Take their changes");
        CHECK(text_of(world, "Name") == "Mine");
    }

    TEST_CASE("mine is saved over it when one says so, the typed secret included") {
        World world;
        world.ann_renames_it();
        world.screen.type("Name", "Mine");
        world.screen.type("API Key", typed_secret);
        world.save();
        CHECK(text_of(world, "API Key") == typed_secret);
        world.screen.click(Role::Button, "Save mine over it");
        world.wait(4 * latency_ms);
        CHECK(world.stored_name() == "Mine");
        CHECK(world.server.stored_credential(world.id) == typed_secret);
        CHECK_FALSE(world.screen.shows(Role::Dialog, "Edit Provider Key"));
    }

    TEST_CASE("theirs comes into the fields that one has not touched; what was typed stays and can be saved") {
        World world;
        world.ann_renames_it();
        world.screen.type("API Key", typed_secret);
        world.save();
        world.screen.click(Role::Button, "Take their changes");
        CHECK(text_of(world, "Name") == "Ann's");
        CHECK(text_of(world, "API Key") == typed_secret);
        CHECK_FALSE(world.screen.says("Somebody else"));
        world.save();
        CHECK(world.stored_name() == "Ann's");
        CHECK(world.server.stored_credential(world.id) == typed_secret);
        CHECK_FALSE(world.screen.shows(Role::Dialog, "Edit Provider Key"));
    }

    TEST_CASE("a name that one has typed is not taken away by taking theirs") {
        World world;
        world.ann_renames_it();
        world.screen.type("Name", "Mine");
        world.save();
        world.screen.click(Role::Button, "Take their changes");
        CHECK(text_of(world, "Name") == "Mine");
        world.save();
        CHECK(world.stored_name() == "Mine");
    }

    TEST_CASE("who is overtaken twice is asked twice") {
        World world;
        world.ann_renames_it();
        world.screen.type("Name", "Mine");
        world.save();
        world.server.rename_provider_key(world.id, "Bob's", "bob");
        world.screen.click(Role::Button, "Save mine over it");
        world.wait(4 * latency_ms);
        CHECK(world.stored_name() == "Bob's");
        CHECK(world.screen.says("it is now called “Bob's” (changed by bob"));
        world.screen.click(Role::Button, "Save mine over it");
        world.wait(4 * latency_ms);
        CHECK(world.stored_name() == "Mine");
    }

    TEST_CASE("what it is now may not be had at first") {
        World world;
        world.ann_renames_it();
        world.screen.type("Name", "Mine");
        world.instead = [](const SentRequest& sent) {
            return sent.method == "GET" ? std::optional(Answer{403, "", {}}) : std::nullopt;
        };
        world.save();
        CHECK(world.screen.says("What it is now could not be read."));
        world.instead = {};
        world.screen.click(Role::Button, "Try again");
        world.wait();
        CHECK(world.screen.says("it is now called “Ann's”"));
    }

    TEST_CASE("a key that was deleted meanwhile cannot be saved, and that is said") {
        World world;
        world.server.delete_provider_key(world.id);
        world.screen.type("Name", "Mine");
        world.save();
        CHECK(world.screen.shows(Role::Alert,
                                 "That provider key was deleted meanwhile, so the changes could not be saved."));
        CHECK_FALSE(world.screen.shows(Role::Dialog, "Edit Provider Key"));
    }

    TEST_CASE("a row that somebody else changed is left as it is, said, and read again") {
        World world;
        world.screen.click(Role::Button, "Cancel");
        world.ann_renames_it();
        world.choose("Production", "Disable");
        world.wait(4 * latency_ms);
        CHECK(world.screen.says("Production: Somebody else changed this key meanwhile, so it was left as it is."));
        CHECK(world.server.provider_keys().front().active == true);
        world.choose("Ann's", "Disable");
        world.wait(4 * latency_ms);
        CHECK(world.server.provider_keys().front().active == false);
    }

    TEST_CASE("a key that somebody else changed is not deleted before one has seen what it is now") {
        World world;
        world.screen.click(Role::Button, "Cancel");
        world.ann_renames_it();
        world.choose("Production", "Delete");
        world.screen.click(Role::Button, "Delete");
        world.wait(4 * latency_ms);
        CHECK(world.server.provider_keys().size() == 1);
        CHECK(world.screen.says("Somebody else changed this key meanwhile"));
        CHECK(world.screen.says("Ann's (Anthropic) will be deleted for good."));
        world.screen.click(Role::Button, "Delete");
        world.wait(4 * latency_ms);
        CHECK(world.server.provider_keys().empty());
    }

    TEST_CASE("a new key whose answer was lost is not made twice by saving again") {
        ConsoleWorld world;
        open_new_key_form(world);
        world.screen.type("API Key", core::samples::usual_key("anthropic"));
        world.server.loses_answers = true;
        world.screen.click(Role::Button, "Save");
        world.wait(4 * latency_ms);
        CHECK(world.screen.says("Saving again is safe: it is not made twice."));
        world.server.loses_answers = false;
        world.screen.click(Role::Button, "Save");
        world.wait(4 * latency_ms);
        CHECK_FALSE(world.screen.shows(Role::Dialog, "Add Provider Key"));
        CHECK(world.server.provider_keys().size() == 1);
    }

    TEST_CASE("a credential that the server cannot open says so, and has to be entered again") {
        ConsoleWorld world;
        const std::string id =
            world.server
                .add_provider_key(new_provider_key("Production", "sk-ant-api03-0123456789abcdefghijklmnopqrstuvwxyzAA"))
                .id;
        world.server.lose_credential(id);
        world.sign_in();
        CHECK(world.screen.shows(Role::Text, "Unreadable"));
        CHECK(world.screen.says("The server cannot open the stored credential."));
        world.choose("Production", "Edit");
        CHECK(world.screen.find_containing(Role::Alert, "Enter it again").name.contains("sealing key"));
        CHECK(world.screen.find(Role::TextBox, "API Key").required);
        CHECK_FALSE(world.holds_unsaved());
        world.screen.type("Name", "Renamed");
        world.screen.click(Role::Button, "Save");
        CHECK(world.screen.find(Role::TextBox, "API Key").invalid);
        world.screen.type("API Key", typed_secret);
        world.screen.click(Role::Button, "Save");
        world.wait(4 * latency_ms);
        CHECK_FALSE(world.screen.shows(Role::Dialog, "Edit Provider Key"));
        CHECK(world.server.stored_credential(id) == typed_secret);
        CHECK_FALSE(world.screen.shows(Role::Text, "Unreadable"));
    }
}
