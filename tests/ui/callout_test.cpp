#include <doctest/doctest.h>

#include "ui/ui_harness.h"
#include "ui/widgets.h"

using namespace byok;
using namespace byok::ui;

TEST_SUITE("ui/callout") {
    TEST_CASE("what failed interrupts a screen reader, what is well waits its turn") {
        for (const auto& [tone, role] : {std::pair{Tone::Info, Role::Status},
                                         {Tone::Success, Role::Status},
                                         {Tone::Warning, Role::Status},
                                         {Tone::Danger, Role::Alert}}) {
            UiHarness page([&](Ui& ui) { callout(ui, tone, "The list could not be loaded."); });
            CHECK(page.shows(role, "The list could not be loaded."));
        }
    }

    TEST_CASE("its action is a button inside of it") {
        int retries = 0;
        UiHarness page([&](Ui& ui) { retries += callout(ui, Tone::Danger, "It failed.", "Try again") ? 1 : 0; });
        const Node notice = page.find(Role::Alert, "It failed.");
        const Node action = page.find_in(notice, Role::Button, "Try again");
        CHECK(action.rect.right() <= notice.rect.right());
        CHECK(action.rect.bottom() <= notice.rect.bottom());
        page.click(action);
        CHECK(retries == 1);
    }

    TEST_CASE("a long sentence makes it higher, a narrow column puts the action below") {
        float width = 600;
        UiHarness page([&](Ui& ui) {
            begin_column(ui, {0, 0}, width);
            callout(ui, Tone::Warning, "This is the list as it was before: it could not be refreshed.", "Retry");
            text(ui, "below");
            end_column(ui);
        });
        const auto notice = [&] { return page.all(Role::Status).at(0).rect; };
        const auto action = [&] { return page.find(Role::Button, "Retry").rect; };
        CHECK(notice() == Rect{0, 0, 600, 44});
        CHECK(action().right() == 588);
        width = 250;
        page.settle();
        CHECK(notice().height > 100);
        CHECK(action().x == 38);
        CHECK(action().bottom() <= notice().bottom());
        CHECK(page.find(Role::Text, "below").rect.y == notice().bottom());
    }
}
