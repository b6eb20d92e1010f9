/// The folder in which everything lies that the server keeps: the database, the master key, the lock.
#pragma once

#include <filesystem>
#include <utility>

#include "core/error.h"
#include "server/file_descriptor.h"

namespace byok::server {

/// Where things lie in the folder. Making this takes nothing and touches nothing.
struct DataPaths {
    std::filesystem::path folder;

    [[nodiscard]] std::filesystem::path database() const { return folder / "byok.sqlite"; }
    /// The first sealing key, where no other source is named.
    [[nodiscard]] std::filesystem::path master_key() const { return folder / "master.key"; }
    /// Where the sealing keys are (server/key_source.h).
    [[nodiscard]] std::filesystem::path key_sources() const { return folder / "sealing-keys"; }
};

class DataFolder {
public:
    /// Makes the folder where it is missing, readable by its owner alone, and takes it for this process until the end
    /// of this object. Fails when it cannot be made or written, or another server has it.
    static core::Result<DataFolder> open(const std::filesystem::path& path);

    /// Fails when the database is gone or empty although there was one: its log lies there, or the master key that is
    /// made after it. SQLite would take that for a first start, and drop the log.
    [[nodiscard]] core::Result<void> check_database() const;

    [[nodiscard]] const DataPaths& paths() const { return paths_; }

private:
    DataFolder(DataPaths paths, FileDescriptor lock) : paths_(std::move(paths)), lock_(std::move(lock)) {}

    DataPaths paths_;
    FileDescriptor lock_;  // the kernel lets go of the lock when the process ends, however it ends
};

}  // namespace byok::server
