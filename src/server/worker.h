/// One thread that does the work which waits for the disk, so that the thread which serves connections never does.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>

namespace byok::server {

class Worker {
public:
    using Job = std::function<void()>;

    /// At most `jobs_max` jobs wait at a time.
    explicit Worker(std::size_t jobs_max);
    /// Does what is still waiting, then ends.
    ~Worker();
    Worker(const Worker&) = delete;
    Worker& operator=(const Worker&) = delete;

    /// Puts `job` behind the others; false, and nothing happens, when too many wait. A job must not throw.
    bool add(Job job);
    /// Puts `job` behind the others, however many wait: for what finishes something begun.
    void add_always(Job job);

private:
    const std::size_t jobs_max_;
    std::mutex mutex_;
    std::condition_variable changed_;
    std::deque<Job> jobs_;
    bool ending_ = false;
    std::thread thread_;  // last: it uses the others from its first moment

    void work();
};

}  // namespace byok::server
