/// Everything the console knows: one plain value. Only `update` (app/update.h) writes it; views read it.
///
/// The typed credential is never here: it lives in the form's draft (ui/) and passes through an action and an effect.
/// The one secret in it is a gateway key just made, for as long as the page shows it.
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "app/remote.h"
#include "app/route.h"
#include "app/settings.h"
#include "core/audit_event.h"
#include "core/provider_key.h"
#include "core/session.h"

namespace byok::app {

enum class SessionPhase {
    SignedOut,
    Resuming,  // the browser may hold a session: the server is asked
    SigningIn,
    SignedIn,
};

struct Session {
    SessionPhase phase = SessionPhase::SignedOut;
    RequestId request = 0;             // the sign-in that is running
    std::optional<core::Error> error;  // why the last sign-in failed or the last session ended
    std::vector<core::Organization> organizations;
    std::string organization_id;  // the one on screen
    /// Who is signed in and what they may do, as the server says; none = it does not, or has not been asked yet.
    std::optional<core::SessionInfo> who;
    RequestId who_request = 0;  // the question that is running

    [[nodiscard]] bool signed_in() const { return phase == SessionPhase::SignedIn; }
};

/// What was sent to be made, so that it can be sent again without being made twice.
struct CreateAttempt {
    std::size_t content = 0;      // a fingerprint of it
    std::string idempotency_key;  // sent with it
};

/// One write in flight, or the reason why the last one failed.
struct Save {
    RequestId request = 0;
    std::optional<core::Error> error;
    std::optional<bool> active;            // what a row is being switched to; none for other writes
    std::optional<CreateAttempt> attempt;  // of a form for something new: the last one; none = it has not been sent

    [[nodiscard]] bool saving() const { return request != 0; }
    [[nodiscard]] bool awaits(RequestId id) const { return request != 0 && request == id; }
    void start(RequestId id) { request = id, error.reset(), active.reset(); }
    void failed(core::Error why) { error = std::move(why), request = 0; }
};

/// The test of the credential in the form: running, answered or failed.
struct FormTest {
    RequestId request = 0;
    std::uint64_t input = 0;  // what was tried (TestNewCredential::input)
    bool as_stored = false;   // nothing was entered: it was the stored credential
    std::optional<core::TestResult> result;
    std::optional<core::Error> error;

    [[nodiscard]] bool running() const { return request != 0; }
    [[nodiscard]] bool awaits(RequestId id) const { return request != 0 && request == id; }
};

/// Tests of stored credentials: single ones, and all of them, a few at a time.
struct StoredTests {
    std::map<std::string, RequestId> running;  // by provider key id
    // Of all:
    std::deque<std::string> waiting;  // have not begun
    std::set<RequestId> of_all;       // are running
    int count = 0;                    // how many there are; 0 = nobody asked for all
    std::map<core::Verdict, int> said;
    int failed = 0;

    [[nodiscard]] bool testing_all() const { return count != 0; }
    [[nodiscard]] int done() const { return count - static_cast<int>(waiting.size() + of_all.size()); }
};

/// The audit trail as far as it has been read.
struct Activity {
    Remote<core::AuditPage> trail;           // the newest first; asking for it anew begins at the newest
    RequestId older_request = 0;             // what comes after it is being read
    std::optional<core::Error> older_error;  // why that failed
};

enum class NoticeKind { Success, Failure };

/// A short message that announces itself: drawn as a toast, spoken by screen readers.
struct Notice {
    std::uint64_t id = 0;
    NoticeKind kind = NoticeKind::Success;
    std::string text;
    std::string row = {};  // of a failed write of a row: its id
    bool operator==(const Notice&) const = default;
};

enum class ThemeChoice { System, Light, Dark };

struct State {
    Settings settings;
    Session session;
    Route route;
    ThemeChoice theme = ThemeChoice::System;

    Remote<std::vector<core::ProviderKey>> provider_keys;  // in the server's order
    Remote<std::vector<core::ApiKey>> api_keys;

    Save provider_key_form;  // create or edit, whichever dialog is open
    /// Writes whose form was left before the answer came: it still changes the list, but belongs to no form on screen.
    std::set<RequestId> left_writes;
    std::map<std::string, Save> provider_key_rows;  // enable, disable, delete; by provider key id
    FormTest form_test;
    StoredTests stored_tests;
    Save api_key_form;
    std::map<std::string, Save> api_key_rows;            // by API key id
    std::optional<core::CreatedApiKey> created_api_key;  // shown once, until dismissed
    Activity activity;

    std::vector<Notice> notices;  // oldest first
    std::uint64_t ids = 0;        // the last number given to a request or a notice
    std::string page_id;          // random, so that what is numbered here is numbered nowhere else
};

/// Whether the person may write and test, as far as is known: a server that says nothing of roles decides by itself.
bool may_write(const State& state);
/// Whether the person may read the audit trail: only who is known to.
bool may_read_activity(const State& state);
/// How long who is signed in may do nothing, in milliseconds; 0 = for ever, or nobody is signed in.
std::int64_t idle_limit_ms(const State& state);

/// Whether a write is running whose answer somebody waits for.
bool is_writing(const State& state);

/// A number that no request and no notice has had yet.
std::uint64_t next_id(State& state);

/// The provider key of that id; null when it is not in the list, or there is no list yet.
const core::ProviderKey* find_provider_key(const State& state, const std::string& id);
/// The API key of that id; null likewise.
const core::ApiKey* find_api_key(const State& state, const std::string& id);
/// The organization on screen; null before sign-in.
const core::Organization* current_organization(const State& state);

}  // namespace byok::app
