// SPDX-License-Identifier: GPL-3.0-or-later
#include "generate/raster/rasterpyramid.h"
#include "pyramid/descriptor.h"
#include "support/testsupport.h"

using namespace tuilerie;
using namespace Qt::StringLiterals;

/// Where no format is asked for, the data choose it.
class RasterFormatChoiceTest : public QObject
{
    Q_OBJECT

private slots:
    void followsTheData_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QString>("sample");
        QTest::addColumn<QString>("format");
        QTest::newRow("photograph") << u"raster/rgb_27700_2m.tif"_s << QString() << u"TIFF_JPG_UINT8"_s;
        QTest::newRow("heights") << u"raster/dem.tif"_s << QString() << u"TIFF_ZIP_FLOAT32"_s;
        QTest::newRow("heights as gray levels")
            << u"raster/dem.tif"_s << u"UINT8"_s << u"TIFF_PNG_UINT8"_s; // they have holes
        QTest::newRow("see-through") << u"raster/drone_rgba_4326.tif"_s << QString() << u"TIFF_PNG_UINT8"_s;
    }

    void followsTheData()
    {
        QFETCH(QString, file);
        QFETCH(QString, sample);
        QFETCH(QString, format);
        QTemporaryDir folder;
        RasterPyramidParams params;
        params.paths = {test::dataPath(file)};
        params.assignCrs = u"EPSG:4326"_s;
        params.output = folder.filePath(u"p"_s);
        params.sample = sample;
        params.bottom = u"12"_s;
        params.top = u"11"_s;
        SilentControl control;
        const auto made = generateRasterPyramid(params, control);
        VERIFY_OK(made);
        const auto descriptor = PyramidDescriptor::load(made->descriptorPath);
        VERIFY_OK(descriptor);
        QCOMPARE(descriptor->format, format);

        // Resuming what is whole is done at once; asking for something else there is refused.
        params.resume = true;
        VERIFY_OK(generateRasterPyramid(params, control));
        params.format = u"RAW"_s;
        const auto other = generateRasterPyramid(params, control);
        QVERIFY(!other);
        QCOMPARE(other.error().code, ErrorCode::Conflict);
        QVERIFY(other.error().message.contains(made->descriptorPath));
    }
};

TUILERIE_TEST_MAIN(RasterFormatChoiceTest)
#include "rasterformatchoicetest.moc"
