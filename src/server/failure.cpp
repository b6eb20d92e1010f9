#include "server/failure.h"

#include <system_error>

namespace byok::server {

std::unexpected<core::Error> system_failure(const std::string& what, int error_number) {
    return failure(what + ": " + std::generic_category().message(error_number) + ".");
}

}  // namespace byok::server
