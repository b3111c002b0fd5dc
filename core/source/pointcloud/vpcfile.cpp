// SPDX-License-Identifier: GPL-3.0-or-later
#include "source/pointcloud/vpcfile.h"

#include "base/filename.h"
#include "source/lascrs.h"
#include "source/outside.h"
#include "source/pointcloud/bytefile.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QUrl>

#include <algorithm>
#include <cmath>

namespace tuilerie {

namespace {

QString tr(const char *sentence)
{
    return QCoreApplication::translate("tuilerie::PointCloudSource", sentence);
}

tl::unexpected<Error> wrong(const QString &path, const QString &what)
{
    return fail(ErrorCode::Corrupt,
        tr("%1 is no valid virtual point cloud: %2. Make it again from its tiles.").arg(path, what), what);
}

/// Absolute path or URL of an href, which may be relative to the file.
QString resolved(const QString &href, const QDir &folder, bool &isLocal)
{
    isLocal = true;
    if (href.startsWith(QLatin1String("file:")))
        return pathOfUrl(QUrl(href));
    if (href.contains(QLatin1String("://"))) {
        isLocal = false;
        return href;
    }
    return QDir::cleanPath(folder.absoluteFilePath(href));
}

bool hasRole(const QJsonObject &asset, const char *role)
{
    const QJsonArray roles = asset.value(QStringLiteral("roles")).toArray();
    return std::any_of(
        roles.begin(), roles.end(), [role](const QJsonValue &value) { return value.toString() == QLatin1String(role); });
}

void takeAssets(const QJsonObject &assets, const QDir &folder, VpcTile &tile)
{
    for (auto it = assets.constBegin(); it != assets.constEnd(); ++it) {
        const QJsonObject asset = it.value().toObject();
        const QString href = asset.value(QStringLiteral("href")).toString();
        bool isLocal = true;
        if (href.isEmpty())
            continue;
        if (it.key() == QLatin1String("overview") || hasRole(asset, "overview"))
            tile.overviewHref = resolved(href, folder, isLocal);
        else if (tile.href.isEmpty() || it.key() == QLatin1String("data"))
            tile.href = resolved(href, folder, tile.isLocal);
    }
}

} // namespace

QStringList VpcFile::localFiles() const
{
    QStringList files;
    for (const VpcTile &tile : tiles) {
        if (tile.isLocal)
            files << tile.href;
    }
    return files;
}

bool isVpc(const QString &path)
{
    if (path.endsWith(QLatin1String(".vpc"), Qt::CaseInsensitive))
        return true;
    const auto file =
        path.endsWith(QLatin1String(".json"), Qt::CaseInsensitive) ? ByteFile::open(path) : tl::unexpected<Error>(Error{});
    const auto head = file ? (*file)->readUpTo(0, 1 << 16) : tl::unexpected<Error>(Error{});
    return head && head->contains("\"FeatureCollection\"") && head->contains("\"stac_version\"") && head->contains("\"pc:");
}

Result<VpcFile> readVpc(const QString &path)
{
    TUILERIE_TRY(file, ByteFile::open(path));
    if (file->size() > (qint64(1) << 30))
        return wrong(path, tr("it is too large"));
    TUILERIE_TRY(bytes, file->read(0, file->size()));
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(bytes, &error);
    const QJsonObject root = document.object();
    if (root.value(QStringLiteral("type")).toString() != QLatin1String("FeatureCollection"))
        return wrong(path,
            document.isObject() ? tr("it is no feature collection")
                                : tr("it is no JSON object (%1)").arg(error.errorString()));
    VpcFile vpc;
    vpc.path = absolutePath(path);
    const QDir folder(QFileInfo(vpc.path).path());
    QHash<QString, CloudCrs> crsNames; // the same WKT in thousands of tiles
    for (const QJsonValue &value : root.value(QStringLiteral("features")).toArray()) {
        const QJsonObject feature = value.toObject();
        const QJsonObject properties = feature.value(QStringLiteral("properties")).toObject();
        VpcTile tile;
        tile.id = feature.value(QStringLiteral("id")).toString();
        tile.stacVersion = feature.value(QStringLiteral("stac_version")).toString();
        tile.hasGeometry = feature.value(QStringLiteral("geometry")).toObject().contains(QLatin1String("coordinates"));
        takeAssets(feature.value(QStringLiteral("assets")).toObject(), folder, tile);
        if (tile.href.isEmpty())
            return wrong(path, tr("the tile \"%1\" names no file").arg(tile.id));
        if (tile.isLocal)
            TUILERIE_CHECK(namesInside(vpc.path, tile.href));
        if (tile.overviewHref.startsWith(QLatin1Char('/')))
            TUILERIE_CHECK(namesInside(vpc.path, tile.overviewHref));
        // −1 only stands for a count that is not there: one that is there is a whole number of points.
        const QJsonValue count = properties.value(QStringLiteral("pc:count"));
        tile.points = count.toInteger(-1);
        if (count.isDouble() && tile.points < 0)
            return wrong(path, tr("the tile \"%1\" has %2 points").arg(tile.id, count.toVariant().toString()));
        const QJsonArray box = properties.value(QStringLiteral("proj:bbox")).toArray();
        if (box.size() == 6) {
            tile.hasBox = true;
            tile.extent = {box[0].toDouble(), box[1].toDouble(), box[3].toDouble(), box[4].toDouble()};
            tile.minZ = box[2].toDouble();
            tile.maxZ = box[5].toDouble();
            const auto isNumber = [](const QJsonValue &corner) {
                return corner.isDouble() && std::isfinite(corner.toDouble());
            };
            if (!std::all_of(box.begin(), box.end(), isNumber) || tile.extent.west > tile.extent.east
                || tile.extent.south > tile.extent.north || tile.minZ > tile.maxZ)
                return wrong(path, tr("the box of the tile \"%1\" is not six numbers, least first").arg(tile.id));
        }
        QString name = properties.value(QStringLiteral("proj:wkt2")).toString();
        if (const int code = properties.value(QStringLiteral("proj:epsg")).toInt(); name.isEmpty() && code > 0)
            name = QStringLiteral("EPSG:%1").arg(code);
        if (!name.isEmpty()) {
            if (!crsNames.contains(name))
                crsNames.insert(name, cloudCrsOfText(name.toUtf8()));
            tile.crs = crsNames.value(name).horizontal;
            tile.verticalCrs = crsNames.value(name).vertical;
        }
        if (vpc.crs.isEmpty()) {
            vpc.crs = tile.crs;
            vpc.verticalCrs = tile.verticalCrs;
        }
        if (tile.points > 0 && qAddOverflow(vpc.points, tile.points, &vpc.points))
            return wrong(path, tr("its tiles hold more points than there can be"));
        vpc.tiles.push_back(std::move(tile));
    }
    if (vpc.tiles.empty())
        return wrong(path, tr("it lists no tile"));
    return vpc;
}

} // namespace tuilerie
