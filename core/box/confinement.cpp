// SPDX-License-Identifier: GPL-3.0-or-later
#include "box/confinement.h"

#include <QFile>

#include <cerrno>
#include <cstddef>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/landlock.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>
#include <vector>

namespace tuilerie {

namespace {

constexpr quint64 readingFiles = LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR;
constexpr quint64 writingFiles = LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_REMOVE_DIR
    | LANDLOCK_ACCESS_FS_REMOVE_FILE | LANDLOCK_ACCESS_FS_MAKE_DIR | LANDLOCK_ACCESS_FS_MAKE_REG
    | LANDLOCK_ACCESS_FS_MAKE_SYM | LANDLOCK_ACCESS_FS_MAKE_FIFO | LANDLOCK_ACCESS_FS_MAKE_SOCK;
// Since ABI 2 and 3; linux-libc-dev 6.1 has not the second.
constexpr quint64 linking = 1ull << 13;
constexpr quint64 truncating = 1ull << 14;
constexpr quint64 ofFilesThemselves =
    LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_EXECUTE | truncating;

int landlockVersion()
{
    const long version = ::syscall(SYS_landlock_create_ruleset, nullptr, 0, LANDLOCK_CREATE_RULESET_VERSION);
    return version > 0 ? int(version) : 0;
}

quint64 handledBy(int version)
{
    return readingFiles | writingFiles | LANDLOCK_ACCESS_FS_EXECUTE | LANDLOCK_ACCESS_FS_MAKE_CHAR
        | LANDLOCK_ACCESS_FS_MAKE_BLOCK | (version >= 2 ? linking : 0) | (version >= 3 ? truncating : 0);
}

void allow(int rules, const QByteArray &path, quint64 access)
{
    const int place = ::open(path.constData(), O_PATH | O_CLOEXEC);
    if (place < 0)
        return; // what is not there need not be allowed
    struct stat status
    {
    };
    if (::fstat(place, &status) == 0 && !S_ISDIR(status.st_mode))
        access &= ofFilesThemselves;
    landlock_path_beneath_attr rule{};
    rule.allowed_access = access;
    rule.parent_fd = place;
    ::syscall(SYS_landlock_add_rule, rules, LANDLOCK_RULE_PATH_BENEATH, &rule, 0);
    ::close(place);
}

void confineFiles(const QStringList &readable, const QStringList &writable)
{
    const int version = landlockVersion();
    if (version == 0)
        return;
    const quint64 handled = handledBy(version);
    landlock_ruleset_attr attributes{};
    attributes.handled_access_fs = handled;
    const long rules = ::syscall(SYS_landlock_create_ruleset, &attributes, sizeof attributes, 0);
    if (rules < 0)
        return;
    // Libraries, PROJ's and GDAL's data, locales; what the memory probe reads.
    for (const char *place : {"/usr", "/lib", "/lib64", "/etc", "/proc", "/sys/fs/cgroup", "/sys/devices/system"})
        allow(int(rules), place, readingFiles & handled);
    for (const char *place : {"/dev/null", "/dev/urandom", "/dev/random", "/dev/zero"})
        allow(int(rules), place, (readingFiles | LANDLOCK_ACCESS_FS_WRITE_FILE) & handled);
    for (const QString &path : readable)
        allow(int(rules), QFile::encodeName(path), readingFiles & handled);
    for (const QString &path : writable)
        allow(int(rules), QFile::encodeName(path), (readingFiles | writingFiles | linking | truncating) & handled);
    ::syscall(SYS_landlock_restrict_self, rules, 0);
    ::close(int(rules));
}

#if defined(__x86_64__)
constexpr quint32 architecture = AUDIT_ARCH_X86_64;
#elif defined(__aarch64__)
constexpr quint32 architecture = AUDIT_ARCH_AARCH64;
#else
constexpr quint32 architecture = 0;
#endif

// Sockets of other machines, other programs and other processes' memory are refused as if the user might not have them.
void confineCalls()
{
    if (architecture == 0)
        return;
    constexpr quint32 refused = SECCOMP_RET_ERRNO | EACCES;
    const auto load = [](quint32 offset) { return sock_filter BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offset); };
    const auto answer = [](quint32 value) { return sock_filter BPF_STMT(BPF_RET | BPF_K, value); };
    const auto isNot = [](quint32 value, quint8 skip) {
        return sock_filter BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, value, 0, skip);
    };
    // Another architecture's calls have other numbers: such a process is ended.
    std::vector<sock_filter> program{load(offsetof(seccomp_data, arch)), isNot(architecture, 1),
        sock_filter BPF_STMT(BPF_JMP | BPF_JA, 1), answer(SECCOMP_RET_KILL_PROCESS), load(offsetof(seccomp_data, nr))};
    for (const quint32 call :
        {quint32(SYS_execve), quint32(SYS_execveat), quint32(SYS_ptrace), quint32(SYS_process_vm_readv),
            quint32(SYS_process_vm_writev), quint32(SYS_mount), quint32(SYS_unshare), quint32(SYS_bpf)}) {
        program.push_back(isNot(call, 1));
        program.push_back(answer(refused));
    }
    program.push_back(isNot(quint32(SYS_socket), 3));
    program.push_back(load(offsetof(seccomp_data, args)));
    program.push_back(sock_filter BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, AF_UNIX, 1, 0));
    program.push_back(answer(refused));
    program.push_back(answer(SECCOMP_RET_ALLOW));
    const sock_fprog filter{static_cast<unsigned short>(program.size()), program.data()};
    ::syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_TSYNC, &filter);
}

} // namespace

Confinement confinementHere()
{
    quint32 action = SECCOMP_RET_ERRNO;
    const bool seccomp = architecture != 0 && ::syscall(SYS_seccomp, SECCOMP_GET_ACTION_AVAIL, 0, &action) == 0;
    return {landlockVersion(), seccomp};
}

void confine(const QStringList &readable, const QStringList &writable, int memoryMiB)
{
    const rlimit noCore{0, 0};
    ::setrlimit(RLIMIT_CORE, &noCore);
    if (memoryMiB > 0) {
        // Reserved address space counts here too, which allocators take more of than they fill.
        const rlim_t bytes = (rlim_t(memoryMiB) << 20) * 2 + (rlim_t(1) << 30);
        const rlimit limit{bytes, bytes};
        ::setrlimit(RLIMIT_DATA, &limit);
    }
    ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    confineFiles(readable, writable);
    confineCalls();
}

} // namespace tuilerie
