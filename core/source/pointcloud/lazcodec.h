// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QByteArray>
#include <memory>
#include <span>

namespace tuilerie {

/// What a point record is: LAS point data record format (PDRF 0–10) and the bytes that follow its standard fields.
struct LasLayout {
    int pointFormat = 6;
    int recordLength = 30;     ///< bytes, extra bytes included
    int extraBytes = 0;
    bool isCompressed = true;  ///< false: records lie in the file as they are
    QByteArray laszip;         ///< payload of the file's "laszip encoded" record; empty = as we write it (compressor 3 for PDRF 6–10)

    bool operator==(const LasLayout &) const = default;
    static int standardSize(int pointFormat); ///< 20 for 0 … 67 for 10; 0 for none
    static LasLayout ofFormat(int pointFormat, int extraBytes);
};

/// Which fields a decoder gives; others are left as in the chunk's first record. Only PDRF 6–10 in layers can skip any.
enum class LasFields { All, Coordinates, CoordinatesAndClass };

/// Decodes LAZ chunks from memory with LASzip's classes. Never reads past the chunk; a damaged chunk is an error, not a crash, and its
/// layer sizes are checked before anything is allocated for them. One per thread; used again for chunk after chunk.
class ChunkDecoder
{
public:
    static Result<std::unique_ptr<ChunkDecoder>> create(const LasLayout &layout, LasFields fields = LasFields::All);
    ~ChunkDecoder();
    /// `points` × recordLength bytes into `records`, each in the layout of LAS (little-endian). Corrupt when it cannot be.
    Status decode(std::span<const char> chunk, qint64 points, char *records);

private:
    struct Private;
    explicit ChunkDecoder(std::unique_ptr<Private> data);
    std::unique_ptr<Private> d;
};

/// Encodes LAZ chunks into memory, compressor 3 (layered) for PDRF 6–10. One per thread; used again for chunk after chunk. The same
/// records give the same bytes.
class ChunkEncoder
{
public:
    static Result<std::unique_ptr<ChunkEncoder>> create(const LasLayout &layout);
    ~ChunkEncoder();
    Status add(const char *record);
    /// The chunk of what was added, and ready for the next.
    Result<QByteArray> finish();

private:
    struct Private;
    explicit ChunkEncoder(std::unique_ptr<Private> data);
    std::unique_ptr<Private> d;
};

/// Payload of the record "laszip encoded"/22204 for what ChunkEncoder writes, with chunks of variable size.
QByteArray laszipRecord(const LasLayout &layout);

struct LazChunkEntry {
    qint64 points = 0;
    qint64 bytes = 0;
};
/// The chunk table as it lies at its position in the file (version, count, arithmetic-coded entries), for variable chunks.
Result<QByteArray> encodeChunkTable(const std::vector<LazChunkEntry> &chunks);

} // namespace tuilerie
