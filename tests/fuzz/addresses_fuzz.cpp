// Whatever stands in the page's address or in config.json: what was read and is written again reads the same, and no
// setting leads to an address that is neither https nor this machine.

#include <algorithm>
#include <string>

#include "app/percent_encoding.h"
#include "app/route.h"
#include "app/settings.h"
#include "core/error.h"
#include "core/json_writer.h"
#include "hold.h"

namespace {

using namespace byok::app;
using byok::core::ErrorCode;
using byok::core::JsonWriter;
using byok::fuzz::hold;

void hold_encoding(std::string_view text) {
    const std::string encoded = percent_encoded(text);
    hold(percent_decoded(encoded) == text, "what was encoded reads differently");
    hold(encoded.find_first_of("/?# ") == std::string::npos, "an encoded text is more than one segment");
    if (const auto decoded = percent_decoded(text))
        hold(percent_decoded(percent_encoded(*decoded)) == decoded, "what was decoded cannot be written");
}

void hold_route(std::string_view text) {
    const Route route = route_from_fragment(text);
    hold(route_from_fragment(fragment_of(route)) == route, "a route leads elsewhere when it is written");
    hold(route.page == Page::EditProviderKey || route.provider_key_id.empty(), "a list with an id");
    const Route edit{Page::EditProviderKey, std::string(text)};
    hold(text.empty() || route_from_fragment(fragment_of(edit)) == edit, "an id that cannot be in an address");
}

/// Told without the reader's own means: the characters up to the first that ends a host.
bool is_safe_address(std::string_view url) {
    std::string lower(url);
    std::ranges::transform(lower, lower.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? char(c + 32) : c; });
    const bool plain = std::ranges::all_of(lower, [](char c) { return c > ' ' && c < 0x7f && c != '\\'; });
    const std::string_view safe[] = {"https://", "http://localhost", "http://127.", "http://[::1]"};
    const bool begins_well =
        std::ranges::any_of(safe, [&](std::string_view begin) { return lower.starts_with(begin); }) ||
        (lower.starts_with("http://") && lower.substr(0, lower.find_first_of("/?#:", 7)).ends_with(".localhost"));
    const std::size_t authority = lower.find("://") + 3;
    const std::string_view host =
        std::string_view(lower).substr(authority, lower.find_first_of("/?#", authority) - authority);
    return plain && begins_well && !host.contains('@');
}

std::string written(const Settings& settings) {
    JsonWriter json;
    json.begin_object();
    json.key("api_base").string(settings.api_base).key("organization").string(settings.organization);
    json.key("title").string(settings.title).key("docs_url").string(settings.docs_url);
    json.key("support_url").string(settings.support_url).key("sign_in_hint").string(settings.sign_in_hint);
    json.key("session").string(settings.session_by_cookie ? "cookie" : "token");
    json.key("idle_minutes").integer(settings.idle_minutes).end_object();
    return json.take_text();
}

void hold_settings(std::string_view text) {
    const auto settings = settings_from_json(text);
    if (!settings) {
        hold(settings.error().code == ErrorCode::InvalidRequest, "settings that cannot be read are called else");
        hold(settings.error().message.starts_with("config.json: "), "a refusal that does not name the file");
        return;
    }
    for (const std::string& address : {settings->api_base, settings->docs_url, settings->support_url})
        hold(address.empty() || is_safe_address(address), "a setting leads to an unsafe address");
    hold(!settings->api_base.ends_with('/'), "a base that ends in a slash");
    const auto again = settings_from_json(written(*settings));
    hold(again && *again == *settings, "settings read differently when they are written");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    hold_encoding(text);
    hold_route(text);
    hold_settings(text);
    return 0;
}
