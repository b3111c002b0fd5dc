// SPDX-License-Identifier: GPL-3.0-or-later
// Vector pyramids of real and small files, read back with GDAL's MVT driver.
#include "generate/vector/vectorpyramid.h"

#include "mvttiles.h"
#include "pyramid/verify.h"
#include "support/testsupport.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QSet>

#include <cmath>

using namespace tuilerie;
using namespace tuilerie::test;

class VectorPyramidTest : public QObject
{
    Q_OBJECT

private slots:
    // Every feature, attribute and geometry of real files comes back at the bottom level; every tile of every level opens,
    // all valid.
    void filesReadBack_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QString>("layer");
        QTest::addColumn<QString>("bottom");
        QTest::newRow("communes") << "vector/communes.gpkg"
                                  << "communes"
                                  << "13";
        QTest::newRow("observations") << "vector/communes.gpkg"
                                      << "observations"
                                      << "13";
        QTest::newRow("cantons") << "vector/CANTON/CANTON.shp"
                                 << "CANTON"
                                 << "14";
        QTest::newRow("curves") << "vector/curved_polys.gpkg"
                                << "polys"
                                << "6";
        QTest::newRow("lines") << "vector/mixed_layers.gpkg"
                               << "lines"
                               << "6";
        QTest::newRow("points") << "vector/points_gpkg.gpkg"
                                << "points_gpkg"
                                << "7";
        QTest::newRow("installations") << "vector/installation.gpkg"
                                       << "installation"
                                       << "10";
    }
    void filesReadBack()
    {
        QFETCH(QString, file);
        QFETCH(QString, layer);
        QFETCH(QString, bottom);
        VectorPyramidParams params;
        params.paths = QStringList{dataPath(file)};
        params.output = outputIn(QStringLiteral("real-") + layer);
        params.bottom = bottom;
        params.tables = {{layer, {}, {}, {}, {}, {}}};
        const auto result = generateVectorPyramid(params, m_silent);
        VERIFY_OK(result);
        verify(result->descriptorPath);
        if (QTest::currentTestFailed())
            return;

        const auto source = readSource(dataPath(file), layer);
        QVERIFY(!source.empty());
        QCOMPARE(result->features, qint64(source.size()));
        std::map<qint64, OGRGeometryCollection> pieces;
        std::map<qint64, QMap<QString, QVariant>> attributes;
        QSet<QString> levels;
        double unit = 0;
        forEachTile(result->descriptorPath, [&](const QString &level, qint64 col, qint64 row, const QByteArray &tile) {
            QString problem;
            levels << level;
            for (MvtFeature &feature : readMvt(tile, level, col, row, false, &problem)) {
                QCOMPARE(feature.layer, layer);
                QVERIFY2(feature.geometry && feature.geometry->IsValid(),
                    qPrintable(QStringLiteral("level %1, feature %2").arg(level).arg(feature.id)));
                if (level == bottom)
                    attributes[feature.id] = feature.attributes;
            }
            QVERIFY2(problem.isEmpty(), qPrintable(problem));
            if (level != bottom)
                return;
            unit = 2 * M_PI * 6378137 / std::exp2(bottom.toInt()) / 4096;
            for (MvtFeature &feature : readMvt(tile, level, col, row, true, &problem))
                pieces[feature.id].addGeometryDirectly(feature.geometry.release());
        });
        QCOMPARE(levels.size(), qsizetype(bottom.toInt() + 1));
        QCOMPARE(pieces.size(), source.size());
        for (const auto &[id, feature] : source) {
            QVERIFY2(pieces.count(id) == 1, qPrintable(QStringLiteral("feature %1 is missing").arg(id)));
            for (auto it = feature.attributes.begin(); it != feature.attributes.end(); ++it) {
                const QVariant there = attributes[id].value(it.key());
                QVERIFY2(there.isValid(), qPrintable(it.key()));
                if (it->typeId() == QMetaType::QString)
                    QCOMPARE(there.toString(), it->toString());
                else
                    QCOMPARE(there.toDouble(), it->toDouble());
            }
            // The pieces put together lie within the grid's rounding of the source.
            const OGRGeometry *expected = feature.geometry.get();
            const std::unique_ptr<OGRGeometry> around(expected->Buffer(3 * unit));
            std::unique_ptr<OGRGeometry> rest(expected->clone());
            for (const OGRGeometry *piece : pieces[id]) {
                QVERIFY2(piece->Within(around.get()), qPrintable(QStringLiteral("feature %1 is out of place").arg(id)));
                const std::unique_ptr<OGRGeometry> aroundPiece(piece->Buffer(3 * unit));
                rest.reset(rest->Difference(aroundPiece.get()));
                QVERIFY(rest);
            }
            QVERIFY2(rest->IsEmpty(), qPrintable(QStringLiteral("a part of feature %1 is missing").arg(id)));
        }
    }

    void descriptorSaysTheTables()
    {
        VectorPyramidParams params;
        params.paths = QStringList{dataPath(QStringLiteral("vector/communes.gpkg"))};
        params.output = outputIn(QStringLiteral("tables"));
        VectorTableParams communes{QStringLiteral("communes"), QStringLiteral("villes"),
            {QStringLiteral("NOM_COM"), QStringLiteral("POPULATION")}, QStringLiteral("POPULATION > 5000"),
            QStringLiteral("8"), QStringLiteral("11")};
        VectorTableParams observations{
            QStringLiteral("observations"), {}, {}, {}, QStringLiteral("10"), QStringLiteral("12")};
        params.tables = {communes, observations};
        const auto result = generateVectorPyramid(params, m_silent);
        VERIFY_OK(result);
        verify(result->descriptorPath);
        const auto source = readSource(params.paths[0], QStringLiteral("communes"));
        QSet<qint64> wanted;
        for (const auto &[id, feature] : source)
            if (feature.attributes.value(QStringLiteral("POPULATION")).toLongLong() > 5000)
                wanted << id;
        QVERIFY(!wanted.isEmpty() && wanted.size() < qsizetype(source.size()));

        const auto descriptor = PyramidDescriptor::load(result->descriptorPath);
        VERIFY_OK(descriptor);
        QCOMPARE(descriptor->format, QStringLiteral("TIFF_PBF_MVT"));
        QStringList ids;
        for (const PyramidLevel &level : descriptor->levels) {
            ids << level.id;
            QStringList names;
            for (const QJsonValue &table : level.tables) {
                names << table[QLatin1String("name")].toString();
                if (names.last() != QLatin1String("villes"))
                    continue;
                QCOMPARE(table[QLatin1String("geometry")].toString(), QStringLiteral("MULTIPOLYGON"));
                const QJsonArray attributes = table[QLatin1String("attributes")].toArray();
                QCOMPARE(attributes.size(), 2);
                QCOMPARE(attributes[0][QLatin1String("name")].toString(), QStringLiteral("NOM_COM"));
                QCOMPARE(attributes[0][QLatin1String("type")].toString(), QStringLiteral("text"));
                QCOMPARE(attributes[0][QLatin1String("count")].toInteger(), qint64(wanted.size()));
                QCOMPARE(attributes[0][QLatin1String("values")].toArray().size(), wanted.size());
                QVERIFY(attributes[1][QLatin1String("min")].toDouble() > 5000);
            }
            QCOMPARE(names.contains(QLatin1String("villes")), level.id.toInt() <= 11);
            QCOMPARE(names.contains(QLatin1String("observations")), level.id.toInt() >= 10);
        }
        QCOMPARE(ids,
            QStringList({QStringLiteral("8"), QStringLiteral("9"), QStringLiteral("10"), QStringLiteral("11"),
                QStringLiteral("12")}));
        QSet<qint64> seen;
        forEachTile(result->descriptorPath, [&](const QString &level, qint64 col, qint64 row, const QByteArray &tile) {
            QString problem;
            for (const MvtFeature &feature : readMvt(tile, level, col, row, false, &problem)) {
                if (feature.layer == QLatin1String("villes")) {
                    QVERIFY(level.toInt() >= 8 && level.toInt() <= 11);
                    QCOMPARE(
                        feature.attributes.keys(), QStringList({QStringLiteral("NOM_COM"), QStringLiteral("POPULATION")}));
                    seen << feature.id;
                } else {
                    QVERIFY(level.toInt() >= 10);
                }
            }
        });
        QCOMPARE(seen, wanted);
    }

    // One table in five formats gives the same tiles but for the ids, which are each file's own.
    void otherFormats()
    {
        const QString source = dataPath(QStringLiteral("vector/installation.gpkg"));
        const QString folder = m_folder.filePath(QStringLiteral("formats"));
        QDir().mkpath(folder);
        QVERIFY(convert(
            {QStringLiteral("-f"), QStringLiteral("FlatGeobuf"), folder + QStringLiteral("/installation.fgb"), source}));
        QVERIFY(convert({QStringLiteral("-f"), QStringLiteral("GeoJSON"), QStringLiteral("-lco"),
            QStringLiteral("COORDINATE_PRECISION=9"), folder + QStringLiteral("/installation.geojson"), source}));
        QVERIFY(convert({QStringLiteral("-f"), QStringLiteral("CSV"), QStringLiteral("-lco"),
            QStringLiteral("GEOMETRY=AS_XY"), folder + QStringLiteral("/raw.csv"), source}));
        QFile raw(folder + QStringLiteral("/raw.csv"));
        QVERIFY(raw.open(QIODevice::ReadOnly));
        QByteArray text = raw.readAll();
        text.replace(0, text.indexOf('\n'), text.left(text.indexOf('\n')).replace("X,Y", "lon,lat"));
        writeText(folder + QStringLiteral("/installation.csv"), text);
        std::map<QString, qint64> expected;
        for (const QString &path : {source, folder + QStringLiteral("/installation.fgb"),
                 folder + QStringLiteral("/installation.geojson"), folder + QStringLiteral("/installation.csv")}) {
            VectorPyramidParams params;
            params.paths = QStringList{path};
            params.output = outputIn(QStringLiteral("format-") + QFileInfo(path).suffix());
            params.assignCrs = QStringLiteral("EPSG:4326"); // a CSV says none
            params.top = QStringLiteral("6");
            params.bottom = QStringLiteral("9");
            const auto result = generateVectorPyramid(params, m_silent);
            VERIFY_OK(result);
            QCOMPARE(result->features, qint64(966));
            std::map<QString, qint64> counts;
            forEachTile(result->descriptorPath, [&](const QString &level, qint64 col, qint64 row, const QByteArray &tile) {
                QString problem;
                for (const MvtFeature &feature : readMvt(tile, level, col, row, true, &problem)) {
                    // FlatGeobuf orders its features by place; where each lies is the same.
                    const OGRPoint *point = feature.geometry->toPoint();
                    ++counts[QStringLiteral("%1 %2 %3 %4")
                                 .arg(level, feature.attributes.value(QStringLiteral("nom_ets")).toString())
                                 .arg(point->getX(), 0, 'f', 0)
                                 .arg(point->getY(), 0, 'f', 0)];
                }
            });
            if (expected.empty())
                expected = counts;
            QVERIFY2(counts == expected, qPrintable(path));
        }
    }

    void frenchGrid()
    {
        VectorPyramidParams params;
        params.paths = QStringList{dataPath(QStringLiteral("vector/CANTON"))};
        params.tms = QStringLiteral("LAMB93_10m"); // the source's own system: nothing is transformed
        params.output = outputIn(QStringLiteral("lambert"));
        const auto result = generateVectorPyramid(params, m_silent);
        VERIFY_OK(result);
        verify(result->descriptorPath);
        const auto descriptor = PyramidDescriptor::load(result->descriptorPath);
        VERIFY_OK(descriptor);
        QSet<qint64> ids;
        forEachTile(result->descriptorPath, [&](const QString &level, qint64 col, qint64 row, const QByteArray &tile) {
            QString problem;
            for (const MvtFeature &feature : readMvt(tile, level, col, row, false, &problem, false)) {
                QVERIFY(feature.geometry->IsValid());
                if (level == descriptor->levels.back().id)
                    ids << feature.id;
            }
        });
        QCOMPARE(ids.size(), 61);
    }

    void sampleIsTheTile()
    {
        VectorPyramidParams params;
        params.paths = QStringList{dataPath(QStringLiteral("vector/communes.gpkg"))};
        params.output = outputIn(QStringLiteral("sampled"));
        params.bottom = QStringLiteral("10");
        const auto result = generateVectorPyramid(params, m_silent);
        VERIFY_OK(result);
        int tiles = 0;
        forEachTile(result->descriptorPath, [&](const QString &level, qint64 col, qint64 row, const QByteArray &tile) {
            VectorPyramidParams sample = params;
            sample.output.clear();
            const auto sampled = sampleVectorTile(sample, level, col, row);
            VERIFY_OK(sampled);
            QVERIFY2(*sampled == tile, qPrintable(QStringLiteral("%1/%2/%3").arg(level).arg(col).arg(row)));
            ++tiles;
        });
        QCOMPARE(qint64(tiles), result->tiles);
        const auto empty = sampleVectorTile(params, QStringLiteral("10"), 0, 0);
        VERIFY_OK(empty);
        QVERIFY(empty->isEmpty());
        const auto unknown = sampleVectorTile(params, QStringLiteral("11"), 0, 0);
        QVERIFY(!unknown && unknown.error().code == ErrorCode::NotFound);
    }

    void estimateIsNear()
    {
        VectorPyramidParams params;
        params.paths = QStringList{dataPath(QStringLiteral("vector/CANTON"))};
        const auto estimate = estimateVectorPyramid(params, m_silent);
        VERIFY_OK(estimate);
        params.output = outputIn(QStringLiteral("estimated"));
        const auto result = generateVectorPyramid(params, m_silent);
        VERIFY_OK(result);
        qint64 tiles = 0;
        for (const LevelEstimate &level : estimate->levels)
            tiles += level.tiles;
        QVERIFY2(std::abs(double(tiles - result->tiles)) <= 0.1 * double(result->tiles),
            qPrintable(QStringLiteral("%1 estimated, %2 made").arg(tiles).arg(result->tiles)));
        QVERIFY2(estimate->bytesLow <= result->bytes && estimate->bytesHigh >= result->bytes * 9 / 10,
            qPrintable(QStringLiteral("%1 to %2 estimated, %3 made")
                           .arg(estimate->bytesLow)
                           .arg(estimate->bytesHigh)
                           .arg(result->bytes)));
        QVERIFY(!QFileInfo::exists(QStringLiteral("estimate.json")));
    }

    void parametersRoundTrip()
    {
        VectorPyramidParams params;
        params.paths = QStringList{QStringLiteral("a.gpkg"), QStringLiteral("b.shp")};
        params.output = QStringLiteral("dir/name");
        params.assignCrs = QStringLiteral("EPSG:2154");
        params.tms = QStringLiteral("LAMB93_10m");
        params.top = QStringLiteral("3");
        params.bottom = QStringLiteral("12");
        params.tables = {{QStringLiteral("t"), QStringLiteral("l"), {QStringLiteral("a"), QStringLiteral("b")},
            QStringLiteral("a > 3"), QStringLiteral("4"), QStringLiteral("9")}};
        params.extent = 1024;
        params.buffer = 16;
        params.simplification = 2.5;
        params.maxTileBytes = 123456;
        params.maxTileFeatures = 77;
        params.slabWidth = 8;
        params.slabHeight = 4;
        params.workers = 3;
        params.memoryMiB = 700;
        params.resume = true;
        params.skipUnreadable = true;
        const auto back = VectorPyramidParams::fromJson(params.toJson());
        VERIFY_OK(back);
        QVERIFY(*back == params);
        const auto plain = VectorPyramidParams::fromJson(VectorPyramidParams().toJson());
        VERIFY_OK(plain);
        QVERIFY(*plain == VectorPyramidParams());
        // As the Géoplateforme's portal sends it.
        const auto portal = VectorPyramidParams::fromJson(QJsonDocument::fromJson(
            R"({"composition":[{"table":"t","bottom_level":"14","top_level":"5","attributes":["*"]}],"tms":"PM","parallelization":1})")
                                                              .object());
        VERIFY_OK(portal);
        QVERIFY(portal->tables.size() == 1 && portal->tables[0].attributes.isEmpty()
            && portal->tables[0].bottom == QLatin1String("14"));
        for (const char *wrong : {R"({"composition":[{}]})", R"({"composition":3})", R"({"max_tile_features":0})",
                 R"({"simplification":"much"})", R"({"paths":[1]})"}) {
            const auto bad = VectorPyramidParams::fromJson(QJsonDocument::fromJson(wrong).object());
            QVERIFY2(!bad && bad.error().code == ErrorCode::Invalid, wrong);
        }
    }

    void brokenInputs_data()
    {
        QTest::addColumn<QString>("what");
        QTest::addColumn<QString>("code");
        QTest::addColumn<QString>("word"); // that the sentence must have
        QTest::newRow("no path") << "none"
                                 << "invalid"
                                 << "No source";
        QTest::newRow("missing file") << "missing"
                                      << "not-found"
                                      << "missing.gpkg";
        QTest::newRow("truncated GeoPackage") << "truncated"
                                              << "corrupt"
                                              << "truncated.gpkg";
        QTest::newRow("text called GeoPackage") << "text"
                                                << "corrupt"
                                                << "text.gpkg";
        QTest::newRow("unknown table") << "table"
                                       << "invalid"
                                       << "points";
        QTest::newRow("unknown attribute") << "attribute"
                                           << "invalid"
                                           << "nothing";
        QTest::newRow("bad filter") << "filter"
                                    << "invalid"
                                    << "filter";
        QTest::newRow("filter that nothing passes") << "empty"
                                                    << "invalid"
                                                    << "no feature";
        QTest::newRow("no CRS") << "crs"
                                << "invalid"
                                << "coordinate reference system";
        QTest::newRow("unknown level") << "level"
                                       << "invalid"
                                       << "99";
        QTest::newRow("top below bottom") << "levels"
                                          << "invalid"
                                          << "Exchange";
        QTest::newRow("output without name") << "output"
                                             << "invalid"
                                             << "FOLDER/NAME";
        QTest::newRow("unknown grid") << "grid"
                                      << "not-found"
                                      << "NOGRID";
    }
    void brokenInputs()
    {
        QFETCH(QString, what);
        QFETCH(QString, code);
        QFETCH(QString, word);
        const QString folder = m_folder.filePath(QStringLiteral("broken-") + what);
        QDir().mkpath(folder);
        const QString good = folder + QStringLiteral("/points.geojson");
        writeGeoJson(good, R"({"type":"Feature","properties":{"a":1},"geometry":{"type":"Point","coordinates":[2,48]}})");
        VectorPyramidParams params;
        params.paths = QStringList{good};
        params.output = folder + QStringLiteral("/out");
        params.bottom = QStringLiteral("8");
        if (what == QLatin1String("none")) {
            params.paths.clear();
        } else if (what == QLatin1String("missing")) {
            params.paths = QStringList{folder + QStringLiteral("/missing.gpkg")};
        } else if (what == QLatin1String("truncated")) {
            const QString path = folder + QStringLiteral("/truncated.gpkg");
            QVERIFY(convert({path, good}));
            QVERIFY(QFile::resize(path, 5000));
            params.paths = QStringList{path};
        } else if (what == QLatin1String("text")) {
            params.paths = QStringList{folder + QStringLiteral("/text.gpkg")};
            writeText(params.paths[0], "this is no GeoPackage");
        } else if (what == QLatin1String("table")) {
            params.tables = {{QStringLiteral("nowhere"), {}, {}, {}, {}, {}}};
        } else if (what == QLatin1String("attribute")) {
            params.tables = {{QStringLiteral("points"), {}, {QStringLiteral("nothing")}, {}, {}, {}}};
        } else if (what == QLatin1String("filter")) {
            params.tables = {{QStringLiteral("points"), {}, {}, QStringLiteral("a >> ("), {}, {}}};
        } else if (what == QLatin1String("empty")) {
            params.tables = {{QStringLiteral("points"), {}, {}, QStringLiteral("a > 1000"), {}, {}}};
        } else if (what == QLatin1String("crs")) {
            params.paths = QStringList{folder + QStringLiteral("/plain.csv")};
            writeText(params.paths[0], "a,lon,lat\n1,2,48\n");
        } else if (what == QLatin1String("level")) {
            params.bottom = QStringLiteral("99");
        } else if (what == QLatin1String("levels")) {
            params.top = QStringLiteral("9");
        } else if (what == QLatin1String("output")) {
            params.output = folder + QLatin1Char('/');
        } else if (what == QLatin1String("grid")) {
            params.tms = QStringLiteral("NOGRID");
        }
        const auto result = generateVectorPyramid(params, m_silent);
        QVERIFY(!result);
        QVERIFY2(errorCodeName(result.error().code) == code,
            qPrintable(errorCodeName(result.error().code) + QLatin1String(": ") + result.error().message));
        QVERIFY2(result.error().message.contains(word), qPrintable(result.error().message));
        QVERIFY(!QFileInfo::exists(folder + QStringLiteral("/out.json")));
    }

    void unreadableFilesCanBeLeftOut()
    {
        const QString folder = m_folder.filePath(QStringLiteral("skip"));
        QDir().mkpath(folder);
        writeGeoJson(folder + QStringLiteral("/good.geojson"),
            R"({"type":"Feature","properties":{"a":1},"geometry":{"type":"Point","coordinates":[2,48]}})");
        writeText(folder + QStringLiteral("/bad.gpkg"), "nothing of the kind");
        VectorPyramidParams params;
        params.paths = QStringList{folder};
        params.output = outputIn(QStringLiteral("skipped"));
        params.bottom = QStringLiteral("5");
        const auto refused = generateVectorPyramid(params, m_silent);
        QVERIFY(!refused && refused.error().message.contains(QLatin1String("bad.gpkg")));
        params.skipUnreadable = true;
        const auto result = generateVectorPyramid(params, m_silent);
        VERIFY_OK(result);
        QCOMPARE(result->features, qint64(1));
        QVERIFY(result->warnings.join(QLatin1Char(' ')).contains(QLatin1String("bad.gpkg")));
    }

private:
    void verify(const QString &descriptor)
    {
        const auto report = verifyPyramid(descriptor, 2, m_silent);
        VERIFY_OK(report);
        QVERIFY(report->tiles > 0);
        QVERIFY2(report->errors.empty(),
            report->errors.empty()
                ? ""
                : qPrintable(report->errors.front().place + QLatin1String(": ") + report->errors.front().message));
    }
    QString outputIn(const QString &name) const
    {
        const QString folder = m_folder.filePath(name);
        QDir().mkpath(folder);
        return folder + QStringLiteral("/out");
    }

    QTemporaryDir m_folder;
    SilentControl m_silent;
};

TUILERIE_TEST_MAIN(VectorPyramidTest)
#include "vectorpyramidtest.moc"
