/// The AWS regions that offer Amazon Bedrock, and the rule for regions newer than this table.
///
/// Source: botocore 1.43.67 `endpoints.json` (services.bedrock) and `partitions.json`.
#pragma once

#include <span>
#include <string_view>

namespace byok::core {

struct Region {
    std::string_view id;           // "us-east-1", or "global"
    std::string_view name;         // "US East (N. Virginia)"
    std::string_view partition;    // "aws", "aws-us-gov", "aws-eusc"; empty for "global"
    bool opt_in;                   // switched off in an AWS account until somebody enables it
    std::string_view places = {};  // cities and countries that are not in its name, to be found by
};

/// The region name under which one set of credentials serves every region without its own.
inline constexpr std::string_view global_region = "global";

/// `global` first, then all regions, in the order in which they are offered.
std::span<const Region> regions();

/// The region of that id; null when the table does not know it.
const Region* find_region(std::string_view id);

/// Whether `id` is `global`, is in the table, or fits the pattern of a partition that is offered
/// (so that a new region needs no new release).
bool is_region_id(std::string_view id);

}  // namespace byok::core
