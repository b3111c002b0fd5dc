// SPDX-License-Identifier: GPL-3.0-or-later
// tuilerie-sample: makes an invented commune in Lambert-93, as orthophoto tiles, a GeoPackage and LAZ tiles of the same
// terrain. The same seed gives the same files; any size.
#include "geopackage.h"
#include "lidar.h"
#include "base/work/parallel.h"
#include "orthophoto.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <gdal_priv.h>

#include <algorithm>
#include <cstdio>

using namespace tuilerie::sample;
using tuilerie::workerCount;

int main(int argc, char *argv[])
{
    QCoreApplication application(argc, argv);
    QCommandLineParser parser;
    parser.setApplicationDescription(QStringLiteral(
        "Makes an invented commune in Lambert-93: orthophoto tiles, a GeoPackage and LAZ tiles of the same terrain."));
    parser.addHelpOption();
    const auto option = [&parser](const char *name, const char *text, const char *value, const char *standard) {
        const QString key = QString::fromLatin1(name);
        parser.addOption({key, QString::fromLatin1(text), QString::fromLatin1(value), QString::fromLatin1(standard)});
        return key;
    };
    const QString output = option("output", "Folder to write: ortho/, vector/ and lidar/ in it.", "DIR", "sample");
    const QString only = option("only", "Comma list of ortho, vector, lidar.", "KINDS", "ortho,vector,lidar");
    const QString seedOption = option("seed", "Another seed gives another commune.", "N", "1");
    const QString tiles = option("tiles", "Orthophoto tiles, across and down.", "NxM", "4x4");
    const QString pixels = option("tile-pixels", "Pixels of a tile's side.", "N", "1000");
    const QString cell = option("cell", "Metres of a pixel.", "M", "0.5");
    const QString compression = option("compression", "Of the TIFF tiles: NONE, DEFLATE, LZW, JPEG.", "NAME", "DEFLATE");
    const QString density = option("density", "LiDAR pulses a square metre.", "N", "0.5");
    const QString lidarTile = option("lidar-tile", "Metres of a LAZ tile's side.", "M", "1000");
    const QString features = option("features",
        "Instead of all that, an invented cadastre of at least so many features: vector/cadastre.gpkg.", "N", "0");
    const QString lidarFormat =
        option("lidar-format", "Point format of the LAZ files: 6, 7, 8 (LAS 1.4), 1, 3 (LAS 1.2).", "N", "6");
    const QString lidarStrips = QStringLiteral("lidar-strips"), lidarExtra = QStringLiteral("lidar-extra");
    parser.addOption({lidarStrips, QStringLiteral("LAZ files of overlapping strips instead of tiles.")});
    parser.addOption({lidarExtra, QStringLiteral("LAZ files with a field of extra bytes.")});
    const QString threadsOption = option("threads", "Threads.", "N", "0");
    parser.process(application);

    const QStringList count = parser.value(tiles).split(QLatin1Char('x'));
    OrthophotoOptions ortho;
    ortho.tilesX = count.value(0).toInt();
    ortho.tilesY = count.value(1).toInt();
    ortho.tilePixels = parser.value(pixels).toInt();
    ortho.cellSize = parser.value(cell).toDouble();
    if (ortho.tilesX < 1 || ortho.tilesY < 1 || ortho.tilePixels < 16 || !(ortho.cellSize > 0)) {
        std::fprintf(stderr, "--tiles wants NxM, --tile-pixels at least 16, --cell a positive number of metres\n");
        return 2;
    }
    ortho.compression = parser.value(compression).toUpper();
    ortho.folder = parser.value(output) + QStringLiteral("/ortho");
    const int threads = parser.value(threadsOption).toInt();
    ortho.threads = workerCount(threads);

    LidarOptions lidar;
    lidar.folder = parser.value(output) + QStringLiteral("/lidar");
    lidar.density = parser.value(density).toDouble();
    lidar.tileSize = parser.value(lidarTile).toDouble();
    lidar.threads = ortho.threads;
    lidar.pointFormat = parser.value(lidarFormat).toInt();
    lidar.strips = parser.isSet(lidarStrips);
    lidar.extraBytes = parser.isSet(lidarExtra);
    if (!(lidar.density > 0) || !(lidar.tileSize > 0) || !QList<int>{1, 3, 6, 7, 8}.contains(lidar.pointFormat)) {
        std::fprintf(stderr, "--density and --lidar-tile want positive numbers, --lidar-format 1, 3, 6, 7 or 8\n");
        return 2;
    }

    GDALAllRegister();
    const auto seed = uint32_t(parser.value(seedOption).toULongLong());
    // A whole kilometre of Lambert-93, in the middle of the country.
    const double originX = 701000, originY = 6602000;
    if (const long long wanted = parser.value(features).toLongLong(); wanted > 0)
        return writeCadastre(parser.value(output) + QStringLiteral("/vector/cadastre.gpkg"), seed, wanted, originX, originY)
            ? 0
            : 1;
    const double size = std::max(ortho.tilesX, ortho.tilesY) * ortho.tilePixels * ortho.cellSize;
    const Terrain terrain(seed, originX, originY, size);
    const Plan plan = makePlan(seed, originX, originY, size, terrain);

    const QStringList kinds = parser.value(only).split(QLatin1Char(','));
    bool good = true;
    if (kinds.contains(QLatin1String("ortho")))
        good = writeOrthophoto(ortho, seed, plan, terrain) && good;
    if (kinds.contains(QLatin1String("vector")))
        good = writeGeoPackage(parser.value(output) + QStringLiteral("/vector/commune.gpkg"), plan, terrain) && good;
    if (kinds.contains(QLatin1String("lidar")))
        good = writeLidar(lidar, seed, plan, terrain) && good;
    return good ? 0 : 1;
}
