#include "server/master_key.h"

#include <fcntl.h>
#include <sodium.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <new>
#include <string_view>
#include <utility>

#include "core/secret.h"
#include "core/text.h"
#include "server/failure.h"
#include "server/file_descriptor.h"

namespace byok::server {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t hex_digits = 2 * MasterKey::bytes;

std::string hex(std::span<const unsigned char> bytes) {
    std::string text(2 * bytes.size() + 1, '\0');
    sodium_bin2hex(text.data(), text.size(), bytes.data(), bytes.size());
    text.pop_back();
    return text;
}

std::string id_of(std::span<const unsigned char> key) {
    constexpr std::string_view purpose = "byok master key id";
    std::array<unsigned char, 16> hash{};
    crypto_generichash(hash.data(), hash.size(), reinterpret_cast<const unsigned char*>(purpose.data()), purpose.size(),
                       key.data(), key.size());
    return hex(std::span(hash).first(8));
}

core::Result<void> check_file(int descriptor, const fs::path& file) {
    struct stat status{};
    if (::fstat(descriptor, &status) != 0) {
        return system_failure("Cannot read the master key " + file.string(), errno);
    }
    if (!S_ISREG(status.st_mode)) { return failure("The master key " + file.string() + " is not a regular file."); }
    if ((status.st_mode & (S_IRWXG | S_IRWXO)) != 0) {
        return failure("The master key " + file.string() + " may be used by others than its owner. Run: chmod 600 " +
                       file.string());
    }
    return {};
}

/// Writes all of `text`, and waits until the disk has it.
bool write_durably(int descriptor, std::string_view text) {
    while (!text.empty()) {
        const auto written = ::write(descriptor, text.data(), text.size());
        if (written < 0 && errno != EINTR) { return false; }
        text.remove_prefix(written < 0 ? 0 : static_cast<std::size_t>(written));
    }
    return ::fsync(descriptor) == 0;
}

/// A new file is only safe when the folder that names it is on disk as well.
bool sync_folder(const fs::path& folder) {
    const FileDescriptor descriptor(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    return descriptor && ::fsync(descriptor.get()) == 0;
}

}  // namespace

void MasterKey::Free::operator()(Bytes* key) const {
    sodium_free(key);  // wipes
}

MasterKey::Guarded MasterKey::allocate() {
    void* const memory = sodium_malloc(sizeof(Bytes));
    if (memory == nullptr) { throw std::bad_alloc(); }
    return Guarded(new (memory) Bytes);
}

MasterKey::MasterKey(Guarded key) : key_(std::move(key)), id_(id_of(*key_)) {
    sodium_mprotect_readonly(key_.get());
}

core::Result<MasterKey> MasterKey::read(const fs::path& file) {
    const FileDescriptor descriptor(::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
    if (!descriptor) { return system_failure("Cannot read the master key " + file.string(), errno); }
    if (auto fit = check_file(descriptor.get(), file); !fit) { return std::unexpected(std::move(fit).error()); }
    std::array<char, hex_digits + 3> text{};  // room for a line end, and for one byte too many
    const auto size = ::read(descriptor.get(), text.data(), text.size());
    auto key = from_digits({text.data(), size < 0 ? 0 : static_cast<std::size_t>(size)}, "the file " + file.string());
    core::wipe(text.data(), text.size());
    return key;
}

core::Result<MasterKey> MasterKey::from_digits(std::string_view text, const std::string& where) {
    const std::string_view digits = core::trimmed(text);
    Guarded key = allocate();
    std::size_t decoded = 0;
    const bool is_key = digits.size() == hex_digits && sodium_hex2bin(key->data(), key->size(), digits.data(),
                                                                      digits.size(), nullptr, &decoded, nullptr) == 0;
    if (!is_key || decoded != bytes) {
        return failure("The sealing key in " + where +
                       " does not hold 64 hexadecimal digits. Put the right one back, from a backup.");
    }
    return MasterKey(std::move(key));
}

MasterKey MasterKey::from_bytes(std::span<const unsigned char, bytes> key) {
    Guarded copy = allocate();
    std::ranges::copy(key, copy->begin());
    return MasterKey(std::move(copy));
}

core::Result<MasterKey> MasterKey::create(const fs::path& file) {
    Guarded key = allocate();
    randombytes_buf(key->data(), key->size());
    // Written beside its place and linked there when complete: a stop in the middle leaves no half key behind.
    const fs::path unfinished = file.string() + ".new";
    ::unlink(unfinished.c_str());
    const FileDescriptor descriptor(::open(unfinished.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
    if (!descriptor) { return system_failure("Cannot make the master key " + file.string(), errno); }
    std::string text = hex(*key) + "\n";
    const bool written = write_durably(descriptor.get(), text) && ::link(unfinished.c_str(), file.c_str()) == 0;
    const int error_number = errno;
    core::wipe(text);
    ::unlink(unfinished.c_str());
    if (!written || !sync_folder(file.parent_path())) {
        return system_failure("Cannot write the master key " + file.string(), written ? errno : error_number);
    }
    return MasterKey(std::move(key));
}

}  // namespace byok::server
