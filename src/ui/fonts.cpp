#include "ui/fonts.h"

#include <cstring>

namespace byok::ui {

Fonts add_fonts(const ImFontLoader& loader) {
    const auto add = [&](const char* css) {
        ImFontConfig config;
        // NOLINTNEXTLINE(cppcoreguidelines-pro-type-const-cast): the atlas reads it, and frees it only if it owns it
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
