#include "ui/form_field.h"

#include <doctest/doctest.h>

#include "ui/ui_harness.h"

using namespace byok;
using namespace byok::ui;

namespace {

const std::vector<std::string> paths{"name", "provider_key", "api_key_ids"};

core::Error refusal(std::vector<core::FieldError> fields) {
    core::Error error;
    error.code = core::ErrorCode::InvalidRequest;
    error.message = "The request was not accepted.";
    error.fields = std::move(fields);
    return error;
}

}  // namespace

TEST_SUITE("ui/form_field") {
    TEST_CASE("a problem is said only once its field was left") {
        FormErrors errors;
        errors.found = {{"name", "Enter a name."}};
        CHECK(errors.at("name", false).empty());
        CHECK(errors.at("name", true) == "Enter a name.");
        CHECK(errors.at("provider_key", true).empty());
    }

    TEST_CASE("what the server refused is said at once, and until its field is changed") {
        FormErrors errors;
        errors.take(refusal({{"provider_key", "Not accepted."}}), paths);
        CHECK(errors.at("provider_key", false) == "Not accepted.");
        errors.changed("name");
        CHECK(errors.at("provider_key", false) == "Not accepted.");
        errors.changed("provider_key");
        CHECK(errors.at("provider_key", false).empty());
    }

    TEST_CASE("the first field that was refused gets the focus, in the order of the form") {
        FormErrors errors;
        errors.take(refusal({{"api_key_ids", "Unknown."}, {"name", "Taken."}}), paths);
        CHECK_FALSE(errors.takes_focus("api_key_ids"));
        CHECK(errors.takes_focus("name"));
        CHECK_FALSE(errors.takes_focus("name"));
    }

    TEST_CASE("what belongs to no field on screen is said above the form") {
        FormErrors errors;
        errors.take(refusal({}), paths);
        CHECK(errors.said == "The request was not accepted.");
        errors.take(refusal({{"provider_key.regions[7].region", "Odd."}, {"active", "Even."}}), paths);
        CHECK(errors.said == "Odd. Even.");
        CHECK(errors.refused.empty());
        errors.take(refusal({{"name", "Taken."}}), paths);
        CHECK(errors.said.empty());
    }

    TEST_CASE("a new attempt forgets what was said about the last one") {
        FormErrors errors;
        errors.take(refusal({{"name", "Taken."}, {"elsewhere", "Odd."}}), paths);
        errors.forget_refusals();
        CHECK(errors.said.empty());
        CHECK(errors.at("name", true).empty());
    }

    TEST_CASE("saving with problems says so and goes to the first") {
        FormErrors errors;
        CHECK_FALSE(errors.say_found(paths));
        errors.found = {{"api_key_ids", "Choose."}, {"provider_key", "Enter a key."}, {"elsewhere", "Odd."}};
        CHECK(errors.say_found(paths));
        CHECK(errors.said == "Odd.");
        CHECK(errors.takes_focus("provider_key"));
    }

    TEST_CASE("that nothing was saved is said in words each time, until something is changed") {
        FormErrors errors;
        UiHarness page([&](Ui& ui) { announce_refusal(ui, errors); });
        CHECK(page.names(Role::Alert).empty());
        errors.found = {{"provider_key", "Enter a key."}, {"name", "Enter a name."}};
        errors.say_found(paths);
        page.settle();
        CHECK(page.names(Role::Alert) == std::vector<std::string>{"Not saved. Enter a name."});
        const NodeId first = page.find(Role::Alert, "Not saved. Enter a name.").id;
        errors.forget_refusals();
        errors.say_found(paths);
        page.settle();
        CHECK_MESSAGE(page.find(Role::Alert, "Not saved. Enter a name.").id != first, "said once more");
        errors.changed("api_key_ids");
        page.settle();
        CHECK(page.names(Role::Alert).empty());
        errors.take(refusal({{"api_key_ids", "Unknown."}}), paths);
        page.settle();
        CHECK(page.names(Role::Alert) == std::vector<std::string>{"Not saved. Unknown."});
        errors.take(refusal({}), paths);
        page.settle();
        CHECK_MESSAGE(page.names(Role::Alert).empty(), "it is said above the form");
    }
}
