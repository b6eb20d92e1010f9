#include "ui/provider_key_draft.h"

#include <algorithm>
#include <utility>

#include "core/provider.h"

namespace byok::ui {
namespace {

void append(core::FieldErrors& all, core::FieldErrors more) {
    std::ranges::move(more, std::back_inserter(all));
}

/// Where the credential on screen is in `credentials`; past the end when the provider is not known.
std::size_t credential_index(const ProviderKeyDraft& draft) {
    if (draft.original) return 0;
    const auto all = core::providers();
    return static_cast<std::size_t>(std::ranges::find(all, draft.provider, &core::Provider::slug) - all.begin());
}

std::vector<std::string> assigned_ids(const AssignmentDraft& assignment) {
    return assignment.whole_organization ? std::vector<std::string>() : assignment.api_key_ids;
}

bool changes_assignment(const ProviderKeyDraft& draft, const core::ProviderKey& original) {
    if (!original.api_key_ids) return !keeps_unreported_assignment(draft);
    std::vector<std::string> before = *original.api_key_ids;
    std::vector<std::string> now = assigned_ids(draft.assignment);
    std::ranges::sort(before);
    std::ranges::sort(now);
    return before != now;
}

bool changes_name(const ProviderKeyDraft& draft, const core::ProviderKey& original) {
    return core::trimmed(draft.name.text.view()) != core::trimmed(original.name);
}

/// Whether the credential on screen is the stored one, with nothing entered.
bool credential_untouched(const ProviderKeyDraft& draft, const core::ProviderKey& original) {
    const CredentialDraft* credential = credential_on_screen(draft);
    return !credential || core::is_unchanged(credential_of(*credential), original.credential);
}

void show_assignment(ProviderKeyDraft& draft, const core::ProviderKey& key) {
    draft.assignment.whole_organization = key.api_key_ids && key.api_key_ids->empty();
    draft.assignment.api_key_ids = key.api_key_ids.value_or(std::vector<std::string>());
}

core::FieldErrors credential_problems(const ProviderKeyDraft& draft) {
    const CredentialDraft* credential = credential_on_screen(draft);
    if (!credential) return {};
    if (!draft.original || needs_credential(draft)) return core::check_new_credential(credential_of(*credential));
    if (keeps_credential(draft)) return {};
    return core::check_changed_credential(credential_of(*credential), draft.original->credential);
}

}  // namespace

ProviderKeyDraft new_provider_key_draft() {
    ProviderKeyDraft draft;
    for (const core::Provider& provider : core::providers())
        draft.credentials.push_back(new_credential_draft(provider.kind));
    draft.name_suggested = true;
    choose_provider(draft, core::providers().front().slug);
    return draft;
}

ProviderKeyDraft stored_provider_key_draft(core::ProviderKey original) {
    ProviderKeyDraft draft;
    draft.provider = original.provider;
    draft.name.text = FieldText(original.name);
    show_assignment(draft, original);
    if (const core::Provider* provider = core::find_provider(original.provider))
        draft.credentials.push_back(stored_credential_draft(provider->kind, original.credential));
    draft.original = std::move(original);
    return draft;
}

std::string suggested_name(std::string_view provider) {
    return "My " + std::string(core::provider_display_name(provider)) + " Key";
}

void choose_provider(ProviderKeyDraft& draft, std::string_view provider) {
    draft.provider = provider;
    if (draft.name_suggested) draft.name.text.set(suggested_name(provider));
    draft.errors.forget_refusals();
    draft.errors.outdated = true;
    ++draft.errors.input;
}

void switch_as_wanted(ProviderKeyDraft& draft) {
    const std::string provider = std::exchange(draft.errors.wanted_provider, {});
    const std::string path = std::exchange(draft.errors.wanted_from, {});
    if (provider.empty() || draft.original || !core::find_provider(provider)) return;
    CredentialDraft* from = credential_on_screen(draft);
    FormText* source = from ? text_at(*from, path) : nullptr;
    choose_provider(draft, provider);
    CredentialDraft& to = *credential_on_screen(draft);
    FormText* target = text_at(to, main_path(to));
    if (!source || !target || source == target) return;
    target->text.set(source->text.view());
    target->visit.left = true;
    target->repair = std::exchange(source->repair, {});
    source->text.clear();
    source->visit = {};
    if (auto* emptied = std::get_if<ServiceAccountDraft>(from)) read_again(*emptied);
    if (auto* filled = std::get_if<ServiceAccountDraft>(&to)) read_again(*filled);
    draft.errors.focus = main_path(to);
}

CredentialDraft* credential_on_screen(ProviderKeyDraft& draft) {
    const std::size_t index = credential_index(draft);
    return index < draft.credentials.size() ? &draft.credentials[index] : nullptr;
}

const CredentialDraft* credential_on_screen(const ProviderKeyDraft& draft) {
    const std::size_t index = credential_index(draft);
    return index < draft.credentials.size() ? &draft.credentials[index] : nullptr;
}

void take_theirs(ProviderKeyDraft& draft, const core::ProviderKey& theirs) {
    if (!draft.original) return;
    if (!changes_name(draft, *draft.original)) draft.name.text.set(theirs.name);
    if (!changes_assignment(draft, *draft.original)) show_assignment(draft, theirs);
    keep_mine(draft, theirs);
}

void keep_mine(ProviderKeyDraft& draft, const core::ProviderKey& theirs) {
    if (!draft.original) return;
    CredentialDraft* credential = credential_on_screen(draft);
    if (credential && credential_untouched(draft, *draft.original))
        *credential = stored_credential_draft(core::find_provider(draft.provider)->kind, theirs.credential);
    draft.original = theirs;
    draft.overtaken = false;
    draft.errors.outdated = true;
}

bool needs_credential(const ProviderKeyDraft& draft) {
    return draft.original && draft.original->credential_unreadable && credential_on_screen(draft) != nullptr;
}

bool keeps_credential(const ProviderKeyDraft& draft) {
    return draft.original && !needs_credential(draft) && credential_untouched(draft, *draft.original);
}

bool keeps_unreported_assignment(const ProviderKeyDraft& draft) {
    return draft.original && !draft.original->api_key_ids && !draft.assignment.whole_organization &&
           draft.assignment.api_key_ids.empty();
}

bool holds_changes(const ProviderKeyDraft& draft) {
    if (draft.original)
        return changes_name(draft, *draft.original) || changes_assignment(draft, *draft.original) ||
               !credential_untouched(draft, *draft.original);
    return !draft.name_suggested || !draft.assignment.whole_organization || !draft.assignment.api_key_ids.empty() ||
           std::ranges::any_of(draft.credentials, holds_typing);
}

core::FieldErrors problems_of(const ProviderKeyDraft& draft) {
    core::FieldErrors problems;
    if (!draft.original || changes_name(draft, *draft.original))
        append(problems, core::check_name(draft.name.text.view()));
    append(problems, credential_problems(draft));
    if (!keeps_unreported_assignment(draft))
        append(problems, core::check_assignment(draft.assignment.whole_organization, draft.assignment.api_key_ids));
    return problems;
}

std::vector<core::Advice> advice_on(const ProviderKeyDraft& draft) {
    const CredentialDraft* credential = credential_on_screen(draft);
    if (!credential || keeps_credential(draft)) return {};
    std::vector<core::Advice> advice = core::advise(draft.provider, credential_of(*credential));
    // A key that exists stays its provider's.
    if (draft.original)
        for (core::Advice& each : advice) each.provider = {};
    return advice;
}

std::vector<std::string> field_paths(const ProviderKeyDraft& draft) {
    std::vector<std::string> paths;
    if (!draft.original) paths.emplace_back("provider");
    paths.emplace_back("name");
    if (const CredentialDraft* credential = credential_on_screen(draft))
        std::ranges::move(field_paths(*credential), std::back_inserter(paths));
    paths.emplace_back("api_key_ids");
    return paths;
}

void leave_all_fields(ProviderKeyDraft& draft) {
    draft.name.visit.left = true;
    draft.assignment.visit.left = true;
    if (CredentialDraft* credential = credential_on_screen(draft)) leave_all_fields(*credential);
}

core::NewProviderKey new_provider_key(const ProviderKeyDraft& draft) {
    core::NewProviderKey key;
    key.provider = draft.provider;
    key.name = core::trimmed(draft.name.text.view());
    key.credential = credential_of(*credential_on_screen(draft));
    key.api_key_ids = assigned_ids(draft.assignment);
    return key;
}

core::ProviderKeyChange provider_key_change(const ProviderKeyDraft& draft) {
    core::ProviderKeyChange change;
    if (!draft.original) return change;
    if (changes_name(draft, *draft.original)) change.name = core::trimmed(draft.name.text.view());
    if (!keeps_credential(draft)) change.credential = credential_of(*credential_on_screen(draft));
    if (changes_assignment(draft, *draft.original)) change.api_key_ids = assigned_ids(draft.assignment);
    return change;
}

bool is_empty(const core::ProviderKeyChange& change) {
    return !change.name && !change.credential && !change.api_key_ids && !change.active;
}

}  // namespace byok::ui
