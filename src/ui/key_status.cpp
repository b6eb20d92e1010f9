#include "ui/key_status.h"

#include <algorithm>
#include <array>

namespace byok::ui {
namespace {

using core::Verdict;

constexpr auto looks = std::to_array<VerdictLook>({
    {Verdict::Valid, "Valid", Tone::Success},
    {Verdict::ValidLimited, "Limited", Tone::Warning},
    {Verdict::Invalid, "Invalid", Tone::Danger},
    {Verdict::Unknown, "Not found out", Tone::Info},
});

std::string detail_of(const core::TestResult& test, const Locale& locale) {
    const std::string when = test.tested_at.empty() ? "Tested" : "Tested " + locale.date_time(test.tested_at);
    return when + ". " + words_of(test.finding);
}

}  // namespace

const VerdictLook& look_of(Verdict verdict) {
    return *std::ranges::find(looks, verdict, &VerdictLook::verdict);
}

std::string words_of(const core::Finding& finding) {
    std::string words(look_of(finding.verdict).word);
    words += finding.message.empty() ? "." : ": " + finding.message;
    if (!finding.fix.empty()) words += " " + finding.fix;
    return words;
}

KeyStatus status_of(const core::ProviderKey& key, const Locale& locale) {
    if (key.credential_unreadable) return {"Unreadable", Colour::BadgeRed, std::string(unreadable_sentence)};
    if (!key.active) return {};
    KeyStatus status;
    if (key.last_test) status.detail = detail_of(*key.last_test, locale);
    const auto called = [&](std::string_view label, Colour colour) {
        status.label = label;
        status.colour = colour;
        return status;
    };
    if (!*key.active) return called("Disabled", Colour::BadgeGrey);
    if (!key.reports_tests) return called("Active", Colour::BadgeGreen);
    switch (key.last_test ? key.last_test->finding.verdict : Verdict::Unknown) {
        case Verdict::Valid:
            return called("Active", Colour::BadgeGreen);
        case Verdict::ValidLimited:
            return called("Limited", Colour::BadgeAmber);
        case Verdict::Invalid:
            return called("Invalid", Colour::BadgeRed);
        case Verdict::Unknown:
            break;
    }
    return called("Not tested", Colour::BadgeNeutral);
}

}  // namespace byok::ui
