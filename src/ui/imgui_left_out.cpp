// The names of the parts of Dear ImGui that are left out (imgui_config.h), as far as its core refers to them. None of
// them is ever asked to do anything.
#include "imgui.h"
#include "imgui_internal.h"

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

namespace ImGui {

void EndColumns() {}
void EndTable() {}
void TableGcCompactSettings() {}
void TableGcCompactTransientBuffers(ImGuiTable*) {}
void TableGcCompactTransientBuffers(ImGuiTableTempData*) {}
void TablePopColumnChannel() {}
void TablePushColumnChannel(int) {}
void TableSettingsAddSettingsHandler() {}

}  // namespace ImGui
