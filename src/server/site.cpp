#include "server/site.h"

#include <fcntl.h>
#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <ctime>
#include <iterator>
#include <utility>

#include "server/file_descriptor.h"

namespace byok::server {

namespace fs = std::filesystem;

namespace {

struct TypeRow {
    std::string_view extension;
    std::string_view content_type;
};

constexpr TypeRow types[] = {
    {".css", "text/css; charset=utf-8"},
    {".html", "text/html; charset=utf-8"},
    {".ico", "image/x-icon"},
    {".js", "text/javascript; charset=utf-8"},
    {".json", "application/json; charset=utf-8"},
    {".mjs", "text/javascript; charset=utf-8"},
    {".png", "image/png"},
    {".svg", "image/svg+xml"},
    {".txt", "text/plain; charset=utf-8"},
    {".wasm", "application/wasm"},
    {".webmanifest", "application/manifest+json"},
    {".webp", "image/webp"},
    {".woff2", "font/woff2"},
    {".yaml", "application/yaml"},
};

std::string_view type_of(const fs::path& file) {
    const std::string extension = file.extension().string();
    const auto* const row = std::ranges::find(types, extension, &TypeRow::extension);
    return row == std::end(types) ? "application/octet-stream" : row->content_type;
}

bool is_name_char(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '.' || c == '_' ||
           c == '-';
}

bool is_file_name(std::string_view name) {
    return !name.empty() && name.front() != '.' && std::ranges::all_of(name, is_name_char);
}

struct File {
    FileDescriptor descriptor;
    struct stat status;
};

std::optional<File> open_file(const fs::path& path) {
    File file{FileDescriptor(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK)), {}};
    if (!file.descriptor || ::fstat(file.descriptor.get(), &file.status) != 0 || !S_ISREG(file.status.st_mode)) {
        return std::nullopt;
    }
    return file;
}

/// All of the file; shorter when it shrinks meanwhile.
std::string read_all(const File& file) {
    std::string content(static_cast<std::size_t>(file.status.st_size), '\0');
    std::size_t size = 0;
    while (size < content.size()) {
        const auto part = ::read(file.descriptor.get(), content.data() + size, content.size() - size);
        if (part <= 0) { break; }
        size += static_cast<std::size_t>(part);
    }
    content.resize(size);
    return content;
}

/// Changes whenever the file is written anew.
std::string etag_of(const File& file, bool compressed) {
    const auto& time = file.status.st_mtim;
    return "\"" + std::to_string(time.tv_sec) + "-" + std::to_string(time.tv_nsec) + "-" +
           std::to_string(file.status.st_size) + (compressed ? "-br\"" : "\"");
}

/// RFC 9110 5.6.7: "Sun, 06 Nov 1994 08:49:37 GMT".
std::string http_date(std::time_t time) {
    std::tm parts{};
    ::gmtime_r(&time, &parts);
    std::array<char, 64> text{};
    return {text.data(), std::strftime(text.data(), text.size(), "%a, %d %b %Y %H:%M:%S GMT", &parts)};
}

std::string_view trimmed_blanks(std::string_view text) {
    while (text.starts_with(' ') || text.starts_with('\t')) { text.remove_prefix(1); }
    while (text.ends_with(' ') || text.ends_with('\t')) { text.remove_suffix(1); }
    return text;
}

std::string_view take_item(std::string_view& list, char separator) {
    const std::size_t end = std::min(list.find(separator), list.size());
    const std::string_view item = trimmed_blanks(list.substr(0, end));
    list.remove_prefix(std::min(end + 1, list.size()));
    return item;
}

/// Whether the client's copy is the current one (RFC 9110 13.2.2: If-None-Match goes before If-Modified-Since).
bool is_known(const SiteRequest& request, std::string_view etag, std::string_view last_modified) {
    std::string_view known = request.if_none_match;
    if (known.empty()) { return request.if_modified_since == last_modified; }
    while (!known.empty()) {
        std::string_view tag = take_item(known, ',');
        if (tag.starts_with("W/")) { tag.remove_prefix(2); }
        if (tag == "*" || tag == etag) { return true; }
    }
    return false;
}

}  // namespace

bool is_content_hashed(std::string_view file_name) {
    const std::size_t last_dot = file_name.rfind('.');
    if (last_dot == std::string_view::npos) { return false; }
    const std::string_view stem = file_name.substr(0, last_dot);
    const std::size_t mark = stem.find_last_of("-.");
    if (mark == std::string_view::npos) { return false; }
    const std::string_view hash = stem.substr(mark + 1);
    const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
    return hash.size() >= 8 && std::ranges::any_of(hash, is_digit) &&
           std::ranges::all_of(hash, [&](char c) { return is_digit(c) || (c >= 'a' && c <= 'f'); });
}

Audience audience_of(std::string_view file_name) {
    if (file_name == "demo.html") { return Audience::AnyFrame; }
    return file_name == "embed.js" || file_name.ends_with(".png") ? Audience::AnyOrigin : Audience::Console;
}

bool accepts_coding(std::string_view accept_encoding, std::string_view coding) {
    while (!accept_encoding.empty()) {
        std::string_view item = take_item(accept_encoding, ',');
        if (take_item(item, ';') == coding) {
            const std::string_view weight = trimmed_blanks(item);
            return !weight.starts_with("q=0") || weight.find_first_of("123456789") != std::string_view::npos;
        }
    }
    return false;
}

std::optional<fs::path> Site::file_of(std::string_view path) const {
    if (!path.starts_with('/')) { return std::nullopt; }
    path.remove_prefix(1);
    if (path.empty()) { return folder_ / "index.html"; }
    fs::path file = folder_;
    while (!path.empty()) {
        const std::size_t slash = path.find('/');
        const std::string_view name = path.substr(0, slash);
        const bool ends_in_slash = slash != std::string_view::npos && slash + 1 == path.size();
        if (!is_file_name(name) || ends_in_slash) { return std::nullopt; }
        file /= name;
        path = slash == std::string_view::npos ? std::string_view() : path.substr(slash + 1);
    }
    return file;
}

Response Site::get(const SiteRequest& request) const {
    const auto path = file_of(request.path);
    auto plain = path ? open_file(*path) : std::nullopt;
    if (!plain) { return error_response(404, "There is nothing at this path."); }
    auto compressed = accepts_coding(request.accept_encoding, "br") ? open_file(path->string() + ".br") : std::nullopt;
    // A `.br` that is older than its file is left over from another build.
    const bool use_compressed = compressed && compressed->status.st_mtime >= plain->status.st_mtime;
    const File& file = use_compressed ? *compressed : *plain;

    const std::string name = path->filename().string();
    Response response;
    response.audience = audience_of(name);
    const std::string etag = etag_of(file, use_compressed);
    const std::string last_modified = http_date(plain->status.st_mtime);
    const bool immutable = is_content_hashed(name);
    response.headers = {
        {"cache-control", immutable ? "public, max-age=31536000, immutable" : "no-cache"},
        {"etag", etag},
        {"last-modified", last_modified},
        {"vary", "accept-encoding"},
    };
    if (is_known(request, etag, last_modified)) {
        response.status = 304;
        return response;
    }
    response.content_type = type_of(*path);
    if (use_compressed) { response.headers.emplace_back("content-encoding", "br"); }
    response.body = read_all(file);
    return response;
}

}  // namespace byok::server
