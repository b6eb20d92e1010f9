#include "platform/webgl_renderer.h"

#include <GLES3/gl3.h>

#include <algorithm>
#include <cstddef>

namespace byok::platform {
namespace {

// Where the vertex shader finds its inputs. The scale is the same for all vertices: a constant attribute.
constexpr GLuint position_at = 0, uv_at = 1, colour_at = 2, scale_at = 3;

constexpr const char* vertex_shader = R"(#version 300 es
layout(location = 0) in vec2 position;
layout(location = 1) in vec2 uv;
layout(location = 2) in vec4 colour;
layout(location = 3) in vec2 scale;
out vec2 texture_at;
out vec4 tint;
void main() {
    texture_at = uv;
    tint = colour;
    gl_Position = vec4(position * scale + vec2(-1, 1), 0, 1);
}
)";

constexpr const char* fragment_shader = R"(#version 300 es
precision mediump float;
uniform sampler2D glyphs;
in vec2 texture_at;
in vec4 tint;
out vec4 pixel;
void main() {
    pixel = tint * texture(glyphs, texture_at);
}
)";

void add_shader(GLuint program, GLenum type, const char* source) {
    const GLuint shader = glCreateShader(type);
    glShaderSource(shader, 1, &source, nullptr);
    glCompileShader(shader);
    glAttachShader(program, shader);
}

const void* offset(std::size_t bytes) {
    return reinterpret_cast<const void*>(bytes);
}

GLuint name_of(ImTextureID id) {
    return static_cast<GLuint>(id);
}

}  // namespace

void WebglRenderer::draw(ImDrawData& data, ImVec4 background) {
    if (!prepared_) prepare();
    for (ImTextureData* texture : *data.Textures) upload(*texture);

    const auto width = static_cast<GLsizei>(data.DisplaySize.x), height = static_cast<GLsizei>(data.DisplaySize.y);
    glViewport(0, 0, width, height);
    glScissor(0, 0, width, height);
    glClearColor(background.x, background.y, background.z, 1);
    glClear(GL_COLOR_BUFFER_BIT);
    glVertexAttrib2f(scale_at, 2 / data.DisplaySize.x, -2 / data.DisplaySize.y);
    for (const ImDrawList* list : data.CmdLists) draw_list(*list, data.DisplaySize);
}

void WebglRenderer::forget() {
    prepared_ = false;
    // Dear ImGui asks for them again, with all that is in them.
    for (ImTextureData* texture : ImGui::GetPlatformIO().Textures) {
        texture->SetTexID(ImTextureID_Invalid);
        texture->SetStatus(ImTextureStatus_Destroyed);
    }
}

void WebglRenderer::prepare() {
    prepared_ = true;
    const GLuint program = glCreateProgram();
    add_shader(program, GL_VERTEX_SHADER, vertex_shader);
    add_shader(program, GL_FRAGMENT_SHADER, fragment_shader);
    glLinkProgram(program);
    glUseProgram(program);

    GLuint buffers[2];
    glGenBuffers(2, buffers);
    glBindBuffer(GL_ARRAY_BUFFER, buffers[0]);
    glBindBuffer(GL_ELEMENT_ARRAY_BUFFER, buffers[1]);
    for (const GLuint attribute : {position_at, uv_at, colour_at}) glEnableVertexAttribArray(attribute);
    constexpr GLsizei stride = sizeof(ImDrawVert);
    glVertexAttribPointer(position_at, 2, GL_FLOAT, GL_FALSE, stride, offset(offsetof(ImDrawVert, pos)));
    glVertexAttribPointer(uv_at, 2, GL_FLOAT, GL_FALSE, stride, offset(offsetof(ImDrawVert, uv)));
    glVertexAttribPointer(colour_at, 4, GL_UNSIGNED_BYTE, GL_TRUE, stride, offset(offsetof(ImDrawVert, col)));

    glEnable(GL_SCISSOR_TEST);
    glEnable(GL_BLEND);
    glBlendFuncSeparate(GL_SRC_ALPHA, GL_ONE_MINUS_SRC_ALPHA, GL_ONE, GL_ONE_MINUS_SRC_ALPHA);
}

void WebglRenderer::upload(ImTextureData& texture) {
    GLuint name = name_of(texture.GetTexID());
    if (texture.Status == ImTextureStatus_WantCreate) {
        glGenTextures(1, &name);
        glBindTexture(GL_TEXTURE_2D, name);
        for (const GLenum filter : {GLenum{GL_TEXTURE_MIN_FILTER}, GLenum{GL_TEXTURE_MAG_FILTER}})
            glTexParameteri(GL_TEXTURE_2D, filter, GL_LINEAR);
        for (const GLenum edge : {GLenum{GL_TEXTURE_WRAP_S}, GLenum{GL_TEXTURE_WRAP_T}})
            glTexParameteri(GL_TEXTURE_2D, edge, GL_CLAMP_TO_EDGE);
        glTexImage2D(GL_TEXTURE_2D, 0, GL_RGBA, texture.Width, texture.Height, 0, GL_RGBA, GL_UNSIGNED_BYTE,
                     texture.GetPixels());
        texture.SetTexID(name);
        unread_.upload(texture);
        texture.SetStatus(ImTextureStatus_OK);
    } else if (texture.Status == ImTextureStatus_WantUpdates) {
        glBindTexture(GL_TEXTURE_2D, name);
        glPixelStorei(GL_UNPACK_ROW_LENGTH, texture.Width);
        for (const ImTextureRect& part : texture.Updates)
            glTexSubImage2D(GL_TEXTURE_2D, 0, part.x, part.y, part.w, part.h, GL_RGBA, GL_UNSIGNED_BYTE,
                            texture.GetPixelsAt(part.x, part.y));
        glPixelStorei(GL_UNPACK_ROW_LENGTH, 0);
        unread_.upload(texture);
        texture.SetStatus(ImTextureStatus_OK);
    } else if (texture.Status == ImTextureStatus_WantDestroy && texture.UnusedFrames > 0) {
        glDeleteTextures(1, &name);
        texture.SetTexID(ImTextureID_Invalid);
        texture.SetStatus(ImTextureStatus_Destroyed);
    }
}

void WebglRenderer::draw_list(const ImDrawList& list, ImVec2 size) {
    static_assert(sizeof(ImDrawIdx) == sizeof(GLuint));
    glBufferData(GL_ARRAY_BUFFER, list.VtxBuffer.size_in_bytes(), list.VtxBuffer.Data, GL_STREAM_DRAW);
    glBufferData(GL_ELEMENT_ARRAY_BUFFER, list.IdxBuffer.size_in_bytes(), list.IdxBuffer.Data, GL_STREAM_DRAW);
    for (const ImDrawCmd& command : list.CmdBuffer) {
        const float left = std::max(command.ClipRect.x, 0.0f), top = std::max(command.ClipRect.y, 0.0f);
        const float right = std::min(command.ClipRect.z, size.x), bottom = std::min(command.ClipRect.w, size.y);
        if (right <= left || bottom <= top || command.ElemCount == 0) continue;
        glScissor(static_cast<GLint>(left), static_cast<GLint>(size.y - bottom), static_cast<GLsizei>(right - left),
                  static_cast<GLsizei>(bottom - top));
        glBindTexture(GL_TEXTURE_2D, name_of(command.GetTexID()));
        glDrawElements(GL_TRIANGLES, static_cast<GLsizei>(command.ElemCount), GL_UNSIGNED_INT,
                       offset(command.IdxOffset * sizeof(ImDrawIdx)));
    }
}

}  // namespace byok::platform
