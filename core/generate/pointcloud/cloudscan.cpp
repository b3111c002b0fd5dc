// SPDX-License-Identifier: GPL-3.0-or-later
#include "generate/pointcloud/cloudscan.h"

#include "base/work/progressmeter.h"
#include "generate/pointcloud/recordconverter.h"
#include "base/work/parallel.h"
#include "grid/crs.h"
#include "source/filelist.h"
#include "source/pointcloud/copcfile.h"

#include <QCoreApplication>
#include <QFile>
#include <QSet>

#include <algorithm>
#include <cmath>
#include <limits>
#include <mutex>

namespace tuilerie::pointcloud {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("tuilerie::PointCloudPyramid", text);
}

bool mayBeKept(const LasRecord &record)
{
    if (record.user == "LASF_Projection" || record.user == "laszip encoded" || record.user == "copc"
        || record.user == "qgis")
        return false;
    // Extra bytes are written anew; superseded records and what describes waveforms have no place in a COPC.
    if (record.user == "LASF_Spec"
        && (record.id == 4 || record.id == 7 || (record.id >= 100 && record.id < 355) || record.id == 65535))
        return false;
    return record.data.size() <= 65535;
}

bool readGpsKind(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return false;
    const QByteArray head = file.read(8);
    return head.size() == 8 && (uchar(head[6]) & 1);
}

bool isSoundBox(const CloudInput &input)
{
    for (int i = 0; i < 3; ++i) {
        const double low = (input.minimum[i] - input.offset[i]) / input.scale[i],
                     high = (input.maximum[i] - input.offset[i]) / input.scale[i];
        // Also what the file itself could not store.
        if (!(low >= -2147483649.0 && high <= 2147483648.0 && low <= high))
            return false;
    }
    return true;
}

Result<CloudInput> openInput(const FileEntry &entry)
{
    TUILERIE_TRY(file, LasFile::open(entry.path));
    const LasHeader &header = file->header();
    CloudInput input;
    input.path = entry.path;
    input.size = entry.size;
    input.modified = entry.modified;
    input.points = header.points;
    input.layout = file->layout();
    for (int i = 0; i < 3; ++i) {
        input.scale[i] = header.scale[i];
        input.offset[i] = header.offset[i];
        if (!(header.scale[i] > 0) || !std::isfinite(header.scale[i]) || !std::isfinite(header.offset[i]))
            return fail(ErrorCode::Corrupt,
                tr("%1 has a scale or an offset that is no number. Repair its header, or leave it out.").arg(entry.path));
    }
    input.minimum[0] = header.extent.west, input.minimum[1] = header.extent.south, input.minimum[2] = header.minZ;
    input.maximum[0] = header.extent.east, input.maximum[1] = header.extent.north, input.maximum[2] = header.maxZ;
    input.crs = header.crs;
    if (const LasRecord *wkt = file->record("LASF_Projection", 2112)) {
        input.wkt = wkt->data;
        if (const qsizetype end = input.wkt.indexOf('\0'); end >= 0)
            input.wkt.truncate(end);
    }
    input.creation = header.creation;
    input.hasAdjustedGps = readGpsKind(entry.path);
    input.isCopc = CopcFile::isCopc(entry.path);
    input.extra = extraFieldsOf(*file);
    for (const LasRecord &record : file->records())
        if (mayBeKept(record))
            input.records.push_back(record);
    return input;
}

bool isWkt1(const QByteArray &wkt)
{
    for (const char *start : {"PROJCS[", "GEOGCS[", "COMPD_CS[", "GEOCCS[", "LOCAL_CS["})
        if (wkt.trimmed().startsWith(start))
            return true;
    return false;
}

