// SPDX-License-Identifier: GPL-3.0-or-later
#include "check/pointcloud/verifycopc.h"

#include "check/pointcloud/parallel.h"
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

void verifyTree(const QString &path, PointCloudVerification &result, ErrorList &errors, PointProgress &progress)
{
    if (EptFile::isEpt(path)) {
        verifyEpt(path, result, errors, progress);
    } else if (const auto copc = CopcFile::open(path)) {
        verifyCopc(**copc, result, errors, progress);
    } else {
        errors.add(copc.error().message);
    }
}

void verifyTile(
    const VpcFile &vpc, const VpcTile &tile, PointCloudVerification &result, ErrorList &errors, PointProgress &progress)
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
        return;
    }
    if (!QFileInfo::exists(tile.href)) {
        errors.add(tr("%1 is listed but does not exist.").arg(tile.href));
        return;
    }
    if (!isTree(tile.href)) {
        errors.add(tr("%1 is neither COPC nor EPT.").arg(tile.href));
        return;
    }
    if (!tile.overviewHref.isEmpty() && !tile.overviewHref.contains(QLatin1String("://")) && !isTree(tile.overviewHref))
        errors.add(tr("%1, the overview, is neither COPC nor EPT.").arg(tile.overviewHref));
    const qint64 before = result.points;
    verifyTree(tile.href, result, errors, progress);
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
}

Status stopped(const WorkControl &control)
{
    switch (control.shouldStop()) {
    case StopRequest::None: return {};
    case StopRequest::Pause: return fail(ErrorCode::Paused, tr("The verification was stopped."));
    case StopRequest::Cancel: break;
    }
    return fail(ErrorCode::Cancelled, tr("The verification was stopped."));
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
        PointProgress progress(control, ept ? (*ept)->points : 0, step);
        verifyEpt(path, result, errors, progress);
    } else if (isVpc(path)) {
        result.kind = QStringLiteral("VPC");
        TUILERIE_TRY(vpc, readVpc(path));
        PointProgress progress(control, vpc.points, step);
        for (const VpcTile &tile : vpc.tiles) {
            TUILERIE_CHECK(stopped(control));
            verifyTile(vpc, tile, result, errors, progress);
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
        PointProgress progress(control, file->header().points, step);
        verifyTree(path, result, errors, progress);
    }
    TUILERIE_CHECK(stopped(control));
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
    PointProgress progress(control, total, QStringLiteral("sum"));
    std::vector<PointSum> sums(checkWorkers());
    std::mutex mutex;
    std::optional<Error> error;
    inParallel(chunks.size(), [&](size_t index, int worker) {
        const LasFile &file = *opened[chunks[index].first];
        const LasChunk &chunk = file.chunks()[chunks[index].second];
        const int length = file.layout().recordLength;
        QByteArray records(chunk.points * length, Qt::Uninitialized);
        auto decoder = ChunkDecoder::create(file.layout());
        if (auto done = decoder ? file.decode(chunk, **decoder, records.data()) : Status(fail(decoder.error())); !done) {
            const std::lock_guard lock(mutex);
            error = done.error();
            return false;
        }
        RecordUpgrade upgrade(file.header(), target);
        PointSum &sum = sums[size_t(worker)];
        for (qint64 i = 0; i < chunk.points; ++i)
            sum.checksum += recordHash(upgrade.apply(records.constData() + i * length), target.recordLength);
        sum.points += chunk.points;
        return progress.add(chunk.points);
    });
    TUILERIE_CHECK(stopped(control));
    if (error)
        return fail(*error);
    PointSum all;
    for (const PointSum &sum : sums)
        all = {all.points + sum.points, all.checksum + sum.checksum};
    return all;
}

} // namespace tuilerie
