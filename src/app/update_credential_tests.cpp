#include <array>
#include <utility>

#include "app/lists.h"
#include "app/notices.h"
#include "app/reactions.h"

namespace byok::app {
namespace {

using core::Verdict;

constexpr std::size_t of_all_at_once = 4;

std::string name_of(const State& state, const std::string& id) {
    const core::ProviderKey* key = find_provider_key(state, id);
    return key == nullptr || key->name.empty() ? "Provider key" : key->name;
}

/// Begins the test of a stored credential, unless one of it is running; 0 = it did not begin.
RequestId start(State& state, const std::string& id, Effects& effects) {
    StoredTests& tests = state.stored_tests;
    if (tests.running.contains(id) || find_provider_key(state, id) == nullptr) return 0;
    const RequestId request = next_id(state);
    tests.running[id] = request;
    effects.emplace_back(PostProviderKeyTest{request, state.session.organization_id, id, std::nullopt});
    return request;
}

/// "12 keys tested: 10 accepted, 1 limited, 1 invalid."
std::string summary(const StoredTests& tests) {
    constexpr std::array<std::pair<Verdict, std::string_view>, 4> words{{
        {Verdict::Valid, "accepted"},
        {Verdict::ValidLimited, "limited"},
        {Verdict::Invalid, "invalid"},
        {Verdict::Unknown, "not found out"},
    }};
    int tested = 0;
    std::string parts;
    const auto add = [&](int count, std::string_view word) {
        if (count == 0) return;
        tested += count;
        parts += (parts.empty() ? ": " : ", ") + std::to_string(count) + " " + std::string(word);
    };
    for (const auto& [verdict, word] : words) {
        const auto said = tests.said.find(verdict);
        add(said == tests.said.end() ? 0 : said->second, word);
    }
    add(tests.failed, "could not be tested");
    return (tested == 1 ? "1 key tested" : std::to_string(tested) + " keys tested") + parts + ".";
}

/// Begins as many of the waiting as there is room for; says what came of all when none is left.
void go_on(State& state, Effects& effects) {
    StoredTests& tests = state.stored_tests;
    if (!tests.testing_all()) return;
    while (tests.of_all.size() < of_all_at_once && !tests.waiting.empty()) {
        const std::string id = std::move(tests.waiting.front());
        tests.waiting.pop_front();
        const RequestId request = start(state, id, effects);
        if (request == 0)
            --tests.count;  // it is gone, or being tested on its own
        else
            tests.of_all.insert(request);
    }
    if (!tests.of_all.empty()) return;
    const bool well = tests.failed == 0 && !tests.said.contains(Verdict::Invalid);
    if (!tests.said.empty() || tests.failed != 0) {
        if (well)
            announce_success(state, effects, summary(tests));
        else
            announce_failure(state, summary(tests));
    }
    tests.waiting.clear();
    tests.said.clear();
    tests.count = tests.failed = 0;
}

/// Whether the answer to `request` is of interest, as one to the test of that stored credential.
bool ends(StoredTests& tests, const std::string& id, RequestId request) {
    const auto found = tests.running.find(id);
    if (found == tests.running.end() || found->second != request) return false;
    tests.running.erase(found);
    return true;
}

void keep(State& state, const std::string& id, const core::TestResult& result, Effects& effects) {
    core::ProviderKey* const key = listed(state.provider_keys, id);
    if (key == nullptr) return;
    key->last_test = result;
    key->reports_tests = true;
    replace_provider_keys_under_way(state, effects);
}

void begin_form_test(FormTest& test, RequestId request, std::uint64_t input, bool as_stored) {
    test = {};
    test.request = request;
    test.input = input;
    test.as_stored = as_stored;
}

}  // namespace

Effects on(State& state, TestNewCredential action) {
    if (!state.session.signed_in() || state.form_test.running()) return {};
    begin_form_test(state.form_test, next_id(state), action.input, false);
    return effects_of(
        PostCredentialTest{state.form_test.request, state.session.organization_id, std::move(action.test)});
}

Effects on(State& state, TestChangedCredential action) {
    if (!state.session.signed_in() || state.form_test.running()) return {};
    begin_form_test(state.form_test, next_id(state), action.input, !action.credential);
    return effects_of(PostProviderKeyTest{state.form_test.request, state.session.organization_id, std::move(action.id),
                                          std::move(action.credential)});
}

Effects on(State& state, const TestProviderKey& action) {
    Effects effects;
    if (state.session.signed_in()) start(state, action.id, effects);
    return effects;
}

Effects on(State& state, TestAllProviderKeys) {
    Effects effects;
    StoredTests& tests = state.stored_tests;
    if (!state.session.signed_in() || !state.provider_keys.value || tests.testing_all()) return effects;
    for (const core::ProviderKey& key : *state.provider_keys.value) tests.waiting.push_back(key.id);
    tests.count = static_cast<int>(tests.waiting.size());
    go_on(state, effects);
    return effects;
}

Effects on(State& state, StopTestingAll) {
    Effects effects;
    StoredTests& tests = state.stored_tests;
    tests.count -= static_cast<int>(tests.waiting.size());
    tests.waiting.clear();
    go_on(state, effects);
    return effects;
}

Effects on(State& state, CredentialTested action) {
    Effects effects;
    if (state.form_test.awaits(action.request)) {
        if (state.form_test.as_stored) keep(state, action.id, action.result, effects);
        state.form_test.request = 0;
        state.form_test.result = std::move(action.result);
        return effects;
    }
    StoredTests& tests = state.stored_tests;
    if (!ends(tests, action.id, action.request)) return effects;
    keep(state, action.id, action.result, effects);
    if (tests.of_all.erase(action.request) != 0) {
        ++tests.said[action.result.finding.verdict];
        go_on(state, effects);
    } else if (action.result.finding.verdict == Verdict::Invalid) {
        announce_failure(state, name_of(state, action.id) + ": " + action.result.finding.message, action.id);
    } else {
        announce_success(state, effects, name_of(state, action.id) + ": " + action.result.finding.message);
    }
    return effects;
}

Effects on(State& state, CredentialTestFailed action) {
    Effects effects;
    if (state.form_test.awaits(action.request)) {
        state.form_test.request = 0;
        state.form_test.error = std::move(action.error);
        return effects;
    }
    StoredTests& tests = state.stored_tests;
    if (!ends(tests, action.id, action.request)) return effects;
    if (tests.of_all.erase(action.request) == 0) {
        announce_failure(state, name_of(state, action.id) + ": " + action.error.message, action.id);
        return effects;
    }
    ++tests.failed;
    // Whoever is told to wait, or that there is no such thing, need not ask for the others.
    if (action.error.code == core::ErrorCode::RateLimit || action.error.code == core::ErrorCode::MethodNotAllowed) {
        announce_failure(state, action.error.message);
        tests.count -= static_cast<int>(tests.waiting.size());
        tests.waiting.clear();
    }
    go_on(state, effects);
    return effects;
}

}  // namespace byok::app
