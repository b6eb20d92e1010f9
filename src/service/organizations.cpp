#include "service/organizations.h"

#include <utility>

namespace byok::service {

namespace {

using core::Result;

std::unexpected<core::Error> refuse() {
    return std::unexpected(core::Error{
        core::ErrorCode::NotFound, "There is no such organization, or your console token has no access to it.", {}, 0});
}

}  // namespace

Organizations::Organizations(Store& store, const Clock& clock, Random& random)
    : store_(store), clock_(clock), random_(random) {}

Result<std::vector<core::Organization>> Organizations::list(std::string_view organization_id) {
    return get(organization_id, organization_id).transform([](core::Organization organization) {
        return std::vector{std::move(organization)};
    });
}

Result<core::Organization> Organizations::get(std::string_view organization_id, std::string_view id) {
    if (id != organization_id) { return refuse(); }
    auto found = store_.organization(id);
    if (!found) { return std::unexpected(std::move(found).error()); }
    if (!*found) { return refuse(); }
    return *std::move(*found);
}

Result<core::Organization> Organizations::first_or_new(ApiKeys& api_keys) {
    core::Organization first;
    const auto work = [&]() -> Result<void> {
        auto known = store_.organizations();
        if (!known) { return std::unexpected(std::move(known).error()); }
        if (!known->empty()) {
            first = std::move(known->front());
            return {};
        }
        first = {new_id(random_, "org_"), "My organization", "my-organization"};
        if (auto inserted = store_.insert_organization(first, clock_.unix_time_s()); !inserted) { return inserted; }
        return api_keys.create(first.id, {.name = "my first key"}).transform([](const core::CreatedApiKey&) {});
    };
    return store_.atomically(work).transform([&] { return std::move(first); });
}

}  // namespace byok::service
