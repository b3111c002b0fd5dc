// SPDX-License-Identifier: GPL-3.0-or-later
#include "check/pointcloud/verifycopc.h"

#include "base/work/parallel.h"
#include "check/pointcloud/recordsum.h"
#include "check/pointcloud/verifynodes.h"
#include "source/pointcloud/eptfile.h"
#include "source/pointcloud/vpcfile.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QJsonArray>

#include <algorithm>
#include <cmath>

namespace tuilerie {

namespace {

QString tr(const char *sentence)
{
    return QCoreApplication::translate("tuilerie::VerifyPointCloud", sentence);
}

/// Is it an octree of one of the two kinds? A LAS file of another kind is none.
bool isTree(const QString &path)
{
    return EptFile::isEpt(path) || CopcFile::isCopc(path);
}

Status verifyTree(const QString &path, PointCloudVerification &result, ErrorList &errors, ProgressMeter &meter)
{
    if (EptFile::isEpt(path)) {
        return verifyEpt(path, result, errors, meter);
    } else if (const auto copc = CopcFile::open(path)) {
        return verifyCopc(**copc, result, errors, meter);
    } else {
        errors.add(copc.error().message);
    }
    return {};
}

Status verifyTile(
    const VpcFile &vpc, const VpcTile &tile, PointCloudVerification &result, ErrorList &errors, ProgressMeter &meter)
{
    if (tile.stacVersion != QLatin1String("1.0.0") || !tile.hasGeometry)
        errors.add(tr("%1: the tile %2 has no geometry or is not of STAC 1.0.0; QGIS refuses it.").arg(vpc.path, tile.id));
    if (!tile.hasBox || tile.crs.isEmpty() || tile.points < 0)
        errors.add(
            tr("%1: the tile %2 lacks proj:bbox, its coordinate reference system or pc:count.").arg(vpc.path, tile.id));
    if (!tile.crs.isEmpty() && tile.crs != vpc.crs)
        errors.add(tr("%1: the tile %2 is in another coordinate reference system than the first.").arg(vpc.path, tile.id));
    if (!tile.isLocal) {
        errors.add(tr("%1: %2 lies on a server and was not read.").arg(vpc.path, tile.href));
        return {};
    }
    if (!QFileInfo::exists(tile.href)) {
        errors.add(tr("%1 is listed but does not exist.").arg(tile.href));
        return {};
    }
    if (!isTree(tile.href)) {
        errors.add(tr("%1 is neither COPC nor EPT.").arg(tile.href));
        return {};
    }
    if (!tile.overviewHref.isEmpty() && !tile.overviewHref.contains(QLatin1String("://")) && !isTree(tile.overviewHref))
        errors.add(tr("%1, the overview, is neither COPC nor EPT.").arg(tile.overviewHref));
    const qint64 before = result.points;
    TUILERIE_CHECK(verifyTree(tile.href, result, errors, meter));
    if (tile.points >= 0 && result.points - before != tile.points)
        errors.add(tr("%1: the tile %2 has %3 points, not %4.")
                       .arg(vpc.path, tile.id)
                       .arg(result.points - before)
                       .arg(tile.points));
    if (const auto header = EptFile::isEpt(tile.href) ? tl::unexpected<Error>(Error{}) : readLasHeader(tile.href);
        header && tile.hasBox) {
        const double slack = 0.01 + std::abs(header->scale[0]);
        const Extent &box = header->extent;
        if (std::abs(box.west - tile.extent.west) > slack || std::abs(box.south - tile.extent.south) > slack
            || std::abs(box.east - tile.extent.east) > slack || std::abs(box.north - tile.extent.north) > slack)
            errors.add(tr("%1: proj:bbox of the tile %2 is not that of its file.").arg(vpc.path, tile.id));
    }
    return {};
}

} // namespace

QJsonObject PointCloudVerification::toJson() const
{
    QJsonObject counts;
    for (auto it = classes.cbegin(); it != classes.cend(); ++it)
        counts.insert(QString::number(it.key()), it.value());
    return {{QStringLiteral("kind"), kind}, {QStringLiteral("files"), files}, {QStringLiteral("nodes"), nodes},
        {QStringLiteral("points"), points}, {QStringLiteral("bytes"), bytes},
        {QStringLiteral("checksum"), QStringLiteral("%1").arg(checksum, 16, 16, QLatin1Char('0'))},
        {QStringLiteral("classes"), counts}, {QStringLiteral("errors"), QJsonArray::fromStringList(errors)}};
}

Result<PointCloudVerification> verifyPointCloud(const QString &path, WorkControl &control)
{
    PointCloudVerification result;
    ErrorList errors;
    const QString step = QStringLiteral("verify");
    if (EptFile::isEpt(path)) {
        result.kind = QStringLiteral("EPT");
        const auto ept = EptFile::open(path);
        ProgressMeter meter(control, step, ept ? (*ept)->points : 0);
        TUILERIE_CHECK(verifyEpt(path, result, errors, meter));
    } else if (isVpc(path)) {
        result.kind = QStringLiteral("VPC");
        TUILERIE_TRY(vpc, readVpc(path));
        ProgressMeter meter(control, step, vpc.points);
        for (const VpcTile &tile : vpc.tiles) {
            TUILERIE_CHECK(checkStop(control));
            TUILERIE_CHECK(verifyTile(vpc, tile, result, errors, meter));
        }
        result.bytes += QFileInfo(path).size();
        ++result.files;
    } else {
        result.kind = QStringLiteral("COPC");
        TUILERIE_TRY(file, LasFile::open(path));
        if (!CopcFile::isCopc(path))
            return fail(ErrorCode::Unsupported,
                tr("%1 is no COPC, EPT or VPC, but a plain LAS or LAZ file. Check it with \"check\", or generate a COPC "
                   "from it.")
                    .arg(path));
        ProgressMeter meter(control, step, file->header().points);
        TUILERIE_CHECK(verifyTree(path, result, errors, meter));
    }
    TUILERIE_CHECK(checkStop(control));
    result.errors = errors.take();
    return result;
}

Result<PointSum> sumOfPoints(const QStringList &files, const QString &like, WorkControl &control)
{
    TUILERIE_TRY(target, readLasHeader(like));
    std::vector<std::shared_ptr<const LasFile>> opened;
    std::vector<std::pair<size_t, size_t>> chunks;
    qint64 total = 0;
    for (const QString &path : files) {
        TUILERIE_TRY(file, LasFile::open(path));
        for (size_t i = 0; i < file->chunks().size(); ++i) {
            chunks.emplace_back(opened.size(), i);
            total += file->chunks()[i].points;
        }
        opened.push_back(file);
    }
    ProgressMeter meter(control, QStringLiteral("sum"), total);
    std::vector<PointSum> sums(static_cast<size_t>(checkWorkers()));
    const auto sumChunk = [&](int worker, qint64 index) -> Status {
        const LasFile &file = *opened[chunks[size_t(index)].first];
        const LasChunk &chunk = file.chunks()[chunks[size_t(index)].second];
        const int length = file.layout().recordLength;
        QByteArray records(chunk.points * length, Qt::Uninitialized);
        TUILERIE_TRY(decoder, ChunkDecoder::create(file.layout()));
        TUILERIE_CHECK(file.decode(chunk, *decoder, records.data()));
        RecordUpgrade upgrade(file.header(), target);
        PointSum &sum = sums[size_t(worker)];
        for (qint64 i = 0; i < chunk.points; ++i)
            sum.checksum += recordHash(upgrade.apply(records.constData() + i * length), target.recordLength);
        sum.points += chunk.points;
        return meter.add(chunk.points);
    };
    TUILERIE_CHECK(parallel(checkWorkers(), qint64(chunks.size()), sumChunk));
    PointSum all;
    for (const PointSum &sum : sums)
        all = {all.points + sum.points, all.checksum + sum.checksum};
    return all;
}

} // namespace tuilerie
