#include "flow/server_in_memory.h"

#include <doctest/doctest.h>

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
      api_keys_(store_, vault_, clock_, random_) {
    service::Organizations organizations(store_, clock_, random_);
    organization_id_ = organizations.first_or_new(api_keys_)->id;
    service::ConsoleTokens tokens(store_, vault_, clock_, random_);
    provider_says.finding = {core::Verdict::Valid, "accepted", "The provider accepts this key.", ""};
    token_ = tokens.mint(organization_id_, "admin", 3600)->reveal();
}

Answer ServerInMemory::answer(const SentRequest& sent) {
    service::ApiAnswer answer =
        api_.handle({sent.method, sent.url, core::Secret(sent.token), !sent.body.empty(), sent.body});
    if (answer.job) {
        tried.emplace_back(core::encode_credential(answer.job->credential).reveal());
        answer = api_.finish(*answer.job, provider_says);
    }
    return {answer.status, std::string(answer.body.reveal()), {}};
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
