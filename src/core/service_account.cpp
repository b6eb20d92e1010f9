#include "core/service_account.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "core/json.h"
#include "core/pem.h"
#include "core/text.h"
#include "core/validate.h"

namespace byok::core {
namespace {

using Problem = ServiceAccountProblem;

struct Named {
    std::string_view mark;
    std::string_view message;
};

/// What else is pasted here, by how it begins.
constexpr Named other_texts[] = {
    {"AIza", "This is a Google API key. Paste the JSON key file of a service account."},
    {"AQ.", "This is a Google API key. Paste the JSON key file of a service account."},
    {"-----BEGIN", "This is only the private key. Paste the whole JSON key file."},
    {"\"", "This is JSON inside quotation marks. Paste the key file as downloaded."},
    {"eyJ", "This looks like base64. Paste the JSON key file itself."},
    {"ewo", "This looks like base64. Paste the JSON key file itself."},
    {"ew0K", "This looks like base64. Paste the JSON key file itself."},
};

/// Google's other credential files, by their `type` (google-auth `_default.py`).
constexpr Named other_types[] = {
    {"authorized_user", "This is a user's own sign-in (authorized_user). Create a key file of a service account."},
    {"external_account",
     "This is a workload identity federation file (external_account). Create a key file of a service account."},
    {"external_account_authorized_user",
     "This is a workforce identity sign-in (external_account_authorized_user). Create a key file of a service "
     "account."},
    {"impersonated_service_account",
     "This file impersonates a service account (impersonated_service_account). Create a key file of the service "
     "account itself."},
    {"gdch_service_account",
     "This is a key of Google Distributed Cloud (gdch_service_account). Create a key file in Google Cloud."},
};

const Named* find(std::span<const Named> table, auto&& matches) {
    const auto row = std::ranges::find_if(table, matches);
    return row == table.end() ? nullptr : &*row;
}

Problem problem(std::string_view message) {
    return {std::string(message), 0, 0};
}

/// `offset` as people count: line and column, from 1.
Problem problem_at(std::string_view text, std::size_t offset, std::string_view what) {
    const std::string_view before = text.substr(0, offset);
    Problem found;
    found.line = 1 + static_cast<int>(std::ranges::count(before, '\n'));
    found.column = 1 + static_cast<int>(offset - (before.rfind('\n') + 1));
    found.message = std::string(what) + " (line " + std::to_string(found.line) + ", column " +
                    std::to_string(found.column) + "). Paste the key file as downloaded.";
    return found;
}

Problem json_problem(std::string_view text, const JsonProblem& found) {
    if (found.kind == JsonProblem::Kind::TooDeep)
        return problem("This is not a service account's key file: it is nested too deeply.");
    if (trimmed(text.substr(found.offset)).empty()) return problem_at(text, found.offset, "The JSON ends too early");
    if (text[found.offset] == '\n' || text[found.offset] == '\r')
        return problem_at(text, found.offset, "There is a line break inside a quoted text");
    return problem_at(text, found.offset, "This is not valid JSON");
}

std::expected<Json, Problem> parse(std::string_view text) {
    const std::string_view content = trimmed(text);
    if (text.size() > service_account_bytes_max)
        return std::unexpected(problem("This is larger than 16 KiB. Paste one service account's key file alone."));
    if (content.empty()) return std::unexpected(problem("Paste the service account's JSON key file."));
    if (!is_utf8(text)) return std::unexpected(problem("This is not UTF-8 text. Paste the key file as downloaded."));
    if (const Named* other = find(other_texts, [&](const Named& row) { return content.starts_with(row.mark); }))
        return std::unexpected(problem(other->message));
    auto json = parse_json(text);
    if (!json) return std::unexpected(json_problem(text, json.error()));
    if (repeated_member(*json))
        return std::unexpected(problem("A member of this JSON is there twice. Paste the key file as downloaded."));
    return std::move(*json);
}

std::optional<Problem> type_problem(const Json& json) {
    if (!json.members()) return problem("This is not a service account's key file: it is not a JSON object.");
    const Json* type = json.find("type");
    if (!type && (json.find("installed") || json.find("web")))
        return problem("This is the file of an OAuth client. Create a key file of a service account.");
    const std::string_view name = type ? type->text().value_or("") : "";
    if (name == "service_account") return std::nullopt;
    if (const Named* other = find(other_types, [&](const Named& row) { return row.mark == name; }))
        return problem(other->message);
    return problem("This is not a service account's key file: its \"type\" is not \"service_account\".");
}

bool is_email(std::string_view text) {
    const std::size_t at = text.find('@');
    return at != 0 && at != std::string_view::npos && at + 1 < text.size() &&
           std::ranges::all_of(text, [](char c) { return c > ' ' && c <= '~' && c != '<' && c != '>' && c != '|'; });
}

/// The text of a member that may be absent; none when it is there with another type.
std::optional<std::string> optional_text(const Json& json, std::string_view name) {
    const Json* member = json.find(name);
    if (!member) return std::string();
    const auto text = member->text();
    return text ? std::optional(std::string(*text)) : std::nullopt;
}

}  // namespace

std::expected<ServiceAccountHint, ServiceAccountProblem> read_service_account(std::string_view text) {
    const auto json = parse(text);
    if (!json) return std::unexpected(json.error());
    if (auto wrong = type_problem(*json)) return std::unexpected(std::move(*wrong));

    const auto project = optional_text(*json, "project_id");
    const auto email = optional_text(*json, "client_email");
    const auto key_id = optional_text(*json, "private_key_id");
    const Json* key = json->find("private_key");
    const std::string_view pem = key ? key->text().value_or("") : "";
    if (!email || email->empty())
        return std::unexpected(problem("\"client_email\" is missing. Paste the whole key file as downloaded."));
    if (!is_email(*email))
        return std::unexpected(problem("\"client_email\" is not an e-mail address. Paste the key file as downloaded."));
    if (trimmed(pem).empty())
        return std::unexpected(problem("\"private_key\" is missing. Paste the whole key file as downloaded."));
    if (const auto wrong = private_key_problem(pem)) return std::unexpected(problem(*wrong));
    if (!project || !key_id)
        return std::unexpected(
            problem("\"project_id\" and \"private_key_id\" must be texts. Paste the key file as "
                    "downloaded."));
    return ServiceAccountHint{*project, *email, *key_id};
}

}  // namespace byok::core
