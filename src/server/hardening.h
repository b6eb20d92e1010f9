/// Keeps what is in this process' memory from getting out by accident.
#pragma once

namespace byok::server {

/// No core dumps, no debugger of the same user, no files that others can read. Also lets a write beyond a file size
/// limit fail like a full disk rather than end the process.
void harden_process();

}  // namespace byok::server
