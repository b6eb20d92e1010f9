#include "flow/server_in_memory.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "core/contract.h"

namespace byok::test {

void ServerInMemory::CountingRandom::fill(std::span<unsigned char> bytes) {
    ++count_;
    for (std::size_t i = 0; i < bytes.size(); ++i)
        bytes[i] = static_cast<unsigned char>(i < sizeof count_ ? count_ >> (8 * i) : i);
}

ServerInMemory::ServerInMemory()
    : api_(store_, vault_, clock_, random_),
      provider_keys_(store_, vault_, clock_, random_),
      api_keys_(store_, vault_, clock_, random_),
      tokens_(store_, vault_, clock_, random_) {
    service::Organizations organizations(store_, clock_, random_);
    organization_id_ = organizations.first_or_new(api_keys_)->id;
    provider_says.finding = {core::Verdict::Valid, "accepted", "The provider accepts this key.", ""};
    token_ = tokens_.mint(organization_id_, "admin", 36'000)->reveal();
}

Answer ServerInMemory::answer(const SentRequest& sent) {
    const std::string_view url = sent.url, path = url.substr(0, url.find('?'));
    service::ApiRequest request{sent.method, path, core::Secret(sent.token), !sent.body.empty(), sent.body};
    request.session = cookie_.clone();
    request.same_origin = true;
    request.query = url.substr(std::min(url.size(), path.size() + 1));
    request.if_match = sent.if_match;
    request.idempotency_key = sent.idempotency_key;
    request.ip = "192.0.2.7";
    service::ApiAnswer answer = api_.handle(request);
    if (answer.cookie) cookie_ = std::move(answer.cookie->value);
    if (answer.job) {
        tried.emplace_back(core::encode_credential(answer.job->credential).reveal());
        answer = api_.finish(*answer.job, provider_says);
    }
    if (loses_answers) return {502, "", {}};
    return {answer.status, std::string(answer.body.reveal()), {}};
}

std::string ServerInMemory::token_of(const std::string& name, core::Role role) {
    return std::string(tokens_.mint(organization_id_, name, 36'000, role)->reveal());
}

void ServerInMemory::rename_provider_key(const std::string& id, const std::string& name, const std::string& who) {
    core::ProviderKeyChange change;
    change.name = name;
    REQUIRE(provider_keys_.update(organization_id_, id, who, change));
}

void ServerInMemory::delete_provider_key(const std::string& id) {
    REQUIRE(provider_keys_.remove(organization_id_, id));
}

void ServerInMemory::lose_credential(const std::string& id) {
    auto record = store_.provider_key(organization_id_, id);
    REQUIRE(record);
    REQUIRE(*record);
    (*record)->credential.sealed_with = "a key that is gone";
    (*record)->credential.bytes = "nobody can open this";
    REQUIRE(store_.replace_provider_key(organization_id_, **record, (*record)->version));
}

std::vector<core::ProviderKey> ServerInMemory::provider_keys() {
    return *provider_keys_.list(organization_id_);
}

core::ProviderKey ServerInMemory::add_provider_key(const core::NewProviderKey& key) {
    auto added = provider_keys_.create(organization_id_, "admin", key);
    REQUIRE(added);
    return *std::move(added);
}

core::ApiKey ServerInMemory::add_api_key(const std::string& name) {
    auto added = api_keys_.create(organization_id_, {name});
    REQUIRE(added);
    return std::move(added->api_key);
}

std::string ServerInMemory::stored_credential(const std::string& provider_key_id) {
    const auto record = store_.provider_key(organization_id_, provider_key_id);
    REQUIRE(record);
    REQUIRE(*record);
    const auto opened =
        vault_.open({"provider_key", organization_id_, provider_key_id, (*record)->revision}, (*record)->credential);
    REQUIRE(opened);
    return std::string(opened->reveal());
}

}  // namespace byok::test
