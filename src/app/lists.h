/// The two lists that live on the server: when they are asked for, and how a single answer changes them in between.
#pragma once

#include <algorithm>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "app/effect.h"
#include "app/state.h"

namespace byok::app {

/// Asks for the list unless that is under way: one request in flight is enough.
void refresh_provider_keys(State& state, Effects& effects);
void refresh_api_keys(State& state, Effects& effects);

/// Asks for the list anew, giving up a request that is under way: what was asked before a change may be answered with
/// the list as it was before that change, and would undo it on screen.
void reload_provider_keys(State& state, Effects& effects);
void reload_api_keys(State& state, Effects& effects);

/// After a change of the list: asks for it anew where there is none yet, or one is on its way that was asked for
/// before.
void replace_provider_keys_under_way(State& state, Effects& effects);
void replace_api_keys_under_way(State& state, Effects& effects);

/// The key of that id in the list, to be changed; null when it is not there, or there is no list yet.
template <class Key>
Key* listed(Remote<std::vector<Key>>& list, const std::string& id) {
    if (!list.value) return nullptr;
    const auto found = std::ranges::find(*list.value, id, &Key::id);
    return found == list.value->end() ? nullptr : &*found;
}

/// The header that makes sending `body` again, after an outcome that nobody knows, not make a second one: the same for
/// the same body until it was made, or the server refused that very header. Empty where the server is not known to
/// understand it.
std::string idempotency_key_for(State& state, Save& form, std::string_view body);

/// The row of that id whose write is `request`; null when there is none, so that the answer is to be dropped.
Save* row_awaiting(std::map<std::string, Save>& rows, const std::string& id, RequestId request);

/// Puts a key just made where the server will list it: in front, or at the end of a list that runs from old to new.
template <class Key>
void place_new(std::vector<Key>& keys, Key key) {
    const auto same = std::ranges::find(keys, key.id, &Key::id);
    if (same != keys.end()) {
        *same = std::move(key);
        return;
    }
    const bool oldest_first = keys.size() > 1 && keys.front().created_at < keys.back().created_at;
    keys.insert(oldest_first ? keys.end() : keys.begin(), std::move(key));
}

/// Drops what is remembered about rows that are no longer listed, except where an answer is still awaited.
template <class Key>
void forget_unlisted_rows(std::map<std::string, Save>& rows, const std::vector<Key>& keys) {
    std::erase_if(rows, [&](const auto& row) {
        return !row.second.saving() && std::ranges::find(keys, row.first, &Key::id) == keys.end();
    });
}

}  // namespace byok::app
