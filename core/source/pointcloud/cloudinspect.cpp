// SPDX-License-Identifier: GPL-3.0-or-later
#include "source/pointcloud/cloudinspect.h"

#include "base/work/parallel.h"
#include "grid/crs.h"
#include "source/pointcloud/copcfile.h"
#include "source/pointcloud/eptfile.h"
#include "source/pointcloud/pointview.h"
#include "source/pointcloud/vpcfile.h"

#include <QCoreApplication>
#include <QJsonArray>

#include <algorithm>
#include <array>
#include <atomic>
#include <map>

namespace tuilerie {

namespace {

constexpr size_t kMostChunks = 32; ///< decoded for the classes: about a second on two cores

QString tr(const char *sentence)
{
    return QCoreApplication::translate("tuilerie::Inspect", sentence);
}

/// One file, as far as its description goes.
struct Part
{
    std::optional<Error> problem;
    QString driver;
    LasHeader header;
    std::shared_ptr<const LasFile> file;                 ///< null for EPT and VPC
    QMap<int, qint64> classes;                           ///< of EPT that says them
    std::vector<std::shared_ptr<const LasFile>> samples; ///< node or tile files of EPT and VPC, whose classes stand for all
    QJsonObject more;
};

int workersFor(size_t count)
{
    return int(std::min<size_t>(count, size_t(std::clamp(workerCount(0), 1, 16))));
}

/// A file of an EPT or VPC: its classes, and of the first one the form of its points.
void takeSample(Part &part, const QString &path, bool isFirst)
{
    const auto file = LasFile::open(path);
    if (!file)
        return;
    part.samples.push_back(*file);
    if (!isFirst)
        return;
    const LasHeader &header = (*file)->header();
    part.header.versionMinor = header.versionMinor;
    part.header.pointFormat = header.pointFormat;
    part.header.software = header.software;
    part.header.extraFields = header.extraFields;
    std::copy(header.scale, header.scale + 3, part.header.scale);
    std::copy(header.offset, header.offset + 3, part.header.offset);
    part.header.verticalCrs = part.header.verticalCrs.isEmpty() ? header.verticalCrs : part.header.verticalCrs;
}

void takeEpt(Part &part, const QString &path)
{
    const auto ept = EptFile::open(path);
    if (!ept) {
        part.problem = ept.error();
        return;
    }
    const EptFile &set = **ept;
    part.driver = QStringLiteral("EPT");
    part.header.points = set.points;
    part.header.crs = set.crs;
    part.header.verticalCrs = set.verticalCrs;
    part.header.extent = set.extent;
    part.header.minZ = set.minZ;
    part.header.maxZ = set.maxZ;
    const char *const names[] = {"X", "Y", "Z"};
    for (int i = 0; i < 3; ++i) {
        part.header.scale[i] = set.field(QLatin1String(names[i]))->scale;
        part.header.offset[i] = set.field(QLatin1String(names[i]))->offset;
    }
    if (const EptField *field = set.field(QStringLiteral("Classification")))
        part.classes = field->counts;
    // The coarsest nodes come first, and hold a sample of the whole.
    for (size_t i = 0; i < set.nodes.size() && i < 4 && set.dataType == QLatin1String("laszip"); ++i)
        takeSample(part, set.nodePath(set.nodes[i].key), i == 0);
    part.more = {{QStringLiteral("data_type"), set.dataType}, {QStringLiteral("span"), set.span},
        {QStringLiteral("nodes"), qint64(set.nodes.size())}};
}

void takeVpc(Part &part, const QString &path)
{
    const auto vpc = readVpc(path);
    if (!vpc) {
        part.problem = vpc.error();
        return;
    }
    part.driver = QStringLiteral("VPC");
    part.header.points = vpc->points;
    part.header.crs = vpc->crs;
    part.header.verticalCrs = vpc->verticalCrs;
    bool isFirst = true;
    for (const VpcTile &tile : vpc->tiles) {
        if (!tile.hasBox)
            continue;
        part.header.extent = isFirst ? tile.extent : part.header.extent.united(tile.extent);
        part.header.minZ = isFirst ? tile.minZ : std::min(part.header.minZ, tile.minZ);
        part.header.maxZ = isFirst ? tile.maxZ : std::max(part.header.maxZ, tile.maxZ);
        isFirst = false;
    }
    const QStringList local = vpc->localFiles();
    const qsizetype count = std::min<qsizetype>(local.size(), qsizetype(kMostChunks));
    for (qsizetype i = 0; i < count; ++i)
        takeSample(part, local[i * local.size() / count], i == 0);
    part.more = {{QStringLiteral("tiles"), qint64(vpc->tiles.size())}};
}

Part looked(const QString &path)
{
    Part part;
    if (EptFile::isEpt(path)) {
        takeEpt(part, path);
    } else if (isVpc(path)) {
        takeVpc(part, path);
    } else if (const auto file = LasFile::open(path); !file) {
        part.problem = file.error();
    } else {
        part.file = *file;
        part.header = part.file->header();
        part.driver = part.header.isCompressed ? QStringLiteral("LAZ") : QStringLiteral("LAS");
        if (const auto copc = part.header.isCopc ? CopcFile::open(path) : tl::unexpected<Error>(Error{})) {
            part.driver = QStringLiteral("COPC");
            part.more = {{QStringLiteral("spacing"), (*copc)->info().spacing},
                {QStringLiteral("nodes"),
                    qint64(std::count_if((*copc)->nodes().begin(), (*copc)->nodes().end(),
                        [](const CopcNode &node) { return node.chunk.points > 0; }))}};
        }
    }
    return part;
}

struct ClassCount
{
    QMap<int, qint64> counts;
    qint64 points = 0;
    bool isSample = false;
};

/// All chunks where they are few, else kMostChunks of them at equal distances. A file without chunk table has none that are
/// cheap to find.
Result<ClassCount> countClasses(const std::vector<Part> &parts, const WorkControl &control)
{
    ClassCount result;
    std::vector<std::pair<const LasFile *, LasChunk>> all;
    const auto take = [&](const std::shared_ptr<const LasFile> &file) {
        if (!file->hasChunkTable())
            result.isSample = true;
        else
            for (const LasChunk &chunk : file->chunks())
                all.emplace_back(file.get(), chunk);
    };
    for (const Part &part : parts) {
        if (part.file)
            take(part.file);
        if (!part.classes.isEmpty())
            continue;
        qint64 sampled = 0;
        for (const auto &file : part.samples) {
            take(file);
            sampled += file->header().points;
        }
        result.isSample = result.isSample || (!part.file && sampled < part.header.points);
    }
    std::vector<std::pair<const LasFile *, LasChunk>> some;
    const size_t count = std::min(all.size(), kMostChunks);
    for (size_t i = 0; i < count; ++i)
        some.push_back(all[i * all.size() / count]);
    result.isSample = result.isSample || some.size() < all.size();
    std::array<std::atomic<qint64>, 256> counts{};
    std::atomic<qint64> points{0};
    std::atomic<bool> isDamaged{false};
    const auto countChunk = [&](int, qint64 index) -> Status {
        const auto &[file, chunk] = some[size_t(index)];
        auto decoder = ChunkDecoder::create(file->layout(), LasFields::CoordinatesAndClass);
        QByteArray records(chunk.points * file->layout().recordLength, Qt::Uninitialized);
        if (!decoder || !file->decode(chunk, **decoder, records.data())) {
            isDamaged = true;
            return {};
        }
        const PointView view(file->layout().pointFormat);
        std::array<qint64, 256> own{};
        for (qint64 i = 0; i < chunk.points; ++i)
            ++own[size_t(view.classification(records.constData() + i * file->layout().recordLength))];
        for (size_t i = 0; i < own.size(); ++i)
            counts[i] += own[i];
        points += chunk.points;
        return {};
    };
    TUILERIE_CHECK(parallel(workersFor(some.size()), qint64(some.size()), control, countChunk));
    result.isSample = result.isSample || isDamaged;
    result.points = points;
    for (int i = 0; i < 256; ++i) {
        if (counts[size_t(i)] > 0)
            result.counts.insert(i, counts[size_t(i)]);
    }
    for (const Part &part : parts) {
        for (auto it = part.classes.cbegin(); it != part.classes.cend(); ++it) {
            result.counts[it.key()] += it.value();
            result.points += it.value();
        }
    }
    return result;
}

QJsonValue classesJson(const ClassCount &count)
{
    if (count.points == 0)
        return {};
    QJsonObject object;
    for (auto it = count.counts.cbegin(); it != count.counts.cend(); ++it)
        object.insert(QString::number(it.key()), it.value());
    return object;
}

QJsonValue textOrNull(const QString &text)
{
    return text.isEmpty() ? QJsonValue() : QJsonValue(text);
}

QJsonObject describe(const Part &first)
{
    const LasHeader &header = first.header;
    QJsonArray extra;
    for (const ExtraByteField &field : header.extraFields)
        extra.append(field.name);
    QJsonObject object = first.more;
    const bool hasScale = header.scale[0] != 0 || first.file;
    object.insert(QStringLiteral("scale"),
        hasScale ? QJsonValue(QJsonArray{header.scale[0], header.scale[1], header.scale[2]}) : QJsonValue());
    object.insert(QStringLiteral("offset"),
        hasScale ? QJsonValue(QJsonArray{header.offset[0], header.offset[1], header.offset[2]}) : QJsonValue());
    object.insert(QStringLiteral("vertical_crs"), textOrNull(verticalTitle(header.verticalCrs)));
    object.insert(QStringLiteral("extra_attributes"), extra);
    object.insert(QStringLiteral("software"), textOrNull(header.software));
    object.insert(QStringLiteral("creation"),
        header.creation.isValid() ? QJsonValue(header.creation.toString(Qt::ISODate)) : QJsonValue());
    const bool isSeen = first.file || !first.samples.empty(); // else only a description was there
    object.insert(
        QStringLiteral("version"), isSeen ? QJsonValue(QStringLiteral("1.%1").arg(header.versionMinor)) : QJsonValue());
    object.insert(QStringLiteral("format"), isSeen ? QJsonValue(header.pointFormat) : QJsonValue());
    return object;
}

} // namespace

Result<CloudInspection> inspectClouds(const QString &path, const std::vector<FileEntry> &files, WorkControl &control)
{
    std::vector<Part> parts(files.size());
    TUILERIE_CHECK(parallel(workersFor(files.size()), qint64(files.size()), control, [&](int, qint64 index) -> Status {
        parts[size_t(index)] = looked(files[size_t(index)].path);
        return {};
    }));
    if (files.size() == 1 && parts.front().problem)
        return fail(*parts.front().problem);
    for (const Part &part : parts) {
        if (part.problem)
            control.warning(part.problem->message);
    }
    std::erase_if(parts, [](const Part &part) { return part.problem.has_value(); });
    if (parts.empty())
        return fail(ErrorCode::Corrupt, tr("None of the point cloud files of %1 can be read.").arg(path));

    CloudInspection result;
    const Part &first = parts.front();
    result.crs = first.header.crs;
    std::map<QString, qint64> drivers;
    qint64 points = 0;
    double area = 0, lowest = first.header.minZ, highest = first.header.maxZ;
    for (const Part &part : parts) {
        const LasHeader &header = part.header;
        ++drivers[part.driver];
        points += header.points;
        lowest = std::min(lowest, header.minZ);
        highest = std::max(highest, header.maxZ);
        area += header.extent.width() * header.extent.height();
        Extent &whole = result.extent ? *result.extent : result.extent.emplace(header.extent);
        whole = {std::min(whole.west, header.extent.west), std::min(whole.south, header.extent.south),
            std::max(whole.east, header.extent.east), std::max(whole.north, header.extent.north)};
    }
    result.driver = std::max_element(drivers.begin(), drivers.end(), [](const auto &a, const auto &b) {
        return a.second < b.second;
    })->first;
    TUILERIE_TRY(classes, countClasses(parts, control));
    const auto crs = result.crs.isEmpty() ? Result<Crs>{} : Crs::fromText(result.crs);
    const double unit = crs && crs->isValid() ? (crs->isGeographic() ? 0 : crs->metersPerUnit()) : 1;
    QJsonObject &object = result.pointcloud;
    object = describe(first);
    object.insert(QStringLiteral("points"), points);
    object.insert(QStringLiteral("bounds_z"), QJsonArray{lowest, highest});
    object.insert(QStringLiteral("density_per_m2"),
        area > 0 && unit > 0 ? QJsonValue(double(points) / (area * unit * unit)) : QJsonValue());
    object.insert(QStringLiteral("classes"), classesJson(classes));
    object.insert(QStringLiteral("classes_sampled"), classes.isSample);
    object.insert(QStringLiteral("sampled_points"), classes.points);
    return result;
}

} // namespace tuilerie