Status chooseCrs(CloudScan &scan, const PointCloudParams &params, WorkControl &control, bool warn)
{
    for (CloudInput &input : scan.inputs)
        if (input.crs.isEmpty()) {
            if (params.assignCrs.isEmpty())
                return fail(
                    ErrorCode::Invalid, tr("%1 does not say its coordinate reference system. Assign one.").arg(input.path));
            input.crs = params.assignCrs;
            input.wkt.clear();
        }
    // What nobody can read says nothing.
    QSet<QString> readable;
    for (CloudInput &input : scan.inputs) {
        if (params.assignCrs.isEmpty() || readable.contains(input.crs))
            continue;
        if (!Crs::fromText(input.crs)) {
            input.crs = params.assignCrs;
            input.wkt.clear();
        }
        readable.insert(input.crs);
    }
    const CloudInput &first = scan.inputs.front();
    const Result<Crs> read = Crs::fromText(first.crs);
    if (!read)
        return fail(ErrorCode::Invalid,
            tr("The coordinate reference system of %1 cannot be read. Assign one.").arg(first.path), read.error().message);
    const Crs crs = *read;
    QSet<QString> known{first.crs};
    for (const CloudInput &input : scan.inputs) {
        if (known.contains(input.crs))
            continue;
        TUILERIE_TRY(other, Crs::fromText(input.crs));
        if (!crs.isSameAs(other))
            return fail(ErrorCode::Invalid,
                tr("%1 is in %2, but %3 in %4. Reproject one of them, or make two pyramids.")
                    .arg(first.path, crs.title(), input.path, other.title()));
        known.insert(input.crs);
    }
    if (warn && crs.isGeographic())
        control.warning(tr("The points are in degrees (%1), which suits an octree badly: its cells are cubes. Reproject "
                           "them first if you can.")
                            .arg(crs.title()));
    // The files' own text where they agree in it, because it may say more (a vertical system) than the horizontal CRS.
    const bool hasOneWkt = isWkt1(first.wkt)
        && std::all_of(scan.inputs.begin(), scan.inputs.end(), [&first](const CloudInput &i) { return i.wkt == first.wkt; });
    scan.schema.wkt = hasOneWkt ? first.wkt : crs.wkt1Gdal().toUtf8();
    if (scan.schema.wkt.isEmpty())
        return fail(ErrorCode::Invalid,
            tr("The coordinate reference system %1 cannot be written as WKT 1, which point cloud readers expect. Assign "
               "another.")
                .arg(crs.title()));
    return {};
}

Status chooseLayout(CloudScan &scan, WorkControl &control, bool warn)
{
    int format = 6;
    QSet<int> formats;
    int waves = 0;
    const CloudInput &first = scan.inputs.front();
    bool mixedGps = false;
    for (const CloudInput &input : scan.inputs) {
        const int own = input.layout.pointFormat;
        formats.insert(own);
        format = std::max(format, pyramidFormat(own));
        waves += own == 4 || own == 5 || own == 9 || own == 10;
        mixedGps = mixedGps || input.hasAdjustedGps != first.hasAdjustedGps;
        if (const QByteArray name = unite(scan.extra, input.extra); !name.isEmpty())
            return fail(ErrorCode::Invalid,
                tr("The extra bytes “%1” mean something else in %2 than in the files before it. Rename them, or make two "
                   "pyramids.")
                    .arg(QString::fromUtf8(name), input.path));
        scan.points += input.points;
        if (input.creation.isValid() && (!scan.schema.creation.isValid() || input.creation > scan.schema.creation))
            scan.schema.creation = input.creation;
    }
    scan.schema.layout = LasLayout::ofFormat(format, sizeOf(scan.extra));
    scan.schema.hasAdjustedGps =
        std::all_of(scan.inputs.begin(), scan.inputs.end(), [](const CloudInput &i) { return i.hasAdjustedGps; });
    if (!warn)
        return {};
    if (waves > 0)
        control.warning(tr("Files with waveforms, which COPC cannot hold: %1. Their points are kept, the waveforms are not.")
                            .arg(waves));
    if (formats.size() > 1)
        control.warning(
            tr("The files have different point formats; the pyramid has format %1. What a file lacks is 0.").arg(format));
    if (mixedGps)
        control.warning(tr(
            "Some files count GPS time in seconds of the week, others from 1980: times cannot be compared between them."));
    const bool sameExtra = std::all_of(scan.inputs.begin(), scan.inputs.end(),
        [&scan](const CloudInput &i) { return sizeOf(i.extra) == sizeOf(scan.extra); });
    if (!sameExtra)
        control.warning(tr("The files do not all have the same extra bytes. What a file lacks is 0."));
    return {};
}

