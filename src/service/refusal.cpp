#include "service/refusal.h"

#include <utility>

namespace byok::service {

std::unexpected<core::Error> refuse_fields(core::FieldErrors fields) {
    std::string message = fields.empty() ? "The request is not valid." : fields.front().message;
    return std::unexpected(core::Error{core::ErrorCode::InvalidRequest, std::move(message), std::move(fields), 0});
}

std::unexpected<core::Error> refuse_unknown(const std::string& what) {
    return std::unexpected(
        core::Error{core::ErrorCode::NotFound, "There is no such " + what + " in this organization.", {}, 0});
}

}  // namespace byok::service
