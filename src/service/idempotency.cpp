#include "service/idempotency.h"

#include <algorithm>
#include <utility>

#include "core/secret.h"

namespace byok::service {

namespace {

using core::Result;

constexpr std::size_t key_chars_max = 255;

/// The header is a structured field: a string in quotation marks. Many clients leave them out.
std::string_view unquoted(std::string_view key) {
    const bool quoted = key.size() >= 2 && key.front() == '"' && key.back() == '"';
    return quoted ? key.substr(1, key.size() - 2) : key;
}

}  // namespace

Idempotency::Idempotency(Store& store, const Vault& vault, const Clock& clock)
    : store_(store), vault_(vault), clock_(clock) {}

IdempotencyRecord Idempotency::record_of(std::string_view organization_id, std::string_view key, std::string_view path,
                                         std::string_view body) const {
    std::string request;
    request.reserve(path.size() + 1 + body.size());  // so that no half of it is left behind
    request.append(path).append("\n").append(body);
    return {vault_.fingerprint(organization_id, "idempotency key", core::Secret(unquoted(key))),
            vault_.fingerprint(organization_id, "idempotent request", core::Secret::take(request)),
            {},
            clock_.unix_time_s()};
}

Result<std::optional<std::string>> Idempotency::made_before(std::string_view organization_id, std::string_view key,
                                                            std::string_view path, std::string_view body) {
    const std::string_view inner = unquoted(key);
    const bool is_key = !inner.empty() && inner.size() <= key_chars_max &&
                        std::ranges::all_of(inner, [](char c) { return c > ' ' && c <= '~' && c != '"' && c != '\\'; });
    if (!is_key) {
        return std::unexpected(core::Error{
            core::ErrorCode::InvalidRequest, "Idempotency-Key has to be a string such as \"8e03978e-40d5\".", {}, 0});
    }
    const IdempotencyRecord asked = record_of(organization_id, key, path, body);
    if (auto forgotten = store_.delete_idempotency_until(asked.created_at_s - idempotency_kept_s); !forgotten) {
        return std::unexpected(std::move(forgotten).error());
    }
    auto known = store_.idempotency(organization_id, asked.key_digest);
    if (!known) { return std::unexpected(std::move(known).error()); }
    if (!*known) { return std::nullopt; }
    if ((*known)->request_digest != asked.request_digest) {
        return std::unexpected(core::Error{
            core::ErrorCode::IdempotencyMismatch, "This Idempotency-Key was used for another request.", {}, 0});
    }
    return std::move((*known)->made_id);
}

Result<void> Idempotency::note(std::string_view organization_id, std::string_view key, std::string_view path,
                               std::string_view body, std::string_view made_id) {
    IdempotencyRecord record = record_of(organization_id, key, path, body);
    record.made_id = made_id;
    return store_.insert_idempotency(organization_id, record);
}

}  // namespace byok::service
