// SPDX-License-Identifier: GPL-3.0-or-later
#include "e2esupport.h"

#include "client/embeddedserver.h"

#include <QFileInfo>
#include <QStandardPaths>

using namespace tuilerie::test;
using namespace Qt::StringLiterals;

/// The viewer page in a real browser shows, by each service, what gdalwarp makes of the files.
class ViewerTest : public QObject
{
    Q_OBJECT

private slots:
    void openLayersInChromium()
    {
        const QString chromium = QStandardPaths::findExecutable(u"chromium"_s);
        if (chromium.isEmpty())
            QSKIP("no chromium in PATH (package chromium)");
        QTemporaryDir folder;
        ServerGuard guard;
        QVERIFY(makeOrthophoto(folder.path(), 2, 800));
        const CliResult published = cli(
            {u"publish"_s, folder.filePath(u"ortho"_s), u"--layer"_s, u"commune"_s, u"--format"_s, u"PNG"_s, u"--json"_s});
        VERIFY_CLI(published, 0);
        const QString root = serviceUrl(published.json.object(), u"wmts"_s).section(u"/wmts"_s, 0, 0);
        if (httpGet(root + u"/viewer/main.js"_s).status != 200)
            QSKIP("the server was built without the viewer's bundle (./setup builds it)");

        const CliResult seen =
            python(u"viewershot.py"_s, {root, u"commune"_s, folder.filePath(u"ortho"_s), chromium, folder.path()});
        VERIFY_CLI(seen, 0);
        qInfo("Chromium against gdalwarp: %s", seen.output.simplified().constData());
        for (const QString &service : {u"WMTS"_s, u"TMS"_s, u"WMS"_s})
            QVERIFY2(seen.json.object().value(service).toDouble() >= 30, seen.output.constData());
    }

    // A GeoPackage of points: where OGR says that one lies, the page has a symbol; clicked, it tells OGR's values.
    void openVectorLayersInChromium()
    {
        const QString chromium = QStandardPaths::findExecutable(u"chromium"_s);
        if (chromium.isEmpty())
            QSKIP("no chromium in PATH (package chromium)");
        if (!QFileInfo::exists(programPath(u"tuilerie-renderer"_s)))
            QSKIP("built without the renderer");
        QTemporaryDir folder;
        ServerGuard guard;
        const QString file = dataPath(u"vector/installation.gpkg"_s);
        const CliResult published =
            cli({u"publish"_s, file, u"--layer"_s, u"installations"_s, u"--service"_s, u"tms,wms-v"_s, u"--json"_s});
        VERIFY_CLI(published, 0);
        const QString root = serviceUrl(published.json.object(), u"tms"_s).section(u"/tms"_s, 0, 0);
        if (httpGet(root + u"/viewer/main.js"_s).status != 200)
            QSKIP("the server was built without the viewer's bundle (./setup builds it)");
        const CliResult seen = python(u"viewervector.py"_s, {root, u"installations"_s, file, chromium, folder.path()});
        VERIFY_CLI(seen, 0);
        qInfo("Chromium against OGR: %s", seen.output.simplified().constData());
        QCOMPARE(seen.json.object().value(u"fetched3d"_s).toInt(-1), 0);
        const auto isRight = [](const CliResult &result, const QString &service) {
            const QJsonObject told = result.json.object().value(service).toObject();
            return told.value(u"hits"_s).toDouble() > 0.98 && told.value(u"elsewhere"_s).toDouble() < 0.02
                && told.value(u"told"_s).toDouble() == 1 && told.value(u"legend"_s).toInt() == 1;
        };
        for (const QString &service : {u"TMS"_s, u"WMS"_s})
            QVERIFY2(isRight(seen, service), seen.output.constData());
        // The same tiles in one file under /download.
        VERIFY_CLI(python(u"makepmtiles.py"_s, {tuilerie::defaultServerFolder() + u"/server.json"_s, u"onefile"_s}), 0);
        if (!httpGet(root + u"/viewer/main.js"_s).body.contains("PMTILES"))
            QSKIP("the viewer's bundle is older than its sources (./setup builds it anew)");
        const CliResult packed =
            python(u"viewervector.py"_s, {root, u"onefile"_s, file, chromium, folder.path(), u"PMTiles"_s});
        VERIFY_CLI(packed, 0);
        qInfo("PMTiles: %s", packed.output.simplified().constData());
        QVERIFY2(isRight(packed, u"PMTiles"_s), packed.output.constData());
    }
};

TUILERIE_TEST_MAIN(ViewerTest)
#include "viewertest.moc"
