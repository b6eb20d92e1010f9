/// Organizations, as far as a caller may see them: its own; and the first one, made when there is none.
#pragma once

#include <string_view>
#include <vector>

#include "core/provider_key.h"
#include "service/api_keys.h"
#include "service/clock.h"
#include "service/random.h"
#include "service/store.h"

namespace byok::service {

class Organizations {
public:
    /// All of them must outlive this.
    Organizations(Store& store, const Clock& clock, Random& random);

    /// Those that a caller of `organization_id` may see.
    core::Result<std::vector<core::Organization>> list(std::string_view organization_id);

    /// `id` as a caller of `organization_id` sees it. NotFound, in the same words, when there is none or it is not
    /// the caller's.
    core::Result<core::Organization> get(std::string_view organization_id, std::string_view id);

    /// The oldest organization. In an empty store it is made, with one gateway API key "my first key", both or none.
    core::Result<core::Organization> first_or_new(ApiKeys& api_keys);

private:
    Store& store_;
    const Clock& clock_;
    Random& random_;
};

}  // namespace byok::service
