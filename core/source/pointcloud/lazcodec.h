// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QByteArray>
#include <memory>
#include <span>
#include <vector>

namespace tuilerie {

/// What a point record is: LAS point data record format (PDRF 0–10) and the bytes that follow its standard fields.
struct LasLayout
{
    int pointFormat = 6;
    int recordLength = 30; ///< bytes, extra bytes included
    int extraBytes = 0;
    bool isCompressed = true; ///< false: records lie in the file as they are
    QByteArray
        laszip; ///< payload of the file's "laszip encoded" record; empty = as we write it (compressor 3 for PDRF 6–10)

    bool operator==(const LasLayout &) const = default;
    static int standardSize(int pointFormat); ///< 20 for 0 … 67 for 10; 0 for none
    static LasLayout ofFormat(int pointFormat, int extraBytes);
};

/// Which fields a decoder gives; others are left as in the chunk's first record. Only PDRF 6–10 in layers can skip any.
/// With the class come the flags (withheld and so on).
enum class LasFields { All, Coordinates, CoordinatesAndClass };

/// Decodes LAZ chunks from memory with LASzip's classes. Never reads past the chunk; a damaged chunk is an error, not a
/// crash, and its layer sizes are checked before anything is allocated for them. One per thread; used again for chunk after
/// chunk. Source: LASzip 3.5 (lasreadpoint, lasreaditemcompressed_v1–v4), whose format LAS 1.4 R15 refers to.
class ChunkDecoder
{
public:
    /// Corrupt or Unsupported when the "laszip encoded" record does not fit the layout or names what LASzip does not know.
    static Result<std::unique_ptr<ChunkDecoder>> create(const LasLayout &layout, LasFields fields = LasFields::All);
    ~ChunkDecoder();
    /// `points` × recordLength bytes into `records`, each in the layout of LAS (little-endian). Corrupt when it cannot be.
    /// `used`: bytes of the chunk that were read, which is where the next one starts in a file without chunk table.
    Status decode(std::span<const char> chunk, qint64 points, char *records, qint64 *used = nullptr);

private:
    struct Private;
    explicit ChunkDecoder(std::unique_ptr<Private> data);
    std::unique_ptr<Private> d;
};

/// Encodes LAZ chunks into memory: compressor 3 (layered) for PDRF 6–10, 2 for 0–5, whatever `layout.laszip` says. One per
/// thread; used again for chunk after chunk. The same records give the same bytes.
class ChunkEncoder
{
public:
    static Result<std::unique_ptr<ChunkEncoder>> create(const LasLayout &layout);
    ~ChunkEncoder();
    /// `record`: recordLength bytes in the layout of LAS.
    Status add(const char *record);
    /// `count` of them, one after the other.
    Status add(const char *records, qint64 count);
    /// The chunk of what was added, and ready for the next. Empty when nothing was added.
    Result<QByteArray> finish();

private:
    struct Private;
    explicit ChunkEncoder(std::unique_ptr<Private> data);
    std::unique_ptr<Private> d;
};

/// Payload of the record "laszip encoded"/22204 for what ChunkEncoder writes, with chunks of variable size. Empty for an
/// impossible layout.
QByteArray laszipRecord(const LasLayout &layout);

struct LazChunkEntry
{
    qint64 points = 0;
    qint64 bytes = 0;
    bool operator==(const LazChunkEntry &) const = default;
};
/// The chunk table as it lies at its position in the file (version, count, arithmetic-coded entries), for variable chunks.
Result<QByteArray> encodeChunkTable(const std::vector<LazChunkEntry> &chunks);
/// The reverse. `fixedPoints` > 0: chunks hold that many points each and the table only sizes (points are then left 0).
/// Corrupt when the bytes end early or name more chunks than `maxChunks`.
Result<std::vector<LazChunkEntry>> decodeChunkTable(std::span<const char> table, qint64 fixedPoints, qint64 maxChunks);

/// Size and number of points of a chunk in layers (PDRF 6–10), from its first bytes, without decoding: they say both.
/// Corrupt when the sizes cannot be. `head` must hold at least layeredHeadSize() bytes.
Result<LazChunkEntry> measureLayeredChunk(const LasLayout &layout, std::span<const char> head);
/// Bytes of a layered chunk before its layers: first record, count and layer sizes; 0 where the layout is not in layers.
qint64 layeredHeadSize(const LasLayout &layout);

} // namespace tuilerie
