#include "server/data_folder.h"

#include <fcntl.h>
#include <sys/file.h>

#include <cerrno>
#include <system_error>
#include <utility>

#include "server/failure.h"

namespace byok::server {

namespace fs = std::filesystem;

core::Result<DataFolder> DataFolder::open(const fs::path& path) {
    std::error_code error;
    if (!fs::is_directory(path, error)) {
        fs::create_directories(path, error);
        if (error) { return failure("Cannot make the data folder " + path.string() + ": " + error.message() + "."); }
        fs::permissions(path, fs::perms::owner_all, error);
    }
    const std::string lock_path = (path / "lock").string();
    FileDescriptor lock(::open(lock_path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600));
    if (!lock) { return system_failure("Cannot write to the data folder " + path.string(), errno); }
    if (::flock(lock.get(), LOCK_EX | LOCK_NB) != 0) {
        if (errno == EWOULDBLOCK) {
            return failure("Another byok-server is using the data folder " + path.string() +
                           ". Stop it first, or choose another folder with --data.");
        }
        return system_failure("Cannot lock the data folder " + path.string(), errno);
    }
    return DataFolder({path}, std::move(lock));
}

core::Result<void> DataFolder::check_database() const {
    std::error_code error;
    const auto bytes_of = [&](const fs::path& file) {
        const auto bytes = fs::file_size(file, error);
        return error ? 0 : bytes;
    };
    const std::string name = paths_.database().string();
    if (bytes_of(paths_.database()) > 0) { return {}; }
    if (bytes_of(name + "-wal") > 0 ||
        (fs::exists(paths_.database(), error) && fs::exists(paths_.master_key(), error))) {
        return failure("The database " + name +
                       " is empty or gone, and was not always. Put a backup in its place, or start with another "
                       "folder (--data).");
    }
    return {};
}

}  // namespace byok::server
