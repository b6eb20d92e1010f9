#include "demo/forgetful_vault.h"

#include <charconv>
#include <utility>

#include "demo/scatter.h"
#include "demo/stand_in.h"

namespace byok::demo {
namespace {

constexpr std::string_view sealed_here = "demo";
constexpr std::uint64_t salt = 0x0B70'0CDE'3000'0001;

std::string written(const service::SealedPlace& place) {
    std::string text;
    for (const std::string_view part : {place.field, place.organization_id, place.id}) (text += part) += '/';
    return text + std::to_string(place.revision);
}

}  // namespace

core::Result<service::Sealed> ForgetfulVault::seal(const service::SealedPlace& place, const core::Secret& secret) {
    const std::uint64_t number = number_of(secret);
    const bool made_here = place.field == "api_key";
    core::Secret kept = made_here ? secret.clone() : stand_in(secret.reveal(), number);
    stood_for_[demo::number_of(kept.reveal(), salt)] = number;
    kept_.push_back({written(place), std::move(kept)});
    return service::Sealed{std::string(sealed_here), std::to_string(kept_.size() - 1)};
}

core::Result<core::Secret> ForgetfulVault::open(const service::SealedPlace& place, const service::Sealed& sealed) {
    std::size_t ticket = kept_.size();
    const char* const end = sealed.bytes.data() + sealed.bytes.size();
    const auto read = std::from_chars(sealed.bytes.data(), end, ticket);
    if (sealed.sealed_with != sealed_here || read.ptr != end || ticket >= kept_.size() ||
        kept_[ticket].place != written(place))
        return std::unexpected(core::Error{core::ErrorCode::Internal, "A stored credential cannot be opened.", {}, 0});
    return kept_[ticket].text.clone();
}

std::uint64_t ForgetfulVault::number_of(const core::Secret& secret) const {
    const std::uint64_t number = demo::number_of(secret.reveal(), salt);
    const auto known = stood_for_.find(number);
    return known == stood_for_.end() ? number : known->second;
}

std::string ForgetfulVault::fingerprint(std::string_view organization_id, std::string_view kind,
                                        const core::Secret& secret) const {
    return std::string(organization_id) + '/' + std::string(kind) + '/' + std::to_string(number_of(secret));
}

std::string ForgetfulVault::digest(const core::Secret& token) const {
    return std::to_string(demo::number_of(token.reveal(), salt));
}

}  // namespace byok::demo
