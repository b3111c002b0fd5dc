// SPDX-License-Identifier: GPL-3.0-or-later
#include "e2esupport.h"

#include <QDir>
#include <QElapsedTimer>

#include <cstdio>

using namespace tuilerie::test;
using namespace Qt::StringLiterals;

/// From files to tiles over HTTP on the embedded server, and back to nothing.
class CliPublishTest : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    ServerGuard m_guard;
    QJsonObject m_published;
    QString m_level, m_col, m_row; ///< of a tile in the middle of the data
    QByteArray m_tile;

    QString path(const QString &name) const { return m_folder.filePath(name); }
    QString url(const QString &service) const { return serviceUrl(m_published, service); }
    QString root() const { return url(u"wmts"_s).section(u"/wmts"_s, 0, 0); }
    QString wmtsRest(const QString &extension = u"png"_s) const
    {
        return root() + u"/wmts/1.0.0/commune/normal/PM/%1/%2/%3."_s.arg(m_level, m_row, m_col) + extension;
    }

private slots:
    void initTestCase()
    {
        QVERIFY(makeOrthophoto(m_folder.path(), 3, 500));
        QVERIFY(makeOrthophoto(path(u"next"_s), 3, 500, 0.5, 7));
    }

    void publishes()
    {
        const CliResult result = cli({u"publish"_s, path(u"ortho"_s), u"--layer"_s, u"commune"_s, u"--title"_s,
            u"Commune été"_s, u"--format"_s, u"PNG"_s, u"--service"_s, u"wmts,tms,wms-r"_s, u"--json"_s});
        VERIFY_CLI(result, 0);
        m_published = result.json.object();
        QCOMPARE(m_published.value(u"offerings"_s).toArray().size(), 3);
        for (const QJsonValue &offering : m_published.value(u"offerings"_s).toArray()) {
            QCOMPARE(offering[u"layer"_s].toString(), u"commune"_s);
            const HttpResult answer = httpGet(offering[u"url"_s].toString());
            QCOMPARE(answer.status, 200);
            QVERIFY2(answer.body.contains("commune"), answer.body.left(2000).constData());
        }
        QCOMPARE(httpGet(m_published.value(u"viewer"_s).toString()).status, 200);
    }

    // The very bytes that generate raster writes, by each way of asking.
    void servesThePyramid()
    {
        const CliResult made =
            cli({u"generate"_s, u"raster"_s, path(u"ortho"_s), u"--output"_s, path(u"local/p"_s), u"--format"_s, u"PNG"_s});
        VERIFY_CLI(made, 0);
        const CliResult tile = python(u"slabtile.py"_s, {path(u"local/p.json"_s), path(u"tile.png"_s)});
        VERIFY_CLI(tile, 0);
        const QJsonObject place = tile.json.object();
        m_level = place.value(u"level"_s).toString();
        m_col = QString::number(place.value(u"col"_s).toInteger());
        m_row = QString::number(place.value(u"row"_s).toInteger());
        QFile file(path(u"tile.png"_s));
        QVERIFY(file.open(QIODevice::ReadOnly));
        m_tile = file.readAll();
        QVERIFY(m_tile.startsWith("\x89PNG"));

        const HttpResult rest = httpGet(wmtsRest());
        QCOMPARE(rest.status, 200);
        QCOMPARE(rest.contentType, QByteArray("image/png"));
        QVERIFY(rest.body == m_tile);
        const HttpResult kvp = httpGet(root()
            + u"/wmts?SERVICE=WMTS&VERSION=1.0.0&REQUEST=GetTile&LAYER=commune&STYLE=normal&FORMAT=image/png"_s
            + u"&TILEMATRIXSET=PM&TILEMATRIX=%1&TILEROW=%2&TILECOL=%3"_s.arg(m_level, m_row, m_col));
        QCOMPARE(kvp.status, 200);
        QVERIFY(kvp.body == m_tile);
        const HttpResult tms = httpGet(url(u"tms"_s) + u"/%1/%2/%3.png"_s.arg(m_level, m_col, m_row));
        QCOMPARE(tms.status, 200);
        QVERIFY(tms.body == m_tile);
    }

    void looksLikeTheSource()
    {
        const CliResult compared = python(u"compare.py"_s, {u"wms"_s, root(), u"commune"_s, path(u"ortho"_s)});
        VERIFY_CLI(compared, 0);
        const QJsonObject psnr = compared.json.object();
        qInfo("WMS against gdalwarp, PSNR in dB: %s", compared.output.simplified().constData());
        // On the pyramid's own grid the map is the tiles; elsewhere it is resampled a second time.
        QVERIFY2(psnr.value(u"EPSG:3857"_s).toDouble() >= 40, compared.output.constData());
        QVERIFY2(psnr.value(u"EPSG:2154"_s).toDouble() >= 28, compared.output.constData());
        QVERIFY2(psnr.value(u"EPSG:4326"_s).toDouble() >= 28, compared.output.constData());
    }

    // The same command again does nothing again.
    void publishesOnce()
    {
        const CliResult again = cli({u"publish"_s, path(u"ortho"_s), u"--layer"_s, u"commune"_s, u"--title"_s,
            u"Commune été"_s, u"--format"_s, u"PNG"_s, u"--service"_s, u"wmts,tms,wms-r"_s, u"--json"_s});
        VERIFY_CLI(again, 0);
        QCOMPARE(again.json.object(), m_published);
        const CliResult jobs = cli({u"jobs"_s, u"list"_s, u"--json"_s});
        VERIFY_CLI(jobs, 0);
        QCOMPARE(jobs.json.array().size(), 1);
        const QString id = jobs.json.array().at(0)[u"_id"_s].toString();
        const CliResult job = cli({u"jobs"_s, u"show"_s, id, u"--json"_s});
        VERIFY_CLI(job, 0);
        QCOMPARE(job.json.object().value(u"status"_s).toString(), u"SUCCESS"_s);
        const CliResult logs = cli({u"jobs"_s, u"logs"_s, id});
        VERIFY_CLI(logs, 0);
        QVERIFY(!logs.output.isEmpty());
    }

    void refusesTheNameForOtherData()
    {
        const CliResult other =
            cli({u"publish"_s, path(u"next/ortho"_s), u"--layer"_s, u"commune"_s, u"--format"_s, u"PNG"_s});
        VERIFY_CLI(other, 1);
        QVERIFY2(other.errors.contains("update"), other.errors.constData());
    }

    void listsLayers()
    {
        const CliResult layers = cli({u"layers"_s, u"--json"_s});
        VERIFY_CLI(layers, 0);
        QCOMPARE(layers.json.array().size(), 1);
        const QJsonObject layer = layers.json.array().at(0).toObject();
        QCOMPARE(layer.value(u"layer"_s).toString(), u"commune"_s);
        QCOMPARE(layer.value(u"title"_s).toString(), u"Commune été"_s);
        QCOMPARE(layer.value(u"services"_s).toArray().size(), 3);
    }

    void updatesAndRollsBack()
    {
        const QByteArray before = httpGet(wmtsRest()).body;
        const CliResult updated = cli({u"update"_s, u"commune"_s, path(u"next/ortho"_s), u"--json"_s});
        VERIFY_CLI(updated, 0);
        QCOMPARE(serviceUrl(updated.json.object(), u"wmts"_s), url(u"wmts"_s));
        const HttpResult after = httpGet(wmtsRest());
        QCOMPARE(after.status, 200);
        QCOMPARE(after.contentType, QByteArray("image/png"));
        QVERIFY(after.body != before);

        const CliResult versions = cli({u"versions"_s, u"commune"_s, u"--json"_s});
        VERIFY_CLI(versions, 0);
        QCOMPARE(versions.json.array().size(), 2);
        QVERIFY(versions.json.array().at(0)[u"current"_s].toBool());
        QVERIFY(!versions.json.array().at(1)[u"current"_s].toBool());
        const CliResult back = cli({u"rollback"_s, u"commune"_s});
        VERIFY_CLI(back, 0);
        QVERIFY(httpGet(wmtsRest()).body == before);
        const CliResult none = cli({u"rollback"_s, u"commune"_s, u"00000000-0000-0000-0000-000000000000"_s});
        VERIFY_CLI(none, 1);
    }

    void publishesAPyramid()
    {
        const CliResult result =
            cli({u"publish"_s, path(u"local/p.json"_s), u"--layer"_s, u"ready"_s, u"--service"_s, u"tms"_s, u"--json"_s});
        VERIFY_CLI(result, 0);
        QCOMPARE(result.json.object().value(u"offerings"_s).toArray().size(), 1);
        const HttpResult tms =
            httpGet(serviceUrl(result.json.object(), u"tms"_s) + u"/%1/%2/%3.png"_s.arg(m_level, m_col, m_row));
        QCOMPARE(tms.status, 200);
        QVERIFY(tms.body == m_tile);
    }

    // The server forgets nothing, keeps its address, and the command line finds it again.
    void survivesARestart()
    {
        const CliResult stopped = cli({u"server"_s, u"stop"_s});
        VERIFY_CLI(stopped, 0);
        QCOMPARE(httpGet(wmtsRest()).status, 0);
        const CliResult started = cli({u"server"_s, u"start"_s, u"--json"_s});
        VERIFY_CLI(started, 0);
        QCOMPARE(started.json.object().value(u"root"_s).toString(), root());
        QVERIFY(httpGet(wmtsRest()).body == m_tile);
    }

    void unpublishes()
    {
        const CliResult ended = cli({u"unpublish"_s, u"commune"_s, u"--json"_s});
        VERIFY_CLI(ended, 0);
        QCOMPARE(httpGet(wmtsRest()).status, 404);
        QCOMPARE(httpGet(url(u"tms"_s) + u"/%1/%2/%3.png"_s.arg(m_level, m_col, m_row)).status, 404);
        QVERIFY(!httpGet(url(u"wms-r"_s)).body.contains("<Name>commune</Name>"));
        const CliResult again = cli({u"unpublish"_s, u"commune"_s});
        VERIFY_CLI(again, 1);
        const CliResult layers = cli({u"layers"_s, u"--json"_s});
        QCOMPARE(layers.json.array().size(), 1);

        // Its pyramid is kept, so that it comes back at once and without a new job.
        const qsizetype jobs = cli({u"jobs"_s, u"--json"_s}).json.array().size();
        const CliResult back = cli({u"publish"_s, path(u"ortho"_s), u"--layer"_s, u"commune"_s, u"--title"_s,
            u"Commune été"_s, u"--format"_s, u"PNG"_s, u"--json"_s});
        VERIFY_CLI(back, 0);
        QVERIFY(httpGet(wmtsRest()).body == m_tile);
        QCOMPARE(cli({u"jobs"_s, u"--json"_s}).json.array().size(), jobs);
        const CliResult gone = cli({u"unpublish"_s, u"commune"_s, u"--delete-data"_s});
        VERIFY_CLI(gone, 0);
        const CliResult rest = cli({u"unpublish"_s, u"ready"_s, u"--delete-data"_s});
        VERIFY_CLI(rest, 0);
    }

    // A server like any other: address, token, the bytes sent over HTTP, a private layer for holders of a key.
    void anotherServer()
    {
        const QString token = u"0123456789abcdef0123456789abcdef"_s;
        QFile file(path(u"token"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(token.toLatin1());
        file.close();
        QProcess server;
        server.start(programPath(u"tuilerie-server"_s),
            {u"--data"_s, path(u"remote"_s), u"--listen"_s, u"127.0.0.1:0"_s, u"--token-file"_s, file.fileName()});
        while (!server.canReadLine())
            QVERIFY(server.waitForReadyRead(30000));
        const QString address = QString::fromUtf8(server.readLine()).trimmed().section(u' ', -1);
        const QStringList where{u"--server"_s, address, u"--token-file"_s, file.fileName()};

        const CliResult result = cli(QStringList{u"publish"_s, path(u"ortho"_s), u"--layer"_s, u"commune"_s, u"--format"_s,
                                         u"PNG"_s, u"--copy-files"_s, u"--service"_s, u"tms"_s, u"--json"_s}
            + where);
        VERIFY_CLI(result, 0);
        const HttpResult tile =
            httpGet(serviceUrl(result.json.object(), u"tms"_s) + u"/%1/%2/%3.png"_s.arg(m_level, m_col, m_row));
        QCOMPARE(tile.status, 200);
        QVERIFY(tile.body == m_tile);
        const CliResult hidden = cli(QStringList{u"publish"_s, path(u"local/p.json"_s), u"--layer"_s, u"hidden"_s,
                                         u"--copy-files"_s, u"--private"_s, u"--service"_s, u"tms"_s, u"--json"_s}
            + where);
        VERIFY_CLI(hidden, 0);
        const QString url = serviceUrl(hidden.json.object(), u"tms"_s);
        QVERIFY2(url.contains("/private/"_L1), qPrintable(url));
        QVERIFY(httpGet(url + u"/%1/%2/%3.png"_s.arg(m_level, m_col, m_row)).status != 200);

        file.open(QIODevice::WriteOnly);
        file.write("another-token-of-some-length");
        file.close();
        const CliResult denied = cli(QStringList{u"layers"_s, u"--json"_s} + where);
        VERIFY_CLI(denied, 1);
        QCOMPARE(denied.json.object().value(u"error"_s)[u"code"_s].toString(), u"denied"_s);
        server.terminate();
        QVERIFY(server.waitForFinished(30000));
    }

    // Names are bytes: one in Latin-1 is a file like the others, on the server too.
    void publishesNamesThatAreNoText()
    {
        const QDir from(path(u"ortho"_s));
        QVERIFY(QDir().mkpath(path(u"names"_s)));
        const QStringList tiles = from.entryList({u"*.tif"_s}, QDir::Files);
        QVERIFY(tiles.size() > 1);
        for (const QString &tile : tiles)
            QVERIFY(QFile::copy(from.filePath(tile), path(u"names/"_s + tile)));
        const QByteArray folder = QFile::encodeName(path(u"names"_s));
        QCOMPARE(
            std::rename((folder + '/' + tiles.front().toUtf8()).constData(), (folder + "/dalle_\xE9t\xE9.tif").constData()),
            0);
        const CliResult result =
            cli({u"publish"_s, path(u"names"_s), u"--layer"_s, u"names"_s, u"--crs"_s, u"EPSG:2154"_s, u"--json"_s});
        std::remove((folder + "/dalle_\xE9t\xE9.tif").constData()); // Qt finds no such file to remove
        VERIFY_CLI(result, 0);
    }

    void blockedByACheck()
    {
        const CliResult bad = python(u"makebad.py"_s, {path(u"ortho"_s), path(u"bad"_s)});
        VERIFY_CLI(bad, 0);
        const CliResult here = cli({u"publish"_s, path(u"bad"_s), u"--layer"_s, u"bad"_s});
        VERIFY_CLI(here, 4);
        // The server has checks of its own.
        const CliResult there = cli({u"publish"_s, path(u"bad"_s), u"--layer"_s, u"bad"_s, u"--no-check"_s});
        VERIFY_CLI(there, 4);
        QVERIFY2(there.errors.contains(".tif"), there.errors.constData());
    }
};

TUILERIE_TEST_MAIN(CliPublishTest)
#include "clipublishtest.moc"
