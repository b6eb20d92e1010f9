#include "server/worker.h"

#include <utility>

namespace byok::server {

Worker::Worker(std::size_t jobs_max) : jobs_max_(jobs_max), thread_([this] { work(); }) {}

Worker::~Worker() {
    {
        const std::lock_guard lock(mutex_);
        ending_ = true;
    }
    changed_.notify_one();
    thread_.join();
}

bool Worker::add(Job job) {
    {
        const std::lock_guard lock(mutex_);
        if (jobs_.size() >= jobs_max_) { return false; }
        jobs_.push_back(std::move(job));
    }
    changed_.notify_one();
    return true;
}

void Worker::add_always(Job job) {
    {
        const std::lock_guard lock(mutex_);
        jobs_.push_back(std::move(job));
    }
    changed_.notify_one();
}

void Worker::work() {
    std::unique_lock lock(mutex_);
    while (true) {
        changed_.wait(lock, [&] { return ending_ || !jobs_.empty(); });
        if (jobs_.empty()) { return; }
        {
            const Job job = std::move(jobs_.front());
            jobs_.pop_front();
            lock.unlock();
            job();
        }  // what the job holds is let go of before the lock is taken again
        lock.lock();
    }
}

}  // namespace byok::server
