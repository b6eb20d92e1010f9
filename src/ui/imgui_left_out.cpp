// What stands in for the parts of Dear ImGui that are left out (imgui_config.h), as far as the rest refers to them.
#include <cstdarg>
#include <cstring>

#include "imgui.h"
#include "imgui_internal.h"

int scan_whole_numbers(const char* text, const char* format, ...) {
    va_list numbers;
    va_start(numbers, format);
    int stored = 0;
    for (; *format != 0; ++format) {
        if (*format != '%') {
            if (*text++ != *format) break;
            continue;
        }
        ++format;  // the d or i
        const bool negative = *text == '-';
        if (negative) ++text;
        if (*text < '0' || *text > '9') break;
        int number = 0;
        for (; *text >= '0' && *text <= '9' && number < 100'000'000; ++text) number = number * 10 + (*text - '0');
        *va_arg(numbers, int*) = negative ? -number : number;
        ++stored;
    }
    va_end(numbers);
    return stored;
}

namespace ImGuiFreeType {

const ImFontLoader* GetFontLoader();
bool DebugEditFontLoaderFlags(unsigned int*);

// The atlas's default loader. Every font is added with a loader of its own (fonts.cpp); this one only has to exist.
const ImFontLoader* GetFontLoader() {
    static const ImFontLoader none;
    return &none;
}

bool DebugEditFontLoaderFlags(unsigned int*) {
    return false;
}

}  // namespace ImGuiFreeType

// Nobody begins a table or columns, so none of these is ever reached.
namespace ImGui {

void EndColumns() {}
void EndTable() {}
void PopColumnsBackground() {}
void PushColumnsBackground() {}
void TableEndCell(ImGuiTable*) {}
void TableEndRow(ImGuiTable*) {}
void TableGcCompactSettings() {}
void TableGcCompactTransientBuffers(ImGuiTable*) {}
void TableGcCompactTransientBuffers(ImGuiTableTempData*) {}
void TablePopBackgroundChannel() {}
void TablePopColumnChannel() {}
void TablePushBackgroundChannel() {}
void TablePushColumnChannel(int) {}
void TableSettingsAddSettingsHandler() {}

}  // namespace ImGui

// Widgets are our own, and so is all input. What Dear ImGui's windows would draw with its own (title bars, scroll bars,
// resize grips), none of ours has; what its debug tools and tooltips would, is not compiled or not called.
namespace ImGui {

bool Button(const char*, const ImVec2&) {
    return false;
}
bool ButtonBehavior(const ImRect&, ImGuiID, bool*, bool*, ImGuiButtonFlags) {
    return false;
}
bool CloseButton(ImGuiID, const ImVec2&) {
    return false;
}
bool CollapseButton(ImGuiID, const ImVec2&) {
    return false;
}
void EndMenuBar() {}
ImGuiMultiSelectIO* EndMultiSelect() {
    return nullptr;
}
void EndTabBar() {}
bool InputText(const char*, char*, std::size_t, ImGuiInputTextFlags, ImGuiInputTextCallback, void*) {
    return false;
}
void InputTextDeactivateHook(ImGuiID) {}
void Scrollbar(ImGuiAxis) {}
bool Selectable(const char*, bool, ImGuiSelectableFlags, const ImVec2&) {
    return false;
}
void SeparatorText(const char*) {}
bool SliderInt(const char*, int*, int, int, const char*, ImGuiSliderFlags) {
    return false;
}
void TextV(const char*, va_list) {}
void TreePop() {}

// The one of them that is used: room in the layout for what was drawn.
void Dummy(const ImVec2& size) {
    const ImVec2 min = GetCurrentWindow()->DC.CursorPos;
    ItemSize(size);
    ItemAdd({min, min + size}, 0);
}

}  // namespace ImGui

ImGuiInputTextState::ImGuiInputTextState() {
    std::memset(static_cast<void*>(this), 0, sizeof *this);  // empty, as Dear ImGui's is
}
ImGuiInputTextState::~ImGuiInputTextState() = default;
void ImGuiMenuColumns::Update(float, bool) {}
