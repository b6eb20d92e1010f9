/// What the column Status says of a provider key, and how verdicts of tests are called and coloured everywhere.
#pragma once

#include <string>
#include <string_view>

#include "core/provider_key.h"
#include "ui/widgets.h"

namespace byok::ui {

struct VerdictLook {
    core::Verdict verdict;
    std::string_view word;  // "Valid"
    Tone tone;
};

const VerdictLook& look_of(core::Verdict verdict);

/// The finding in words: "Invalid: Anthropic does not accept this key. Copy it again."
std::string words_of(const core::Finding& finding);

/// What to do about a credential that the server cannot open.
inline constexpr std::string_view unreadable_sentence =
    "The server cannot open the stored credential. Enter it again, or bring back the sealing key.";

struct KeyStatus {
    std::string label;  // Active, Limited, Invalid, Not tested, Disabled, Unreadable; empty = the server does not say
    Colour colour = Colour::BadgeGrey;
    std::string detail;  // when it was tested last and what that said; empty = nothing to say
};

/// A credential that cannot be opened is Unreadable, whatever else is so. Whatever a test said, a disabled key is
/// Disabled. A test that found nothing out leaves the key Not tested. Of a server that says nothing of tests, a key in
/// use is Active.
KeyStatus status_of(const core::ProviderKey& key, const Locale& locale);

}  // namespace byok::ui
