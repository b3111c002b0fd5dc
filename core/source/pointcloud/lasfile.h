// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "source/pointcloud/lazcodec.h"
#include "source/lasheader.h"

#include <memory>

namespace tuilerie {

/// A variable length record, plain or extended (LAS 1.4 R15 §2.5, §2.7).
struct LasRecord
{
    QByteArray user; ///< "LASF_Projection", "copc"…, without its zero padding
    quint16 id = 0;
    QByteArray description;
    QByteArray data; ///< empty for waveforms (LASF_Spec/65535) and above 64 MiB: read them at `offset`
    bool isExtended = false;
    qint64 offset = 0; ///< of its data in the file
    qint64 length = 0; ///< of its data
};

/// Points that are decoded together: a LAZ chunk, or 50,000 points of an uncompressed file.
struct LasChunk
{
    qint64 offset = 0; ///< of its first byte in the file
    qint64 size = 0;   ///< bytes in the file
    qint64 first = 0;  ///< number of its first point
    qint64 points = 0;
};

/// A LAS, LAZ or COPC file of versions 1.0 to 1.4, opened: its header, records and chunks. Reads by pread: one object may be
/// used by many threads at once, each with its own ChunkDecoder. When the chunk table of a LAZ file is damaged or absent,
/// hasChunkTable() is false and the first chunks() finds their borders: by the sizes within the chunks for PDRF 6–10
/// (quick), else by decoding once, sequentially (slow; still right). Where the points cannot be followed any more, a last
/// chunk of at most 50,000 points stands for what is lost; it does not decode. Files of LASzip 1 ("pointwise", before 2011)
/// are one chunk. header().points is what the header says; the sum of chunks() is what the file holds. The check
/// "pointcloud.count" compares them.
class LasFile
{
public:
    /// Errors name the file and say what to do: NotFound, Denied, Corrupt, Unsupported (a compressor that LASzip does not
    /// know).
    static Result<std::shared_ptr<const LasFile>> open(const QString &path);
    ~LasFile();

    const QString &path() const;
    const LasHeader &header() const;
    const LasLayout &layout() const; ///< of the records that decode() gives
    const std::vector<LasRecord> &records() const;
    const LasRecord *record(const char *user, quint16 id) const; ///< null when there is none
    bool hasChunkTable() const;
    qint64 chunkTableStart() const; ///< place of the chunk table in the file; −1 when there is none that can be
    qint64 size() const;            ///< bytes of the file
    const std::vector<LasChunk> &chunks() const;
    /// Of all chunks, where that is known without decoding any; else what the header says.
    qint64 points() const;
    /// Bytes of points that lie behind those which the header counts, and which are not read: the count is too low.
    qint64 unreadBytes() const;

    /// The chunk's bytes as they lie in the file. Corrupt when the file ends before them.
    Result<QByteArray> read(const LasChunk &chunk) const;
    /// Any bytes of the file: a record's data, a page of a COPC hierarchy.
    Result<QByteArray> read(qint64 offset, qint64 size) const;
    /// Reads and decodes: `chunk.points` × layout().recordLength bytes into `records`. Corrupt with the file and the chunk's
    /// place.
    Status decode(const LasChunk &chunk, ChunkDecoder &decoder, char *records) const;

private:
    struct Private;
    explicit LasFile(std::unique_ptr<Private> data);
    std::unique_ptr<Private> d;
};

} // namespace tuilerie
