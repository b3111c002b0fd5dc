// SPDX-License-Identifier: GPL-3.0-or-later
#include "e2esupport.h"

#include <QDirIterator>

using namespace tuilerie::test;
using namespace Qt::StringLiterals;

/// A layer's tiles as one PMTiles file to download, from the command line.
class CliDownloadTest : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    ServerGuard m_guard;
    QString m_root;

    QString path(const QString &name) const { return m_folder.filePath(name); }
    static QString communes() { return dataPath(u"vector/communes.gpkg"_s); }

    /// What the layer offers to download: as its list says, and whole.
    HttpResult file(const QString &layer) const
    {
        const QJsonObject catalogue = QJsonDocument::fromJson(httpGet(m_root + "/catalogue.json"_L1).body).object();
        for (const QJsonValue item : catalogue["layers"_L1].toArray()) {
            const QJsonObject entry = item["downloads"_L1].toArray().at(0).toObject();
            if (item["name"_L1].toString() == layer && entry["format"_L1].toString() == "PMTILES"_L1)
                return httpGet(entry["url"_L1].toString());
        }
        return {};
    }
    /// Read by code of another kind, tile by tile beside the pyramid that the server keeps.
    void isThePyramid(const HttpResult &download, const QString &pyramid)
    {
        QCOMPARE(download.status, 200);
        QFile copy(path(u"seen.pmtiles"_s));
        QVERIFY(copy.open(QIODevice::WriteOnly) && copy.write(download.body) == download.body.size());
        copy.close();
        QString descriptor;
        QDirIterator files(qEnvironmentVariable("XDG_DATA_HOME"), {u"*.json"_s}, QDir::Files, QDirIterator::Subdirectories);
        while (files.hasNext())
            if (files.next().contains("/pyramids/"_L1 + pyramid + u'/'))
                descriptor = files.filePath();
        QVERIFY(!descriptor.isEmpty());
        const CliResult seen = python(u"exportread.py"_s, {u"pmtiles"_s, copy.fileName(), descriptor});
        VERIFY_CLI(seen, 0);
        QVERIFY(seen.json["tiles"_L1].toInt() > 3);
        QCOMPARE(seen.json["equal"_L1], seen.json["wanted"_L1]);
        QCOMPARE(seen.json["equal"_L1], seen.json["tiles"_L1]);
    }

private slots:
    void initTestCase() { QVERIFY(makeOrthophoto(path(u"ortho"_s), 2, 256)); }

    void aRaster()
    {
        const CliResult result = cli({u"publish"_s, path(u"ortho"_s), u"--layer"_s, u"ortho"_s, u"--service"_s,
            u"wmts,download"_s, u"--format"_s, u"PNG"_s, u"--json"_s});
        VERIFY_CLI(result, 0);
        m_root = serviceUrl(result.json.object(), u"wmts"_s).section(u"/wmts"_s, 0, 0);
        QVERIFY(serviceUrl(result.json.object(), u"download"_s).contains("/download/"_L1));
        isThePyramid(file(u"ortho"_s), result.json["stored_data"_L1].toString());
    }

    // The file goes with the layer: other data, back again, gone.
    void vectorTilesAndTheirVersions()
    {
        const CliResult first = cli({u"publish"_s, communes(), u"--layer"_s, u"communes"_s, u"--service"_s,
            u"tms,download"_s, u"--bottom"_s, u"9"_s, u"--json"_s});
        VERIFY_CLI(first, 0);
        const HttpResult before = file(u"communes"_s);
        isThePyramid(before, first.json["stored_data"_L1].toString());

        VERIFY_CLI(
            python(u"vectorread.py"_s, {u"grow"_s, communes(), path(u"next.gpkg"_s), u"communes"_s, u"NOM_COM"_s, u"X"_s}),
            0);
        const CliResult second = cli({u"update"_s, u"communes"_s, path(u"next.gpkg"_s), u"--bottom"_s, u"9"_s, u"--json"_s});
        VERIFY_CLI(second, 0);
        const HttpResult after = file(u"communes"_s);
        QVERIFY(after.body != before.body);
        isThePyramid(after, second.json["stored_data"_L1].toString());
        VERIFY_CLI(cli({u"rollback"_s, u"communes"_s}), 0);
        QCOMPARE(file(u"communes"_s).body, before.body);
        VERIFY_CLI(cli({u"unpublish"_s, u"communes"_s}), 0);
        QCOMPARE(file(u"communes"_s).status, 0);
    }

    // A pyramid that was made elsewhere; and the file alone, without a service of tiles.
    void aPyramid()
    {
        VERIFY_CLI(
            cli({u"generate"_s, u"vector"_s, communes(), u"--output"_s, path(u"made/p"_s), u"--bottom"_s, u"9"_s}), 0);
        const CliResult result =
            cli({u"publish"_s, path(u"made/p.json"_s), u"--layer"_s, u"p"_s, u"--service"_s, u"download"_s, u"--json"_s});
        VERIFY_CLI(result, 0);
        const HttpResult download = file(u"p"_s);
        QFile copy(path(u"p.pmtiles"_s));
        QVERIFY(copy.open(QIODevice::WriteOnly) && copy.write(download.body) == download.body.size());
        copy.close();
        const CliResult seen = python(u"exportread.py"_s, {u"pmtiles"_s, copy.fileName(), path(u"made/p.json"_s)});
        VERIFY_CLI(seen, 0);
        QCOMPARE(seen.json["equal"_L1], seen.json["wanted"_L1]);
    }

    void whatDoesNotFitIsSaidBeforeWork_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QByteArray>("word");
        QTest::newRow("grid") << QStringList{path(u"ortho"_s), u"--tms"_s, u"LAMB93_5cm"_s} << QByteArray("grid PM");
        QTest::newRow("grid of vectors") << QStringList{communes(), u"--tms"_s, u"LAMB93_5cm"_s} << QByteArray("grid PM");
        QTest::newRow("values") << QStringList{path(u"heights.tif"_s)} << QByteArray("float32");
    }

    void whatDoesNotFitIsSaidBeforeWork()
    {
        QFETCH(QStringList, arguments);
        QFETCH(QByteArray, word);
        QDirIterator tiles(path(u"ortho"_s), {u"*.tif"_s}, QDir::Files, QDirIterator::Subdirectories);
        const QString tile = tiles.next();
        const ProcessResult heights = runProgram(
            u"gdal_translate"_s, {u"-q"_s, u"-ot"_s, u"Float32"_s, u"-b"_s, u"1"_s, tile, path(u"heights.tif"_s)});
        QVERIFY2(heights.exitCode == 0, heights.errors.constData());
        const CliResult result = cli(QStringList{u"publish"_s} + arguments
            + QStringList{u"--layer"_s, u"bad"_s, u"--service"_s, u"download"_s, u"--json"_s});
        VERIFY_CLI(result, 1);
        QVERIFY2(result.errors.contains(word), result.errors.constData());
        QVERIFY(!httpGet(m_root + "/catalogue.json"_L1).body.contains("\"bad\""));
    }
};

TUILERIE_TEST_MAIN(CliDownloadTest)
#include "clidownloadtest.moc"
