// Whatever is entered as a credential's parts: an endpoint leads nowhere but to Azure, a key file that is accepted has
// what is used of it, and no reader says of a text what another one denies.

#include <algorithm>
#include <string>

#include "core/aws_access_key.h"
#include "core/azure_endpoint.h"
#include "core/base64.h"
#include "core/contract.h"
#include "core/contract_server.h"
#include "core/json.h"
#include "core/key_text.h"
#include "core/pem.h"
#include "core/provider.h"
#include "core/region.h"
#include "core/service_account.h"
#include "core/text.h"
#include "core/validate.h"
#include "core/wrapping.h"
#include "hold.h"

namespace {

using namespace byok::core;
using byok::fuzz::hold;

bool ends_at_azure(std::string_view host) {
    return host.ends_with(".azure.com") || host.ends_with(".azure.us") || host.ends_with(".azure.cn") ||
           host.ends_with(".microsoft.com") || host.ends_with(".microsoft.us");
}

void hold_endpoint(std::string_view text) {
    const std::string canonical = canonical_azure_endpoint(text);
    hold(canonical_azure_endpoint(canonical) == canonical, "an endpoint has two spellings");
    if (!azure_endpoint_problem(text)) {
        hold(!azure_endpoint_problem(canonical), "an endpoint that was right is written wrong");
        hold(canonical.starts_with("https://") && canonical.ends_with('/'), "an endpoint that is no https address");
        const std::string_view host = std::string_view(canonical).substr(8, canonical.size() - 9);
        hold(ends_at_azure(host), "an endpoint that is not Azure's");
        hold(host.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-.") == std::string_view::npos,
             "an endpoint with more than a host");
    }
    const auto address = read_azure_address(text);
    if (!address) return;
    hold(!azure_endpoint_problem(address->endpoint), "an address whose endpoint is wrong");
    hold(canonical_azure_endpoint(address->endpoint) == address->endpoint,
         "an address whose endpoint is not canonical");
}

void hold_pem(std::string_view text) {
    const auto problem = private_key_problem(text);
    hold(!problem || problem->ends_with('.'), "a problem that is no sentence");
    if (problem) return;
    hold(text.contains("PRIVATE KEY-----"), "a private key without armour");
    std::string crlf;
    for (const char c : text) crlf += c == '\n' ? "\r\n" : std::string(1, c);
    hold(!private_key_problem(crlf), "a private key is refused for its line ends");
}

void hold_service_account(std::string_view text) {
    const auto facts = read_service_account(text);
    if (!facts) {
        hold(facts.error().message.ends_with('.'), "a problem that is no sentence");
        hold(facts.error().line >= 0 && facts.error().column >= 0, "a problem before the first line");
        hold(facts.error().line <= 1 + std::ranges::count(text, '\n'), "a problem after the last line");
        return;
    }
    hold(text.size() <= service_account_bytes_max + 64, "a key file that is too large");
    const auto json = parse_json(text);
    hold(json.has_value(), "a key file that is not JSON");
    const Json* key = json->find("private_key");
    hold(key && key->text() && !private_key_problem(*key->text()), "a key file without a private key");
    hold(!facts->client_email.empty(), "a key file of nobody");
}

void hold_aws(std::string_view text) {
    const auto account = aws_account_of(text);
    hold(!account || is_access_key_id(text), "an account of what is no access key id");
    hold(!account ||
             (account->size() == 12 && std::ranges::all_of(*account, [](char c) { return c >= '0' && c <= '9'; })),
         "an account that is not 12 digits");
    hold(!is_region_id(text) || text.find_first_of("./@:# \r\n") == std::string_view::npos,
         "a region that would change a host name");
}

void hold_base64(std::string_view text) {
    const auto bytes = decode_base64(text);
    if (bytes) hold(bytes->size() <= text.size() / 4 * 3 + 3, "base64 of more bytes than digits allow");
}

bool can_be_seen(std::string_view text) {
    for (text = trimmed(text); !text.empty(); text = trimmed(text.substr(first_code_point(text).bytes)))
        if (!is_invisible(first_code_point(text).value)) return true;
    return false;
}

void hold_unwrapped(std::string_view text) {
    const Unwrapped once = unwrapped(text);
    hold(once.text.empty() ||
             (once.text.data() >= text.data() && once.text.data() + once.text.size() <= text.data() + text.size()),
         "what was unwrapped is no part of the text");
    hold(unwrapped(once.text).done.empty(), "what was unwrapped is still wrapped");
    hold(!once.text.empty() || !can_be_seen(text), "everything was taken off");
}

void hold_credential(CredentialKind kind, std::string_view text) {
    const auto read = decode_credential(kind, text);
    if (!read || !check_new_credential(*read).empty()) return;
    const Secret once = encode_credential(*read);
    const auto again = decode_credential(kind, once.reveal());
    hold(again && encode_credential(*again) == once, "a credential reads differently when it is written");
    hold(hint_of(*again) == hint_of(*read), "a credential shows differently when it is written");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    hold_endpoint(text);
    hold_pem(text);
    hold_service_account(text);
    hold_aws(text);
    hold_base64(text);
    hold_unwrapped(text);
    for (const CredentialKind kind :
         {CredentialKind::ApiKey, CredentialKind::Bedrock, CredentialKind::ServiceAccount, CredentialKind::Azure})
        hold_credential(kind, text);
    return 0;
}
