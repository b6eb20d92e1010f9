/// How the answers of providers are to be read: one table, the first row that fits decides.
///
/// Sources for the rows: the providers' documentation of their errors, and what verifiers of leaked keys and users of
/// gateways found out by trying. Each row says only what the answer surely means. An answer that no row knows is
/// Unknown.
#pragma once

#include <string_view>

#include "core/test_result.h"
#include "server/verify/http_call.h"

namespace byok::server {

/// What an answer means. `step` is the provider's slug, or for providers that are asked more than once the slug and
/// the step: "bedrock/sts", "bedrock/models", "google_vertex_ai/token", "google_vertex_ai/permissions",
/// "deepseek/balance". `provider_name` is for people.
core::Finding read_answer(std::string_view step, std::string_view provider_name, const HttpAnswer& answer);

}  // namespace byok::server
