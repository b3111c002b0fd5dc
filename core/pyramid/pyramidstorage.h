// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "pyramid/descriptor.h"

#include <QByteArray>
#include <memory>

namespace tuilerie {

/// Where a pyramid's slabs and descriptor are written: a folder, or a bucket through /vsis3/. Every write is atomic: a slab
/// under its final name is whole. Thread-safe.
class PyramidStorage
{
public:
    /// `folder` is what stands before NAME in "--output DIR/NAME": a plain folder or /vsis3/bucket/prefix.
    static Result<std::unique_ptr<PyramidStorage>> open(const QString &folder, const QString &name);
    virtual ~PyramidStorage() = default;

    /// The storage member of a level's descriptor entry.
    virtual LevelStorage levelStorage(const QString &level, bool withMasks) const = 0;
    virtual Status writeSlab(const QString &level, bool mask, qint64 slabCol, qint64 slabRow, const QByteArray &slab) = 0;
    virtual Result<QByteArray> readSlab(const QString &level, bool mask, qint64 slabCol, qint64 slabRow) = 0;
    /// Another pyramid's slab under the same key, in place of writing it: the same file by a hard link where the two lie on
    /// one disk, so that it takes no room and the end of either leaves the other whole; else a copy.
    virtual Status adoptSlab(PyramidStorage &from, const QString &level, bool mask, qint64 slabCol, qint64 slabRow);
    virtual bool hasSlab(const QString &level, bool mask, qint64 slabCol, qint64 slabRow) = 0;
    /// Takes away all slabs, of whatever level: those of a run that is given up. Not an error where there are none.
    virtual Status removeSlabs() = 0;
    virtual Status writeDescriptor(const PyramidDescriptor &descriptor) = 0;
    /// Text of NAME.list (docs/rok4.md §7), written next to the descriptor.
    virtual Status writeList(const QByteArray &text) = 0;
    virtual QString descriptorPath() const = 0;
    /// A local folder for the journal of a run; removed when the pyramid is whole. On S3: below the user's cache.
    virtual QString journalFolder() const = 0;
};

} // namespace tuilerie
