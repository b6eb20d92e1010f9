#include "server/verify/http_client.h"

#include <curl/curl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <string_view>
#include <utility>

#include "core/text.h"
#include "server/verify/outbound_address.h"

namespace byok::server {

namespace {

constexpr int https_port = 443;
constexpr int look_around_ms = 200;  // how often to ask whether an answer is still wanted
constexpr int sleep_ms = 60'000;     // with nothing under way; a new call wakes it
constexpr std::size_t request_id_chars_max = 128;

/// The names under which providers give an id to each request.
constexpr std::string_view request_id_fields[] = {"request-id", "x-request-id", "x-amzn-requestid", "apim-request-id"};

bool same_letters(std::string_view a, std::string_view b) {
    return std::ranges::equal(a, b, [](char x, char y) { return (x >= 'A' && x <= 'Z' ? x - 'A' + 'a' : x) == y; });
}

void start_curl() {
    static const CURLcode started = curl_global_init(CURL_GLOBAL_DEFAULT);
    (void)started;
}

}  // namespace

/// One call under way. libcurl holds its address, so it stays where it is.
class HttpClient::Transfer {
public:
    Transfer(Waiting waiting, const HttpClientSettings& settings)
        : waiting_(std::move(waiting)), settings_(settings), easy_(curl_easy_init()) {
        prepare();
    }
    ~Transfer() {
        curl_easy_cleanup(easy_);
        for (curl_slist* field = fields_; field != nullptr; field = field->next) {
            core::wipe(field->data, std::strlen(field->data));
        }
        curl_slist_free_all(fields_);
        curl_slist_free_all(resolved_);
        core::wipe(body_);
    }
    Transfer(const Transfer&) = delete;
    Transfer& operator=(const Transfer&) = delete;

    [[nodiscard]] CURL* easy() const { return easy_; }
    [[nodiscard]] bool is_wanted() const { return !waiting_.call.is_wanted || waiting_.call.is_wanted(); }

    void finish(CURLcode code) {
        HttpAnswer answer;
        answer.failure = failure_of(code);
        if (answer.failure == HttpFailure::None) {
            long status = 0;
            curl_easy_getinfo(easy_, CURLINFO_RESPONSE_CODE, &status);
            answer.status = static_cast<int>(status);
            answer.body = core::Secret::take(body_);
            answer.request_id = std::move(request_id_);
        }
        waiting_.done(std::move(answer));
    }
    void cancel() {
        HttpAnswer answer;
        answer.failure = HttpFailure::Cancelled;
        waiting_.done(std::move(answer));
    }

private:
    Waiting waiting_;
    const HttpClientSettings& settings_;
    CURL* easy_;
    curl_slist* fields_ = nullptr;
    curl_slist* resolved_ = nullptr;
    std::string body_;
    std::string request_id_;
    bool forbidden_ = false;  // an address was refused
    bool too_large_ = false;

    template <class Value>
    void set(CURLoption option, Value value) {
        curl_easy_setopt(easy_, option, value);
    }

    void add_field(std::string_view line) {
        std::string text(line);
        fields_ = curl_slist_append(fields_, text.c_str());
        core::wipe(text);
    }

