/// What the program learns from the browser and its page at the start, and small things that it asks for later
/// (web/page.js, web/browser.js).
#pragma once

#include <functional>
#include <string>

#include "core/secret.h"
#include "ui/theme.h"
#include "ui/ui.h"

namespace byok::platform {

/// The token of a sign-in link, once; empty if the page was opened without one. It is out of the address by now.
core::Secret take_sign_in_token();

/// The text of config.json.
std::string config_text();

/// The fragment of the address, with its #; empty if there is none.
std::string address_fragment();

/// The origin of an address, seen from the page; of "" the page's own. Empty when it is no address to the browser.
std::string origin_of(const std::string& url);

/// Calls `changed` with the fragment whenever the person changes it: a link, Back, typing. There is one caller a page.
void watch_address(std::function<void(std::string fragment)> changed);

/// Calls `signed_out` whenever the person signs out in another tab with this page. There is one caller a page.
void watch_other_tabs(std::function<void()> signed_out);

/// Whether the browser is to ask before the page is left or loaded anew: something would be lost.
void ask_before_leaving(bool wanted);

/// Dates in the order and words of the person's browser.
ui::Locale browser_locale();

/// Gives the browser the colours of what it draws itself: fields that are being edited, scroll bars.
void show_theme(bool dark, const ui::Theme& theme);

/// Takes the shell's loading text away: there is something to see.
void show_page();

/// Says in place of the page why there is none.
void show_failure(const std::string& sentence);

/// A sentence for whoever looks for the cause of a trouble.
void log_warning(const char* sentence);

}  // namespace byok::platform
