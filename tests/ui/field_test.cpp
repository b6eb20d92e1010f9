#include <doctest/doctest.h>

#include <cmath>

#include "ui/drawn_glyphs.h"
#include "ui/widgets.h"

using namespace byok;
using namespace byok::ui;

namespace {

/// One field on a page, and what came of it.
struct FieldPage {
    FieldText text;
    FieldOptions options;
    bool shown = true;
    int edits = 0, submissions = 0;
    std::optional<std::string> file_problem;
    UiHarness page;

    explicit FieldPage(FieldOptions with = {}, std::string_view begin = {}, Viewport viewport = UiHarness::desktop)
        : text(begin), options(std::move(with)), page([this](Ui& ui) { draw(ui); }, viewport) {}

    void draw(Ui& ui) {
        if (shown) {
            const FieldResult result = text_field(ui, "API Key", text, options);
            edits += result.edited;
            submissions += result.submitted;
            if (result.file_problem) file_problem = result.file_problem;
        }
        button(ui, "Save");
    }
    [[nodiscard]] Node node() const { return page.find(Role::TextBox, "API Key"); }
    int drawn(char32_t code_point) { return drawn_glyphs(page, code_point); }
};

FieldOptions secret() {
    FieldOptions options;
    options.secret = true;
    return options;
}

FieldOptions lines(int rows) {
    FieldOptions options;
    options.rows = rows;
    return options;
}

}  // namespace

