// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <vector>

namespace tuilerie {

/// An entry of a directory of PMTiles v3 (§4): a run of equal tiles.
struct PmTilesEntry
{
    quint64 id = 0;     ///< of the first tile
    quint64 offset = 0; ///< from the beginning of the tile data; of a leaf: of the leaf directories
    quint32 length = 0;
    quint32 run = 1; ///< tiles; 0: the entry is a leaf directory
};

/// The directory of these entries, which are in order: columns of varints, behind gzip (§4.2).
QByteArray pmTilesDirectory(const std::vector<PmTilesEntry> &entries);

/// Root and leaves such that the root is not larger than `most` bytes; without leaves where it fits so.
struct PmTilesDirectories
{
    QByteArray root;
    QByteArray leaves;
};
PmTilesDirectories pmTilesDirectories(const std::vector<PmTilesEntry> &entries, qsizetype most);

} // namespace tuilerie
