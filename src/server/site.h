/// The built console as static files.
///
/// A path is taken apart into names of letters, digits, '.', '_' and '-' that do not begin with a dot; anything else,
/// percent signs and empty names among it, is not found. So no path leads out of the folder. Files with a
/// precompressed `.br` beside them are sent that way to whoever accepts it.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "server/response.h"

namespace byok::server {

struct SiteRequest {
    std::string_view path;  // as sent: not decoded, without the query
    std::string_view accept_encoding;
    std::string_view if_none_match;
    std::string_view if_modified_since;
};

class Site {
public:
    explicit Site(std::filesystem::path folder) : folder_(std::move(folder)) {}

    /// The file, 304 when the client has it already, or 404. Files are read anew each time: a rebuilt page is served
    /// without a restart.
    [[nodiscard]] Response get(const SiteRequest& request) const;

private:
    std::filesystem::path folder_;

    [[nodiscard]] std::optional<std::filesystem::path> file_of(std::string_view path) const;
};

/// Whether a file name holds a hash of the content, so that what it names never changes: "console-8f3a09c1.wasm",
/// "console.8f3a09c1.js". Eight or more hexadecimal digits, at least one of them a digit, between '-' or '.' and '.'.
bool is_content_hashed(std::string_view file_name);

/// Who may use a file: the demo may be framed, and other people's pages load its element and pictures; all else is the
/// console's own.
Audience audience_of(std::string_view file_name);

/// Whether an Accept-Encoding allows `coding` (RFC 9110 12.5.3), by name and not with q=0.
bool accepts_coding(std::string_view accept_encoding, std::string_view coding);

}  // namespace byok::server
