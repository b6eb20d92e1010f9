/// The providers whose keys can be registered: one row each. Adding a provider is one row here and, at most, one
/// credential kind. A slug that is not in the table is shown as it is and never breaks anything.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace byok::core {

enum class CredentialKind { ApiKey, Bedrock, ServiceAccount, Azure };

struct Provider {
    std::string_view slug;         // on the wire: "anthropic"
    std::string_view name;         // for people: "Anthropic"
    CredentialKind kind;           // what has to be entered
    std::string_view placeholder;  // an example of its shape, never a working key: "sk-ant-…"
    std::string_view key_page;     // https address where a person makes such a key
};

/// All providers, in the order in which they are offered.
std::span<const Provider> providers();

/// The provider of that slug; null when the table does not know it.
const Provider* find_provider(std::string_view slug);

/// What to call the provider on screen: its name, or the slug itself when unknown.
std::string_view provider_display_name(std::string_view slug);

}  // namespace byok::core
