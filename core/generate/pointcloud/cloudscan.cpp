// SPDX-License-Identifier: GPL-3.0-or-later
#include "generate/pointcloud/cloudscan.h"

#include "base/work/progressmeter.h"
#include "generate/pointcloud/recordconverter.h"
#include "base/work/parallel.h"
#include "grid/crs.h"
#include "source/filelist.h"
#include "source/lascrs.h"
#include "source/pointcloud/copcfile.h"
#include "source/pointcloud/pointbox.h"

#include <QCoreApplication>
#include <QFile>
#include <QSet>

#include <algorithm>
#include <cmath>
#include <limits>

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

Result<CloudInput> openInput(const FileEntry &entry)
{
    TUILERIE_TRY(file, LasFile::open(entry.path));
    const LasHeader &header = file->header();
    CloudInput input;
    input.path = entry.path;
    input.size = entry.size;
    input.stamp = entry.stamp;
    input.points = file->points();
    input.saidPoints = header.points;
    input.unreadBytes = file->unreadBytes();
    input.hasSoundBox = header.hasPlaces() && header.hasSoundBox();
    input.layout = file->layout();
    for (int i = 0; i < 3; ++i) {
        input.scale[i] = header.scale[i];
        input.offset[i] = header.offset[i];
    }
    if (!header.hasPlaces())
        return fail(ErrorCode::Corrupt,
            tr("%1 has a scale or an offset that is no number or beyond all measure. Repair its header, or leave it out.")
                .arg(entry.path));
    input.minimum[0] = header.extent.west, input.minimum[1] = header.extent.south, input.minimum[2] = header.minZ;
    input.maximum[0] = header.extent.east, input.maximum[1] = header.extent.north, input.maximum[2] = header.maxZ;
    input.crs = header.crs;
    input.verticalCrs = header.verticalCrs;
    if (header.isWktCounted) {
        input.wkt = file->record("LASF_Projection", 2112)->data;
        if (const qsizetype end = input.wkt.indexOf('\0'); end >= 0)
            input.wkt.truncate(end);
    }
    input.creation = header.creation;
    input.hasAdjustedGps = readGpsKind(entry.path);
    input.isCopc = header.isCopc && CopcFile::isCopc(entry.path);
    if (input.isCopc) {
        const CopcInfo info = CopcFile::infoOf(*file);
        input.cubeEdge = 2 * info.halfSize;
        for (int i = 0; i < 3; ++i)
            input.cubeCorner[i] = info.center[i] - info.halfSize;
    }
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

void assign(CloudInput &input, const PointCloudParams &params, const CloudCrs &assigned)
{
    input.crs = params.assignCrs;
    input.verticalCrs = assigned.vertical;
    input.wkt.clear();
}

/// Two zeros of heights in one cloud would be a step of metres in the ground. `vertical` is what all files say.
Status chooseHeights(const CloudScan &scan, WorkControl &control, bool warn, QString &vertical)
{
    const CloudInput *said = nullptr, *silent = nullptr;
    for (const CloudInput &input : scan.inputs) {
        if (input.verticalCrs.isEmpty())
            silent = silent ? silent : &input;
        else if (!said)
            said = &input;
        else if (!isSameVertical(said->verticalCrs, input.verticalCrs))
            return fail(ErrorCode::Invalid,
                tr("%1 counts its heights from %2, but %3 from %4. Convert one of them, or make two pyramids.")
                    .arg(said->path, verticalTitle(said->verticalCrs), input.path, verticalTitle(input.verticalCrs)));
    }
    if (said && silent && warn)
        control.warning(
            tr("%1 counts its heights from %2, but %3 does not say from where: neither does the pyramid. Assign the whole "
               "system (such as EPSG:2154+5720) if it is the same.")
                .arg(said->path, verticalTitle(said->verticalCrs), silent->path));
    vertical = said && !silent ? said->verticalCrs : QString();
    return {};
}

Status chooseCrs(CloudScan &scan, const PointCloudParams &params, WorkControl &control, bool warn)
{
    const CloudCrs assigned = params.assignCrs.isEmpty() ? CloudCrs() : cloudCrsOfText(params.assignCrs.toUtf8());
    for (CloudInput &input : scan.inputs)
        if (input.crs.isEmpty()) {
            if (params.assignCrs.isEmpty())
                return fail(
                    ErrorCode::Invalid, tr("%1 does not say its coordinate reference system. Assign one.").arg(input.path));
            assign(input, params, assigned);
        }
    // What nobody can read says nothing.
    QSet<QString> readable;
    for (CloudInput &input : scan.inputs) {
        if (params.assignCrs.isEmpty() || readable.contains(input.crs))
            continue;
        if (!Crs::fromText(input.crs))
            assign(input, params, assigned);
        readable.insert(input.crs);
    }
    // Nor does a file that gives x and y alone contradict the heights of an assigned system of the same x and y.
    for (CloudInput &input : scan.inputs)
        if (input.verticalCrs.isEmpty() && !assigned.vertical.isEmpty()
            && isSameHorizontal(input.crs, assigned.horizontal)) {
            input.verticalCrs = assigned.vertical;
            input.wkt.clear();
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
    QString vertical;
    TUILERIE_CHECK(chooseHeights(scan, control, warn, vertical));
    // The files' own text where they agree in it: other readers know it.
    const bool hasOneWkt = isWkt1(first.wkt) && vertical == first.verticalCrs
        && std::all_of(scan.inputs.begin(), scan.inputs.end(), [&first](const CloudInput &i) { return i.wkt == first.wkt; });
    scan.schema.wkt = hasOneWkt ? first.wkt : wktOf({first.crs, vertical}, CloudWkt::One).toUtf8();
    scan.schema.verticalCrs = vertical;
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
        if (const ExtraByteField *field = unite(scan.extra, input.extra))
            return fail(ErrorCode::Invalid,
                field->isDescribed()
                    ? tr("The extra bytes “%1” mean something else in %2 than in the files before it. Rename them, or make "
                         "two pyramids.")
                          .arg(field->name, input.path)
                    : tr(
                        "%1 has %2 extra bytes that nothing describes, the files before it another number of them. Describe "
                        "them when the files are exported, or make two pyramids.")
                          .arg(input.path)
                          .arg(field->size));
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
        double least = first.minimum[i], greatest = first.maximum[i];
        for (const CloudInput &input : scan.inputs) {
            same = same && input.scale[i] == first.scale[i] && input.offset[i] == first.offset[i];
            schema.scale[i] = std::min(schema.scale[i], input.scale[i]);
            least = std::min(least, input.minimum[i]);
            greatest = std::max(greatest, input.maximum[i]);
        }
        const double step = schema.scale[i];
        const double most = double(std::numeric_limits<qint32>::max()) - 2;
        if (!same) {
            // 0 keeps numbers readable; else the middle. Always a multiple of the scale, so that nothing moves by a fraction
            // of a step.
            schema.offset[i] = std::max(std::abs(least), std::abs(greatest)) / step <= most
                ? 0
                : std::round((least + greatest) / 2 / step) * step;
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
            const double low = (input.minimum[i] - schema.offset[i]) / step,
                         high = (input.maximum[i] - schema.offset[i]) / step;
            if (!(low >= -most - 0.5 && high <= most + 0.5))
                return fail(ErrorCode::Invalid,
                    tr("The coordinates of %1 do not fit with the others' into 32 bits at a step of %2: it lies too far "
                       "away. Leave it out, or make two pyramids.")
                        .arg(input.path)
                        .arg(step));
            input.low[i] = std::llround(low);
            input.high[i] = std::llround(high);
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
        if (!problems[i].isEmpty()) {
            control.warning(problems[i]);
            continue;
        }
        if (opened[i].unreadBytes > 0)
            control.warning(
                tr("The header of %1 says %2 points, but %3 bytes of points lie behind them: they are not read. Repair the "
                   "count in its header.")
                    .arg(opened[i].path)
                    .arg(opened[i].saidPoints)
                    .arg(opened[i].unreadBytes));
        if (opened[i].points != opened[i].saidPoints)
            control.warning(tr("The header of %1 says %2 points, but it holds %3, which are used.")
                                .arg(opened[i].path)
                                .arg(opened[i].saidPoints)
                                .arg(opened[i].points));
        if (opened[i].points == 0)
            control.warning(tr("%1 holds no points and is left out.").arg(opened[i].path));
        else
            inputs.push_back(std::move(opened[i]));
    }
    if (inputs.empty())
        return fail(ErrorCode::Invalid, tr("None of the files holds a point: there is no pyramid to make."));
    for (CloudInput &input : inputs)
        if (!input.hasSoundBox) {
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
    TUILERIE_TRY(box, measurePoints(*file, input.chunks.empty() ? file->chunks() : input.chunks, workers, control));
    for (int axis = 0; axis < 3 && box.points > 0; ++axis) {
        input.minimum[axis] = box.minimum[axis];
        input.maximum[axis] = box.maximum[axis];
    }
    return {};
}

} // namespace tuilerie::pointcloud
