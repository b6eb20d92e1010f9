/// The icons in use, from Lucide. Each is a glyph of a private code point; scripts/icons.mjs turns the SVG files of
/// `lucide-static` into the path table (build folder, generated/icon_paths.h) that the font loader draws from.
///
/// In a font of size S (device pixels) an icon's advance is S, and Lucide's 24 × 24 box fills the square from the left
/// of the pen and the top of the line (glyph Y 0, not the baseline), S wide and high.
#pragma once

#include <array>
#include <cstdint>

#include "ui/text_run.h"

namespace byok::ui {

/// scripts/icons.mjs reads this list: the first word behind a value is the name of its file.
enum class Icon : std::uint8_t {
    Key,             // key: api keys tab
    KeyRound,        // key-round: page heading, navigation
    ShieldCheck,     // shield-check: BYOK tab
    Plus,            // circle-plus
    Ellipsis,        // ellipsis: row menu
    Sun,             // sun
    Moon,            // moon
    Monitor,         // monitor: theme follows the system
    ChevronsUpDown,  // chevrons-up-down: combobox
    Check,           // check
    Close,           // x
    Trash,           // trash-2
    Pencil,          // pencil
    Power,           // power
    PowerOff,        // power-off
    Refresh,         // refresh-cw
    Warning,         // triangle-alert
    Info,            // info
    Success,         // circle-check
    Copy,            // copy
    Eye,             // eye
    EyeOff,          // eye-off
    Upload,          // upload
    LogOut,          // log-out
    External,        // external-link
    Menu,            // menu: opens the sidebar on a phone
    Loader,          // loader-circle
    TestTube,        // test-tube: testing credentials
    History,         // history: activity
    Count_,
};

constexpr char32_t code_point_of(Icon icon) {
    return icon_first + static_cast<char32_t>(icon);
}

}  // namespace byok::ui
