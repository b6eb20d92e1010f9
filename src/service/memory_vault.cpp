#include "service/memory_vault.h"

#include <algorithm>
#include <charconv>
#include <utility>

namespace byok::service {

namespace {

/// `place` as one text, each part with its length in front so that no two places read the same.
std::string written(const SealedPlace& place) {
    std::string text;
    for (const std::string_view part : {place.field, place.organization_id, place.id}) {
        text += std::to_string(part.size()) + ":";
        text += part;
    }
    return text + std::to_string(place.revision);
}

}  // namespace

core::Result<Sealed> MemoryVault::seal(const SealedPlace& place, const core::Secret& secret) {
    kept_.push_back({written(place), secret.clone()});
    return Sealed{"memory", std::to_string(kept_.size() - 1)};
}

core::Result<core::Secret> MemoryVault::open(const SealedPlace& place, const Sealed& sealed) {
    std::size_t ticket = kept_.size();
    const char* const end = sealed.bytes.data() + sealed.bytes.size();
    const auto read = std::from_chars(sealed.bytes.data(), end, ticket);
    if (read.ec != std::errc{} || read.ptr != end || ticket >= kept_.size() || kept_[ticket].place != written(place)) {
        return std::unexpected(core::Error{core::ErrorCode::Internal, "A stored credential cannot be opened.", {}, 0});
    }
    return kept_[ticket].secret.clone();
}

std::string MemoryVault::fingerprint(std::string_view organization_id, std::string_view provider,
                                     const core::Secret& secret) const {
    return written({"fingerprint", organization_id, provider, 0}) + "/" + digest(secret);
}

std::string MemoryVault::digest(const core::Secret& token) const {
    auto known = std::ranges::find_if(digested_, [&](const auto& other) { return other == token; });
    if (known == digested_.end()) {
        digested_.push_back(token.clone());
        known = std::prev(digested_.end());
    }
    return std::to_string(known - digested_.begin());
}

}  // namespace byok::service
