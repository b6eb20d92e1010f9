#include "core/provider.h"

#include <doctest/doctest.h>

#include <set>
#include <string>

#include "core/text.h"

using namespace byok::core;

TEST_SUITE("core/provider") {
    TEST_CASE("the nine providers are offered in their order") {
        std::string slugs;
        for (const Provider& provider : providers()) slugs += std::string(provider.slug) + ' ';
        CHECK(slugs == "anthropic openai google_vertex_ai mistral deepseek xai zai bedrock azure ");
    }

    TEST_CASE("each provider asks for its kind of credential") {
        for (const std::string_view slug : {"anthropic", "openai", "mistral", "deepseek", "xai", "zai"}) {
            CAPTURE(slug);
            REQUIRE(find_provider(slug));
            CHECK(find_provider(slug)->kind == CredentialKind::ApiKey);
        }
        CHECK(find_provider("google_vertex_ai")->kind == CredentialKind::ServiceAccount);
        CHECK(find_provider("bedrock")->kind == CredentialKind::Bedrock);
        CHECK(find_provider("azure")->kind == CredentialKind::Azure);
    }

    TEST_CASE("every row is complete, unique and safe to link to") {
        std::set<std::string_view> slugs;
        std::set<std::string_view> names;
        for (const Provider& provider : providers()) {
            CAPTURE(provider.slug);
            CHECK(slugs.insert(provider.slug).second);
            CHECK(names.insert(provider.name).second);
            CHECK_FALSE(provider.name.empty());
            CHECK_FALSE(provider.placeholder.empty());
            CHECK(is_utf8(provider.placeholder));
            CHECK(provider.key_page.starts_with("https://"));
        }
    }

    TEST_CASE("a slug that is not known is shown as it is") {
        CHECK(provider_display_name("zai") == "Z.ai");
        CHECK(provider_display_name("azure") == "Azure OpenAI");
        for (const std::string_view slug : {"groq", "", "Anthropic", "anthropic "}) {
            CAPTURE(slug);
            CHECK_FALSE(find_provider(slug));
            CHECK(provider_display_name(slug) == slug);
        }
    }
}
