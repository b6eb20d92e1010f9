/// What the live demo's organization has in it. Made by calling the API as its people would, so that the activity log
/// tells of it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/provider_key.h"
#include "core/secret.h"
#include "demo/demo_server.h"

namespace byok::demo {

/// One provider key of the demo.
struct SampleKey {
    std::string_view provider;
    std::string_view name;
    std::string_view creator;                     // of core::Role::Admin or Editor
    std::vector<std::string_view> api_keys = {};  // their names; empty = the whole organization
    bool tested = false;
    core::Finding finding = {};  // what a test said
    bool active = true;
    bool readable = true;
    std::vector<std::string_view> regions = {};  // Bedrock
};

class SampleData {
public:
    /// `server` must outlive this.
    SampleData(DemoServer& server, const Scenario& scenario);

    [[nodiscard]] const std::string& organization_id() const { return organization_id_; }
    /// Of whoever looks at the demo.
    core::Secret token_of_visitor();
    void fill();

private:
    struct Person {
        std::string_view name;
        core::Secret token;
    };

    DemoServer& server_;
    const Scenario& scenario_;
    std::string organization_id_;
    std::vector<Person> people_;
    std::vector<core::ApiKey> api_keys_;
    std::uint64_t secrets_ = 0;  // how many were made up

    void add_api_keys();
    void add(const SampleKey& sample);
    void add_many();
    core::Result<core::ProviderKey> create(const SampleKey& sample);
    void test(const SampleKey& sample, const core::ProviderKey& key);
    void disable(const SampleKey& sample, const core::ProviderKey& key);
    void lose(const core::ProviderKey& key);
    const core::Secret& token_of(std::string_view name);
    core::Credential credential_of(const SampleKey& sample);
    std::string private_key();
    std::string letters(std::size_t count, std::string_view alphabet);
    service::ApiAnswer ask(std::string_view who, std::string_view method, const std::string& path,
                           const core::Secret& body);
};

}  // namespace byok::demo
