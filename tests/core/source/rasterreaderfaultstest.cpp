// SPDX-License-Identifier: GPL-3.0-or-later
#include "rasterreading.h"
#include "support/testsupport.h"

using namespace tuilerie;
using namespace tuilerie::test;

/// Rasters that cannot be read are refused by name, never filled with something.
class RasterReaderFaultsTest : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;
    QString at(const QString &name) const { return m_folder.filePath(name); }

private slots:
    void rotatedIsRefusedByName()
    {
        RasterSpec spec;
        spec.geoTransform = {650000, 0.9, 0.2, 6860000, 0.2, -0.9};
        QVERIFY(writeRaster(at(QStringLiteral("rotated.tif")), spec));
        const auto block = readWhole(at(QStringLiteral("rotated.tif")), {});
        QVERIFY(!block);
        QCOMPARE(block.error().code, ErrorCode::Unsupported);
        QVERIFY(block.error().message.contains(QLatin1String("rotated.tif")));
    }

    void truncatedFilesSaySo_data()
    {
        QTest::addColumn<QString>("driver");
        QTest::addColumn<QString>("suffix");
        QTest::addColumn<QStringList>("options");
        QTest::newRow("tiff") << QStringLiteral("GTiff") << QStringLiteral("tif") << QStringList{};
        QTest::newRow("deflate") << QStringLiteral("GTiff") << QStringLiteral("tif")
                                 << QStringList{QStringLiteral("COMPRESS=DEFLATE"), QStringLiteral("TILED=YES")};
        QTest::newRow("jpeg in tiff") << QStringLiteral("GTiff") << QStringLiteral("tif")
                                      << QStringList{QStringLiteral("COMPRESS=JPEG"), QStringLiteral("TILED=YES")};
        QTest::newRow("cog") << QStringLiteral("COG") << QStringLiteral("tif") << QStringList{};
        QTest::newRow("png") << QStringLiteral("PNG") << QStringLiteral("png")
                             << QStringList{QStringLiteral("WORLDFILE=YES")};
        QTest::newRow("jpeg") << QStringLiteral("JPEG") << QStringLiteral("jpg")
                              << QStringList{QStringLiteral("WORLDFILE=YES")};
        QTest::newRow("jp2") << QStringLiteral("JP2OpenJPEG") << QStringLiteral("jp2") << QStringList{};
    }

    // Cut at two thirds: refused at opening or at reading, by name, and never gray where pixels should be.
    void truncatedFilesSaySo()
    {
        QFETCH(QString, driver);
        QFETCH(QString, suffix);
        QFETCH(QStringList, options);
        const QString path = at(
            QStringLiteral("cut-%1.%2").arg(QString::fromLatin1(QTest::currentDataTag()).remove(QLatin1Char(' ')), suffix));
        RasterSpec spec;
        spec.driver = driver;
        spec.options = options;
        spec.width = spec.height = 600;
        QVERIFY(writeRaster(path, spec));
        QVERIFY(QFile::resize(path, QFileInfo(path).size() * 2 / 3));
        SilentControl control;
        const auto source = RasterSource::open({path}, {{}, false}, control);
        if (!source) {
            QCOMPARE(source.error().code, ErrorCode::Corrupt);
            QVERIFY(source.error().message.contains(path));
            return;
        }
        const auto block = readWhole(path, {});
        QVERIFY2(!block, "a truncated file was read as if it were whole");
        QCOMPARE(block.error().code, ErrorCode::Corrupt);
        QVERIFY(block.error().message.contains(path));
    }

    void vanishedFileSaysSo()
    {
        const QString path = at(QStringLiteral("gone.tif"));
        QVERIFY(writeRaster(path, {}));
        const auto source = opened({path});
        QVERIFY(source);
        QVERIFY(QFile::remove(path));
        const auto reader = RasterReader::create(source, {});
        VERIFY_OK(reader);
        RasterBlock block;
        const auto status = (*reader)->read(source->info().extent, 64, 64, block);
        QVERIFY(!status);
        QVERIFY(status.error().message.contains(path));
    }
};

TUILERIE_TEST_MAIN(RasterReaderFaultsTest)
#include "rasterreaderfaultstest.moc"
