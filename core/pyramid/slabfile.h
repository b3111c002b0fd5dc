// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "pyramid/slabcache.h"
#include "pyramid/slablocator.h"

namespace tuilerie {

/// Opens slabs of either storage and reads their indexes and tiles; references of object stores are followed, one hop
/// (docs/rok4.md §6.3). Private to the room; thread-safe.
class SlabFiles
{
public:
    explicit SlabFiles(SlabLocator locator)
        : m_locator(std::move(locator))
    {
    }

    /// `missing` is set where there is no such slab; that is not an error.
    Result<std::shared_ptr<const OpenSlab>> open(const PyramidLevel &level, bool mask, qint64 slabCol, qint64 slabRow) const;
    static Result<QByteArray> readTile(const OpenSlab &slab, const TileLocation &tile);
    const SlabLocator &locator() const { return m_locator; }

private:
    Result<std::shared_ptr<const OpenSlab>> openFile(const QString &path, int tileCount) const;
    Result<std::shared_ptr<const OpenSlab>> openObject(const QString &path, int tileCount) const;

    SlabLocator m_locator;
};

} // namespace tuilerie
