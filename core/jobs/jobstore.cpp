// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/jobstore.h"

#include "base/errorname.h"

#include <QCoreApplication>
#include <QJsonDocument>

namespace tuilerie {

namespace {

constexpr const char *Columns =
    "id, kind, title, params, result, state, steps, error_code, error_message, error_detail, attempts, "
    "created, started, finished, breakdowns, deaths, death_at";

const std::vector<const char *> Migrations{R"sql(
CREATE TABLE job(
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL,
  title TEXT NOT NULL,
  params TEXT NOT NULL,
  result TEXT,
  state TEXT NOT NULL,
  steps TEXT NOT NULL,
  error_code TEXT,
  error_message TEXT,
  error_detail TEXT,
  attempts INTEGER NOT NULL,
  created INTEGER NOT NULL,
  started INTEGER,
  finished INTEGER);
CREATE INDEX job_state ON job(state, seq);
CREATE TABLE job_log(
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  job TEXT NOT NULL REFERENCES job(id) ON DELETE CASCADE,
  line TEXT NOT NULL);
CREATE INDEX job_log_job ON job_log(job, seq);
)sql",
    R"sql(
ALTER TABLE job ADD COLUMN breakdowns INTEGER NOT NULL DEFAULT 0;
ALTER TABLE job ADD COLUMN deaths INTEGER NOT NULL DEFAULT 0;
ALTER TABLE job ADD COLUMN death_at INTEGER NOT NULL DEFAULT 0;
)sql"};

/// A job that was there as often when the program died, and got no further, is not begun again by itself: it may be what
/// the program dies of.
constexpr int MostDeaths = 3;

QString objectText(const QJsonObject &object)
{
    return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

QJsonObject objectOf(const QString &text)
{
    return QJsonDocument::fromJson(text.toUtf8()).object();
}

QString stepsText(const std::vector<JobStep> &steps)
{
    QJsonArray list;
    for (const JobStep &step : steps)
        list.append(step.toJson());
    return QString::fromUtf8(QJsonDocument(list).toJson(QJsonDocument::Compact));
}

QVariant timeValue(const QDateTime &time)
{
    return time.isValid() ? QVariant(time.toMSecsSinceEpoch()) : QVariant();
}

QDateTime timeOf(const SqlRow &row, int column)
{
    return row.isNull(column) ? QDateTime() : QDateTime::fromMSecsSinceEpoch(row.integer(column), Qt::UTC);
}

Job jobOf(const SqlRow &row)
{
    Job job;
    job.id = row.text(0);
    job.kind = row.text(1);
    job.title = row.text(2);
    job.params = objectOf(row.text(3));
    job.result = objectOf(row.text(4));
    job.state = jobStateFromName(row.text(5)).value_or(JobState::Failed);
    const QJsonArray steps = QJsonDocument::fromJson(row.text(6).toUtf8()).array();
    for (const QJsonValue step : steps)
        job.steps.push_back(JobStep::fromJson(step.toObject()));
    job.error = {errorCodeFromName(row.text(7)), row.text(8), row.text(9)};
    job.attempts = int(row.integer(10));
    job.created = timeOf(row, 11);
    job.started = timeOf(row, 12);
    job.finished = timeOf(row, 13);
    job.breakdowns = int(row.integer(14));
    job.deaths = int(row.integer(15));
    job.deathAt = row.integer(16);
    return job;
}

/// A job that a process left when it was killed, as the next one finds it.
void takeUp(Job &job)
{
    if (job.state == JobState::Running) {
        job.deaths = job.deaths > 0 && job.reached() <= job.deathAt ? job.deaths + 1 : 1;
        job.deathAt = job.reached();
        job.state = job.deaths < MostDeaths ? JobState::Waiting : JobState::Failed;
        if (job.state == JobState::Failed)
            job.error = {ErrorCode::Internal,
                QCoreApplication::translate("tuilerie::JobStore",
                    "The program ended %1 times while this job ran, and it got no further. It is not begun again by itself: "
                    "look for the cause in the log, then resume it.")
                    .arg(job.deaths),
                {}};
    } else {
        job.state = job.state == JobState::Pausing ? JobState::Paused : JobState::Cancelled;
    }
    if (isFinished(job.state))
        job.finished = QDateTime::currentDateTimeUtc();
}

} // namespace

Result<std::shared_ptr<JobStore>> JobStore::open(const QString &path)
{
    TUILERIE_TRY(database, SqlDatabase::open(path, Migrations));
    return std::shared_ptr<JobStore>(new JobStore(std::move(database)));
}

Status JobStore::insert(const Job &job)
{
    const std::lock_guard lock(m_mutex);
    return m_database->run(
        "INSERT INTO job(id, kind, title, params, state, steps, attempts, created) VALUES(?,?,?,?,?,?,?,?)",
        {job.id, job.kind, job.title, objectText(job.params), jobStateName(job.state), stepsText(job.steps), job.attempts,
            timeValue(job.created.isValid() ? job.created : QDateTime::currentDateTimeUtc())});
}

Result<Job> JobStore::job(const QString &id) const
{
    std::optional<Job> found;
    {
        const std::lock_guard lock(m_mutex);
        TUILERIE_CHECK(m_database->run(
            QByteArray("SELECT ") + Columns + " FROM job WHERE id=?", {id}, [&](const SqlRow &row) { found = jobOf(row); }));
    }
    if (!found)
        return fail(ErrorCode::NotFound, QCoreApplication::translate("tuilerie::JobStore", "There is no job “%1”.").arg(id));
    return *found;
}

Result<std::vector<Job>> JobStore::jobs(std::optional<JobState> state) const
{
    std::vector<Job> result;
    const std::lock_guard lock(m_mutex);
    const QByteArray select = QByteArray("SELECT ") + Columns + " FROM job";
    TUILERIE_CHECK(m_database->run(state ? select + " WHERE state=? ORDER BY seq" : select + " ORDER BY seq",
        state ? QVariantList{jobStateName(*state)} : QVariantList{},
        [&](const SqlRow &row) { result.push_back(jobOf(row)); }));
    return result;
}

Status JobStore::update(const Job &job)
{
    const std::lock_guard lock(m_mutex);
    return write(job);
}

Status JobStore::write(const Job &job)
{
    const bool isFailed = job.state == JobState::Failed;
    return m_database->run(
        "UPDATE job SET state=?, steps=?, result=?, error_code=?, error_message=?, error_detail=?, attempts=?, "
        "started=?, finished=?, breakdowns=?, deaths=?, death_at=? WHERE id=?",
        {jobStateName(job.state), stepsText(job.steps), objectText(job.result),
            isFailed ? QVariant(errorCodeName(job.error.code)) : QVariant(),
            isFailed ? QVariant(job.error.message) : QVariant(), isFailed ? QVariant(job.error.detail) : QVariant(),
            job.attempts, timeValue(job.started), timeValue(job.finished), job.breakdowns, job.deaths, job.deathAt, job.id});
}

Status JobStore::remove(const QString &id)
{
    const std::lock_guard lock(m_mutex);
    return m_database->run("DELETE FROM job WHERE id=?", {id});
}

Result<std::optional<Job>> JobStore::nextWaiting(const QStringList &excludedKinds) const
{
    QByteArray sql = QByteArray("SELECT ") + Columns + " FROM job WHERE state='waiting'";
    QVariantList values;
    for (const QString &kind : excludedKinds) {
        sql += " AND kind<>?";
        values << kind;
    }
    sql += " ORDER BY seq LIMIT 1";
    std::optional<Job> found;
    const std::lock_guard lock(m_mutex);
    TUILERIE_CHECK(m_database->run(sql, values, [&](const SqlRow &row) { found = jobOf(row); }));
    return found;
}

Result<std::vector<Job>> JobStore::recover()
{
    std::vector<Job> left;
    const std::lock_guard lock(m_mutex);
    const Status recovered = m_database->transaction([&]() -> Status {
        TUILERIE_CHECK(m_database->run(
            QByteArray("SELECT ") + Columns + " FROM job WHERE state IN ('running', 'pausing', 'cancelling') ORDER BY seq",
            {}, [&](const SqlRow &row) { left.push_back(jobOf(row)); }));
        for (Job &job : left) {
            takeUp(job);
            TUILERIE_CHECK(write(job));
        }
        return {};
    });
    if (!recovered)
        return fail(recovered.error());
    return left;
}

Status JobStore::appendLog(const QString &id, const QStringList &lines)
{
    if (lines.isEmpty())
        return {};
    const std::lock_guard lock(m_mutex);
    return m_database->transaction([&]() -> Status {
        for (const QString &line : lines)
            TUILERIE_CHECK(m_database->run("INSERT INTO job_log(job, line) VALUES(?,?)", {id, line}));
        return {};
    });
}

Result<QStringList> JobStore::log(const QString &id, qint64 offset, qint64 limit) const
{
    QStringList lines;
    const std::lock_guard lock(m_mutex);
    TUILERIE_CHECK(m_database->run("SELECT line FROM job_log WHERE job=? ORDER BY seq LIMIT ? OFFSET ?", {id, limit, offset},
        [&](const SqlRow &row) { lines << row.text(0); }));
    return lines;
}

Result<qint64> JobStore::logSize(const QString &id) const
{
    qint64 size = 0;
    const std::lock_guard lock(m_mutex);
    TUILERIE_CHECK(m_database->run(
        "SELECT count(*) FROM job_log WHERE job=?", {id}, [&](const SqlRow &row) { size = row.integer(0); }));
    return size;
}

} // namespace tuilerie
