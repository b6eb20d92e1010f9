#include "ui/provider_key_draft.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "core/provider.h"

using namespace byok;
using namespace byok::ui;

namespace {

std::string_view name_of(const ProviderKeyDraft& draft) {
    return draft.name.text.view();
}

template <class Parts>
Parts& on_screen(ProviderKeyDraft& draft) {
    return std::get<Parts>(*credential_on_screen(draft));
}

/// The paths that have a problem, in order.
std::vector<std::string> problem_paths(const ProviderKeyDraft& draft) {
    std::vector<std::string> paths;
    for (const core::FieldError& problem : problems_of(draft)) paths.push_back(problem.param);
    return paths;
}

core::ProviderKey stored_key(std::string provider, core::CredentialHint credential) {
    core::ProviderKey key;
    key.id = "pk_1";
    key.provider = std::move(provider);
    key.name = "Production";
    key.active = true;
    key.api_key_ids = std::vector<std::string>{"ak_1", "ak_2"};
    key.credential = std::move(credential);
    return key;
}

core::BedrockHint two_regions() {
    return {{{"us-east-1", "AKIAIOSFODNN7PQRSTUV"}, {"eu-west-1", "AKIAIOSFODNN7PQRSTUW"}}};
}

using Paths = std::vector<std::string>;

}  // namespace

