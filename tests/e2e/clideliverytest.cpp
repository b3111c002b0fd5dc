// SPDX-License-Identifier: GPL-3.0-or-later
#include "e2esupport.h"
#include "support/rawzip.h"

#include <QDirIterator>

using namespace tuilerie::test;
using namespace Qt::StringLiterals;

/// Zipped deliveries and SQL dumps through the command line: what comes out is what their files give as they lie.
class CliDeliveryTest : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    ServerGuard m_guard;

    QString path(const QString &name) const { return m_folder.filePath(name); }
    static QString communes() { return dataPath(u"vector/communes.gpkg"_s); }
    static QByteArray content(const QString &file)
    {
        QFile read(file);
        return read.open(QIODevice::ReadOnly) ? read.readAll() : QByteArray();
    }
    QString put(const QString &name, const QByteArray &bytes) const
    {
        QFile file(path(name));
        const bool isWritten = file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size();
        return isWritten ? path(name) : QString();
    }
    static QJsonObject only(const CliResult &inspected) { return inspected.json.array().at(0).toObject(); }
    /// What a program of this run left of what it unpacked.
    static QStringList leftovers()
    {
        return QDir(qEnvironmentVariable("XDG_CACHE_HOME") + u"/tuilerie/copies"_s)
            .entryList(QDir::AllEntries | QDir::NoDotAndDotDot | QDir::Hidden);
    }
    QString dump()
    {
        const QString file = path(u"communes.sql"_s);
        if (!QFile::exists(file))
            runProgram(u"ogr2ogr"_s, {u"-f"_s, u"PGDUMP"_s, u"-lco"_s, u"LAUNDER=NO"_s, file, communes()});
        return file;
    }

private slots:
    void initTestCase() { qputenv("LC_ALL", "C.UTF-8"); }
    void cleanup() { QCOMPARE(leftovers(), QStringList()); }

    void zippedRastersGiveTheSamePyramid()
    {
        QVERIFY(makeOrthophoto(path(u"tiles"_s), 2, 200));
        std::vector<ZipEntry> entries;
        for (QDirIterator tile(path(u"tiles"_s), QDir::Files, QDirIterator::Subdirectories); tile.hasNext();) {
            const QString file = tile.next();
            entries.push_back({"livraison/" + tile.fileName().toUtf8(), content(file)});
        }
        const QString zip = put(u"ortho.zip"_s, rawZip(entries));
        const CliResult inspected = cli({u"inspect"_s, zip, u"--json"_s});
        VERIFY_CLI(inspected, 0);
        QCOMPARE(only(inspected)[u"kind"_s].toString(), u"raster"_s);
        for (const auto &[input, output] : {std::pair{path(u"tiles"_s), u"plain/p"_s}, std::pair{zip, u"zipped/p"_s}}) {
            const CliResult made =
                cli({u"generate"_s, u"raster"_s, input, u"--output"_s, path(output), u"--format"_s, u"PNG"_s, u"--json"_s});
            VERIFY_CLI(made, 0);
        }
        QCOMPARE(digests(path(u"zipped/p"_s)), digests(path(u"plain/p"_s)));
        VERIFY_CLI(cli({u"check"_s, zip, u"--json"_s}), 0);
        VERIFY_CLI(cli({u"estimate"_s, zip, u"--json"_s}), 0);
    }

    void aDumpGivesTheSameTiles()
    {
        QString plain;
        for (const auto &[input, name] : {std::pair{communes(), u"plain"_s}, std::pair{dump(), u"sql"_s},
                 std::pair{put(u"sql.zip"_s, rawZip({{"a/communes.sql", content(dump())}})), u"zip"_s}}) {
            const CliResult made = cli({u"generate"_s, u"vector"_s, input, u"--output"_s, path(name + u"/communes"_s),
                u"--layer"_s, u"communes:NOM_COM,INSEE_COM:6-9"_s, u"--json"_s});
            VERIFY_CLI(made, 0);
            QCOMPARE(made.json.object()[u"features"_s].toInt(), 20);
            if (name != u"plain"_s)
                QCOMPARE(digests(path(name + u"/communes"_s)), digests(path(u"plain/communes"_s)));
        }
        const CliResult inspected = cli({u"inspect"_s, dump(), u"--json"_s});
        VERIFY_CLI(inspected, 0);
        QCOMPARE(only(inspected)[u"driver"_s].toString(), u"SQL"_s);
        QCOMPARE(
            only(inspected)[u"crs"_s].toString(), only(cli({u"inspect"_s, communes(), u"--json"_s}))[u"crs"_s].toString());
        VERIFY_CLI(cli({u"check"_s, dump(), u"--json"_s}), 0);
    }

    void whatIsWrongIsSaidBeforeWork()
    {
        const QString zip = put(u"bad.zip"_s, rawZip({{"../communes.sql", content(dump())}}));
        const CliResult checked = cli({u"check"_s, zip, u"--json"_s});
        VERIFY_CLI(checked, 4);
        QCOMPARE(checked.json.array().at(0)[u"id"_s].toString(), u"archive.refused"_s);
        QVERIFY(checked.json.array().at(0)[u"message"_s].toString().contains(u"../communes.sql"_s));
        VERIFY_CLI(cli({u"inspect"_s, zip}), 1);
        const CliResult made = cli({u"generate"_s, u"vector"_s, zip, u"--output"_s, path(u"bad/p"_s)});
        QVERIFY(made.exitCode == 4 || made.exitCode == 1);
        QVERIFY(!QFile::exists(path(u"bad/p.json"_s)));
        // A finding within a zip names the file as it is known.
        const CliResult inner = cli({u"check"_s,
            put(u"inner.zip"_s, rawZip({{"d/cut.sql", "CREATE TABLE t (a int);\nCOPY t (a) FROM stdin;\n1\n"}})),
            u"--json"_s});
        VERIFY_CLI(inner, 4);
        QCOMPARE(inner.json.array().at(0)[u"path"_s].toString(), path(u"inner.zip/d/cut.sql"_s));
        QVERIFY(inner.json.array().at(0)[u"message"_s].toString().contains(u"line 4"_s));
    }

    void aZipIsPublished()
    {
        const QString zip = put(u"communes.zip"_s, rawZip({{"a/communes.sql", content(dump())}}));
        const CliResult published = cli({u"publish"_s, zip, u"--layer"_s, u"zipped"_s, u"--bottom"_s, u"9"_s, u"--json"_s});
        VERIFY_CLI(published, 0);
        const QString tms = serviceUrl(published.json.object(), u"tms"_s);
        QVERIFY(!tms.isEmpty());
        const CliResult read = python(u"vectorread.py"_s, {u"tiles"_s, tms, u"communes"_s, u"nom_com"_s});
        VERIFY_CLI(read, 0);
        QVERIFY(read.json.object()[u"values"_s].toArray().size() > 5);
    }
};

TUILERIE_TEST_MAIN(CliDeliveryTest)
#include "clideliverytest.moc"
