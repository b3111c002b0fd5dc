// SPDX-License-Identifier: GPL-3.0-or-later
#include "generate/export/pyramidexport.h"
#include "generate/vector/vectorpyramid.h"
#include "grid/tilematrixset.h"
#include "pyramid/descriptor.h"
#include "pyramid/pyramidreader.h"
#include "render/rendersession.h"
#include "support/testsupport.h"
#include "../pyramid/pyramidsamples.h"

#include <cpl_conv.h>
#include <gdal.h>
#include <qgsrasterlayer.h>
#include <qgstiles.h>
#include <qgsvectortilelayer.h>
#include <qgsvectortileloader.h>

using namespace tuilerie;
using namespace tuilerie::test;

/// Exported files in QGIS, as whoever gets them opens them: the same pixels, the same tiles, in their place. PMTiles are
/// left to exportread.py: QGIS reads them by GDAL 3.8 and later.
class ExportsInQgisTest : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;

private slots:
    // Ours leaves drivers out that QGIS has anywhere else.
    void initTestCase()
    {
        CPLSetConfigOption("GDAL_SKIP", nullptr);
        GDALAllRegister();
        QVERIFY(GDALGetDriverByName("MBTiles"));
    }

    void rasters_data()
    {
        QTest::addColumn<int>("format");
        QTest::newRow("MBTiles") << int(ExportFormat::MbTiles);
        QTest::newRow("GeoPackage") << int(ExportFormat::GeoPackage);
        QTest::newRow("COG") << int(ExportFormat::Cog);
    }
    void rasters()
    {
        QFETCH(int, format);
        const RasterFormat png{TileCompression::Png, SampleType::UInt8};
        QTemporaryDir folder;
        const auto pyramid = writeSamplePyramid(folder.path(), png, 3);
        QVERIFY(pyramid);
        ExportParams params;
        params.pyramid = *pyramid;
        params.format = ExportFormat(format);
        params.output = folder.filePath(QStringLiteral("a") + ExportParams::ending(params.format));
        SilentControl control;
        QVERIFY(exportPyramid(params, control));
        const QgsRasterLayer layer(params.output, QStringLiteral("a"), QStringLiteral("gdal"));
        QVERIFY2(layer.isValid(), qPrintable(layer.error().message(QgsErrorMessage::Text)));
        QCOMPARE(layer.crs().authid(), QStringLiteral("EPSG:3857"));
        const auto descriptor = PyramidDescriptor::load(*pyramid);
        const auto grid = TileMatrixSet::find(QStringLiteral("PM"));
        QVERIFY(descriptor && grid);
        const TileRange limits = descriptor->level(QStringLiteral("17"))->limits;
        const Extent place =
            grid->level(QStringLiteral("17"))->rangeExtent({limits.minCol, limits.minRow, limits.minCol, limits.minRow});
        QVERIFY(layer.extent().contains(QgsRectangle(place.west, place.south, place.east, place.north).center()));
        const std::vector<uint8_t> wanted = sampleTile(png, 3, QStringLiteral("17"), limits.minCol, limits.minRow);
        for (int band = 1; band <= 3; ++band) {
            const std::unique_ptr<QgsRasterBlock> block(const_cast<QgsRasterLayer &>(layer).dataProvider()->block(
                band, QgsRectangle(place.west, place.south, place.east, place.north), 256, 256));
            int different = 0;
            for (int i = 0; i < 256 * 256; ++i)
                different += int(block->value(qgssize(i))) != wanted[size_t(i * 3 + band - 1)];
            QCOMPARE(different, 0);
        }
    }

    void vectorTiles()
    {
        SilentControl control;
        VectorPyramidParams wanted;
        wanted.paths = QStringList{dataPath(QStringLiteral("vector/communes.gpkg"))};
        wanted.output = m_folder.filePath(QStringLiteral("v"));
        wanted.bottom = QStringLiteral("10");
        const auto pyramid = generateVectorPyramid(wanted, control);
        QVERIFY(pyramid);
        ExportParams params;
        params.pyramid = pyramid->descriptorPath;
        params.format = ExportFormat::MbTiles;
        params.output = m_folder.filePath(QStringLiteral("v.mbtiles"));
        QVERIFY(exportPyramid(params, control));
        QgsVectorTileLayer layer(
            QStringLiteral("type=mbtiles&url=%1&zmin=0&zmax=10").arg(params.output), QStringLiteral("v"));
        QVERIFY(layer.isValid());
        QCOMPARE(layer.sourceMaxZoom(), 10);
        const auto reader = PyramidReader::open(params.pyramid);
        QVERIFY(reader);
        const TileRange limits = (*reader)->descriptor().level(QStringLiteral("10"))->limits;
        int tiles = 0;
        for (qint64 row = limits.minRow; row <= limits.maxRow; ++row) {
            for (qint64 col = limits.minCol; col <= limits.maxCol; ++col) {
                const auto own = (*reader)->tile(QStringLiteral("10"), col, row);
                QVERIFY(own);
                if (own->isEmpty())
                    continue;
                const QgsVectorTileRawData theirs = layer.getRawTile(QgsTileXYZ(int(col), int(row), 10));
                QCOMPARE(theirs.data.first(), *own);
                ++tiles;
            }
        }
        QVERIFY(tiles > 0);
    }
};

int main(int argc, char *argv[])
{
    const TemporaryProfile profile;
    RenderSession session(argc, argv);
    if (const Status started = session.start(); !started)
        qFatal("%s", qPrintable(started.error().message));
    ExportsInQgisTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "exportsinqgistest.moc"
