// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <QStringList>
#include <QTimer>
#include <atomic>
#include <mutex>
#include <pthread.h>
#include <thread>

namespace tuilerie::test {

/// Notes when the event loop of this thread pauses for more than 50 ms, with the test that runs and the stack that the
/// thread had. Made on the UI thread, after the application object; watches until it goes. A test program fails at its end
/// (finish()), never in the middle: QTRY_… stop to wait as soon as their test has failed, so a test that is made to fail
/// from an event goes on without what it waited for, and ends in null pointers.
///
/// How it decides. A timer of 10 ms beats in the event loop; a thread of its own looks at the UI thread every 3 ms. What
/// passes between two beats is divided by what the UI thread did meanwhile:
/// - it used the CPU: its own CPU clock says how much, exactly;
/// - it was blocked (a lock, a disk, another process): the kernel's state of the thread is S or D at both ends of a look;
/// - it was ready and waited for a core that others had: everything else.
/// The first two count, the third does not: a machine with too much to do fails no test, a blocking call does. Between two
/// looks with the same count of context switches the thread was blocked all the time, however late the second one comes;
/// with another count nobody knows, and 10 ms are counted at most.
/// When 25 ms are counted, and again at 50, a signal makes the UI thread write down its stack. What the event loop or
/// QTest's mouse and keys call counts. Without these it is the test's own code that takes its time (it copies files,
/// compares pictures, makes and shows a widget): the counting begins anew. A stack that cannot be followed to its end
/// counts.
///
/// Two things are left out:
/// - a main window from its making until it stands (Making). The program has no window yet that could freeze, and Qt lays
///   out and paints some two hundred widgets for the first time;
/// - Qt's wait for the threads among which it divides a large fill: it is one for a core by way of others. That they are
///   never taken by work is what freezetest shows by holding all of it up: it would not end.
///
/// With a sanitizer the CPU part is an instrumented program's: nothing is watched. TUILERIE_WATCHDOG_MS sets another limit,
/// 0 none.
class Watchdog final : public QObject
{
    Q_OBJECT

public:
    Watchdog();
    ~Watchdog() override;
    /// While one lives, a main window is made: nothing counts. Not for anything else.
    struct Making
    {
        Making();
        ~Making();
    };
    static Watchdog *current(); ///< the one that looks on; null for none

    /// One text a pause since the last call: in which test, how long, of what kind, and where.
    QStringList takePauses();
    double longestMs() const { return m_longestMs; } ///< the longest counted time between two beats so far
    void restart();                                  ///< of longestMs()
    /// Writes the pauses to stderr. The exit code of a test program: `code`, or 1 when there was a pause.
    int finish(int code);

private:
    void watch();
    bool isInEvent();
    void note(double cpuMs, double blockedMs);

    int m_limitMs = 50;
    pthread_t m_ui;
    int m_uiId;
    QTimer m_beat;
    std::atomic_uint m_beats = 0;
    std::atomic_bool m_end = false;
    std::atomic_int m_making = 0;
    std::atomic<double> m_longestMs = 0;
    std::mutex m_mutex;
    QStringList m_pauses;
    std::thread m_watcher;
};

} // namespace tuilerie::test
