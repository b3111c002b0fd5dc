// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "generate/vector/vectorplan.h"
#include "pyramid/slabrecord.h"

namespace tuilerie::vector {

/// What the journal says of a finished slab of vector tiles.
struct VectorSlabRecord : SlabRecord
{
    qint64 reducedTiles = 0;    ///< that met a limit
    qint64 droppedFeatures = 0; ///< left out of them

    bool operator==(const VectorSlabRecord &) const = default;
};
constexpr quint32 vectorRecordVersion = 1;

QDataStream &operator<<(QDataStream &out, const VectorSlabRecord &record);
QDataStream &operator>>(QDataStream &in, VectorSlabRecord &record);

/// The descriptor before anything is made: levels with ids and slab sizes.
PyramidDescriptor describedBy(const VectorProfile &profile);

/// The tables of one level with their attributes, for the descriptor (docs/rok4.md §3): inputs of one layer are one table
/// of the tiles.
QJsonArray tablesOf(const VectorProfile &profile, int level, const std::vector<qint64> &inputCounts,
    const std::vector<std::vector<AttributeStatistics>> &statistics);

} // namespace tuilerie::vector
