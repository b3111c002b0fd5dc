// SPDX-License-Identifier: GPL-3.0-or-later
#include "console.h"

#include "base/filename.h"
#include "base/work/interrupt.h"

#include <QCoreApplication>
#include <QJsonDocument>

#include <cstdio>

namespace tuilerie::cli {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 lineEveryMs = 100;

QString tr(const char *text)
{
    return QCoreApplication::translate("tuilerie::cli::Console", text);
}

bool isSecondStep(const QString &step)
{
    return step == "upload"_L1 || step == "checksum"_L1;
}

} // namespace

QString readableBytes(double bytes)
{
    static constexpr const char *units[] = {"B", "kB", "MB", "GB", "TB"};
    int unit = 0;
    while (bytes >= 999.5 && unit < 4) {
        bytes /= 1000;
        ++unit;
    }
    return u"%1 %2"_s.arg(bytes, 0, 'f', unit == 0 || bytes >= 99.95 ? 0 : 1).arg(QLatin1String(units[unit]));
}

QString readableSeconds(double seconds)
{
    const qint64 whole = qint64(seconds + 0.5);
    if (whole >= 3600)
        return u"%1 h %2 min"_s.arg(whole / 3600).arg(whole / 60 % 60, 2, 10, QLatin1Char('0'));
    if (whole >= 60)
        return u"%1 min %2 s"_s.arg(whole / 60).arg(whole % 60, 2, 10, QLatin1Char('0'));
    return seconds < 9.95 ? u"%1 s"_s.arg(seconds, 0, 'f', 1) : u"%1 s"_s.arg(whole);
}

QString readableRange(const QString &low, const QString &high)
{
    return low == high ? low : u"%1 – %2"_s.arg(low, high);
}

void Console::write(FILE *stream, const QString &line)
{
    clearLine();
    const QByteArray bytes = (stream == stderr ? shownText(line) : line).toUtf8() + '\n';
    std::fwrite(bytes.constData(), 1, size_t(bytes.size()), stream);
    std::fflush(stream);
}

void Console::clearLine()
{
    if (m_lineWidth == 0)
        return;
    std::fputs("\r\033[K", stderr);
    m_lineWidth = 0;
}

void Console::progress(const Progress &progress)
{
    const std::lock_guard lock(m_mutex);
    const double share = whole ? whole->take(progress) : -1;
    const bool isNewStep = progress.step != m_step;
    const bool isEnd = progress.total > 0 && progress.done >= progress.total;
    // Engines report as often as they like; the reader gets ten lines a second, and always the first and the last of a step.
    if (style == ProgressStyle::None
        || (!isNewStep && !isEnd && m_sinceLine.isValid() && m_sinceLine.elapsed() < lineEveryMs))
        return;
    m_step = progress.step;
    m_sinceLine.restart();
    if (style == ProgressStyle::Json) {
        QJsonObject line = progress.toJson();
        if (whole)
            line.insert(u"whole"_s, share);
        write(json ? stderr : stdout, QString::fromUtf8(QJsonDocument(line).toJson(QJsonDocument::Compact)));
        return;
    }
    QString line = whole ? u"%1 %  "_s.arg(int(share * 100)) + progress.step : progress.step;
    if (progress.total > 0 && whole)
        line += u"  %1/%2"_s.arg(progress.done).arg(progress.total);
    else if (progress.total > 0)
        line += u"  %1 %  %2/%3"_s.arg(double(progress.done) * 100 / double(progress.total), 0, 'f', 1)
                    .arg(progress.done)
                    .arg(progress.total);
    else if (progress.done > 0)
        line += u"  %1"_s.arg(progress.done);
    if (progress.rate > 0)
        line += u"  %1/s"_s.arg(isSecondStep(progress.step) && progress.total > 100000
                ? readableBytes(progress.rate)
                : QString::number(progress.rate, 'f', progress.rate < 10 ? 1 : 0));
    if (progress.bytes > 0)
        line += "  "_L1 + readableBytes(double(progress.bytes));
    if (progress.etaSeconds >= 0 && !isEnd)
        line += "  "_L1 + tr("%1 left").arg(readableSeconds(progress.etaSeconds));
    std::fputs(("\r" + line.toUtf8() + "\033[K").constData(), stderr);
    std::fflush(stderr);
    m_lineWidth = line.size();
}

void Console::log(const QString &line)
{
    const std::lock_guard lock(m_mutex);
    if (verbose)
        write(stderr, line);
}

void Console::warning(const QString &sentence)
{
    const std::lock_guard lock(m_mutex);
    if (m_warnings.contains(sentence))
        return;
    m_warnings << sentence;
    write(stderr, tr("Warning: %1").arg(sentence));
}

StopRequest Console::shouldStop() const
{
    return outside ? outside->shouldStop() : interrupted() ? onInterrupt : StopRequest::None;
}

void Console::result(const QJsonObject &document)
{
    const std::lock_guard lock(m_mutex);
    if (json)
        write(stdout, QString::fromUtf8(QJsonDocument(document).toJson(QJsonDocument::Indented)).trimmed());
}

void Console::result(const QJsonArray &document)
{
    const std::lock_guard lock(m_mutex);
    if (json)
        write(stdout, QString::fromUtf8(QJsonDocument(document).toJson(QJsonDocument::Indented)).trimmed());
}

void Console::text(const QString &line)
{
    const std::lock_guard lock(m_mutex);
    if (!json)
        write(style == ProgressStyle::Json ? stderr : stdout, line);
}

void Console::message(const QString &line)
{
    const std::lock_guard lock(m_mutex);
    write(stderr, line);
}

ExitCode Console::error(const Error &error)
{
    const std::lock_guard lock(m_mutex);
    write(stderr, error.message);
    if (json) {
        const QJsonObject said{
            {u"code"_s, errorCodeName(error.code)}, {u"message"_s, error.message}, {u"detail"_s, error.detail}};
        write(stdout,
            QString::fromUtf8(QJsonDocument(QJsonObject{{u"error"_s, said}}).toJson(QJsonDocument::Indented)).trimmed());
    }
    if (verbose && !error.detail.isEmpty())
        write(stderr, error.detail);
    return error.code == ErrorCode::Cancelled || error.code == ErrorCode::Paused ? Interrupted : Failed;
}

ExitCode Console::usage(const QString &sentence)
{
    const std::lock_guard lock(m_mutex);
    write(stderr, sentence);
    return Usage;
}

QStringList Console::warnings() const
{
    const std::lock_guard lock(m_mutex);
    return m_warnings;
}

void Console::table(const QStringList &header, const QList<QStringList> &rows, qsizetype rightFrom)
{
    QList<qsizetype> widths;
    for (const QString &cell : header)
        widths << cell.size();
    for (const QStringList &row : rows) {
        for (qsizetype i = 0; i < row.size(); ++i)
            widths[i] = std::max(widths[i], row.at(i).size());
    }
    const auto line = [&](const QStringList &cells) {
        QString joined;
        for (qsizetype i = 0; i < cells.size(); ++i) {
            const QString cell =
                i < rightFrom ? cells.at(i).leftJustified(widths.at(i)) : cells.at(i).rightJustified(widths.at(i));
            joined += (i > 0 ? "  "_L1 : ""_L1) + cell;
        }
        while (joined.endsWith(u' '))
            joined.chop(1);
        text(joined);
    };
    line(header);
    for (const QStringList &row : rows)
        line(row);
}

} // namespace tuilerie::cli
