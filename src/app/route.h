/// Where in the console one is, and how that is written after the # of the address.
#pragma once

#include <string>
#include <string_view>

namespace byok::app {

enum class Page { ProviderKeys, NewProviderKey, EditProviderKey, ApiKeys, Activity };

struct Route {
    Page page = Page::ProviderKeys;
    std::string provider_key_id;  // for EditProviderKey alone
    bool operator==(const Route&) const = default;
};

/// Whether the page is a form in a dialog over the list of provider keys.
constexpr bool is_form(Page page) {
    return page == Page::NewProviderKey || page == Page::EditProviderKey;
}

/// Where in the browser's history an address goes.
enum class HistoryPlace {
    New,      // after the present entry
    Present,  // in place of it
    Before,   // back to the entry that the present one was opened over; in place of it where the page did not open it
};

/// `#/byok`, `#/byok/new`, `#/byok/ID/edit` (ID percent-encoded), `#/api-keys`, `#/activity`.
std::string fragment_of(const Route& route);

/// The inverse, with or without the `#`. What it does not know leads to ProviderKeys.
Route route_from_fragment(std::string_view fragment);

}  // namespace byok::app
