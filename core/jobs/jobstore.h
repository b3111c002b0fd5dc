// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/job.h"
#include "sqlite/sqlite.h"

#include <memory>
#include <mutex>

namespace tuilerie {

/// Jobs and their log lines on disk (SQLite). Every change is there when the call returns, so that a killed process loses
/// nothing but the lines and progress of its last moment. Thread-safe.
class JobStore
{
public:
    static Result<std::shared_ptr<JobStore>> open(const QString &path);

    /// Conflict when a job of this id is there already.
    Status insert(const Job &job);
    Result<Job> job(const QString &id) const; ///< NotFound
    /// In the order of their creation; only those of `state` when it is given.
    Result<std::vector<Job>> jobs(std::optional<JobState> state = {}) const;
    /// State, times, attempts, breakdowns, steps, result and error.
    Status update(const Job &job);
    Status remove(const QString &id);
    /// The oldest waiting job whose kind is not among `excludedKinds`; nullopt when there is none.
    Result<std::optional<Job>> nextWaiting(const QStringList &excludedKinds) const;
    /// What a killed process left: running ones wait again (and have failed where that has happened too often without their
    /// getting any further), pausing ones are paused, cancelling ones cancelled. Gives those that have changed, as they are
    /// now.
    Result<std::vector<Job>> recover();

    Status appendLog(const QString &id, const QStringList &lines);
    Result<QStringList> log(const QString &id, qint64 offset, qint64 limit) const;
    Result<qint64> logSize(const QString &id) const;

private:
    explicit JobStore(std::unique_ptr<SqlDatabase> database)
        : m_database(std::move(database))
    {
    }
    Status write(const Job &job);

    mutable std::mutex m_mutex;
    std::unique_ptr<SqlDatabase> m_database;
};

} // namespace tuilerie
