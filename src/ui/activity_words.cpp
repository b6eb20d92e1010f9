#include "ui/activity_words.h"

#include <algorithm>
#include <array>
#include <span>
#include <utility>

#include "ui/key_status.h"

namespace byok::ui {
namespace {

using Words = std::pair<std::string_view, std::string_view>;

struct ActionWords {
    std::string_view action;
    std::string_view done, tried;  // "Created", "create"
    std::string_view what;
};

constexpr auto actions = std::to_array<ActionWords>({
    {"provider_key.created", "Created", "create", "provider key"},
    {"provider_key.updated", "Updated", "update", "provider key"},
    {"provider_key.deleted", "Deleted", "delete", "provider key"},
    {"provider_key.tested", "Tested", "test", "provider key"},
    {"credential.tested", "Tested", "test", "credential"},
    {"api_key.created", "Created", "create", "API key"},
    {"api_key.updated", "Updated", "update", "API key"},
    {"api_key.deleted", "Deleted", "delete", "API key"},
    {"api_key.revealed", "Revealed", "reveal", "API key"},
    {"session.created", "Signed", "sign", "in"},
    {"session.ended", "Signed", "sign", "out"},
    {"console_token.created", "Created", "create", "console token"},
    {"console_token.revoked", "Revoked", "revoke", "console token"},
    {"sealing_key.added", "Added", "add", "sealing key"},
    {"sealing_key.activated", "Activated", "activate", "sealing key"},
    {"sealing_key.rewrapped", "Sealed", "seal", "credentials anew"},
    {"sealing_key.removed", "Removed", "remove", "sealing key"},
    {"backup.made", "Made", "make", "a backup"},
    {"backup.restored", "Restored", "restore", "a backup"},
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

/// "Created provider key"; "Tried to create provider key" where it was refused.
std::string action_of(const core::AuditEvent& event) {
    const std::span all(actions);
    const auto found = std::ranges::find(all, event.action, &ActionWords::action);
    if (found == all.end()) return event.action;
    const bool refused = event.result == "refused";
    std::string words = refused ? "Tried to " : "";
    return words.append(refused ? found->tried : found->done).append(" ").append(found->what);
}

}  // namespace

std::string what_happened(const core::AuditEvent& event) {
    std::string words = action_of(event);
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
    return event.target_name.empty() ? event.target_id : event.target_name;
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
