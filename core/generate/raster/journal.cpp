// SPDX-License-Identifier: GPL-3.0-or-later
#include "generate/raster/journal.h"

#include "base/atomicfile.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QJsonDocument>

#include <xxhash.h>

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <unistd.h>

namespace tuilerie::raster {

namespace {

constexpr int formatVersion = 1;
constexpr qsizetype frameSize = 12; ///< uint32 length, uint64 checksum

QString tr(const char *text)
{
    return QCoreApplication::translate("tuilerie::RasterPyramid", text);
}

QString hex(quint64 value)
{
    return QString::number(value, 16);
}
quint64 fromHex(const QJsonValue &value)
{
    return value.toString().toULongLong(nullptr, 16);
}

QJsonObject toJson(const SlabRecord &r)
{
    return {{QStringLiteral("slab"), QJsonArray{r.key.level, r.key.col, r.key.row}},
        {QStringLiteral("limits"), QJsonArray{r.limits.minCol, r.limits.minRow, r.limits.maxCol, r.limits.maxRow}},
        {QStringLiteral("tiles"), r.tiles}, {QStringLiteral("sizes"), QJsonArray{r.dataSize, r.maskSize}},
        {QStringLiteral("hashes"), QJsonArray{hex(r.dataHash), hex(r.maskHash)}}, {QStringLiteral("spill"), r.hasSpill}};
}

SlabRecord fromJson(const QJsonObject &object)
{
    SlabRecord r;
    const QJsonArray slab = object.value(QLatin1String("slab")).toArray();
    r.key = {slab.at(0).toInt(), slab.at(1).toInteger(), slab.at(2).toInteger()};
    const QJsonArray limits = object.value(QLatin1String("limits")).toArray();
    r.limits = {limits.at(0).toInteger(), limits.at(1).toInteger(), limits.at(2).toInteger(), limits.at(3).toInteger()};
    r.tiles = object.value(QLatin1String("tiles")).toInteger();
    const QJsonArray sizes = object.value(QLatin1String("sizes")).toArray();
    r.dataSize = sizes.at(0).toInteger();
    r.maskSize = sizes.at(1).toInteger();
    const QJsonArray hashes = object.value(QLatin1String("hashes")).toArray();
    r.dataHash = fromHex(hashes.at(0));
    r.maskHash = fromHex(hashes.at(1));
    r.hasSpill = object.value(QLatin1String("spill")).toBool();
    return r;
}

/// The payloads of the sound records, and how many bytes they take.
std::pair<QList<QByteArray>, qsizetype> soundRecords(const QByteArray &content)
{
    QList<QByteArray> payloads;
    qsizetype at = 0;
    while (at + frameSize <= content.size()) {
        quint32 length = 0;
        quint64 checksum = 0;
        std::memcpy(&length, content.constData() + at, 4);
        std::memcpy(&checksum, content.constData() + at + 4, 8);
        if (qsizetype(length) > content.size() - at - frameSize)
            break;
        const char *payload = content.constData() + at + frameSize;
        if (XXH3_64bits(payload, length) != checksum)
            break;
        payloads << QByteArray(payload, qsizetype(length));
        at += frameSize + qsizetype(length);
    }
    return {payloads, at};
}

} // namespace

Journal::Journal(const QString &folder)
    : m_folder(folder)
{
}

Journal::~Journal()
{
    if (m_fd >= 0)
        ::close(m_fd);
}

QString Journal::spillPath(const SlabKey &key) const
{
    return QStringLiteral("%1/%2-%3-%4.image").arg(m_folder).arg(key.level).arg(key.col).arg(key.row);
}

Result<std::unique_ptr<Journal>> Journal::open(const Opening &opening)
{
    errno = 0;
    if (!QDir().mkpath(opening.folder))
        return fail(errorFromErrno(tr("Making the journal's folder"), opening.folder));
    std::unique_ptr<Journal> journal(new Journal(opening.folder));
    journal->m_lock = std::make_unique<QLockFile>(opening.folder + QStringLiteral("/lock"));
    // Only a process that is gone leaves a stale lock; a run may take days.
    journal->m_lock->setStaleLockTime(0);
    if (!journal->m_lock->tryLock(0)) {
        if (journal->m_lock->error() == QLockFile::LockFailedError)
            return fail(ErrorCode::Conflict,
                tr("Another process is writing this pyramid. Wait for it to end, or choose another output."),
                opening.folder);
        return fail(errorFromErrno(tr("Locking the journal"), opening.folder));
    }
    TUILERIE_CHECK(journal->load(opening));
    return journal;
}

Status Journal::load(const Opening &opening)
{
    const QString path = m_folder + QStringLiteral("/journal");
    QByteArray content;
    if (QFile::exists(path)) {
        TUILERIE_TRY(read, readWholeFile(path));
        content = read;
    }
    auto [payloads, size] = soundRecords(content);
    // A run that was killed before its first record has left nothing worth to be asked about.
    if (!payloads.isEmpty()) {
        if (!opening.resume)
            return fail(ErrorCode::Conflict,
                tr("An unfinished run of this pyramid is there. Resume it, or remove %1 and the pyramid's folder first.")
                    .arg(m_folder));
        const QJsonObject head = QJsonDocument::fromJson(payloads.first()).object();
        if (head.value(QLatin1String("version")).toInt() != formatVersion)
            return fail(ErrorCode::Conflict,
                tr("The unfinished run was made by another version of the program. Remove %1 and start again.")
                    .arg(m_folder));
        if (head.value(QLatin1String("fingerprint")).toString() != QLatin1String(opening.fingerprint))
            return fail(ErrorCode::Conflict,
                tr("The unfinished run has other parameters or other sources. Resume it with the same ones, or remove %1 "
                   "and start again.")
                    .arg(m_folder));
        m_sourcesChanged = head.value(QLatin1String("sources")).toString() != QLatin1String(opening.sourceState);
        m_isResumed = true;
        for (const QByteArray &payload : payloads.mid(1)) {
            const SlabRecord record = fromJson(QJsonDocument::fromJson(payload).object());
            m_records[record.key] = record;
        }
    }
    const QByteArray name = QFile::encodeName(path);
    m_fd = ::open(name.constData(), O_WRONLY | O_CREAT | O_CLOEXEC, 0644);
    if (m_fd < 0 || ::ftruncate(m_fd, size) != 0 || ::lseek(m_fd, size, SEEK_SET) < 0)
        return fail(errorFromErrno(tr("Writing the journal"), path));
    TUILERIE_CHECK(syncFolder(m_folder));
    if (m_isResumed)
        return {};
    return write(QJsonDocument(QJsonObject{{QStringLiteral("version"), formatVersion},
                                   {QStringLiteral("fingerprint"), QLatin1String(opening.fingerprint)},
                                   {QStringLiteral("sources"), QLatin1String(opening.sourceState)}})
                     .toJson(QJsonDocument::Compact));
}

Status Journal::write(const QByteArray &payload)
{
    QByteArray frame(frameSize, '\0');
    const quint32 length = quint32(payload.size());
    const quint64 checksum = XXH3_64bits(payload.constData(), size_t(payload.size()));
    std::memcpy(frame.data(), &length, 4);
    std::memcpy(frame.data() + 4, &checksum, 8);
    frame += payload;
    const std::lock_guard lock(m_mutex);
    const off_t start = ::lseek(m_fd, 0, SEEK_CUR);
    qsizetype done = 0;
    while (done < frame.size()) {
        const ssize_t n = ::write(m_fd, frame.constData() + done, size_t(frame.size() - done));
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0) {
            Error error = errorFromErrno(tr("Writing the journal"), m_folder);
            // No half record may stand before a later one.
            if (::ftruncate(m_fd, start) == 0)
                ::lseek(m_fd, start, SEEK_SET);
            return fail(std::move(error));
        }
        done += n;
    }
    if (::fdatasync(m_fd) != 0)
        return fail(errorFromErrno(tr("Writing the journal"), m_folder));
    return {};
}

