/// Whom a provider key is assigned to, in words and in badges.
#pragma once

#include <string>
#include <vector>

#include "app/state.h"
#include "ui/widgets.h"

namespace byok::ui {

struct AssignedApiKey {
    std::string id;
    std::string name;    // "Unknown key" when the organization has no such key
    bool known = false;  // the name is the key's
};

/// The API keys that `key` is assigned to one by one; empty when it is assigned to the organization, or nobody said.
std::vector<AssignedApiKey> assigned_api_keys(const app::State& state, const core::ProviderKey& key);

/// "Organization (all keys)", "Not reported", or every API key's name: "my first key, staging".
std::string assigned_to_text(const app::State& state, const core::ProviderKey& key);

/// Draws it into the column as badges: as many API keys as fit on a line, then how many more there are.
void assigned_to(const app::State& state, const core::ProviderKey& key, Ui& ui);

}  // namespace byok::ui
