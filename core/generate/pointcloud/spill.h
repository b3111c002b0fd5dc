// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "generate/pointcloud/octreecube.h"

#include <atomic>
#include <map>
#include <memory>
#include <mutex>
#include <unordered_map>
#include <vector>

namespace tuilerie::pointcloud {

/// Some thousand records of one column, packed, somewhere in a pack file.
struct SpillBlock
{
    quint32 pack = 0;
    quint32 points = 0;
    quint64 offset = 0;
    quint32 bytes = 0;
    quint64 checksum = 0;
};

struct SpillBucket
{
    std::vector<SpillBlock> blocks;
    qint64 points = 0;
};

struct ColumnOrder
{
    bool operator()(const Column &a, const Column &b) const
    {
        return a.level != b.level ? a.level < b.level : a.code < b.code;
    }
};
using SpillBuckets = std::map<Column, SpillBucket, ColumnOrder>;

/// Points that wait on the disk for their cell: pack files that only grow, one for each worker, and an index in memory. Used
/// where files overlap, have no order, or a tile does not fit into memory. add() and read() are thread-safe for different
/// workers.
class Spill
{
public:
    /// `bufferBytes`: memory for records that wait to be packed, of all columns together.
    static Result<std::unique_ptr<Spill>> create(const QString &folder, int recordLength, int workers, qint64 bufferBytes);
    /// Takes up what save() noted in the folder; null when there is nothing whole.
    static std::unique_ptr<Spill> load(const QString &folder, int recordLength, std::vector<int> &inputs);
    ~Spill();

    /// `codes`: of the columns of `level`, one for each record.
    Status add(int worker, int level, const quint64 *codes, const char *records, qint64 count);
    /// Packs what waits.
    Status flush(int workers);
    Status read(const SpillBlock &block, char *records) const;
    /// Gives the bucket's points to columns of a deeper level.
    Status split(const Column &column, const OctreeCube &cube, int toLevel, int workers);

    const SpillBuckets &buckets() const { return m_buckets; }
    qint64 bytes() const { return m_bytes; }
    /// Flushes all to the disk with an index, for a run that goes on later. `inputs`: those whose points are all here.
    Status save(const std::vector<int> &inputs);
    void remove();

private:
    struct Pack;
    struct Waiting
    {
        std::mutex mutex;
        std::vector<char> records;
    };
    Spill(const QString &folder, int recordLength);
    Status openPacks(int count, bool isFresh);
    Waiting &waitingOf(const Column &column);
    Status write(int worker, const Column &column, const std::vector<char> &records);
    QString packPath(size_t number) const;
    QString indexPath() const;

    QString m_folder;
    int m_recordLength;
    qint64 m_bufferBytes = 0;
    std::vector<std::unique_ptr<Pack>> m_packs;
    std::mutex m_mutex; ///< of the two maps
    std::map<Column, std::unique_ptr<Waiting>, ColumnOrder> m_waiting;
    SpillBuckets m_buckets;
    std::atomic<qint64> m_bytes{0};
};

} // namespace tuilerie::pointcloud
