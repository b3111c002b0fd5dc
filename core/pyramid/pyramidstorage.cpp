// SPDX-License-Identifier: GPL-3.0-or-later
#include "pyramid/pyramidstorage.h"

#include "base/atomicfile.h"
#include "pyramid/slab.h"
#include "pyramid/slablocator.h"
#include "pyramid/vsifile.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QDir>
#include <QFileInfo>
#include <QSet>
#include <QStandardPaths>

#include <cerrno>
#include <mutex>

namespace tuilerie {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(tuilerie::PyramidStorage)
};

class FileStorage final : public PyramidStorage
{
public:
    FileStorage(const QString &folder, const QString &name)
        : m_folder(folder)
        , m_name(name)
        , m_locator(FileStorage::descriptorPath())
    {
    }

    LevelStorage levelStorage(const QString &level, bool withMasks) const override
    {
        LevelStorage storage;
        storage.imageDirectory = m_name + QLatin1String("/DATA/") + level;
        if (withMasks)
            storage.maskDirectory = m_name + QLatin1String("/MASK/") + level;
        return storage;
    }
    Status writeSlab(const QString &level, bool mask, qint64 slabCol, qint64 slabRow, const QByteArray &slab) override
    {
        return writeFileAtomically(path(level, mask, slabCol, slabRow), slab);
    }
    Result<QByteArray> readSlab(const QString &level, bool mask, qint64 slabCol, qint64 slabRow) override
    {
        return readWholeFile(path(level, mask, slabCol, slabRow));
    }
    Status adoptSlab(PyramidStorage &from, const QString &level, bool mask, qint64 slabCol, qint64 slabRow) override
    {
        const auto *neighbour = dynamic_cast<FileStorage *>(&from);
        const QString own = path(level, mask, slabCol, slabRow);
        if (neighbour && linkFile(neighbour->path(level, mask, slabCol, slabRow), own)) {
            const std::lock_guard lock(m_mutex);
            m_unflushed.insert(QFileInfo(own).path());
            return {};
        }
        return PyramidStorage::adoptSlab(from, level, mask, slabCol, slabRow);
    }
    bool hasSlab(const QString &level, bool mask, qint64 slabCol, qint64 slabRow) override
    {
        return QFileInfo::exists(path(level, mask, slabCol, slabRow));
    }
    Status removeSlabs() override
    {
        for (const char *part : {"/DATA", "/MASK"}) {
            QDir folder(m_folder + QLatin1Char('/') + m_name + QLatin1String(part));
            errno = 0;
            if (folder.exists() && !folder.removeRecursively())
                return fail(errorFromErrno(Text::tr("Removing an unfinished pyramid"), folder.path()));
        }
        return {};
    }
    Status writeDescriptor(const PyramidDescriptor &descriptor) override
    {
        // What it speaks of is on the disk before it is.
        for (const QString &folder : std::as_const(m_unflushed))
            TUILERIE_CHECK(syncFolder(folder));
        return descriptor.save(descriptorPath());
    }
    Status writeList(const QByteArray &text) override
    {
        return writeFileAtomically(m_folder + QLatin1Char('/') + m_name + QLatin1String(".list"), text);
    }
    QString descriptorPath() const override { return m_folder + QLatin1Char('/') + m_name + QLatin1String(".json"); }
    QString journalFolder() const override { return m_folder + QLatin1String("/.") + m_name + QLatin1String(".journal"); }

private:
    QString path(const QString &level, bool mask, qint64 slabCol, qint64 slabRow) const
    {
        PyramidLevel entry;
        entry.storage = levelStorage(level, true);
        return m_locator.path(entry, mask, slabCol, slabRow);
    }

    QString m_folder;
    QString m_name;
    SlabLocator m_locator;
    std::mutex m_mutex;
    QSet<QString> m_unflushed; ///< folders in which slabs were linked
};

class ObjectStorage final : public PyramidStorage
{
public:
    ObjectStorage(const QString &folder, const QString &name)
        : m_folder(folder)
        , m_name(name)
        , m_locator(ObjectStorage::descriptorPath())
    {
        // "/vsis3/bucket/some/prefix"
        m_bucket = folder.section(QLatin1Char('/'), 2, 2);
        m_prefix = folder.section(QLatin1Char('/'), 3);
        if (!m_prefix.isEmpty())
            m_prefix += QLatin1Char('/');
    }

