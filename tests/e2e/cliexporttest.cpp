// SPDX-License-Identifier: GPL-3.0-or-later
#include "e2esupport.h"

using namespace tuilerie::test;
using namespace Qt::StringLiterals;

/// Pyramids made by the command line, exported by it, and read by others.
class CliExportTest : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    QString path(const QString &name) const { return m_folder.filePath(name); }
    QJsonObject read(const QStringList &arguments)
    {
        const CliResult seen = python(u"exportread.py"_s, arguments);
        return seen.exitCode == 0 ? seen.json.object() : QJsonObject{{u"error"_s, QString::fromUtf8(seen.errors)}};
    }

private slots:
    void initTestCase()
    {
        QVERIFY(makeOrthophoto(m_folder.path(), 2, 600));
        const QStringList raster{u"generate"_s, u"raster"_s, path(u"ortho"_s), u"--output"_s};
        VERIFY_CLI(cli(raster + QStringList{path(u"jpeg"_s), u"--format"_s, u"JPG"_s, u"--bottom"_s, u"17"_s}), 0);
        VERIFY_CLI(cli(raster + QStringList{path(u"lambert"_s), u"--format"_s, u"PNG"_s, u"--tms"_s, u"2154_50cm"_s}), 0);
        VERIFY_CLI(cli({u"generate"_s, u"vector"_s, dataPath(u"vector/communes.gpkg"_s), u"--output"_s, path(u"communes"_s),
                       u"--bottom"_s, u"11"_s}),
            0);
    }

    void rasterTilesAsPmTiles()
    {
        const CliResult made = cli({u"export"_s, path(u"jpeg"_s), u"--to"_s, u"pmtiles"_s, path(u"jpeg.pmtiles"_s),
            u"--title"_s, u"Vue d'été"_s, u"--attribution"_s, u"© La commune"_s, u"--json"_s});
        VERIFY_CLI(made, 0);
        const QJsonObject seen = read({u"pmtiles"_s, path(u"jpeg.pmtiles"_s), path(u"jpeg.json"_s)});
        QVERIFY2(!seen.contains(u"error"_s), qPrintable(seen[u"error"_s].toString()));
        QVERIFY(seen[u"tiles"_s].toInt() > 30);
        QCOMPARE(seen[u"tiles"_s], seen[u"wanted"_s]);
        QCOMPARE(seen[u"equal"_s], seen[u"wanted"_s]);
        QCOMPARE(seen[u"tiles"_s].toInteger(), made.json.object()[u"tiles"_s].toInteger());
        QCOMPARE(seen[u"kind"_s].toInt(), 3);
        QCOMPARE(seen[u"clustered"_s].toInt(), 1);
        QCOMPARE(seen[u"zooms"_s].toArray(), (QJsonArray{0, 17}));
        QCOMPARE(seen[u"metadata"_s][u"name"_s].toString(), u"Vue d'été"_s);
        QCOMPARE(seen[u"metadata"_s][u"attribution"_s].toString(), u"© La commune"_s);
        const QJsonArray bounds = seen[u"bounds"_s].toArray();
        QVERIFY(bounds[0].toDouble() > 3.0 && bounds[2].toDouble() < 3.04 && bounds[1].toDouble() > 46.5
            && bounds[3].toDouble() < 46.54);
    }

    void vectorTilesAsPmTilesAndMbTiles()
    {
        VERIFY_CLI(cli({u"export"_s, path(u"communes.json"_s), u"--to"_s, u"pmtiles"_s, path(u"communes.pmtiles"_s)}), 0);
        const QJsonObject seen = read({u"pmtiles"_s, path(u"communes.pmtiles"_s), path(u"communes.json"_s)});
        QVERIFY2(!seen.contains(u"error"_s), qPrintable(seen[u"error"_s].toString()));
        QVERIFY(seen[u"tiles"_s].toInt() > 10);
        QCOMPARE(seen[u"equal"_s], seen[u"wanted"_s]);
        QCOMPARE(seen[u"kind"_s].toInt(), 1);
        const QJsonObject layer = seen[u"metadata"_s][u"vector_layers"_s][0].toObject();
        QCOMPARE(layer[u"id"_s].toString(), u"communes"_s);
        QCOMPARE(layer[u"maxzoom"_s].toInt(), 11);
        QVERIFY(layer[u"fields"_s].toObject().size() >= 2);

        VERIFY_CLI(cli({u"export"_s, path(u"communes"_s), u"--to"_s, u"mbtiles"_s, path(u"communes.mbtiles"_s)}), 0);
        const QJsonObject layers = read({u"vector"_s, path(u"communes.mbtiles"_s)});
        QVERIFY2(layers[u"communes"_s][u"features"_s].toInt() >= 20, QJsonDocument(layers).toJson().constData());
        QVERIFY(layers[u"communes"_s][u"fields"_s].toArray().size() >= 2);
    }

    // What GDAL sees of the GeoPackage and of the COG is what it sees of the files.
    void lambertAsGeoPackageAndCog()
    {
        for (const auto &[word, name] : {std::pair{u"gpkg"_s, u"lambert.gpkg"_s}, {u"cog"_s, u"lambert.tif"_s}}) {
            VERIFY_CLI(cli({u"export"_s, path(u"lambert"_s), u"--to"_s, word, path(name)}), 0);
            const QJsonObject seen = read({u"raster"_s, path(name), path(u"ortho"_s)});
            QVERIFY2(seen[u"equal"_s].toBool(), QJsonDocument(seen).toJson().constData());
            QCOMPARE(seen[u"crs"_s].toString(), u"2154"_s);
            QVERIFY(seen[u"overviews"_s].toInt() >= 2);
        }
    }

    void refusalsSayTheWayOut()
    {
        const CliResult other = cli({u"export"_s, path(u"lambert"_s), u"--to"_s, u"pmtiles"_s, path(u"x.pmtiles"_s)});
        VERIFY_CLI(other, 1);
        QVERIFY2(other.errors.contains("--tms PM"), other.errors.constData());
        const CliResult vector = cli({u"export"_s, path(u"communes"_s), u"--to"_s, u"cog"_s, path(u"x.tif"_s)});
        VERIFY_CLI(vector, 1);
        QVERIFY2(vector.errors.contains("pmtiles or mbtiles"), vector.errors.constData());
        VERIFY_CLI(cli({u"export"_s, path(u"communes"_s), u"--to"_s, u"zip"_s, path(u"x.zip"_s)}), 2);
        VERIFY_CLI(cli({u"export"_s, path(u"communes"_s), path(u"x.zip"_s)}), 2);
        VERIFY_CLI(cli({u"export"_s, path(u"nothing"_s), u"--to"_s, u"cog"_s, path(u"x.tif"_s)}), 1);
        QCOMPARE(QDir(m_folder.path()).entryList({u"*x.*"_s}, QDir::AllEntries | QDir::Hidden), QStringList());
    }
};

TUILERIE_TEST_MAIN(CliExportTest)
#include "cliexporttest.moc"
