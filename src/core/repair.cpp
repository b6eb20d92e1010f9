#include "core/repair.h"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <utility>

#include "core/azure_endpoint.h"
#include "core/base64.h"
#include "core/json.h"
#include "core/key_text.h"
#include "core/service_account.h"
#include "core/text.h"
#include "core/validate.h"
#include "core/wrapping.h"

namespace byok::core {
namespace {

/// A file in base64 or escaped twice is larger than the file; beyond that nothing is worth repairing.
constexpr std::size_t mangled_file_bytes_max = 4 * service_account_bytes_max;

void note(Repairs& done, std::string_view sentence) {
    if (!std::ranges::contains(done, sentence)) done.emplace_back(sentence);
}

// ── service accounts ─────────────────────────────────────────────────────────────────────────────────────────

/// A repair of the whole text: the better text, or none when there is nothing for it to do.
using FileRepair = std::optional<std::string> (*)(std::string_view);

std::optional<std::string> text_of_json_string(std::string_view quoted) {
    const auto json = parse_json(quoted);
    const auto text = json ? json->text() : std::nullopt;
    const std::string_view content = trimmed(text.value_or(""));
    if (!content.starts_with('{') && !content.starts_with('"')) return std::nullopt;
    return std::string(content);
}

/// `"{\"type\": …}"`
std::optional<std::string> out_of_quotes(std::string_view text) {
    if (!text.starts_with('"')) return std::nullopt;
    return text_of_json_string(text);
}

/// `{\"type\": …}`, and the same with its line breaks as \n.
std::optional<std::string> out_of_escapes(std::string_view text) {
    if (!text.starts_with('{')) return std::nullopt;
    const std::size_t first = text.find_first_not_of(" \t", 1);
    if (first == std::string_view::npos || text[first] != '\\') return std::nullopt;
    std::string quoted;
    quoted.reserve(text.size() + 2);
    quoted += '"';
    quoted += text;
    quoted += '"';
    auto plain = text_of_json_string(quoted);
    wipe(quoted);
    return plain;
}

std::optional<std::string> out_of_base64(std::string_view text) {
    auto bytes = decode_base64(text);
    if (!bytes) return std::nullopt;
    if (trimmed(*bytes).starts_with('{') && is_utf8(*bytes)) return bytes;
    wipe(*bytes);
    return std::nullopt;
}

/// Copies `text` piece by piece. `done` tells whether what was written differs from what was read.
struct Rewriting {
    std::string out;
    bool changed = false;

