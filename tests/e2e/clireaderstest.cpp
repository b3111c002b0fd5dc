// SPDX-License-Identifier: GPL-3.0-or-later
#include "e2esupport.h"

using namespace tuilerie::test;
using namespace Qt::StringLiterals;

/// Independent readers see in a published layer what gdalwarp sees in the files.
class CliReadersTest : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    ServerGuard m_guard;
    QString m_root;

private slots:
    void initTestCase()
    {
        QVERIFY(makeOrthophoto(m_folder.path(), 2, 800));
        const CliResult result = cli({u"publish"_s, m_folder.filePath(u"ortho"_s), u"--layer"_s, u"commune"_s, u"--title"_s,
            u"Vue d'été"_s, u"--format"_s, u"PNG"_s, u"--json"_s});
        VERIFY_CLI(result, 0);
        m_root = serviceUrl(result.json.object(), u"wmts"_s).section(u"/wmts"_s, 0, 0);
    }

    void gdalWmts()
    {
        const CliResult seen = python(u"compare.py"_s, {u"wmts"_s, m_root, u"commune"_s, m_folder.filePath(u"ortho"_s)});
        VERIFY_CLI(seen, 0);
        qInfo("WMTS against gdalwarp: %s", seen.output.simplified().constData());
        QVERIFY2(seen.json.object().value(u"psnr"_s).toDouble() >= 40, seen.output.constData());
        QVERIFY(seen.json.object().value(u"bands"_s).toInt() >= 3);
    }

    void gdalWms()
    {
        const CliResult seen = python(u"compare.py"_s, {u"wms"_s, m_root, u"commune"_s, m_folder.filePath(u"ortho"_s)});
        VERIFY_CLI(seen, 0);
        QVERIFY2(seen.json.object().value(u"EPSG:3857"_s).toDouble() >= 40, seen.output.constData());
    }

    void owslib()
    {
        const CliResult seen = python(u"owsread.py"_s, {m_root, u"commune"_s});
        VERIFY_CLI(seen, 0);
        for (const QString &service : {u"wmts"_s, u"wms 1.3.0"_s, u"wms 1.1.1"_s}) {
            const QJsonObject found = seen.json.object().value(service).toObject();
            QCOMPARE(found.value(u"title"_s).toString(), u"Vue d'été"_s);
            const QJsonArray box = found.value(u"box"_s).toArray();
            QVERIFY(box.at(0).toDouble() > 3.0 && box.at(2).toDouble() < 3.04 && box.at(1).toDouble() > 46.5
                && box.at(3).toDouble() < 46.54);
            const QJsonObject image =
                found.contains(u"tile"_s) ? found.value(u"tile"_s).toObject() : found.value(u"map"_s).toObject();
            QCOMPARE(image.value(u"format"_s).toString(), u"PNG"_s);
            QVERIFY2(image.value(u"colours"_s).toInt() > 50, seen.output.constData());
        }
        QVERIFY(seen.json.object().value(u"wms 1.3.0"_s)[u"crs"_s].toArray().contains(u"EPSG:2154"_s));
    }
};

TUILERIE_TEST_MAIN(CliReadersTest)
#include "clireaderstest.moc"
