/// Where unpredictable bytes come from, as a seam; and the names and tokens that are made of them.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "core/secret.h"

namespace byok::service {

class Random {
public:
    virtual ~Random() = default;
    /// Fills `bytes` from a cryptographically secure source.
    virtual void fill(std::span<unsigned char> bytes) = 0;
};

/// `prefix` and 26 characters of a-z and 2-7: 128 random bits. Unique for all practical purposes, not a secret.
std::string new_id(Random& random, std::string_view prefix);

/// `prefix` and 43 characters of base64url: 256 random bits.
core::Secret new_token(Random& random, std::string_view prefix);

}  // namespace byok::service