TEST_SUITE("ui/provider_key_draft") {
    TEST_CASE("the suggested name follows the provider until a name is typed") {
        ProviderKeyDraft draft = new_provider_key_draft();
        CHECK(name_of(draft) == "My Anthropic Key");
        choose_provider(draft, "mistral");
        CHECK(name_of(draft) == "My Mistral Key");

        draft.name.text.edited(core::Secret("Production"));
        draft.name_suggested = false;
        choose_provider(draft, "openai");
        CHECK(name_of(draft) == "Production");
    }

    TEST_CASE("going to another provider and back loses nothing and leaks nothing") {
        ProviderKeyDraft draft = new_provider_key_draft();
        on_screen<ApiKeyDraft>(draft).api_key.text = FieldText("sk-ant-typed");
        choose_provider(draft, "openai");
        CHECK(on_screen<ApiKeyDraft>(draft).api_key.text.empty());
        on_screen<ApiKeyDraft>(draft).api_key.text = FieldText("sk-proj-typed");
        choose_provider(draft, "bedrock");
        on_screen<BedrockDraft>(draft).regions.front().region = "us-east-1";

        const auto key_sent_for = [&](std::string_view provider) {
            choose_provider(draft, provider);
            const core::NewProviderKey key = new_provider_key(draft);
            return std::string(std::get<core::ApiKeyCredential>(key.credential).api_key.reveal());
        };
        CHECK(key_sent_for("anthropic") == "sk-ant-typed");
        CHECK(key_sent_for("openai") == "sk-proj-typed");
        CHECK(key_sent_for("deepseek").empty());
        choose_provider(draft, "bedrock");
        CHECK(on_screen<BedrockDraft>(draft).regions.front().region == "us-east-1");
    }

    TEST_CASE("every provider of the table has a credential of its own kind") {
        ProviderKeyDraft draft = new_provider_key_draft();
        for (const core::Provider& provider : core::providers()) {
            CAPTURE(provider.slug);
            choose_provider(draft, provider.slug);
            CHECK(core::kind_of(credential_of(*credential_on_screen(draft))) == provider.kind);
        }
    }

    TEST_CASE("an untouched form says where something is missing") {
        struct Row {
            std::string_view provider;
            Paths problems;
        };
        const Row rows[] = {
            {"anthropic", {"provider_key"}},
            {"google_vertex_ai", {"provider_key"}},
            {"azure", {"provider_key.endpoint", "provider_key.api_key"}},
            {"bedrock",
             {"provider_key.regions[0].region", "provider_key.regions[0].access_key_id",
              "provider_key.regions[0].secret_access_key"}},
        };
        ProviderKeyDraft draft = new_provider_key_draft();
        for (const Row& row : rows) {
            CAPTURE(row.provider);
            choose_provider(draft, row.provider);
            CHECK(problem_paths(draft) == row.problems);
            for (const std::string& path : row.problems) CHECK(std::ranges::contains(field_paths(draft), path));
        }
    }

    TEST_CASE("what is wrong with a new key is found at its field") {
        const auto problems_with = [](auto change) {
            ProviderKeyDraft draft = new_provider_key_draft();
            on_screen<ApiKeyDraft>(draft).api_key.text = FieldText("sk-ant-api03-typed-by-a-person");
            change(draft);
            return problem_paths(draft);
        };
        CHECK(problems_with([](ProviderKeyDraft&) {}).empty());
        CHECK(problems_with([](ProviderKeyDraft& draft) { draft.name.text.set(" \t "); }) == Paths{"name"});
        CHECK(problems_with([](ProviderKeyDraft& draft) { draft.name.text.set(std::string(101, 'x')); }) ==
              Paths{"name"});
        CHECK(problems_with([](ProviderKeyDraft& draft) {
                  on_screen<ApiKeyDraft>(draft).api_key.text.set("two words");
              }) == Paths{"provider_key"});
        CHECK(problems_with([](ProviderKeyDraft& draft) { draft.assignment.whole_organization = false; }) ==
              Paths{"api_key_ids"});
    }

    TEST_CASE("a region entered twice is a problem of the later row") {
        ProviderKeyDraft draft = new_provider_key_draft();
        choose_provider(draft, "bedrock");
        auto& bedrock = on_screen<BedrockDraft>(draft);
        add_region(bedrock);
        for (RegionDraft& row : bedrock.regions) {
            row.region = "eu-west-1";
            row.access_key_id.text = FieldText("AKIAIOSFODNN7PQRSTUV");
            row.secret_access_key.text = FieldText("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");
        }
        CHECK(problem_paths(draft) == Paths{"provider_key.regions[1].region"});
    }

    TEST_CASE("white space of a paste is taken off before anything is sent") {
        ProviderKeyDraft draft = new_provider_key_draft();
        draft.name.text.set("  Production \n");
        on_screen<ApiKeyDraft>(draft).api_key.text.set("\n sk-ant-typed\r\n");
        const core::NewProviderKey key = new_provider_key(draft);
        CHECK(key.name == "Production");
        CHECK(std::get<core::ApiKeyCredential>(key.credential).api_key.reveal() == "sk-ant-typed");
    }

    TEST_CASE("API keys chosen before the whole organization was are not sent") {
        ProviderKeyDraft draft = new_provider_key_draft();
        draft.assignment.api_key_ids = {"ak_1"};
        CHECK(new_provider_key(draft).api_key_ids.empty());
        draft.assignment.whole_organization = false;
        CHECK(new_provider_key(draft).api_key_ids == std::vector<std::string>{"ak_1"});
    }

    TEST_CASE("a session token is sent only with a temporary access key") {
        ProviderKeyDraft draft = new_provider_key_draft();
        choose_provider(draft, "bedrock");
        RegionDraft& row = on_screen<BedrockDraft>(draft).regions.front();
        row.session_token.text = FieldText("token-of-a-session");
        const auto sent = [&] {
            return std::get<core::BedrockCredential>(new_provider_key(draft).credential)
                .regions.front()
                .session_token.clone();
        };
        row.access_key_id.text = FieldText("ASIAIOSFODNN7PQRSTUV");
        CHECK(sent().reveal() == "token-of-a-session");
        CHECK(std::ranges::contains(field_paths(draft), "provider_key.regions[0].session_token"));
        row.access_key_id.text = FieldText("AKIAIOSFODNN7PQRSTUV");
        CHECK(sent().empty());
        CHECK_FALSE(std::ranges::contains(field_paths(draft), "provider_key.regions[0].session_token"));
    }

    TEST_CASE("only what would be lost counts as typed") {
        const auto holds_after = [](auto change) {
            ProviderKeyDraft draft = new_provider_key_draft();
            change(draft);
            return holds_changes(draft);
        };
        CHECK_FALSE(holds_after([](ProviderKeyDraft&) {}));
        CHECK_FALSE(holds_after([](ProviderKeyDraft& draft) { choose_provider(draft, "bedrock"); }));
        CHECK(holds_after([](ProviderKeyDraft& draft) { draft.name_suggested = false; }));
        CHECK(holds_after([](ProviderKeyDraft& draft) { draft.assignment.whole_organization = false; }));
        CHECK(holds_after([](ProviderKeyDraft& draft) {
            on_screen<ApiKeyDraft>(draft).api_key.text.set("x");
            choose_provider(draft, "mistral");
        }));
        CHECK(holds_after([](ProviderKeyDraft& draft) {
            choose_provider(draft, "azure");
            on_screen<AzureDraft>(draft).endpoint.text.set("h");
        }));
    }

    TEST_CASE("an untouched edit form changes nothing, whatever is stored") {
        const core::ProviderKey keys[] = {
            stored_key("anthropic", core::ApiKeyHint{"1234"}),
            stored_key("bedrock", two_regions()),
            stored_key("google_vertex_ai", core::ServiceAccountHint{"project", "a@b", "id"}),
            stored_key("azure", core::AzureHint{"https://name.openai.azure.com/", "1234"}),
            stored_key("anthropic", {}),
            stored_key("bedrock", {}),
            stored_key("azure", {}),
            stored_key("a_provider_of_tomorrow", {}),
        };
        for (const core::ProviderKey& key : keys) {
            CAPTURE(key.provider);
            const ProviderKeyDraft draft = stored_provider_key_draft(key);
            CHECK(problems_of(draft).empty());
            CHECK_FALSE(holds_changes(draft));
            CHECK(is_empty(provider_key_change(draft)));
        }
    }

    TEST_CASE("only what was changed is sent") {
        ProviderKeyDraft draft = stored_provider_key_draft(stored_key("anthropic", core::ApiKeyHint{"1234"}));
        draft.name.text.set("Staging");
        core::ProviderKeyChange change = provider_key_change(draft);
        CHECK(change.name == "Staging");
        CHECK_FALSE(change.credential);
        CHECK_FALSE(change.api_key_ids);
        CHECK_FALSE(change.active);

        draft.name.text.set("Production");
        draft.assignment.api_key_ids = {"ak_2", "ak_1"};
        CHECK(is_empty(provider_key_change(draft)));
        draft.assignment.whole_organization = true;
        change = provider_key_change(draft);
        REQUIRE(change.api_key_ids);
        CHECK(change.api_key_ids->empty());
    }

    TEST_CASE("a stored Bedrock key keeps the secrets of regions that stay") {
        ProviderKeyDraft draft = stored_provider_key_draft(stored_key("bedrock", two_regions()));
        auto& bedrock = on_screen<BedrockDraft>(draft);
        REQUIRE(bedrock.regions.size() == 2);
        CHECK(bedrock.regions[1].region == "eu-west-1");
        CHECK(bedrock.regions[1].access_key_id.text.view() == "AKIAIOSFODNN7PQRSTUW");
        CHECK(bedrock.regions[1].secret_access_key.text.empty());

        bedrock.regions.erase(bedrock.regions.begin());
        CHECK(problems_of(draft).empty());
        CHECK(holds_changes(draft));
        CHECK(provider_key_change(draft).credential);

        add_region(bedrock).region = "us-west-2";
        CHECK(problem_paths(draft) ==
              Paths{"provider_key.regions[1].access_key_id", "provider_key.regions[1].secret_access_key"});
    }

    TEST_CASE("another Azure endpoint demands the key again") {
        ProviderKeyDraft draft =
            stored_provider_key_draft(stored_key("azure", core::AzureHint{"https://name.openai.azure.com/", "1234"}));
        on_screen<AzureDraft>(draft).endpoint.text.set("https://other.openai.azure.com/");
        CHECK(problem_paths(draft) == Paths{"provider_key.api_key"});
    }

    TEST_CASE("taking theirs keeps what was typed and shows the rest as it is now") {
        ProviderKeyDraft draft =
            stored_provider_key_draft(stored_key("azure", core::AzureHint{"https://a.openai.azure.com/", "wxyz"}));
        core::ProviderKey theirs = *draft.original;
        theirs.name = "Theirs", theirs.api_key_ids = std::vector<std::string>{}, theirs.etag = "\"8\"";
        theirs.credential = core::AzureHint{"https://b.openai.azure.com/", "abcd"};
        draft.name.text.edited(core::Secret("Mine"));
        take_theirs(draft, theirs);
        CHECK(name_of(draft) == "Mine");
        CHECK(draft.assignment.whole_organization);
        CHECK(on_screen<AzureDraft>(draft).endpoint.text.view() == "https://b.openai.azure.com/");
        CHECK(draft.original->etag == "\"8\"");
        const core::ProviderKeyChange change = provider_key_change(draft);
        CHECK(change.name == "Mine");
        CHECK_FALSE(change.credential.has_value());
        CHECK_FALSE(change.api_key_ids.has_value());
    }

    TEST_CASE("taking theirs leaves a credential that is being typed") {
        ProviderKeyDraft draft = stored_provider_key_draft(stored_key("anthropic", core::ApiKeyHint{"wxyz"}));
        on_screen<ApiKeyDraft>(draft).api_key.text.edited(core::Secret("sk-ant-typed"));
        core::ProviderKey theirs = *draft.original;
        theirs.credential = core::ApiKeyHint{"abcd"};
        take_theirs(draft, theirs);
        CHECK(on_screen<ApiKeyDraft>(draft).api_key.text.view() == "sk-ant-typed");
        CHECK(provider_key_change(draft).credential.has_value());
    }

    TEST_CASE("keeping mine brings back name and assignment as they are on screen, and no credential nobody typed") {
        ProviderKeyDraft draft = stored_provider_key_draft(stored_key("bedrock", two_regions()));
        core::ProviderKey theirs = *draft.original;
        theirs.name = "Theirs", theirs.api_key_ids = std::vector<std::string>{};
        theirs.credential = core::BedrockHint{{{"us-east-1", "AKIAIOSFODNN7PQRSTUV"}}};
        keep_mine(draft, theirs);
        const core::ProviderKeyChange change = provider_key_change(draft);
        CHECK(change.name == "Production");
        CHECK(change.api_key_ids == std::vector<std::string>{"ak_1", "ak_2"});
        CHECK_FALSE(change.credential.has_value());
        CHECK(on_screen<BedrockDraft>(draft).regions.size() == 1);
        CHECK(problem_paths(draft).empty());
    }

    TEST_CASE("a credential that cannot be opened has to be entered again, and opening its form is no change") {
        for (core::ProviderKey key :
             {stored_key("anthropic", core::ApiKeyHint{"wxyz"}), stored_key("bedrock", two_regions()),
              stored_key("azure", core::AzureHint{"https://a.openai.azure.com/", "wxyz"}),
              stored_key("google_vertex_ai", core::ServiceAccountHint{})}) {
            CAPTURE(key.provider);
            key.credential_unreadable = true;
            const ProviderKeyDraft draft = stored_provider_key_draft(std::move(key));
            CHECK(needs_credential(draft));
            CHECK_FALSE(keeps_credential(draft));
            CHECK_FALSE(holds_changes(draft));
            CHECK_FALSE(problem_paths(draft).empty());
        }
        core::ProviderKey unknown = stored_key("unheard_of", {});
        unknown.credential_unreadable = true;
        CHECK(problems_of(stored_provider_key_draft(std::move(unknown))).empty());
    }

    TEST_CASE("an assignment that the server does not report is kept unless one is chosen") {
        core::ProviderKey key = stored_key("anthropic", core::ApiKeyHint{"1234"});
        key.api_key_ids.reset();
        ProviderKeyDraft draft = stored_provider_key_draft(key);
        CHECK(problems_of(draft).empty());
        CHECK_FALSE(provider_key_change(draft).api_key_ids);
        draft.assignment.whole_organization = true;
        CHECK(holds_changes(draft));
        CHECK(provider_key_change(draft).api_key_ids == std::vector<std::string>());
        draft.assignment = {.whole_organization = false, .api_key_ids = {"ak_1"}, .box = {}, .visit = {}};
        CHECK(provider_key_change(draft).api_key_ids == std::vector<std::string>{"ak_1"});
    }

    TEST_CASE("a stored name that breaks the rules does not keep the rest from being changed") {
        core::ProviderKey key = stored_key("anthropic", core::ApiKeyHint{"1234"});
        key.name = std::string(150, 'x');
        ProviderKeyDraft draft = stored_provider_key_draft(key);
        draft.assignment.whole_organization = true;
        CHECK(problems_of(draft).empty());
        draft.name.text.set(std::string(120, 'x'));
        CHECK(problem_paths(draft) == Paths{"name"});
    }

    TEST_CASE("a provider that the console does not know has no credential to fill in") {
        ProviderKeyDraft draft = stored_provider_key_draft(stored_key("a_provider_of_tomorrow", {}));
        CHECK(credential_on_screen(draft) == nullptr);
        CHECK(field_paths(draft) == Paths{"name", "api_key_ids"});
        draft.name.text.set("Renamed");
        CHECK(provider_key_change(draft).name == "Renamed");
    }
}
