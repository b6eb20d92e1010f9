#include "platform/window.h"

#include <emscripten.h>
#include <emscripten/html5.h>
#include <emscripten/html5_webgl.h>

#include <utility>

#include "platform/browser.h"
#include "platform/canvas_renderer.h"
#include "platform/glyphs.h"
#include "platform/webgl_renderer.h"

namespace byok::platform {
namespace {

constexpr const char* canvas = "#canvas";

// Every graphics card with WebGL 2 has this much.
constexpr int texture_edge_max = 4096;

EM_JS(void, start_watching, (Window * window), { Module.page.watch(Module.page.canvas, Module, window); });

EM_JS(void, wait_for_context, (Window * window), { Module.page.wait_for_context(Module, window); });

/// A canvas that had a WebGL context cannot have another: its place is taken by a new one.
EM_JS(void, replace_canvas, (), { Module.page.replace_canvas(); });

EM_JS(void, show_own_text, (), { Module.page.show_own_text(); });

EM_JS(bool, has_webgl, (), { return Module.page.has_webgl; });

/// The context that the page has made already (prepare in web/window.js): what it is like was said there. 0 if it is
/// not to be had.
EMSCRIPTEN_WEBGL_CONTEXT_HANDLE find_context() {
    EmscriptenWebGLContextAttributes attributes;
    emscripten_webgl_init_context_attributes(&attributes);
    attributes.majorVersion = 2;
    attributes.enableExtensionsByDefault = false;
    return emscripten_webgl_create_context(canvas, &attributes);
}

}  // namespace

Window::Window(Handlers handlers, UnreadPictures& unread) : handlers_(std::move(handlers)), unread_(unread) {
    ImGui::GetIO().BackendFlags |= ImGuiBackendFlags_RendererHasTextures;
    ImGuiPlatformIO& platform = ImGui::GetPlatformIO();
    platform.Renderer_TextureMaxWidth = platform.Renderer_TextureMaxHeight = texture_edge_max;
}

void Window::open() {
    emscripten_get_canvas_element_size(canvas, &canvas_width_, &canvas_height_);
    const EMSCRIPTEN_WEBGL_CONTEXT_HANDLE context = has_webgl() ? find_context() : 0;
    if (context > 0) {
        emscripten_webgl_make_context_current(context);
        auto renderer = std::make_unique<WebglRenderer>(unread_);
        webgl_ = renderer.get();
        renderer_ = std::move(renderer);
        // Returning true keeps the browser from giving the context up for good.
        emscripten_set_webglcontextlost_callback(canvas, this, false, [](int, const void*, void* self) {
            static_cast<Window*>(self)->context_lost();
            return true;
        });
        emscripten_set_webglcontextrestored_callback(canvas, this, false, [](int, const void*, void* self) {
            static_cast<Window*>(self)->context_restored();
            return true;
        });
    } else {
        use_canvas_2d();
    }
    start_watching(this);
}

void Window::use_canvas_2d() {
    webgl_ = nullptr;
    renderer_ = std::make_unique<CanvasRenderer>();
    // Pictures of text can neither be read back nor, without WebGL, be used unread.
    if (CanvasGlyphs::readback() != Readback::Garbage) return;
    show_own_text();
    log_warning(
        "This browser has no WebGL 2 and does not let the page read back what it draws, so text is shown plainly. "
        "Allowing canvas access for this site mends it.");
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
    renderer_->draw(data, background);
    if (webgl_ != nullptr && unread_.want_frame()) request_frame();
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

void Window::focus_elsewhere(bool elsewhere) {
    viewport_.focus_elsewhere = elsewhere;
    request_frame();
}

void Window::printing(bool begins) {
    viewport_.printing = begins;
    // The browser lays out what is there when this returns.
    frame_now();
}

void Window::context_lost() {
    context_is_lost_ = true;
    wait_for_context(this);
}

void Window::context_restored() {
    if (webgl_ == nullptr) return;
    context_is_lost_ = false;
    webgl_->forget();
    request_frame();
}

void Window::context_waited_for() {
    if (!context_is_lost_) return;
    context_is_lost_ = false;
    replace_canvas();
    use_canvas_2d();
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

EMSCRIPTEN_KEEPALIVE void window_context_waited_for(Window* window) {
    window->context_waited_for();
}

EMSCRIPTEN_KEEPALIVE void window_focus_elsewhere(Window* window, bool elsewhere) {
    window->focus_elsewhere(elsewhere);
}

EMSCRIPTEN_KEEPALIVE void window_printing(Window* window, bool begins) {
    window->printing(begins);
}

EMSCRIPTEN_KEEPALIVE void window_returned(Window* window, double away_ms) {
    window->returned(away_ms);
}

EMSCRIPTEN_KEEPALIVE void window_left(Window* window) {
    window->left();
}

EMSCRIPTEN_KEEPALIVE void window_used(Window* window) {
    window->used();
}

EMSCRIPTEN_KEEPALIVE void window_seen(Window* window) {
    window->seen();
}
}
