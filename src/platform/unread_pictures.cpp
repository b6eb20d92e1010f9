#include "platform/unread_pictures.h"

#include <emscripten.h>

#include <algorithm>

namespace byok::platform {
namespace {

EM_JS(void, upload_picture, (int x, int y, int width, int height),
      { Module.page.rasterizer.upload(Module.page.canvas.getContext('webgl2'), x, y, width, height); });

bool overlap(const ImTextureRect& a, const ImTextureRect& b) {
    return a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;
}

}  // namespace

void UnreadPictures::add(ImFontAtlasRectId place, std::function<void()> draw) {
    pictures_.emplace_back(place, std::move(draw));
}

void UnreadPictures::upload(const ImTextureData& texture) {
    ImFontAtlas* atlas = ImGui::GetIO().Fonts;
    if (pictures_.empty()) return;
    if (&texture != atlas->TexData) {
        incomplete_ = true;
        return;
    }
    const bool anew = texture.Status == ImTextureStatus_WantCreate;
    // Sizes that are no longer in use are dropped, and their places with them.
    std::erase_if(pictures_,
                  [&](const auto& picture) { return ImFontAtlasPackGetRectSafe(atlas, picture.first) == nullptr; });
    for (const auto& [place, draw] : pictures_) {
        const ImTextureRect& rect = *ImFontAtlasPackGetRectSafe(atlas, place);
        if (!anew && std::ranges::none_of(texture.Updates, [&](const auto& part) { return overlap(part, rect); }))
            continue;
        draw();
        upload_picture(rect.x, rect.y, rect.w, rect.h);
    }
}

bool UnreadPictures::want_frame() {
    return std::exchange(incomplete_, false);
}

}  // namespace byok::platform
