// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "pixels/pixelimage.h"
#include "pyramid/slabrecord.h"

#include <optional>

namespace tuilerie::raster {

/// What the journal says of a finished slab of pixels.
struct PixelSlabRecord : SlabRecord
{
    bool hasSpill = false; ///< what the parents need of this slab lies in the journal's folder

    bool operator==(const PixelSlabRecord &) const = default;
};
constexpr quint32 pixelRecordVersion = 1;

QDataStream &operator<<(QDataStream &out, const PixelSlabRecord &record);
QDataStream &operator>>(QDataStream &in, PixelSlabRecord &record);

/// Images that slabs hand to their parents, lossless, beside the journal, each with its checksum: so that a killed run need
/// not make a whole subtree again, and that those that wait need not all be in memory. Thread-safe for different slabs.
class ImageSpill
{
public:
    /// `isKept`: packed, and remove() leaves them, for the version after this one (rasterancestor.h).
    ImageSpill(const QString &folder, const PixelLayout &layout, bool isKept = false)
        : m_folder(folder)
        , m_layout(layout)
        , m_isKept(isKept)
    {
    }

    /// Images for the parents of a slab. Written before its record.
    Status write(const SlabKey &key, const std::vector<PixelImage> &images) const;
    /// Nothing when it is missing or damaged: the slab is then rendered again.
    std::optional<std::vector<PixelImage>> read(const SlabKey &key) const;
    void remove(const SlabKey &key) const;
    /// What lies in another folder for a slab, by a link or a copy; false where there is nothing.
    bool adopt(const QString &folder, const SlabKey &key) const;

private:
    static QString pathIn(const QString &folder, const SlabKey &key);

    QString m_folder;
    PixelLayout m_layout;
    bool m_isKept;
};

} // namespace tuilerie::raster
