// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "pyramid/descriptor.h"
#include "pyramid/slab.h"

#include <memory>
#include <optional>

namespace tuilerie {

/// A tile on disk, ready for sendfile: an open file that stays open as long as this is held.
struct TileFile
{
    std::shared_ptr<const void> owner; ///< keeps `fd` open
    int fd = -1;
    quint64 offset = 0;
    quint64 size = 0;
};

/// Reads a pyramid of either storage. Thread-safe: keeps a bounded cache of slab indexes and open files, which is never
/// stale, because a published pyramid is never changed in place.
class PyramidReader
{
public:
    /// The grid is a bundled one, or a file named like it beside the descriptor. Levels are put in order, coarse to fine,
    /// and their limits are clipped to the grid (docs/rok4.md §3).
    static Result<std::shared_ptr<PyramidReader>> open(const QString &descriptorPath);
    /// Whether opening a pyramid by this path reads from an object store, and may wait for a network.
    static bool isInStore(const QString &descriptorPath);
    virtual ~PyramidReader() = default;

    virtual const PyramidDescriptor &descriptor() const = 0;
    virtual const TileMatrixSet &grid() const = 0;
    virtual QString path() const = 0;
    /// Whether the slabs of this level are in an object store: each tile(), and the first one's index, may wait for a
    /// network.
    virtual bool isLevelInStore(const QString &level) const = 0;
    /// The encoded tile; an empty array when there is none there (outside the limits, missing slab, size 0).
    virtual Result<QByteArray> tile(const QString &level, qint64 col, qint64 row) = 0;
    /// Which pixels of the tile hold data (docs/rok4.md §5.7): a ZIP tile of one byte for each, 0 for none; an empty array
    /// where the pyramid says nothing of it.
    virtual Result<QByteArray> mask(const QString &level, qint64 col, qint64 row) = 0;
    /// For File storage only: where the tile lies; nullopt when there is none; Unsupported on S3.
    virtual Result<std::optional<TileFile>> tileFile(const QString &level, qint64 col, qint64 row) = 0;
    /// The bytes that an encoded tile of this size needs in front of it when it is served as image/tiff (§4), else empty.
    virtual QByteArray tileHeader(quint64 tileSize) const = 0;
};

} // namespace tuilerie
