#include "app/route.h"

#include "app/percent_encoding.h"

namespace byok::app {
namespace {

constexpr std::string_view provider_keys_path = "/byok";
constexpr std::string_view new_provider_key_path = "/byok/new";
constexpr std::string_view api_keys_path = "/api-keys";
constexpr std::string_view activity_path = "/activity";
constexpr std::string_view provider_key_prefix = "/byok/";
constexpr std::string_view edit_suffix = "/edit";

}  // namespace

std::string fragment_of(const Route& route) {
    std::string fragment = "#";
    switch (route.page) {
        case Page::ProviderKeys:
            return fragment.append(provider_keys_path);
        case Page::NewProviderKey:
            return fragment.append(new_provider_key_path);
        case Page::ApiKeys:
            return fragment.append(api_keys_path);
        case Page::Activity:
            return fragment.append(activity_path);
        case Page::EditProviderKey:
            break;
    }
    return fragment.append(provider_key_prefix).append(percent_encoded(route.provider_key_id)).append(edit_suffix);
}

Route route_from_fragment(std::string_view fragment) {
    if (fragment.starts_with('#')) fragment.remove_prefix(1);
    if (fragment == new_provider_key_path) return {Page::NewProviderKey, {}};
    if (fragment == api_keys_path) return {Page::ApiKeys, {}};
    if (fragment == activity_path) return {Page::Activity, {}};
    if (!fragment.starts_with(provider_key_prefix) || !fragment.ends_with(edit_suffix) ||
        fragment.size() <= provider_key_prefix.size() + edit_suffix.size()) {
        return {};
    }
    fragment.remove_prefix(provider_key_prefix.size());
    fragment.remove_suffix(edit_suffix.size());
    if (fragment.contains('/')) return {};
    const std::optional<std::string> id = percent_decoded(fragment);
    return id ? Route{Page::EditProviderKey, *id} : Route{};
}

}  // namespace byok::app
