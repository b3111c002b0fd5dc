// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/work/progress.h"
#include "base/work/workpool.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QObject>
#include <QPointer>
#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <utility>

namespace tuilerie {

/// A WorkControl for work in a pool's thread on behalf of a panel: cancel(), or the pool's end, makes the work stop soon;
/// progress arrives as a signal in the thread of this object (the UI thread). Shared between the panel and the work, so
/// neither outlives it.
class BackgroundControl final : public QObject, public WorkControl
{
    Q_OBJECT

public:
    explicit BackgroundControl(WorkPool &pool)
        : m_pool(pool)
    {
    }

    /// Where the work goes; see runInBackground().
    WorkPool &pool() const { return m_pool; }
    void cancel() { m_cancelled = true; }
    void pause() { m_isPaused = true; } ///< for work that can go on later
    bool isCancelled() const { return m_cancelled; }

    /// Reports that come faster than anybody reads are left out: each is an event of the UI thread.
    void progress(const Progress &progress) override
    {
        {
            const std::lock_guard lock(m_mutex);
            if (m_lastReport.isValid() && m_lastReport.elapsed() < ReportEveryMs && progress.step == m_lastStep
                && progress.done < progress.total)
                return;
            m_lastReport.start();
            m_lastStep = progress.step;
        }
        emit progressed(progress);
    }
    void log(const QString &) override {}
    void warning(const QString &sentence) override { emit warned(sentence); }
    StopRequest shouldStop() const override
    {
        return m_cancelled || m_pool.isClosing() ? StopRequest::Cancel : m_isPaused ? StopRequest::Pause : StopRequest::None;
    }

signals:
    void progressed(const tuilerie::Progress &progress);
    void warned(const QString &sentence);

private:
    static constexpr int ReportEveryMs = 50;
    WorkPool &m_pool;
    std::atomic_bool m_cancelled = false;
    std::atomic_bool m_isPaused = false;
    std::mutex m_mutex;
    QElapsedTimer m_lastReport;
    QString m_lastStep;
};

/// Runs `work()` in the pool and gives its result to `done(result)` in the UI thread, unless `context` is gone by then.
template <typename Work, typename Done> void runInBackground(WorkPool &pool, QObject *context, Work work, Done done)
{
    pool.start([guard = QPointer<QObject>(context), work = std::move(work), done = std::move(done)]() mutable {
        // Boxed, because what is posted must be copyable and a result need not be.
        auto result = std::make_shared<decltype(work())>(work());
        QMetaObject::invokeMethod(
            QCoreApplication::instance(),
            [guard, done = std::move(done), result]() mutable {
                if (guard)
                    done(std::move(*result));
            },
            Qt::QueuedConnection);
    });
}

/// One piece of work at a time, for the newest question only: a newer ask() cancels the running work, and its answer is
/// never delivered. What a live sample and an estimate need while the user turns a knob. UI thread.
template <typename Answer> class LatestOnly
{
public:
    using Work = std::function<Answer(WorkControl &)>;
    using Done = std::function<void(Answer)>;
    using Report = std::function<void(const Progress &)>;

    LatestOnly(QObject *context, WorkPool &pool)
        : m_context(context)
        , m_pool(pool)
    {
    }
    ~LatestOnly() { cancel(); }
    LatestOnly(const LatestOnly &) = delete;
    LatestOnly &operator=(const LatestOnly &) = delete;

    bool isRunning() const { return bool(m_control); }

    /// `report` is called in the UI thread while the work goes on.
    void ask(Work work, Done done, Report report = {})
    {
        m_next = Question{std::move(work), std::move(done), std::move(report)};
        if (m_control)
            m_control->cancel();
        else
            startNext();
    }

    void cancel()
    {
        m_next.reset();
        if (m_control)
            m_control->cancel();
    }

private:
    struct Question
    {
        Work work;
        Done done;
        Report report;
    };

    void startNext()
    {
        auto [work, done, report] = std::move(*m_next);
        m_next.reset();
        m_control = std::make_shared<BackgroundControl>(m_pool);
        if (report)
            QObject::connect(m_control.get(), &BackgroundControl::progressed, m_context,
                [report = std::move(report), control = m_control.get()](const Progress &progress) {
                    if (!control->isCancelled())
                        report(progress);
                });
        // The context owns this object, so it is alive whenever the callback is delivered.
        runInBackground(
            m_pool, m_context, [work = std::move(work), control = m_control] { return work(*control); },
            [this, done = std::move(done), control = m_control](Answer answer) {
                m_control.reset();
                if (!control->isCancelled())
                    done(std::move(answer));
                if (m_next)
                    startNext();
            });
    }

    QObject *m_context;
    WorkPool &m_pool;
    std::shared_ptr<BackgroundControl> m_control;
    std::optional<Question> m_next;
};

} // namespace tuilerie
