/// A string that must not be left behind: a credential, a token, or a body that holds one.
///
/// Move-only, no copy, no stream operator, no implicit string; its memory is overwritten with zeros before it is
/// freed, also when it grows or is moved from. To read it one has to say `reveal()`, which is easy to search for.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

namespace byok::core {

/// Overwrites `size` bytes at `data` with zeros in a way that the compiler does not drop.
void wipe(void* data, std::size_t size);
/// Overwrites the whole capacity of `text`, then empties it.
void wipe(std::string& text);

class Secret {
public:
    Secret() = default;
    /// Copies `text`; wiping the original is the caller's.
    explicit Secret(std::string_view text);
    /// Takes over what `text` holds and wipes it.
    static Secret take(std::string& text);

    Secret(Secret&& other) noexcept;
    Secret& operator=(Secret&& other) noexcept;
    Secret(const Secret&) = delete;
    Secret& operator=(const Secret&) = delete;
    ~Secret();

    /// A second secret of the same text. The only way to copy one.
    [[nodiscard]] Secret clone() const;

    /// The text. Valid until this secret is changed, moved from or destroyed.
    [[nodiscard]] std::string_view reveal() const { return {data_.get(), size_}; }
    [[nodiscard]] bool empty() const { return size_ == 0; }
    /// Bytes.
    [[nodiscard]] std::size_t size() const { return size_; }

    /// Compares in time that depends on the sizes alone.
    bool operator==(const Secret& other) const;

private:
    std::unique_ptr<char[]> data_;
    std::size_t size_ = 0;
};

}  // namespace byok::core