Status choosePlaces(CloudScan &scan, WorkControl &control, bool warn)
{
    CloudSchema &schema = scan.schema;
    const CloudInput &first = scan.inputs.front();
    for (int i = 0; i < 3; ++i) {
        schema.scale[i] = first.scale[i];
        schema.offset[i] = first.offset[i];
        bool same = true;
        double low = first.minimum[i], high = first.maximum[i];
        for (const CloudInput &input : scan.inputs) {
            same = same && input.scale[i] == first.scale[i] && input.offset[i] == first.offset[i];
            schema.scale[i] = std::min(schema.scale[i], input.scale[i]);
            low = std::min(low, input.minimum[i]);
            high = std::max(high, input.maximum[i]);
        }
        const double step = schema.scale[i];
        const double most = double(std::numeric_limits<qint32>::max()) - 2;
        if (!same) {
            // 0 keeps numbers readable; else the middle. Always a multiple of the scale, so that nothing moves by a fraction
            // of a step.
            schema.offset[i] =
                std::max(std::abs(low), std::abs(high)) / step <= most ? 0 : std::round((low + high) / 2 / step) * step;
            bool isExact = true;
            for (const CloudInput &input : scan.inputs) {
                const double factor = input.scale[i] / step, shift = (input.offset[i] - schema.offset[i]) / step;
                isExact =
                    isExact && std::abs(factor - std::round(factor)) < 1e-6 && std::abs(shift - std::round(shift)) < 1e-3;
            }
            if (!isExact && warn)
                control.warning(tr("The files store their coordinates in steps that are no multiples of each other; they "
                                   "are rounded to the finest, %1.")
                                    .arg(step));
        }
        for (CloudInput &input : scan.inputs) {
            input.low[i] = std::llround((input.minimum[i] - schema.offset[i]) / step);
            input.high[i] = std::llround((input.maximum[i] - schema.offset[i]) / step);
            if (double(input.low[i]) < -most || double(input.high[i]) > most)
                return fail(ErrorCode::Invalid,
                    tr("The coordinates of %1 do not fit with the others' into 32 bits at a step of %2: it lies too far "
                       "away. Leave it out, or make two pyramids.")
                        .arg(input.path)
                        .arg(step));
        }
    }
    return {};
}

void chooseRecords(CloudScan &scan)
{
    CloudSchema &schema = scan.schema;
    if (const QByteArray descriptors = descriptorsOf(scan.extra); !descriptors.isEmpty())
        schema.records.push_back({"LASF_Spec", 4, "Extra bytes", descriptors, false});
    // What all files say alike is true of the whole.
    const auto same = [](const LasRecord &a, const LasRecord &b) {
        return a.user == b.user && a.id == b.id && a.data == b.data;
    };
    for (const LasRecord &record : scan.inputs.front().records) {
        const bool everywhere = std::all_of(scan.inputs.begin(), scan.inputs.end(), [&](const CloudInput &input) {
            return std::any_of(
                input.records.begin(), input.records.end(), [&](const LasRecord &other) { return same(record, other); });
        });
        if (everywhere)
            schema.records.push_back(record);
    }
}

} // namespace

