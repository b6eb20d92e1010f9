/// What looks unusual about a credential that breaks no rule: said in the form, never refused. A vendor that changes
/// its format tomorrow is right, and this table wrong, so every such credential can be saved all the same.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/credential.h"

namespace byok::core {

enum class AdviceCode {
    OtherVendor,    // looks like somebody else's key
    OtherKind,      // this vendor's, but for another use or of short life
    UnusualFormat,  // fits no format that is known
    UnknownRegion,  // not in the table, though it may exist
    UnusualEmail,   // of a service account
    UnusedToken,    // a session token beside a key that needs none
};

struct Advice {
    std::string param;  // the field's path (core::FieldError)
    AdviceCode code;
    std::string message;             // a sentence; quotes no secret
    std::string_view provider = {};  // the slug to switch to, which keeps the input; empty = none of ours
    bool operator==(const Advice&) const = default;
};

/// What there is to say about `credential` as one of the provider `slug`, in the order of the fields, at most one row a
/// field. Blank parts are passed over.
std::vector<Advice> advise(std::string_view slug, const Credential& credential);

}  // namespace byok::core
