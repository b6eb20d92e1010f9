/// The folder in which everything lies that the server keeps: the database, the master key, the lock.
#pragma once

#include <filesystem>

#include "core/error.h"
#include "server/file_descriptor.h"

namespace byok::server {

class DataFolder {
public:
    /// Makes the folder where it is missing, readable by its owner alone, and takes it for this process until the end
    /// of this object. Fails when it cannot be made or written, or another server has it.
    static core::Result<DataFolder> open(const std::filesystem::path& path);

    /// Fails when the database is gone or empty although there was one: its log lies there, or the master key that is
    /// made after it. SQLite would take that for a first start, and drop the log.
    [[nodiscard]] core::Result<void> check_database() const;

    [[nodiscard]] std::filesystem::path database() const { return path_ / "byok.sqlite"; }
    [[nodiscard]] std::filesystem::path master_key() const { return path_ / "master.key"; }

private:
    DataFolder(std::filesystem::path path, FileDescriptor lock);

    std::filesystem::path path_;
    FileDescriptor lock_;  // the kernel lets go of the lock when the process ends, however it ends
};

}  // namespace byok::server
