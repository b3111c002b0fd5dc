// SPDX-License-Identifier: GPL-3.0-or-later
#include "generate/pointcloud/cloudjournal.h"

#include "base/atomicfile.h"

#include <QCoreApplication>
#include <QDataStream>
#include <QDir>
#include <QFile>
#include <QJsonDocument>

#include <xxhash.h>

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <unistd.h>

namespace tuilerie::pointcloud {

namespace {

constexpr int formatVersion = 1;
constexpr qsizetype frameSize = 12; ///< uint32 length, uint64 checksum

QString tr(const char *text)
{
    return QCoreApplication::translate("tuilerie::PointCloudPyramid", text);
}

QList<QByteArray> soundRecords(const QByteArray &content)
{
    QList<QByteArray> payloads;
    qsizetype at = 0;
    while (at + frameSize <= content.size()) {
        quint32 length = 0;
        quint64 checksum = 0;
        std::memcpy(&length, content.constData() + at, 4);
        std::memcpy(&checksum, content.constData() + at + 4, 8);
        const char *payload = content.constData() + at + frameSize;
        if (qsizetype(length) > content.size() - at - frameSize || XXH3_64bits(payload, length) != checksum)
            break;
        payloads << QByteArray(payload, qsizetype(length));
        at += frameSize + qsizetype(length);
    }
    return payloads;
}

struct Record
{
    qint32 cells = 0;
    qint32 slot = 0;
    quint64 frontierHash = 0;
    QByteArray statistics;
    std::vector<NodeEntry> entries;
};

QByteArray toBytes(const Record &record)
{
    QByteArray bytes;
    QDataStream out(&bytes, QIODevice::WriteOnly);
    out << record.cells << record.slot << record.frontierHash << record.statistics << qint32(record.entries.size());
    for (const NodeEntry &e : record.entries)
        out << e.key.level << e.key.x << e.key.y << e.key.z << e.offset << e.bytes << e.points;
    return bytes;
}

Record fromBytes(const QByteArray &bytes)
{
    Record record;
    QDataStream in(bytes);
    qint32 count = 0;
    in >> record.cells >> record.slot >> record.frontierHash >> record.statistics >> count;
    for (qint32 i = 0; i < count && in.status() == QDataStream::Ok; ++i) {
        NodeEntry e;
        in >> e.key.level >> e.key.x >> e.key.y >> e.key.z >> e.offset >> e.bytes >> e.points;
        record.entries.push_back(e);
    }
    return record;
}

} // namespace

CloudJournal::~CloudJournal()
{
    if (m_fd >= 0)
        ::close(m_fd);
}

QString CloudJournal::frontierPath(int slot) const
{
    return m_folder + QStringLiteral("/frontier%1").arg(slot);
}

Result<std::unique_ptr<CloudJournal>> CloudJournal::open(const QString &folder, const QByteArray &fingerprint, bool resume)
{
    errno = 0;
    if (!QDir().mkpath(folder))
        return fail(errorFromErrno(tr("Making the journal's folder"), folder));
    std::unique_ptr<CloudJournal> journal(new CloudJournal(folder));
    journal->m_lock = std::make_unique<QLockFile>(folder + QStringLiteral("/lock"));
    // Only a process that is gone leaves a stale lock; a run may take days.
    journal->m_lock->setStaleLockTime(0);
    if (!journal->m_lock->tryLock(0)) {
        if (journal->m_lock->error() == QLockFile::LockFailedError)
            return fail(ErrorCode::Conflict,
                tr("Another process is writing this pyramid. Wait for it to end, or choose another output."), folder);
        return fail(errorFromErrno(tr("Locking the journal"), folder));
    }
    TUILERIE_CHECK(journal->load(fingerprint, resume));
    return journal;
}

Status CloudJournal::load(const QByteArray &fingerprint, bool resume)
{
    m_fingerprint = fingerprint;
    const QString path = m_folder + QStringLiteral("/journal");
    QByteArray content;
    if (QFile::exists(path)) {
        TUILERIE_TRY(read, readWholeFile(path));
        content = read;
    }
    const QList<QByteArray> payloads = soundRecords(content);
    // A run that was killed before its first checkpoint has left nothing worth to be asked about, unless points lie in a
    // spill.
    if (payloads.size() > 1 || (!payloads.isEmpty() && QFile::exists(m_folder + QStringLiteral("/spill.index")))) {
        if (!resume)
            return fail(ErrorCode::Conflict,
                tr("An unfinished run of this pyramid is there. Resume it, or remove %1 first.").arg(m_folder));
        const QJsonObject head = QJsonDocument::fromJson(payloads.first()).object();
        if (head.value(QLatin1String("version")).toInt() != formatVersion)
            return fail(ErrorCode::Conflict,
                tr("The unfinished run was made by another version of the program. Remove %1 and start again.")
                    .arg(m_folder));
        if (head.value(QLatin1String("fingerprint")).toString() != QLatin1String(fingerprint))
            return fail(ErrorCode::Conflict,
                tr("The unfinished run has other parameters or other sources. Resume it with the same ones, or remove %1 "
                   "and start again.")
                    .arg(m_folder));
        m_head = head;
        m_used = 1;
        takeCheckpoint(payloads);
    }
    errno = 0;
    m_fd = ::open(QFile::encodeName(path).constData(), O_WRONLY | O_CREAT | O_CLOEXEC, 0644);
    if (m_fd < 0)
        return fail(errorFromErrno(tr("Writing the journal"), path));
    // What stands behind the checkpoint that counts would be counted twice.
    off_t keep = 0;
    for (qsizetype i = 0; i < payloads.size() && i < m_used; ++i)
        keep += off_t(frameSize + payloads[i].size());
    if (::ftruncate(m_fd, keep) != 0 || ::lseek(m_fd, keep, SEEK_SET) != keep)
        return fail(errorFromErrno(tr("Writing the journal"), path));
    return {};
}

void CloudJournal::takeCheckpoint(const QList<QByteArray> &payloads)
{
    // The last record whose frontier is there. One of the two files may have been torn while it was written.
    std::vector<Record> records;
    for (qsizetype i = 1; i < payloads.size(); ++i)
        records.push_back(fromBytes(payloads[i]));
    for (size_t last = records.size(); last-- > 0;) {
        const Record &record = records[last];
        const Result<QByteArray> frontier = readWholeFile(frontierPath(record.slot));
        CloudCheckpoint checkpoint;
        if (!frontier || XXH3_64bits(frontier->constData(), size_t(frontier->size())) != record.frontierHash
            || !PointStatistics::fromBytes(record.statistics, checkpoint.statistics))
            continue;
        checkpoint.cells = record.cells;
        checkpoint.frontier = *frontier;
        for (size_t i = 0; i <= last; ++i)
            checkpoint.entries.insert(checkpoint.entries.end(), records[i].entries.begin(), records[i].entries.end());
        m_checkpoint = std::move(checkpoint);
        m_hasCheckpoint = true;
        m_slot = 1 - record.slot;
        m_used = qsizetype(last) + 2;
        return;
    }
}

Status CloudJournal::begin(const QJsonObject &head)
{
    const QString path = m_folder + QStringLiteral("/journal");
    if (::ftruncate(m_fd, 0) != 0 || ::lseek(m_fd, 0, SEEK_SET) != 0)
        return fail(errorFromErrno(tr("Writing the journal"), path));
    m_head = head;
    m_head.insert(QStringLiteral("version"), formatVersion);
    m_head.insert(QStringLiteral("fingerprint"), QString::fromLatin1(m_fingerprint));
    m_checkpoint.reset();
    m_hasCheckpoint = false;
    return write(QJsonDocument(m_head).toJson(QJsonDocument::Compact));
}

Status CloudJournal::write(const QByteArray &payload)
{
    const auto length = quint32(payload.size());
    const quint64 checksum = XXH3_64bits(payload.constData(), size_t(payload.size()));
    QByteArray frame(frameSize, '\0');
    std::memcpy(frame.data(), &length, 4);
    std::memcpy(frame.data() + 4, &checksum, 8);
    frame += payload;
    qsizetype done = 0;
    while (done < frame.size()) {
        const ssize_t n = ::write(m_fd, frame.constData() + done, size_t(frame.size() - done));
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return fail(errorFromErrno(tr("Writing the journal"), m_folder));
        done += n;
    }
    if (::fdatasync(m_fd) != 0)
        return fail(errorFromErrno(tr("Writing the journal"), m_folder));
    return {};
}

Status CloudJournal::append(
    int cells, std::span<const NodeEntry> added, const PointStatistics &statistics, const QByteArray &frontier)
{
    TUILERIE_CHECK(writeFileAtomically(frontierPath(m_slot), frontier));
    Record record{cells, m_slot, XXH3_64bits(frontier.constData(), size_t(frontier.size())), statistics.toBytes(),
        {added.begin(), added.end()}};
    TUILERIE_CHECK(write(toBytes(record)));
    m_slot = 1 - m_slot;
    m_hasCheckpoint = true;
    return {};
}

Status CloudJournal::remove()
{
    if (m_fd >= 0)
        ::close(std::exchange(m_fd, -1));
    // The journal goes first: what is left of the folder after a kill is then no unfinished run.
    QFile::remove(m_folder + QStringLiteral("/journal"));
    m_lock->unlock();
    if (!QDir(m_folder).removeRecursively())
        return fail(errorFromErrno(tr("Removing the journal"), m_folder));
    return {};
}

} // namespace tuilerie::pointcloud
