// Zeroes every block of the C++ heap before it is freed, in the whole program and the libraries it uses.
//
// Drogon, the standard library and their strings know nothing of secrets: what they let go of would stay readable until
// something else happens to overwrite it. The replacement is global, so it is part of the program, not of a library.

#include <malloc.h>

#include <cstddef>
#include <cstdlib>
#include <new>

#include "core/secret.h"

namespace {

void wipe_and_free(void* block) noexcept {
    if (block != nullptr) {
        byok::core::wipe(block, malloc_usable_size(block));
        std::free(block);  // NOLINT(cppcoreguidelines-no-malloc): this is what new and delete stand on
    }
}

void* allocate(std::size_t size) {
    void* const block = std::malloc(size == 0 ? 1 : size);  // NOLINT(cppcoreguidelines-no-malloc): likewise
    if (block == nullptr) { throw std::bad_alloc(); }
    return block;
}

}  // namespace

void* operator new(std::size_t size) {
    return allocate(size);
}
void* operator new[](std::size_t size) {
    return allocate(size);
}
void operator delete(void* block) noexcept {
    wipe_and_free(block);
}
void operator delete[](void* block) noexcept {
    wipe_and_free(block);
}
void operator delete(void* block, std::size_t) noexcept {
    wipe_and_free(block);
}
void operator delete[](void* block, std::size_t) noexcept {
    wipe_and_free(block);
}