TEST_SUITE("ui/field") {
    TEST_CASE("a field is named by its label, described by its hint, and as wide as its column") {
        FieldOptions options;
        options.hint = "From your provider";
        options.required = true;
        FieldPage form(options);
        const Node node = form.node();
        CHECK(node.description == "From your provider");
        CHECK(node.required);
        CHECK_FALSE(node.invalid);
        CHECK(node.focusable);
        CHECK(node.rect.width == 1100);
        CHECK(node.rect.height == 36);
        CHECK(form.page.find(Role::Button, "Save").rect.y > node.rect.bottom());
    }

    TEST_CASE("an error takes the hint's place and marks the field invalid") {
        FieldOptions options;
        options.hint = "From your provider";
        options.error = "Enter an API key";
        FieldPage form(options);
        CHECK(form.node().description == "Enter an API key");
        CHECK(form.node().invalid);
    }

    TEST_CASE("label, hint and error stand in the page to be searched, and are read out only with the field") {
        const auto searched = [](const FieldOptions& options) {
            FieldPage form(options);
            std::vector<std::string> found;
            for (const Node& node : form.page.tree().nodes)
                if (node.role == Role::Text && node.hidden) found.push_back(node.name);
            CHECK(form.page.all(Role::Text).empty());
            return found;
        };
        FieldOptions options;
        CHECK(searched(options) == std::vector<std::string>{"API Key"});
        options.hint = "From your provider";
        CHECK(searched(options) == std::vector<std::string>{"API Key", "From your provider"});
        options.error = "Enter an API key";
        CHECK(searched(options) == std::vector<std::string>{"API Key", "Enter an API key"});
        options.error.clear();
        options.label_hidden = true;
        CHECK(searched(options) == std::vector<std::string>{"From your provider"});
    }

    TEST_CASE("a hint under the field takes room, a label that is hidden takes none") {
        FieldPage plain;
        FieldOptions options;
        options.hint = "Hint";
        FieldPage hinted(options);
        CHECK(hinted.page.find(Role::Button, "Save").rect.y > plain.page.find(Role::Button, "Save").rect.y);
        options = {};
        options.label_hidden = true;
        FieldPage hidden(options);
        CHECK(hidden.node().rect.y == 0);
        CHECK(plain.node().rect.y > 0);
    }

    TEST_CASE("the accessible name may say more than the label") {
        FieldOptions options = secret();
        options.name = "Secret of region 2";
        FieldPage form(options);
        CHECK(form.page.shows(Role::TextBox, "Secret of region 2"));
        CHECK(form.page.shows(Role::Button, "Show Secret of region 2"));
    }

    TEST_CASE("what the person types arrives in the draft, once, and is not sent back") {
        FieldPage form;
        form.page.type("API Key", "sk-1");
        form.page.settle();
        CHECK(form.text.view() == "sk-1");
        CHECK(form.edits == 1);
        CHECK(form.text.revision() == 0);
    }

    TEST_CASE("the canvas shows the text until the field is focused, then it is the browser's") {
        FieldPage form({}, "qqq");
        CHECK(form.drawn('q') == 3);
        form.page.click(form.node());
        CHECK(form.drawn('q') == 0);
        form.page.tab();
        CHECK(form.drawn('q') == 3);
    }

    TEST_CASE("the placeholder is shown where there is no text") {
        FieldOptions options;
        options.placeholder = "zz";
        FieldPage form(options);
        CHECK(form.drawn('z') == 2);
        form.text.set("q");
        form.page.settle();
        CHECK(form.drawn('z') == 0);
        CHECK(form.drawn('q') == 1);
    }

    TEST_CASE("a secret is shown as a dot for each of its characters, never by its letters") {
        FieldPage form(secret(), "sqсq🔑");
        CHECK(form.drawn(U'•') == 5);
        CHECK(form.drawn('q') == 0);
        CHECK(form.node().entry->secret);
        CHECK_FALSE(form.node().entry->revealed);
    }

    TEST_CASE("a secret can be shown and hidden again, and the browser is told") {
        FieldPage form(secret(), "qq");
        form.page.click(Role::Button, "Show API Key");
        CHECK(form.node().entry->revealed);
        CHECK(form.drawn('q') == 2);
        CHECK(form.drawn(U'•') == 0);
        form.page.click(Role::Button, "Hide API Key");
        CHECK_FALSE(form.node().entry->revealed);
        CHECK(form.drawn('q') == 0);
        CHECK(form.edits == 0);
    }

    TEST_CASE("a field without a secret has nothing to show") {
        FieldPage form;
        CHECK(form.page.names(Role::Button) == std::vector<std::string>{"Save"});
    }

    TEST_CASE("a shown secret that left the screen comes back hidden") {
        FieldPage form(secret(), "qq");
        form.page.click(Role::Button, "Show API Key");
        form.shown = false;
        form.page.settle();
        form.shown = true;
        form.page.settle();
        CHECK_FALSE(form.node().entry->revealed);
        CHECK(form.page.shows(Role::Button, "Show API Key"));
    }

    TEST_CASE("one secret is shown without the other") {
        FieldText first("a"), second("b");
        UiHarness page([&](Ui& ui) {
            text_field(ui, "First", first, secret());
            text_field(ui, "Second", second, secret());
        });
        page.click(Role::Button, "Show Second");
        CHECK_FALSE(page.find(Role::TextBox, "First").entry->revealed);
        CHECK(page.find(Role::TextBox, "Second").entry->revealed);
    }

    TEST_CASE("of a shown secret nothing is kept as a run of text") {
        FieldPage form(secret(), "key مفتاح 🔑");
        form.page.click(Role::Button, "Show API Key");
        CHECK(form.drawn('k') == 1);
        CHECK(form.drawn(0xFFFD) > 0);
        CHECK(form.page.ui().runs().stretch(run_first).empty());
    }

    TEST_CASE("text of any script is shown in a field that holds no secret") {
        FieldPage form({}, "مفتاح 🔑 日本語");
        CHECK_FALSE(form.page.ui().runs().stretch(run_first).empty());
        CHECK(form.drawn(U'日') == 1);
    }

    TEST_CASE("Enter in a one-line field asks to save, in one of many lines it is the browser's") {
        FieldPage form;
        form.page.click(form.node());
        CHECK(form.page.press(Key::Enter));
        CHECK(form.submissions == 1);
        FieldPage many(lines(4));
        many.page.click(many.node());
        CHECK_FALSE(many.page.press(Key::Enter));
        CHECK(many.submissions == 0);
    }

    TEST_CASE("a disabled or read-only field takes nothing, whatever arrives") {
        FieldOptions disabled;
        disabled.disabled = true;
        disabled.takes_files = true;
        FieldOptions read_only;
        read_only.read_only = true;
        read_only.takes_files = true;
        for (const FieldOptions& options : {disabled, read_only}) {
            FieldPage form(options, "before");
            const NodeId id = form.node().id;
            form.page.ui().input(TextEdited{.id = id, .text = core::Secret("after")});
            form.page.ui().input(KeyPressed{.id = id, .key = Key::Enter});
            form.page.ui().input(FileRead{.id = id, .name = "f", .content = core::Secret("file")});
            form.page.settle();
            CHECK(form.text.view() == "before");
            CHECK(form.edits + form.submissions == 0);
            CHECK(form.node().focusable == options.read_only);
        }
    }

    TEST_CASE("lines are shown one under the other, as many as there is room for") {
        FieldPage form(lines(3), "q\r\nqq\n\nqqq\nq\nq");
        CHECK(form.node().rect.height == 76);
        CHECK(form.drawn('q') == 3);
        CHECK(form.drawn(0xFFFD) == 0);  // which the carriage return would be shown as
    }

    TEST_CASE(
        "lines of a secret are edited in one as long as it is hidden: a browser masks nothing else for everybody") {
        FieldOptions options = lines(3);
        options.secret = true;
        options.enter_key_hint = "done";
        FieldPage form(options, "q\nqq\nqqq");
        const Node hidden = form.node();
        CHECK_FALSE(hidden.entry->multiline);
        CHECK(hidden.entry->keeps_lines);
        CHECK(hidden.entry->autocomplete == "one-time-code");
        CHECK(hidden.entry->enter_key_hint == "done");
        CHECK(form.drawn(U'•') == 1);
        form.page.click(Role::Button, "Show API Key");
        const Node shown = form.node();
        CHECK(shown.entry->multiline);
        CHECK_FALSE(shown.entry->keeps_lines);
        CHECK(form.drawn('q') == 6);
        CHECK(shown.rect == hidden.rect);
        CHECK(shown.entry->padding_top == hidden.entry->padding_top);
        CHECK(shown.entry->line_height == hidden.entry->line_height);
        CHECK(form.text.view() == "q\nqq\nqqq");
    }

    TEST_CASE("Enter in a hidden secret of many lines asks to save, where it is shown it is the browser's") {
        FieldOptions options = lines(3);
        options.secret = true;
        FieldPage form(options, "q");
        form.page.click(form.node());
        CHECK(form.page.press(Key::Enter));
        CHECK(form.submissions == 1);
        form.page.click(Role::Button, "Show API Key");
        form.page.click(form.node());
        CHECK_FALSE(form.page.press(Key::Enter));
    }

    TEST_CASE("a field that shows code is drawn in the font that the browser edits it in") {
        FieldOptions options = lines(3);
        options.mono = true;
        FieldPage form(options, "{}");
        CHECK(form.node().entry->monospace);
        CHECK(drawn_glyphs(form.page, form.page.ui().mono(), form.node().entry->font_px, '{') == 1);
        CHECK(form.drawn('{') == 0);
    }

    TEST_CASE("a megabyte in a field costs no more than what is seen of it") {
        FieldPage form({}, std::string(1 << 20, 'q'));
        CHECK(form.drawn('q') < 1100);
        FieldPage hidden(secret(), std::string(1 << 20, 'q'));
        CHECK(hidden.drawn(U'•') < 1100);
        FieldPage many(lines(8), std::string(1 << 20, '\n'));
        CHECK(many.drawn('q') == 0);
    }

    TEST_CASE("the browser's text lies inside of the box, clear of the button in it") {
        FieldPage form(secret());
        const Node node = form.node(), reveal = form.page.find(Role::Button, "Show API Key");
        CHECK(node.entry->padding_left > 0);
        CHECK(node.rect.right() - node.entry->padding_right <= reveal.rect.x);
        CHECK(reveal.rect.right() < node.rect.right());
        CHECK(reveal.rect.bottom() <= node.rect.bottom());
    }

    TEST_CASE("what the browser is told of type and paddings comes to whole device pixels, at any scale") {
        for (const float scale : {1.0f, 1.1f, 1.25f, 1.5f, 1.75f, 2.0f, 3.0f}) {
            for (const int rows : {1, 8}) {
                CAPTURE(scale);
                CAPTURE(rows);
                FieldOptions options = lines(rows);
                options.mono = rows > 1;
                FieldPage form(options, "q", {.width = 800, .height = 600, .scale = scale});
                const Node node = form.node();
                const TextEntry& entry = *node.entry;
                for (const float length : {entry.font_px, entry.line_height, entry.padding_left, entry.padding_right,
                                           entry.padding_top, entry.padding_bottom})
                    CHECK(length * scale == doctest::Approx(std::round(length * scale)).epsilon(1e-5));
                // Half of what a line has over its text lies above it, so that has to be a whole pixel, too.
                CHECK(std::lround((entry.line_height - entry.font_px) * scale) % 2 == 0);
                const float inner = node.rect.height - entry.padding_top - entry.padding_bottom;
                if (rows == 1) CHECK(inner == doctest::Approx(entry.line_height));
                CHECK(static_cast<float>(rows) * entry.line_height <= inner + 8);
            }
        }
    }

    TEST_CASE("in a window narrower than its paddings a field is still sound") {
        for (const float width : {320.0f, 40.0f, 1.0f}) {
            FieldPage form(secret(), "qqqqqqqqqq", {.width = width, .height = 300, .scale = 1.25});
            CHECK(form.node().rect.right() <= width + 1);
        }
    }

    TEST_CASE("a field asked to takes the focus") {
        FieldOptions options;
        options.focus = true;
        FieldPage form(options);
        CHECK(form.page.focused().name == "API Key");
    }

    TEST_CASE("the same label may stand twice under different keys") {
        FieldText first, second;
        UiHarness page([&](Ui& ui) {
            for (FieldText* text : {&first, &second}) {
                FieldOptions options = secret();
                options.key = text == &first ? "1" : "2";
                text_field(ui, "Secret", *text, options);
            }
        });
        const std::vector<Node> boxes = page.all(Role::TextBox);
        REQUIRE(boxes.size() == 2);
        page.type(boxes[1], "x");
        CHECK(first.empty());
        CHECK(second.view() == "x");
    }
}