    void prepare() {
        const HttpCall& call = waiting_.call;
        set(CURLOPT_PRIVATE, this);
        set(CURLOPT_NOSIGNAL, 1L);
        set(CURLOPT_URL, call.url.c_str());
        set(CURLOPT_PROTOCOLS_STR, call.to_loopback ? "http" : "https");
        set(CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
        set(CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
        set(CURLOPT_FOLLOWLOCATION, 0L);
        set(CURLOPT_PROXY, "");
        set(CURLOPT_NETRC, static_cast<long>(CURL_NETRC_IGNORED));
        set(CURLOPT_FRESH_CONNECT, 1L);
        set(CURLOPT_FORBID_REUSE, 1L);
        set(CURLOPT_DNS_CACHE_TIMEOUT, 0L);
        set(CURLOPT_CONNECTTIMEOUT_MS, settings_.connect_timeout_ms);
        set(CURLOPT_TIMEOUT_MS, settings_.timeout_ms);
        set(CURLOPT_USERAGENT, settings_.user_agent.c_str());
        prepare_request(call);
        set(CURLOPT_WRITEFUNCTION, &Transfer::take_body);
        set(CURLOPT_WRITEDATA, this);
        set(CURLOPT_HEADERFUNCTION, &Transfer::take_field);
        set(CURLOPT_HEADERDATA, this);
        set(CURLOPT_OPENSOCKETFUNCTION, &Transfer::open_socket);
        set(CURLOPT_OPENSOCKETDATA, this);
        for (const std::string& entry : settings_.resolved) { resolved_ = curl_slist_append(resolved_, entry.c_str()); }
        if (resolved_ != nullptr) { set(CURLOPT_RESOLVE, resolved_); }
    }

    void prepare_request(const HttpCall& call) {
        if (call.method == "POST") {
            set(CURLOPT_POST, 1L);
            set(CURLOPT_POSTFIELDSIZE, static_cast<long>(call.body.size()));
            const void* const body = call.body.reveal().data();  // with its size above; it need not end in a zero
            set(CURLOPT_POSTFIELDS, body);
            add_field("Expect:");
        } else {
            set(CURLOPT_HTTPGET, 1L);
        }
        for (const HttpField& field : call.fields) {
            std::string line;
            line.reserve(field.name.size() + 2 + field.value.size());
            line.append(field.name).append(": ").append(field.value.reveal());
            add_field(line);
            core::wipe(line);
        }
        set(CURLOPT_HTTPHEADER, fields_);
    }

    [[nodiscard]] HttpFailure failure_of(CURLcode code) const {
        switch (code) {
            case CURLE_OK:
                return HttpFailure::None;
            case CURLE_COULDNT_RESOLVE_HOST:
                return HttpFailure::NoAddress;
            case CURLE_COULDNT_CONNECT:
                return forbidden_ ? HttpFailure::Forbidden : HttpFailure::Connect;
            case CURLE_OPERATION_TIMEDOUT:
                return HttpFailure::Timeout;
            case CURLE_SSL_CONNECT_ERROR:
            case CURLE_PEER_FAILED_VERIFICATION:
            case CURLE_SSL_CACERT_BADFILE:
                return HttpFailure::Tls;
            case CURLE_WRITE_ERROR:
                return too_large_ ? HttpFailure::TooLarge : HttpFailure::Broken;
            default:
                return forbidden_ ? HttpFailure::Forbidden : HttpFailure::Broken;
        }
    }

    bool may_connect(const sockaddr& address) const {
        if (waiting_.call.to_loopback) { return is_loopback_address(address); }
        return is_public_address(address) && port_of(address) == https_port;
    }

    static std::size_t take_body(const char* data, std::size_t, std::size_t size, void* self) {
        auto& transfer = *static_cast<Transfer*>(self);
        if (transfer.body_.size() + size > transfer.settings_.body_bytes_max) {
            transfer.too_large_ = true;
            return CURL_WRITEFUNC_ERROR;
        }
        transfer.body_.append(data, size);
        return size;
    }

    static std::size_t take_field(const char* data, std::size_t, std::size_t size, void* self) {
        auto& transfer = *static_cast<Transfer*>(self);
        const std::string_view line(data, size);
        const std::size_t colon = line.find(':');
        if (colon == std::string_view::npos) { return size; }
        const std::string_view name = line.substr(0, colon);
        if (std::ranges::any_of(request_id_fields, [&](std::string_view known) { return same_letters(name, known); })) {
            transfer.request_id_ = core::one_line(core::trimmed(line.substr(colon + 1)), request_id_chars_max);
        }
        return size;
    }

    static curl_socket_t open_socket(void* self, curlsocktype, curl_sockaddr* address) {
        auto& transfer = *static_cast<Transfer*>(self);
        if (!transfer.may_connect(address->addr)) {
            transfer.forbidden_ = true;
            return CURL_SOCKET_BAD;
        }
        return ::socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
    }
};

HttpClient::HttpClient(HttpClientSettings settings)
    : settings_(std::move(settings)), multi_((start_curl(), curl_multi_init())), thread_([this] { work(); }) {}

HttpClient::~HttpClient() {
    {
        const std::lock_guard lock(mutex_);
        ending_ = true;
        curl_multi_wakeup(static_cast<CURLM*>(multi_));
    }
    thread_.join();
    curl_multi_cleanup(static_cast<CURLM*>(multi_));
}

void HttpClient::send(HttpCall call, Done done) {
    const std::lock_guard lock(mutex_);
    waiting_.push_back({std::move(call), std::move(done)});
    curl_multi_wakeup(static_cast<CURLM*>(multi_));
}

void HttpClient::work() {
    while (begin_waiting()) {
        int running = 0;
        curl_multi_perform(static_cast<CURLM*>(multi_), &running);
        finish_done();
        cancel_unwanted(false);
        forget_answers();
        curl_multi_poll(static_cast<CURLM*>(multi_), nullptr, 0, under_way_.empty() ? sleep_ms : look_around_ms,
                        nullptr);
    }
    // Who is told may send once more.
    do { cancel_unwanted(true); } while (!begin_waiting() && !under_way_.empty());
}

/// Begins what there is room for. False when the client ends: then nothing waits any more.
bool HttpClient::begin_waiting() {
    std::deque<Waiting> begun;
    bool ending = false;
    {
        const std::lock_guard lock(mutex_);
        ending = ending_;
        while (!waiting_.empty() && (ending || under_way_.size() + begun.size() < settings_.calls_max)) {
            begun.push_back(std::move(waiting_.front()));
            waiting_.pop_front();
        }
    }
    for (Waiting& each : begun) {
        auto& transfer = under_way_.emplace_back(std::make_unique<Transfer>(std::move(each), settings_));
        curl_multi_add_handle(static_cast<CURLM*>(multi_), transfer->easy());
    }
    return !ending;
}

/// libcurl keeps the memory that it received the last answer in, perhaps with a token in it. With nothing under way it
/// begins anew.
void HttpClient::forget_answers() {
    if (!answered_ || !under_way_.empty()) { return; }
    answered_ = false;
    const std::lock_guard lock(mutex_);
    curl_multi_cleanup(static_cast<CURLM*>(multi_));
    multi_ = curl_multi_init();
    // What was sent in between has woken the one before.
    if (ending_ || !waiting_.empty()) { curl_multi_wakeup(static_cast<CURLM*>(multi_)); }
}

void HttpClient::finish_done() {
    auto* const multi = static_cast<CURLM*>(multi_);
    int left = 0;
    while (const CURLMsg* message = curl_multi_info_read(multi, &left)) {
        if (message->msg != CURLMSG_DONE) { continue; }
        const CURLcode code = message->data.result;  // the message does not outlive the handle's removal
        CURL* const easy = message->easy_handle;
        curl_multi_remove_handle(multi, easy);
        answered_ = true;
        const auto found = std::ranges::find(under_way_, easy, [](const auto& transfer) { return transfer->easy(); });
        const std::unique_ptr<Transfer> transfer = std::move(*found);
        under_way_.erase(found);
        transfer->finish(code);
    }
}

void HttpClient::cancel_unwanted(bool all) {
    const auto is_unwanted = [&](const auto& transfer) { return all || !transfer->is_wanted(); };
    const auto unwanted = std::ranges::stable_partition(under_way_, std::not_fn(is_unwanted));
    std::vector<std::unique_ptr<Transfer>> gone(std::make_move_iterator(unwanted.begin()),
                                                std::make_move_iterator(unwanted.end()));
    under_way_.erase(unwanted.begin(), unwanted.end());
    for (const auto& transfer : gone) {
        curl_multi_remove_handle(static_cast<CURLM*>(multi_), transfer->easy());
        transfer->cancel();
    }
}

}  // namespace byok::server
