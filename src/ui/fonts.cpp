#include "ui/fonts.h"

#include <cstring>

// See imgui_config.h. Every font is added with a loader of its own, so the atlas's default one is never asked to do
// anything; it only has to exist.
namespace ImGuiFreeType {

const ImFontLoader* GetFontLoader();
bool DebugEditFontLoaderFlags(unsigned int*);

const ImFontLoader* GetFontLoader() {
    static const ImFontLoader none;
    return &none;
}

bool DebugEditFontLoaderFlags(unsigned int*) {
    return false;
}

}  // namespace ImGuiFreeType

namespace byok::ui {

Fonts add_fonts(const ImFontLoader& loader) {
    const auto add = [&](const char* css) {
        ImFontConfig config;
        // Copied by the atlas, which frees the copy.
        config.FontData = const_cast<char*>(css);
        config.FontDataSize = static_cast<int>(std::strlen(css)) + 1;
        config.FontDataOwnedByAtlas = false;
        config.PixelSnapH = true;
        config.FontLoader = &loader;
        return ImGui::GetIO().Fonts->AddFont(&config);
    };
    return {
        .regular = add(css_regular), .medium = add(css_medium), .semibold = add(css_semibold), .mono = add(css_mono)};
}

}  // namespace byok::ui
