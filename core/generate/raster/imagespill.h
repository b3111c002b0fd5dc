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
    ImageSpill(const QString &folder, const PixelLayout &layout)
        : m_folder(folder)
        , m_layout(layout)
    {
    }

    /// Images for the parents of a slab. Written before its record.
    Status write(const SlabKey &key, const std::vector<PixelImage> &images) const;
    /// Nothing when it is missing or damaged: the slab is then rendered again.
    std::optional<std::vector<PixelImage>> read(const SlabKey &key) const;
    void remove(const SlabKey &key) const;

private:
    QString path(const SlabKey &key) const;

    QString m_folder;
    PixelLayout m_layout;
};

} // namespace tuilerie::raster
