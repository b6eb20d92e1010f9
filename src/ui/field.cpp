#include <string>
#include <utility>

#include "core/text.h"
#include "ui/control.h"
#include "ui/field_frame.h"
#include "ui/frame_memory.h"

namespace byok::ui {
namespace {

constexpr float reveal_size = 28, reveal_inset = 4, line_height = 20, line_inset = 8, mono_size = 13;

// Which secrets people chose to see, by field. A field that leaves the screen hides its secret again.
struct RevealedSecrets {
    FrameMemory<bool> by_field;
};

bool is_text(std::string_view content) {
    const auto is_odd = [](char32_t value) {
        return core::is_control(value) && value != '\t' && value != '\n' && value != '\r';
    };
    while (!content.empty()) {
        const core::CodePoint first = core::first_code_point(content);
        if (!first.valid || is_odd(first.value)) return false;
        content.remove_prefix(first.bytes);
    }
    return true;
}

std::string size_limit(std::uint32_t bytes_max) {
    if (bytes_max == 0) return "The file is too large.";
    if (bytes_max < 1024) return "The file is too large: at most " + std::to_string(bytes_max) + " bytes.";
    return "The file is too large: at most " + std::to_string(bytes_max / 1024) + " KB.";
}

void take_file(const FileRead& file, FieldText& text, const FieldOptions& options, FieldResult& result) {
    std::string_view content = file.content.reveal();
    constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
    if (content.starts_with(byte_order_mark)) content.remove_prefix(byte_order_mark.size());
    if (file.too_large || (options.bytes_max != 0 && content.size() > options.bytes_max)) {
        result.file_problem = size_limit(options.bytes_max);
    } else if (content.empty()) {
        result.file_problem = "The file is empty.";
    } else if (!is_text(content)) {
        result.file_problem = "The file is not a text file.";
    } else {
        text.set(content);
        result.edited = true;
    }
}

void take_answers(Ui& ui, FieldText& text, const FieldOptions& options, FieldResult& result) {
    if (options.disabled || options.read_only) return;
    if (std::optional<core::Secret> edited = ui.edit(result.id)) {
        text.edited(std::move(*edited));
        result.edited = true;
    }
    if (const KeyPressed* pressed = ui.key(result.id)) result.submitted = pressed->key == Key::Enter;
    if (!options.takes_files) return;
    if (const std::optional<FileRead> file = ui.file(result.id)) take_file(*file, text, options, result);
}

// What the button that shows a secret takes off the text, CSS pixels.
float reveal_room(const Ui& ui) {
    return for_pointer(ui, reveal_size + 2 * reveal_inset);
}

TextEntry entry_of(const Ui& ui, const FieldText& text, const FieldOptions& options, bool revealed) {
    // Assistive technology is not told what is in a browser's password field, and that has one line. As dots, lines are
    // nothing to see anyway.
    const bool lines = options.rows > 1, multiline = lines && (!options.secret || revealed);
    const float padding_vertical = lines ? line_inset : 0;
    return {.text = &text,
            .secret = options.secret,
            .revealed = revealed,
            .multiline = multiline,
            .keeps_lines = lines && !multiline,
            .monospace = options.mono,
            .read_only = options.read_only,
            .placeholder = options.placeholder,
            .input_mode = options.input_mode,
            // With "off" and "new-password" Chromium offers to store what is typed into a password field all the same.
            .autocomplete = options.secret && !multiline ? "one-time-code" : options.autocomplete,
            .enter_key_hint = multiline ? "enter" : options.enter_key_hint,
            .font_px = entry_text_size(ui, options.mono ? mono_size : field_text_size),
            .padding_left = field_padding,
            .padding_right = options.secret ? reveal_room(ui) : field_padding,
            .padding_top = padding_vertical,
            .padding_bottom = padding_vertical,
            .line_height = line_height,
            .takes_files = options.takes_files,
            .prose = options.prose};
}

// Show or hide, in the box's right end.
void reveal_button(Ui& ui, std::string_view label, const FieldFrame& frame, const FieldOptions& options,
                   bool& revealed) {
    const std::string& name = options.name;
    const std::string what = (revealed ? "Hide " : "Show ") + (name.empty() ? std::string(label) : name);
    ButtonOptions look{.kind = ButtonKind::Ghost, .icon = revealed ? Icon::EyeOff : Icon::Eye};
    look.key = std::string(field_key(label, options)) + "/reveal";
    look.disabled = options.disabled;
    look.icon_only = true;
    look.width = look.height = reveal_size;
    const float size = for_pointer(ui, reveal_size), inset = (reveal_room(ui) - size) / 2;
    ImGui::SetCursorScreenPos({frame.max.x - ui.px(inset + size), frame.min.y + ui.px(inset)});
    if (button(ui, what, look)) revealed = !revealed;
}

}  // namespace

FieldResult text_field(Ui& ui, std::string_view label, FieldText& text, const FieldOptions& options) {
    const std::string_view key = field_key(label, options);
    FieldResult result{.id = ui.id_of(key)};
    take_answers(ui, text, options, result);

    bool hidden = false;
    bool& revealed = options.secret ? ui.state<RevealedSecrets>().by_field.of(result.id) : hidden;
    const bool lines = options.rows > 1;
    const float height = lines ? static_cast<float>(options.rows) * line_height + 2 * line_inset : field_height(ui);
    const FieldFrame frame = begin_field(ui, label, options, height);
    Node node = field_node(ui, Role::TextBox, label, options, frame.min, frame.max);
    node.entry = entry_of(ui, text, options, revealed);
    if (!node.entry->multiline) node.keys = key_bit(Key::Enter);
    fit_entry(ui, *node.entry, frame.max.y - frame.min.y);

    const bool focused = ui.focused(result.id);
    draw_field_box(ui, frame, options, focused);
    if (!focused) draw_entry_text(ui, frame.min, frame.max, *node.entry, options.disabled);
    ui.leaf(key, std::move(node));
    if (options.secret) reveal_button(ui, label, frame, options, revealed);
    if (options.focus) ui.move_focus(result.id);
    end_field(ui, frame, options);
    return result;
}

FieldResult file_button(Ui& ui, std::string_view label, FieldText& text, const FieldOptions& options) {
    ButtonOptions look{.icon = Icon::Upload, .name = options.name, .description = options.hint};
    look.key = field_key(label, options);
    look.disabled = options.disabled;
    look.width = options.width;
    FieldResult result{.id = button(ui, label, look).id};
    ui.node(result.id).entry = TextEntry{.text = &text, .secret = options.secret, .takes_files = true};
    if (const std::optional<FileRead> file = ui.file(result.id); file && !options.disabled)
        take_file(*file, text, options, result);
    return result;
}

}  // namespace byok::ui
