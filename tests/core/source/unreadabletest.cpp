// SPDX-License-Identifier: GPL-3.0-or-later
#include "source/unreadable.h"

#include "source/gdalsupport.h"
#include "source/vectoropen.h"
#include "support/testsupport.h"

#include <gdal.h>

using namespace tuilerie;
using namespace tuilerie::test;

class UnreadableTest : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;

    QString write(const QString &name, const QByteArray &bytes)
    {
        const QString path = m_folder.filePath(name);
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
            return {};
        return path;
    }

private slots:
    /// What is whole but of another kind is called what it is, not damaged.
    void anotherKind()
    {
        const QString csv = write(QStringLiteral("a.csv"), "nom,lat,lon\na,48.1,2.1\n");
        const auto raster = openRaster(csv);
        QVERIFY(!raster && raster.error().code == ErrorCode::Invalid);
        QVERIFY2(raster.error().message.contains(QStringLiteral("vector features, not a raster")),
            qPrintable(raster.error().message));
        const auto vector =
            openVector(write(QStringLiteral("a.tif"), QByteArray("II*\0\x08\0\0\0", 8) + QByteArray(200, '\0')));
        QVERIFY(!vector && vector.error().code == ErrorCode::Invalid);
        QVERIFY2(vector.error().message.contains(QStringLiteral("a raster, not vector features")),
            qPrintable(vector.error().message));
    }

    void tilesOfAGeoPackage()
    {
        ensureGdal();
        const QString path = m_folder.filePath(QStringLiteral("tiles.gpkg"));
        GdalDataset tiles(GDALCreate(GDALGetDriverByName("GPKG"), path.toUtf8().constData(), 64, 64, 3, GDT_Byte, nullptr));
        QVERIFY(tiles);
        double place[] = {0, 100, 0, 0, 0, -100};
        QCOMPARE(GDALSetGeoTransform(tiles.get(), place), CE_None);
        tiles.reset();
        for (const Error &error : {openVector(path).error(), openRaster(path).error()}) {
            QVERIFY(error.code == ErrorCode::Invalid);
            QVERIFY2(error.message.contains(QStringLiteral("holds tiles")), qPrintable(error.message));
        }
    }

    void reasonsOfTheFileSystem()
    {
        for (const SourceKind kind : {SourceKind::Raster, SourceKind::Vector}) {
            QVERIFY(unreadableFile(m_folder.filePath(QStringLiteral("none.gpkg")), kind, {}).code == ErrorCode::NotFound);
            const QString empty = write(QStringLiteral("empty.gpkg"), {});
            QVERIFY(unreadableFile(empty, kind, {}).message.contains(QStringLiteral("0 bytes")));
            const QString noise = write(QStringLiteral("noise.bin"), QByteArray(400, 'x'));
            QVERIFY(unreadableFile(noise, kind, QStringLiteral("why")).code == ErrorCode::Corrupt);
            QCOMPARE(unreadableFile(noise, kind, QStringLiteral("why")).detail, QStringLiteral("why"));
        }
    }
};

QTEST_GUILESS_MAIN(UnreadableTest)
#include "unreadabletest.moc"
