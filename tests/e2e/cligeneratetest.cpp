// SPDX-License-Identifier: GPL-3.0-or-later
#include "e2esupport.h"

#include <QElapsedTimer>

#include <csignal>

using namespace tuilerie::test;
using namespace Qt::StringLiterals;

/// inspect → check → estimate → generate → verify, by the command line's contract.
class CliGenerateTest : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    QString path(const QString &name) const { return m_folder.filePath(name); }
    QStringList generate(const QString &output, const QStringList &more = {}) const
    {
        return QStringList{u"generate"_s, u"raster"_s, path(u"ortho"_s), u"--output"_s, path(output), u"--tms"_s, u"PM"_s}
        + more;
    }

private slots:
    void initTestCase() { QVERIFY(makeOrthophoto(m_folder.path(), 2, 600)); }

    void help()
    {
        const CliResult all = cli({u"--help"_s});
        VERIFY_CLI(all, 0);
        for (const char *verb :
            {"inspect", "check", "estimate", "generate", "verify", "publish", "layers", "unpublish", "update", "jobs"}) {
            QVERIFY(all.output.contains(verb));
            const CliResult one = cli({QString::fromLatin1(verb), u"--help"_s});
            VERIFY_CLI(one, 0);
            QVERIFY2(one.output.contains("--json") && one.output.contains(QByteArray("tuilerie-cli ") + verb),
                one.output.constData());
        }
    }

    void usage_data()
    {
        QTest::addColumn<QStringList>("arguments");
        const auto row = [](const char *name, const QString &words) {
            QTest::newRow(name) << words.split(u' ', Qt::SkipEmptyParts);
        };
        row("nothing", QString());
        row("unknown verb", u"paint x"_s);
        row("unknown option", u"inspect x --colour"_s);
        row("no path", u"inspect"_s);
        row("no kind", u"generate"_s);
        row("no output", u"generate raster a"_s);
        row("format", u"generate raster a --output b --format GIF"_s);
        row("grid", u"generate raster a --output b --tms NOWHERE"_s);
        row("channels", u"generate raster a --output b --channels 5"_s);
        row("JPEG of four channels", u"generate raster a --output b --format JPG --channels 4"_s);
        row("level", u"generate raster a --output b --top 99"_s);
        row("levels exchanged", u"generate raster a --output b --top 12 --bottom 3"_s);
        row("slab", u"generate raster a --output b --slab 16"_s);
        row("interpolation", u"generate raster a --output b --interpolation cubic-ish"_s);
        row("nodata", u"generate raster a --output b --nodata white"_s);
        row("progress", u"inspect a --progress=loud"_s);
        row("no layer", u"publish a"_s);
        row("bad layer", u"publish a --layer 3d"_s);
        row("bad service", u"publish a --layer x --service wfs"_s);
        row("jobs without id", u"jobs pause"_s);
        row("jobs what", u"jobs fire 1"_s);
    }

    void usage()
    {
        QFETCH(QStringList, arguments);
        const CliResult result = cli(arguments);
        VERIFY_CLI(result, 2);
        QVERIFY(!result.errors.isEmpty());
        QVERIFY(result.output.isEmpty());
    }

    void failures()
    {
        const CliResult missing = cli({u"inspect"_s, path(u"nowhere.tif"_s), u"--json"_s});
        VERIFY_CLI(missing, 1);
        QVERIFY(missing.errors.contains("nowhere.tif"));
        const CliResult server = cli({u"layers"_s, u"--server"_s, u"http://127.0.0.1:9"_s});
        VERIFY_CLI(server, 1);
        QVERIFY(server.errors.contains("127.0.0.1:9"));
    }

    void inspects()
    {
        const CliResult result = cli({u"inspect"_s, path(u"ortho"_s), u"--json"_s});
        VERIFY_CLI(result, 0);
        const QJsonObject set = result.json.array().at(0).toObject();
        QCOMPARE(result.json.array().size(), 1);
        QCOMPARE(set.value(u"kind"_s).toString(), u"raster"_s);
        QCOMPARE(set.value(u"crs"_s).toString(), u"EPSG:2154"_s);
        const QJsonObject raster = set.value(u"raster"_s).toObject();
        QCOMPARE(raster.value(u"width"_s).toInt(), 1200);
        QCOMPARE(raster.value(u"bands"_s).toInt(), 3);
        const QJsonArray extent = set.value(u"extent"_s).toArray();
        QCOMPARE(extent.at(2).toDouble() - extent.at(0).toDouble(), 600.0);
        const QJsonArray degrees = set.value(u"extent_wgs84"_s).toArray();
        QVERIFY(degrees.at(0).toDouble() > 2.9 && degrees.at(2).toDouble() < 3.2);
    }

    void checks()
    {
        const CliResult good = cli({u"check"_s, path(u"ortho"_s), u"--json"_s});
        VERIFY_CLI(good, 0);
        for (const QJsonValue &finding : good.json.array())
            QVERIFY2(finding[u"severity"_s].toString() != "blocking"_L1, qPrintable(finding[u"message"_s].toString()));

        // The same tiles without a CRS, and one that is cut short.
        const CliResult bad = python(u"makebad.py"_s, {path(u"ortho"_s), path(u"bad"_s)});
        VERIFY_CLI(bad, 0);
        const CliResult blocked = cli({u"check"_s, path(u"bad"_s), u"--json"_s});
        VERIFY_CLI(blocked, 4);
        int blocking = 0;
        for (const QJsonValue &finding : blocked.json.array()) {
            QVERIFY(!finding[u"id"_s].toString().isEmpty());
            QVERIFY(!finding[u"message"_s].toString().isEmpty());
            QVERIFY(finding.toObject().contains("fix"_L1) && finding.toObject().contains("where"_L1));
            blocking += finding[u"severity"_s].toString() == "blocking"_L1;
        }
        QVERIFY(blocking >= 1);
        const CliResult stopped = cli({u"generate"_s, u"raster"_s, path(u"bad"_s), u"--output"_s, path(u"never"_s)});
        VERIFY_CLI(stopped, 4);
        QVERIFY(!QFileInfo::exists(path(u"never.json"_s)));
    }

    // Without the checks a file that cannot be opened is left out, and said.
    void toleratedFailures()
    {
        const QString folder = path(u"partly/ortho"_s);
        QDir().mkpath(folder);
        const QStringList tiles = QDir(path(u"ortho"_s)).entryList({u"*.tif"_s});
        for (const QString &tile : tiles)
            QVERIFY(QFile::copy(path(u"ortho/"_s) + tile, folder + u'/' + tile));
        QFile broken(folder + u'/' + tiles.last());
        QVERIFY(broken.resize(100));
        const CliResult made =
            cli({u"generate"_s, u"raster"_s, folder, u"--output"_s, path(u"partly/p"_s), u"--no-check"_s, u"--json"_s});
        VERIFY_CLI(made, 3);
        QCOMPARE(made.json.object().value(u"failures"_s).toArray().size(), 1);
        QVERIFY(made.errors.contains(tiles.last().toUtf8()));
        QVERIFY(QFileInfo::exists(path(u"partly/p.json"_s)));
    }

    void estimatesWhatIsMade()
    {
        const CliResult estimate = cli({u"estimate"_s, path(u"ortho"_s), u"--format"_s, u"JPG"_s, u"--json"_s});
        VERIFY_CLI(estimate, 0);
        const QJsonObject e = estimate.json.object();
        qint64 tiles = 0;
        for (const QJsonValue &level : e.value(u"levels"_s).toArray())
            tiles += level[u"tiles"_s].toInteger();
        const QJsonArray bytes = e.value(u"bytes"_s).toArray();
        QVERIFY(bytes.at(0).toInteger() <= bytes.at(1).toInteger());

        const CliResult made = cli(generate(u"jpg"_s, {u"--format"_s, u"JPG"_s, u"--json"_s}));
        VERIFY_CLI(made, 0);
        const CliResult verified = cli({u"verify"_s, path(u"jpg.json"_s), u"--json"_s});
        VERIFY_CLI(verified, 0);
        const QJsonObject v = verified.json.object();
        QVERIFY(v.value(u"errors"_s).toArray().isEmpty());
        const qint64 madeTiles = made.json.object().value(u"tiles"_s).toInteger();
        QCOMPARE(v.value(u"slabs"_s).toInteger(), made.json.object().value(u"slabs"_s).toInteger());
        QCOMPARE(v.value(u"bytes"_s).toInteger(), made.json.object().value(u"bytes"_s).toInteger());
        // A slab is whole, also where the data fill a part of it.
        QVERIFY(v.value(u"tiles"_s).toInteger() >= madeTiles);
        // Tiles are counted by the footprint of the files, so a few without any pixel may be among them.
        QVERIFY2(tiles >= madeTiles && tiles <= madeTiles * 11 / 10 + 8,
            QByteArray::number(tiles) + " for " + QByteArray::number(madeTiles));
    }

    void verifyFindsDamage()
    {
        const CliResult made = cli(generate(u"damaged"_s, {u"--format"_s, u"PNG"_s}));
        VERIFY_CLI(made, 0);
        const QMap<QString, QByteArray> slabs = digests(path(u"damaged"_s));
        QVERIFY(!slabs.isEmpty());
        QFile slab(path(u"damaged/"_s) + slabs.firstKey());
        QVERIFY(slab.open(QIODevice::ReadWrite));
        QVERIFY(slab.resize(slab.size() / 2));
        slab.close();
        const CliResult verified = cli({u"verify"_s, path(u"damaged"_s), u"--json"_s});
        VERIFY_CLI(verified, 1);
        QVERIFY(!verified.json.object().value(u"errors"_s).toArray().isEmpty());
    }

    void progressAsJson()
    {
        const CliResult made = cli(generate(u"progress"_s, {u"--progress=json"_s}));
        VERIFY_CLI(made, 0);
        int lines = 0;
        for (const QByteArray &line : made.output.split('\n')) {
            if (line.isEmpty())
                continue;
            const QJsonObject progress = QJsonDocument::fromJson(line).object();
            for (const char *name : {"step", "done", "total", "rate", "bytes", "elapsed_s", "eta_s"})
                QVERIFY2(progress.contains(QLatin1String(name)), line.constData());
            ++lines;
        }
        QVERIFY(lines >= 2);
    }

    // Ctrl-C at some point of the work, again and again, each time going on: the same bytes as in one go.
    void interruptedAndResumed()
    {
        QVERIFY(makeOrthophoto(path(u"large"_s), 4, 1000));
        const auto arguments = [this](const QString &output, bool resume) {
            QStringList list{u"generate"_s, u"raster"_s, path(u"large/ortho"_s), u"--output"_s, path(output), u"--format"_s,
                u"PNG"_s, u"--progress=json"_s, u"--slab"_s, u"4x4"_s};
            return resume ? list << u"--resume"_s : list;
        };
        const CliResult whole = cli(arguments(u"whole/p"_s, false));
        VERIFY_CLI(whole, 0);

        int interruptions = 0;
        bool done = false;
        for (int run = 0; run < 12 && !done; ++run) {
            QProcess process;
            process.start(programPath(u"tuilerie-cli"_s), arguments(u"parts/p"_s, run > 0));
            // The first lines of the real work, then Ctrl-C.
            int lines = 0;
            while (process.state() != QProcess::NotRunning && lines < 2 + run) {
                if (!process.waitForReadyRead(60000))
                    break;
                while (process.canReadLine()) {
                    const QJsonObject progress = QJsonDocument::fromJson(process.readLine()).object();
                    lines += progress.value(u"done"_s).toInteger() > 0;
                }
            }
            if (process.state() != QProcess::NotRunning)
                ::kill(pid_t(process.processId()), SIGINT);
            // It may have been quicker than the signal.
            QVERIFY(process.state() == QProcess::NotRunning || process.waitForFinished(120000));
            const QByteArray said = process.readAllStandardError();
            QVERIFY2(process.exitStatus() == QProcess::NormalExit, said.constData());
            if (process.exitCode() == 0) {
                done = true;
                break;
            }
            QVERIFY2(process.exitCode() == 130, said.constData());
            QVERIFY(!QFileInfo::exists(path(u"parts/p.json"_s)));
            QVERIFY(said.contains("--resume"));
            ++interruptions;
        }
        QVERIFY(interruptions > 0);
        const CliResult last = cli(arguments(u"parts/p"_s, true));
        VERIFY_CLI(last, 0);
        const auto expected = digests(path(u"whole"_s));
        QCOMPARE(digests(path(u"parts"_s)), expected);
    }
};

TUILERIE_TEST_MAIN(CliGenerateTest)
#include "cligeneratetest.moc"
