#include "demo/scenario.h"

#include <algorithm>
#include <array>
#include <utility>

#include "core/provider.h"

namespace byok::demo {
namespace {

template <class Value, std::size_t Size>
using Names = std::array<std::pair<std::string_view, Value>, Size>;

constexpr Names<Sample, 4> samples{{
    {"empty", Sample::Empty},
    {"bedrock", Sample::Bedrock},
    {"errors", Sample::Errors},
    {"many", Sample::Many},
}};
constexpr Names<app::ThemeChoice, 2> themes{{
    {"light", app::ThemeChoice::Light},
    {"dark", app::ThemeChoice::Dark},
}};
constexpr Names<Opened, 4> openings{{
    {"new", Opened::NewProviderKey},
    {"edit", Opened::EditProviderKey},
    {"api-keys", Opened::ApiKeys},
    {"activity", Opened::Activity},
}};

template <class Value, std::size_t Size>
Value value_of(std::string_view name, const Names<Value, Size>& names, Value otherwise) {
    for (const auto& [known, value] : names)
        if (known == name) return value;
    return otherwise;
}

void take(Scenario& scenario, std::string_view name, std::string_view value) {
    if (name == "scenario") scenario.sample = value_of(value, samples, Sample::Everything);
    if (name == "theme") scenario.theme = theme_from(value);
    if (name == "open") scenario.opened = value_of(value, openings, Opened::Nothing);
    if (name == "provider") scenario.provider = core::find_provider(value) ? value : std::string_view();
    if (name == "role") scenario.role = core::find_role(value).value_or(core::Role::Admin);
}

}  // namespace

app::ThemeChoice theme_from(std::string_view name) {
    return value_of(name, themes, app::ThemeChoice::System);
}

Scenario scenario_from_query(std::string_view query) {
    if (query.starts_with('?')) query.remove_prefix(1);
    Scenario scenario;
    while (!query.empty()) {
        const std::string_view pair = query.substr(0, query.find('&'));
        query.remove_prefix(std::min(pair.size() + 1, query.size()));
        const std::size_t equals = std::min(pair.find('='), pair.size());
        take(scenario, pair.substr(0, equals), pair.substr(std::min(equals + 1, pair.size())));
    }
    return scenario;
}

}  // namespace byok::demo
