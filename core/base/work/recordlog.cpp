// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/work/recordlog.h"

#include "base/atomicfile.h"

#include <QCoreApplication>
#include <QDataStream>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QtEndian>

#include <xxhash.h>

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <unistd.h>

namespace tuilerie {

namespace {

constexpr char signature[] = "TUILLOG\x1a";
constexpr qsizetype signatureSize = sizeof signature - 1;
constexpr char mark[] = "\xA5rec";
constexpr qsizetype markSize = sizeof mark - 1;
constexpr qsizetype frameSize = 16;
constexpr quint32 formatVersion = 1;

QString tr(const char *text)
{
    return QCoreApplication::translate("tuilerie::RecordLog", text);
}

/// The place is part of it: a frame that a file system brings back elsewhere is no record.
quint64 checksumOf(const char *payload, quint32 length, qint64 place)
{
    return XXH3_64bits_withSeed(payload, length, (quint64(place) << 32) ^ length);
}

QByteArray frameOf(const QByteArray &payload, qint64 place)
{
    QByteArray frame(frameSize, '\0');
    std::memcpy(frame.data(), mark, markSize);
    qToLittleEndian(quint32(payload.size()), frame.data() + 4);
    qToLittleEndian(checksumOf(payload.constData(), quint32(payload.size()), place), frame.data() + 8);
    return frame + payload;
}

/// The payload of the frame at this place; nothing when it is not whole and sound.
std::optional<QByteArray> payloadAt(const QByteArray &content, qsizetype place)
{
    if (content.size() - place < frameSize || std::memcmp(content.constData() + place, mark, markSize) != 0)
        return std::nullopt;
    const auto length = qFromLittleEndian<quint32>(content.constData() + place + 4);
    const auto checksum = qFromLittleEndian<quint64>(content.constData() + place + 8);
    if (qsizetype(length) > content.size() - place - frameSize)
        return std::nullopt;
    const char *payload = content.constData() + place + frameSize;
    if (checksumOf(payload, length, place) != checksum)
        return std::nullopt;
    return QByteArray(payload, qsizetype(length));
}

bool hasFrameBehind(const QByteArray &content, qsizetype place)
{
    const QByteArrayView view(mark, markSize);
    for (qsizetype at = content.indexOf(view, place + 1); at >= 0; at = content.indexOf(view, at + 1))
        if (payloadAt(content, at))
            return true;
    return false;
}

struct Head
{
    quint32 format = formatVersion;
    QByteArray kind;
    quint32 version = 0;
    QByteArray fingerprint;
    QByteArray note;
};

QByteArray toBytes(const Head &head)
{
    QByteArray bytes;
    QDataStream out(&bytes, QIODevice::WriteOnly);
    out.setVersion(QDataStream::Qt_6_4);
    out << head.format << head.kind << head.version << head.fingerprint << head.note;
    return bytes;
}

/// Only the format of a head of another format.
std::optional<Head> headFrom(const QByteArray &bytes)
{
    Head head;
    QDataStream in(bytes);
    in.setVersion(QDataStream::Qt_6_4);
    in >> head.format;
    if (head.format == formatVersion)
        in >> head.kind >> head.version >> head.fingerprint >> head.note;
    return in.status() == QDataStream::Ok ? std::optional(head) : std::nullopt;
}

bool writeAt(int fd, const QByteArray &bytes, qint64 place)
{
    qsizetype done = 0;
    while (done < bytes.size()) {
        const ssize_t n = ::pwrite(fd, bytes.constData() + done, size_t(bytes.size() - done), off_t(place + done));
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return false;
        done += n;
    }
    return true;
}

} // namespace

RecordLog::RecordLog(const Opening &opening)
    : m_opening(opening)
    , m_folder(opening.folder)
{
}

RecordLog::~RecordLog()
{
    if (m_fd >= 0)
        ::close(m_fd);
}

QString RecordLog::path() const
{
    return m_folder + QStringLiteral("/journal");
}

bool RecordLog::exists(const QString &folder)
{
    return QFileInfo::exists(folder + QStringLiteral("/journal"));
}

Result<std::unique_ptr<RecordLog>> RecordLog::open(const Opening &opening)
{
    std::unique_ptr<RecordLog> log(new RecordLog(opening));
    TUILERIE_CHECK(log->lock());
    TUILERIE_CHECK(log->load());
    return log;
}

Status RecordLog::lock()
{
    errno = 0;
    if (!QDir().mkpath(m_folder))
        return fail(errorFromErrno(tr("Making the journal's folder"), m_folder));
    m_lock = std::make_unique<QLockFile>(m_folder + QStringLiteral("/lock"));
    // Only a process that is gone leaves a stale lock; a run may take days.
    m_lock->setStaleLockTime(0);
    if (m_lock->tryLock(0))
        return {};
    if (m_lock->error() == QLockFile::LockFailedError)
        return fail(ErrorCode::Conflict,
            tr("Another process is writing this output. Wait for it to end, or choose another output."), m_folder);
    return fail(errorFromErrno(tr("Locking the journal"), m_folder));
}

Status RecordLog::load()
{
    QByteArray content;
    if (QFile::exists(path())) {
        TUILERIE_TRY(read, readWholeFile(path()));
        content = read;
    }
    const QByteArray ours(signature, signatureSize);
    // Killed while the log was made: nothing was done yet.
    if (ours.startsWith(content))
        return begin(m_opening.note);
    if (!content.startsWith(ours))
        return anew(tr("The unfinished run in %1 was made by an earlier version of the program. It begins anew."));
    return readFrames(content);
}

Status RecordLog::readFrames(const QByteArray &content)
{
    const auto first = payloadAt(content, signatureSize);
    const std::optional<Head> head = first ? headFrom(*first) : std::nullopt;
    const bool isBeside = !m_opening.beside.isEmpty() && QFile::exists(m_folder + QLatin1Char('/') + m_opening.beside);
    if (!head) {
        if (!isBeside && !hasFrameBehind(content, signatureSize))
            return begin(m_opening.note);
        return anew(tr("The journal in %1 is damaged at its beginning. The run begins anew."));
    }
    if (head->format != formatVersion || (head->kind == m_opening.kind && head->version != m_opening.version))
        return anew(tr("The unfinished run in %1 was made by another version of the program. It begins anew."));
    qsizetype place = signatureSize + frameSize + first->size();
    m_ends << place;
    while (const auto payload = payloadAt(content, place)) {
        m_records << *payload;
        place += frameSize + payload->size();
        m_ends << place;
    }
    const bool isDamaged = place < content.size() && hasFrameBehind(content, place);
    // A run that was killed before its first record has left nothing worth to be asked about.
    if (m_records.isEmpty() && !isBeside && !isDamaged)
        return begin(m_opening.note);
    if (!m_opening.resume)
        return refuse();
    if (head->kind != m_opening.kind || head->fingerprint != m_opening.fingerprint)
        return fail(ErrorCode::Conflict,
            tr("The unfinished run has other parameters or other sources. Resume it with the same ones, or remove %1 and "
               "start again.")
                .arg(m_folder));
    m_note = head->note;
    m_start = Start::Resumed;
    if (isDamaged)
        m_finding = tr("The journal in %1 is damaged in its middle, after %2 records. What it says behind them is not "
                       "trusted and is made again.")
                        .arg(m_folder)
                        .arg(m_records.size());
    TUILERIE_CHECK(openFile());
    return cut(place);
}

Status RecordLog::refuse() const
{
    return fail(ErrorCode::Conflict,
        tr("An unfinished run of this output is there. Resume it, or remove %1 and what the run has written first.")
            .arg(m_folder));
}

Status RecordLog::anew(const QString &reason)
{
    if (!m_opening.resume)
        return refuse();
    m_finding = reason.arg(m_folder);
    TUILERIE_CHECK(begin(m_opening.note));
    m_start = Start::Anew;
    return {};
}

Status RecordLog::openFile()
{
    if (m_fd >= 0)
        ::close(m_fd);
    m_fd = ::open(QFile::encodeName(path()).constData(), O_WRONLY | O_CLOEXEC);
    if (m_fd < 0)
        return fail(errorFromErrno(tr("Writing the journal"), path()));
    return {};
}

Status RecordLog::cut(qint64 size)
{
    if (::ftruncate(m_fd, off_t(size)) != 0 || ::fdatasync(m_fd) != 0)
        return fail(errorFromErrno(tr("Writing the journal"), path()));
    m_end = m_flushed = size;
    return {};
}

Status RecordLog::begin(const QByteArray &note)
{
    const QByteArray head = toBytes({formatVersion, m_opening.kind, m_opening.version, m_opening.fingerprint, note});
    const QByteArray content = QByteArray(signature, signatureSize) + frameOf(head, signatureSize);
    // Whole or not there: a head is never torn.
    TUILERIE_CHECK(writeFileAtomically(path(), content));
    TUILERIE_CHECK(openFile());
    m_note = note;
    m_records.clear();
    m_ends = {content.size()};
    m_end = m_flushed = content.size();
    m_failure.reset();
    m_start = Start::Fresh;
    return {};
}

Status RecordLog::keep(qsizetype records)
{
    if (records >= m_records.size())
        return {};
    m_records.resize(records);
    m_ends.resize(records + 1);
    return cut(m_ends.last());
}

Status RecordLog::append(const QByteArray &record)
{
    qint64 end = 0;
    {
        const std::lock_guard lock(m_mutex);
        if (m_failure)
            return fail(*m_failure);
        const QByteArray frame = frameOf(record, m_end);
        if (!writeAt(m_fd, frame, m_end)) {
            Error error = errorFromErrno(tr("Writing the journal"), path());
            // No half record may stand before a later one.
            if (::ftruncate(m_fd, off_t(m_end)) != 0)
                m_failure = error;
            return fail(std::move(error));
        }
        m_end += frame.size();
        end = m_end;
    }
    const std::lock_guard flushing(m_flushMutex);
    qint64 written = 0;
    {
        const std::lock_guard lock(m_mutex);
        if (m_failure)
            return fail(*m_failure);
        written = m_end;
    }
    if (m_flushed >= end)
        return {};
    if (::fdatasync(m_fd) != 0) {
        // What the system has dropped it does not try to write again: a later flush would say nothing of these bytes.
        Error error = errorFromErrno(tr("Writing the journal"), path());
        const std::lock_guard lock(m_mutex);
        m_failure = error;
        return fail(std::move(error));
    }
    m_flushed = written;
    return {};
}

Status RecordLog::remove()
{
    if (m_fd >= 0)
        ::close(std::exchange(m_fd, -1));
    // The journal goes first: what is left of the folder after a kill is then no unfinished run. The lock goes last.
    QFile::remove(path());
    QDir folder(m_folder);
    errno = 0;
    for (const QFileInfo &entry :
        folder.entryInfoList(QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot))
        if (entry.fileName() != QLatin1String("lock")
            && !(entry.isDir() && !entry.isSymLink() ? QDir(entry.filePath()).removeRecursively()
                                                     : QFile::remove(entry.filePath())))
            return fail(errorFromErrno(tr("Removing the journal"), m_folder));
    m_lock->unlock();
    // Another process may have come in just now: then the folder is its own.
    QDir().rmdir(m_folder);
    return {};
}

Status RecordLog::leave(const QString &folder)
{
    if (m_fd >= 0)
        ::close(std::exchange(m_fd, -1));
    QFile::remove(path());
    m_lock->unlock();
    QDir(folder).removeRecursively();
    errno = 0;
    if (!QDir().rename(m_folder, folder))
        return fail(errorFromErrno(tr("Keeping what the work left"), folder));
    return {};
}

} // namespace tuilerie
