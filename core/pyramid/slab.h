// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "pyramid/descriptor.h"

#include <QByteArray>
#include <compare>
#include <optional>
#include <vector>

namespace tuilerie {

/// Where a tile lies in its slab file: what a server needs to hand a file range to the kernel. Size 0 = absent.
struct TileLocation
{
    quint64 offset = 0;
    quint64 size = 0;
};

/// Slab name of docs/rok4.md §6.1 below the level's image directory: "00/75/61.tif".
QString slabFileName(qint64 slabCol, qint64 slabRow, int pathDepth);
/// The same for object stores: "_258_181", to be appended to the level's prefix (docs/rok4.md §6.2).
QString slabObjectSuffix(qint64 slabCol, qint64 slabRow);

/// A slab's place in its level, in slabs.
struct SlabPosition
{
    qint64 col = 0;
    qint64 row = 0;
    auto operator<=>(const SlabPosition &) const = default;
};
/// The inverse of slabFileName(); nullopt for a path that it never gives for this depth.
std::optional<SlabPosition> slabFromFileName(const QString &path, int pathDepth);
/// The slabs that a range of tiles touches, both ends included.
TileRange slabRange(const TileRange &tiles, int tilesPerWidth, int tilesPerHeight);

/// The 2048-byte header (docs/rok4.md §5.2, §5.5) for a slab of this format. `singleTileSize` is the size written inline
/// when a slab is one tile.
QByteArray slabHeader(const RasterFormat &format, int channels, int tileWidth, int tileHeight, int tilesPerWidth,
    int tilesPerHeight, quint32 singleTileSize = 0);
QByteArray vectorSlabHeader(int tilesPerWidth, int tilesPerHeight, quint32 singleTileSize = 0);

/// A complete TIFF header for one tile on its own (one strip, right behind the header), `tileSize` bytes long as encoded:
/// what is put before native tiles that are served as image/tiff, byte for byte that of the official server (docs/rok4.md
/// §4).
QByteArray tileTiffHeader(const RasterFormat &format, int channels, int tileWidth, int tileHeight, quint32 tileSize);

/// Puts a whole slab together: header, index, tiles at multiples of 16 (docs/rok4.md §5.1). `tiles` is row-major and holds
/// tilesPerWidth × tilesPerHeight encoded blobs, empty = absent. Invalid above 4 GiB.
Result<QByteArray> assembleSlab(const QByteArray &header, const std::vector<QByteArray> &tiles);

/// The index of one slab file, read and checked: offsets and sizes within the file, no overlap with the header.
class SlabIndex
{
public:
    /// `size` is the file's; `head` at least the first 2048 + 8·tileCount bytes. Corrupt with the place otherwise.
    static Result<SlabIndex> parse(const QByteArray &head, int tileCount, quint64 size);
    const std::vector<TileLocation> &tiles() const { return m_tiles; }

private:
    std::vector<TileLocation> m_tiles;
};

} // namespace tuilerie
