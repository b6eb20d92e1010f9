#include "app/idle_watch.h"

#include <utility>

namespace byok::app {

IdleWatch::IdleWatch(Host& host, std::function<void()> idled) : host_(host), idled_(std::move(idled)) {}

IdleWatch::~IdleWatch() {
    stop();
}

void IdleWatch::watch(std::int64_t limit_ms) {
    if (limit_ms == limit_ms_) return;
    stop();
    limit_ms_ = limit_ms;
    used_at_ms_ = host_.now_ms();
    look();
}

void IdleWatch::used() {
    const std::int64_t now_ms = host_.now_ms();
    if (now_ms - used_at_ms_ >= limit_ms_) return look();
    used_at_ms_ = now_ms;
}

void IdleWatch::look() {
    if (limit_ms_ == 0) return;
    const std::int64_t left_ms = used_at_ms_ + limit_ms_ - host_.now_ms();
    if (left_ms <= 0) {
        stop();
        return idled_();
    }
    if (timer_ != 0) return;
    timer_ = host_.after(static_cast<int>(left_ms), [this] {
        timer_ = 0;
        look();
    });
}

void IdleWatch::stop() {
    if (timer_ != 0) host_.cancel_timer(std::exchange(timer_, 0));
    limit_ms_ = 0;
}

}  // namespace byok::app
