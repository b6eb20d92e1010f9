#include "server/verify/answer_rules.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <ranges>
#include <string>

namespace byok::server {

namespace {

using core::Finding;
using core::Verdict;

struct AnswerRule {
    std::string_view step;  // with what follows it after a '/', if anything does; empty = any
    int status_first, status_last;
    /// What the answer has to hold, compared without white space and in lower case; empty = anything. "a|b" = a or b.
    /// "code 1-5" = an error code in that range.
    std::string_view mark;
    Verdict verdict;
    std::string_view reason;
    std::string_view message;  // {} = the provider's name
    std::string_view fix;
};

constexpr std::string_view accepted = "{} accepts this key.";
constexpr std::string_view refused = "{} does not accept this key.";
constexpr std::string_view copy_again = "Copy the whole key again, or make a new one at {}.";
constexpr std::string_view add_credit = "Add credit to the account at {}. The key itself is good.";
constexpr std::string_view aws_throttles = "AWS is holding requests back for now.";
constexpr std::string_view try_again = "Try again in a minute.";
constexpr std::string_view our_clock = "Set the clock of the machine that runs this server.";

constexpr AnswerRule rules[] = {
    // Anthropic
    {"anthropic", 200, 200, R"("data":[)", Verdict::Valid, "accepted", accepted, ""},
    {"anthropic", 401, 401, "", Verdict::Invalid, "wrong_key", refused, copy_again},
    {"anthropic", 402, 402, "", Verdict::ValidLimited, "no_credit",
     "{} accepts this key, but the account has no credit.", add_credit},
    {"anthropic", 403, 403, "", Verdict::ValidLimited, "no_permission",
     "{} knows this key, but does not let it list models.", "Check what its workspace may use."},

    // OpenAI
    {"openai", 200, 200, R"("object":"list")", Verdict::Valid, "accepted", accepted, ""},
    {"openai", 401, 403, "missing_scope|missingscopes", Verdict::Valid, "restricted_key",
     "{} accepts this key. It is restricted and may not list models.", ""},
    {"openai", 401, 403, "incorrect_hostname", Verdict::Valid, "regional_host",
     "{} accepts this key, at the host of another region.",
     "Use it through us.api.openai.com, eu.api.openai.com or ae.api.openai.com, wherever its project is."},
    {"openai", 401, 401, "mustbeamemberofanorganization", Verdict::ValidLimited, "no_organization",
     "{} knows this key, but it belongs to no organization.",
     "Have its owner added to an organization, or use a key of a project."},
    {"openai", 401, 401, "mismatched_organization", Verdict::ValidLimited, "no_organization",
     "{} knows this key, but not for this organization.", "Use a key of the right organization."},
    {"openai", 403, 403, "unsupported_country", Verdict::ValidLimited, "country",
     "{} does not serve the country that this server is in.", "Use the key from a country that {} serves."},
    {"openai", 429, 429, "insufficient_quota", Verdict::ValidLimited, "no_credit",
     "{} accepts this key, but the account has no credit.", add_credit},
    {"openai", 401, 401, "invalid_api_key", Verdict::Invalid, "wrong_key", refused, copy_again},
    {"openai", 401, 401, "account_deactivated", Verdict::Invalid, "account_closed",
     "{} has closed the account of this key.", "Use a key of another account."},
    {"openai", 403, 403, "", Verdict::ValidLimited, "no_permission",
     "{} knows this key, but does not let it list models.", "Check the permissions of the key."},

    // Mistral
    {"mistral", 200, 200, R"("data":[)", Verdict::Valid, "accepted", accepted, ""},
    {"mistral", 401, 401, "", Verdict::Invalid, "wrong_key", "{} does not accept this key here.",
     "Copy the whole key again. A key of Codestral or of another workspace does not work here."},
    {"mistral", 402, 402, "", Verdict::ValidLimited, "no_credit", "{} accepts this key, but the account has no credit.",
     add_credit},
    {"mistral", 403, 403, "", Verdict::ValidLimited, "no_permission",
     "{} knows this key, but does not let it list models.", "Check what its workspace may use."},

    // DeepSeek
    {"deepseek", 200, 200, R"("data":[)", Verdict::Valid, "accepted", accepted, ""},
    {"deepseek", 401, 401, "", Verdict::Invalid, "wrong_key", refused, copy_again},
    {"deepseek", 402, 402, "", Verdict::ValidLimited, "no_credit", "{} accepts this key, but the balance is used up.",
     add_credit},
    {"deepseek/balance", 200, 200, R"("is_available":false)", Verdict::ValidLimited, "no_credit",
     "{} accepts this key, but the balance is used up.", add_credit},

    // xAI
    {"xai", 200, 200, R"("api_key_blocked":true)", Verdict::Invalid, "key_blocked", "{} has blocked this key.",
     "Unblock it at {}, or make a new one."},
    {"xai", 200, 200, R"("api_key_disabled":true)", Verdict::Invalid, "key_disabled", "This key is disabled at {}.",
     "Enable it at {}, or make a new one."},
    {"xai", 200, 200, R"("team_blocked":true)", Verdict::ValidLimited, "team_blocked",
     "{} has blocked the team of this key.", "See what {} says in its console; often it is the bill."},
    {"xai", 200, 200, R"("acls")", Verdict::Valid, "accepted", accepted, ""},
    {"xai", 400, 400, "incorrectapikey", Verdict::Invalid, "wrong_key", refused, copy_again},
    {"xai", 401, 401, "", Verdict::Invalid, "wrong_key", refused, copy_again},
    {"xai", 403, 403, "", Verdict::ValidLimited, "no_permission",
     "{} knows this key, but it is blocked or has no permission.", "Check the key at {}."},

    // Z.ai: its own codes say more than the status.
    {"zai", 0, 999, "code 1000-1004", Verdict::Invalid, "wrong_key", refused,
     "Copy the whole key again, the part after the dot included. A key of the coding plan or of bigmodel.cn does not "
     "work here."},
    {"zai", 0, 999, "code 1113-1113", Verdict::ValidLimited, "no_credit",
     "{} accepts this key, but the balance is used up.", add_credit},
    {"zai", 0, 999, "code 1110-1121", Verdict::ValidLimited, "account",
     "{} knows this key, but its account cannot be used as it is.", "See what {} says about the account."},
    {"zai", 0, 999, "code 1302-1303", Verdict::ValidLimited, "throttled",
     "{} accepts this key and is holding it back for now.", "Try again in a minute."},
    {"zai", 0, 999, "code 1309-1309", Verdict::ValidLimited, "plan_expired",
     "{} accepts this key, but its plan has expired.", "Renew the plan at {}."},
    {"zai", 429, 429, "insufficientbalance", Verdict::ValidLimited, "no_credit",
     "{} accepts this key, but the balance is used up.", add_credit},
    {"zai", 401, 401, "", Verdict::Invalid, "wrong_key", refused,
     "Copy the whole key again, the part after the dot included. A key of the coding plan or of bigmodel.cn does not "
     "work here."},
    {"zai", 200, 200, R"("data":[)", Verdict::Valid, "accepted", accepted, ""},

    // AWS: whatever is asked, then who somebody is (STS), then what they may do.
    {"bedrock", 0, 999, "signatureexpired|signaturenotyetcurrent|requestexpired|requesttimetooskewed", Verdict::Unknown,
     "our_clock", "AWS finds the clock of this server wrong.", our_clock},
    {"bedrock", 400, 403, "expiredtoken", Verdict::Invalid, "expired", "The session of these keys is over.",
     "Enter new temporary keys with their session token, or keys of an IAM user."},
    {"bedrock", 400, 403, "throttling", Verdict::Unknown, "throttled", aws_throttles, try_again},
    {"bedrock", 429, 429, "", Verdict::Unknown, "throttled", aws_throttles, try_again},
    {"bedrock/sts", 200, 200, "getcalleridentityresult", Verdict::Valid, "accepted", "AWS accepts these keys.", ""},
    {"bedrock/sts", 403, 403, "accessdenied", Verdict::Valid, "accepted", "AWS accepts these keys.", ""},
    {"bedrock/sts", 400, 403, "signaturedoesnotmatch", Verdict::Invalid, "wrong_secret",
     "AWS knows the access key id, but the secret access key is not the one that belongs to it.",
     "Copy the secret access key again, or make a new pair."},
    {"bedrock/sts", 400, 403, "invalidclienttokenid|unrecognizedclient", Verdict::Invalid, "wrong_key",
     "AWS does not know this access key id.", "Check that it is copied whole and that the key is active in IAM."},
    {"bedrock/models", 200, 200, "modelsummaries", Verdict::Valid, "accepted",
     "AWS accepts these keys, and Bedrock lists its models.", ""},
    {"bedrock/models", 400, 404, "ftuformnotfilled|usecasedetails", Verdict::ValidLimited, "use_case_details",
     "AWS accepts these keys, but wants to know what the models are used for.",
     "Fill in the form for model access in the Bedrock console."},
    {"bedrock/models", 403, 403, "invalidclienttokenid|unrecognizedclient", Verdict::ValidLimited, "region_disabled",
     "AWS accepts these keys, but this region is not enabled in the account.",
     "Enable the region in the AWS account, or remove it here."},
    {"bedrock/models", 403, 403, "accessdenied", Verdict::ValidLimited, "no_permission",
     "AWS accepts these keys, but they may not list models. They may still be able to use them.",
     "Allow bedrock:ListFoundationModels to have this checked, too."},

    // Google: first the account, then what it may do.
    {"google_vertex_ai/token", 200, 200, R"("access_token":")", Verdict::Valid, "accepted",
     "Google accepts this key file.", ""},
    {"google_vertex_ai/token", 400, 401, "short-livedtoken", Verdict::Unknown, "our_clock",
     "Google finds the clock of this server wrong.", our_clock},
    {"google_vertex_ai/token", 400, 401, "invalid_grant", Verdict::Invalid, "wrong_key",
     "Google does not accept this key file: the key or its account was deleted or disabled, or the file was changed.",
     "Make a new key for the service account and use its file as downloaded."},
    {"google_vertex_ai/token", 400, 401, "invalid_client", Verdict::Invalid, "wrong_key",
     "Google does not know this service account.",
     "Make a new key for the service account and use its file as downloaded."},
    {"google_vertex_ai/permissions", 200, 200, "aiplatform.endpoints.predict", Verdict::Valid, "accepted",
     "Google accepts this key file, and the account may use Vertex AI.", ""},
    {"google_vertex_ai/permissions", 200, 200, "", Verdict::ValidLimited, "no_permission",
     "Google accepts this key file, but the account may not use Vertex AI.",
     "Give the service account the role Vertex AI User (roles/aiplatform.user)."},
    {"google_vertex_ai/permissions", 403, 403, "service_disabled", Verdict::ValidLimited, "api_disabled",
     "Google accepts this key file, but an API that this needs is not enabled in the project.",
     "Enable the Vertex AI API (aiplatform.googleapis.com) and the Cloud Resource Manager API in the project."},
    {"google_vertex_ai/permissions", 403, 404, "", Verdict::ValidLimited, "no_project",
     "Google accepts this key file, but not for its project.",
     "Check that the project still exists and that the account belongs to it."},

