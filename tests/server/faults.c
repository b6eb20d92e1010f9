// Loaded before the C library into a server under test (LD_PRELOAD; see faults.mjs): makes calls to the disk fail, and
// shifts the clock, as a file says that can change at any moment.
//
// BYOK_FAULTS names the file: "OPERATION ERRNO SKIP TIMES" lets SKIP calls of that operation pass, then fails TIMES
// calls; begun anew when the file says something else; "none" or nothing = all is well. OPERATION: write, sync, read, truncate, open. A write
// that fails first writes half of its bytes, as a disk does that fills up. BYOK_CLOCK names a file with the seconds that
// the clock is ahead.
//
// Only regular files are meddled with, so the log, the sockets and the libraries are left alone.

#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/types.h>
#include <time.h>
#include <unistd.h>

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;

// Past the functions below.
static void read_file(const char* variable, char* text, size_t size) {
    const char* const name = getenv(variable);
    text[0] = '\0';
    if (name == NULL) return;
    const long file = syscall(SYS_openat, AT_FDCWD, name, O_RDONLY | O_CLOEXEC);
    if (file < 0) return;
    const long count = syscall(SYS_read, file, text, size - 1);
    text[count < 0 ? 0 : count] = '\0';
    syscall(SYS_close, file);
}

static int is_regular(int file) {
    struct stat status;
    return fstat(file, &status) == 0 && S_ISREG(status.st_mode);
}

// The errno to fail with; 0 = let it pass. `first` = the first call to fail since the file changed.
static int fault(const char* operation, int* first) {
    static char before[64];
    static int passed, failed;
    char now[64], wanted[16];
    int error_number = 0, skip = 0, times = 0, result = 0;
    const int saved = errno;
    read_file("BYOK_FAULTS", now, sizeof now);
    pthread_mutex_lock(&mutex);
    if (strcmp(now, before) != 0) {
        strcpy(before, now);
        passed = failed = 0;
    }
    const int count = sscanf(now, "%15s %d %d %d", wanted, &error_number, &skip, &times);
    if (count == 4 && strcmp(wanted, operation) == 0 && passed++ >= skip && failed < times) {
        *first = failed++ == 0;
        result = error_number;
    }
    pthread_mutex_unlock(&mutex);
    errno = saved;
    return result;
}

static int fails(const char* operation) {
    int first = 0;
    const int error_number = fault(operation, &first);
    if (error_number != 0) errno = error_number;
    return error_number != 0;
}

static ssize_t any_write(int file, const void* bytes, size_t size, off_t offset, int has_offset) {
    int first = 0;
    const int error_number = is_regular(file) ? fault("write", &first) : 0;
    if (error_number != 0 && (!first || size < 2)) {
        errno = error_number;
        return -1;
    }
    const size_t taken = error_number != 0 ? size / 2 : size;
    return has_offset ? syscall(SYS_pwrite64, file, bytes, taken, offset) : syscall(SYS_write, file, bytes, taken);
}

ssize_t write(int file, const void* bytes, size_t size) { return any_write(file, bytes, size, 0, 0); }
ssize_t pwrite(int file, const void* bytes, size_t size, off_t offset) { return any_write(file, bytes, size, offset, 1); }
ssize_t pwrite64(int file, const void* bytes, size_t size, off64_t offset) { return any_write(file, bytes, size, offset, 1); }

ssize_t pread64(int file, void* bytes, size_t size, off64_t offset) {
    return is_regular(file) && fails("read") ? -1 : syscall(SYS_pread64, file, bytes, size, offset);
}
ssize_t pread(int file, void* bytes, size_t size, off_t offset) { return pread64(file, bytes, size, offset); }

int fsync(int file) { return fails("sync") ? -1 : (int)syscall(SYS_fsync, file); }
int fdatasync(int file) { return fails("sync") ? -1 : (int)syscall(SYS_fdatasync, file); }

int ftruncate64(int file, off64_t size) { return fails("truncate") ? -1 : (int)syscall(SYS_ftruncate, file, size); }
int ftruncate(int file, off_t size) { return ftruncate64(file, size); }

int open64(const char* name, int flags, ...) {
    mode_t mode = 0;
    if (flags & O_CREAT) {
        va_list rest;
        va_start(rest, flags);
        mode = va_arg(rest, mode_t);
        va_end(rest);
    }
    const int writes = (flags & O_ACCMODE) != O_RDONLY && strstr(name, "sqlite") != NULL;
    return writes && fails("open") ? -1 : (int)syscall(SYS_openat, AT_FDCWD, name, flags, mode);
}
int open(const char* name, int flags, ...) {
    mode_t mode = 0;
    if (flags & O_CREAT) {
        va_list rest;
        va_start(rest, flags);
        mode = va_arg(rest, mode_t);
        va_end(rest);
    }
    return open64(name, flags, mode);
}

static time_t ahead_s(void) {
    char text[32];
    const int saved = errno;
    read_file("BYOK_CLOCK", text, sizeof text);
    errno = saved;
    return (time_t)atoll(text);
}

int clock_gettime(clockid_t clock, struct timespec* now) {
    const int result = (int)syscall(SYS_clock_gettime, clock, now);
    if (result == 0 && clock == CLOCK_REALTIME) now->tv_sec += ahead_s();
    return result;
}

int gettimeofday(struct timeval* now, void* zone) {
    const int result = (int)syscall(SYS_gettimeofday, now, zone);
    if (result == 0) now->tv_sec += ahead_s();
    return result;
}

time_t time(time_t* place) {
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    if (place != NULL) *place = now.tv_sec;
    return now.tv_sec;
}
