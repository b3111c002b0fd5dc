// SPDX-License-Identifier: GPL-3.0-or-later
#include "check/vector/texts.h"
#include "check/vector/vectorcheck.h"
#include "check/vector/vectorfix.h"
#include "grid/shiftgrids.h"
#include "support/testsupport.h"
#include "support/throwingcontrol.h"
#include "vectorfixture.h"

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>

#include <set>

using namespace tuilerie;
using namespace tuilerie::test;

class VectorRulesTest : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;
    QJsonObject m_expected;
    QMap<QString, QByteArray> m_before;

    QString path(const QString &name) const { return m_folder.filePath(name); }

private slots:
    void initTestCase()
    {
        m_expected = makeVectorFiles(m_folder.path());
        if (m_expected.isEmpty())
            QSKIP("no Python with osgeo");
        m_before = digests(m_folder.path());
    }

    void cleanDataGiveNothing()
    {
        for (const char *name : {"clean.gpkg", "clean.shp", "clean.fgb", "clean.geojson"}) {
            const auto findings = findingsOf(path(QLatin1String(name)));
            QVERIFY2(findings.empty(), qPrintable(listed(findings)));
        }
        for (const char *name : {"lonlat.csv", "wkt.csv"}) {
            const auto findings = findingsOf(path(QLatin1String(name)), QStringLiteral("EPSG:4326"));
            QVERIFY2(findings.empty(), qPrintable(listed(findings)));
        }
    }

    void filesOfProducersGiveNothing_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QStringList>("ids");
        QTest::newRow("communes") << QStringLiteral("communes.gpkg") << QStringList{};
        QTest::newRow("canton") << QStringLiteral("CANTON/CANTON.shp") << QStringList{};
        QTest::newRow("installation") << QStringLiteral("installation.gpkg")
                                      << QStringList{QStringLiteral("vector.geometry.duplicate")};
        QTest::newRow("curved") << QStringLiteral("curved_polys.gpkg")
                                << QStringList{QStringLiteral("vector.geometry.curves")};
        QTest::newRow("two crs") << QStringLiteral("mixed_layers.gpkg")
                                 << QStringList{QStringLiteral("vector.crs.mixed"), QStringLiteral("vector.empty")};
    }

    void filesOfProducersGiveNothing()
    {
        QFETCH(QString, name);
        QFETCH(QStringList, ids);
        QStringList found;
        for (const Finding &finding : findingsOf(dataPath(QStringLiteral("vector/") + name)))
            found << finding.id;
        found.sort();
        QCOMPARE(found, ids);
    }

    void everyRule_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("id");
        for (auto it = m_expected.constBegin(); it != m_expected.constEnd(); ++it)
            QTest::newRow(qPrintable(it.key())) << it.key() << it.value().toString();
    }

    // Each file breaks one rule, which names the file and what to do; nothing else blocks it.
    void everyRule()
    {
        QFETCH(QString, name);
        QFETCH(QString, id);
        const auto findings = findingsOf(path(name));
        const auto mine = ofId(findings, id);
        QVERIFY2(!mine.empty(), qPrintable(QStringLiteral("not found: ") + listed(findings)));
        for (const Finding &finding : findings) {
            QVERIFY2(!finding.message.isEmpty() && !finding.fix.isEmpty() && !finding.message.contains(QLatin1String("%1")),
                qPrintable(finding.message));
            QVERIFY2(finding.message.contains(finding.path), qPrintable(finding.message));
            const bool isOurs = vectorFixActions().contains(finding.fixAction);
            QVERIFY2(finding.fixAction.isEmpty() || isOurs || finding.fixAction == QLatin1String("exclude-file"),
                qPrintable(finding.fixAction));
        }
        for (size_t i = 1; i < findings.size(); ++i)
            QVERIFY2(findings[i - 1].severity >= findings[i].severity, "worst first");
    }

    void everyRuleIsTriggered()
    {
        std::set<QString> found;
        for (const QJsonValue &id : m_expected)
            found.insert(id.toString());
        // crs.declared and crs.shiftgrid need an assigned CRS; the damage of a layer shows with that of its file;
        // outsidetest has the first.
        const QStringList elsewhere{QStringLiteral("file."), QStringLiteral("vector.crs.declared"),
            QStringLiteral("vector.damaged"), QStringLiteral("vector.crs.shiftgrid")};
        for (const VectorRule &rule : vectorRules()) {
            const QString id = QString::fromLatin1(rule.id);
            const bool isGroup = id == QLatin1String("vector.geometry.types") || id == QLatin1String("vector.geometry.none")
                || id == QLatin1String("vector.geometry.dimensions") || id == QLatin1String("vector.gpkg.header")
                || id == QLatin1String("vector.gpkg.tables") || id == QLatin1String("vector.gpkg.geometries")
                || id == QLatin1String("vector.gpkg.contents");
            const bool isFound =
                std::any_of(found.begin(), found.end(), [&id](const QString &one) { return one.startsWith(id); });
            QVERIFY2(isFound || isGroup || elsewhere.contains(id), rule.id);
        }
        const auto declared = findingsOf(path(QStringLiteral("clean.gpkg")), QStringLiteral("EPSG:4326"));
        QCOMPARE(ofId(declared, QStringLiteral("vector.crs.declared")).size(), size_t(1));
        QCOMPARE(ofId(findingsOf(path(QStringLiteral("damaged.gpkg"))), QStringLiteral("vector.damaged")).size(), size_t(1));
    }

    // As rasters say it: one that is nowhere stops, one that would do better is a warning, once for a CRS.
    void missingShiftGridsAreSaid()
    {
        const auto of = [this](const char *name, const char *crs) {
            return ofId(findingsOf(path(QLatin1String(name)), QLatin1String(crs)), QStringLiteral("vector.crs.shiftgrid"));
        };
        const auto lost = of("lonlat.csv", "+proj=longlat +ellps=intl +nadgrids=nowhere.gsb +no_defs");
        QCOMPARE(lost.size(), size_t(1));
        QVERIFY(isBlocked(lost) && lost[0].message.contains(QLatin1String("nowhere.gsb")) && !lost[0].fix.isEmpty());
        const auto british = of("british.shp", "EPSG:27700");
        const auto osgb = Crs::fromText(QStringLiteral("EPSG:27700")), wgs84 = Crs::fromText(QStringLiteral("EPSG:4326"));
        const auto lack = shiftGridLack(*osgb, *wgs84, {400000, 200000, 401000, 201000});
        QCOMPARE(british.size(), size_t(lack ? 1 : 0));
        QVERIFY(!lack || (british[0].severity == Severity::Warning && british[0].message == lack->what(*osgb, *wgs84)));
        QVERIFY(of("lonlat.csv", "EPSG:4326").empty() && of("clean.gpkg", "").empty());
    }

    void placesAndCountsAreTold()
    {
        const auto invalid =
            ofId(findingsOf(path(QStringLiteral("invalid.gpkg"))), QStringLiteral("vector.geometry.invalid"));
        QCOMPARE(invalid.size(), size_t(1));
        // The bow tie crosses itself in its middle.
        QCOMPARE(*invalid.front().where, (Extent{650025, 6860025, 650025, 6860025}));
        QCOMPARE(invalid.front().whereCrs, QStringLiteral("EPSG:2154"));
        QVERIFY2(invalid.front().message.contains(QLatin1String("feature 8"))
                && invalid.front().message.contains(QLatin1String("Self-intersection")),
            qPrintable(invalid.front().message));
        const auto keys = ofId(findingsOf(path(QStringLiteral("key.gpkg"))), QStringLiteral("vector.key.duplicate"));
        QVERIFY2(keys.size() == 1 && keys.front().message.contains(QLatin1String("15 feature(s)"))
                && keys.front().message.contains(QLatin1String("gid")),
            keys.empty() ? "" : qPrintable(keys.front().message));
        const auto stale = ofId(findingsOf(path(QStringLiteral("stale.gpkg"))), QStringLiteral("vector.index.stale"));
        QVERIFY(stale.size() == 1 && stale.front().message.contains(QLatin1String("2 feature(s)")));
    }

    // GEOS through OGR in Python says the same of every geometry of a layer with many flaws.
    void validityAsOgrSaysIt()
    {
        const QString script = QStringLiteral(
            "import sys,random\nfrom osgeo import "
            "ogr,gdal,osr\ngdal.UseExceptions();random.seed(5)\ns=osr.SpatialReference();s.ImportFromEPSG(2154)\n"
            "d=ogr.GetDriverByName('GPKG').CreateDataSource(sys.argv[1]);l=d.CreateLayer('a',s,ogr.wkbPolygon);l."
            "StartTransaction();bad=0\n"
            "for i in range(3000):\n"
            "    c=[(650000+random.random()*99,6860000+random.random()*99) for _ in range(4)];c.append(c[0])\n"
            "    g=ogr.CreateGeometryFromWkt('POLYGON((%s))'%','.join('%r %r'%p for p in "
            "c));f=ogr.Feature(l.GetLayerDefn());f.SetGeometry(g);l.CreateFeature(f)\n"
            "    gdal.PushErrorHandler('CPLQuietErrorHandler');bad+=not g.IsValid();gdal.PopErrorHandler()\n"
            "l.CommitTransaction();d=None;print(bad)");
        const QString file = path(QStringLiteral("random.gpkg"));
        const auto python = runProgram(QStringLiteral("/usr/bin/python3"), {QStringLiteral("-c"), script, file});
        QCOMPARE(python.exitCode, 0);
        const qint64 bad = python.output.trimmed().toLongLong();
        QVERIFY(bad > 500 && bad < 2500);
        const auto invalid = ofId(findingsOf(file), QStringLiteral("vector.geometry.invalid"));
        QCOMPARE(invalid.size(), size_t(1));
        const QString number = QLocale::c().toString(bad);
        QVERIFY2(invalid.front().message.contains(number + QStringLiteral(" geometry(ies)")),
            qPrintable(invalid.front().message));
        QVERIFY(QFile::remove(file));
    }

    void manyEqualFindingsAreSummedUp()
    {
        const QString many = path(QStringLiteral("many"));
        QVERIFY(QDir().mkpath(many));
        for (int i = 0; i < 60; ++i) {
            for (const char *part : {"shp", "shx", "dbf", "cpg"})
                QVERIFY(QFile::copy(path(QStringLiteral("noprj.") + QLatin1String(part)),
                    QStringLiteral("%1/n%2.%3").arg(many).arg(i).arg(QLatin1String(part))));
        }
        const auto findings = ofId(findingsOf(many), QStringLiteral("vector.crs.missing"));
        QCOMPARE(findings.size(), size_t(21));
        QVERIFY2(findings.back().path.isEmpty() && findings.back().message.contains(QLatin1String("40")),
            qPrintable(findings.back().message));
        QVERIFY(QDir(many).removeRecursively());
    }

    void defectInATaskIsAnError()
    {
        ThrowingControl reading(QStringLiteral("check"));
        VERIFY_DEFECT_IS_AN_ERROR(checkPaths({path(QStringLiteral("dense.gpkg"))}, {}, reading));
        ThrowingControl opening;
        VERIFY_DEFECT_IS_AN_ERROR(checkPaths({path(QStringLiteral("clean.gpkg"))}, {}, opening));
    }

    void stops()
    {
        RecordingControl control;
        control.stopAfter = 4096;
        const auto findings = checkPaths({path(QStringLiteral("dense.gpkg"))}, {}, control);
        QVERIFY(!findings);
        QCOMPARE(int(findings.error().code), int(ErrorCode::Cancelled));
    }

    void brokenFilesAreNoSurprise_data()
    {
        QTest::addColumn<QString>("name");
        for (const char *name :
            {"clean.gpkg", "clean.shp", "clean.dbf", "clean.shx", "clean.fgb", "clean.geojson", "lonlat.csv"})
            QTest::newRow(name) << QString::fromLatin1(name);
    }

    // Cut or with bytes overwritten: findings or none, but always an answer; a file that lacks its end is never called
    // sound.
    void brokenFilesAreNoSurprise()
    {
        QFETCH(QString, name);
        QTemporaryDir folder;
        QFile original(path(name));
        QVERIFY(original.open(QIODevice::ReadOnly));
        const QByteArray whole = original.readAll();
        const QFileInfo info(name);
        for (const QString &other :
            QDir(m_folder.path()).entryList({info.completeBaseName() + QStringLiteral(".*")}, QDir::Files)) {
            if (QFileInfo(other).suffix() != QLatin1String("gpkg") || other == name)
                QVERIFY(QFile::copy(path(other), folder.filePath(other)));
        }
        const bool isPart = info.suffix() == QLatin1String("dbf") || info.suffix() == QLatin1String("shx");
        const QString opened = folder.filePath(isPart ? info.completeBaseName() + QStringLiteral(".shp") : name);
        const auto write = [&](const QByteArray &content) {
            QFile file(folder.filePath(name));
            return file.open(QIODevice::WriteOnly | QIODevice::Truncate) && file.write(content) == content.size();
        };
        quint32 seed = 7;
        const auto next = [&seed] { return (seed = seed * 1664525u + 1013904223u) >> 8; };
        for (int i = 0; i < 12; ++i) {
            QVERIFY(write(whole.left(whole.size() * i / 12)));
            const auto findings = findingsOf(opened, QStringLiteral("EPSG:2154"));
            if (info.suffix() == QLatin1String("gpkg") || info.suffix() == QLatin1String("fgb")
                || info.suffix() == QLatin1String("shp"))
                QVERIFY2(!findings.empty(), qPrintable(QStringLiteral("cut to %1 of 12").arg(i)));
        }
        for (int i = 0; i < 15; ++i) {
            QByteArray changed = whole;
            for (int k = 0; k < 8; ++k)
                changed[qsizetype(next() % quint32(changed.size()))] = char(next());
            QVERIFY(write(changed));
            findingsOf(opened, QStringLiteral("EPSG:2154"));
            SilentControl control;
            const QString copy = folder.filePath(QStringLiteral("copy%1.gpkg").arg(i));
            const auto repaired = fixVector(opened, copy,
                {QStringLiteral("repair-geopackage"), QStringLiteral("make-valid"), QStringLiteral("drop-empty")}, control);
            QVERIFY2(repaired ? QFile::exists(copy) : !repaired.error().message.isEmpty() && !QFile::exists(copy),
                qPrintable(copy));
        }
    }

    void texts()
    {
        QCOMPARE(decodedOnce("\xC3\x83\xC2\xA9t\xC3\x83\xC2\xA9"), QByteArray("\xC3\xA9t\xC3\xA9"));
        QCOMPARE(int(textState("Mont Saint-Michel")), int(TextState::Plain));
        QCOMPARE(int(textState(QStringLiteral("Œuf à l’âne — Çà").toUtf8())), int(TextState::Utf8));
        QCOMPARE(int(textState(QStringLiteral("Ã‰glise").toUtf8())), int(TextState::Twice));
        QCOMPARE(int(textState("\xE9glise")), int(TextState::Invalid));
        // Letters that a mojibake would have, but alone.
        for (const QString &word :
            {QStringLiteral("SÃO PAULO"), QStringLiteral("Ângela"), QStringLiteral("Åland"), QStringLiteral("«»")})
            QCOMPARE(int(textState(word.toUtf8())), int(TextState::Utf8));
    }

    void inspectTellsMore()
    {
        const auto layers = readVectorLayers(path(QStringLiteral("styles.gpkg")));
        VERIFY_OK(layers);
        QCOMPARE(layers->size(), size_t(1));
        const VectorLayerInfo &layer = layers->front();
        QCOMPARE(layer.styles, QStringList{QStringLiteral("bleu")});
        QCOMPARE(layer.fidColumn, QStringLiteral("fid"));
        QCOMPARE(layer.geometryColumn, QStringLiteral("geom"));
        QCOMPARE(layer.hasSpatialIndex, std::optional<bool>(true));
        const auto latin = readVectorLayers(path(QStringLiteral("latin.shp")));
        VERIFY_OK(latin);
        QCOMPARE(latin->front().encoding, QStringLiteral("UTF-8"));
        QCOMPARE(latin->front().encodingFrom, QStringLiteral(".cpg"));
        QVERIFY(readVectorLayers(path(QStringLiteral("nocpg.shp")))->front().encoding.isEmpty());
        QCOMPARE(readVectorLayers(path(QStringLiteral("lonlat.csv")))->front().geometry, QStringLiteral("Point"));
        QCOMPARE(readVectorLayers(path(QStringLiteral("wkt.csv")))->front().geometry, QStringLiteral("Geometry"));
        QCOMPARE(sqliteLeftovers(path(QStringLiteral("wal.gpkg"))), QStringList{QStringLiteral("wal.gpkg-wal")});
    }

    // Last: all of the above has read only.
    void nothingWasChanged() { QCOMPARE(digests(m_folder.path()), m_before); }
};

TUILERIE_TEST_MAIN(VectorRulesTest)
#include "vectorrulestest.moc"
