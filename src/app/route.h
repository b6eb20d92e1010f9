/// Where in the console one is, and how that is written after the # of the address.
#pragma once

#include <string>
#include <string_view>

namespace byok::app {

enum class Page { ProviderKeys, NewProviderKey, EditProviderKey, ApiKeys };

struct Route {
    Page page = Page::ProviderKeys;
    std::string provider_key_id;  // for EditProviderKey alone
    bool operator==(const Route&) const = default;
};

/// `#/byok`, `#/byok/new`, `#/byok/ID/edit` (ID percent-encoded), `#/api-keys`.
std::string fragment_of(const Route& route);

/// The inverse, with or without the `#`. What it does not know leads to ProviderKeys.
Route route_from_fragment(std::string_view fragment);

}  // namespace byok::app
