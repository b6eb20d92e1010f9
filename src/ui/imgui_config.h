/// How Dear ImGui is built (IMGUI_USER_CONFIG): only what the console draws with.
///
/// Left out, without a patch (imgui_left_out.cpp has the few names that Dear ImGui's core still refers to):
/// - stb_truetype, FreeType and the default font: text comes from a font loader of our own (IMGUI_ENABLE_FREETYPE alone
///   makes Dear ImGui ask for ImGuiFreeType::GetFontLoader() instead of stb_truetype's).
/// - imgui_tables.cpp: ui/table.cpp draws tables, because a row is a node as well as pixels. 17 KB of the page.
/// - imgui_widgets.cpp: ui/ has widgets of its own, and the browser edits text. 12 KB of the page.
/// - sscanf: it is called for whole numbers alone (imgui.ini, which is never written, and a shader version), and brings
///   the C library's floating-point parser along. 4 KB of the page.
#pragma once

#include <stdio.h>  // before sscanf becomes a macro

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

/// sscanf for formats of plain characters and %d or %i. Returns how many numbers were stored.
int scan_whole_numbers(const char* text, const char* format, ...);
#define sscanf scan_whole_numbers
