#include "core/secret.h"

#include <cstring>
#include <utility>

namespace byok::core {

void wipe(void* data, std::size_t size) {
    if (size == 0) return;
    std::memset(data, 0, size);
    // The bytes are declared as read from here on, so the writes above have to happen although the block is freed next.
    asm volatile("" : : "r"(data) : "memory");
}

void wipe(std::string& text) {
    text.resize(text.capacity());  // never reallocates, and makes the bytes past the end ours to write
    wipe(text.data(), text.size());
    text.clear();
}

Secret::Secret(std::string_view text) : size_(text.size()) {
    if (text.empty()) return;
    data_ = std::make_unique_for_overwrite<char[]>(size_);
    std::memcpy(data_.get(), text.data(), size_);
}

Secret Secret::take(std::string& text) {
    Secret secret{std::string_view(text)};
    wipe(text);
    return secret;
}

Secret::Secret(Secret&& other) noexcept : data_(std::move(other.data_)), size_(std::exchange(other.size_, 0)) {}

Secret& Secret::operator=(Secret&& other) noexcept {
    if (this == &other) return *this;
    wipe(data_.get(), size_);
    data_ = std::move(other.data_);
    size_ = std::exchange(other.size_, 0);
    return *this;
}

Secret::~Secret() {
    wipe(data_.get(), size_);
}

Secret Secret::clone() const {
    return Secret(reveal());
}

bool Secret::operator==(const Secret& other) const {
    if (size_ != other.size_) return false;
    unsigned difference = 0;
    for (std::size_t i = 0; i < size_; ++i)
        difference |= static_cast<unsigned char>(data_[i]) ^ static_cast<unsigned char>(other.data_[i]);
    return difference == 0;
}

}  // namespace byok::core
