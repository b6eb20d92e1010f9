#include <doctest/doctest.h>

#include "ui/ui_harness.h"
#include "ui/widgets.h"

using namespace byok;
using namespace byok::ui;

namespace {

/// A field that files can be dropped on, and the button that lets people choose one.
struct FilePage {
    FieldText text{"typed before"};
    FieldOptions options;
    bool disabled = false;
    int edits = 0;
    std::string problem;
    UiHarness page;

    explicit FilePage(std::uint32_t bytes_max = 0) : page([this](Ui& ui) { draw(ui); }) {
        options.bytes_max = bytes_max;
        page.settle();
    }
    void draw(Ui& ui) {
        options.rows = 8;
        options.takes_files = true;
        take(text_field(ui, "Service account JSON", text, options));
        FieldOptions choose;
        choose.bytes_max = options.bytes_max;
        choose.disabled = disabled;
        take(file_button(ui, "Choose file", text, choose));
    }
    void take(const FieldResult& result) {
        edits += result.edited;
        if (result.file_problem) problem = *result.file_problem;
    }
    void drop(std::string_view content, bool too_large = false) {
        page.give_file(Role::TextBox, "Service account JSON", "key.json", content, too_large);
    }
};

}  // namespace

TEST_SUITE("ui/field: files") {
    TEST_CASE("a file that is dropped on the field becomes its text, also in the browser's copy") {
        FilePage form;
        form.drop("{\n\t\"type\": \"ключ 🔑\"\r\n}\n");
        CHECK(form.text.view() == "{\n\t\"type\": \"ключ 🔑\"\r\n}\n");
        CHECK(form.text.revision() == 1);
        CHECK(form.edits == 1);
        CHECK(form.problem.empty());
    }

    TEST_CASE("so does one that is chosen with the button") {
        FilePage form;
        form.page.give_file(Role::Button, "Choose file", "key.json", "{}");
        CHECK(form.text.view() == "{}");
        CHECK(form.edits == 1);
    }

    TEST_CASE("the mark that some editors put before a text is not part of it") {
        FilePage form;
        form.drop("\xEF\xBB\xBF{}");
        CHECK(form.text.view() == "{}");
    }

    TEST_CASE("a file that cannot be taken leaves what was typed, and says why") {
        struct Row {
            std::string_view what, content;
            bool too_large;
            std::string_view problem;
        };
        using namespace std::string_view_literals;
        const Row rows[] = {
            {"nothing", "", false, "The file is empty."},
            {"nothing but a mark", "\xEF\xBB\xBF", false, "The file is empty."},
            {"a picture", "\x89PNG\r\n\x1A\n\0\0\0"sv, false, "The file is not a text file."},
            {"a zero byte", "{\0}"sv, false, "The file is not a text file."},
            {"UTF-16", "\xFF\xFE{\0}\0"sv, false, "The file is not a text file."},
            {"Latin-1", "caf\xE9", false, "The file is not a text file."},
            {"a torn character", "\xF0\x9F\x94", false, "The file is not a text file."},
            {"an escape sequence", "\x1B[31m", false, "The file is not a text file."},
            {"too much", "12345678901234567", false, "The file is too large: at most 16 bytes."},
            {"too much to be read", "", true, "The file is too large: at most 16 bytes."},
        };
        for (const Row& row : rows) {
            CAPTURE(row.what);
            FilePage form(16);
            form.drop(row.content, row.too_large);
            CHECK(form.problem == row.problem);
            CHECK(form.text.view() == "typed before");
            CHECK(form.edits == 0);
        }
    }

    TEST_CASE("as much as fits is taken") {
        FilePage form(10);
        form.drop("1234567890");
        CHECK(form.text.view() == "1234567890");
    }

    TEST_CASE("a limit is said in the unit that people read it in, or not at all where there is none") {
        FilePage limited(256 * 1024);
        limited.drop("", true);
        CHECK(limited.problem == "The file is too large: at most 256 KB.");
        FilePage unlimited;
        unlimited.drop("", true);
        CHECK(unlimited.problem == "The file is too large.");
    }

    TEST_CASE("a disabled button takes no file") {
        FilePage form;
        const NodeId id = form.page.find(Role::Button, "Choose file").id;
        form.disabled = true;
        form.page.settle();
        form.page.ui().input(FileRead{.id = id, .name = "key.json", .content = core::Secret("{}")});
        form.page.settle();
        CHECK(form.text.view() == "typed before");
    }

    TEST_CASE("a field that takes no files is not changed by one") {
        FieldText text("typed");
        UiHarness page([&](Ui& ui) { text_field(ui, "Name", text); });
        const Node node = page.find(Role::TextBox, "Name");
        CHECK_FALSE(node.entry->takes_files);
        page.ui().input(FileRead{.id = node.id, .name = "f", .content = core::Secret("file")});
        page.settle();
        CHECK(text.view() == "typed");
    }
}
