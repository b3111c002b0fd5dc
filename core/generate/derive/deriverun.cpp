// SPDX-License-Identifier: GPL-3.0-or-later
#include "generate/derive/deriverun.h"

#include "base/work/parallel.h"

namespace tuilerie::derive {

DeriveRun::DeriveRun(const DerivePlan &plan, TileProduct &product, DerivedTiff &tiff, WorkControl &control)
    : m_plan(plan)
    , m_product(product)
    , m_tiff(tiff)
    , m_meter(control, QStringLiteral("derive"), plan.points)
    , m_tiles(size_t(plan.grid.tiles()))
{
    for (int i = 0; i < int(plan.files.size()); ++i)
        tilesOf(plan.files[size_t(i)], [&](qint64 tile) {
            ++m_tiles[size_t(tile)].files;
            m_tiles[size_t(tile)].touching.push_back(i);
        });
    for (qint64 tile = 0; tile < plan.grid.tiles(); ++tile)
        if (m_tiles[size_t(tile)].exists())
            around(tile, [&](qint64 near) {
                ++m_tiles[size_t(near)].waiting;
                ++m_tiles[size_t(near)].users;
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
            m_meter.abort();
            m_changed.notify_all();
        }));
    m_meter.report();
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
    const std::lock_guard lock(m_mutex);
    m_counts.add(worker.counts);
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
    TUILERIE_CHECK(m_meter.check());
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
    const qint64 before = worker.counts.points;
    if (auto status = file.scan->read(chunk, worker); !status) {
        if (status.error().code == ErrorCode::Conflict)
            m_misplaced = file.scan->file();
        return status;
    }
    TUILERIE_CHECK(m_product.add(worker.samples));
    TUILERIE_CHECK(m_meter.add(worker.counts.points - before));
    const std::lock_guard lock(m_mutex);
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
                if (--m_tiles[size_t(near)].waiting == 0)
                    m_ready.push_back(near);
            });
    });
    m_changed.notify_all();
}

Status DeriveRun::makeTile(qint64 tile)
{
    TUILERIE_CHECK(m_meter.check());
    const CellRect rect = m_plan.grid.tileRect(tile);
    const std::vector<uint8_t> footprint = m_plan.footprint(rect, m_tiles[size_t(tile)].touching);
    TUILERIE_TRY(made, m_product.make(tile, footprint));
    TUILERIE_CHECK(m_tiff.write(rect, made.values));
    std::vector<qint64> released;
    {
        const std::lock_guard lock(m_mutex);
        m_totals.cells += made.cells;
        m_totals.voids += made.voids;
        m_totals.filled += made.filled;
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
