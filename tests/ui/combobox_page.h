/// A combobox between two other controls, for tests.
#pragma once

#include <utility>

#include "ui/ui_harness.h"
#include "ui/widgets.h"

namespace byok::ui {

struct ComboPage {
    std::vector<Choice> choices;
    ComboBoxOptions options;
    std::string value;
    ComboBoxDraft draft;
    int changes = 0;
    bool shown = true, escaped = false;
    float space_above = 0;
    UiHarness page;

    explicit ComboPage(std::vector<Choice> list = providers(), ComboBoxOptions with = {}, std::string begin = {},
                       Viewport viewport = UiHarness::desktop)
        : choices(std::move(list)),
          options(std::move(with)),
          value(std::move(begin)),
          page([this](Ui& ui) { draw(ui); }, viewport) {}

    static Choice choice(std::string value, std::string label, std::string detail = {}, bool disabled = false) {
        return {
            .value = std::move(value), .label = std::move(label), .detail = std::move(detail), .disabled = disabled};
    }
    static std::vector<Choice> providers() {
        return {choice("anthropic", "Anthropic"), choice("openai", "OpenAI"), choice("mistral", "Mistral"),
                choice("azure", "Azure OpenAI")};
    }
    static std::vector<Choice> numbered(int count) {
        std::vector<Choice> list;
        for (int i = 0; i < count; ++i) list.push_back(choice("id-" + std::to_string(i), "Key " + std::to_string(i)));
        return list;
    }

    void draw(Ui& ui) {
        const NodeId around = ui.open("around", {.role = Role::Group, .name = "Form", .keys = key_bit(Key::Escape)});
        escaped = escaped || ui.key(around) != nullptr;
        space(ui, space_above);
        button(ui, "Before");
        if (shown) changes += combobox(ui, "Provider", draft, value, choices, options);
        button(ui, "After");
        ui.close();
    }

    [[nodiscard]] Node field() const { return page.find(Role::ComboBox, "Provider"); }
    [[nodiscard]] std::string shown_text() const { return std::string(field().entry->text->view()); }
    [[nodiscard]] bool list_open() const { return page.shows(Role::ListBox, "Provider"); }
    [[nodiscard]] std::vector<std::string> options_shown() const { return page.names(Role::Option); }
    /// The name of the option that arrows have reached; empty = none.
    [[nodiscard]] std::string active() const {
        const Node* option = page.tree().find(field().active_descendant);
        return option == nullptr ? std::string() : option->name;
    }
    void press(Key key, int times = 1) {
        for (; times > 0; --times) page.press(key);
    }
};

}  // namespace byok::ui