Result<std::vector<CloudInput>> openCloud(const PointCloudParams &params, WorkControl &control)
{
    if (params.paths.isEmpty())
        return fail(ErrorCode::Invalid, tr("No source is given. Name a file or a folder."));
    TUILERIE_TRY(files, listFiles(params.paths, SourceKind::PointCloud, &control));
    std::sort(files.begin(), files.end(), [](const FileEntry &a, const FileEntry &b) { return a.path < b.path; });
    std::vector<CloudInput> opened(files.size());
    std::vector<QString> problems(files.size());
    ProgressMeter meter(control, QStringLiteral("scan"), qint64(files.size()));
    const Status opening = parallel(workerCount(params.workers), qint64(files.size()), [&](int, qint64 i) -> Status {
        const Result<CloudInput> input = openInput(files[size_t(i)]);
        if (!input && !params.skipUnreadable)
            return fail(input.error());
        if (input)
            opened[size_t(i)] = *input;
        else
            problems[size_t(i)] = input.error().message;
        return meter.add(1);
    });
    TUILERIE_CHECK(opening);
    std::vector<CloudInput> inputs;
    for (size_t i = 0; i < files.size(); ++i) {
        if (!problems[i].isEmpty())
            control.warning(problems[i]);
        else if (opened[i].points == 0)
            control.warning(tr("%1 holds no points and is left out.").arg(opened[i].path));
        else
            inputs.push_back(std::move(opened[i]));
    }
    if (inputs.empty())
        return fail(ErrorCode::Invalid, tr("None of the files holds a point: there is no pyramid to make."));
    for (CloudInput &input : inputs)
        if (!isSoundBox(input)) {
            control.warning(tr("The header of %1 gives no sound extent; it is measured from the points.").arg(input.path));
            TUILERIE_CHECK(measureBox(input, workerCount(params.workers), control));
        }
    return inputs;
}

Result<CloudInput> openCloudFile(const QString &path)
{
    const std::vector<FileEntry> entries = describeFiles({path});
    return openInput(entries.front());
}

Result<CloudScan> scanCloud(std::vector<CloudInput> inputs, const PointCloudParams &params, WorkControl &control, bool warn)
{
    CloudScan scan;
    scan.inputs = std::move(inputs);
    TUILERIE_CHECK(chooseCrs(scan, params, control, warn));
    TUILERIE_CHECK(chooseLayout(scan, control, warn));
    TUILERIE_CHECK(choosePlaces(scan, control, warn));
    chooseRecords(scan);
    return scan;
}

Status measureBox(CloudInput &input, int workers, WorkControl &control)
{
    TUILERIE_TRY(file, LasFile::open(input.path));
    const std::vector<LasChunk> &chunks = input.chunks.empty() ? file->chunks() : input.chunks;
    qint64 low[3], high[3];
    std::fill_n(low, 3, std::numeric_limits<qint64>::max());
    std::fill_n(high, 3, std::numeric_limits<qint64>::min());
    std::mutex mutex;
    const Status measured = parallel(workers, qint64(chunks.size()), control, [&](int, qint64 i) -> Status {
        const LasChunk &chunk = chunks[size_t(i)];
        TUILERIE_TRY(decoder, ChunkDecoder::create(file->layout(), LasFields::Coordinates));
        const int length = file->layout().recordLength;
        std::vector<char> records(size_t(chunk.points) * size_t(length));
        TUILERIE_CHECK(file->decode(chunk, *decoder, records.data()));
        const std::lock_guard lock(mutex);
        for (qint64 n = 0; n < chunk.points; ++n)
            for (int axis = 0; axis < 3; ++axis) {
                qint32 value;
                std::memcpy(&value, records.data() + n * length + 4 * axis, 4);
                low[axis] = std::min<qint64>(low[axis], value);
                high[axis] = std::max<qint64>(high[axis], value);
            }
        return {};
    });
    TUILERIE_CHECK(measured);
    for (int axis = 0; axis < 3 && low[0] <= high[0]; ++axis) {
        input.minimum[axis] = double(low[axis]) * input.scale[axis] + input.offset[axis];
        input.maximum[axis] = double(high[axis]) * input.scale[axis] + input.offset[axis];
    }
    return {};
}

} // namespace tuilerie::pointcloud
