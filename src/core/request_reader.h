/// Reads one JSON object of a request strictly and collects what is wrong with it, each under its field's path.
///
/// Every member has to be asked for: those that nobody asked for are refused by refuse_others(). Absent and null are
/// different things here: a member that is there has to have its type.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/error.h"
#include "core/json.h"
#include "core/validate.h"

namespace byok::core {

/// A whole JSON text that has to be an object, with unique members everywhere in it. On failure a sentence that begins
/// with `subject` ("The body") and never quotes values.
Result<Json> parse_object(std::string_view text, std::string_view subject);

/// InvalidRequest about these fields; its sentence is the first field's.
Error invalid_request(FieldErrors fields);

class RequestReader {
public:
    /// `object` has to be an object; it and `problems` must outlive this. `path` is where the object stands in the
    /// request: empty for the body, "provider_key" and so on.
    RequestReader(const Json& object, std::string path, FieldErrors& problems);

    /// What the member holds; none when it is absent, or has another type, which is noted as a problem.
    std::optional<std::string_view> text(std::string_view name);
    std::optional<bool> boolean(std::string_view name);
    std::optional<std::vector<std::string>> texts(std::string_view name);
    /// As text(), and its absence is a problem as well.
    std::optional<std::string_view> needed_text(std::string_view name);
    /// A member that says the same as its absence: null, "", [] or absent. Anything else is a problem, in these words.
    void only_empty(std::string_view name, std::string_view message);

    void refuse(std::string_view name, std::string_view message);
    /// Notes the first member that was not asked for.
    void refuse_others();

private:
    const Json& object_;
    std::string path_;
    FieldErrors& problems_;
    std::vector<std::string_view> asked_for_;

    const Json* find(std::string_view name);
};

}  // namespace byok::core
