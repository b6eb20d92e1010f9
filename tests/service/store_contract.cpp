#include "service/store_contract.h"

#include <doctest/doctest.h>

#include <limits>

namespace byok::service::test {

namespace {

using core::Result;
using Ids = std::vector<std::string>;

constexpr std::string_view ours = "org_ours";
constexpr std::string_view theirs = "org_theirs";

core::TestResult result_of(core::Verdict verdict) {
    core::TestResult result;
    result.finding = {verdict, "code", "It's \"said\".", ""};
    result.tested_at = "2026-01-14T09:32:00Z";
    result.regions = {{"global", result.finding}};
    return result;
}

/// Every field has something in it, and bytes that are no text.
ProviderKeyRecord provider_key_record(const std::string& id, Ids api_key_ids) {
    ProviderKeyRecord record;
    record.key = {.id = id,
                  .provider = "anthropic",
                  .name = "Name of " + id + " 🔑 '; --",
                  .created_at = "2026-01-14T09:30:00Z",
                  .created_by = "admin",
                  .updated_at = "2026-01-14T09:31:00Z",
                  .active = false,
                  .api_key_ids = std::move(api_key_ids),
                  .credential = core::ApiKeyHint{"0d9e"}};
    record.key.updated_by = "editor";
    record.revision = 3;
    record.version = 7;
    record.key.etag = "\"7\"";
    record.credential = {"sealing key", std::string("\0\xff bytes of ", 11) + id};
    record.fingerprint = std::string("\0\xff print of ", 11) + id;
    record.key.last_test = result_of(core::Verdict::ValidLimited);
    return record;
}

ApiKeyRecord api_key_record(const std::string& id) {
    return {{id, "Name of " + id, "api", "2026-01-14T09:30:00Z", "2027-01-14T09:30:00Z", "2026-01-15T09:30:00Z", false,
             "\"5\""},
            std::string("\0digest of ", 11) + id,
            {"sealing key", std::string("\0\xff", 2) + id},
            5};
}

bool same(const ProviderKeyRecord& a, const ProviderKeyRecord& b) {
    return a.key == b.key && a.revision == b.revision && a.credential == b.credential &&
           a.fingerprint == b.fingerprint && a.version == b.version;
}

void fill(Store& store) {
    REQUIRE(store.insert_organization({std::string(ours), "Ours", "ours"}, 1));
    REQUIRE(store.insert_organization({std::string(theirs), "Theirs", ""}, 2));
    REQUIRE(store.insert_api_key(ours, api_key_record("ak_b")));
    REQUIRE(store.insert_api_key(ours, api_key_record("ak_a")));
    REQUIRE(store.insert_api_key(theirs, api_key_record("ak_theirs")));
    REQUIRE(store.insert_provider_key(ours, provider_key_record("pk_b", {"ak_b", "ak_a"})));
    REQUIRE(store.insert_provider_key(ours, provider_key_record("pk_a", {})));
    REQUIRE(store.insert_provider_key(theirs, provider_key_record("pk_theirs", {"ak_theirs"})));
}

void check_organizations(Store& store) {
    CHECK(*store.organizations() ==
          std::vector<core::Organization>{{"org_ours", "Ours", "ours"}, {"org_theirs", "Theirs", ""}});
    CHECK(*store.organization(ours) == core::Organization{"org_ours", "Ours", "ours"});
    CHECK(*store.organization("org_none") == std::nullopt);
}

void check_provider_keys(Store& store) {
    const auto listed = store.provider_keys(ours);
    REQUIRE(listed);
    REQUIRE(listed->size() == 2);
    CHECK(same(listed->front(), provider_key_record("pk_b", {"ak_b", "ak_a"})));
    CHECK(same(listed->back(), provider_key_record("pk_a", {})));
    const auto found = store.provider_key(ours, "pk_b");
    REQUIRE(found);
    REQUIRE(*found);
    CHECK(same(**found, provider_key_record("pk_b", {"ak_b", "ak_a"})));
    CHECK_FALSE(store.provider_key(ours, "pk_none")->has_value());
    CHECK_FALSE(store.provider_key(ours, "pk_theirs")->has_value());
    CHECK(store.provider_keys("org_none")->empty());
}

void check_replacing_provider_keys(Store& store) {
    ProviderKeyRecord changed = provider_key_record("pk_b", {"ak_a"});
    changed.key.name = "Changed";
    changed.key.active = true;
    changed.key.updated_at = "2026-02-01T00:00:00Z";
    changed.key.credential = core::AzureHint{"https://contoso.openai.azure.com/", std::nullopt};
    changed.key.updated_by = "somebody else";
    changed.revision = 4;
    changed.version = 8;
    changed.key.etag = "\"8\"";
    changed.credential = {"another sealing key", "other bytes"};
    changed.fingerprint = "another print";
    changed.key.last_test.reset();
    CHECK(*store.replace_provider_key(ours, changed, 6) == false);
    CHECK(*store.replace_provider_key(theirs, changed, 7) == false);
    CHECK(same(**store.provider_key(ours, "pk_b"), provider_key_record("pk_b", {"ak_b", "ak_a"})));
    CHECK(*store.replace_provider_key(ours, changed, 7) == true);
    CHECK(same(**store.provider_key(ours, "pk_b"), changed));
    CHECK(same(**store.provider_key(theirs, "pk_theirs"), provider_key_record("pk_theirs", {"ak_theirs"})));
    changed.key.id = "pk_none";
    CHECK(*store.replace_provider_key(ours, changed, 8) == false);
}

void check_test_results(Store& store) {
    const std::string print = provider_key_record("pk_b", {}).fingerprint;
    const core::TestResult fresh = result_of(core::Verdict::Invalid);
    CHECK(*store.set_last_test(theirs, "pk_b", print, fresh) == false);
    CHECK(*store.set_last_test(ours, "pk_a", print, fresh) == false);
    CHECK(*store.set_last_test(ours, "pk_none", print, fresh) == false);
    CHECK((**store.provider_key(ours, "pk_b")).key.last_test == result_of(core::Verdict::ValidLimited));
    CHECK(*store.set_last_test(ours, "pk_b", print, fresh) == true);
    CHECK((**store.provider_key(ours, "pk_b")).key.last_test == fresh);
    CHECK((**store.provider_key(ours, "pk_b")).revision == 3);
    CHECK((**store.provider_key(ours, "pk_a")).key.last_test == result_of(core::Verdict::ValidLimited));
}

void check_fingerprints(Store& store) {
    const std::string print = provider_key_record("pk_a", {}).fingerprint;
    CHECK((**store.provider_key_of(ours, print)).id == "pk_a");
    CHECK_FALSE(store.provider_key_of(theirs, print)->has_value());
    CHECK_FALSE(store.provider_key_of(ours, "no print")->has_value());
    ProviderKeyRecord twin = provider_key_record("pk_twin", {});
    twin.fingerprint = print;
    REQUIRE(store.insert_provider_key(ours, twin));
    CHECK((**store.provider_key_of(ours, print)).id == "pk_a");
}

void check_deleting_provider_keys(Store& store) {
    CHECK(*store.delete_provider_key(theirs, "pk_b") == false);
    CHECK(*store.delete_provider_key(ours, "pk_b") == true);
    CHECK(*store.delete_provider_key(ours, "pk_b") == false);
    CHECK(store.provider_keys(ours)->size() == 1);
    CHECK(store.provider_keys(theirs)->size() == 1);
}

void check_api_keys(Store& store) {
    CHECK(*store.api_keys(ours) == std::vector{api_key_record("ak_b").key, api_key_record("ak_a").key});
    const auto found = store.api_key(ours, "ak_a");
    REQUIRE(found);
    REQUIRE(*found);
    CHECK((**found).key == api_key_record("ak_a").key);
    CHECK((**found).digest == api_key_record("ak_a").digest);
    CHECK((**found).sealed == api_key_record("ak_a").sealed);
    CHECK_FALSE(store.api_key(ours, "ak_theirs")->has_value());
    CHECK(*store.is_api_key_digest(api_key_record("ak_theirs").digest) == true);
    CHECK(*store.is_api_key_digest("") == false);
}

void check_replacing_api_keys(Store& store) {
    core::ApiKey changed = api_key_record("ak_a").key;
    changed.name = "Changed";
    changed.active = true;
    CHECK(*store.replace_api_key(theirs, changed) == false);
    CHECK(*store.replace_api_key(ours, changed) == true);
    changed.etag = "\"6\"";
    CHECK((**store.api_key(ours, "ak_a")).key == changed);
    CHECK((**store.api_key(ours, "ak_a")).version == 6);
    CHECK((**store.api_key(ours, "ak_a")).digest == api_key_record("ak_a").digest);
}

void check_deleting_api_keys(Store& store) {
    CHECK(*store.delete_api_key(theirs, "ak_b") == false);
    CHECK((**store.provider_key(ours, "pk_b")).key.api_key_ids == Ids{"ak_b", "ak_a"});
    CHECK(*store.delete_api_key(ours, "ak_b") == true);
    CHECK((**store.provider_key(ours, "pk_b")).key.api_key_ids == Ids{"ak_a"});
    CHECK((**store.provider_key(ours, "pk_b")).version == 8);
    CHECK((**store.provider_key(ours, "pk_a")).version == 7);
    CHECK(*store.delete_api_key(ours, "ak_b") == false);
    CHECK(store.api_keys(ours)->size() == 1);
}

void check_tokens(Store& store) {
    const TokenRecord early{"tok_1", std::string(ours), "admin", std::string("\0early", 6), 10, 100};
    const TokenRecord late{"tok_2", std::string(theirs), "guest", "late", 20, 101, core::Role::Viewer};
    REQUIRE(store.insert_token(early));
    REQUIRE(store.insert_token(late));
    const auto found = store.token_by_digest(early.digest);
    REQUIRE(found);
    REQUIRE(*found);
    CHECK((**found).id == "tok_1");
    CHECK((**found).organization_id == ours);
    CHECK((**found).name == "admin");
    CHECK((**found).created_at_s == 10);
    CHECK((**found).expires_at_s == 100);
    CHECK_FALSE(store.token_by_digest("")->has_value());
    CHECK((**found).role == core::Role::Admin);
    CHECK((**store.token("tok_2")).role == core::Role::Viewer);
    CHECK_FALSE(store.token("tok_none")->has_value());
    REQUIRE(store.set_token_used("tok_2", 33));
    CHECK((**store.token("tok_2")).last_used_at_s == 33);
    CHECK((**store.token("tok_1")).last_used_at_s == 0);
    REQUIRE(store.tokens()->size() == 2);
    CHECK(store.tokens()->front().id == "tok_1");
    REQUIRE(store.delete_tokens_expired_at(100));
    CHECK_FALSE(store.token_by_digest(early.digest)->has_value());
    CHECK(store.token_by_digest(late.digest)->has_value());
    CHECK(*store.delete_token("tok_1") == false);
    CHECK(*store.delete_token("tok_2") == true);
    CHECK(store.tokens()->empty());
}

void check_sessions(Store& store) {
    REQUIRE(store.insert_token({"tok_1", std::string(ours), "admin", "one", 10, 100}));
    REQUIRE(store.insert_token({"tok_2", std::string(theirs), "guest", "two", 20, 101, core::Role::Viewer}));
    REQUIRE(store.insert_session({"ses_1", "tok_1", std::string("\0cookie", 7), 30, 31, 90}));
    REQUIRE(store.insert_session({"ses_2", "tok_2", "cookie", 30, 31, 91}));
    const auto found = store.session_by_digest(std::string("\0cookie", 7));
    REQUIRE(found);
    REQUIRE(*found);
    CHECK((**found).session.id == "ses_1");
    CHECK((**found).session.created_at_s == 30);
    CHECK((**found).session.last_used_at_s == 31);
    CHECK((**found).session.expires_at_s == 90);
    CHECK((**found).token.organization_id == ours);
    CHECK((**store.session_by_digest("cookie")).token.role == core::Role::Viewer);
    CHECK_FALSE(store.session_by_digest("")->has_value());
    REQUIRE(store.set_session_used("ses_2", 60));
    CHECK((**store.session_by_digest("cookie")).session.last_used_at_s == 60);
    SUBCASE("and ends when it is closed") {
        REQUIRE(store.delete_session("ses_2"));
        CHECK_FALSE(store.session_by_digest("cookie")->has_value());
        CHECK(store.session_by_digest(std::string("\0cookie", 7))->has_value());
    }
    SUBCASE("and ends with its token") {
        CHECK(*store.delete_token("tok_2"));
        CHECK_FALSE(store.session_by_digest("cookie")->has_value());
    }
    SUBCASE("and ends with its token's time") {
        REQUIRE(store.delete_tokens_expired_at(100));
        CHECK_FALSE(store.session_by_digest(std::string("\0cookie", 7))->has_value());
        CHECK(store.session_by_digest("cookie")->has_value());
    }
    SUBCASE("and ends when it was idle, or its time is over") {
        REQUIRE(store.delete_sessions_over_at(90, 30));
        CHECK_FALSE(store.session_by_digest(std::string("\0cookie", 7))->has_value());
        CHECK(store.session_by_digest("cookie")->has_value());
        REQUIRE(store.delete_sessions_over_at(90, 60));
        CHECK_FALSE(store.session_by_digest("cookie")->has_value());
    }
}

void check_idempotency(Store& store) {
    REQUIRE(store.insert_idempotency(ours, {std::string("\0key", 4), "request", "pk_b", 10}));
    REQUIRE(store.insert_idempotency(ours, {"other key", "other request", "pk_a", 11}));
    const auto found = store.idempotency(ours, std::string("\0key", 4));
    REQUIRE(found);
    REQUIRE(*found);
    CHECK((**found).request_digest == "request");
    CHECK((**found).made_id == "pk_b");
    CHECK((**found).created_at_s == 10);
    CHECK_FALSE(store.idempotency(theirs, std::string("\0key", 4))->has_value());
    REQUIRE(store.delete_idempotency_until(10));
    CHECK_FALSE(store.idempotency(ours, std::string("\0key", 4))->has_value());
    CHECK(store.idempotency(ours, "other key")->has_value());
}

core::AuditEvent audit_event(const std::string& id) {
    return {.id = id,
            .at = "2026-01-14T09:30:00Z",
            .action = "provider_key.updated",
            .actor = "Ann 🔑 '; --",
            .token_id = "tok_1",
            .role = "admin",
            .via = "session",
            .ip = "192.0.2.1",
            .request_id = "req_1",
            .target_type = "provider_key",
            .target_id = "pk_b",
            .target_name = "Name, with a comma",
            .result = "done",
            .changes = {"name", "credential"},
            .detail = "valid: accepted"};
}

void check_audit(Store& store) {
    for (const char* id : {"ev_1", "ev_2", "ev_3"}) { REQUIRE(store.append_audit(ours, audit_event(id))); }
    core::AuditEvent bare;
    bare.id = "ev_theirs";
    REQUIRE(store.append_audit(theirs, bare));
    const auto newest = store.audit(ours, std::numeric_limits<std::int64_t>::max(), 2);
    REQUIRE(newest);
    REQUIRE(newest->size() == 2);
    CHECK(newest->front().event == audit_event("ev_3"));
    CHECK(newest->back().event == audit_event("ev_2"));
    const auto older = store.audit(ours, newest->back().number, 2);
    REQUIRE(older->size() == 1);
    CHECK(older->front().event == audit_event("ev_1"));
    CHECK(store.audit(theirs, std::numeric_limits<std::int64_t>::max(), 9)->front().event == bare);
    CHECK(store.audit("org_none", std::numeric_limits<std::int64_t>::max(), 9)->empty());
}

void check_atomicity(Store& store) {
    const core::Error why{core::ErrorCode::Conflict, "Changed my mind.", {}, 0};
    const auto undone = store.atomically([&]() -> Result<void> {
        REQUIRE(store.delete_api_key(ours, "ak_b"));
        REQUIRE(store.insert_provider_key(ours, provider_key_record("pk_new", {"ak_a"})));
        // The one inside has done its part; the one around it decides.
        REQUIRE(store.atomically([&] { return store.delete_provider_key(ours, "pk_a").transform([](bool) {}); }));
        return std::unexpected(why);
    });
    REQUIRE_FALSE(undone);
    CHECK(undone.error() == why);
    check_provider_keys(store);
    check_api_keys(store);
    CHECK(store.atomically([&] { return store.insert_provider_key(ours, provider_key_record("pk_new", {"ak_a"})); }));
    CHECK(store.provider_keys(ours)->size() == 3);
}

}  // namespace

void check_store_contract(Store& store) {
    fill(store);
    SUBCASE("organizations are found by their id") {
        check_organizations(store);
    }
    SUBCASE("provider keys are listed and found in their own organization") {
        check_provider_keys(store);
    }
    SUBCASE("a provider key is replaced while its version is the expected one") {
        check_replacing_provider_keys(store);
    }
    SUBCASE("the result of a test is kept with the credential that was tried") {
        check_test_results(store);
    }
    SUBCASE("a provider key is found by the fingerprint of its credential, the oldest first") {
        check_fingerprints(store);
    }
    SUBCASE("provider keys are deleted in their own organization") {
        check_deleting_provider_keys(store);
    }
    SUBCASE("API keys are listed and found in their own organization") {
        check_api_keys(store);
    }
    SUBCASE("API keys are replaced in their own organization") {
        check_replacing_api_keys(store);
    }
    SUBCASE("a deleted API key leaves every assignment") {
        check_deleting_api_keys(store);
    }
    SUBCASE("tokens are found by their digest until they are forgotten") {
        check_tokens(store);
    }
    SUBCASE("a session is found by its digest, with its token") {
        check_sessions(store);
    }
    SUBCASE("a request that was carried out is known again in its organization, until it is forgotten") {
        check_idempotency(store);
    }
    SUBCASE("the audit trail is read from its end, page by page, in its own organization") {
        check_audit(store);
    }
    SUBCASE("what fails in the middle leaves nothing behind") {
        check_atomicity(store);
    }
}

}  // namespace byok::service::test
