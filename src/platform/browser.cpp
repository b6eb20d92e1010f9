#include "platform/browser.h"

#include <emscripten.h>
#include <emscripten/console.h>

#include <array>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <utility>

namespace byok::platform {
namespace {

EM_JS_DEPS(browser, "$stringToNewUTF8");

// Texts from the browser are allocated here with malloc.
using BrowserText = std::unique_ptr<char, decltype(&std::free)>;

EM_JS(char*, token_text, (), { return stringToNewUTF8(Module.page.take_token()); });
EM_JS(char*, config_file, (), { return stringToNewUTF8(Module.page.config); });
EM_JS(char*, fragment_text, (), { return stringToNewUTF8(location.hash); });
EM_JS(char*, origin_text, (const char* url),
      { return stringToNewUTF8(Module.page.browser.origin_of(UTF8ToString(url))); });
EM_JS(char*, date_text, (const char* iso, bool in_full),
      { return stringToNewUTF8(Module.page.browser.date_text(UTF8ToString(iso), !!in_full)); });
EM_JS(void, start_watching_address, (std::function<void(std::string)> * changed),
      { Module.page.browser.watch_address(Module, changed); });
EM_JS(void, start_watching_tabs, (std::function<void()> * signed_out),
      { Module.page.browser.watch_other_tabs(Module, signed_out); });
EM_JS(void, set_asking, (bool wanted), { Module.page.browser.ask_before_leaving(!!wanted); });
EM_JS(void, set_theme, (bool dark, const std::uint32_t* colours, int count),
      { Module.page.browser.show_theme(!!dark, Array.from(HEAPU32.subarray(colours >> 2, (colours >> 2) + count))); });
EM_JS(void, start_page, (), { Module.page.started(); });
EM_JS(void, fail_page, (const char* sentence), { Module.page.fail(UTF8ToString(sentence)); });

BrowserText owned(char* text) {
    return {text, &std::free};
}

}  // namespace

core::Secret take_sign_in_token() {
    return core::Secret(owned(token_text()).get());  // freeing wipes (zeroing_memory.cpp)
}

std::string config_text() {
    return owned(config_file()).get();
}

std::string address_fragment() {
    return owned(fragment_text()).get();
}

std::string origin_of(const std::string& url) {
    return owned(origin_text(url.c_str())).get();
}

void watch_address(std::function<void(std::string)> changed) {
    start_watching_address(new std::function(std::move(changed)));  // stays as long as the page
}

void watch_other_tabs(std::function<void()> signed_out) {
    start_watching_tabs(new std::function(std::move(signed_out)));  // stays as long as the page
}

void ask_before_leaving(bool wanted) {
    set_asking(wanted);
}

ui::Locale browser_locale() {
    const auto text = [](bool in_full) {
        return [in_full](std::string_view iso) -> std::string {
            return owned(date_text(std::string(iso).c_str(), in_full)).get();
        };
    };
    return {.date = text(false), .date_time = text(true)};
}

void show_theme(bool dark, const ui::Theme& theme) {
    // In the order of COLOURS in web/browser.js.
    constexpr auto shown =
        std::to_array({ui::Colour::Frame, ui::Colour::FieldText, ui::Colour::Placeholder, ui::Colour::Accent,
                       ui::Colour::AccentText, ui::Colour::FocusRing, ui::Colour::InputBorder});
    std::array<std::uint32_t, shown.size()> colours{};
    for (std::size_t i = 0; i < shown.size(); ++i) colours[i] = theme[static_cast<std::size_t>(shown[i])];
    set_theme(dark, colours.data(), static_cast<int>(colours.size()));
}

void show_page() {
    start_page();
}

void show_failure(const std::string& sentence) {
    fail_page(sentence.c_str());
}

void log_warning(const char* sentence) {
    emscripten_console_warn(sentence);
}

}  // namespace byok::platform

extern "C" {

EMSCRIPTEN_KEEPALIVE void address_changed(std::function<void(std::string)>* changed) {
    (*changed)(byok::platform::address_fragment());
}

EMSCRIPTEN_KEEPALIVE void signed_out_elsewhere(const std::function<void()>* signed_out) {
    (*signed_out)();
}
}
