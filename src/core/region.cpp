#include "core/region.h"

#include <algorithm>

namespace byok::core {
namespace {

constexpr Region rows[] = {
    {global_region, "Global (fallback for every region)", "", false},
    {"af-south-1", "Africa (Cape Town)", "aws", true, "South Africa"},
    {"ap-east-2", "Asia Pacific (Taipei)", "aws", true, "Taiwan"},
    {"ap-northeast-1", "Asia Pacific (Tokyo)", "aws", false, "Japan"},
    {"ap-northeast-2", "Asia Pacific (Seoul)", "aws", false, "Korea"},
    {"ap-northeast-3", "Asia Pacific (Osaka)", "aws", false, "Japan"},
    {"ap-south-1", "Asia Pacific (Mumbai)", "aws", false, "India Bombay"},
    {"ap-south-2", "Asia Pacific (Hyderabad)", "aws", true, "India"},
    {"ap-southeast-1", "Asia Pacific (Singapore)", "aws", false},
    {"ap-southeast-2", "Asia Pacific (Sydney)", "aws", false, "Australia"},
    {"ap-southeast-3", "Asia Pacific (Jakarta)", "aws", true, "Indonesia"},
    {"ap-southeast-4", "Asia Pacific (Melbourne)", "aws", true, "Australia"},
    {"ap-southeast-5", "Asia Pacific (Malaysia)", "aws", true, "Kuala Lumpur"},
    {"ap-southeast-6", "Asia Pacific (New Zealand)", "aws", true, "Auckland"},
    {"ap-southeast-7", "Asia Pacific (Thailand)", "aws", true, "Bangkok"},
    {"ca-central-1", "Canada (Central)", "aws", false, "Montreal Quebec"},
    {"ca-west-1", "Canada West (Calgary)", "aws", true, "Alberta"},
    {"eu-central-1", "Europe (Frankfurt)", "aws", false, "Germany"},
    {"eu-central-2", "Europe (Zurich)", "aws", true, "Zürich Switzerland"},
    {"eu-north-1", "Europe (Stockholm)", "aws", false, "Sweden"},
    {"eu-south-1", "Europe (Milan)", "aws", true, "Milano Italy"},
    {"eu-south-2", "Europe (Spain)", "aws", true, "Zaragoza Aragon"},
    {"eu-west-1", "Europe (Ireland)", "aws", false, "Dublin"},
    {"eu-west-2", "Europe (London)", "aws", false, "England"},
    {"eu-west-3", "Europe (Paris)", "aws", false, "France"},
    {"il-central-1", "Israel (Tel Aviv)", "aws", true},
    {"me-central-1", "Middle East (UAE)", "aws", true, "Dubai United Arab Emirates"},
    {"me-south-1", "Middle East (Bahrain)", "aws", true, "Manama"},
    {"mx-central-1", "Mexico (Central)", "aws", true, "Queretaro Querétaro"},
    {"sa-east-1", "South America (Sao Paulo)", "aws", false, "São Paulo Brazil"},
    {"us-east-1", "US East (N. Virginia)", "aws", false, "Northern Virginia Ashburn"},
    {"us-east-2", "US East (Ohio)", "aws", false, "Columbus"},
    {"us-west-1", "US West (N. California)", "aws", false, "Northern California San Francisco"},
    {"us-west-2", "US West (Oregon)", "aws", false, "Portland Boardman"},
    {"us-gov-east-1", "AWS GovCloud (US-East)", "aws-us-gov", false},
    {"us-gov-west-1", "AWS GovCloud (US-West)", "aws-us-gov", false},
    {"eusc-de-east-1", "AWS European Sovereign Cloud (Germany)", "aws-eusc", false, "Brandenburg Potsdam"},
};

/// How the ids of a partition begin: the part before `-\w+-\d+` of its pattern in botocore's partitions.json.
/// Partitions that are not offered (aws-cn, aws-iso…) have no row, so their ids are refused.
constexpr std::string_view prefixes[] = {
    "us",      "eu", "ap", "sa", "ca", "me", "af", "il", "mx",  // aws
    "us-gov",                                                   // aws-us-gov
    "eusc-de",                                                  // aws-eusc
};

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}
bool is_word(char c) {
    return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

/// `-\w+-\d+`, the whole of it.
bool is_area_and_number(std::string_view text) {
    if (!text.starts_with('-')) return false;
    const std::size_t dash = text.find('-', 1);
    if (dash == std::string_view::npos) return false;
    const std::string_view area = text.substr(1, dash - 1);
    const std::string_view number = text.substr(dash + 1);
    return !area.empty() && !number.empty() && std::ranges::all_of(area, is_word) &&
           std::ranges::all_of(number, is_digit);
}

}  // namespace

std::span<const Region> regions() {
    return rows;
}

const Region* find_region(std::string_view id) {
    for (const Region& region : rows)
        if (region.id == id) return &region;
    return nullptr;
}

bool is_region_id(std::string_view id) {
    if (find_region(id)) return true;
    // Becomes part of a host name, where a label has at most 63 characters.
    if (id.size() > 63) return false;
    return std::ranges::any_of(prefixes, [&](std::string_view prefix) {
        return id.starts_with(prefix) && is_area_and_number(id.substr(prefix.size()));
    });
}

}  // namespace byok::core
