/// The dialog that asks before something is deleted; provider keys and API keys have it alike.
#pragma once

#include <map>
#include <string>

#include "app/state.h"
#include "ui/widgets.h"

namespace byok::ui {

struct DeletionDraft {
    std::string id;        // what is to be deleted; empty = the dialog is closed
    bool asked = false;    // Delete was clicked, so that an error of the row belongs to it
    bool focused = false;  // Cancel has had the focus that it gets when the dialog opens
};

struct DeletionText {
    std::string_view title;   // "Delete provider key"
    std::string subject;      // what will be deleted, as a sentence
    std::string consequence;  // and who misses it
};

/// Draws it for `draft.id`, whose write is in `rows` while it runs. Returns whether the person asked to delete.
bool confirm_deletion(Ui& ui, DeletionDraft& draft, const DeletionText& words,
                      const std::map<std::string, app::Save>& rows);

}  // namespace byok::ui
