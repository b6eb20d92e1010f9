#include "demo/stand_in.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>

#include "core/advice.h"
#include "core/contract.h"
#include "core/contract_server.h"
#include "core/key_samples.h"
#include "core/samples.h"
#include "core/service_account.h"

using namespace byok;
using namespace byok::demo;

namespace {

/// The longest run of characters, counted from the end, that both have in the same place.
std::size_t longest_common_run(std::string_view a, std::string_view b) {
    std::size_t longest = 0, run = 0;
    for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i) {
        run = a[i] == b[i] ? run + 1 : 0;
        longest = std::max(longest, run);
    }
    return longest;
}

core::Credential decoded(core::CredentialKind kind, const core::Secret& text) {
    auto credential = core::decode_credential(kind, text.reveal());
    REQUIRE(credential);
    return *std::move(credential);
}

}  // namespace

TEST_SUITE("demo/stand_in") {
    TEST_CASE("it looks as usual as the key that it stands for, and holds none of it") {
        for (const auto& [slug, key] : core::samples::usual_keys()) {
            const core::Secret stands = stand_in(key, 7);
            CAPTURE(key);
            CAPTURE(stands.reveal());
            CHECK(stands.size() == key.size());
            CHECK(core::advise(slug, core::ApiKeyCredential{stands.clone()}).empty());
            CHECK_MESSAGE(key.find(stands.reveal().substr(stands.size() - 6)) == std::string::npos,
                          "its end is another");
            // The vendor's own part in front is the longest that may be the same.
            CHECK(longest_common_run(key, stands.reveal()) <= std::string_view("sk-ant-api03-").size() + 2);
        }
    }

    TEST_CASE("a key of no known format is replaced from its first letter on") {
        const std::string key = "correcthorsebatterystaple" + std::string(40, 'Q');
        const core::Secret stands = stand_in(key, 7);
        CHECK(longest_common_run(key, stands.reveal()) < 5);
        CHECK(stand_in("", 7).empty());
        CHECK_MESSAGE(stand_in("{ no JSON", 1).reveal().substr(0, 2) == "{ ", "what only begins like JSON is text");
    }

    TEST_CASE("another number gives another text, the same one the same") {
        const std::string key = core::samples::usual_key("mistral");
        CHECK(stand_in(key, 1) == stand_in(key, 1));
        CHECK_FALSE(stand_in(key, 1) == stand_in(key, 2));
    }

    TEST_CASE("of a credential in parts, what the console shows stays and secrets do not") {
        core::BedrockCredential bedrock;
        bedrock.regions.push_back({"eu-west-1", std::string(core::samples::access_key_id),
                                   core::Secret(core::samples::secret_access_key), core::Secret("a session token")});
        const core::Secret stands = stand_in(core::encode_credential(std::move(bedrock)).reveal(), 3);
        const core::Credential kept = decoded(core::CredentialKind::Bedrock, stands);
        const auto& region = std::get<core::BedrockCredential>(kept).regions.at(0);
        CHECK(region.region == "eu-west-1");
        CHECK(region.access_key_id == core::samples::access_key_id);
        CHECK(region.secret_access_key.size() == core::samples::secret_access_key.size());
        CHECK_FALSE(region.secret_access_key.reveal() == core::samples::secret_access_key);
        CHECK_FALSE(region.session_token.reveal() == "a session token");

        const core::Secret azure =
            stand_in(core::encode_credential(core::AzureCredential{std::string(core::samples::azure_endpoint),
                                                                   core::Secret(core::samples::azure_key)})
                         .reveal(),
                     3);
        const core::Credential kept_azure = decoded(core::CredentialKind::Azure, azure);
        CHECK(std::get<core::AzureCredential>(kept_azure).endpoint == core::samples::azure_endpoint);
        CHECK_FALSE(std::get<core::AzureCredential>(kept_azure).api_key.reveal() == core::samples::azure_key);
    }

    TEST_CASE("of a service account's file its owner stays, and not a line of its key") {
        const std::string key = core::samples::private_key();
        const std::string file = core::samples::service_account_json(key);
        const core::Secret stands = stand_in(file, 5);
        CHECK(stands.reveal().find("\"service_account\"") != std::string_view::npos);
        CHECK(stands.reveal().find("sample-project") != std::string_view::npos);
        CHECK(stands.reveal().find("-----BEGIN PRIVATE KEY-----") != std::string_view::npos);
        const std::string line = key.substr(key.find('\n') + 66, 64);
        REQUIRE(file.find(line) != std::string::npos);
        CHECK(stands.reveal().find(line) == std::string_view::npos);
        CHECK(stands.reveal().find(line.substr(0, 16)) == std::string_view::npos);
    }
}
