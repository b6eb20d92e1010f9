#include "platform/window.h"

#include <emscripten.h>
#include <emscripten/html5.h>
#include <emscripten/html5_webgl.h>

#include <utility>

namespace byok::platform {
namespace {

constexpr const char* canvas = "#canvas";

EM_JS(void, start_watching, (Window * window), { Module.page.watch(Module.page.canvas, Module, window); });

EM_JS(void, say_failure, (const char* sentence), { Module.page.fail(UTF8ToString(sentence)); });

EM_JS(bool, has_webgl, (), { return Module.page.has_webgl; });

/// The context that the page has made already (prepare in web/window.js): what it is like was said there.
EMSCRIPTEN_WEBGL_CONTEXT_HANDLE find_context() {
    EmscriptenWebGLContextAttributes attributes;
    emscripten_webgl_init_context_attributes(&attributes);
    attributes.majorVersion = 2;
    attributes.enableExtensionsByDefault = false;
    return emscripten_webgl_create_context(canvas, &attributes);
}

}  // namespace

Window::Window(Handlers handlers) : handlers_(std::move(handlers)) {}

bool Window::open() {
    if (!has_webgl()) {
        say_failure(
            "This browser cannot draw with WebGL 2, which the console needs. It may be switched off, or not be "
            "supported by the graphics card.");
        return false;
    }
    emscripten_webgl_make_context_current(find_context());
    emscripten_get_canvas_element_size(canvas, &canvas_width_, &canvas_height_);
    // Returning true keeps the browser from giving the context up for good.
    emscripten_set_webglcontextlost_callback(canvas, this, false, [](int, const void*, void* self) {
        static_cast<Window*>(self)->context_lost();
        return true;
    });
    emscripten_set_webglcontextrestored_callback(canvas, this, false, [](int, const void*, void* self) {
        static_cast<Window*>(self)->context_restored();
        return true;
    });
    start_watching(this);
    return true;
}

void Window::request_frame() {
    if (frame_request_ != 0) return;
    frame_request_ = emscripten_request_animation_frame(
        [](double now_ms, void* self) {
            static_cast<Window*>(self)->frame_due(now_ms / 1000);
            return false;
        },
        this);
}

void Window::frame_now() {
    if (drawing_) return request_frame();
    if (frame_request_ != 0) emscripten_cancel_animation_frame(frame_request_);
    frame_due(emscripten_performance_now() / 1000);
}

void Window::frame_due(double now_s) {
    frame_request_ = 0;
    if (width_ == 0 || height_ == 0) return;
    drawing_ = true;
    handlers_.frame(now_s);
    drawing_ = false;
}

void Window::draw(ImDrawData& data, ImVec4 background) {
    if (context_is_lost_) return;
    if (canvas_width_ != width_ || canvas_height_ != height_)
        emscripten_set_canvas_element_size(canvas, canvas_width_ = width_, canvas_height_ = height_);
    renderer_.draw(data, background);
}

void Window::resized(int width, int height, float scale) {
    if (width == width_ && height == height_ && scale == viewport_.scale) return;
    width_ = width;
    height_ = height;
    viewport_.scale = scale;
    viewport_.width = static_cast<float>(width) / scale;
    viewport_.height = static_cast<float>(height) / scale;
    // The browser says so just before it paints: drawing now leaves no frame with the old picture stretched.
    frame_now();
}

void Window::wishes(bool dark, bool coarse_pointer, bool reduced_motion, bool more_contrast) {
    viewport_.system_dark = dark;
    viewport_.coarse_pointer = coarse_pointer;
    viewport_.reduced_motion = reduced_motion;
    viewport_.more_contrast = more_contrast;
    request_frame();
}

void Window::forced_colours(const std::optional<ui::SystemColours>& colours) {
    viewport_.forced_colours = colours;
    request_frame();
}

void Window::context_lost() {
    context_is_lost_ = true;
}

void Window::context_restored() {
    context_is_lost_ = false;
    renderer_.forget();
    request_frame();
}

}  // namespace byok::platform

// ── what web/window.js calls ─────────────────────────────────────────────────────────────────────────────────────

using byok::platform::Window;

extern "C" {

EMSCRIPTEN_KEEPALIVE void window_resized(Window* window, int width, int height, float scale) {
    window->resized(width, height, scale);
}

EMSCRIPTEN_KEEPALIVE void window_wishes(Window* window, bool dark, bool coarse_pointer, bool reduced_motion,
                                        bool more_contrast) {
    window->wishes(dark, coarse_pointer, reduced_motion, more_contrast);
}

EMSCRIPTEN_KEEPALIVE void window_forced_colours(Window* window, std::uint32_t canvas, std::uint32_t canvas_text,
                                                std::uint32_t link_text, std::uint32_t gray_text,
                                                std::uint32_t highlight, std::uint32_t highlight_text,
                                                std::uint32_t button_face, std::uint32_t button_text,
                                                std::uint32_t button_border, std::uint32_t field,
                                                std::uint32_t field_text) {
    window->forced_colours(byok::ui::SystemColours{canvas, canvas_text, link_text, gray_text, highlight, highlight_text,
                                                   button_face, button_text, button_border, field, field_text});
}

EMSCRIPTEN_KEEPALIVE void window_free_colours(Window* window) {
    window->forced_colours(std::nullopt);
}

EMSCRIPTEN_KEEPALIVE void window_left(Window* window) {
    window->left();
}
}
