/// The browser's window: the canvas and who draws on it, its size in device pixels, what the person's system wishes,
/// and when to draw. Nothing is drawn, and no timer runs, unless a frame was asked for.
#pragma once

#include <functional>
#include <memory>
#include <optional>

#include "platform/renderer.h"
#include "platform/unread_pictures.h"
#include "ui/input.h"

namespace byok::platform {

class WebglRenderer;

class Window {
public:
    struct Handlers {
        /// Draw a frame now. Seconds, only growing.
        std::function<void(double now_s)> frame;
        /// The person sees the page again, which was hidden so long.
        std::function<void(double away_ms)> returned;
        /// The page is left, perhaps for good, perhaps to be kept in the back/forward cache.
        std::function<void()> left;
        /// The person pressed a key, clicked or touched.
        std::function<void()> used;
        /// The page is seen again.
        std::function<void()> seen;
    };

    /// Takes the canvas. Needs a current ImGui context. There is one window a page, and it stays. `unread` must outlive
    /// it.
    Window(Handlers handlers, UnreadPictures& unread);
    Window(const Window&) = delete;
    Window& operator=(const Window&) = delete;

    /// Starts watching the window; the handlers are called from now on. Draws with WebGL 2, else with Canvas 2D.
    void open();

    [[nodiscard]] const ui::Viewport& viewport() const { return viewport_; }

    /// Asks for a frame at the browser's next. Asking again before that changes nothing.
    void request_frame();
    /// Draws a frame at once: inside of a click, so that what it does counts as the person's doing. During a frame it
    /// asks for the next one instead.
    void frame_now();

    /// Puts what Dear ImGui rendered on the canvas. Does nothing while the graphics context is lost; one that does not
    /// come back is given up for Canvas 2D.
    void draw(ImDrawData& data, ImVec4 background);

    // What web/window.js and Emscripten call.

    void resized(int width, int height, float scale);
    void wishes(bool dark, bool coarse_pointer, bool reduced_motion, bool more_contrast);
    /// Nothing while the system forces no colours.
    void forced_colours(const std::optional<ui::SystemColours>& colours);
    void focus_elsewhere(bool elsewhere);
    void printing(bool begins);
    void returned(double away_ms) { handlers_.returned(away_ms); }
    void left() { handlers_.left(); }
    void used() { handlers_.used(); }
    void seen() { handlers_.seen(); }
    void frame_due(double now_s);
    void context_lost();
    void context_restored();
    void context_waited_for();

private:
    void use_canvas_2d();

    Handlers handlers_;
    UnreadPictures& unread_;
    std::unique_ptr<Renderer> renderer_;
    WebglRenderer* webgl_ = nullptr;  // the renderer, if it is that one
    ui::Viewport viewport_;
    int width_ = 0, height_ = 0;  // device pixels
    int canvas_width_ = 0, canvas_height_ = 0;
    int frame_request_ = 0;  // the one that the browser was asked for; 0 = none
    bool drawing_ = false;
    bool context_is_lost_ = false;
};

}  // namespace byok::platform
