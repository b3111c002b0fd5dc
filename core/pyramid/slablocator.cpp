// SPDX-License-Identifier: GPL-3.0-or-later
#include "pyramid/slablocator.h"

#include "pyramid/slab.h"
#include "pyramid/vsifile.h"

namespace tuilerie {

SlabLocator::SlabLocator(const QString &descriptorPath)
    : m_store(QStringLiteral("/vsis3"))
{
    const QString path = vsi::fromUrl(descriptorPath);
    const auto slash = path.lastIndexOf(QLatin1Char('/'));
    m_folder = slash < 0 ? QStringLiteral(".") : path.left(slash);
    if (vsi::isVirtual(path))
        m_store = QLatin1Char('/') + path.section(QLatin1Char('/'), 1, 1);
}

QString SlabLocator::prefix(const PyramidLevel &level, bool mask) const
{
    const LevelStorage &storage = level.storage;
    const QString directory = mask ? storage.maskDirectory : storage.imageDirectory;
    if (storage.type == StorageType::S3)
        return objectPath(storage.bucket + QLatin1Char('/') + directory);
    return m_folder + QLatin1Char('/') + (directory.startsWith(QLatin1String("./")) ? directory.mid(2) : directory)
        + QLatin1Char('/');
}

QString SlabLocator::path(const PyramidLevel &level, bool mask, qint64 slabCol, qint64 slabRow) const
{
    return prefix(level, mask)
        + (level.storage.type == StorageType::S3 ? slabObjectSuffix(slabCol, slabRow)
                                                 : slabFileName(slabCol, slabRow, level.storage.pathDepth));
}

QString SlabLocator::objectPath(const QString &trayAndObject) const
{
    const QString tray = trayAndObject.section(QLatin1Char('/'), 0, 0);
    return m_store + QLatin1Char('/') + tray.section(QLatin1Char('@'), 0, 0) + trayAndObject.mid(tray.size());
}

} // namespace tuilerie
