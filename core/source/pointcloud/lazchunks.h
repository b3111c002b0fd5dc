// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "source/pointcloud/bytefile.h"
#include "source/pointcloud/lasfile.h"

namespace tuilerie {

/// Where the chunks of a LAZ file are, by what its table says.
struct LazChunkTable
{
    qint64 start = -1;         ///< place of the table; −1 where there can be none
    qint64 pointsPerChunk = 0; ///< 0: chunks of variable size
    qint64 firstChunk = 0;     ///< place of the first chunk
    bool isWhole = false;      ///< `chunks` can be relied upon
    qint64 unread = 0;         ///< bytes of chunks that the header's count leaves no points for and that do not say how many
    std::vector<LasChunk> chunks;
};

/// Reads and checks the table: chunks that lie in the file and hold no more points than so many bytes can.
Result<LazChunkTable> readChunkTable(const ByteFile &file, const LasHeader &header, const LasLayout &layout);

/// Finds the chunks without a table, as LasFile::chunks() says.
std::vector<LasChunk> findChunks(
    const ByteFile &file, const LasHeader &header, const LasLayout &layout, const LazChunkTable &table);

/// Whether so many bytes can hold so many points: what claims more is damaged, and would only make readers allocate.
bool canHold(const LasLayout &layout, qint64 bytes, qint64 points);

/// Points in a chunk of a file that does not say, and of an uncompressed one.
constexpr qint64 kUsualChunk = 50000;

} // namespace tuilerie
