// SPDX-License-Identifier: GPL-3.0-or-later
#include "pyramid/slabfile.h"

#include "pyramid/buckets.h"
#include "pyramid/vsifile.h"

#include <QCoreApplication>
#include <QFile>

#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace tuilerie {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(tuilerie::SlabFile)
};

constexpr quint64 headerSize = 2048;

QString reading()
{
    return Text::tr("Reading");
}

// As many bytes as there are, up to `size`; −1 on failure.
ssize_t readAt(int fd, char *to, size_t size, quint64 offset)
{
    size_t done = 0;
    while (done < size) {
        const ssize_t n = ::pread(fd, to + done, size - done, off_t(offset + done));
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return -1;
        if (n == 0)
            break;
        done += size_t(n);
    }
    return ssize_t(done);
}

Error inSlab(Error error, const QString &path)
{
    error.message = path + QStringLiteral(": ") + error.message;
    return error;
}

} // namespace

Result<std::shared_ptr<const OpenSlab>> SlabFiles::open(
    const PyramidLevel &level, bool mask, qint64 slabCol, qint64 slabRow) const
{
    const QString path = m_locator.path(level, mask, slabCol, slabRow);
    const int count = level.tilesPerWidth * level.tilesPerHeight;
    return vsi::isVirtual(path) ? openObject(path, count) : openFile(path, count);
}

Result<std::shared_ptr<const OpenSlab>> SlabFiles::openFile(const QString &path, int tileCount) const
{
    auto slab = std::make_shared<OpenSlab>();
    slab->path = path;
    slab->fd = ::open(QFile::encodeName(path).constData(), O_RDONLY | O_CLOEXEC);
    if (slab->fd < 0) {
        if (errno != ENOENT && errno != ENOTDIR)
            return fail(errorFromErrno(reading(), path));
        slab->missing = true;
        return slab;
    }
    struct stat status
    {
    };
    QByteArray head(qsizetype(headerSize + 8 * quint64(tileCount)), Qt::Uninitialized);
    if (::fstat(slab->fd, &status) != 0)
        return fail(errorFromErrno(reading(), path));
    const ssize_t got = readAt(slab->fd, head.data(), size_t(head.size()), 0);
    if (got < 0)
        return fail(errorFromErrno(reading(), path));
    head.truncate(got);
    auto index = SlabIndex::parse(head, tileCount, quint64(status.st_size));
    if (!index)
        return fail(inSlab(index.error(), path));
    slab->index = std::move(*index);
    return slab;
}

Result<std::shared_ptr<const OpenSlab>> SlabFiles::openObject(const QString &path, int tileCount) const
{
    auto slab = std::make_shared<OpenSlab>();
    slab->path = path;
    const quint64 headSize = headerSize + 8 * quint64(tileCount);
    quint64 total = 0;
    auto head = vsi::readRange(path, 0, headSize, &total);
    if (!head && head.error().code == ErrorCode::NotFound) {
        slab->missing = true;
        return slab;
    }
    const QByteArray signature = QByteArrayLiteral("SYMLINK#");
    if (head && total < headerSize && head->startsWith(signature)) {
        const QString target = QString::fromUtf8(head->mid(signature.size()));
        TUILERIE_CHECK(mayUseBucket(target.section(QLatin1Char('/'), 0, 0)));
        slab->path = m_locator.objectPath(target);
        head = vsi::readRange(slab->path, 0, headSize, &total);
        if (head && total < headerSize && head->startsWith(signature))
            return fail(ErrorCode::Corrupt,
                Text::tr("%1 refers to %2, which is a reference itself. Copy the slab in its place.").arg(path, slab->path));
    }
    if (!head)
        return fail(head.error());
    auto index = SlabIndex::parse(*head, tileCount, total);
    if (!index)
        return fail(inSlab(index.error(), slab->path));
    slab->index = std::move(*index);
    return slab;
}

Result<QByteArray> SlabFiles::readTile(const OpenSlab &slab, const TileLocation &tile)
{
    if (tile.size == 0)
        return QByteArray();
    if (slab.fd < 0) {
        TUILERIE_TRY(bytes, vsi::readRange(slab.path, tile.offset, tile.size));
        if (quint64(bytes.size()) != tile.size)
            return fail(
                ErrorCode::Corrupt, Text::tr("%1 is shorter than its index says. Generate the slab again.").arg(slab.path));
        return std::move(bytes);
    }
    QByteArray bytes(qsizetype(tile.size), Qt::Uninitialized);
    const ssize_t got = readAt(slab.fd, bytes.data(), size_t(tile.size), tile.offset);
    if (got < 0)
        return fail(errorFromErrno(reading(), slab.path));
    if (quint64(got) != tile.size)
        return fail(
            ErrorCode::Corrupt, Text::tr("%1 is shorter than its index says. Generate the slab again.").arg(slab.path));
    return bytes;
}

} // namespace tuilerie
