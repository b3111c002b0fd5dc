// SPDX-License-Identifier: GPL-3.0-or-later
#include "generate/derive/pointscan.h"

#include <QCoreApplication>

#include <cstring>

namespace tuilerie::derive {

namespace {

constexpr int lowNoise = 7, highNoise = 18;

template <typename T> T valueAt(const char *record, int offset)
{
    T value;
    std::memcpy(&value, record + offset, sizeof value);
    return value;
}

/// A coordinate of a file in whole numbers of the run's unit. Where steps and offset allow it, without going through a
/// double.
struct Axis
{
    double scale, offset;
    qint64 shift = 0;
    bool isShift = false;

    Axis(double fileScale, double fileOffset, double unit)
        : scale(fileScale / unit)
        , offset(fileOffset / unit)
    {
        const double whole = std::round(offset);
        isShift = std::abs(scale - 1) < 1e-12 && std::abs(offset - whole) < 1e-5;
        shift = qint64(whole);
    }
    qint64 of(int32_t value) const { return isShift ? value + shift : std::llround(value * scale + offset); }
};

} // namespace

void ScanCounts::add(const ScanCounts &other)
{
    points += other.points;
    used += other.used;
    for (size_t i = 0; i < classes.size(); ++i)
        classes[i] += other.classes[i];
}

Result<std::unique_ptr<PointScan>> PointScan::open(const DerivePlan &plan, int file)
{
    std::unique_ptr<PointScan> scan(new PointScan(plan, file));
    TUILERIE_TRY(opened, LasFile::open(plan.files[size_t(file)].path));
    scan->m_file = opened;
    scan->m_file->chunks(); // a file without chunk table is measured here, once
    return scan;
}

Status PointScan::read(size_t index, ScanWorker &worker) const
{
    const LasChunk &chunk = m_file->chunks()[index];
    const LasLayout &layout = m_file->layout();
    if (!worker.decoder || !(worker.layout == layout)) {
        const LasFields fields = m_plan.product == Product::Intensity ? LasFields::All : LasFields::CoordinatesAndClass;
        TUILERIE_TRY(decoder, ChunkDecoder::create(layout, fields));
        worker.decoder = std::move(decoder);
        worker.layout = layout;
    }
    worker.records.resize(size_t(chunk.points) * size_t(layout.recordLength));
    TUILERIE_CHECK(m_file->decode(chunk, *worker.decoder, worker.records.data()));

    const DeriveGrid &grid = m_plan.grid;
    const LasHeader &header = m_file->header();
    const DeriveFile &known = m_plan.files[size_t(m_index)];
    const Axis axisX(header.scale[0], header.offset[0], grid.unit), axisY(header.scale[1], header.offset[1], grid.unit);
    const Axis axisZ(header.scale[2], header.offset[2], grid.zUnit);
    const qint64 west = qint64(std::floor(known.extent.west / grid.unit)),
                 east = qint64(std::ceil(known.extent.east / grid.unit));
    const qint64 south = qint64(std::floor(known.extent.south / grid.unit)),
                 north = qint64(std::ceil(known.extent.north / grid.unit));
    const qint64 low = qint64(std::floor(known.minZ / grid.zUnit)), high = qint64(std::ceil(known.maxZ / grid.zUnit));
    const bool isNew = layout.pointFormat >= 6;
    const Product product = m_plan.product;

    worker.samples.clear();
    const char *record = worker.records.data();
    for (qint64 i = 0; i < chunk.points; ++i, record += layout.recordLength) {
        const auto returns = valueAt<uint8_t>(record, 14), flags = valueAt<uint8_t>(record, 15);
        const int pointClass = isNew ? valueAt<uint8_t>(record, 16) : flags & 31;
        const bool isWithheld = isNew ? flags & 4 : flags & 128;
        ++worker.counts.classes[size_t(pointClass)];
        if (isWithheld || pointClass == lowNoise || pointClass == highNoise)
            continue;
        if (product == Product::Terrain) {
            if (!m_plan.ground[size_t(pointClass)])
                continue;
        } else if (product != Product::Density && (returns & (isNew ? 15 : 7)) > 1) {
            continue; // a return number of 0 is what files without returns have: the only one
        }
        Sample sample;
        sample.x = axisX.of(valueAt<int32_t>(record, 0));
        sample.y = axisY.of(valueAt<int32_t>(record, 4));
        const qint64 z = axisZ.of(valueAt<int32_t>(record, 8));
        if (sample.x < west || sample.x > east || sample.y < south || sample.y > north || z < low || z > high) {
            return fail(ErrorCode::Conflict,
                QCoreApplication::translate(
                    "tuilerie::Derive", "The header of %1 gives a smaller extent than its points have.")
                    .arg(known.path));
        }
        sample.z = int32_t(z);
        sample.intensity = valueAt<uint16_t>(record, 12);
        // What lies on the outer east or south edge belongs to the last cells: no column or row is added for an edge.
        sample.column = int32_t(std::clamp<qint64>(grid.column(double(sample.x) * grid.unit), 0, grid.width - 1));
        sample.row = int32_t(std::clamp<qint64>(grid.row(double(sample.y) * grid.unit), 0, grid.height - 1));
        worker.samples.push_back(sample);
    }
    worker.counts.points += chunk.points;
    worker.counts.used += qint64(worker.samples.size());
    return {};
}

} // namespace tuilerie::derive
