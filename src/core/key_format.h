/// How keys look today, by vendor. Hints, never rules: vendors change their formats without notice, so a key that fits
/// no row may be right all the same, and one that fits may be somebody else's.
///
/// Sources: the rules of gitleaks, betterleaks, trufflehog and kingfisher; Microsoft's security-utilities for Azure.
#pragma once

#include <span>
#include <string_view>

namespace byok::core {

/// A row of the table. `pattern`: characters stand for themselves; `{CLASS MIN MAX}` for that many of a class, as many
/// as leave the rest its own; `*` at the end for anything, but something. Classes: `d` digits, `x` lower-case
/// hexadecimal, `a` letters and digits, `l` lower-case letters and digits, `u` base64url, `b` base64, `k` base32, `.`
/// printable ASCII.
struct KeyFormat {
    std::string_view slug;    // of core/provider.h; empty = no provider of ours
    std::string_view vendor;  // as it stands in a sentence: "an OpenAI key"
    std::string_view pattern;
    /// Whether it is what the provider gives out for calling models; else it tells whose key it is, no more.
    bool usual;
    /// Whether a key of this look is surely of this vendor. 32 letters and digits are nobody's in particular.
    bool telling;
    /// What to say about it, whoever's field it is in; empty = nothing of its own.
    std::string_view warning = {};
};

/// All rows, the more telling ones first.
std::span<const KeyFormat> key_formats();

/// Whether the whole of `text` fits.
bool fits(std::string_view pattern, std::string_view text);

/// The first row that tells whose key it is; null when none does.
const KeyFormat* recognised(std::string_view key);

/// Whether the key looks like one that the provider gives out today; true for a provider without rows.
bool looks_usual(std::string_view slug, std::string_view key);

}  // namespace byok::core
