// The API's sessions, roles, versions, requests sent again, and audit trail.

#include <doctest/doctest.h>

#include "core/contract.h"
#include "core/samples.h"
#include "service/api.h"
#include "service/service_world.h"

using namespace byok;
using namespace byok::service;
using namespace byok::service::test;
using core::Role;
using core::Secret;

namespace {

const std::string keys = "/v1/organizations/org_acme/provider-keys";
const std::string gateway_keys = "/v1/organizations/org_acme/api_keys";
const std::string audit_path = "/v1/organizations/org_acme/audit";

std::string new_key(std::string_view name) {
    return R"({"provider":"anthropic","name":")" + std::string(name) + R"(","provider_key":")" +
           std::string(core::samples::api_key) + R"(","api_key_ids":[],"allow_duplicate":true})";
}

/// A store that can stop to take entries of the audit trail.
class ForgetfulStore final : public MemoryStore {
public:
    bool audit_is_broken = false;
    bool is_held = false;  // by another program
    core::Result<void> atomically(const std::function<core::Result<void>()>& work) override {
        if (is_held) return std::unexpected(core::Error{core::ErrorCode::Internal, "Held.", {}, 0});
        return MemoryStore::atomically(work);
    }
    core::Result<void> append_audit(std::string_view organization_id, const core::AuditEvent& event) override {
        if (audit_is_broken) return std::unexpected(core::Error{core::ErrorCode::Internal, "Disk full.", {}, 0});
        return MemoryStore::append_audit(organization_id, event);
    }
};

struct SecurityWorld {
    ForgetfulStore store;
    WatchedVault vault;
    HandClock clock;
    CountingRandom random;
    ConsoleTokens tokens{store, vault, clock, random};
    Api api{store, vault, clock, random};
    Secret admin, editor, viewer;

