// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/watchdog.h"

#include <QCoreApplication>
#include <QFile>
#include <QProcess>
#include <QTest>
#include <csignal>
#include <ctime>
#include <cxxabi.h>
#include <dlfcn.h>
#include <execinfo.h>
#include <unistd.h>

namespace tuilerie::test {

namespace {

constexpr int beatMs = 10;
constexpr int lookMs = 3;
constexpr double mostOfOneLook = 10; // ms

constexpr int mostFrames = 256; // a look-up of PROJ below a paint event below a dialog is 100 deep
constexpr int shownFrames = 60;
constexpr int interruptedFrame = 2; // above it are the handler and what the kernel returns through
void *s_frames[mostFrames];
const char *s_test = nullptr; ///< that ran meanwhile
std::atomic_int s_count = 0;

int stackSignal()
{
    return SIGRTMIN + 3;
}

void writeDown(int)
{
    const int before = errno;
    s_test = QTest::currentTestFunction();
    s_count = backtrace(s_frames, mostFrames);
    errno = before;
}

double msOf(const timespec &time)
{
    return double(time.tv_sec) * 1e3 + double(time.tv_nsec) / 1e6;
}

/// Of the frame's call: its return address may be the next function's first instruction.
QString symbolOf(int frame)
{
    const char *address = static_cast<const char *>(s_frames[frame]) - (frame > interruptedFrame ? 1 : 0);
    Dl_info info;
    if (!dladdr(address, &info))
        return QStringLiteral("?");
    if (info.dli_sname) {
        int status = 0;
        char *plain = abi::__cxa_demangle(info.dli_sname, nullptr, nullptr, &status);
        const QString name = QString::fromUtf8(status == 0 ? plain : info.dli_sname);
        std::free(plain);
        return name.section(QLatin1Char('('), 0, 0);
    }
    return QStringLiteral("%1+0x%2")
        .arg(QFile::decodeName(info.dli_fname).section(QLatin1Char('/'), -1))
        .arg(quintptr(address) - quintptr(info.dli_fbase), 0, 16);
}

/// Names for the frames in the program itself, which exports none.
QStringList named(const QStringList &frames)
{
    const QString program = QCoreApplication::applicationFilePath();
    const QString own = program.section(QLatin1Char('/'), -1) + QLatin1String("+0x");
    QStringList offsets;
    for (const QString &frame : frames) {
        if (frame.startsWith(own))
            offsets << frame.section(QLatin1Char('+'), -1);
    }
    QProcess process;
    process.start(QStringLiteral("addr2line"), QStringList{QStringLiteral("-Cfe"), program} + offsets);
    if (offsets.isEmpty() || !process.waitForFinished())
        return frames;
    const QStringList lines = QString::fromUtf8(process.readAllStandardOutput()).split(QLatin1Char('\n'));
    QStringList result;
    qsizetype next = 0;
    for (const QString &frame : frames) {
        const bool isOwn = frame.startsWith(own);
        result << (isOwn && next < lines.size() ? lines.at(next).section(QLatin1Char('('), 0, 0) : frame);
        next += isOwn ? 2 : 0;
    }
    return result;
}

/// Qt divides a large fill among its painting threads, and waits for these to get a core.
bool isPaintingAside()
{
    bool isWaiting = false;
    for (int i = interruptedFrame; i < std::min<int>(s_count, interruptedFrame + 12); ++i) {
        const QString name = symbolOf(i);
        isWaiting = isWaiting || name == QLatin1String("QSemaphore::acquire") || name == QLatin1String("QThreadPool::start");
        if (isWaiting && name.startsWith(QLatin1String("QRasterPaintEngine::")))
            return true;
    }
    return false;
}

/// What the kernel says of a thread.
struct Look
{
    bool isBlocked = false;
    qint64 switches = 0; ///< how often it left a core
};

Look lookAt(int thread)
{
    Look look;
    QFile status(QStringLiteral("/proc/self/task/%1/status").arg(thread));
    if (!status.open(QIODevice::ReadOnly | QIODevice::Unbuffered))
        return look;
    const QList<QByteArray> lines = status.read(8192).split('\n');
    for (const QByteArray &line : lines) {
        if (line.startsWith("State:"))
            look.isBlocked = line.contains("\tS") || line.contains("\tD");
        else if (line.contains("voluntary_ctxt_switches:"))
            look.switches += line.mid(line.indexOf(':') + 1).trimmed().toLongLong();
    }
    return look;
}

constexpr bool isInstrumented =
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    true;
#else
    false;
#endif

} // namespace

static Watchdog *s_current = nullptr;

Watchdog *Watchdog::current()
{
    return s_current;
}

Watchdog::Watchdog()
    : m_ui(pthread_self())
    , m_uiId(gettid())
{
    s_current = this;
    bool isSet = false;
    const int wanted = qEnvironmentVariableIntValue("TUILERIE_WATCHDOG_MS", &isSet);
    m_limitMs = isSet ? wanted : m_limitMs;
    if (isInstrumented || m_limitMs <= 0)
        return;
    s_count = backtrace(s_frames, mostFrames); // loads what it needs now, not in the signal
    struct sigaction action = {};
    action.sa_handler = writeDown;
    action.sa_flags = SA_RESTART;
    sigaction(stackSignal(), &action, nullptr);
    m_beat.setTimerType(Qt::PreciseTimer);
    connect(&m_beat, &QTimer::timeout, this, [this] { ++m_beats; });
    m_beat.start(beatMs);
    m_watcher = std::thread([this] { watch(); });
}

Watchdog::~Watchdog()
{
    s_current = nullptr;
    m_end = true;
    if (m_watcher.joinable())
        m_watcher.join();
}

QStringList Watchdog::takePauses()
{
    QStringList pauses;
    {
        const std::lock_guard lock(m_mutex);
        pauses.swap(m_pauses);
    }
    QStringList texts;
    for (const QString &pause : pauses) {
        const QStringList lines = pause.split(QLatin1Char('\n'));
        texts << lines.front() + QLatin1String("\n    ") + named(lines.mid(1)).join(QLatin1String("\n    "));
    }
    return texts;
}

Watchdog::Making::Making()
{
    if (s_current)
        ++s_current->m_making;
}

Watchdog::Making::~Making()
{
    if (s_current)
        --s_current->m_making;
}

void Watchdog::restart()
{
    m_longestMs = 0;
}

int Watchdog::finish(int code)
{
    const QStringList pauses = takePauses();
    for (const QString &pause : pauses)
        qCritical("%s", qPrintable(pause));
    return pauses.isEmpty() ? code : std::max(code, 1);
}

void Watchdog::watch()
{
    pthread_setname_np(pthread_self(), "watchdog");
    clockid_t uiClock;
    pthread_getcpuclockid(m_ui, &uiClock);
    const auto cpuNow = [uiClock] {
        timespec time;
        clock_gettime(uiClock, &time);
        return msOf(time);
    };
    const auto now = [] {
        timespec time;
        clock_gettime(CLOCK_MONOTONIC, &time);
        return msOf(time);
    };
    enum Seen { Nothing, Half, Whole } seen = Nothing;
    unsigned beats = m_beats;
    double before = now(), cpuBefore = cpuNow(), cpu = 0, blocked = 0;
    Look last = lookAt(m_uiId);
    while (!m_end) {
        std::this_thread::sleep_for(std::chrono::milliseconds(lookMs));
        const Look look = lookAt(m_uiId);
        const double wall = now(), cpuTime = cpuNow();
        const double used = cpuTime - cpuBefore;
        // Without a switch it has not run in between, however late this look comes.
        if (last.isBlocked && look.isBlocked)
            blocked += look.switches == last.switches ? wall - before : std::clamp(wall - before - used, 0.0, mostOfOneLook);
        cpu += used;
        before = wall;
        cpuBefore = cpuTime;
        last = look;
        if (m_making > 0) {
            cpu = blocked = 0;
            seen = Nothing;
        }
        if (const unsigned count = m_beats; count != beats) {
            beats = count;
            if (seen == Whole)
                note(cpu, blocked);
            if (seen != Nothing || cpu + blocked < m_limitMs / 2.0)
                m_longestMs = std::max(m_longestMs.load(), cpu + blocked);
            cpu = blocked = 0;
            seen = Nothing;
        } else if (cpu + blocked >= (seen == Nothing ? m_limitMs / 2.0 : m_limitMs) && seen != Whole) {
            if (isInEvent()) {
                seen = seen == Nothing ? Half : Whole;
            } else {
                cpu = blocked = 0; // the test's own
                seen = Nothing;
            }
        }
    }
}

/// Takes the stack of the UI thread into s_frames.
bool Watchdog::isInEvent()
{
    s_count = 0;
    if (pthread_kill(m_ui, stackSignal()) != 0)
        return false;
    for (int i = 0; i < 200 && s_count == 0; ++i)
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    if (isPaintingAside())
        return false;
    bool isWhole = false;
    for (int i = s_count - 1; i >= interruptedFrame; --i) {
        const QString name = symbolOf(i);
        isWhole = isWhole || name.startsWith(QLatin1String("__libc_start_main"));
        if (name.endsWith(QLatin1String("::processEvents")) || name.endsWith(QLatin1String("Application::notify")))
            return true;
        if (isWhole && name.endsWith(QLatin1String("::notifyInternal2")))
            return false;
    }
    return !isWhole;
}

void Watchdog::note(double cpuMs, double blockedMs)
{
    QStringList lines{QStringLiteral("%1: the event loop paused for %2 ms (%3 ms of CPU, %4 ms blocked):")
                          .arg(QLatin1String(s_test ? s_test : "outside of a test"))
                          .arg(cpuMs + blockedMs, 0, 'f', 0)
                          .arg(cpuMs, 0, 'f', 0)
                          .arg(blockedMs, 0, 'f', 0)};
    for (int i = interruptedFrame; i < s_count && i < shownFrames; ++i)
        lines << symbolOf(i);
    const std::lock_guard lock(m_mutex);
    m_pauses << lines.join(QLatin1Char('\n'));
}

} // namespace tuilerie::test
