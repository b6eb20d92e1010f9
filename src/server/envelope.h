/// How a secret is sealed: with a data key of its own, which is wrapped with a sealing key (envelope encryption).
///
/// Sealed bytes are, one after the other: the format's mark `BYOK2`; the wrapped data key, a 24-byte random nonce and
/// the ciphertext with its 16-byte tag; then the secret, likewise. Both are XChaCha20-Poly1305 (libsodium).
/// Authenticated with each, every part with its length in front: what it is and the format's version, the field, the
/// organization, the row's id and the revision; with the wrapped key also the id of the sealing key (no AEAD of this
/// family commits to its key). What was moved to another place does not open.
///
/// Format 1, of the first versions, had the secret sealed with the sealing key itself, without a mark. It still opens.
#pragma once

#include <string>
#include <string_view>

#include "core/error.h"
#include "core/secret.h"
#include "server/master_key.h"
#include "service/vault.h"

namespace byok::server {

/// Seals `secret` for `place` with a fresh data key.
service::Sealed seal_envelope(const MasterKey& key, const service::SealedPlace& place, const core::Secret& secret);

/// The secret. Fails when it was sealed with another key or for another place, or was damaged.
core::Result<core::Secret> open_envelope(const MasterKey& key, const service::SealedPlace& place,
                                         const service::Sealed& sealed);

/// The same secret under another sealing key: its data key wrapped anew, the sealed secret untouched and unread. One in
/// format 1 is opened and sealed again. Fails like open_envelope().
core::Result<service::Sealed> rewrap_envelope(const MasterKey& from, const MasterKey& to,
                                              const service::SealedPlace& place, const service::Sealed& sealed);

/// Whether it is in the current format.
bool is_current_format(std::string_view sealed_bytes);

}  // namespace byok::server