    // Azure
    {"azure", 200, 200, R"("data":[)", Verdict::Valid, "accepted", "Azure accepts this key.", ""},
    {"azure", 401, 401, "", Verdict::Invalid, "wrong_key",
     "Azure does not accept this key at this endpoint: it is wrong, or of another resource.",
     "Copy Endpoint and Key together from Keys and Endpoint of one resource."},
    {"azure", 403, 403, "", Verdict::ValidLimited, "network_rules",
     "Azure does not let this server in: by the resource's network rules, or because keys are switched off for it.",
     "Allow the gateway's addresses under Networking, and local authentication."},
    {"azure", 404, 404, "", Verdict::Unknown, "wrong_endpoint", "There is no Azure OpenAI at this endpoint.",
     "Check the endpoint: https://NAME.openai.azure.com/."},

    // Anybody
    {"", 429, 429, "", Verdict::ValidLimited, "throttled",
     "{} is holding requests back: the key is accepted, or too many requests come from here.",
     "Try again in a minute."},
    {"", 500, 599, "", Verdict::Unknown, "provider_down", "{} has trouble of its own at the moment.",
     "Try again later."},
    {"", 408, 408, "", Verdict::Unknown, "provider_down", "{} has trouble of its own at the moment.",
     "Try again later."},
    {"", 300, 399, "", Verdict::Unknown, "redirected", "{} wants to send this elsewhere, which is not followed.",
     "Check the endpoint, or try again later."},
};

struct FailureRule {
    HttpFailure failure;
    std::string_view reason;
    std::string_view message;
    std::string_view fix;
};

constexpr FailureRule failures[] = {
    {HttpFailure::NoAddress, "host_not_found", "The host of {} could not be found.",
     "Check the endpoint's name, and that this server can resolve names."},
    {HttpFailure::Forbidden, "forbidden_address", "The host of {} has an address that this server sends nothing to.",
     "Only endpoints with a public address are tested."},
    {HttpFailure::Connect, "network", "{} could not be reached.", "Check that this server may reach the internet."},
    {HttpFailure::Tls, "tls", "No secure connection to {} could be made.",
     "Check what lies between this server and the internet."},
    {HttpFailure::Timeout, "timeout", "{} did not answer in time.", "Try again later."},
    {HttpFailure::TooLarge, "unexpected_answer", "{} answered with more than this server reads.", "Try again later."},
    {HttpFailure::Broken, "network", "The connection to {} broke off.", "Try again later."},
    {HttpFailure::Cancelled, "cancelled", "The test was cancelled.", ""},
};

std::string with_name(std::string_view text, std::string_view name) {
    std::string result;
    for (std::size_t at = text.find("{}"); at != std::string_view::npos; at = text.find("{}")) {
        result.append(text.substr(0, at)).append(name);
        text.remove_prefix(at + 2);
    }
    return result.append(text);
}

/// Without white space, in lower case: how JSON and XML are laid out says nothing.
std::string squeezed(std::string_view text) {
    std::string result;
    result.reserve(text.size());
    for (const char c : text) {
        if (c == ' ' || c == '\t' || c == '\n' || c == '\r') { continue; }
        result.push_back(c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c);
    }
    return result;
}

std::optional<int> number_at(std::string_view& text) {
    int value = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
    if (read.ec != std::errc{}) { return std::nullopt; }
    text.remove_prefix(static_cast<std::size_t>(read.ptr - text.data()));
    return value;
}

/// `range` is "1000-1004". The code may be a number or a text in the answer.
bool has_code(std::string_view range, std::string_view answer) {
    const int first = number_at(range).value_or(0);
    range.remove_prefix(1);
    const int last = number_at(range).value_or(0);
    constexpr std::string_view name = R"("code":)";
    for (std::size_t at = answer.find(name); at != std::string_view::npos; at = answer.find(name, at + 1)) {
        std::string_view value = answer.substr(at + name.size());
        if (value.starts_with('"')) { value.remove_prefix(1); }
        const auto code = number_at(value);
        if (code && *code >= first && *code <= last) { return true; }
    }
    return false;
}

bool has_mark(std::string_view mark, std::string_view answer) {
    constexpr std::string_view code = "code ";
    if (mark.starts_with(code)) { return has_code(mark.substr(code.size()), answer); }
    return std::ranges::any_of(std::views::split(mark, '|'),
                               [&](const auto& either) { return answer.contains(std::string_view(either)); }) ||
           mark.empty();
}

bool is_of_step(std::string_view rule, std::string_view step) {
    return step.starts_with(rule) && (rule.empty() || rule.size() == step.size() || step[rule.size()] == '/');
}

Finding finding(Verdict verdict, std::string_view reason, std::string_view message, std::string_view fix,
                std::string_view provider_name) {
    return {verdict, std::string(reason), with_name(message, provider_name), with_name(fix, provider_name)};
}

}  // namespace

Finding read_answer(std::string_view step, std::string_view provider_name, const HttpAnswer& answer) {
    if (answer.failure != HttpFailure::None) {
        const auto* const row = std::ranges::find(failures, answer.failure, &FailureRule::failure);
        return finding(Verdict::Unknown, row->reason, row->message, row->fix, provider_name);
    }
    std::string body = squeezed(answer.body.reveal());
    const auto fits = [&](const AnswerRule& rule) {
        return is_of_step(rule.step, step) && answer.status >= rule.status_first && answer.status <= rule.status_last &&
               has_mark(rule.mark, body);
    };
    const auto* const row = std::ranges::find_if(rules, fits);
    core::wipe(body);
    if (row != std::end(rules)) { return finding(row->verdict, row->reason, row->message, row->fix, provider_name); }
    return finding(Verdict::Unknown, "unexpected_answer", "{} gave an answer that is not understood here.",
                   "Try again later. If it stays so, this server may be too old for {}.", provider_name);
}

}  // namespace byok::server
