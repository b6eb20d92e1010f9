/// A provider key while its form is filled in: what was typed, what is wrong with it, and what it amounts to.
///
/// Each provider has a credential of its own in it, so that going from one to another and back loses nothing that was
/// typed, and shows or sends nothing of one with the other.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/provider_key.h"
#include "ui/credential_draft.h"
#include "ui/form_field.h"

namespace byok::ui {

struct AssignmentDraft {
    bool whole_organization = true;
    std::vector<std::string> api_key_ids;  // kept, but not sent, while whole_organization is set
    ComboBoxDraft box;
    FieldVisit visit;
};

struct ProviderKeyDraft {
    std::optional<core::ProviderKey>
        original;  // what is being edited, as it was when the form opened; none = a new key

    std::string provider;  // slug
    ComboBoxDraft provider_box;
    FormText name;
    bool name_suggested = false;               // nobody has typed a name: it follows the provider
    std::vector<CredentialDraft> credentials;  // of a new key: one for each of core::providers(); else at most one
    AssignmentDraft assignment;
    FormErrors errors;
    bool is_duplicate = false;                      // the server says that it has this credential already
    std::string duplicate_message;                  // in its words
    std::optional<std::uint64_t> asked_about = {};  // the input whose saving was asked about
    bool overtaken = false;  // the server refused to save: somebody else changed the key since it was read
};

/// A form for a new key, of the first provider.
ProviderKeyDraft new_provider_key_draft();
/// A form for a key that exists. One whose provider core/provider.h does not know has no credential in it.
ProviderKeyDraft stored_provider_key_draft(core::ProviderKey original);

/// "My Anthropic Key"
std::string suggested_name(std::string_view provider);
/// Shows the fields of another provider, and suggests another name unless the person has typed one.
void choose_provider(ProviderKeyDraft& draft, std::string_view provider);

/// Shows the fields of the provider that `errors.wanted_provider` asks for, with the text of the field it was asked at
/// taken along. Nothing when it asks for none.
void switch_as_wanted(ProviderKeyDraft& draft);

/// The credential on screen; null when the provider is not known.
CredentialDraft* credential_on_screen(ProviderKeyDraft& draft);
const CredentialDraft* credential_on_screen(const ProviderKeyDraft& draft);

/// Somebody else has changed the key: what the person has not touched becomes as it is now. The rest stays typed, and
/// is a change of `theirs` from now on. REQUIRES: `draft.original`.
void take_theirs(ProviderKeyDraft& draft, const core::ProviderKey& theirs);
/// Likewise, but name and assignment stay as they are on screen, so that saving brings them back. (A credential that
/// nobody has typed here cannot be brought back.)
void keep_mine(ProviderKeyDraft& draft, const core::ProviderKey& theirs);

/// The server cannot open the stored credential: it has to be entered again, whole.
bool needs_credential(const ProviderKeyDraft& draft);
/// Whether saving leaves the stored credential as it is; never for a new key.
bool keeps_credential(const ProviderKeyDraft& draft);
/// Whether the server did not say whom the key is assigned to, and the form leaves it at that.
bool keeps_unreported_assignment(const ProviderKeyDraft& draft);
/// Whether closing the form would lose anything that was typed.
bool holds_changes(const ProviderKeyDraft& draft);

/// What is wrong with what is on screen, by the rules of core.
core::FieldErrors problems_of(const ProviderKeyDraft& draft);
/// What looks unusual about the credential on screen, where saving would send it.
std::vector<core::Advice> advice_on(const ProviderKeyDraft& draft);
/// The paths of the fields on screen, in the order in which they are drawn.
std::vector<std::string> field_paths(const ProviderKeyDraft& draft);
/// As if the person had been in every field on screen and left it, so that every problem is said.
void leave_all_fields(ProviderKeyDraft& draft);

/// What the form asks for. REQUIRES: no problems, and no `draft.original`.
core::NewProviderKey new_provider_key(const ProviderKeyDraft& draft);
/// What the form changes; nothing in it when it changes nothing, as for a new key. REQUIRES: no problems.
core::ProviderKeyChange provider_key_change(const ProviderKeyDraft& draft);
/// Whether the change changes nothing.
bool is_empty(const core::ProviderKeyChange& change);

}  // namespace byok::ui
