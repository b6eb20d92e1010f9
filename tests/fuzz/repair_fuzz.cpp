// Whatever bytes are pasted: nothing crashes, what is repaired once has nothing left to repair, and what was right is
// not made wrong. Run by scripts/fuzz; the same properties are held on made-up pieces in tests/core/repair_test.cpp.

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "core/advice.h"
#include "core/aws_access_key.h"
#include "core/azure_endpoint.h"
#include "core/key_text.h"
#include "core/provider.h"
#include "core/repair.h"
#include "core/service_account.h"
#include "core/validate.h"
#include "hold.h"

namespace {

using namespace byok::core;
using byok::fuzz::hold;

void fuzz_key(std::string_view entered) {
    const RepairedText once = repair_key(entered);
    const RepairedText twice = repair_key(once.text.reveal());
    hold(twice.done.empty() && twice.text == once.text, "repair_key is not idempotent");
    if (!key_text_problem(entered, "key", api_key_bytes_max))
        hold(!key_text_problem(once.text.reveal(), "key", api_key_bytes_max) || !once.done.empty(),
             "repair_key changed a key without saying so");
}

void fuzz_file(std::string_view entered) {
    const RepairedText once = repair_service_account(entered);
    const RepairedText twice = repair_service_account(once.text.reveal());
    hold(twice.done.empty() && twice.text == once.text, "repair_service_account is not idempotent");
    if (read_service_account(entered))
        hold(read_service_account(once.text.reveal()).has_value(), "a file that was right was made wrong");
}

void fuzz_endpoint(std::string_view entered) {
    const RepairedEndpoint once = repair_azure_endpoint(entered);
    const RepairedEndpoint twice = repair_azure_endpoint(once.text);
    hold(twice.done.empty() && twice.text == once.text, "repair_azure_endpoint is not idempotent");
    if (!azure_endpoint_problem(entered))
        hold(!azure_endpoint_problem(once.text), "an endpoint that was right was made wrong");
}

Credential credential_of(CredentialKind kind, std::string_view entered) {
    switch (kind) {
        case CredentialKind::ApiKey:
            return ApiKeyCredential{Secret(entered)};
        case CredentialKind::ServiceAccount:
            return ServiceAccountCredential{Secret(entered)};
        case CredentialKind::Azure:
            return AzureCredential{std::string(entered), Secret(entered)};
        case CredentialKind::Bedrock:
            break;
    }
    BedrockCredential bedrock;
    bedrock.regions.push_back({std::string(entered), std::string(entered), Secret(entered), Secret(entered)});
    return bedrock;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view entered(reinterpret_cast<const char*>(data), size);
    fuzz_key(entered);
    fuzz_file(entered);
    fuzz_endpoint(entered);
    aws_account_of(entered);
    for (const Provider& provider : providers()) {
        const Credential credential = credential_of(provider.kind, entered);
        advise(provider.slug, credential);
        const bool was_right = check_new_credential(credential).empty();
        hold(!was_right || check_new_credential(repaired(credential)).empty(),
             "a credential that was right is refused");
    }
    return 0;
}
