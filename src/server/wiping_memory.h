/// C memory that is zeroed before it is freed, for the C libraries that credentials pass through: OpenSSL and libcurl
/// keep requests, header lines and TLS records in theirs. The C++ heap has the same (wiping_heap.cpp).
#pragma once

namespace byok::server {

/// To be called before libcurl is used; OpenSSL has it since before main(). False when one refuses.
bool use_wiping_memory();

}  // namespace byok::server
