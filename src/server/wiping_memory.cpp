#include "server/wiping_memory.h"

#include <curl/curl.h>
#include <malloc.h>
#include <openssl/crypto.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>

#include "core/secret.h"

// NOLINTBEGIN(cppcoreguidelines-no-malloc): these are what C libraries ask for
namespace byok::server {

namespace {

void wipe_and_free(void* block) {
    if (block == nullptr) { return; }
    core::wipe(block, malloc_usable_size(block));
    std::free(block);
}

/// Never in place: what is left of a block that moved would stay readable.
void* move_and_wipe(void* block, std::size_t size) {
    if (size == 0) {
        wipe_and_free(block);
        return nullptr;
    }
    void* const moved = std::malloc(size);
    if (moved == nullptr || block == nullptr) { return moved; }
    std::memcpy(moved, block, std::min(size, malloc_usable_size(block)));
    wipe_and_free(block);
    return moved;
}

// OpenSSL also says which line asks.
void* allocate_for_openssl(std::size_t size, const char*, int) {
    return std::malloc(size);
}
void* move_for_openssl(void* block, std::size_t size, const char*, int) {
    return move_and_wipe(block, size);
}
void free_for_openssl(void* block, const char*, int) {
    wipe_and_free(block);
}

bool openssl_wipes = false;

void make_openssl_wipe(int, char**, char**) {
    openssl_wipes = CRYPTO_set_mem_functions(allocate_for_openssl, move_for_openssl, free_for_openssl) == 1;
}

// OpenSSL takes this only before its first allocation, which happens while libraries are being initialised. What stands
// in this section runs before that; it can only stand in a program.
[[gnu::section(".preinit_array"), gnu::used]] void (*const before_all)(int, char**, char**) = make_openssl_wipe;

}  // namespace

bool use_wiping_memory() {
    return openssl_wipes && curl_global_init_mem(CURL_GLOBAL_DEFAULT, std::malloc, wipe_and_free, move_and_wipe,
                                                 ::strdup, std::calloc) == CURLE_OK;
}

}  // namespace byok::server
// NOLINTEND(cppcoreguidelines-no-malloc)
