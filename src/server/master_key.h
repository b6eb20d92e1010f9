/// A master key: 32 random bytes that seal the data keys of everything secret in the database (a key-encryption key).
/// Without it nothing that it sealed opens again.
///
/// It is written as 64 hexadecimal digits (`openssl rand -hex 32` makes one); a file of it must belong to its owner
/// alone. In memory it lies in a guarded page that is locked against swapping, left out of core dumps, and read-only.
#pragma once

#include <array>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "core/error.h"

namespace byok::server {

class MasterKey {
public:
    static constexpr std::size_t bytes = 32;

    /// Reads the key. Fails, with a sentence that says how to mend it, when the file is missing, is not a regular
    /// file, may be read by others, or does not hold a key.
    static core::Result<MasterKey> read(const std::filesystem::path& file);

    /// Reads the key from its digits, with white space around them. `where` is named in the sentence about what is
    /// wrong: "the environment variable NAME".
    static core::Result<MasterKey> from_digits(std::string_view digits, const std::string& where);

    /// A key out of bytes that were derived or opened; they are the caller's to wipe.
    static MasterKey from_bytes(std::span<const unsigned char, bytes> key);

    /// Makes a new key and its file, which must not exist. When it returns, the file is on disk.
    static core::Result<MasterKey> create(const std::filesystem::path& file);

    [[nodiscard]] std::span<const unsigned char, bytes> key() const { return *key_; }

    /// Tells this key from others without giving it away: 16 hexadecimal digits of its hash.
    [[nodiscard]] const std::string& id() const { return id_; }

private:
    using Bytes = std::array<unsigned char, bytes>;
    struct Free {
        void operator()(Bytes* key) const;
    };
    using Guarded = std::unique_ptr<Bytes, Free>;

    explicit MasterKey(Guarded key);
    static Guarded allocate();

    Guarded key_;
    std::string id_;
};

}  // namespace byok::server