    SecurityWorld() {
        REQUIRE(store.insert_organization({"org_acme", "Acme", "acme"}, clock.now_s));
        REQUIRE(store.insert_organization({"org_stranger", "Stranger", "stranger"}, clock.now_s));
        admin = *tokens.mint("org_acme", "Ann", 30 * 86'400, Role::Admin);
        editor = *tokens.mint("org_acme", "Ed", 86'400, Role::Editor);
        viewer = *tokens.mint("org_acme", "Vi", 86'400, Role::Viewer);
    }

    static ApiRequest request(const Secret& token, std::string_view method, std::string_view path,
                              std::string_view body = "") {
        ApiRequest asked{method, path, token.clone(), true, body};
        asked.ip = "192.0.2.7";
        asked.request_id = "req_1";
        return asked;
    }
    ApiAnswer ask(const Secret& token, std::string_view method, std::string_view path, std::string_view body = "") {
        return api.handle(request(token, method, path, body));
    }
    /// Like a browser that holds the cookie, from a page of the server unless said otherwise.
    ApiAnswer ask_by_cookie(const Secret& cookie, std::string_view method, std::string_view path,
                            std::string_view body = "", bool same_origin = true) {
        ApiRequest asked{method, path, {}, true, body};
        asked.session = cookie.clone();
        asked.same_origin = same_origin;
        return api.handle(asked);
    }
    Secret sign_in(const Secret& token) {
        ApiAnswer opened = ask(token, "POST", "/auth/session", "{}");
        REQUIRE(opened.status == 201);
        REQUIRE(opened.cookie);
        return std::move(opened.cookie->value);
    }
    core::ProviderKey add_key(std::string_view name) {
        const auto made = core::decode_provider_key(ask(admin, "POST", keys, new_key(name)).body.reveal());
        REQUIRE(made);
        return (**store.provider_key("org_acme", made->id)).key;
    }
    std::vector<core::AuditEvent> events(std::string_view organization_id = "org_acme") {
        std::vector<core::AuditEvent> found;
        for (AuditRecord& record : *store.audit(organization_id, 1'000'000, 1000)) found.push_back(record.event);
        return found;
    }
    std::string etag_of_key(const std::string& id) { return (**store.provider_key("org_acme", id)).key.etag; }
};

std::string text_of(const ApiAnswer& answer) {
    return std::string(answer.body.reveal());
}

core::Error error_of(const ApiAnswer& answer) {
    return core::decode_error(answer.status, answer.body.reveal());
}

}  // namespace

TEST_SUITE("service/api_security") {
    TEST_CASE("a token is exchanged for a session, which asks, and ends") {
        SecurityWorld world;
        const Secret cookie = world.sign_in(world.editor);
        CHECK(text_of(world.ask_by_cookie(cookie, "GET", "/auth/session")) ==
              R"({"object":"session","name":"Ed","role":"editor","organization_id":"org_acme","kind":"cookie",)"
              R"("expires_at":"2026-01-14T21:30:00Z","idle_timeout_s":1800})");
        CHECK(world.ask_by_cookie(cookie, "POST", keys, new_key("By session")).status == 201);
        const ApiAnswer ended = world.ask_by_cookie(cookie, "DELETE", "/auth/session");
        CHECK(ended.status == 200);
        REQUIRE(ended.cookie);
        CHECK(ended.cookie->value.empty());
        CHECK(world.ask_by_cookie(cookie, "GET", keys).status == 401);
        CHECK(world.ask(world.editor, "GET", keys).status == 200);
    }

    TEST_CASE("a token by itself may ask who it is and ends nothing") {
        SecurityWorld world;
        CHECK(text_of(world.ask(world.viewer, "GET", "/auth/session")).contains(R"("kind":"token")"));
        CHECK(world.ask(world.viewer, "DELETE", "/auth/session").status == 200);
        CHECK(world.ask(world.viewer, "GET", keys).status == 200);
        CHECK(world.ask(Secret(), "GET", "/auth/session").status == 401);
    }

    TEST_CASE("a session does not open another one") {
        SecurityWorld world;
        const Secret cookie = world.sign_in(world.admin);
        CHECK(world.ask_by_cookie(cookie, "POST", "/auth/session", "{}").status == 401);
    }

    TEST_CASE("no session is opened where others could read its cookie") {
        SecurityWorld world;
        ApiRequest asked = SecurityWorld::request(world.admin, "POST", "/auth/session", "{}");
        asked.cookie_is_safe = false;
        const ApiAnswer refused = world.api.handle(asked);
        CHECK(refused.status == 403);
        CHECK_FALSE(refused.cookie);
    }

    TEST_CASE("with a cookie, another site's page changes nothing") {
        SecurityWorld world;
        const core::ProviderKey key = world.add_key("Key");
        const Secret cookie = world.sign_in(world.admin);
        const std::string path = keys + "/" + key.id;
        CHECK(world.ask_by_cookie(cookie, "POST", keys, new_key("Forged"), false).status == 403);
        CHECK(world.ask_by_cookie(cookie, "POST", path, R"({"name":"Forged"})", false).status == 403);
        CHECK(world.ask_by_cookie(cookie, "POST", path + "/test", "{}", false).status == 403);
        CHECK(world.ask_by_cookie(cookie, "DELETE", path, "", false).status == 403);
        CHECK(world.ask_by_cookie(cookie, "DELETE", "/auth/session", "", false).status == 403);
        CHECK(world.ask_by_cookie(cookie, "GET", gateway_keys + "/ak_x/reveal", "", false).status == 403);
        CHECK(world.store.provider_keys("org_acme")->size() == 1);
        CHECK(world.etag_of_key(key.id) == "\"1\"");
        CHECK(world.ask_by_cookie(cookie, "GET", keys, "", false).status == 200);
        // A token is not sent by itself: there is nothing to forge.
        CHECK(world.ask(world.admin, "DELETE", path).status == 200);
    }

    TEST_CASE("a cookie write that is not JSON is refused") {
        SecurityWorld world;
        ApiRequest asked{"POST", keys, {}, false, ""};
        asked.session = world.sign_in(world.admin);
        asked.same_origin = true;
        CHECK(world.api.handle(asked).status == 415);
    }

    TEST_CASE("each role may do what is its own and nothing above") {
        SecurityWorld world;
        const std::string key = keys + "/" + world.add_key("Key").id;
        const std::string gateway_key =
            gateway_keys + "/" +
            core::decode_created_api_key(
                world.ask(world.admin, "POST", gateway_keys, R"({"name":"g","type":"api"})").body.reveal())
                ->api_key.id;
        struct Row {
            const char* method;
            std::string path;
            std::string body;
            int viewer, editor, admin;
        };
        const Row rows[] = {
            {"GET", "/v1/organizations", "", 200, 200, 200},
            {"GET", "/auth/session", "", 200, 200, 200},
            {"GET", keys, "", 200, 200, 200},
            {"GET", key, "", 200, 200, 200},
            {"GET", gateway_keys, "", 200, 200, 200},
            {"GET", gateway_key, "", 200, 200, 200},
            {"GET", gateway_key + "/reveal", "", 403, 403, 200},
            {"GET", audit_path, "", 403, 403, 200},
            {"POST", keys, new_key("New"), 403, 201, 201},
            {"POST", key, R"({"name":"Renamed"})", 403, 200, 200},
            {"POST", key + "/test", "{}", 403, 500, 500},  // 500 until its job is done
            {"POST", keys + "/test", "{", 403, 400, 400},
            {"POST", gateway_keys, R"({"name":"n","type":"api"})", 403, 201, 201},
            {"POST", gateway_key, R"({"active":false})", 403, 200, 200},
            {"DELETE", gateway_key, "", 403, 200, 404},
            {"DELETE", key, "", 403, 200, 404},
        };
        for (const Row& row : rows) {
            CAPTURE(row.method);
            CAPTURE(row.path);
            CHECK(world.ask(world.viewer, row.method, row.path, row.body).status == row.viewer);
            CHECK(world.ask(world.editor, row.method, row.path, row.body).status == row.editor);
            CHECK(world.ask(world.admin, row.method, row.path, row.body).status == row.admin);
        }
    }

    TEST_CASE("what is foreign and what does not exist are refused alike, whatever one may do") {
        SecurityWorld world;
        const Secret stranger = *world.tokens.mint("org_stranger", "S", 3600);
        const core::ProviderKey key = world.add_key("Key");
        for (const char* method : {"GET", "POST", "DELETE"}) {
            const ApiAnswer foreign =
                world.ask(stranger, method, "/v1/organizations/org_stranger/provider-keys/" + key.id, "{}");
            const ApiAnswer unknown =
                world.ask(stranger, method, "/v1/organizations/org_stranger/provider-keys/pk_none", "{}");
            CHECK(foreign.status == 404);
            CHECK(text_of(foreign) == text_of(unknown));
            const ApiAnswer other = world.ask(stranger, method, keys + "/" + key.id, "{}");
            const ApiAnswer nowhere = world.ask(stranger, method, "/v1/organizations/org_none/provider-keys/x", "{}");
            CHECK(other.status == 404);
            CHECK(text_of(other) == text_of(nowhere));
        }
        CHECK(world.ask(stranger, "GET", audit_path).status == 404);
    }

    TEST_CASE("a change that is meant for an older version is refused, and changes nothing") {
        SecurityWorld world;
        const core::ProviderKey key = world.add_key("Key");
        const std::string path = keys + "/" + key.id;
        CHECK(key.etag == "\"1\"");
        ApiRequest theirs = SecurityWorld::request(world.editor, "POST", path, R"({"name":"Theirs"})");
        theirs.if_match = key.etag;
        const ApiAnswer first = world.api.handle(theirs);
        CHECK(first.status == 200);
        CHECK(first.etag == "\"2\"");
        for (const char* method : {"POST", "DELETE"}) {
            ApiRequest mine = SecurityWorld::request(world.admin, method, path, R"({"name":"Mine"})");
            mine.if_match = key.etag;
            const ApiAnswer refused = world.api.handle(mine);
            CHECK(refused.status == 412);
            CHECK(error_of(refused).code == core::ErrorCode::PreconditionFailed);
        }
        const auto stored =
            world.store.provider_key("org_acme", key.id)->transform([](auto record) { return record.key; });
        CHECK(stored->name == "Theirs");
        CHECK(stored->etag == "\"2\"");
        CHECK(stored->updated_by == "Ed");
        ApiRequest now = SecurityWorld::request(world.admin, "DELETE", path);
        now.if_match = stored->etag;
        CHECK(world.api.handle(now).status == 200);
    }

    TEST_CASE("API keys have versions as well, and taking one out of assignments is a new version of those") {
        SecurityWorld world;
        const auto made = core::decode_created_api_key(
            world.ask(world.admin, "POST", gateway_keys, R"({"name":"g","type":"api"})").body.reveal());
        const std::string path = gateway_keys + "/" + made->api_key.id;
        CHECK((**world.store.api_key("org_acme", made->api_key.id)).key.etag == "\"1\"");
        CHECK(world.ask(world.admin, "POST", path, R"({"name":"h"})").etag == "\"2\"");
        ApiRequest stale = SecurityWorld::request(world.admin, "DELETE", path);
        stale.if_match = "\"1\"";
        CHECK(world.api.handle(stale).status == 412);
        const core::ProviderKey key = world.add_key("Key");
        const std::string two =
            R"({"api_key_ids":[")" + made->api_key.id + R"(",")" +
            core::decode_created_api_key(
                world.ask(world.admin, "POST", gateway_keys, R"({"name":"i","type":"api"})").body.reveal())
                ->api_key.id +
            R"("]})";
        CHECK(world.ask(world.admin, "POST", keys + "/" + key.id, two).etag == "\"2\"");
        stale.if_match = "\"2\"";
        CHECK(world.api.handle(stale).status == 200);
        CHECK(world.etag_of_key(key.id) == "\"3\"");
    }

    TEST_CASE("the result of a test is not a new version") {
        SecurityWorld world;
        const core::ProviderKey key = world.add_key("Key");
        ApiAnswer begun = world.ask(world.admin, "POST", keys + "/" + key.id + "/test", "{}");
        REQUIRE(begun.job);
        CHECK(world.api.finish(*begun.job, {}).status == 200);
        CHECK(world.etag_of_key(key.id) == "\"1\"");
    }

    TEST_CASE("a create that is sent again makes one thing") {
        SecurityWorld world;
        const std::string body = new_key("Once");
        ApiRequest asked = SecurityWorld::request(world.admin, "POST", keys, body);
        asked.idempotency_key = "\"8e03978e-40d5-43dd-bc93-6894a57f9324\"";
        const ApiAnswer first = world.api.handle(asked);
        CHECK(first.status == 201);
        CHECK_FALSE(first.replayed);
        const ApiAnswer again = world.api.handle(asked);
        CHECK(again.status == 201);
        CHECK(again.replayed);
        CHECK(text_of(again) == text_of(first));
        asked.idempotency_key = "8e03978e-40d5-43dd-bc93-6894a57f9324";  // many clients leave the quotes out
        CHECK(world.api.handle(asked).replayed);
        CHECK(world.store.provider_keys("org_acme")->size() == 1);
        CHECK(world.events().size() == 1);

        const std::string other = new_key("Other");
        asked.body = other;
        const ApiAnswer mismatch = world.api.handle(asked);
        CHECK(mismatch.status == 422);
        CHECK(error_of(mismatch).code == core::ErrorCode::IdempotencyMismatch);

        asked.body = body;
        world.clock.now_s += 24 * 60 * 60 - 1;
        CHECK(world.api.handle(asked).replayed);
        world.clock.now_s += 1;
        CHECK_FALSE(world.api.handle(asked).replayed);
        CHECK(world.store.provider_keys("org_acme")->size() == 2);
    }

    TEST_CASE("a create that was refused may be mended and sent again with the same key") {
        SecurityWorld world;
        const std::string wrong = new_key("");
        ApiRequest asked = SecurityWorld::request(world.admin, "POST", keys, wrong);
        asked.idempotency_key = "\"a\"";
        CHECK(world.api.handle(asked).status == 400);
        const std::string right = new_key("Right");
        asked.body = right;
        CHECK(world.api.handle(asked).status == 201);
    }

    TEST_CASE("a gateway key whose answer was lost is made once and can be read again by the same request") {
        SecurityWorld world;
        ApiRequest asked = SecurityWorld::request(world.editor, "POST", gateway_keys, R"({"name":"g","type":"api"})");
        asked.idempotency_key = "\"b\"";
        const ApiAnswer first = world.api.handle(asked);
        const ApiAnswer again = world.api.handle(asked);
        CHECK(first.status == 201);
        CHECK(text_of(again) == text_of(first));
        CHECK(world.store.api_keys("org_acme")->size() == 1);
    }

    TEST_CASE("a create that is sent again after its thing was deleted makes nothing") {
        SecurityWorld world;
        const std::string body = new_key("Gone");
        ApiRequest asked = SecurityWorld::request(world.admin, "POST", keys, body);
        asked.idempotency_key = "\"c\"";
        const auto made = core::decode_provider_key(world.api.handle(asked).body.reveal());
        CHECK(world.ask(world.admin, "DELETE", keys + "/" + made->id).status == 200);
        CHECK(world.api.handle(asked).status == 409);
        CHECK(world.store.provider_keys("org_acme")->empty());
    }

    TEST_CASE("what is no Idempotency-Key is refused, and keys of organizations are apart") {
        SecurityWorld world;
        const std::string body = new_key("Key");
        ApiRequest asked = SecurityWorld::request(world.admin, "POST", keys, body);
        const std::string long_key(256, 'a');
        for (const std::string_view wrong :
             {std::string_view("\"\""), std::string_view("a b"), std::string_view("\"a\\b\""), std::string_view("\"a"),
              std::string_view(long_key)}) {
            CAPTURE(wrong);
            asked.idempotency_key = wrong;
            CHECK(world.api.handle(asked).status == 400);
        }
        CHECK(world.store.provider_keys("org_acme")->empty());
    }

    TEST_CASE("the audit trail says who did what, to what, from where, and no secret") {
        SecurityWorld world;
        const core::ProviderKey key = world.add_key("Key");
        const Secret cookie = world.sign_in(world.editor);
        const std::string path = keys + "/" + key.id;
        CHECK(world
                  .ask(world.editor, "POST", path,
                       R"({"name":"Renamed","active":false,"provider_key":"sk-ant-api03-another"})")
                  .status == 200);
        ApiAnswer begun = world.ask(world.editor, "POST", path + "/test", "{}");
        core::TestResult said;
        said.finding = {core::Verdict::Invalid, "wrong_key", "No.", ""};
        CHECK(world.api.finish(*begun.job, said).status == 200);
        CHECK(world.ask_by_cookie(cookie, "DELETE", path).status == 200);
        CHECK(world.ask(world.viewer, "POST", keys, new_key("No")).status == 403);
        CHECK(world.ask(world.editor, "POST", keys, "{").status == 400);  // nothing happened: nothing to say

        const auto events = world.events();
        REQUIRE(events.size() == 6);
        CHECK(events[0].action == "provider_key.created");
        CHECK(events[0].result == "refused");
        CHECK(events[0].actor == "Vi");
        CHECK(events[0].role == "viewer");
        CHECK(events[1].action == "provider_key.deleted");
        CHECK(events[1].via == "session");
        CHECK(events[1].target_name == "Renamed");
        CHECK(events[2].action == "provider_key.tested");
        CHECK(events[2].detail == "invalid: wrong_key");
        CHECK(events[2].target_name == "Renamed");
        CHECK(events[3].action == "provider_key.updated");
        CHECK(events[3].changes == std::vector<std::string>{"name", "active", "credential"});
        CHECK(events[4].action == "session.created");
        CHECK(events[4].target_type == "session");
        const core::AuditEvent& made = events[5];
        CHECK(made.action == "provider_key.created");
        CHECK(made.at == "2026-01-14T09:30:00Z");
        CHECK(made.actor == "Ann");
        CHECK(made.role == "admin");
        CHECK(made.via == "token");
        CHECK(made.ip == "192.0.2.7");
        CHECK(made.request_id == "req_1");
        CHECK(made.target_type == "provider_key");
        CHECK(made.target_id == key.id);
        CHECK(made.target_name == "Key");
        CHECK(made.result == "done");
        const std::string all = text_of(world.ask(world.admin, "GET", audit_path));
        for (const std::string_view secret :
             {core::samples::api_key, std::string_view("sk-ant-api03-another"), world.admin.reveal(), cookie.reveal()})
            CHECK_FALSE(all.contains(secret));
    }

    TEST_CASE("what cannot be written down does not happen") {
        SecurityWorld world;
        const core::ProviderKey key = world.add_key("Key");
        world.store.audit_is_broken = true;
        CHECK(world.ask(world.admin, "POST", keys, new_key("Unseen")).status == 500);
        CHECK(world.ask(world.admin, "POST", keys + "/" + key.id, R"({"name":"Unseen"})").status == 500);
        CHECK(world.ask(world.admin, "DELETE", keys + "/" + key.id).status == 500);
        CHECK(world.store.provider_keys("org_acme")->size() == 1);
        CHECK(world.etag_of_key(key.id) == "\"1\"");
    }

    TEST_CASE("a write that cannot even begin says why") {
        SecurityWorld world;
        world.store.is_held = true;
        const ApiAnswer refused = world.ask(world.admin, "POST", keys, new_key("Key"));
        CHECK(refused.status == 500);
        CHECK(error_of(refused).message == "Held.");
    }

    TEST_CASE("the audit trail is read page by page, without gap or repetition while it grows") {
        SecurityWorld world;
        for (int i = 0; i < 5; ++i) world.add_key("Key " + std::to_string(i));
        ApiRequest asked = SecurityWorld::request(world.admin, "GET", audit_path);
        std::vector<std::string> names;
        std::string query = "limit=2";
        for (int pages = 0; pages < 9; ++pages) {
            asked.query = query;
            const ApiAnswer said = world.api.handle(asked);
            REQUIRE(said.status == 200);
            const std::string text = text_of(said);
            for (std::size_t at = text.find("\"name\":\"Key "); at != std::string::npos;
                 at = text.find("\"name\":\"Key ", at + 1))
                names.push_back(text.substr(at + 8, 5));
            const std::size_t cursor = text.find("\"next_cursor\":\"");
            if (cursor == std::string::npos) break;
            query = "limit=2&cursor=" + text.substr(cursor + 15, text.find('"', cursor + 15) - cursor - 15);
            world.add_key("Later");
        }
        CHECK(names == std::vector<std::string>{"Key 4", "Key 3", "Key 2", "Key 1", "Key 0"});
    }

    TEST_CASE("a page that cannot be is refused at its parameter") {
        SecurityWorld world;
        ApiRequest asked = SecurityWorld::request(world.admin, "GET", audit_path);
        for (const char* query : {"limit=0", "limit=201", "limit=x", "limit=-1", "limit=1x", "limit=99999999999",
                                  "cursor=x", "cursor=-1", "cursor=1x", "cursor=99999999999999999999"}) {
            CAPTURE(query);
            asked.query = query;
            CHECK(world.api.handle(asked).status == 400);
        }
        for (const char* query : {"", "limit=", "limit=200", "other=1", "cursor=1", "&&limit=5&"}) {
            CAPTURE(query);
            asked.query = query;
            CHECK(world.api.handle(asked).status == 200);
        }
    }

    TEST_CASE("wrong tokens are refused more and more briefly, right ones always pass") {
        SecurityWorld world;
        for (int i = 0; i < 30; ++i) CHECK(world.ask(Secret("byok_console_wrong"), "GET", keys).status == 401);
        const ApiAnswer limited = world.ask(Secret("byok_console_wrong"), "GET", keys);
        CHECK(limited.status == 429);
        CHECK(limited.retry_after_s > 0);
        CHECK(world.ask(world.admin, "GET", keys).status == 200);
        CHECK(world.ask(Secret(), "GET", keys).status == 401);  // who sends nothing guesses nothing
        ApiRequest elsewhere = SecurityWorld::request(Secret("byok_console_wrong"), "GET", keys);
        elsewhere.ip = "192.0.2.8";
        CHECK(world.api.handle(elsewhere).status == 401);
        world.clock.now_s += 60;
        CHECK(world.ask(Secret("byok_console_wrong"), "GET", keys).status == 401);
    }

    TEST_CASE("gateway keys are read again only so often, and each time is noted") {
        SecurityWorld world;
        const auto made = core::decode_created_api_key(
            world.ask(world.admin, "POST", gateway_keys, R"({"name":"g","type":"api"})").body.reveal());
        const std::string path = gateway_keys + "/" + made->api_key.id + "/reveal";
        for (int i = 0; i < 30; ++i) CHECK(world.ask(world.admin, "GET", path).status == 200);
        CHECK(world.ask(world.admin, "GET", path).status == 429);
        CHECK(world.events().size() == 31);
        CHECK(world.events().front().action == "api_key.revealed");
    }

    TEST_CASE("a credential that cannot be opened is in the list as such, can be renamed, replaced and deleted") {
        SecurityWorld world;
        const core::ProviderKey key = world.add_key("Key");
        const std::string path = keys + "/" + key.id;
        SecurityWorld other;  // another vault over the same store
        auto record = **world.store.provider_key("org_acme", key.id);
        record.credential = {"lost key", "bytes"};
        record.revision = 2;
        CHECK(*world.store.replace_provider_key("org_acme", record, 1));
        world.add_key("Good");
        const auto listed = core::decode_provider_keys(world.ask(world.admin, "GET", keys).body.reveal());
        REQUIRE(listed->size() == 2);
        CHECK(text_of(world.ask(world.admin, "GET", path)).contains(R"("credential_state":"unreadable")"));
        CHECK(world.ask(world.admin, "POST", path, R"({"name":"Renamed"})").status == 200);
        const ApiAnswer tested = world.ask(world.admin, "POST", path + "/test", "{}");
        CHECK(tested.status == 409);
        CHECK(error_of(tested).fields.front().param == "provider_key");
        CHECK(world.ask(world.admin, "POST", path, R"({"provider_key":"sk-ant-api03-another"})").status == 200);
        CHECK(text_of(world.ask(world.admin, "GET", path)).contains(R"("credential_state":"ok")"));
        CHECK(world.ask(world.admin, "DELETE", path).status == 200);
    }
}
