// SPDX-License-Identifier: GPL-3.0-or-later
#include "check/vector/vectorfix.h"
#include "source/vectorinspect.h"
#include "support/testsupport.h"
#include "vectorfixture.h"

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>

using namespace tuilerie;
using namespace tuilerie::test;

class VectorFixTest : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;
    QTemporaryDir m_copies;
    QJsonObject m_expected;
    QMap<QString, QByteArray> m_before;

    QString path(const QString &name) const { return m_folder.filePath(name); }
    QString copyPath(const QString &name) const { return m_copies.filePath(name); }

    static Result<VectorFixReport> fixed(const QString &from, const QString &to, const QStringList &actions)
    {
        SilentControl control;
        const bool isDegrees = from.endsWith(QLatin1String(".csv"));
        return fixVector(
            from, to, actions, control, {isDegrees ? QStringLiteral("EPSG:4326") : QStringLiteral("EPSG:2154"), {}});
    }

    /// What Python's OGR, or SQLite itself, finds in a file.
    static QJsonValue asked(const QString &script, const QString &file)
    {
        const auto python = runProgram(QStringLiteral("/usr/bin/python3"),
            {QStringLiteral("-c"),
                QStringLiteral("import sys,json,sqlite3\nfrom osgeo import ogr,gdal\ngdal.UseExceptions()\np=sys.argv[1]\n")
                    + script,
                file});
        if (python.exitCode != 0)
            qWarning("%s", python.errors.constData());
        return QJsonDocument::fromJson('[' + python.output + ']').array().first();
    }

