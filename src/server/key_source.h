/// Where the keys that seal credentials come from: files, environment variables, and commands that print one (for a
/// key management service, or `systemd-creds cat`).
///
/// Which sources there are is written in the data folder's file `sealing-keys`, a line each: `file PATH`, `env NAME` or
/// `command LINE`. It holds no key, but who may write it runs commands as the server: others than its owner must not.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "core/error.h"
#include "server/master_key.h"

namespace byok::server {

struct KeySource {
    enum class Kind { File, Environment, Command };
    Kind kind = Kind::File;
    std::string value;  // path, name or shell line
    bool operator==(const KeySource&) const = default;
};

/// As in the file: "file /etc/byok/key".
std::string written(const KeySource& source);

/// Reads a key from its source. Fails, with a sentence that says how to mend it, when there is none or it may be read
/// by others. An environment variable is wiped and removed once it was read; a command has 30 seconds.
core::Result<MasterKey> read_key(const KeySource& source);

/// The sources that the file names; none when it does not exist. A path that is not absolute is meant from the file's
/// folder. Fails at the first line that is wrong, and when others may write the file.
core::Result<std::vector<KeySource>> read_key_sources(const std::filesystem::path& file);

/// Adds a source at the end of the file, which is made when it is missing.
core::Result<void> add_key_source(const std::filesystem::path& file, const KeySource& source);

}  // namespace byok::server
