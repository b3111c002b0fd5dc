// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/work/progress.h"

#include <QCoreApplication>
#include <QObject>
#include <QPointer>
#include <QThreadPool>
#include <atomic>
#include <functional>
#include <memory>
#include <optional>
#include <utility>

namespace tuilerie {

/// A WorkControl for work in a pool thread on behalf of a panel: cancel() makes the work stop soon; progress arrives as a
/// signal in the thread of this object (the UI thread). Shared between the panel and the work, so neither outlives it.
class BackgroundControl final : public QObject, public WorkControl
{
    Q_OBJECT

public:
    void cancel() { m_cancelled = true; }
    bool isCancelled() const { return m_cancelled; }

    void progress(const Progress &progress) override { emit progressed(progress); }
    void log(const QString &) override {}
    void warning(const QString &sentence) override { emit warned(sentence); }
    StopRequest shouldStop() const override { return m_cancelled ? StopRequest::Cancel : StopRequest::None; }

signals:
    void progressed(const tuilerie::Progress &progress);
    void warned(const QString &sentence);

private:
    std::atomic_bool m_cancelled = false;
};

/// Runs `work()` in the global pool and gives its result to `done(result)` in the UI thread, unless `context` is gone by
/// then.
template <typename Work, typename Done> void runInBackground(QObject *context, Work work, Done done)
{
    QThreadPool::globalInstance()->start(
        [guard = QPointer<QObject>(context), work = std::move(work), done = std::move(done)]() mutable {
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

    explicit LatestOnly(QObject *context)
        : m_context(context)
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
        m_control = std::make_shared<BackgroundControl>();
        if (report)
            QObject::connect(m_control.get(), &BackgroundControl::progressed, m_context,
                [report = std::move(report), control = m_control.get()](const Progress &progress) {
                    if (!control->isCancelled())
                        report(progress);
                });
        // The context owns this object, so it is alive whenever the callback is delivered.
        runInBackground(
            m_context, [work = std::move(work), control = m_control] { return work(*control); },
            [this, done = std::move(done), control = m_control](Answer answer) {
                m_control.reset();
                if (!control->isCancelled())
                    done(std::move(answer));
                if (m_next)
                    startNext();
            });
    }

    QObject *m_context;
    std::shared_ptr<BackgroundControl> m_control;
    std::optional<Question> m_next;
};

} // namespace tuilerie
