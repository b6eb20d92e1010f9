#include <doctest/doctest.h>

#include "ui/ui_harness.h"
#include "ui/widgets.h"

using namespace byok::ui;

namespace {

struct CheckPage {
    bool checked = false;
    FieldOptions options;
    int changes = 0;
    UiHarness page;

    explicit CheckPage(FieldOptions with = {}, Viewport viewport = UiHarness::desktop)
        : options(std::move(with)),
          page([this](Ui& ui) { changes += checkbox(ui, "Assign to entire organization", checked, options); },
               viewport) {}
    [[nodiscard]] Node node() const { return page.find(Role::CheckBox, "Assign to entire organization"); }
};

}  // namespace

TEST_SUITE("ui/checkbox") {
    TEST_CASE("a click on box or label checks it, another one takes that back") {
        CheckPage form;
        CHECK(form.node().checked == Check::Off);
        form.page.click(form.node());
        CHECK(form.checked);
        CHECK(form.node().checked == Check::On);
        form.page.click(form.node());
        CHECK_FALSE(form.checked);
        CHECK(form.changes == 2);
    }

    TEST_CASE("its rectangle holds the box and the label, not the rest of the line") {
        CheckPage form;
        CHECK(form.node().rect.width > 16 + 8);
        CHECK(form.node().rect.width < 400);
        CHECK(form.node().rect.height >= 20);
    }

    TEST_CASE("Space checks it") {
        CheckPage form;
        form.page.tab();
        form.page.press(Key::Space);
        CHECK(form.checked);
    }

    TEST_CASE("a disabled or read-only one stays as it is, whatever arrives") {
        FieldOptions disabled, read_only;
        disabled.disabled = true;
        read_only.read_only = true;
        for (const FieldOptions& options : {disabled, read_only}) {
            CheckPage form(options);
            form.page.ui().input(Clicked{.id = form.node().id});
            form.page.settle();
            CHECK_FALSE(form.checked);
            CHECK(form.changes == 0);
        }
    }

    TEST_CASE("an error is its description and marks it") {
        FieldOptions options;
        options.error = "Choose one";
        CheckPage form(options);
        CHECK(form.node().invalid);
        CHECK(form.node().description == "Choose one");
    }

    TEST_CASE("a long label wraps in a narrow window") {
        CheckPage form({}, {.width = 120, .height = 300, .scale = 1});
        CHECK(form.node().rect.right() <= 120);
        CHECK(form.node().rect.height > 40);
    }
}
