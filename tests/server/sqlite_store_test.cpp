#include "server/sqlite_store.h"

#include <doctest/doctest.h>
#include <sys/resource.h>

#include <csignal>

#include "server/migrations.h"
#include "server/temporary_folder.h"
#include "service/store_contract.h"

using namespace byok;
using namespace byok::server;
using namespace byok::server::test;
namespace fs = std::filesystem;

namespace {

std::unique_ptr<SqliteStore> open_store(const fs::path& file) {
    auto store = SqliteStore::open(file, 0);
    REQUIRE(store);
    return *std::move(store);
}

std::string refusal(const fs::path& file) {
    const auto store = SqliteStore::open(file, 0);
    REQUIRE_FALSE(store);
    return store.error().message;
}

const core::Organization acme{"org_1", "Acme", "acme"};

/// As large a credential as there can be.
service::ProviderKeyRecord large_record(int number) {
    service::ProviderKeyRecord record;
    record.key.id = "pk_" + std::to_string(number);
    record.key.api_key_ids.emplace();
    record.credential = {"key", std::string(16 * 1024, 'x')};
    return record;
}

/// While it lives, no file of this process can grow beyond `bytes`: what a full disk looks like without one.
class FileSizeLimit {
public:
    explicit FileSizeLimit(rlim_t bytes) {
        std::signal(SIGXFSZ, SIG_IGN);
        ::getrlimit(RLIMIT_FSIZE, &before_);
        const rlimit limit{bytes, before_.rlim_max};
        ::setrlimit(RLIMIT_FSIZE, &limit);
    }
    FileSizeLimit(const FileSizeLimit&) = delete;
    FileSizeLimit& operator=(const FileSizeLimit&) = delete;
    ~FileSizeLimit() { ::setrlimit(RLIMIT_FSIZE, &before_); }

private:
    rlimit before_{};
};

}  // namespace

