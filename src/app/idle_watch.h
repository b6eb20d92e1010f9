/// Notices when a person has done nothing for too long. At rest it costs one timer, which is set anew only when it
/// fires.
#pragma once

#include <functional>

#include "app/host.h"

namespace byok::app {

class IdleWatch {
public:
    /// `host` must outlive this. `idled` is called once for each watch() that came to its end, from the main loop
    /// or from used() or look().
    IdleWatch(Host& host, std::function<void()> idled);
    ~IdleWatch();
    IdleWatch(const IdleWatch&) = delete;
    IdleWatch& operator=(const IdleWatch&) = delete;

    /// From now on nothing may be done for so long; 0 = for ever. The same limit as before changes nothing.
    void watch(std::int64_t limit_ms);
    /// The person pressed a key, clicked or touched. Too late is too late, also where the timer has not fired because
    /// the machine was asleep.
    void used();
    /// Looks at once, as when the page is seen again: browsers put off the timers of a page that is not.
    void look();

private:
    Host& host_;
    std::function<void()> idled_;
    std::int64_t limit_ms_ = 0;
    std::int64_t used_at_ms_ = 0;
    Host::TimerHandle timer_ = 0;  // 0 = none is set

    void stop();
};

}  // namespace byok::app
