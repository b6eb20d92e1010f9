// Every block of memory is overwritten with zeros before it is freed, whoever frees it: so what libraries copy of a
// secret on its way (JSON writer, request headers, string buffers that grow) does not stay behind either.
//
// Emscripten's malloc keeps its own under other names for exactly this; operator delete and Dear ImGui end here as
// well.

#include <cstdlib>
#include <cstring>

#include "core/secret.h"

extern "C" {

void emscripten_builtin_free(void* block);
std::size_t malloc_usable_size(void* block);

void free(void* block) {
    if (block == nullptr) return;
    byok::core::wipe(block, malloc_usable_size(block));
    emscripten_builtin_free(block);
}

// Never grows in place, so that there is one way out for an old block: free().
void* realloc(void* block, std::size_t size) {
    if (block == nullptr) return malloc(size);
    void* moved = malloc(size);
    if (moved == nullptr) return nullptr;
    const std::size_t old_size = malloc_usable_size(block);
    std::memcpy(moved, block, old_size < size ? old_size : size);
    free(block);
    return moved;
}
}