TEST_SUITE("server/sqlite_store") {
    TEST_CASE("the store in SQLite does what every store has to do") {
        const TemporaryFolder folder;
        const auto store = open_store(folder / "byok.sqlite");
        service::test::check_store_contract(*store);
    }

    TEST_CASE("what was kept is there when the file is opened again") {
        const TemporaryFolder folder;
        const service::Sealed sealed{"key", std::string("\0\xff", 2)};
        {
            const auto store = open_store(folder / "byok.sqlite");
            CHECK(*store->vault_secret("name") == std::nullopt);
            REQUIRE(store->insert_organization(acme, 0));
            REQUIRE(store->set_vault_secret("name", {"old", "old"}));
            REQUIRE(store->set_vault_secret("name", sealed));
        }
        const auto store = open_store(folder / "byok.sqlite");
        CHECK(*store->organization("org_1") == acme);
        CHECK(*store->vault_secret("name") == sealed);
        CHECK(store->check());
    }

    TEST_CASE("nobody changes or deletes an entry of the audit trail, not even by SQL") {
        const TemporaryFolder folder;
        {
            const auto store = open_store(folder / "byok.sqlite");
            REQUIRE(store->insert_organization(acme, 0));
            core::AuditEvent event;
            event.id = "ev_1";
            REQUIRE(store->append_audit(acme.id, event));
        }
        SqliteDatabase database(folder / "byok.sqlite");
        database.make_durable();
        CHECK_THROWS_AS(database.execute("UPDATE audit_events SET actor = 'somebody else'"), SqliteError);
        CHECK_THROWS_AS(database.execute("DELETE FROM audit_events"), SqliteError);
        CHECK_THROWS_AS(database.execute("INSERT OR REPLACE INTO audit_events SELECT * FROM audit_events"),
                        SqliteError);
        Query row = database.query("SELECT actor FROM audit_events");
        REQUIRE(row.next());
        CHECK(row.text_at(0).empty());
    }

    TEST_CASE("after a clean end the database is one file") {
        const TemporaryFolder folder;
        REQUIRE(open_store(folder / "byok.sqlite")->insert_organization(acme, 0));
        CHECK(std::distance(fs::directory_iterator(folder.path()), {}) == 1);
    }

    TEST_CASE("a commit waits for the disk, and what is deleted is overwritten") {
        const TemporaryFolder folder;
        SqliteDatabase database(folder / "byok.sqlite");
        database.make_durable();
        const auto value_of = [&](const char* pragma) {
            Query row = database.query(pragma);
            REQUIRE(row.next());
            return row.text_at(0);
        };
        CHECK(value_of("PRAGMA journal_mode") == "wal");
        CHECK(value_of("PRAGMA synchronous") == "2");
        CHECK(value_of("PRAGMA foreign_keys") == "1");
        CHECK(value_of("PRAGMA secure_delete") == "1");
    }

    TEST_CASE("an assignment across organizations cannot be written, whatever asks for it") {
        const TemporaryFolder folder;
        const auto store = open_store(folder / "byok.sqlite");
        REQUIRE(store->insert_organization(acme, 0));
        REQUIRE(store->insert_organization({"org_2", "Stranger", ""}, 0));
        REQUIRE(store->insert_api_key("org_2", {{"ak_2", "", "api", "", "", "", true}, "digest", {}}));
        service::ProviderKeyRecord record = large_record(1);
        record.key.api_key_ids = std::vector<std::string>{"ak_2"};
        CHECK_FALSE(store->insert_provider_key("org_1", record));
        CHECK(store->provider_keys("org_1")->empty());
    }

    TEST_CASE("a database of a newer server is left alone") {
        const TemporaryFolder folder;
        open_store(folder / "byok.sqlite");
        {
            SqliteDatabase database(folder / "byok.sqlite");
            database.execute("INSERT INTO migrations (version, applied_at) VALUES (999, '')");
        }
        const std::string before = read_file(folder / "byok.sqlite");
        CHECK(refusal(folder / "byok.sqlite").contains("newer byok-server (schema 999, this one knows "));
        CHECK(read_file(folder / "byok.sqlite") == before);
    }

    TEST_CASE("migrations are remembered and not applied twice") {
        const TemporaryFolder folder;
        SqliteDatabase database(folder / "byok.sqlite");
        CHECK(version_of(database) == 0);
        migrate(database, 0);
        CHECK(version_of(database) == schema_version);
        migrate(database, 0);
        Query count = database.query("SELECT count(*) FROM migrations");
        REQUIRE(count.next());
        CHECK(count.number_at(0) == schema_version);
    }

    TEST_CASE("what is no database, or a damaged one, is refused by its name and left as it is") {
        const TemporaryFolder folder;
        const fs::path file = folder / "byok.sqlite";
        std::string content(8192, 'x');
        SUBCASE("a text") {}
        SUBCASE("half of a database") {
            REQUIRE(open_store(file)->insert_organization(acme, 0));
            content = read_file(file).substr(0, 20'000);
        }
        SUBCASE("a database with a page of zeros") {
            REQUIRE(open_store(file)->insert_organization(acme, 0));
            content = read_file(file);
            std::fill_n(content.begin() + 4096, 4096, '\0');
        }
        write_file(file, content);
        const std::string message = refusal(file);
        CHECK(message.contains("damaged"));
        CHECK(message.contains(file.string()));
        CHECK(read_file(file) == content);
    }

    TEST_CASE("a database that cannot be opened is refused by its name") {
        const TemporaryFolder folder;
        fs::create_directory(folder / "byok.sqlite");
        CHECK(refusal(folder / "byok.sqlite").contains((folder / "byok.sqlite").string()));
        CHECK(refusal(folder / "missing" / "byok.sqlite").contains("missing"));
    }

    TEST_CASE("a write for which there is no room says so, leaves nothing behind, and works when there is room again") {
        const TemporaryFolder folder;
        const auto store = open_store(folder / "byok.sqlite");
        REQUIRE(store->insert_organization(acme, 0));
        int kept = 0;
        {
            const FileSizeLimit limit(600'000);  // the log of the migrations alone is half of that
            core::Result<void> result;
            while ((result = store->insert_provider_key("org_1", large_record(kept)))) ++kept;
            CHECK(result.error().code == core::ErrorCode::Internal);
            CHECK(result.error().message.contains("Nothing was saved."));
            CHECK(store->provider_keys("org_1")->size() == static_cast<std::size_t>(kept));
            CHECK(kept > 0);
        }
        CHECK(store->insert_provider_key("org_1", large_record(kept)));
        CHECK(store->provider_keys("org_1")->size() == static_cast<std::size_t>(kept + 1));
    }

    TEST_CASE("texts are data, never SQL") {
        const TemporaryFolder folder;
        const auto store = open_store(folder / "byok.sqlite");
        REQUIRE(store->insert_organization({"org_1", "'); DROP TABLE organizations; --", ""}, 0));
        CHECK(store->organization("org_1' OR '1'='1")->has_value() == false);
        CHECK(store->organization("org_1")->value().name == "'); DROP TABLE organizations; --");
    }
}
