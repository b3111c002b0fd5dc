// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/work/progress.h"
#include "base/result.h"
#include "publish/wholeprogress.h"

#include <QElapsedTimer>
#include <QJsonArray>
#include <QJsonObject>
#include <QStringList>
#include <mutex>
#include <optional>

namespace tuilerie::cli {

enum class ProgressStyle { None, Terminal, Json };

/// Exit codes of docs/cli.md.
enum ExitCode { Done = 0, Failed = 1, Usage = 2, DoneWithFailures = 3, Blocked = 4, Interrupted = 130 };

/// What the program writes. stdout gets the result and nothing else: text, or with --json one document. Everything else goes
/// to stderr. Progress lines of --progress=json go to stdout when that is free (no --json), else to stderr. As a WorkControl
/// it is what all long works see: Ctrl-C asks them to stop. Thread-safe.
class Console final : public WorkControl
{
public:
    bool json = false;
    bool verbose = false; ///< log lines are shown
    ProgressStyle style = ProgressStyle::None;
    StopRequest onInterrupt = StopRequest::Cancel; ///< what Ctrl-C asks of the work
    const WorkControl *outside = nullptr;          ///< in a box: whom to ask instead
    std::optional<WholeShare> whole;               ///< of a publication: then its share is shown, and is `whole` in JSON

    void progress(const Progress &progress) override;
    void log(const QString &line) override;
    void warning(const QString &sentence) override;
    StopRequest shouldStop() const override;

    void result(const QJsonObject &document);
    void result(const QJsonArray &document);
    void text(const QString &line);    ///< a line of the result, unless --json
    void message(const QString &line); ///< a line on stderr
    /// Tells the error and gives its exit code; with --json also as the document {error: {code, message, detail}}.
    ExitCode error(const Error &error);
    ExitCode usage(const QString &sentence);
    QStringList warnings() const;

    /// Columns padded to the widest cell; the first `rightFrom` are left-aligned.
    void table(const QStringList &header, const QList<QStringList> &rows, qsizetype rightFrom);

private:
    void write(FILE *stream, const QString &line);
    void clearLine();

    mutable std::mutex m_mutex;
    QElapsedTimer m_sinceLine;
    QString m_step;
    qsizetype m_lineWidth = 0;
    QStringList m_warnings;
};

QString readableBytes(double bytes);     ///< "1.4 GB", powers of 1000
QString readableSeconds(double seconds); ///< "2 h 05 min"
QString readableRange(const QString &low, const QString &high);

} // namespace tuilerie::cli
