// SPDX-License-Identifier: GPL-3.0-or-later
#include "generate/derive/deriverun.h"

#include "base/work/parallel.h"

namespace tuilerie::derive {

DeriveRun::DeriveRun(
    const DerivePlan &plan, const DeriveReuse &reuse, TileProduct &product, DerivedTiff &tiff, WorkControl &control)
    : m_plan(plan)
    , m_reuse(reuse)
    , m_product(product)
    , m_tiff(tiff)
    , m_tiles(size_t(plan.grid.tiles()))
    , m_isNeeded(m_tiles.size())
    , m_counts(reuse.counts)
    , m_totals(reuse.totals)
{
    m_counts.resize(plan.files.size());
    m_totals.resize(m_tiles.size());
    for (int i = 0; i < int(plan.files.size()); ++i)
        tilesOf(plan.files[size_t(i)], [&](qint64 tile) { m_tiles[size_t(tile)].touching.push_back(i); });
    for (qint64 tile = 0; tile < plan.grid.tiles(); ++tile) {
        if (!isMade(tile))
            continue;
        m_totals[size_t(tile)] = {};
        if (m_tiles[size_t(tile)].exists())
            around(tile, [&](qint64 near) {
                ++m_tiles[size_t(near)].users;
                ++m_tiles[size_t(tile)].waiting;
                m_isNeeded[size_t(near)] = 1;
            });
    }
    chooseFiles();
    qint64 points = 0;
    for (size_t i = 0; i < plan.files.size(); ++i)
        points += m_isRead[i] ? plan.files[i].points : 0;
    m_meter = std::make_unique<ProgressMeter>(control, QStringLiteral("derive"), points);
}

/// All that a needed tile holds points of.
void DeriveRun::chooseFiles()
{
    m_isRead.resize(m_plan.files.size());
    for (size_t tile = 0; tile < m_tiles.size(); ++tile)
        for (const int file : m_tiles[tile].touching)
            m_isRead[size_t(file)] = m_isRead[size_t(file)] || m_isNeeded[tile];
    for (int i = 0; i < int(m_plan.files.size()); ++i) {
        if (!m_isRead[size_t(i)])
            continue;
        m_counts[size_t(i)] = {};
        tilesOf(m_plan.files[size_t(i)], [&](qint64 tile) { ++m_tiles[size_t(tile)].files; });
    }
}

/// Those in tiles that nobody waits for, and nobody would release.
void DeriveRun::dropUnused(std::vector<Sample> &samples) const
{
    if (m_reuse.isAll())
        return;
    const DeriveGrid &grid = m_plan.grid;
    std::erase_if(samples, [&](const Sample &sample) {
        return !m_isNeeded[size_t(sample.row / grid.tileCells) * size_t(grid.tilesX)
            + size_t(sample.column / grid.tileCells)];
    });
}

/// A cell more on each side than the extent says: where a point on an edge goes is for PointScan to say.
void DeriveRun::tilesOf(const DeriveFile &file, const std::function<void(qint64)> &each) const
{
    const DeriveGrid &grid = m_plan.grid;
    const auto tileColumn = [&](double x, int more) {
        return std::clamp<qint64>(grid.column(x) + more, 0, grid.width - 1) / grid.tileCells;
    };
    const auto tileRow = [&](double y, int more) {
        return std::clamp<qint64>(grid.row(y) + more, 0, grid.height - 1) / grid.tileCells;
    };
    for (qint64 row = tileRow(file.extent.north, -1); row <= tileRow(file.extent.south, 1); ++row)
        for (qint64 column = tileColumn(file.extent.west, -1); column <= tileColumn(file.extent.east, 1); ++column)
            each(row * grid.tilesX + column);
}

/// The tiles that exist within reach.
void DeriveRun::around(qint64 tile, const std::function<void(qint64)> &each) const
{
    const int reach = m_product.reach(), column = int(tile % m_plan.grid.tilesX), row = int(tile / m_plan.grid.tilesX);
    for (int y = std::max(0, row - reach); y <= std::min(m_plan.grid.tilesY - 1, row + reach); ++y)
        for (int x = std::max(0, column - reach); x <= std::min(m_plan.grid.tilesX - 1, column + reach); ++x)
            if (const qint64 near = qint64(y) * m_plan.grid.tilesX + x; m_tiles[size_t(near)].exists())
                each(near);
}

Status DeriveRun::run()
{
    TUILERIE_CHECK(parallelWorkers(
        m_plan.workers, [this](int) { return work(); },
        [this] {
            const std::lock_guard lock(m_mutex);
            m_failed = true;
            m_meter->abort();
            m_changed.notify_all();
        }));
    m_meter->report();
    return {};
}

Status DeriveRun::work()
{
    ScanWorker worker;
    while (const std::optional<Task> task = take()) {
        TUILERIE_CHECK((*task)(worker));
        const std::lock_guard lock(m_mutex);
        --m_busy;
        m_changed.notify_all();
    }
    return {};
}

std::optional<DeriveRun::Task> DeriveRun::take()
{
    std::unique_lock lock(m_mutex);
    for (;;) {
        if (m_failed)
            return std::nullopt;
        if (!m_ready.empty()) {
            const qint64 tile = m_ready.front();
            m_ready.pop_front();
            ++m_busy;
            return [this, tile](ScanWorker &) { return makeTile(tile); };
        }
        while (!m_open.empty() && m_open.front().left == 0)
            m_open.pop_front();
        for (OpenFile &file : m_open)
            if (file.scan && file.next < file.scan->chunks()) {
                const size_t chunk = file.next++;
                ++m_busy;
                return [this, &file, chunk](ScanWorker &worker) { return readChunk(worker, file, chunk); };
            }
        while (m_nextFile < int(m_plan.files.size()) && !m_isRead[size_t(m_nextFile)])
            ++m_nextFile;
        if (m_nextFile < int(m_plan.files.size())) {
            const int index = m_nextFile++;
            ++m_busy;
            return [this, index](ScanWorker &) { return openFile(index); };
        }
        if (!m_busy)
            return std::nullopt;
        m_changed.wait(lock);
    }
}

Status DeriveRun::openFile(int index)
{
    TUILERIE_CHECK(m_meter->check());
    TUILERIE_TRY(scan, PointScan::open(m_plan, index));
    const std::lock_guard lock(m_mutex);
    const size_t chunks = scan->chunks();
    if (chunks)
        m_open.push_back({std::shared_ptr<const PointScan>(std::move(scan)), 0, chunks});
    else
        fileDone(index);
    return {};
}

Status DeriveRun::readChunk(ScanWorker &worker, OpenFile &file, size_t chunk)
{
    worker.counts = {};
    if (auto status = file.scan->read(chunk, worker); !status) {
        if (status.error().code == ErrorCode::Conflict)
            m_misplaced = file.scan->file();
        return status;
    }
    dropUnused(worker.samples);
    TUILERIE_CHECK(m_product.add(worker.samples));
    TUILERIE_CHECK(m_meter->add(worker.counts.points));
    const std::lock_guard lock(m_mutex);
    m_counts[size_t(file.scan->file())].add(worker.counts);
    if (--file.left == 0) {
        fileDone(file.scan->file());
        file.scan.reset();
    }
    return {};
}

/// With the mutex held.
void DeriveRun::fileDone(int index)
{
    tilesOf(m_plan.files[size_t(index)], [&](qint64 tile) {
        if (--m_tiles[size_t(tile)].files == 0)
            around(tile, [&](qint64 near) {
                if (isMade(near) && --m_tiles[size_t(near)].waiting == 0)
                    m_ready.push_back(near);
            });
    });
    m_changed.notify_all();
}

Status DeriveRun::makeTile(qint64 tile)
{
    TUILERIE_CHECK(m_meter->check());
    const CellRect rect = m_plan.grid.tileRect(tile);
    const std::vector<uint8_t> footprint = m_plan.footprint(rect, m_tiles[size_t(tile)].touching);
    TUILERIE_TRY(made, m_product.make(tile, footprint));
    TUILERIE_CHECK(m_tiff.write(rect, made.values));
    std::vector<qint64> released;
    {
        const std::lock_guard lock(m_mutex);
        m_totals[size_t(tile)] = made;
        around(tile, [&](qint64 near) {
            if (--m_tiles[size_t(near)].users == 0)
                released.push_back(near);
        });
    }
    for (const qint64 near : released)
        m_product.release(near);
    return {};
}

} // namespace tuilerie::derive
