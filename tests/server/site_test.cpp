#include "server/site.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <chrono>

#include "server/temporary_folder.h"

using namespace byok::server;
using namespace byok::server::test;
namespace fs = std::filesystem;

namespace {

std::string header(const Response& response, std::string_view name) {
    const auto found = std::ranges::find(response.headers, name, [](const auto& each) { return each.first; });
    return found == response.headers.end() ? "" : found->second;
}

struct Fixture {
    TemporaryFolder folder;
    Site site{folder / "site"};

    Fixture() {
        write_file(folder / "site/index.html", "<html>");
        write_file(folder / "site/console.js", "script");
        write_file(folder / "site/console.js.br", "br script");
        write_file(folder / "site/console-8f3a09c1.wasm", "wasm");
        write_file(folder / "site/assets/config.json", "{}");
        write_file(folder / "site/.hidden", "hidden");
        write_file(folder / "site/unknown.xyz", "x");
        write_file(folder / "secret.txt", "outside");
    }

    [[nodiscard]] Response get(std::string_view path, std::string_view accept_encoding = "") const {
        return site.get({path, accept_encoding, "", ""});
    }
};

}  // namespace

TEST_SUITE("server/site") {
    TEST_CASE("a file is served with its type") {
        const Fixture fixture;
        CHECK(fixture.get("/").body == "<html>");
        CHECK(fixture.get("/").content_type == "text/html; charset=utf-8");
        CHECK(fixture.get("/index.html").body == "<html>");
        CHECK(fixture.get("/console.js").content_type == "text/javascript; charset=utf-8");
        CHECK(fixture.get("/console-8f3a09c1.wasm").content_type == "application/wasm");
        CHECK(fixture.get("/assets/config.json").body == "{}");
        CHECK(fixture.get("/unknown.xyz").content_type == "application/octet-stream");
    }

    TEST_CASE("no path leads out of the folder, or to what is no file in it") {
        const Fixture fixture;
        for (const char* path : {"",
                                 "index.html",
                                 "//index.html",
                                 "/index.html/",
                                 "/assets",
                                 "/assets/",
                                 "/assets//config.json",
                                 "/./index.html",
                                 "/../secret.txt",
                                 "/assets/../../secret.txt",
                                 "/..%2fsecret.txt",
                                 "/%2e%2e/secret.txt",
                                 "/%2e%2e%2fsecret.txt",
                                 "/..%5csecret.txt",
                                 "/..\\secret.txt",
                                 "/.hidden",
                                 "/console.js%00",
                                 "/console%2ejs",
                                 "/missing.html",
                                 "/console.js/x",
                                 "/\xc0\xae\xc0\xae/secret.txt"}) {
            CAPTURE(path);
            const Response response = fixture.get(path);
            CHECK(response.status == 404);
            CHECK(response.body.contains("not_found_error"));
        }
        CHECK(fixture.get("/" + (fixture.folder / "secret.txt").string()).status == 404);
    }

    TEST_CASE("a folder that is missing serves nothing") {
        CHECK(Site("/nowhere").get({"/", "", "", ""}).status == 404);
    }

    TEST_CASE("whoever accepts brotli gets the precompressed file, of the same type") {
        const Fixture fixture;
        for (const char* accepted : {"br", "gzip, br", "gzip;q=0.5,br;q=0.1", "br;q=1.0", "deflate , br ; q=0.5"}) {
            CAPTURE(accepted);
            const Response response = fixture.get("/console.js", accepted);
            CHECK(response.body == "br script");
            CHECK(header(response, "content-encoding") == "br");
            CHECK(response.content_type == "text/javascript; charset=utf-8");
            CHECK(header(response, "vary") == "accept-encoding");
        }
        for (const char* accepted : {"", "gzip", "br;q=0", "br;q=0.000", "brotli", "gzip;br"}) {
            CAPTURE(accepted);
            const Response response = fixture.get("/console.js", accepted);
            CHECK(response.body == "script");
            CHECK(header(response, "content-encoding").empty());
            CHECK(header(response, "vary") == "accept-encoding");
        }
        CHECK(fixture.get("/index.html", "br").body == "<html>");
    }

    TEST_CASE("a compressed file that is older than its file is left over and not served") {
        const Fixture fixture;
        const fs::path script = fixture.folder / "site/console.js";
        fs::last_write_time(script, fs::last_write_time(script) + std::chrono::hours(1));
        CHECK(fixture.get("/console.js", "br").body == "script");
    }

    TEST_CASE("who has the file already is told so, and gets it again once it has changed") {
        const Fixture fixture;
        const Response first = fixture.get("/console.js");
        const std::string etag = header(first, "etag");
        const std::string last_modified = header(first, "last-modified");
        CHECK(etag != header(fixture.get("/console.js", "br"), "etag"));
        for (const std::string& known : {etag, "W/" + etag, "\"other\", " + etag, std::string("*")}) {
            CAPTURE(known);
            const Response again = fixture.site.get({"/console.js", "", known, ""});
            CHECK(again.status == 304);
            CHECK(again.body.empty());
            CHECK(again.content_type.empty());
            CHECK(header(again, "etag") == etag);
        }
        CHECK(fixture.site.get({"/console.js", "", "", last_modified}).status == 304);
        CHECK(fixture.site.get({"/console.js", "", "\"other\"", last_modified}).status == 200);
        CHECK(fixture.site.get({"/console.js", "", "", "yesterday"}).status == 200);
        write_file(fixture.folder / "site/console.js", "changed script");
        CHECK(fixture.site.get({"/console.js", "", etag, ""}).body == "changed script");
    }

    TEST_CASE("only what is named by its content is kept for good") {
        const Fixture fixture;
        CHECK(header(fixture.get("/console-8f3a09c1.wasm"), "cache-control") == "public, max-age=31536000, immutable");
        for (const char* path : {"/", "/console.js", "/assets/config.json"}) {
            CAPTURE(path);
            CHECK(header(fixture.get(path), "cache-control") == "no-cache");
        }
    }

    TEST_CASE("the demo is for any frame, its element and pictures for any page, and all else for the console alone") {
        const Fixture fixture;
        CHECK(fixture.get("/").audience == Audience::Console);
        CHECK(fixture.get("/missing.html").audience == Audience::Console);
        CHECK(audience_of("demo.html") == Audience::AnyFrame);
        CHECK(audience_of("embed.js") == Audience::AnyOrigin);
        CHECK(audience_of("demo-preview-light-8f3a09c1.png") == Audience::AnyOrigin);
        for (const char* name : {"index.html", "console-8f3a09c1.js", "xdemo.html", "demo.html.br", "embed.json", ""}) {
            CAPTURE(name);
            CHECK(audience_of(name) == Audience::Console);
        }
    }

    TEST_CASE("a name holds a hash when it has eight hexadecimal digits before its ending") {
        for (const char* name : {"console-8f3a09c1.wasm", "console.8f3a09c1.js", "a-0123456789abcdef.css"}) {
            CAPTURE(name);
            CHECK(is_content_hashed(name));
        }
        for (const char* name : {"console.js", "console-deadbeef.js", "console-8f3a09.js", "8f3a09c1.js",
                                 "console-8F3A09C1.js", "console-8f3a09c1", "console-8f3a09cg.js", "", ".", "-."}) {
            CAPTURE(name);
            CHECK_FALSE(is_content_hashed(name));
        }
    }
}
