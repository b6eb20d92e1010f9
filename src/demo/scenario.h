/// Which state the live demo shows, as the query of its address says, so that a page of documentation can show exactly
/// what its text is about.
#pragma once

#include <string>
#include <string_view>

#include "app/state.h"
#include "core/session.h"

namespace byok::demo {

enum class Sample {
    Everything,  // every provider, assignment and status
    Empty,       // an organization without provider keys
    Bedrock,     // IAM credentials of several regions
    Errors,      // credentials in trouble, and a server that refuses every write once
    Many,        // 2,000 provider keys
};

enum class Opened { Nothing, NewProviderKey, EditProviderKey, ApiKeys, Activity };

struct Scenario {
    Sample sample = Sample::Everything;
    app::ThemeChoice theme = app::ThemeChoice::System;
    Opened opened = Opened::Nothing;
    std::string provider;  // slug: of the form that is opened; empty = whichever comes first
    core::Role role = core::Role::Admin;
    bool operator==(const Scenario&) const = default;
};

/// `scenario` (empty, bedrock, errors, many), `theme` (light, dark, auto), `open` (new, edit, api-keys, activity),
/// `provider` (a slug), `role` (viewer, editor, admin), in any order, the last of several counts. `query` may begin
/// with its `?`. What is not known is passed over: an old link shows the demo all the same.
Scenario scenario_from_query(std::string_view query);

/// `light`, `dark`; anything else is the system's.
app::ThemeChoice theme_from(std::string_view name);

}  // namespace byok::demo