private slots:
    void initTestCase()
    {
        m_expected = makeVectorFiles(m_folder.path());
        if (m_expected.isEmpty())
            QSKIP("no Python with osgeo");
        m_before = digests(m_folder.path());
    }

    void everyFixAnswersItsFinding_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("id");
        for (auto it = m_expected.constBegin(); it != m_expected.constEnd(); ++it)
            QTest::newRow(qPrintable(it.key())) << it.key() << it.value().toString();
    }

    // What a finding offers to do makes it go away, in a copy; nothing new comes.
    void everyFixAnswersItsFinding()
    {
        QFETCH(QString, name);
        QFETCH(QString, id);
        const auto before = findingsOf(path(name));
        const auto mine = ofId(before, id);
        QVERIFY(!mine.empty());
        const QString action = mine.front().fixAction;
        if (!vectorFixActions().contains(action) || id == QLatin1String("vector.extent.outside"))
            return; // for the user to do
        const QString copy = copyPath(name);
        const auto report = fixed(path(name), copy, {action});
        VERIFY_OK(report);
        const auto after = findingsOf(copy);
        QVERIFY2(ofId(after, id).empty(), qPrintable(listed(after)));
        for (const Finding &finding : after)
            QVERIFY2(!ofId(before, finding.id).empty() || finding.severity == Severity::Info
                    || finding.id == QLatin1String("vector.geometry.null"),
                qPrintable(listed(after)));
        if (name.endsWith(QLatin1String(".gpkg")) && id != QLatin1String("vector.gpkg.damaged")) {
            const QJsonValue count = asked(
                QStringLiteral("print(sum(l.GetFeatureCount() for l in ogr.Open(p) if l.GetName()!='layer_styles'))"), copy);
            QCOMPARE(count.toInteger(), report->features);
            const int lost = action == QLatin1String("drop-empty") ? 1 : 0;
            QCOMPARE(report->dropped, qint64(lost));
            QVERIFY(report->features >= 10 - lost);
        }
        QVERIFY2(QDir(m_copies.path()).entryList(QDir::Dirs | QDir::Hidden | QDir::NoDotAndDotDot).isEmpty(),
            "nothing is left beside the copy");
    }

    void madeValidKeepsTypesAndNeighbours()
    {
        const QString copy = copyPath(QStringLiteral("valid.gpkg"));
        const auto report = fixed(path(QStringLiteral("invalid.gpkg")), copy, {QStringLiteral("make-valid")});
        VERIFY_OK(report);
        QCOMPARE(report->madeValid, qint64(1));
        // The bow tie becomes two triangles; all others keep their shape and FID.
        const QJsonArray told = asked(
            QStringLiteral(
                "a=ogr.Open(sys.argv[1]);l=a.GetLayer(0)\n"
                "print(json.dumps([[f.GetFID(),f.GetGeometryRef().GetGeometryName(),f.GetGeometryRef().GetGeometryCount(),"
                "f.GetGeometryRef().GetArea(),f.GetGeometryRef().IsValid(),f.GetField('nom')] for f in l]))"),
            copy)
                                    .toArray();
        QCOMPARE(told.size(), 30);
        for (qsizetype i = 0; i < told.size(); ++i) {
            const QJsonArray row = told[i].toArray();
            QCOMPARE(row[0].toInteger(), qint64(i + 1));
            QCOMPARE(row[1].toString(), QStringLiteral("MULTIPOLYGON"));
            QCOMPARE(row[2].toInt(), i == 7 ? 2 : 1);
            QCOMPARE(row[3].toDouble(), i == 7 ? 1250.0 : 6400.0);
            QVERIFY(row[4].toBool());
            QCOMPARE(row[5].toString(), QStringLiteral("Hôtel %1").arg(i));
        }
    }

    void encodingsComeOutRight_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("text");
        QTest::newRow("latin-1 that says utf-8") << QStringLiteral("latin.shp") << QStringLiteral("Hôtel 3");
        QTest::newRow("utf-8 that says latin-1") << QStringLiteral("utf8.shp") << QStringLiteral("Hôtel 3");
        QTest::newRow("says nothing") << QStringLiteral("nocpg.shp") << QStringLiteral("Hôtel 3");
        QTest::newRow("encoded twice") << QStringLiteral("mojibake.gpkg") << QStringLiteral("Église");
    }

    void encodingsComeOutRight()
    {
        QFETCH(QString, name);
        QFETCH(QString, text);
        const QString copy = copyPath(QStringLiteral("encoded-") + name);
        const auto report = fixed(path(name), copy, {QStringLiteral("set-encoding")});
        VERIFY_OK(report);
        QCOMPARE(asked(QStringLiteral("d=ogr.Open(p);l=d.GetLayer(0);l.GetNextFeature();l.GetNextFeature();l.GetNextFeature("
                                      ")\nprint(json.dumps(l.GetNextFeature().GetField('nom')))"),
                     copy)
                     .toString(),
            text);
    }

    void leftoversAreSettled()
    {
        const QString script = QStringLiteral(
            "print(json.dumps([r[0] for r in sqlite3.connect(p).execute('SELECT nom FROM parcelles ORDER BY fid')]))");
        const QString wal = copyPath(QStringLiteral("settled.gpkg"));
        VERIFY_OK(fixed(path(QStringLiteral("wal.gpkg")), wal, {QStringLiteral("repair-geopackage")}));
        QCOMPARE(asked(script, wal).toArray().first().toString(), QStringLiteral("du WAL"));
        const QString journal = copyPath(QStringLiteral("undone.gpkg"));
        VERIFY_OK(fixed(path(QStringLiteral("journal.gpkg")), journal, {QStringLiteral("repair-geopackage")}));
        const QJsonArray names = asked(script, journal).toArray();
        QCOMPARE(names.size(), 30);
        for (qsizetype i = 0; i < names.size(); ++i)
            QCOMPARE(names[i].toString(), QStringLiteral("Hôtel %1").arg(i));
    }

    void stylesGoAlongUnderTheNewName()
    {
        const QString copy = copyPath(QStringLiteral("named.gpkg"));
        const auto report = fixed(path(QStringLiteral("styles.gpkg")), copy, {QStringLiteral("rename-for-entrepot")});
        VERIFY_OK(report);
        const auto layers = readVectorLayers(copy);
        VERIFY_OK(layers);
        QCOMPARE(layers->front().name, QStringLiteral("reseau"));
        QCOMPARE(layers->front().styles, QStringList{QStringLiteral("bleu")});
        QVERIFY(report->toJson().value(QStringLiteral("done")).toArray().size() >= 2);
    }

    void otherFormats()
    {
        for (const char *name : {"to.geojson", "to.fgb", "tocsv.csv", "to.shp"}) {
            const QString copy = copyPath(QLatin1String(name));
            const auto report = fixed(
                path(QStringLiteral("invalid.gpkg")), copy, {QStringLiteral("make-valid"), QStringLiteral("rebuild-index")});
            VERIFY_OK(report);
            const auto layers = readVectorLayers(copy);
            VERIFY_OK(layers);
            QCOMPARE(layers->front().features, qint64(30));
            QVERIFY2(ofId(findingsOf(copy, QStringLiteral("EPSG:2154")), QStringLiteral("vector.geometry.invalid")).empty(),
                name);
        }
        QVERIFY(QFile::exists(copyPath(QStringLiteral("to.qix"))));
    }

    void layersOfProducersKeepEverything()
    {
        for (const char *name : {"communes.gpkg", "installation.gpkg", "points_gpkg.gpkg", "domains.gpkg"}) {
            const QString source = dataPath(QStringLiteral("vector/") + QLatin1String(name));
            const QString copy = copyPath(QStringLiteral("real-") + QLatin1String(name));
            VERIFY_OK(fixed(source, copy, {QStringLiteral("make-valid"), QStringLiteral("rebuild-index")}));
            const QString script =
                QStringLiteral("d=ogr.Open(p)\nprint(json.dumps([[l.GetName(),[(f.name,f.GetTypeName(),f.width) for f in "
                               "l.schema],[(f.ExportToJson()) for f in l]] for l in d]))");
            QCOMPARE(asked(script, copy), asked(script, source));
        }
    }

    void refusals()
    {
        const QString clean = path(QStringLiteral("clean.gpkg"));
        const auto code = [&](const QString &from, const QString &to, const QStringList &actions) {
            const auto report = fixed(from, to, actions);
            return report ? -1 : int(report.error().code);
        };
        const QStringList valid{QStringLiteral("make-valid")};
        QCOMPARE(code(clean, clean, valid), int(ErrorCode::Invalid));
        QCOMPARE(code(clean, path(QStringLiteral("clean.shp")), valid), int(ErrorCode::Conflict));
        QCOMPARE(code(clean, copyPath(QStringLiteral("a.gpkg")), {QStringLiteral("polish")}), int(ErrorCode::Invalid));
        QCOMPARE(code(clean, copyPath(QStringLiteral("a.gpkg")), {}), int(ErrorCode::Invalid));
        QCOMPARE(code(clean, copyPath(QStringLiteral("a.dxf")), valid), int(ErrorCode::Unsupported));
        QCOMPARE(
            code(path(QStringLiteral("nothing.gpkg")), copyPath(QStringLiteral("a.gpkg")), valid), int(ErrorCode::NotFound));
        QCOMPARE(
            code(path(QStringLiteral("text.gpkg")), copyPath(QStringLiteral("a.gpkg")), valid), int(ErrorCode::Corrupt));
        QCOMPARE(code(path(QStringLiteral("mixedcrs.gpkg")), copyPath(QStringLiteral("a.geojson")), valid),
            int(ErrorCode::Unsupported));
        RecordingControl control;
        control.stopAfter = 0;
        const auto stopped = fixVector(clean, copyPath(QStringLiteral("a.gpkg")), valid, control);
        QVERIFY(!stopped && stopped.error().code == ErrorCode::Cancelled);
        QVERIFY(!QFile::exists(copyPath(QStringLiteral("a.gpkg"))));
    }

    // Ids and columns that come twice, lists, and a property called like the geometry's column: in the copy, and said.
    void whatComesTwiceIsKept()
    {
        const auto write = [this](const char *name, const QByteArray &text) {
            QFile file(copyPath(QString::fromLatin1(name)));
            if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
                qFatal("no test file");
            return file.fileName();
        };
        const QByteArray feature =
            R"({"type":"Feature","id":%1,"properties":{"Nom é":"%2","geom":"x","fid":"f","tags":["a","b"]},)"
            R"("geometry":{"type":"Point","coordinates":[2.1,48.1]}})";
        QByteArrayList features;
        for (const auto &[id, nom] : {std::pair("7", "a"), std::pair("7", "b"), std::pair("8", "c")})
            features << QByteArray(feature).replace("%1", id).replace("%2", nom);
        const QString ids = write("ids.geojson", R"({"type":"FeatureCollection","features":[)" + features.join(',') + "]}");
        const auto copied = fixed(ids, copyPath(QStringLiteral("ids.gpkg")), {QStringLiteral("rename-for-entrepot")});
        VERIFY_OK(copied);
        QCOMPARE(copied->features, qint64(3));
        QVERIFY2(copied->warnings.join(QLatin1Char(' ')).contains(QLatin1String("2 feature(s) had the id")),
            qPrintable(copied->warnings.join(QLatin1Char(' '))));
        const QString script = QStringLiteral("d=ogr.Open(p);l=d[0]\nprint(json.dumps([sorted([f[0] for f in l]),"
                                              "[f['tags'] for f in l][0],len({f.GetFID() for f in l})]))");
        QCOMPARE(QJsonDocument(asked(script, copyPath(QStringLiteral("ids.gpkg"))).toArray()).toJson(QJsonDocument::Compact),
            QByteArray("[[\"a\",\"b\",\"c\"],\"[\\\"a\\\",\\\"b\\\"]\",3]"));
        const QString columns = write("columns.csv", "nom,INSEE,lon,lat,INSEE\na,2A004,2.1,48.1,75056\n");
        VERIFY_OK(fixed(columns, copyPath(QStringLiteral("columns.gpkg")), {QStringLiteral("assign-crs")}));
        QCOMPARE(asked(QStringLiteral("d=ogr.Open(p);f=d[0].GetNextFeature()\nprint(json.dumps([f['INSEE'],f['INSEE2']]))"),
                     copyPath(QStringLiteral("columns.gpkg")))
                     .toArray(),
            (QJsonArray{QStringLiteral("2A004"), 75056}));
    }

    void whatACopyLacksIsSaid()
    {
        const QString own = copyPath(QStringLiteral("own.gpkg"));
        QVERIFY(QFile::copy(path(QStringLiteral("clean.gpkg")), own));
        asked(QStringLiteral(
                  "c=sqlite3.connect(p);c.executescript('CREATE INDEX par_nom ON parcelles(nom);CREATE VIEW vue AS SELECT "
                  "nom FROM parcelles;CREATE TRIGGER suivi AFTER DELETE ON parcelles BEGIN SELECT 1; END;')"),
            own);
        const auto copied = fixed(own, copyPath(QStringLiteral("own-copy.gpkg")), {QStringLiteral("rebuild-index")});
        VERIFY_OK(copied);
        const QString said = copied->warnings.join(QLatin1Char(' '));
        QVERIFY2(said.contains(QLatin1String("index par_nom, trigger suivi, view vue")), qPrintable(said));
        const auto plain = fixed(path(QStringLiteral("clean.gpkg")), copyPath(QStringLiteral("plain-copy.gpkg")),
            {QStringLiteral("rebuild-index")});
        VERIFY_OK(plain);
        QVERIFY2(plain->warnings.isEmpty(), qPrintable(plain->warnings.join(QLatin1Char(' '))));
    }

    void names_data()
    {
        QTest::addColumn<QString>("given");
        QTest::addColumn<QString>("result");
        QTest::newRow("accents") << QStringLiteral("Réseau-d'eau 2024") << QStringLiteral("reseau_d_eau 2024");
        QTest::newRow("digit first") << QStringLiteral("2024_routes") << QStringLiteral("_2024_routes");
        QTest::newRow("ligature") << QStringLiteral("Œuvres d'ART") << QStringLiteral("oeuvres d_art");
        QTest::newRow("reserved") << QStringLiteral("User") << QStringLiteral("user_");
        QTest::newRow("nothing") << QString() << QStringLiteral("_");
    }

    void names()
    {
        QFETCH(QString, given);
        QFETCH(QString, result);
        QCOMPARE(entrepotName(given), result);
        QCOMPARE(entrepotName(result), result);
    }

    void nothingWasChanged() { QCOMPARE(digests(m_folder.path()), m_before); }
};

TUILERIE_TEST_MAIN(VectorFixTest)
#include "vectorfixtest.moc"
