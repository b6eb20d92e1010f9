#include "app/route.h"

#include <doctest/doctest.h>

using namespace byok::app;

TEST_SUITE("app/route") {
    TEST_CASE("every place has an address that leads back to it") {
        struct Row {
            Route route;
            std::string_view fragment;
        };
        const Row rows[] = {
            {{Page::ProviderKeys, ""}, "#/byok"},
            {{Page::NewProviderKey, ""}, "#/byok/new"},
            {{Page::ApiKeys, ""}, "#/api-keys"},
            {{Page::Activity, ""}, "#/activity"},
            {{Page::EditProviderKey, "pk_1"}, "#/byok/pk_1/edit"},
            {{Page::EditProviderKey, "new"}, "#/byok/new/edit"},
            {{Page::EditProviderKey, "edit"}, "#/byok/edit/edit"},
            {{Page::EditProviderKey, "a/b"}, "#/byok/a%2Fb/edit"},
            {{Page::EditProviderKey, "100%"}, "#/byok/100%25/edit"},
            {{Page::EditProviderKey, "ключ"}, "#/byok/%D0%BA%D0%BB%D1%8E%D1%87/edit"},
        };
        for (const Row& row : rows) {
            CAPTURE(row.fragment);
            CHECK(fragment_of(row.route) == row.fragment);
            CHECK(route_from_fragment(row.fragment) == row.route);
            CHECK(route_from_fragment(row.fragment.substr(1)) == row.route);
        }
    }

    TEST_CASE("an address that is none leads to the provider keys") {
        for (const std::string_view fragment : {"",
                                                "#",
                                                "/",
                                                "#/",
                                                "byok",
                                                "#byok",
                                                "#/byok/",
                                                "#/BYOK/new",
                                                "#/byok/new/",
                                                "#/byok/pk_1",
                                                "#/byok//edit",
                                                "#/byok/edit",
                                                "#/byok/pk_1/edit/",
                                                "#/byok/pk_1/delete",
                                                "#/byok/a/b/edit",
                                                "#/byok/%/edit",
                                                "#/byok/%2/edit",
                                                "#/byok/%zz/edit",
                                                "#/api-keys/",
                                                "#/api-keys/x",
                                                "##/api-keys",
                                                "#/api_keys",
                                                "#/other",
                                                "#token=abc",
                                                "#/byok/new?x=1",
                                                " #/api-keys"}) {
            CAPTURE(fragment);
            CHECK(route_from_fragment(fragment) == Route{});
        }
    }
}
