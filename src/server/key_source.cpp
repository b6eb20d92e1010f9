#include "server/key_source.h"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <sstream>

#include "core/secret.h"
#include "core/text.h"
#include "server/failure.h"
#include "server/file_descriptor.h"

namespace byok::server {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t output_bytes_max = 4096;
constexpr std::chrono::seconds command_patience{30};

struct KindName {
    KeySource::Kind kind;
    std::string_view name;
};

constexpr KindName kind_names[] = {
    {KeySource::Kind::File, "file"},
    {KeySource::Kind::Environment, "env"},
    {KeySource::Kind::Command, "command"},
};

core::Result<MasterKey> read_file(const fs::path& file) {
    std::error_code error;
    if (!fs::exists(file, error)) {
        return failure("There is no sealing key " + file.string() +
                       ". Put it there; for a new, empty data folder make one with: (umask 077; openssl rand -hex 32 "
                       "> " +
                       file.string() + ")");
    }
    return MasterKey::read(file);
}

core::Result<MasterKey> read_environment(const std::string& name) {
    // NOLINTNEXTLINE(concurrency-mt-unsafe): read before the server has a second thread, or by the one that seals
    char* const value = std::getenv(name.c_str());
    if (value == nullptr) {
        return failure("The environment variable " + name + " is not set. It has to hold the sealing key.");
    }
    auto key = MasterKey::from_digits(value, "the environment variable " + name);
    if (key) {
        core::wipe(value, std::strlen(value));
        ::unsetenv(name.c_str());  // NOLINT(concurrency-mt-unsafe): as above
    }
    return key;
}

/// What a child writes until it ends, at most output_bytes_max. False when it took too long or wrote too much.
bool read_output(int descriptor, std::string& output) {
    const auto deadline = std::chrono::steady_clock::now() + command_patience;
    output.reserve(output_bytes_max + 1);  // so that no part of a key is left behind when it grows
    std::array<char, 256> piece{};
    bool whole = false;
    while (!whole && output.size() <= output_bytes_max) {
        const auto left =
            std::chrono::duration_cast<std::chrono::milliseconds>(deadline - std::chrono::steady_clock::now());
        pollfd wait{descriptor, POLLIN, 0};
        if (left.count() <= 0 || ::poll(&wait, 1, static_cast<int>(left.count())) == 0) { break; }
        const auto got = ::read(descriptor, piece.data(), std::min(piece.size(), output_bytes_max + 1 - output.size()));
        whole = got == 0;
        if (got > 0) { output.append(piece.data(), static_cast<std::size_t>(got)); }
        if (got < 0 && errno != EINTR) { break; }
    }
    core::wipe(piece.data(), piece.size());
    return whole;
}

core::Result<MasterKey> read_command(const std::string& line) {
    int ends[2] = {-1, -1};
    if (::pipe2(ends, O_CLOEXEC) != 0) { return system_failure("Cannot run " + line, errno); }
    const FileDescriptor reading(ends[0]);
    FileDescriptor writing(ends[1]);
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, writing.get(), STDOUT_FILENO);
    posix_spawnattr_t attributes;
    posix_spawnattr_init(&attributes);
    sigset_t none;  // the server blocks the signals that end it, which a child would inherit
    sigemptyset(&none);
    posix_spawnattr_setsigmask(&attributes, &none);
    posix_spawnattr_setpgroup(&attributes, 0);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETPGROUP);
    std::string shell = "sh";
    std::string option = "-c";
    std::string script = line;
    char* const arguments[] = {shell.data(), option.data(), script.data(), nullptr};
    pid_t child = -1;
    const int spawned = ::posix_spawn(&child, "/bin/sh", &actions, &attributes, arguments, environ);
    posix_spawn_file_actions_destroy(&actions);
    posix_spawnattr_destroy(&attributes);
    if (spawned != 0) { return system_failure("Cannot run " + line, spawned); }
    writing = FileDescriptor();
    std::string output;
    const bool whole = read_output(reading.get(), output);
    if (!whole) { ::kill(-child, SIGKILL); }
    int status = 0;
    while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {}
    const bool succeeded = whole && WIFEXITED(status) && WEXITSTATUS(status) == 0;
    auto key = succeeded ? MasterKey::from_digits(output, "the output of the command \"" + line + "\"")
                         : core::Result<MasterKey>(failure("The command \"" + line +
                                                           "\" that prints a sealing key failed, or took longer than "
                                                           "30 seconds. Run it by hand to see why."));
    core::wipe(output);
    return key;
}

}  // namespace

std::string written(const KeySource& source) {
    for (const KindName& known : kind_names) {
        if (known.kind == source.kind) { return std::string(known.name) + " " + source.value; }
    }
    return {};
}

core::Result<MasterKey> read_key(const KeySource& source) {
    switch (source.kind) {
        case KeySource::Kind::File:
            return read_file(source.value);
        case KeySource::Kind::Environment:
            return read_environment(source.value);
        case KeySource::Kind::Command:
            return read_command(source.value);
    }
    return failure("There is no such kind of source.");
}

core::Result<std::vector<KeySource>> read_key_sources(const fs::path& file) {
    std::vector<KeySource> sources;
    struct stat status{};
    if (::stat(file.c_str(), &status) != 0 && errno == ENOENT) { return sources; }
    if ((status.st_mode & (S_IWGRP | S_IWOTH)) != 0) {
        return failure("The file " + file.string() +
                       " may be written by others than its owner, and names commands that this server runs. Run: "
                       "chmod 600 " +
                       file.string());
    }
    std::ifstream stream(file);
    if (!stream) { return system_failure("Cannot read " + file.string(), errno); }
    int number = 0;
    for (std::string line; std::getline(stream, line);) {
        ++number;
        const std::string_view text = core::trimmed(line);
        if (text.empty() || text.starts_with('#')) { continue; }
        const std::string_view name = text.substr(0, text.find(' '));
        const std::string_view value = core::trimmed(text.substr(name.size()));
        bool known = false;
        for (const KindName& kind : kind_names) {
            if (kind.name != name || value.empty()) { continue; }
            known = true;
            const bool is_path = kind.kind == KeySource::Kind::File;
            sources.push_back({kind.kind, is_path ? (file.parent_path() / value).string() : std::string(value)});
        }
        if (!known) {
            return failure("Line " + std::to_string(number) + " of " + file.string() +
                           " has to be \"file PATH\", \"env NAME\" or \"command LINE\".");
        }
    }
    return sources;
}

core::Result<void> add_key_source(const fs::path& file, const KeySource& source) {
    const FileDescriptor descriptor(::open(file.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600));
    if (!descriptor) { return system_failure("Cannot write " + file.string(), errno); }
    const std::string line = written(source) + "\n";
    const bool kept = ::write(descriptor.get(), line.data(), line.size()) == static_cast<ssize_t>(line.size()) &&
                      ::fsync(descriptor.get()) == 0;
    return kept ? core::Result<void>() : system_failure("Cannot write " + file.string(), errno);
}

}  // namespace byok::server
