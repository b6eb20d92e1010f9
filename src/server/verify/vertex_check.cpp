#include "server/verify/vertex_check.h"

#include <algorithm>
#include <utility>

#include "core/json.h"
#include "core/service_account.h"
#include "server/verify/answer_rules.h"
#include "server/verify/google_assertion.h"

namespace byok::server {

namespace {

constexpr std::string_view provider_name = "Google";
constexpr std::string_view permissions_base = "https://cloudresourcemanager.googleapis.com";
constexpr std::string_view permission = R"({"permissions":["aiplatform.endpoints.predict"]})";

/// A token goes into a header of the next request: one with a line end in it would be more than that header.
bool is_header_text(std::string_view text) {
    return !text.empty() && std::ranges::all_of(text, [](char c) { return c > ' ' && c <= '~'; });
}

class VertexCheck final : public ProviderCheck {
public:
    VertexCheck(const core::Secret& key_file, std::string base) : key_file_(key_file), base_(std::move(base)) {}

    Step begin(std::int64_t now_s) override {
        const auto assertion = google_assertion(key_file_, now_s);
        if (!assertion) { return core::Finding{core::Verdict::Invalid, "broken_key", assertion.error().message, ""}; }
        // Nothing in an assertion has to be encoded for a form: it is base64url and dots.
        std::string body = "grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer&assertion=";
        body.reserve(body.size() + assertion->size());
        body += assertion->reveal();
        HttpCall call =
            post(base_.empty() ? std::string(google_token_url) : base_ + "/token", "application/x-www-form-urlencoded");
        call.body = core::Secret::take(body);
        return call;
    }

    Step next(const HttpAnswer& answer, std::int64_t) override {
        if (has_token_) { return read_answer("google_vertex_ai/permissions", provider_name, answer); }
        core::Finding finding = read_answer("google_vertex_ai/token", provider_name, answer);
        if (finding.verdict != core::Verdict::Valid) { return finding; }
        const auto json = core::parse_json(answer.body.reveal());
        const core::Json* const token = json ? json->find("access_token") : nullptr;
        const auto facts = core::read_service_account(key_file_.reveal());
        const std::string_view text = token == nullptr ? "" : token->text().value_or("");
        if (!is_header_text(text) || !facts || facts->project_id.empty()) { return finding; }
        has_token_ = true;
        return ask_permission(text, facts->project_id);
    }

private:
    const core::Secret& key_file_;
    std::string base_;
    bool has_token_ = false;

    [[nodiscard]] HttpCall post(std::string url, std::string_view content_type) const {
        HttpCall call;
        call.method = "POST";
        call.url = std::move(url);
        call.to_loopback = !base_.empty();
        call.fields.push_back({"content-type", core::Secret(content_type)});
        return call;
    }

    /// A project id is of letters, digits, hyphens, dots and colons; anything else in the file is not sent anywhere.
    [[nodiscard]] Step ask_permission(std::string_view token, const std::string& project) const {
        const auto is_odd = [](char c) {
            const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
            return !letter && c != '-' && c != '.' && c != ':' && c != '_';
        };
        if (std::ranges::any_of(project, is_odd)) {
            return core::Finding{core::Verdict::ValidLimited, "no_project",
                                 "Google accepts this key file, but its project id is not one.",
                                 "Use the file as downloaded."};
        }
        HttpCall call = post(
            (base_.empty() ? std::string(permissions_base) : base_) + "/v1/projects/" + project + ":testIamPermissions",
            "application/json");
        std::string value = "Bearer ";
        value.reserve(value.size() + token.size());
        value += token;
        call.fields.push_back({"authorization", core::Secret::take(value)});
        call.body = core::Secret(permission);
        return call;
    }
};

}  // namespace

std::unique_ptr<ProviderCheck> vertex_check(const core::Secret& key_file, std::string base) {
    return std::make_unique<VertexCheck>(key_file, std::move(base));
}

}  // namespace byok::server
