#include "core/key_format.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "core/key_samples.h"
#include "core/provider.h"

using namespace byok::core;

TEST_SUITE("core/key_format") {
    TEST_CASE("a pattern fits the whole text or not at all") {
        for (const auto& [pattern, text] : {std::pair{"", ""},
                                            {"abc", "abc"},
                                            {"{d 2 3}", "12"},
                                            {"{d 2 3}", "123"},
                                            {"{a 1 9}X{a 1 9}", "aXbXc"},
                                            {"{a 1 9}XY", "XXXY"},
                                            {"sk-*", "sk-\n"},
                                            {"{*", "{\"a\""},
                                            {"{. 0 2}", ""},
                                            {"a{x 1 1}", "af"}}) {
            CAPTURE(pattern);
            CAPTURE(text);
            CHECK(fits(pattern, text));
        }
        for (const auto& [pattern, text] : {std::pair{"", "a"},
                                            {"abc", "ab"},
                                            {"abc", "abcd"},
                                            {"{d 2 3}", "1"},
                                            {"{d 2 3}", "1234"},
                                            {"{d 2 3}", "1a"},
                                            {"{a 1 9}X", "X"},
                                            {"sk-*", "sk-"},
                                            {"sk-*", "sK-a"},
                                            {"a{x 1 1}", "ag"},
                                            {"{k 1 1}", "1"},
                                            {"{. 1 1}", "\x7F"}}) {
            CAPTURE(pattern);
            CAPTURE(text);
            CHECK_FALSE(fits(pattern, text));
        }
    }

    TEST_CASE("every row is of a provider of ours or of none, and usual only for one of ours") {
        for (const KeyFormat& format : key_formats()) {
            CAPTURE(format.pattern);
            CHECK((format.slug.empty() || find_provider(format.slug)));
            CHECK_FALSE((format.usual && format.slug.empty()));
            CHECK_FALSE(format.vendor.empty());
        }
    }

    TEST_CASE("every usual format has a sample that fits it") {
        for (const KeyFormat& format : key_formats()) {
            if (!format.usual || format.pattern.ends_with("==") || format.pattern.starts_with("sk-service-")) continue;
            CAPTURE(format.pattern);
            CHECK(std::ranges::any_of(samples::usual_keys(), [&](const samples::KeySample& sample) {
                return sample.slug == format.slug && fits(format.pattern, sample.key);
            }));
        }
    }

    TEST_CASE("a provider's own key looks usual, and is never taken for somebody else's surely") {
        for (const auto& [slug, key] : samples::usual_keys()) {
            CAPTURE(key);
            CHECK(looks_usual(slug, key));
            if (const KeyFormat* format = recognised(key)) CHECK(format->slug == slug);
        }
        CHECK(looks_usual("somebody_new", "anything"));
    }

    TEST_CASE("whose key it is, is told by its beginning") {
        struct Row {
            std::string key;
            std::string_view vendor;
        };
        for (const auto& [key, vendor] : {
                 Row{"sk-ant-api03-cut", "an Anthropic key"},
                 Row{"sk-proj-cut", "an OpenAI key"},
                 Row{"sk-or-v1-" + samples::hex(64), "an OpenRouter key"},
                 Row{"xai-cut", "an xAI key"},
                 Row{"gsk_" + samples::letters(52), "a Groq key"},
                 Row{"hf_" + samples::letters(34), "a Hugging Face token"},
                 Row{"AIza" + samples::letters(35), "a Google API key"},
                 Row{"AQ.Ab8RN6" + samples::letters(44), "a Google API key"},
                 Row{"ghp_" + samples::letters(36), "a GitHub token"},
                 Row{"AKIAMADEUPFORTESTS23", "an AWS access key ID"},
                 Row{"ABSK" + samples::letters(128), "a Bedrock key"},
                 Row{"abc8Q~" + samples::letters(34), "an Entra client secret"},
                 Row{"{\n \"type\": 1", "a service account's key file"},
                 Row{"eyJ" + samples::letters(20) + "." + samples::letters(30) + ".", "a sign-in token (JWT)"},
             }) {
            CAPTURE(key);
            REQUIRE(recognised(key));
            CHECK(recognised(key)->vendor == vendor);
        }
        for (const std::string& key : {samples::letters(32), samples::hex(32), std::string("sk-something"),
                                       std::string(), std::string("AKIA"), std::string("key"), std::string("eyJ")}) {
            CAPTURE(key);
            CHECK_FALSE(recognised(key));
        }
    }
}
