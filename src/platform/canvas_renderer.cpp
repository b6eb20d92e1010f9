#include "platform/canvas_renderer.h"

#include <emscripten.h>

namespace byok::platform {
namespace {

EM_JS(void, put_rows, (const ImU32* pixels, int width, int begin, int end), {
    const bytes = new Uint8ClampedArray(HEAPU8.buffer, pixels + begin * width * 4, (end - begin) * width * 4);
    Module.page.canvas.getContext('2d', {alpha : false}).putImageData(new ImageData(bytes, width), 0, begin);
});

/// The painter reads textures where Dear ImGui keeps them; it only wants to hear that they were taken.
void take(ImTextureData& texture) {
    const bool gone = texture.Status == ImTextureStatus_WantDestroy;
    if (gone && texture.UnusedFrames == 0) return;
    texture.SetTexID(gone ? ImTextureID_Invalid : ImTextureID{1});
    texture.SetStatus(gone ? ImTextureStatus_Destroyed : ImTextureStatus_OK);
}

}  // namespace

void CanvasRenderer::draw(ImDrawData& data, ImVec4 background) {
    for (ImTextureData* texture : *data.Textures)
        if (texture->Status != ImTextureStatus_Destroyed) take(*texture);
    background.w = 1;
    for (const Painter::Rows rows : painter_.draw(data, ImGui::ColorConvertFloat4ToU32(background)))
        put_rows(painter_.pixels().data(), painter_.width(), rows.begin, rows.end);
}

}  // namespace byok::platform
