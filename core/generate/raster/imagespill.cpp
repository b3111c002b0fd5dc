// SPDX-License-Identifier: GPL-3.0-or-later
#include "generate/raster/imagespill.h"

#include "base/atomicfile.h"
#include "pyramid/deflate.h"

#include <QFile>

#include <cstring>

namespace tuilerie::raster {

namespace {

// No count of images is as large.
const QByteArray packedMark("\x00\x00packed", 8);

QByteArray packed(const QByteArray &content)
{
    Deflate deflate(1);
    std::vector<uint8_t> stream;
    if (!deflate.compress({reinterpret_cast<const uint8_t *>(content.constData()), size_t(content.size())}, stream))
        return content;
    const qint64 size = content.size();
    return packedMark + QByteArray(reinterpret_cast<const char *>(&size), sizeof size)
        + QByteArray(reinterpret_cast<const char *>(stream.data()), qsizetype(stream.size()));
}

std::optional<QByteArray> unpacked(const QByteArray &content)
{
    qint64 size = 0;
    const qsizetype head = packedMark.size() + qsizetype(sizeof size);
    if (content.size() < head)
        return std::nullopt;
    std::memcpy(&size, content.constData() + packedMark.size(), sizeof size);
    // Deflate makes at most 1032 bytes of one.
    if (size < 0 || size / 1032 > content.size())
        return std::nullopt;
    QByteArray whole(size, Qt::Uninitialized);
    Deflate deflate(1);
    const bool good =
        deflate.decompress({reinterpret_cast<const uint8_t *>(content.constData()) + head, size_t(content.size() - head)},
            {reinterpret_cast<uint8_t *>(whole.data()), size_t(whole.size())});
    return good ? std::optional(whole) : std::nullopt;
}

} // namespace

QDataStream &operator<<(QDataStream &out, const PixelSlabRecord &record)
{
    return out << static_cast<const SlabRecord &>(record) << record.hasSpill;
}

QDataStream &operator>>(QDataStream &in, PixelSlabRecord &record)
{
    return in >> static_cast<SlabRecord &>(record) >> record.hasSpill;
}

QString ImageSpill::pathIn(const QString &folder, const SlabKey &key)
{
    return QStringLiteral("%1/%2-%3-%4.image").arg(folder).arg(key.level).arg(key.col).arg(key.row);
}

Status ImageSpill::write(const SlabKey &key, const std::vector<PixelImage> &images) const
{
    QByteArray content;
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
    return writeSealedFile(pathIn(m_folder, key), m_isKept ? packed(content) : content);
}

std::optional<std::vector<PixelImage>> ImageSpill::read(const SlabKey &key) const
{
    std::optional<QByteArray> content = readSealedFile(pathIn(m_folder, key));
    if (content && content->startsWith(packedMark))
        content = unpacked(*content);
    if (!content)
        return std::nullopt;
    qsizetype at = 0;
    const auto take = [&](void *to, size_t size) {
        if (qsizetype(size) > content->size() - at)
            return false;
        std::memcpy(to, content->constData() + at, size);
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
        PixelImage image({head[0], head[1], head[2], head[3]}, m_layout);
        if (!take(image.samples().data(), image.samples().size()) || !take(image.validity().data(), image.validity().size()))
            return std::nullopt;
        images.push_back(std::move(image));
    }
    return images;
}

void ImageSpill::remove(const SlabKey &key) const
{
    if (!m_isKept)
        QFile::remove(pathIn(m_folder, key));
}

bool ImageSpill::adopt(const QString &folder, const SlabKey &key) const
{
    const QString from = pathIn(folder, key), own = pathIn(m_folder, key);
    return linkFile(from, own) || (QFile::remove(own), QFile::copy(from, own));
}

} // namespace tuilerie::raster
