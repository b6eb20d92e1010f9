/// How Dear ImGui is built (IMGUI_USER_CONFIG): only what the console draws with.
///
/// Text comes from a font loader of our own, so neither stb_truetype nor FreeType nor a default font is compiled: with
/// IMGUI_ENABLE_FREETYPE Dear ImGui leaves stb_truetype out and asks for ImGuiFreeType::GetFontLoader(), which
/// fonts.cpp defines.
#pragma once

#define IMGUI_DISABLE_DEMO_WINDOWS
#define IMGUI_DISABLE_DEBUG_TOOLS
#define IMGUI_DISABLE_FILE_FUNCTIONS
#define IMGUI_DISABLE_DEFAULT_SHELL_FUNCTIONS
#define IMGUI_DISABLE_DEFAULT_FONT
#define IMGUI_DISABLE_OBSOLETE_FUNCTIONS
#define IMGUI_ENABLE_FREETYPE
#define IMGUI_DEFINE_MATH_OPERATORS

// WebGL draws without vertex offsets: with 16-bit indices a draw list of more than 65,536 vertices would break.
#define ImDrawIdx unsigned int
