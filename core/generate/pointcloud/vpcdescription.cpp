// SPDX-License-Identifier: GPL-3.0-or-later
#include "generate/pointcloud/vpc.h"

#include "grid/crs.h"
#include "source/lascrs.h"

#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>

namespace tuilerie::pointcloud {

namespace {

QJsonArray ring(const std::vector<Point> &corners, double z)
{
    QJsonArray list;
    for (size_t i = 0; i <= corners.size(); ++i) {
        const Point &p = corners[i % corners.size()];
        list.append(QJsonArray{p.x, p.y, z});
    }
    return QJsonArray{QJsonValue(list)}; // a list of an array alone may be read as its copy
}

QJsonObject polygon(const std::vector<Point> &corners, double z)
{
    return {{QStringLiteral("type"), QStringLiteral("Polygon")}, {QStringLiteral("coordinates"), ring(corners, z)}};
}

QJsonArray schemas(const CloudInput &file)
{
    struct Attribute
    {
        const char *name, *type;
        int size, format;
    };
    static constexpr Attribute attributes[] = {{"X", "floating", 8, 0}, {"Y", "floating", 8, 0}, {"Z", "floating", 8, 0},
        {"Intensity", "unsigned", 2, 0}, {"ReturnNumber", "unsigned", 1, 0}, {"NumberOfReturns", "unsigned", 1, 0},
        {"ScanDirectionFlag", "unsigned", 1, 0}, {"EdgeOfFlightLine", "unsigned", 1, 0},
        {"Classification", "unsigned", 1, 0}, {"ScanAngleRank", "floating", 4, 0}, {"UserData", "unsigned", 1, 0},
        {"PointSourceId", "unsigned", 2, 0}, {"GpsTime", "floating", 8, 0}, {"ScannerChannel", "unsigned", 1, 0},
        {"Red", "unsigned", 2, 7}, {"Green", "unsigned", 2, 7}, {"Blue", "unsigned", 2, 7}, {"Infrared", "unsigned", 2, 8}};
    QJsonArray list;
    const auto add = [&list](const QString &name, const QString &type, int size) {
        list.append(
            QJsonObject{{QStringLiteral("name"), name}, {QStringLiteral("type"), type}, {QStringLiteral("size"), size}});
    };
    for (const Attribute &attribute : attributes)
        if (file.layout.pointFormat >= attribute.format)
            add(QString::fromLatin1(attribute.name), QString::fromLatin1(attribute.type), attribute.size);
    for (const ExtraByteField &field : file.extra)
        if (const int type = field.type; type >= 1 && type <= 10)
            add(field.name,
                type >= 9      ? QStringLiteral("floating")
                    : type % 2 ? QStringLiteral("unsigned")
                               : QStringLiteral("signed"),
                field.size);
    return list;
}

QJsonObject asset(const QString &href, const char *role)
{
    return {{QStringLiteral("href"), href}, {QStringLiteral("roles"), QJsonArray{QString::fromLatin1(role)}}};
}

} // namespace

Result<QByteArray> vpcDescription(const std::vector<CloudInput> &files, const QStringList &hrefs, const QString &overview)
{
    TUILERIE_TRY(degrees, Crs::fromText(QStringLiteral("EPSG:4326")));
    QJsonArray features;
    QString lastCrs;
    std::optional<CrsTransform> transform;
    Crs crs;
    for (size_t i = 0; i < files.size(); ++i) {
        const CloudInput &file = files[i];
        if (!transform || file.crs != lastCrs) {
            TUILERIE_TRY(own, Crs::fromText(file.crs));
            TUILERIE_TRY(made, CrsTransform::create(own, degrees));
            transform.emplace(std::move(made));
            crs = own;
            lastCrs = file.crs;
        }
        const double *low = file.minimum, *high = file.maximum;
        const std::vector<Point> corners{{low[0], low[1]}, {high[0], low[1]}, {high[0], high[1]}, {low[0], high[1]}};
        std::vector<Point> places = corners;
        transform->forward(std::span<Point>(places));
        double west = places[0].x, east = west, south = places[0].y, north = south;
        for (const Point &p : places) {
            west = std::min(west, p.x), east = std::max(east, p.x);
            south = std::min(south, p.y), north = std::max(north, p.y);
        }
        const QDate date = file.creation.isValid() ? file.creation : QDate(2000, 1, 1);
        QJsonObject properties{{QStringLiteral("datetime"), date.toString(Qt::ISODate) + QStringLiteral("T00:00:00Z")},
            {QStringLiteral("pc:count"), file.points},
            {QStringLiteral("pc:encoding"), QStringLiteral("application/vnd.laszip+copc")},
            {QStringLiteral("pc:schemas"), schemas(file)}, {QStringLiteral("pc:type"), QStringLiteral("lidar")},
            {QStringLiteral("proj:wkt2"), wktOf({file.crs, file.verticalCrs}, CloudWkt::Two)},
            {QStringLiteral("proj:bbox"), QJsonArray{low[0], low[1], low[2], high[0], high[1], high[2]}},
            {QStringLiteral("proj:geometry"), polygon(corners, low[2])}};
        if (crs.id().startsWith(QLatin1String("EPSG:")))
            properties.insert(QStringLiteral("proj:epsg"), crs.id().mid(5).toInt());
        QJsonObject assets{{QStringLiteral("data"), asset(hrefs[qsizetype(i)], "data")}};
        if (!overview.isEmpty())
            assets.insert(QStringLiteral("overview"), asset(overview, "overview"));
        features.append(QJsonObject{{QStringLiteral("type"), QStringLiteral("Feature")},
            {QStringLiteral("stac_version"), QStringLiteral("1.0.0")},
            {QStringLiteral("stac_extensions"),
                QJsonArray{QStringLiteral("https://stac-extensions.github.io/pointcloud/v1.0.0/schema.json"),
                    QStringLiteral("https://stac-extensions.github.io/projection/v1.1.0/schema.json")}},
            {QStringLiteral("id"), QFileInfo(hrefs[qsizetype(i)]).fileName()},
            {QStringLiteral("geometry"), polygon(places, low[2])},
            {QStringLiteral("bbox"), QJsonArray{west, south, low[2], east, north, high[2]}},
            {QStringLiteral("properties"), properties}, {QStringLiteral("links"), QJsonArray{}},
            {QStringLiteral("assets"), assets}});
    }
    const QJsonObject collection{
        {QStringLiteral("type"), QStringLiteral("FeatureCollection")}, {QStringLiteral("features"), features}};
    return QJsonDocument(collection).toJson();
}

} // namespace tuilerie::pointcloud
