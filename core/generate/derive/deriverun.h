// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "generate/derive/derivedtiff.h"
#include "generate/derive/deriveversion.h"
#include "base/work/progressmeter.h"

#include <condition_variable>
#include <deque>
#include <functional>
#include <optional>

namespace tuilerie::derive {

/// Reads the files and makes the tiles with all workers at once: a tile as soon as it can be made, before more is read, so
/// that as little as can be waits in memory. Where there is something to reuse, only its tiles are made, of the files that
/// they need.
class DeriveRun
{
public:
    DeriveRun(
        const DerivePlan &plan, const DeriveReuse &reuse, TileProduct &product, DerivedTiff &tiff, WorkControl &control);
    Status run();
    /// The file that stopped the run, because it has points outside its extent; −1 when none did.
    int misplaced() const { return m_misplaced; }

    /// By the plan's files and by tiles; of those that were not read or made as they were before.
    const std::vector<ScanCounts> &counts() const { return m_counts; }
    const std::vector<TileTotals> &totals() const { return m_totals; }

private:
    struct Tile
    {
        int files = 0;   ///< that touch it and are not read
        int waiting = 0; ///< tiles within reach that are not whole, itself among them
        int users = 0;   ///< tiles within reach that are to be made and are not yet, itself among them
        std::vector<int> touching;
        bool exists() const { return !touching.empty(); }
    };
    struct OpenFile
    {
        std::shared_ptr<const PointScan> scan;
        size_t next = 0, left = 0; ///< chunks
    };
    using Task = std::function<Status(ScanWorker &)>;

    Status work();
    std::optional<Task> take(); ///< nothing: all is done, or failed
    Status readChunk(ScanWorker &worker, OpenFile &file, size_t chunk);
    Status openFile(int index);
    Status makeTile(qint64 tile);
    void fileDone(int index);
    void around(qint64 tile, const std::function<void(qint64)> &each) const;
    void tilesOf(const DeriveFile &file, const std::function<void(qint64)> &each) const;
    bool isMade(qint64 tile) const { return m_reuse.isAll() || m_reuse.isMade[size_t(tile)]; }
    void chooseFiles();
    void dropUnused(std::vector<Sample> &samples) const;

    const DerivePlan &m_plan;
    const DeriveReuse &m_reuse;
    TileProduct &m_product;
    DerivedTiff &m_tiff;
    std::vector<Tile> m_tiles;
    std::vector<char> m_isRead;   ///< by the plan's files
    std::vector<char> m_isNeeded; ///< by tiles: their points are
    std::unique_ptr<ProgressMeter> m_meter;
    std::mutex m_mutex; ///< of m_tiles and all below
    std::condition_variable m_changed;
    std::deque<qint64> m_ready;
    std::deque<OpenFile> m_open; ///< addresses stay: entries are taken off its ends only when done
    int m_nextFile = 0;
    std::atomic<int> m_misplaced = -1;
    int m_busy = 0;
    bool m_failed = false;
    std::vector<ScanCounts> m_counts;
    std::vector<TileTotals> m_totals;
};

} // namespace tuilerie::derive