    LevelStorage levelStorage(const QString &level, bool withMasks) const override
    {
        LevelStorage storage;
        storage.type = StorageType::S3;
        storage.bucket = m_bucket;
        storage.imageDirectory = m_prefix + m_name + QLatin1String("/DATA_") + level;
        if (withMasks)
            storage.maskDirectory = m_prefix + m_name + QLatin1String("/MASK_") + level;
        return storage;
    }
    Status writeSlab(const QString &level, bool mask, qint64 slabCol, qint64 slabRow, const QByteArray &slab) override
    {
        return vsi::writeAll(path(level, mask, slabCol, slabRow), slab);
    }
    Result<QByteArray> readSlab(const QString &level, bool mask, qint64 slabCol, qint64 slabRow) override
    {
        return vsi::readAll(path(level, mask, slabCol, slabRow));
    }
    bool hasSlab(const QString &level, bool mask, qint64 slabCol, qint64 slabRow) override
    {
        return vsi::exists(path(level, mask, slabCol, slabRow));
    }
    Status removeSlabs() override
    {
        return vsi::removeFiles(m_folder + QLatin1Char('/') + m_name, {QStringLiteral("DATA_"), QStringLiteral("MASK_")});
    }
    Status writeDescriptor(const PyramidDescriptor &descriptor) override { return descriptor.save(descriptorPath()); }
    Status writeList(const QByteArray &text) override
    {
        return vsi::writeAll(m_folder + QLatin1Char('/') + m_name + QLatin1String(".list"), text);
    }
    QString descriptorPath() const override { return m_folder + QLatin1Char('/') + m_name + QLatin1String(".json"); }
    QString journalFolder() const override
    {
        const QByteArray hash = QCryptographicHash::hash(descriptorPath().toUtf8(), QCryptographicHash::Sha1).toHex();
        return QStandardPaths::writableLocation(QStandardPaths::GenericCacheLocation) + QLatin1String("/tuilerie/journals/")
            + QString::fromLatin1(hash);
    }

private:
    QString path(const QString &level, bool mask, qint64 slabCol, qint64 slabRow) const
    {
        PyramidLevel entry;
        entry.storage = levelStorage(level, true);
        return m_locator.path(entry, mask, slabCol, slabRow);
    }

    QString m_folder;
    QString m_name;
    QString m_bucket;
    QString m_prefix;
    SlabLocator m_locator;
};

} // namespace

Status PyramidStorage::adoptSlab(PyramidStorage &from, const QString &level, bool mask, qint64 slabCol, qint64 slabRow)
{
    TUILERIE_TRY(slab, from.readSlab(level, mask, slabCol, slabRow));
    return writeSlab(level, mask, slabCol, slabRow, slab);
}

Result<std::unique_ptr<PyramidStorage>> PyramidStorage::open(const QString &folder, const QString &name)
{
    if (name.isEmpty() || name == QLatin1String(".") || name == QLatin1String("..") || name.contains(QLatin1Char('/'))
        || name.contains(QLatin1Char('<')) || name.contains(QLatin1Char('>')) || name.contains(QLatin1Char('"'))) {
        return fail(ErrorCode::Invalid,
            Text::tr("\"%1\" cannot be the name of a pyramid: it must not be empty nor contain /, <, > or \". "
                     "Choose another name.")
                .arg(name));
    }
    QString place = vsi::fromUrl(folder.isEmpty() ? QStringLiteral(".") : folder);
    while (place.size() > 1 && place.endsWith(QLatin1Char('/')))
        place.chop(1);
    if (!vsi::isVirtual(place))
        return std::make_unique<FileStorage>(place, name);
    if (place.section(QLatin1Char('/'), 2, 2).isEmpty())
        return fail(ErrorCode::Invalid, Text::tr("%1 names no bucket. Give a path like /vsis3/BUCKET/PREFIX.").arg(place));
    return std::make_unique<ObjectStorage>(place, name);
}

} // namespace tuilerie
