// SPDX-License-Identifier: GPL-3.0-or-later
#include "pyramid/rasterformat.h"
#include "support/testsupport.h"

using namespace tuilerie;

class RasterFormatTest : public QObject
{
    Q_OBJECT

private slots:
    // The table of docs/rok4.md §4.
    void table_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("mime");
        QTest::addColumn<QString>("extension");
        QTest::addColumn<QString>("encoding");
        QTest::addColumn<bool>("header");
        const auto row = [](const char *name, const char *mime, const char *extension, const char *encoding, bool header) {
            QTest::newRow(name) << QString::fromLatin1(name) << QString::fromLatin1(mime) << QString::fromLatin1(extension)
                                << QString::fromLatin1(encoding) << header;
        };
        row("TIFF_RAW_UINT8", "image/tiff", "tif", "", true);
        row("TIFF_JPG_UINT8", "image/jpeg", "jpeg", "", false);
        row("TIFF_JPG90_UINT8", "image/jpeg", "jpeg", "", false);
        row("TIFF_PNG_UINT8", "image/png", "png", "", false);
        row("TIFF_LZW_UINT8", "image/tiff", "tif", "", true);
        row("TIFF_ZIP_UINT8", "image/tiff", "tif", "", true);
        row("TIFF_PKB_UINT8", "image/tiff", "tif", "", true);
        row("TIFF_RAW_FLOAT32", "image/x-bil;bits=32", "bil", "", false);
        row("TIFF_LZW_FLOAT32", "image/tiff", "tif", "", true);
        row("TIFF_ZIP_FLOAT32", "image/x-bil;bits=32", "zbil", "deflate", false);
        row("TIFF_PKB_FLOAT32", "image/tiff", "tif", "", true);
    }

    void table()
    {
        QFETCH(QString, name);
        const auto format = RasterFormat::fromName(name);
        VERIFY_OK(format);
        QCOMPARE(format->name(), name);
        QTEST(format->mimeType(), "mime");
        QTEST(format->extension(), "extension");
        QTEST(format->contentEncoding(), "encoding");
        QTEST(format->needsTiffHeader(), "header");
    }

    void unknownOnesAreRefused()
    {
        for (const char *name :
            {"", "TIFF_PBF_MVT", "TIFF_JPG_FLOAT32", "TIFF_PNG_FLOAT32", "tiff_raw_uint8", "TIFF_RAW_UINT16"})
            QVERIFY2(!RasterFormat::fromName(QString::fromLatin1(name)), name);
        QCOMPARE(*RasterFormat::compressionFromWord(QStringLiteral("jpg90")), TileCompression::Jpeg90);
        QVERIFY(!RasterFormat::compressionFromWord(QStringLiteral("WEBP")));
    }

    void channels()
    {
        for (int n = -1; n < 6; ++n) {
            const bool fits = n >= 1 && n <= 4;
            QCOMPARE((RasterFormat{TileCompression::Jpeg75, SampleType::UInt8}.checkChannels(n).has_value()), n == 3);
            QCOMPARE((RasterFormat{TileCompression::Png, SampleType::UInt8}.checkChannels(n).has_value()), fits);
            QCOMPARE((RasterFormat{TileCompression::Zip, SampleType::Float32}.checkChannels(n).has_value()), fits);
            QVERIFY(!RasterFormat({TileCompression::Png, SampleType::Float32}).checkChannels(n));
        }
    }
};

TUILERIE_TEST_MAIN(RasterFormatTest)
#include "rasterformattest.moc"
