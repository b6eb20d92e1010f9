// Whatever providers answer: a check comes to an end and asks nobody but its provider, nothing of an answer gets into
// what is told of it, and a credential is called invalid only where the provider refused it.
// Input: a byte for the provider; then answers, each three digits of a status, a byte for what failed ('0' = nothing),
// and a body up to a NUL.

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>

#include <algorithm>
#include <string>

#include "core/json_writer.h"
#include "core/provider.h"
#include "hold.h"
#include "server/verify/answer_rules.h"
#include "server/verify/provider_check.h"

namespace {

using namespace byok;
using namespace byok::server;
using fuzz::hold;
using fuzz::Input;

constexpr int calls_max = 10;
constexpr std::size_t failures = static_cast<std::size_t>(HttpFailure::Cancelled) + 1;
constexpr std::string_view secret = "madeup+secret/for/tests/opens0nothing001";
constexpr std::string_view mark = "~said-by-the-provider~";
constexpr std::int64_t now_s = 1'768'383'000;

constexpr std::string_view steps[] = {"anthropic",
                                      "azure",
                                      "bedrock/sts",
                                      "bedrock/models",
                                      "deepseek",
                                      "deepseek/balance",
                                      "google_vertex_ai/token",
                                      "google_vertex_ai/permissions",
                                      "mistral",
                                      "openai",
                                      "xai",
                                      "zai"};

/// A service account's file with a key of its own, made once a run: one in the sources would look like a leaked one.
core::Secret key_file() {
    EVP_PKEY* const key = EVP_RSA_gen(2048);
    BIO* const memory = BIO_new(BIO_s_mem());
    PEM_write_bio_PKCS8PrivateKey(memory, key, nullptr, nullptr, 0, nullptr, nullptr);
    char* bytes = nullptr;
    const auto size = static_cast<std::size_t>(BIO_get_mem_data(memory, &bytes));
    core::JsonWriter json;
    json.begin_object().key("type").string("service_account").key("project_id").string("made-up");
    json.key("client_email").string("nobody@made-up.iam.gserviceaccount.com");
    json.key("private_key").string({bytes, size}).end_object();
    BIO_free(memory);
    EVP_PKEY_free(key);
    return json.take_secret();
}

service::TestJob job_for(const core::Provider& provider) {
    static const core::Secret file = key_file();
    service::TestJob job;
    job.provider = provider.slug;
    switch (provider.kind) {
        case core::CredentialKind::ApiKey:
            job.credential = core::ApiKeyCredential{core::Secret(secret)};
            break;
        case core::CredentialKind::Azure:
            job.credential = core::AzureCredential{"https://contoso.openai.azure.com/", core::Secret(secret)};
            break;
        case core::CredentialKind::ServiceAccount:
            job.credential = core::ServiceAccountCredential{file.clone()};
            break;
        case core::CredentialKind::Bedrock: {
            core::BedrockCredential bedrock;
            bedrock.regions.push_back({"eu-west-1", "AKIAMADEUPFORTESTS23", core::Secret(secret), {}});
            job.credential = std::move(bedrock);
        }
    }
    return job;
}

HttpAnswer next_answer(Input& input) {
    HttpAnswer answer;
    if (input.empty()) {
        answer.failure = HttpFailure::Broken;
        return answer;
    }
    const std::size_t status = input.choice(10) * 100 + input.choice(10) * 10 + input.choice(10);
    answer.status = static_cast<int>(status);
    answer.failure = static_cast<HttpFailure>(input.choice(failures));
    answer.body = core::Secret(input.until('\0'));
    return answer;
}

void hold_finding(const core::Finding& finding) {
    hold(!finding.reason.empty() && finding.message.ends_with('.'), "a finding is not explained");
    hold(finding.fix.empty() || finding.fix.ends_with('.'), "a remedy is no sentence");
    const std::string all = finding.reason + finding.message + finding.fix;
    hold(!all.contains(mark) && !all.contains(secret), "a finding quotes an answer or a credential");
    hold(!all.contains("{}"), "a finding names nobody");
}

void hold_call(const HttpCall& call) {
    hold(call.url.starts_with("https://"), "a credential is sent without TLS");
    const std::string_view host = std::string_view(call.url).substr(8, call.url.find('/', 8) - 8);
    constexpr std::string_view hosts[] = {"api.anthropic.com",
                                          "api.openai.com",
                                          "api.mistral.ai",
                                          "api.deepseek.com",
                                          "api.x.ai",
                                          "api.z.ai",
                                          "oauth2.googleapis.com",
                                          "cloudresourcemanager.googleapis.com",
                                          "contoso.openai.azure.com"};
    hold(std::ranges::contains(hosts, host) || host.ends_with(".amazonaws.com"), "somebody else is asked");
    for (const HttpField& field : call.fields)
        hold(std::ranges::none_of(field.value.reveal(),
                                  [](char c) { return static_cast<unsigned char>(c) < ' ' || c == 0x7f; }),
             "a header with a control character in it");
}

/// An answer is read alike however it is laid out, and by its status first.
void hold_reading(std::string_view step, const HttpAnswer& answer) {
    const core::Finding finding = read_answer(step, "Somebody", answer);
    hold_finding(finding);
    const bool says_by_code = step == "zai";  // whatever its status
    const bool blocked = step == "xai" && answer.status == 200;
    if (answer.failure != HttpFailure::None || answer.status < 200 || answer.status > 499)
        hold(finding.verdict == core::Verdict::Unknown || says_by_code, "trouble on the way is taken for an answer");
    if (finding.verdict == core::Verdict::Invalid)
        hold((answer.status >= 400 && answer.status <= 403) || says_by_code || blocked, "refused by nobody");
    HttpAnswer other{answer.failure, answer.status, {}, {}};
    std::string body = "\n ";
    for (const char c : answer.body.reveal())
        body.append(1, c >= 'a' && c <= 'z' ? char(c - 32) : c).append(c == ',' ? "\r\n\t" : "");
    other.body = core::Secret(body + mark.data());
    const core::Finding again = read_answer(step, "Somebody", other);
    hold(again == finding, "the layout of an answer changes its meaning");
}

void hold_check(const core::Provider& provider, Input input) {
    const service::TestJob job = job_for(provider);
    const auto checks = checks_for(job, {});
    hold(checks.size() == 1, "one credential, one check");
    ProviderCheck::Step step = checks.front().check->begin(now_s);
    for (int calls = 0; std::holds_alternative<HttpCall>(step); ++calls) {
        hold(calls < calls_max, "a check does not come to an end");
        hold_call(std::get<HttpCall>(step));
        step = checks.front().check->next(next_answer(input), now_s);
    }
    hold_finding(std::get<core::Finding>(step));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    Input input(data, size);
    const core::Provider& provider = core::providers()[input.choice(core::providers().size())];
    hold_check(provider, input);
    const HttpAnswer answer = next_answer(input);
    for (const std::string_view step : steps)
        if (step.starts_with(provider.slug)) hold_reading(step, answer);
    return 0;
}
