// SPDX-License-Identifier: GPL-3.0-or-later
#include "box/openfiles.h"

#include "base/childprocess.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <array>
#include <csignal>
#include <cstring>
#include <unistd.h>

namespace tuilerie {

namespace {

constexpr int descriptorsLooked = 512;
constexpr int signalsOfBreakdown[] = {SIGSEGV, SIGABRT, SIGBUS, SIGFPE, SIGILL};

// Only what may be called from a signal handler (signal-safety(7)): no memory is taken, no lock.
void say(const char *bytes, size_t size)
{
    while (size > 0) {
        const ssize_t written = ::write(childDescriptor, bytes, size);
        if (written <= 0)
            return;
        bytes += written;
        size -= size_t(written);
    }
}

void sayEscaped(const char *bytes, size_t size)
{
    for (size_t i = 0; i < size; ++i) {
        if (bytes[i] == '"' || bytes[i] == '\\')
            say("\\", 1);
        if (uint8_t(bytes[i]) >= 0x20)
            say(bytes + i, 1);
    }
}

void breakDown(int signal)
{
    // What another thread was saying may lie there cut: this begins a line of its own.
    say("\n{\"broke\":[", 11);
    bool isFirst = true;
    char link[32] = "/proc/self/fd/";
    std::array<char, 4096> target{};
    for (int descriptor = childDescriptor + 1; descriptor < descriptorsLooked; ++descriptor) {
        char *digit = link + std::strlen("/proc/self/fd/");
        if (descriptor >= 100)
            *digit++ = char('0' + descriptor / 100);
        if (descriptor >= 10)
            *digit++ = char('0' + descriptor / 10 % 10);
        *digit++ = char('0' + descriptor % 10);
        *digit = '\0';
        const ssize_t size = ::readlink(link, target.data(), target.size());
        if (size <= 0 || target[0] != '/')
            continue;
        say(isFirst ? "\"" : ",\"", isFirst ? 1 : 2);
        sayEscaped(target.data(), size_t(size));
        say("\"", 1);
        isFirst = false;
    }
    say("]}\n", 3);
    ::signal(signal, SIG_DFL);
    ::raise(signal);
}

} // namespace

Places::Places(const QStringList &paths)
{
    for (const QString &path : paths)
        if (const QString real = QFileInfo(path).canonicalFilePath(); !real.isEmpty())
            m_places.insert(real);
}

bool Places::hold(const QString &file) const
{
    QString place = file;
    while (!place.isEmpty() && !m_places.contains(place))
        place.truncate(place.lastIndexOf(QLatin1Char('/')));
    return !place.isEmpty();
}

QStringList openFilesOf(qint64 pid, const Places &among)
{
    QStringList found;
    const QDir folder(QStringLiteral("/proc/%1/fd").arg(pid));
    for (const QFileInfo &entry : folder.entryInfoList(QDir::AllEntries | QDir::System | QDir::NoDotAndDotDot)) {
        const QString target = entry.symLinkTarget();
        if (among.hold(target) && !found.contains(target))
            found << target;
    }
    return found;
}

void sayOpenFilesAtBreakdown()
{
    // A stack that is full cannot hold the handler. Threads have no second one: there the parent knows what was open last.
    static std::array<char, 64 * 1024> memory;
    stack_t stack{};
    stack.ss_sp = memory.data();
    stack.ss_size = memory.size();
    ::sigaltstack(&stack, nullptr);
    struct sigaction action
    {
    };
    action.sa_handler = breakDown;
    action.sa_flags = SA_ONSTACK | SA_NODEFER | int(SA_RESETHAND);
    for (const int signal : signalsOfBreakdown)
        ::sigaction(signal, &action, nullptr);
}

} // namespace tuilerie
