#include "ui/activity_words.h"

#include <algorithm>
#include <array>
#include <span>
#include <utility>

#include "ui/key_status.h"

namespace byok::ui {
namespace {

using Words = std::pair<std::string_view, std::string_view>;

constexpr auto actions = std::to_array<Words>({
    {"provider_key.created", "Created provider key"},
    {"provider_key.updated", "Updated provider key"},
    {"provider_key.deleted", "Deleted provider key"},
    {"provider_key.tested", "Tested provider key"},
    {"credential.tested", "Tested credential"},
    {"api_key.created", "Created API key"},
    {"api_key.updated", "Updated API key"},
    {"api_key.deleted", "Deleted API key"},
    {"api_key.revealed", "Revealed API key"},
    {"session.created", "Signed in"},
    {"session.ended", "Signed out"},
    {"console_token.created", "Created console token"},
    {"console_token.revoked", "Revoked console token"},
    {"sealing_key.added", "Added sealing key"},
    {"sealing_key.activated", "Activated sealing key"},
    {"sealing_key.rewrapped", "Sealed credentials anew"},
    {"sealing_key.removed", "Removed sealing key"},
    {"backup.made", "Made a backup"},
    {"backup.restored", "Restored a backup"},
});

constexpr auto members = std::to_array<Words>({
    {"active", "status"},
    {"api_key_ids", "assignment"},
});

std::string_view in_words(std::span<const Words> table, std::string_view said) {
    const auto found = std::ranges::find(table, said, &Words::first);
    return found == table.end() ? said : found->second;
}

/// Of a test ("invalid: wrong_key") its verdict; else as it is.
std::string_view detail_of(const core::AuditEvent& event) {
    const std::string_view said = std::string_view(event.detail).substr(0, event.detail.find(':'));
    const core::Verdict verdict = core::verdict_from(said);
    const bool is_verdict = event.action.ends_with(".tested") && core::wire_name(verdict) == said;
    return is_verdict ? look_of(verdict).word : std::string_view(event.detail);
}

}  // namespace

std::string what_happened(const core::AuditEvent& event) {
    std::string words(in_words(actions, event.action));
    std::string_view before = ": ";
    const auto add = [&](std::string_view part) {
        if (part.empty()) return;
        words.append(before).append(part);
        before = ", ";
    };
    for (const std::string& change : event.changes) add(in_words(members, change));
    add(detail_of(event));
    return words;
}

std::string_view target_of(const core::AuditEvent& event) {
    if (!event.target_name.empty()) return event.target_name;
    return event.target_id.empty() ? event.target_type : event.target_id;
}

std::string_view origin_of(const core::AuditEvent& event) {
    if (!event.ip.empty()) return event.ip;
    return event.via == "command_line" ? std::string_view("Command line") : "";
}

ResultLook look_of_result(std::string_view result) {
    if (result == "done") return {"Done", Colour::BadgeGreen};
    if (result == "refused") return {"Refused", Colour::BadgeRed};
    return {result, Colour::BadgeNeutral};
}

}  // namespace byok::ui
