/// The form of a provider key, as a person fills it in.
#pragma once

#include <string>
#include <string_view>

#include "core/provider.h"
#include "flow/console_world.h"

namespace byok::test {

/// Signs in and opens the form for a new key.
void open_new_key_form(ConsoleWorld& world);

/// What is in the text box of that name.
std::string text_of(const ConsoleWorld& world, std::string_view field);
/// What the field says is wrong with it; empty when it does not say so.
std::string error_at(const ConsoleWorld& world, ui::Role role, std::string_view field);

/// Types into a text box of a group: "Region 1".
void type_in(ConsoleWorld& world, std::string_view group, std::string_view field, std::string_view text);
/// Enters a region, by its id.
void enter_region(ConsoleWorld& world, std::string_view group, std::string_view region);
/// Types a credential that the provider's form accepts without a word.
void type_credential(ConsoleWorld& world, const core::Provider& provider);

}  // namespace byok::test
