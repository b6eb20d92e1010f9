#include "ui/row_menu.h"

namespace byok::ui {

bool row_menu_button(Ui& ui, RowMenuDraft& draft, const std::string& id, const std::string& name, bool busy) {
    const bool open = draft.menu.open && draft.id == id;
    ButtonOptions options;
    options.kind = ButtonKind::Ghost;
    options.icon = Icon::Ellipsis;
    options.icon_only = true;
    options.busy = busy;
    options.popup = Popup::Menu;
    options.expanded = open ? Expansion::Expanded : Expansion::Collapsed;
    options.key = "actions";
    const ButtonResult result = button(ui, "Actions for " + name, options);
    if (result.clicked) {
        draft.id = id;
        draft.menu = {};
        draft.menu.open = !open;
    }
    const bool opened = draft.menu.open && draft.id == id;
    // In every frame: the window may be resized or zoomed while the menu is open.
    if (opened) draft.menu.anchor = result.rect;
    return opened;
}

}  // namespace byok::ui
