/// Draws with WebGL 2.
///
/// Dear ImGui's own backend asks the context for its whole state before each frame, to leave it as it was. In a browser
/// each such question waits until the graphics process has answered: that was 97 % of a frame's time. This canvas is
/// ours alone, so nothing is asked, not even where a uniform is.
#pragma once

#include "platform/renderer.h"
#include "platform/unread_pictures.h"

namespace byok::platform {

class WebglRenderer : public Renderer {
public:
    /// Needs a current WebGL 2 context by the time of draw().
    explicit WebglRenderer(UnreadPictures& unread) : unread_(unread) {}

    void draw(ImDrawData& data, ImVec4 background) override;

    /// The graphics context was lost, and everything in it: draw() makes it again.
    void forget();

private:
    void prepare();
    void upload(ImTextureData& texture);
    void draw_list(const ImDrawList& list, ImVec2 size);

    UnreadPictures& unread_;
    bool prepared_ = false;
};

}  // namespace byok::platform
