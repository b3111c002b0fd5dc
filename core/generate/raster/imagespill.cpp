// SPDX-License-Identifier: GPL-3.0-or-later
#include "generate/raster/imagespill.h"

#include "base/atomicfile.h"

#include <QFile>

#include <cstring>

namespace tuilerie::raster {

QDataStream &operator<<(QDataStream &out, const PixelSlabRecord &record)
{
    return out << static_cast<const SlabRecord &>(record) << record.hasSpill;
}

QDataStream &operator>>(QDataStream &in, PixelSlabRecord &record)
{
    return in >> static_cast<SlabRecord &>(record) >> record.hasSpill;
}

QString ImageSpill::path(const SlabKey &key) const
{
    return QStringLiteral("%1/%2-%3-%4.image").arg(m_folder).arg(key.level).arg(key.col).arg(key.row);
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
    return writeSealedFile(path(key), content);
}

std::optional<std::vector<PixelImage>> ImageSpill::read(const SlabKey &key) const
{
    const std::optional<QByteArray> content = readSealedFile(path(key));
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
    QFile::remove(path(key));
}

} // namespace tuilerie::raster
