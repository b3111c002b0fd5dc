// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "generate/raster/rasterplan.h"

#include <QLockFile>
#include <mutex>
#include <optional>

namespace tuilerie::raster {

/// What the journal says of a finished slab.
struct SlabRecord
{
    SlabKey key;
    TileRange limits; ///< tiles that hold data; empty where the slab holds none and was not written
    qint64 tiles = 0;
    qint64 dataSize = 0; ///< of the slab's file; 0 where it was not written
    qint64 maskSize = 0;
    quint64 dataHash = 0; ///< XXH3
    quint64 maskHash = 0;
    bool hasSpill = false; ///< what the parents need of this slab lies in the journal's folder
};

/// The journal of a run: what is done, kept so that a killed run can go on. An append-only file of records, each with its
/// length and XXH3 checksum, flushed to disk record by record; a torn last record is cut off when the journal is opened
/// again. Beside it lie spilled images, lossless, each with its checksum. A slab counts as done by its record only, never
/// because its file exists. Owns a lock that keeps a second process away. Thread-safe.
class Journal
{
public:
    struct Opening
    {
        QString folder;
        QByteArray fingerprint; ///< of everything that decides the slabs' bytes
        QByteArray sourceState; ///< of the sources' sizes and dates
        bool resume = false;
    };

    /// Conflict when another process holds it, when it exists and `resume` is not asked, or when the parameters are others.
    static Result<std::unique_ptr<Journal>> open(const Opening &opening);
    ~Journal();

    const std::map<SlabKey, SlabRecord> &records() const { return m_records; } ///< those found when it was opened
    bool sourcesChanged() const { return m_sourcesChanged; }
    bool isResumed() const { return m_isResumed; }

    Status append(const SlabRecord &record);
    /// Images for the parents of a slab. Written before its record.
    Status writeSpill(const SlabKey &key, const std::vector<PixelImage> &images, const PixelLayout &layout);
    /// Nothing when it is missing or damaged: the slab is then rendered again.
    std::optional<std::vector<PixelImage>> readSpill(const SlabKey &key, const PixelLayout &layout) const;
    void removeSpill(const SlabKey &key);
    /// The pyramid is whole: takes the journal's folder away.
    Status remove();

private:
    explicit Journal(const QString &folder);
    Status load(const Opening &opening);
    Status write(const QByteArray &payload);
    QString spillPath(const SlabKey &key) const;

    QString m_folder;
    std::unique_ptr<QLockFile> m_lock;
    std::map<SlabKey, SlabRecord> m_records;
    bool m_sourcesChanged = false;
    bool m_isResumed = false;
    int m_fd = -1;
    std::mutex m_mutex;
};

} // namespace tuilerie::raster
