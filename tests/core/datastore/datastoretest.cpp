// SPDX-License-Identifier: GPL-3.0-or-later
#include "datastoresupport.h"

#include <thread>

using namespace tuilerie;
using tuilerie::test::idOf;
using tuilerie::test::uploadBody;
using Fixture = tuilerie::test::DatastoreFixture;

class DatastoreTest : public QObject
{
    Q_OBJECT

private slots:
    void oneProcessAtATime()
    {
        Fixture f;
        const auto second = Datastore::open({f.folder.filePath(QStringLiteral("data")), {}, false});
        QCOMPARE(second.error().code, ErrorCode::Conflict);
        QVERIFY(second.error().message.contains(QLatin1String("--data")));
        const QString id = f.datastore->id();
        f.open();
        QCOMPARE(f.datastore->id(), id);
    }

    void refusesPathsThatLeaveTheUpload_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("expected");
        QTest::newRow("plain") << QStringLiteral("data/a.tif") << QStringLiteral("data/a.tif");
        QTest::newRow("leading slash") << QStringLiteral("/a.tif") << QStringLiteral("a.tif");
        QTest::newRow("spaces and accents") << QStringLiteral("data/é à.tif") << QStringLiteral("data/é à.tif");
        for (const char *bad : {"../x", "a/../../x", "a//b", ".", "a/./b", "", "/", "a\nb"})
            QTest::newRow(bad) << QString::fromLatin1(bad) << QString();
        QTest::newRow("long") << QString(300, QLatin1Char('a')) << QString();
    }
    void refusesPathsThatLeaveTheUpload()
    {
        QFETCH(QString, path);
        QFETCH(QString, expected);
        const auto safe = Datastore::safePath(path);
        QCOMPARE(safe.has_value(), !expected.isEmpty());
        if (safe)
            QCOMPARE(*safe, expected);
    }

    void keepsFilesAndTheirTree()
    {
        Fixture f;
        const QString u = idOf(*f.datastore->createUpload(uploadBody()));
        CHECK_OK(f.put(u, QStringLiteral("data/b.tif"), "12345"));
        CHECK_OK(f.put(u, QStringLiteral("data.txt"), "x"));
        CHECK_OK(f.put(u, QStringLiteral("data/a/c.tif"), "123"));
        CHECK_OK(f.put(u, QStringLiteral("data/b.tif"), "123456"));
        CHECK_OK(f.put(u, QStringLiteral("data.md5"), "sum", true));
        QCOMPARE(f.put(u, QStringLiteral("data"), "x").error().code, ErrorCode::Conflict);
        QCOMPARE(f.put(u, QStringLiteral("data.txt/x"), "x").error().code, ErrorCode::Conflict);
        const auto tree = f.datastore->tree(u);
        CHECK_OK(tree);
        QCOMPARE(treeSizes(*tree),
            (QMap<QString, qint64>{{QStringLiteral("data/b.tif"), 6}, {QStringLiteral("data.txt"), 1},
                {QStringLiteral("data/a/c.tif"), 3}, {QStringLiteral("data.md5"), 3}}));
        const auto folder =
            std::find_if(tree->begin(), tree->end(), [](const UploadTreeNode &node) { return node.isDirectory; });
        QCOMPARE(folder->size, 9);
        QCOMPARE(std::count_if(tree->begin(), tree->end(), [](const UploadTreeNode &node) { return node.isDirectory; }), 1);
        CHECK_OK(f.datastore->removeFile(u, QStringLiteral("data/b.tif")));
        QCOMPARE(f.datastore->removeFile(u, QStringLiteral("data/b.tif")).error().code, ErrorCode::NotFound);
        // A clean start forgets what was being received.
        QFile half(*f.datastore->incomingFile(u));
        QVERIFY(half.open(QIODevice::WriteOnly));
        half.close();
        f.open();
        QVERIFY(!half.exists());
        QCOMPARE(f.datastore->files(u)->size(), size_t(3));
        CHECK_OK(f.datastore->deleteUpload(u));
        QVERIFY(!QFile::exists(f.datastore->uploadFolder(u)));
        QCOMPARE(f.datastore->tree(u).error().code, ErrorCode::NotFound);
        QCOMPARE(f.datastore->entities().find(EntityKind::Upload, u)->value(QLatin1String("status")).toString(),
            QStringLiteral("DELETED"));
    }

    void neverTouchesFilesByReference()
    {
        Fixture f;
        QTemporaryDir theirs;
        QDir(theirs.path()).mkpath(QStringLiteral("sub"));
        for (const char *name : {"a.tif", "sub/b.tif"}) {
            QFile file(theirs.filePath(QLatin1String(name)));
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write("1234");
        }
        const QString u = idOf(*f.datastore->createUpload(uploadBody()));
        CHECK_OK(f.datastore->addReference(u, QStringLiteral("data"), theirs.path()));
        QCOMPARE(f.datastore->files(u)->size(), size_t(2));
        QCOMPARE(f.datastore->pathOf(u, f.datastore->files(u)->at(1)), theirs.filePath(QStringLiteral("sub/b.tif")));
        QCOMPARE(f.datastore->bytesUsed(EntityKind::Upload), 0);
        QCOMPARE(f.datastore->addReference(u, QStringLiteral("x"), QStringLiteral("relative.tif")).error().code,
            ErrorCode::Invalid);
        CHECK_OK(f.datastore->removeFile(u, QStringLiteral("data/a.tif")));
        CHECK_OK(f.datastore->deleteUpload(u));
        QVERIFY(QFile::exists(theirs.filePath(QStringLiteral("a.tif"))));
        QVERIFY(QFile::exists(theirs.filePath(QStringLiteral("sub/b.tif"))));
    }

    void statesMoveOnlyAsTheyMay()
    {
        Fixture f;
        const QString u = idOf(*f.datastore->createUpload(uploadBody()));
        QCOMPARE(f.datastore->setUploadStatus(u, {UploadStatus::Closed}, UploadStatus::Open, {}).error().code,
            ErrorCode::Conflict);
        CHECK_OK(f.datastore->setUploadStatus(u, {UploadStatus::Open}, UploadStatus::Checking, QStringLiteral("x")));
        QCOMPARE(f.put(u, QStringLiteral("a"), "x").error().code, ErrorCode::Conflict);
        QCOMPARE(f.datastore->deleteUpload(u).error().code, ErrorCode::Conflict);
        QJsonObject incomplete = uploadBody();
        incomplete.remove(QLatin1String("description"));
        QCOMPARE(f.datastore->createUpload(incomplete).error().code, ErrorCode::Invalid);
        incomplete = uploadBody();
        incomplete.insert(QLatin1String("type"), QStringLiteral("PIGEON"));
        QCOMPARE(f.datastore->createUpload(incomplete).error().code, ErrorCode::Invalid);
    }

    void describesAPyramid()
    {
        Fixture f;
        const StoredData data =
            StoredData::fromJson(*f.datastore->entities().find(EntityKind::StoredData, f.pyramid(QStringLiteral("p"))));
        QCOMPARE(data.status, QString(StoredDataStatus::Generated));
        QCOMPARE(data.tms(), QStringLiteral("PM"));
        QCOMPARE(data.levels(),
            QStringList({QStringLiteral("5"), QStringLiteral("6"), QStringLiteral("7"), QStringLiteral("8")}));
        QCOMPARE(data.typeInfos.value(QLatin1String("compression")).toString(), QStringLiteral("JPG"));
        QCOMPARE(data.srs, QStringLiteral("EPSG:3857"));
        // Tile 128/64 of level 8 begins at 0° E, and at the row's known latitude.
        const GeographicBox box = GeographicBox::ofGeometry(data.extent);
        QVERIFY(qAbs(box.west) < 1e-6 && qAbs(box.east - 1.40625) < 1e-6);
        QVERIFY(qAbs(box.north - 66.513260443) < 1e-6);
    }

    void publishesAtOnceAndKeepsWhatIsPublished()
    {
        Fixture f;
        const QString first = f.pyramid(QStringLiteral("one")), second = f.pyramid(QStringLiteral("two"));
        const auto before = f.datastore->catalogue();
        const QString c = idOf(*f.datastore->createConfiguration(f.configurationBody(first)));
        QCOMPARE(f.datastore->createConfiguration(f.configurationBody(second)).error().code, ErrorCode::Conflict);
        CHECK_OK(f.datastore->createConfiguration(
            f.configurationBody(second, QStringLiteral("ortho"), QStringLiteral("WMS-RASTER"))));
        const auto published = f.datastore->publish(c, f.endpoint("WMTS-TMS"), true);
        CHECK_OK(published);
        const QString o = idOf(*published);
        QCOMPARE(f.datastore->publish(c, f.endpoint("WMTS-TMS"), true).error().code, ErrorCode::Conflict);
        QCOMPARE(f.datastore->publish(c, f.endpoint("WMS-RASTER"), true).error().code, ErrorCode::Invalid);
        const auto now = f.datastore->catalogue();
        QVERIFY(now->generation() > before->generation());
        QVERIFY(before->layers().empty());
        const auto layer = now->find("WMTS-TMS", "ortho");
        QVERIFY(layer);
        QVERIFY(!now->find("WMS-RASTER", "ortho"));
        QCOMPARE(layer->pyramids.size(), size_t(1));
        QVERIFY(QFile::exists(layer->pyramids[0].descriptorPath));
        QCOMPARE(layer->pyramids[0].bottomLevel, QStringLiteral("8"));

        // PUT configuration changes nothing that is served; PUT offering does, with another version.
        CHECK_OK(f.datastore->replaceConfiguration(c, f.configurationBody(second)));
        QCOMPARE(f.datastore->catalogue()->find("WMTS-TMS", "ortho")->version, layer->version);
        QCOMPARE(f.datastore->deleteStoredData(first).error().code, ErrorCode::Conflict);
        CHECK_OK(f.datastore->synchronize(o));
        const auto updated = f.datastore->catalogue()->find("WMTS-TMS", "ortho");
        QVERIFY(updated->version != layer->version);
        QVERIFY(updated->pyramids[0].descriptorPath != layer->pyramids[0].descriptorPath);
        CHECK_OK(f.datastore->deleteStoredData(first));

        // The same after a restart.
        f.open();
        QCOMPARE(f.datastore->catalogue()->find("WMTS-TMS", "ortho")->version, updated->version);

        QCOMPARE(f.datastore->deleteConfiguration(c).error().code, ErrorCode::Conflict);
        CHECK_OK(f.datastore->deleteOffering(o));
        QVERIFY(!f.datastore->catalogue()->find("WMTS-TMS", "ortho"));
        QCOMPARE(f.datastore->entities().find(EntityKind::Offering, o)->value(QLatin1String("status")).toString(),
            QStringLiteral("UNPUBLISHED"));
        QCOMPARE(f.datastore->deleteConfiguration(c).error().code, ErrorCode::Conflict);
        CHECK_OK(f.datastore->synchronize(o));
        QVERIFY(f.datastore->catalogue()->find("WMTS-TMS", "ortho"));
        CHECK_OK(f.datastore->deleteOffering(o));
        CHECK_OK(f.datastore->deleteOffering(o));
        QCOMPARE(f.datastore->deleteOffering(o).error().code, ErrorCode::NotFound);
        CHECK_OK(f.datastore->deleteConfiguration(c));
    }

    void unpublishesInOneStepForOlderClients()
    {
        Fixture f(true);
        const QString c = idOf(*f.datastore->createConfiguration(f.configurationBody(f.pyramid(QStringLiteral("p")))));
        const QString o = idOf(*f.datastore->publish(c, f.endpoint("WMTS-TMS", false), true));
        QVERIFY(!f.datastore->catalogue()->find("WMTS-TMS", "ortho"));
        QVERIFY(!f.datastore->catalogue()->find("WMTS-TMS", "ortho", false)->open);
        CHECK_OK(f.datastore->deleteOffering(o));
        QCOMPARE(f.datastore->deleteOffering(o).error().code, ErrorCode::NotFound);
    }

    void refusesWrongConfigurations_data()
    {
        QTest::addColumn<QString>("layer");
        QTest::addColumn<QString>("type");
        QTest::addColumn<QString>("bottom");
        QTest::newRow("layer name") << QStringLiteral("9 lives") << QStringLiteral("WMTS-TMS") << QStringLiteral("8");
        QTest::newRow("type") << QStringLiteral("a") << QStringLiteral("WFS") << QStringLiteral("8");
        QTest::newRow("level") << QStringLiteral("a") << QStringLiteral("WMTS-TMS") << QStringLiteral("9");
        QTest::newRow("order of levels") << QStringLiteral("a") << QStringLiteral("WMTS-TMS") << QStringLiteral("4");
    }
    void refusesWrongConfigurations()
    {
        QFETCH(QString, layer);
        QFETCH(QString, type);
        QFETCH(QString, bottom);
        Fixture f;
        QJsonObject body = f.configurationBody(f.pyramid(QStringLiteral("p")), layer, type);
        Configuration configuration = Configuration::fromJson(body);
        auto used = configuration.usedData();
        used[0].bottomLevel = bottom;
        configuration.setUsedData(used);
        QCOMPARE(f.datastore->createConfiguration(configuration.toRequest()).error().code, ErrorCode::Invalid);
    }

    void readersNeverSeeAMix()
    {
        Fixture f;
        const QString one = f.pyramid(QStringLiteral("one")), two = f.pyramid(QStringLiteral("two"));
        const QString c = idOf(*f.datastore->createConfiguration(f.configurationBody(one)));
        const QString o = idOf(*f.datastore->publish(c, f.endpoint("WMTS-TMS"), true));
        std::atomic<bool> isDone{false}, isMixed{false};
        std::thread reader([&] {
            QMap<QString, QString> pathOfVersion;
            quint64 generation = 0;
            while (!isDone) {
                const auto catalogue = f.datastore->catalogue();
                const auto layer = catalogue->find("WMTS-TMS", "ortho");
                if (!layer || catalogue->generation() < generation
                    || pathOfVersion.value(layer->version, layer->pyramids[0].descriptorPath)
                        != layer->pyramids[0].descriptorPath)
                    isMixed = true;
                else
                    pathOfVersion[layer->version] = layer->pyramids[0].descriptorPath;
                generation = catalogue->generation();
            }
        });
        for (int i = 0; i < 20; ++i) {
            CHECK_OK(f.datastore->replaceConfiguration(c, f.configurationBody(i % 2 ? one : two)));
            CHECK_OK(f.datastore->synchronize(o));
        }
        isDone = true;
        reader.join();
        QVERIFY(!isMixed);
    }

    void quotasCountAndRefuse()
    {
        Fixture f(false, QStringLiteral("decouverte"));
        const QString u = idOf(*f.datastore->createUpload(uploadBody()));
        CHECK_OK(f.put(u, QStringLiteral("a"), QByteArray(1000, 'x')));
        DatastoreInfo info = f.datastore->info(QStringLiteral("https://x"));
        QCOMPARE(info.uploads.use, 1000);
        QCOMPARE(info.uploads.quota, 100'000'000'000);
        QCOMPARE(info.endpoints[0].urls[0].url, QStringLiteral("https://x/wmts"));
        CHECK_OK(f.datastore->checkRoom(99'999'999'000));
        QCOMPARE(f.datastore->checkRoom(99'999'999'001).error().code, ErrorCode::Conflict);
        const QString data = f.pyramid(QStringLiteral("p"));
        for (int i = 0; i < 20; ++i)
            CHECK_OK(f.datastore->publish(
                idOf(*f.datastore->createConfiguration(f.configurationBody(data, QStringLiteral("l%1").arg(i)))),
                f.endpoint("WMTS-TMS"), true));
        QVERIFY(!f.datastore->info({}).endpoint(QStringLiteral("WMTS-TMS"), true));
        const QString endpoint = f.datastore->info({}).endpoints[0].id;
        const QString more = idOf(*f.datastore->createConfiguration(f.configurationBody(data, QStringLiteral("l20"))));
        QCOMPARE(f.datastore->publish(more, endpoint, true).error().code, ErrorCode::Conflict);
    }

    // What a configuration may show, by its type; what the catalogue then says.
    void configurationsOfTheOtherKinds()
    {
        Fixture fixture;
        const auto stored = [&](const QString &name, const QString &type) {
            return idOf(*fixture.datastore->entities().insert(EntityKind::StoredData,
                {{QStringLiteral("name"), name}, {QStringLiteral("type"), type},
                    {QStringLiteral("status"), QStringLiteral("GENERATING")}}));
        };
        const QString base = stored(QStringLiteral("base"), StoredDataType::VectorDb),
                      cloud = stored(QStringLiteral("cloud"), StoredDataType::PyramidCopc);
        const auto body = [](const QString &type, const QJsonObject &used) {
            return QJsonObject{{QStringLiteral("type"), type}, {QStringLiteral("name"), QStringLiteral("n")},
                {QStringLiteral("layer_name"), QStringLiteral("layer")},
                {QStringLiteral("type_infos"),
                    QJsonObject{{QStringLiteral("title"), QJsonObject{{QStringLiteral("fr"), QStringLiteral("Titre")}}},
                        {QStringLiteral("used_data"), QJsonArray{used}}}}};
        };
        const auto relation = [&](const QString &name) {
            return QJsonObject{{QStringLiteral("stored_data"), base},
                {QStringLiteral("relations"), QJsonArray{QJsonObject{{QStringLiteral("name"), name}}}}};
        };
        const auto download = [](const QString &id, const QString &name) {
            return QJsonObject{{QStringLiteral("stored_data"), id}, {QStringLiteral("sub_name"), name}};
        };
        const QString map = ConfigurationType::WmsVector, files = ConfigurationType::Download;
        QVERIFY(!fixture.datastore->createConfiguration(body(map, relation(QStringLiteral("roads"))))); // not generated yet
        GeneratedData database;
        database.typeInfos = {{QStringLiteral("relations"),
            QJsonArray{QJsonObject{{QStringLiteral("name"), QStringLiteral("roads")}},
                QJsonObject{{QStringLiteral("name"), QStringLiteral("codes")},
                    {QStringLiteral("geometry_type"), QStringLiteral("None")}}}}};
        database.srs = QStringLiteral("EPSG:2154");
        database.box = {1, 44, 2, 45};
        database.database = fixture.datastore->pyramidFolder(base) + QStringLiteral("/database.gpkg");
        CHECK_OK(fixture.datastore->dataGenerated(base, database));
        GeneratedData copc;
        copc.folder = fixture.datastore->pyramidFolder(cloud) + QStringLiteral("/data");
        copc.entry = QStringLiteral("a.copc.laz");
        copc.format = QStringLiteral("COPC");
        copc.typeInfos = {{QStringLiteral("points"), 7}};
        CHECK_OK(fixture.datastore->dataGenerated(cloud, copc));

        QVERIFY(!fixture.datastore->createConfiguration(body(map, relation(QStringLiteral("rivers")))));
        QVERIFY(!fixture.datastore->createConfiguration(body(map, relation(QStringLiteral("codes"))))); // nothing to draw
        QVERIFY(!fixture.datastore->createConfiguration(body(map, download(cloud, QStringLiteral("a")))));
        QVERIFY(!fixture.datastore->createConfiguration(body(files, download(base, QStringLiteral("a")))));
        for (const char *name : {"", "a/b", "..", "é"})
            QVERIFY(!fixture.datastore->createConfiguration(body(files, download(cloud, QString::fromUtf8(name)))));

        const auto drawn = fixture.datastore->createConfiguration(body(map, relation(QStringLiteral("roads"))));
        VERIFY_OK(drawn);
        const auto offered = fixture.datastore->createConfiguration(body(files, download(cloud, QStringLiteral("laz"))));
        VERIFY_OK(offered);
        for (const Endpoint &endpoint : fixture.datastore->endpoints({})) {
            if (endpoint.open && (endpoint.type == map || endpoint.type == files))
                CHECK_OK(fixture.datastore->publish(idOf(endpoint.type == map ? *drawn : *offered), endpoint.id, true));
        }
        const auto catalogue = fixture.datastore->catalogue();
        const auto layer = catalogue->find("WMS-VECTOR", "layer"), listing = catalogue->find("DOWNLOAD", "layer");
        QVERIFY(layer && listing);
        QCOMPARE(layer->title, QStringLiteral("Titre"));
        QCOMPARE(layer->tables.size(), size_t(1));
        QCOMPARE(layer->tables[0].database, database.database);
        QCOMPARE(layer->crs, QStringLiteral("EPSG:2154"));
        QCOMPARE(layer->bboxWgs84, (Extent{1, 44, 2, 45}));
        QCOMPARE(listing->downloads.size(), size_t(1));
        QCOMPARE(listing->downloads[0].folder, copc.folder);
        QCOMPARE(listing->downloads[0].points, 7);
        QCOMPARE(*fixture.datastore->databaseOf(base), database.database);
        QVERIFY(!fixture.datastore->databaseOf(cloud));
        const Status used = fixture.datastore->deleteStoredData(base);
        QVERIFY(!used && used.error().code == ErrorCode::Conflict);
    }
};

TUILERIE_TEST_MAIN(DatastoreTest)
#include "datastoretest.moc"