    explicit Rewriting(std::size_t bytes) { out.reserve(bytes); }
    std::optional<std::string> result() {
        if (changed) return std::move(out);
        wipe(out);
        return std::nullopt;
    }
};

/// `<mailto:a@b|a@b>` and `<https://…|…>`: to the address again.
std::optional<std::string> without_links(std::string_view text) {
    if (!text.starts_with('{')) return std::nullopt;
    Rewriting rewriting(text.size());
    while (!text.empty()) {
        const std::size_t open = std::min(text.find('<'), text.size());
        rewriting.out += text.substr(0, open);
        text.remove_prefix(open);
        const std::size_t close = text.find_first_of(">\"\n");
        const bool is_link =
            close != std::string_view::npos && text[close] == '>' &&
            (text.starts_with("<mailto:") || text.starts_with("<http://") || text.starts_with("<https://"));
        if (!is_link) {
            rewriting.out += text.substr(0, 1);
            if (!text.empty()) text.remove_prefix(1);
            continue;
        }
        std::string_view address = text.substr(1, close - 1);
        address = address.substr(0, address.find('|'));
        constexpr std::string_view mail = "mailto:";
        if (address.starts_with(mail)) address.remove_prefix(mail.size());
        rewriting.out += address;
        rewriting.changed = true;
        text.remove_prefix(close + 1);
    }
    return rewriting.result();
}

/// Inside the private key: `\\n` and line breaks as they are become `\n`, as JSON has them.
std::optional<std::string> with_line_breaks(std::string_view text) {
    constexpr std::string_view begin = "\"-----BEGIN ";
    const std::size_t start = text.find(begin);
    if (!text.starts_with('{') || start == std::string_view::npos) return std::nullopt;
    Rewriting rewriting(text.size() + static_cast<std::size_t>(std::ranges::count(text, '\n')));
    std::string& out = rewriting.out;
    std::size_t at = start + begin.size();
    out += text.substr(0, at);
    while (at < text.size()) {
        const std::size_t next = std::min(text.find_first_not_of('\\', at), text.size());
        const std::size_t slashes = next - at;
        const char c = next < text.size() ? text[next] : '\0';
        if (next == text.size() || (c == '"' && slashes % 2 == 0)) break;
        if (c == '\n' || c == '\r') {
            out += "\\n";
            rewriting.changed = true;
            at = next + (text.substr(next).starts_with("\r\n") ? 2 : 1);
        } else if ((c == 'n' || c == 'r') && slashes > 1) {
            (out += '\\') += c;
            rewriting.changed = true;
            at = next + 1;
        } else {
            out += text.substr(at, slashes + 1);
            at = next + 1;
        }
    }
    out += text.substr(at);
    return rewriting.result();
}

struct FileStep {
    FileRepair repair;
    std::string_view sentence;
};
constexpr FileStep file_steps[] = {
    {out_of_quotes, "Unpacked the JSON, which was written as a quoted text."},
    {out_of_escapes, "Unpacked the JSON, which was escaped."},
    {out_of_base64, "Decoded the file, which was in base64."},
    {without_links, "Removed the links that a chat program had made of the addresses."},
    {with_line_breaks, "Restored the line breaks of the private key."},
};

/// One step on `file`; whether there was anything to do.
bool repair_file_once(RepairedText& file) {
    for (const FileStep& step : file_steps) {
        auto better = step.repair(file.text.reveal());
        if (!better) continue;
        file.text = Secret(trimmed(*better));
        wipe(*better);
        note(file.done, step.sentence);
        return true;
    }
    // Braces are what a file begins and ends with: nothing is around it then, and a comma inside is not at its end.
    const std::string_view text = file.text.reveal();
    const Unwrapped bare = unwrapped(text);
    if (bare.text.size() == text.size()) return false;
    for (const std::string_view sentence : bare.done) note(file.done, sentence);
    file.text = Secret(bare.text);
    return true;
}

// ── Azure ────────────────────────────────────────────────────────────────────────────────────────────────────

/// `<https://…|…>`
std::string_view without_link(std::string_view text) {
    if (!text.starts_with("<http") || !text.ends_with('>')) return text;
    text.remove_prefix(1);
    text.remove_suffix(1);
    return text.substr(0, text.find('|'));
}

/// A sentence that says which part of the address was left out.
std::string what_was_cut(const AzureAddress& address) {
    if (!address.deployment.empty() && !address.api_version.empty())
        return "Removed what follows the host name: the deployment (" + address.deployment + ") and the API version (" +
               address.api_version + ") belong to each request.";
    if (!address.deployment.empty())
        return "Removed what follows the host name: the deployment (" + address.deployment +
               ") belongs to each request.";
    if (!address.api_version.empty())
        return "Removed what follows the host name: the API version (" + address.api_version +
               ") belongs to each request.";
    return "Removed what follows the host name.";
}

/// One step on `endpoint`; whether there was anything to do.
bool repair_endpoint_once(RepairedEndpoint& endpoint) {
    std::string& text = endpoint.text;
    if (const Unwrapped bare = unwrapped(text); bare.text.size() != text.size()) {
        for (const std::string_view sentence : bare.done) note(endpoint.done, sentence);
        text = std::string(bare.text);
        return true;
    }
    if (const std::string_view address = without_link(text); address.size() != text.size()) {
        note(endpoint.done, "Removed the link that a chat program had made of it.");
        text = std::string(address);
        return true;
    }
    if (!azure_endpoint_problem(text)) return false;
    if (const std::string with_scheme = "https://" + text; !text.contains("://") && read_azure_address(with_scheme)) {
        note(endpoint.done, "Added https:// before it.");
        text = with_scheme;
        return true;
    }
    auto address = read_azure_address(text);
    if (!address) return false;
    note(endpoint.done, what_was_cut(*address));
    text = std::move(address->endpoint);
    endpoint.deployment = std::move(address->deployment);
    endpoint.api_version = std::move(address->api_version);
    return true;
}

// ── whole credentials ────────────────────────────────────────────────────────────────────────────────────────

Secret repaired_secret(const Secret& entered, std::size_t bytes_max) {
    if (!key_text_problem(entered.reveal(), "key", bytes_max)) return entered.clone();
    return repair_key(entered.reveal()).text;
}

std::string repaired_id(const std::string& entered) {
    if (!key_text_problem(entered, "ID", api_key_bytes_max)) return entered;
    return std::string(repair_key(entered).text.reveal());
}

Credential repaired_parts(const ApiKeyCredential& entered) {
    return ApiKeyCredential{repaired_secret(entered.api_key, api_key_bytes_max)};
}

Credential repaired_parts(const BedrockCredential& entered) {
    BedrockCredential result;
    for (const RegionCredential& row : entered.regions)
        result.regions.push_back({row.region, repaired_id(row.access_key_id),
                                  repaired_secret(row.secret_access_key, api_key_bytes_max),
                                  repaired_secret(row.session_token, session_token_bytes_max)});
    return result;
}

Credential repaired_parts(const ServiceAccountCredential& entered) {
    if (trimmed(entered.json.reveal()).empty()) return ServiceAccountCredential{};
    if (read_service_account(entered.json.reveal())) return ServiceAccountCredential{entered.json.clone()};
    return ServiceAccountCredential{repair_service_account(entered.json.reveal()).text};
}

Credential repaired_parts(const AzureCredential& entered) {
    const bool keep = !azure_endpoint_problem(entered.endpoint);
    return AzureCredential{keep ? entered.endpoint : repair_azure_endpoint(entered.endpoint).text,
                           repaired_secret(entered.api_key, api_key_bytes_max)};
}

}  // namespace

RepairedText repair_key(std::string_view entered) {
    const Unwrapped bare = unwrapped(entered);
    return {Secret(bare.text), Repairs(bare.done.begin(), bare.done.end())};
}

RepairedText repair_service_account(std::string_view entered) {
    RepairedText file{Secret(trimmed(entered)), {}};
    if (entered.size() > mangled_file_bytes_max) {
        file.text = Secret(entered);
        return file;
    }
    while (repair_file_once(file)) {}
    // White space around a file is nothing to speak of, and people look for it as it was.
    if (file.done.empty()) file.text = Secret(entered);
    return file;
}

RepairedEndpoint repair_azure_endpoint(std::string_view entered) {
    RepairedEndpoint result{std::string(entered), {}, {}, {}};
    while (repair_endpoint_once(result)) {}
    return result;
}

Credential repaired(const Credential& entered) {
    return std::visit([](const auto& parts) { return repaired_parts(parts); }, entered);
}

}  // namespace byok::core
