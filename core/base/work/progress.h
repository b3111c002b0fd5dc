// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QJsonObject>
#include <QString>

namespace tuilerie {

/// One report of how far a long work is. What `--progress=json` prints, what the jobs API and the jobs dock show.
struct Progress
{
    QString step;              ///< id of the step: "plan", "generate", "write"…
    qint64 done = 0;           ///< units done, of `total` (slabs, files, points)
    qint64 total = 0;          ///< 0 where it is not known
    double rate = 0;           ///< units a second, lately
    qint64 bytes = 0;          ///< bytes written so far
    double elapsedSeconds = 0; ///< of work, pauses left out
    double etaSeconds = -1;    ///< −1 where it is not known

    bool operator==(const Progress &) const = default;
    QJsonObject toJson() const; ///< the member names of docs/cli.md: step, done, total, rate, bytes, elapsed_s, eta_s
    static Progress fromJson(const QJsonObject &object);
};

enum class StopRequest { None, Pause, Cancel };

/// What a long work sees of the world: it reports through this and asks it, often, whether to stop. The engines take one and
/// know nothing of jobs, windows or HTTP. All members are called from the worker threads and must be thread-safe.
class WorkControl
{
public:
    virtual ~WorkControl() = default;
    virtual void progress(const Progress &progress) = 0;
    virtual void log(const QString &line) = 0;
    virtual void warning(const QString &sentence) = 0;
    virtual StopRequest shouldStop() const = 0;
    /// How seldom it wants reports of one step. 0 = each single one: then a stop at a count is exact.
    virtual int reportIntervalMs() const { return 100; }
};

/// Paused or Cancelled when somebody asked to stop.
Status checkStop(const WorkControl &control);
/// The error of a request, which is not None.
Error stopError(StopRequest request);

/// For callers that watch nothing: never stops.
class SilentControl final : public WorkControl
{
public:
    void progress(const Progress &) override {}
    void log(const QString &) override {}
    void warning(const QString &) override {}
    StopRequest shouldStop() const override { return StopRequest::None; }
};

} // namespace tuilerie
