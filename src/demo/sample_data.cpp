#include "demo/sample_data.h"

#include <algorithm>
#include <array>
#include <utility>

#include "core/contract.h"
#include "core/json_writer.h"
#include "core/provider.h"
#include "demo/scatter.h"
#include "demo/simulated_test.h"

namespace byok::demo {
namespace {

using core::Finding;
using core::Verdict;

constexpr std::int64_t day_s = 86'400;
constexpr std::int64_t token_valid_s = 36'500 * day_s;
constexpr std::size_t many = 2'000;

constexpr std::string_view ada = "Ada", grace = "Grace", linus = "Linus", visitor = "You";
constexpr std::string_view address = "192.0.2.17";  // of a documentation network (RFC 5737)
constexpr std::string_view api_key_names[] = {"Web app", "Batch jobs", "Coding agents", "Staging"};

/// A store in memory does not fail; if it did, the demo would show less, and that is all.
template <class Value>
void passed_over(const core::Result<Value>&) {}

Finding said(Verdict verdict, std::string_view reason, std::string_view message, std::string_view fix = "") {
    return {verdict, std::string(reason), std::string(simulated) + std::string(message), std::string(fix)};
}

const Finding accepted = said(Verdict::Valid, "accepted", "the provider accepts this key.");
const Finding no_credit =
    said(Verdict::ValidLimited, "no_credit", "the provider accepts this key, but the account has no credit.",
         "Add credit to the account. The key itself is good.");
const Finding refused = said(Verdict::Invalid, "wrong_key", "the provider does not accept this key.",
                             "Copy the whole key again, or make a new one.");
const Finding no_permission =
    said(Verdict::ValidLimited, "no_permission", "AWS accepts these keys, but they may not list models.",
         "Allow bedrock:ListFoundationModels to have this checked, too.");
const Finding not_reached = said(Verdict::Unknown, "unreachable", "the provider did not answer in time.", "Try again.");

/// Every provider, assignment and status, in the order in which they were made.
std::vector<SampleKey> everything() {
    return {
        {"azure", "Azure Sweden (old contract)", ada, {}, true, accepted, false},
        {"deepseek", "DeepSeek trial", linus, {"Staging"}, true, refused},
        {"openai", "OpenAI before the move", ada, {"Web app"}, true, accepted, true, false},
        {"zai", "Z.ai for coding", linus, {"Coding agents"}, true, accepted},
        {"mistral", "Mistral La Plateforme", grace, {}, true, accepted},
        {"bedrock",
         "Bedrock EU and US",
         ada,
         {},
         true,
         no_permission,
         true,
         true,
         {"global", "eu-central-1", "us-east-1"}},
        {"google_vertex_ai", "Vertex AI Frankfurt", grace, {"Web app", "Batch jobs"}, true, accepted},
        {"xai", "xAI evaluation", linus, {"Staging"}},
        {"openai", "OpenAI research", grace, {"Web app", "Batch jobs", "Coding agents"}, true, no_credit},
        {"anthropic", "Anthropic production", ada, {}, true, accepted},
    };
}

std::vector<SampleKey> of_bedrock() {
    return {
        {"bedrock", "Bedrock fallback", ada, {}, true, accepted, true, true, {"global"}},
        {"bedrock", "Bedrock GovCloud", grace, {"Batch jobs"}, true, accepted, true, true, {"us-gov-west-1"}},
        {"bedrock",
         "Bedrock EU and US",
         ada,
         {},
         true,
         no_permission,
         true,
         true,
         {"global", "eu-central-1", "us-east-1"}},
    };
}

std::vector<SampleKey> in_trouble() {
    return {
        {"openai", "OpenAI before the move", ada, {"Web app"}, true, accepted, true, false},
        {"deepseek", "DeepSeek trial", linus, {"Staging"}, true, refused},
        {"xai", "xAI evaluation", linus, {"Staging"}, true, not_reached},
        {"bedrock",
         "Bedrock EU and US",
         ada,
         {},
         true,
         no_permission,
         true,
         true,
         {"global", "eu-central-1", "us-east-1"}},
        {"openai", "OpenAI research", grace, {"Web app", "Batch jobs"}, true, no_credit},
    };
}

std::vector<SampleKey> keys_of(Sample sample) {
    switch (sample) {
        case Sample::Everything:
            return everything();
        case Sample::Bedrock:
            return of_bedrock();
        case Sample::Errors:
            return in_trouble();
        case Sample::Empty:
        case Sample::Many:
            break;
    }
    return {};
}

constexpr std::string_view letters_and_digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
constexpr std::string_view hexadecimal = "0123456789abcdef";
constexpr std::string_view base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

core::Secret service_account(std::string_view id, std::string_view private_key) {
    core::JsonWriter writer;
    writer.begin_object();
    writer.key("type").string("service_account");
    writer.key("project_id").string("example-project");
    writer.key("private_key_id").string(id);
    writer.key("private_key").string(private_key);
    writer.key("client_email").string("gateway@example-project.iam.gserviceaccount.com");
    writer.end_object();
    return writer.take_secret();
}

core::TestResult result_of(const SampleKey& sample) {
    core::TestResult result;
    result.finding = sample.finding;
    result.latency_ms = 412;
    for (const std::string_view region : sample.regions) result.regions.push_back({std::string(region), accepted});
    if (result.regions.empty()) return result;
    result.regions.back().finding = sample.finding;
    result.finding = core::worst_of(result.regions);
    return result;
}

}  // namespace

SampleData::SampleData(DemoServer& server, const Scenario& scenario) : server_(server), scenario_(scenario) {
    const std::int64_t days = scenario.sample == Sample::Many ? 120 : 60;
    server_.clock_.now_s = DemoServer::begins_at_s - days * day_s;
    const core::Organization organization{service::new_id(server_.random_, "org_"), "Example organization", "example"};
    organization_id_ = organization.id;
    passed_over(server_.store_.insert_organization(organization, server_.clock_.now_s));
    for (const std::string_view name : {ada, grace, linus})
        people_.push_back({name, *server_.tokens_.mint(organization_id_, name, token_valid_s)});
}

core::Secret SampleData::token_of_visitor() {
    return *server_.tokens_.mint(organization_id_, visitor, token_valid_s, scenario_.role);
}

void SampleData::fill() {
    add_api_keys();
    // The store goes back to before when something fails, for which it keeps a copy: once, not for each key.
    passed_over(server_.store_.atomically([this]() -> core::Result<void> {
        if (scenario_.sample == Sample::Many) add_many();
        for (const SampleKey& sample : keys_of(scenario_.sample)) {
            server_.clock_.now_s += 3 * day_s + 5'123;
            add(sample);
        }
        return {};
    }));
    server_.clock_.now_s = DemoServer::begins_at_s;
}

void SampleData::add_api_keys() {
    for (const std::string_view name : api_key_names) {
        server_.clock_.now_s += 4'711;
        const core::Secret body(core::encode_new_api_key({std::string(name)}));
        const service::ApiAnswer answer = ask(ada, "POST", "/api_keys", body);
        if (auto made = core::decode_created_api_key(answer.body.reveal())) api_keys_.push_back(made->api_key);
    }
}

void SampleData::add(const SampleKey& sample) {
    const auto made = create(sample);
    if (!made) return;
    server_.clock_.now_s += 61;
    if (sample.tested) test(sample, *made);
    server_.clock_.now_s += 3'600;
    if (!sample.active) disable(sample, *made);
    if (!sample.readable) lose(*made);
}

void SampleData::add_many() {
    const auto providers = core::providers();
    std::vector<std::string> names;
    names.reserve(many);  // samples point into them
    for (std::size_t i = 0; i < many; ++i) {
        const core::Provider& provider = providers[i % providers.size()];
        names.push_back(std::string(provider.name) + " team " + std::to_string(many - i));
        SampleKey sample{provider.slug, names.back(), ada};
        if (i % 3 == 1) sample.api_keys = {api_key_names[i % std::size(api_key_names)]};
        sample.active = i % 7 != 3;
        sample.tested = i % 5 != 0;
        sample.finding = i % 11 == 1 ? refused : i % 13 == 1 ? no_credit : accepted;
        if (provider.kind == core::CredentialKind::Bedrock) sample.regions = {"global"};
        server_.clock_.now_s += 600;
        add(sample);
    }
}

core::Result<core::ProviderKey> SampleData::create(const SampleKey& sample) {
    core::NewProviderKey key;
    key.provider = sample.provider;
    key.name = sample.name;
    key.credential = credential_of(sample);
    for (const core::ApiKey& api_key : api_keys_)
        if (std::ranges::find(sample.api_keys, api_key.name) != sample.api_keys.end())
            key.api_key_ids.push_back(api_key.id);
    const service::ApiAnswer answer = ask(sample.creator, "POST", "/provider-keys", core::encode_new_provider_key(key));
    return core::decode_provider_key(answer.body.reveal());
}

void SampleData::test(const SampleKey& sample, const core::ProviderKey& key) {
    const service::ApiAnswer answer =
        ask(sample.creator, "POST", "/provider-keys/" + key.id + "/test", core::encode_stored_credential_test(nullptr));
    if (answer.job) server_.api_.finish(*answer.job, result_of(sample));
}

void SampleData::disable(const SampleKey& sample, const core::ProviderKey& key) {
    core::ProviderKeyChange change;
    change.active = false;
    ask(sample.creator, "POST", "/provider-keys/" + key.id, core::encode_provider_key_change(change));
}

/// From now on its credential cannot be opened, as after a sealing key was lost.
void SampleData::lose(const core::ProviderKey& key) {
    auto record = server_.store_.provider_key(organization_id_, key.id);
    if (!record || !*record) return;
    (*record)->credential = {"a key that is gone", "nobody can open this"};
    passed_over(server_.store_.replace_provider_key(organization_id_, **record, (*record)->version));
}

const core::Secret& SampleData::token_of(std::string_view name) {
    const auto person = std::ranges::find(people_, name, &Person::name);
    return person == people_.end() ? people_.front().token : person->token;
}

std::string SampleData::letters(std::size_t count, std::string_view alphabet) {
    std::string text;
    for (std::size_t i = 0; i < count; ++i) text += alphabet[scattered(secrets_ << 16 | i) % alphabet.size()];
    ++secrets_;
    return text;
}

/// The shape of a 2048-bit RSA key, and none: a DER SEQUENCE of 1,214 bytes (base64 "MIIEvg…") of nothing in
/// particular.
std::string SampleData::private_key() {
    const std::string body = "MIIEvg" + letters(1'618, letters_and_digits);
    std::string pem = "-----BEGIN PRIVATE KEY-----\n";
    for (std::size_t at = 0; at < body.size(); at += 64) pem += body.substr(at, 64) + '\n';
    return pem + "-----END PRIVATE KEY-----\n";
}

/// Of the provider's usual format, made up.
core::Credential SampleData::credential_of(const SampleKey& sample) {
    const auto key = [](std::string text) { return core::ApiKeyCredential{core::Secret::take(text)}; };
    if (sample.provider == "anthropic") return key("sk-ant-api03-" + letters(93, letters_and_digits) + "AA");
    if (sample.provider == "openai")
        return key("sk-proj-" + letters(74, letters_and_digits) + "T3BlbkFJ" + letters(74, letters_and_digits));
    if (sample.provider == "mistral") return key(letters(32, letters_and_digits));
    if (sample.provider == "deepseek") return key("sk-" + letters(32, hexadecimal));
    if (sample.provider == "xai") return key("xai-" + letters(80, letters_and_digits));
    if (sample.provider == "zai") return key(letters(32, hexadecimal) + "." + letters(16, letters_and_digits));
    if (sample.provider == "azure")
        return core::AzureCredential{"https://example-sweden.openai.azure.com/",
                                     core::Secret(letters(32, hexadecimal))};
    if (sample.provider == "google_vertex_ai")
        return core::ServiceAccountCredential{service_account(letters(40, hexadecimal), private_key())};
    core::BedrockCredential bedrock;
    for (const std::string_view region : sample.regions)
        bedrock.regions.push_back(
            {std::string(region), "AKIA" + letters(16, base32), core::Secret(letters(40, letters_and_digits)), {}});
    return bedrock;
}

service::ApiAnswer SampleData::ask(std::string_view who, std::string_view method, const std::string& path,
                                   const core::Secret& body) {
    const std::string whole_path = "/v1/organizations/" + organization_id_ + path;
    service::ApiRequest request{method, whole_path, token_of(who).clone(), true, body.reveal()};
    request.ip = address;
    return server_.api_.handle(request);
}

}  // namespace byok::demo
