#include "app/fake_transport.h"

#include <algorithm>
#include <utility>

namespace byok::test {

FakeTransport::RequestHandle FakeTransport::send(app::HttpRequest request,
                                                 std::function<void(app::HttpResponse)> done) {
    SentRequest sent;
    sent.handle = ++handles_;
    sent.method = request.method;
    sent.url = request.url;
    sent.token = request.token.reveal();
    sent.body = request.body.reveal();
    sent.if_match = request.if_match;
    sent.idempotency_key = request.idempotency_key;
    sent.timeout_ms = request.timeout_ms;
    sent.sent_at_ms = now_ms_;
    sent_.push_back(sent);
    waiting_[sent.handle] = std::move(done);
    return sent.handle;
}

void FakeTransport::cancel(RequestHandle handle) {
    if (waiting_.erase(handle) != 0) record(handle).cancelled = true;
}

FakeTransport::TimerHandle FakeTransport::after(int delay_ms, std::function<void()> then) {
    timers_[++handles_] = {now_ms_ + delay_ms, std::move(then)};
    return handles_;
}

void FakeTransport::cancel_timer(TimerHandle handle) {
    timers_.erase(handle);
}

void FakeTransport::show_address(const std::string& fragment, app::HistoryPlace place) {
    addresses_.push_back({fragment, place});
}

void FakeTransport::write_clipboard(core::Secret text, std::function<void(bool)> done) {
    if (clipboard_works) copied_.emplace_back(text.reveal());
    after(0, [done = std::move(done), works = clipboard_works] { done(works); });
}

std::vector<SentRequest> FakeTransport::in_flight() const {
    std::vector<SentRequest> found;
    for (const SentRequest& sent : sent_) {
        if (waiting_.contains(sent.handle)) found.push_back(sent);
    }
    return found;
}

bool FakeTransport::answer(RequestHandle handle, const Answer& answer) {
    app::HttpResponse response;
    response.status = answer.status;
    response.body = core::Secret(answer.body);
    response.retry_after = answer.retry_after;
    return finish(handle, std::move(response));
}

bool FakeTransport::answer(std::string_view method, std::string_view url, const Answer& what) {
    return answer(find(method, url), what);
}

bool FakeTransport::lose(RequestHandle handle) {
    return finish(handle, {});
}

bool FakeTransport::lose(std::string_view method, std::string_view url) {
    return lose(find(method, url));
}

void FakeTransport::serve(Server server, int latency_ms) {
    server_ = std::move(server);
    ignored_.clear();
    latency_ms_ = latency_ms;
}

void FakeTransport::run_for(int ms) {
    const std::int64_t end_ms = now_ms_ + ms;
    for (std::int64_t due_ms = next_due_ms(end_ms); due_ms <= end_ms; due_ms = next_due_ms(end_ms)) {
        now_ms_ = std::max(now_ms_, due_ms);
        happen_timers_due();
        happen_answers_due();
    }
    now_ms_ = end_ms;
}

FakeTransport::RequestHandle FakeTransport::find(std::string_view method, std::string_view url) const {
    for (const SentRequest& sent : sent_) {
        if (sent.method == method && sent.url == url && waiting_.contains(sent.handle)) return sent.handle;
    }
    return 0;
}

SentRequest& FakeTransport::record(RequestHandle handle) {
    return *std::ranges::find(sent_, handle, &SentRequest::handle);
}

bool FakeTransport::finish(RequestHandle handle, app::HttpResponse response) {
    const auto waiting = waiting_.extract(handle);
    if (waiting.empty()) return false;
    waiting.mapped()(std::move(response));
    return true;
}

void FakeTransport::happen_timers_due() {
    const auto due = std::ranges::find_if(timers_, [&](const auto& timer) { return timer.second.due_ms <= now_ms_; });
    if (due == timers_.end()) return;
    const auto timer = timers_.extract(due);
    timer.mapped().then();
}

void FakeTransport::happen_answers_due() {
    for (const SentRequest& sent : in_flight()) {
        if (is_for_server(sent) && sent.sent_at_ms + latency_ms_ <= now_ms_) {
            const std::optional<Answer> served = server_(sent);
            if (!served) ignored_.insert(sent.handle);
            if (served) answer(sent.handle, *served);
        }
        if (sent.sent_at_ms + sent.timeout_ms <= now_ms_) {
            app::HttpResponse response;
            response.timed_out = true;
            finish(sent.handle, std::move(response));
        }
    }
}

bool FakeTransport::is_for_server(const SentRequest& sent) const {
    return server_ && !ignored_.contains(sent.handle);
}

/// When something happens next; after `end_ms` when nothing does until then.
std::int64_t FakeTransport::next_due_ms(std::int64_t end_ms) const {
    std::int64_t next = end_ms + 1;
    for (const auto& [handle, timer] : timers_) next = std::min(next, timer.due_ms);
    for (const SentRequest& sent : in_flight()) {
        next = std::min(next, sent.sent_at_ms + sent.timeout_ms);
        if (is_for_server(sent)) next = std::min(next, sent.sent_at_ms + latency_ms_);
    }
    return next;
}

}  // namespace byok::test