Status Journal::append(const SlabRecord &record)
{
    return write(QJsonDocument(toJson(record)).toJson(QJsonDocument::Compact));
}

Status Journal::writeSpill(const SlabKey &key, const std::vector<PixelImage> &images, const PixelLayout &layout)
{
    QByteArray content(8, '\0');
    const auto put = [&content](const void *data, size_t size) {
        content.append(static_cast<const char *>(data), qsizetype(size));
    };
    const quint64 count = images.size();
    put(&count, sizeof count);
    for (const PixelImage &image : images) {
        const PixelRect rect = image.rect();
        const qint64 head[4] = {rect.x0, rect.y0, rect.x1, rect.y1};
        put(head, sizeof head);
        put(image.samples().data(), image.samples().size());
        put(image.validity().data(), image.validity().size());
    }
    Q_UNUSED(layout)
    const quint64 checksum = XXH3_64bits(content.constData() + 8, size_t(content.size() - 8));
    std::memcpy(content.data(), &checksum, 8);
    return writeFileAtomically(spillPath(key), content);
}

std::optional<std::vector<PixelImage>> Journal::readSpill(const SlabKey &key, const PixelLayout &layout) const
{
    const Result<QByteArray> read = readWholeFile(spillPath(key));
    if (!read || read->size() < 16)
        return std::nullopt;
    const QByteArray &content = *read;
    quint64 checksum = 0;
    std::memcpy(&checksum, content.constData(), 8);
    if (XXH3_64bits(content.constData() + 8, size_t(content.size() - 8)) != checksum)
        return std::nullopt;
    qsizetype at = 8;
    const auto take = [&](void *to, size_t size) {
        if (qsizetype(size) > content.size() - at)
            return false;
        std::memcpy(to, content.constData() + at, size);
        at += qsizetype(size);
        return true;
    };
    quint64 count = 0;
    if (!take(&count, sizeof count) || count > 1024)
        return std::nullopt;
    std::vector<PixelImage> images;
    for (quint64 i = 0; i < count; ++i) {
        qint64 head[4] = {};
        if (!take(head, sizeof head))
            return std::nullopt;
        PixelImage image({head[0], head[1], head[2], head[3]}, layout);
        if (!take(image.samples().data(), image.samples().size()) || !take(image.validity().data(), image.validity().size()))
            return std::nullopt;
        images.push_back(std::move(image));
    }
    return images;
}

void Journal::removeSpill(const SlabKey &key)
{
    QFile::remove(spillPath(key));
}

Status Journal::remove()
{
    {
        const std::lock_guard lock(m_mutex);
        if (m_fd >= 0)
            ::close(m_fd);
        m_fd = -1;
    }
    // The journal goes first: what is left of the folder after a kill is then no unfinished run.
    QFile::remove(m_folder + QStringLiteral("/journal"));
    m_lock->unlock();
    QDir folder(m_folder);
    if (!folder.removeRecursively())
        return fail(errorFromErrno(tr("Removing the journal"), m_folder));
    return {};
}

} // namespace tuilerie::raster
