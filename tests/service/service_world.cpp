#include "service/service_world.h"

#include <doctest/doctest.h>

#include "core/samples.h"

namespace byok::service::test {

using core::Result;
using core::Secret;

void CountingRandom::fill(std::span<unsigned char> bytes) {
    ++count_;
    for (std::size_t i = 0; i < bytes.size(); ++i) bytes[i] = static_cast<unsigned char>(i == 0 ? count_ : i);
}

Result<Sealed> WatchedVault::seal(const SealedPlace& place, const Secret& secret) {
    before_seal();
    return vault_.seal(place, secret);
}

Result<Secret> WatchedVault::open(const SealedPlace& place, const Sealed& sealed) {
    ++opened;
    if (broken) return std::unexpected(core::Error{core::ErrorCode::Internal, "The vault is broken.", {}, 0});
    return vault_.open(place, sealed);
}

ServiceWorld::ServiceWorld() {
    REQUIRE(store.insert_organization({acme, "Acme", "acme"}, clock.now_s));
    REQUIRE(store.insert_organization({stranger, "Stranger", "stranger"}, clock.now_s));
}

core::ApiKey ServiceWorld::add_api_key(const std::string& organization_id, std::string_view name) {
    auto created = api_keys.create(organization_id, {std::string(name)});
    REQUIRE(created);
    return std::move(created->api_key);
}

core::ProviderKey ServiceWorld::add_provider_key(const std::string& organization_id, std::string_view name,
                                                 std::vector<std::string> api_key_ids) {
    auto created = provider_keys.create(organization_id, "admin", new_anthropic_key(name, std::move(api_key_ids)));
    REQUIRE(created);
    return *std::move(created);
}

core::ProviderKey ServiceWorld::add_bedrock_key(const std::string& organization_id,
                                                const std::vector<std::string>& regions) {
    core::BedrockCredential credential;
    for (const std::string& region : regions)
        credential.regions.push_back(region_credential(region, secret_of(region)));
    auto created = provider_keys.create(organization_id, "admin", {"bedrock", "AWS", std::move(credential), {}, true});
    REQUIRE(created);
    return *std::move(created);
}

core::ProviderKey ServiceWorld::add_azure_key(const std::string& organization_id) {
    core::AzureCredential credential{std::string(core::samples::azure_endpoint), Secret(core::samples::api_key)};
    auto created = provider_keys.create(organization_id, "admin", {"azure", "Azure", std::move(credential), {}, true});
    REQUIRE(created);
    return *std::move(created);
}

std::string ServiceWorld::stored_credential(const std::string& organization_id, const std::string& id) {
    const auto record = store.provider_key(organization_id, id);
    REQUIRE(record);
    REQUIRE(*record);
    const auto opened = vault.open({"provider_key", organization_id, id, (*record)->revision}, (*record)->credential);
    REQUIRE(opened);
    return std::string(opened->reveal());
}

std::uint64_t ServiceWorld::revision(const std::string& organization_id, const std::string& id) {
    const auto record = store.provider_key(organization_id, id);
    REQUIRE(record);
    REQUIRE(*record);
    return (*record)->revision;
}

core::NewProviderKey new_anthropic_key(std::string_view name, std::vector<std::string> api_key_ids) {
    return {"anthropic", std::string(name), core::ApiKeyCredential{Secret(core::samples::api_key)},
            std::move(api_key_ids), true};
}

core::RegionCredential region_credential(std::string_view region, std::string_view secret_access_key) {
    return {std::string(region), std::string(core::samples::access_key_id), Secret(secret_access_key), {}};
}

std::string secret_of(std::string_view region) {
    std::string text = "secret/" + std::string(region) + "/";
    text.resize(40, 'x');
    return text;
}

std::vector<std::string> params_of(const core::Error& error) {
    std::vector<std::string> params;
    for (const core::FieldError& field : error.fields) params.push_back(field.param);
    return params;
}

}  // namespace byok::service::test
