// SPDX-License-Identifier: GPL-3.0-or-later
#include "generate/pointcloud/cellloader.h"

#include "base/work/parallel.h"

#include <QCoreApplication>

#include <cstring>

namespace tuilerie::pointcloud {

namespace {

constexpr size_t mostOpenFiles = 128; ///< at a time: a folder may hold more tiles than a process may hold files

QString tr(const char *text)
{
    return QCoreApplication::translate("tuilerie::PointCloudPyramid", text);
}

} // namespace

CellLoader::CellLoader(
    const CloudScan &scan, const OctreeCube &cube, const std::vector<HomeColumn> &homes, int workers, ProgressMeter &meter)
    : m_scan(scan)
    , m_cube(cube)
    , m_homes(homes)
    , m_workers(workers)
    , m_meter(meter)
    , m_state(size_t(workers))
{
}

Status CellLoader::decode(Worker &worker, const Task &task, char *records, quint64 *keys)
{
    const LasLayout &layout = task.file->layout();
    if (!worker.decoder || !(worker.layout == layout)) {
        TUILERIE_TRY(decoder, ChunkDecoder::create(layout));
        worker.decoder = std::move(decoder);
        worker.layout = layout;
    }
    const qint64 count = task.chunk.points;
    bool fits = true;
    if (task.converter->isIdentity()) {
        TUILERIE_CHECK(task.file->decode(task.chunk, *worker.decoder, records));
    } else {
        worker.raw.resize(size_t(count) * size_t(layout.recordLength));
        TUILERIE_CHECK(task.file->decode(task.chunk, *worker.decoder, worker.raw.data()));
        fits = task.converter->convert(worker.raw.data(), records, count);
    }
    const HomeColumn &home = m_homes[size_t(task.input)];
    const int length = m_scan.schema.layout.recordLength;
    bool isInside = fits;
    for (qint64 n = 0; n < count && fits; ++n) {
        qint32 step[3];
        std::memcpy(step, records + n * length, sizeof step);
        for (int i = 0; i < 3; ++i)
            isInside = isInside && step[i] >= home.lowStep[i] && step[i] <= home.highStep[i];
        quint32 cell[2];
        for (int i = 0; i < 2; ++i)
            cell[i] = std::clamp(m_cube.cell(i, step[i]), home.lowCell[i], home.highCell[i]);
        keys[n] = morton(cell[0], cell[1], m_cube.cell(2, step[2]));
    }
    if (!isInside) {
        m_misplaced = task.input;
        return fail(ErrorCode::Conflict,
            tr("The header of %1 gives a smaller extent than its points have.").arg(m_scan.inputs[size_t(task.input)].path));
    }
    return m_meter.add(count);
}

Status CellLoader::forChunks(const std::vector<int> &inputs, const Sink &sink)
{
    qint64 first = 0;
    for (size_t begin = 0; begin < inputs.size(); begin += mostOpenFiles) {
        const size_t end = std::min(inputs.size(), begin + mostOpenFiles);
        std::vector<std::shared_ptr<const LasFile>> files(end - begin);
        const Status opened = parallel(m_workers, qint64(files.size()), [&](int, qint64 i) -> Status {
            const CloudInput &input = m_scan.inputs[size_t(inputs[begin + size_t(i)])];
            TUILERIE_TRY(file, LasFile::open(input.path));
            if (input.chunks.empty()) {
                qint64 points = 0;
                for (const LasChunk &chunk : file->chunks())
                    points += chunk.points;
                if (points != input.points)
                    return fail(ErrorCode::Corrupt,
                        tr("%1 says that it holds %2 points, but holds %3. Repair its header, copy it again from its "
                           "source, or leave it out.")
                            .arg(input.path)
                            .arg(input.points)
                            .arg(points));
            }
            files[size_t(i)] = file;
            return m_meter.check();
        });
        TUILERIE_CHECK(opened);
        std::vector<std::unique_ptr<RecordConverter>> converters;
        std::vector<Task> tasks;
        for (size_t i = begin; i < end; ++i) {
            const CloudInput &input = m_scan.inputs[size_t(inputs[i])];
            const LasFile *file = files[i - begin].get();
            converters.push_back(std::make_unique<RecordConverter>(input, m_scan.schema, m_scan.extra));
            for (const LasChunk &chunk : input.chunks.empty() ? file->chunks() : input.chunks) {
                if (chunk.points == 0)
                    continue;
                tasks.push_back({inputs[i], file, converters.back().get(), chunk, first});
                first += chunk.points;
            }
        }
        TUILERIE_CHECK(
            parallel(m_workers, qint64(tasks.size()), [&](int worker, qint64 i) { return sink(worker, tasks[size_t(i)]); }));
    }
    return {};
}

Result<std::unique_ptr<PointSet>> CellLoader::load(const Cell &cell, const Spill *spill)
{
    const int length = m_scan.schema.layout.recordLength;
    auto points = std::make_unique<PointSet>(cell.points, length);
    const Status decoded = forChunks(cell.inputs, [&](int worker, const Task &task) {
        return decode(m_state[size_t(worker)], task, points->record(task.first), points->keys() + task.first);
    });
    TUILERIE_CHECK(decoded);
    qint64 first = 0;
    for (const int input : cell.inputs)
        first += m_scan.inputs[size_t(input)].points;
    std::vector<qint64> places;
    for (const SpillBlock &block : cell.blocks) {
        places.push_back(first);
        first += block.points;
    }
    // A point that was given to a column because its file lies in it, though it lies on the column's far edge, is kept
    // there.
    const quint64 perCell = m_cube.cells() >> cell.column.level;
    const quint64 low[2] = {mortonX(cell.column.code) * perCell, mortonY(cell.column.code) * perCell};
    const Status unpacked = parallel(m_workers, qint64(cell.blocks.size()), [&](int, qint64 i) -> Status {
        const SpillBlock &block = cell.blocks[size_t(i)];
        char *records = points->record(places[size_t(i)]);
        quint64 *keys = points->keys() + places[size_t(i)];
        TUILERIE_CHECK(spill->read(block, records));
        for (quint32 n = 0; n < block.points; ++n) {
            qint32 step[3];
            std::memcpy(step, records + size_t(n) * size_t(length), sizeof step);
            quint64 place[2];
            for (int axis = 0; axis < 2; ++axis)
                place[axis] = std::clamp<quint64>(m_cube.cell(axis, step[axis]), low[axis], low[axis] + perCell - 1);
            keys[n] = morton(place[0], place[1], m_cube.cell(2, step[2]));
        }
        return m_meter.check();
    });
    TUILERIE_CHECK(unpacked);
    return points;
}

Status CellLoader::spill(const std::vector<int> &inputs, int level, Spill &spill)
{
    const int length = m_scan.schema.layout.recordLength;
    const int shift = 3 * (m_cube.depth() - level);
    const Status spilled = forChunks(inputs, [&](int number, const Task &task) -> Status {
        Worker &worker = m_state[size_t(number)];
        worker.records.resize(size_t(task.chunk.points) * size_t(length));
        worker.keys.resize(size_t(task.chunk.points));
        TUILERIE_CHECK(decode(worker, task, worker.records.data(), worker.keys.data()));
        for (quint64 &key : worker.keys)
            key = columnOf(key >> shift);
        return spill.add(number, level, worker.keys.data(), worker.records.data(), task.chunk.points);
    });
    TUILERIE_CHECK(spilled);
    return spill.flush(m_workers);
}

} // namespace tuilerie::pointcloud
