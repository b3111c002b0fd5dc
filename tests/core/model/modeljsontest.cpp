// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/access.h"
#include "model/configuration.h"
#include "model/datastore.h"
#include "model/files.h"
#include "model/processing.h"
#include "model/storeddata.h"
#include "model/upload.h"
#include "model/user.h"
#include "support/testsupport.h"

#include <QJsonDocument>

using namespace tuilerie;

namespace {

QJsonObject parse(const char *json)
{
    QJsonParseError problem;
    const QJsonDocument document = QJsonDocument::fromJson(json, &problem);
    if (problem.error != QJsonParseError::NoError)
        qFatal("%s", qPrintable(problem.errorString()));
    return document.object();
}

template <typename T> bool survives(const T &value)
{
    return T::fromJson(QJsonDocument::fromJson(QJsonDocument(value.toJson()).toJson()).object()) == value;
}

} // namespace

class ModelJsonTest : public QObject
{
    Q_OBJECT

private slots:
    void readsDatesOfEveryForm_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QDateTime>("expected");
        const QDateTime moment(QDate(2026, 1, 5), QTime(8, 0, 0, 123), Qt::UTC);
        QTest::newRow("zone") << QStringLiteral("2026-01-05T08:00:00.123Z") << moment;
        QTest::newRow("no zone") << QStringLiteral("2026-01-05T08:00:00.123") << moment;
        QTest::newRow("six decimals") << QStringLiteral("2026-01-05T08:00:00.123456") << moment;
        QTest::newRow("nine decimals and zone") << QStringLiteral("2026-01-05T08:00:00.123456789Z") << moment;
        QTest::newRow("offset") << QStringLiteral("2026-01-05T09:00:00.123+01:00") << moment;
        QTest::newRow("one decimal") << QStringLiteral("2026-01-05T08:00:00.1Z")
                                     << QDateTime(QDate(2026, 1, 5), QTime(8, 0, 0, 100), Qt::UTC);
        QTest::newRow("none") << QStringLiteral("yesterday") << QDateTime();
    }
    void readsDatesOfEveryForm()
    {
        QFETCH(QString, text);
        QFETCH(QDateTime, expected);
        QCOMPARE(modeljson::date(QJsonValue(text)), expected);
    }

    void readsLevelsAsTextAndAsNumber()
    {
        const Configuration configuration = Configuration::fromJson(
            parse("{\"_id\":\"c\",\"layer_name\":\"x\",\"type\":\"WMTS-TMS\",\"type_infos\":{\"title\":\"t\",\"used_data\":["
                  "{\"bottom_level\":18,\"top_level\":\"0\",\"stored_data\":\"5d\"}]}}"));
        const std::vector<UsedData> used = configuration.usedData();
        QCOMPARE(used.size(), size_t(1));
        QCOMPARE(used[0].bottomLevel, QStringLiteral("18"));
        QCOMPARE(used[0].topLevel, QStringLiteral("0"));
        StoredData data;
        data.typeInfos = parse("{\"levels\":[\"9\",\"10\",\"8\",11]}");
        QCOMPARE(data.levels(),
            QStringList({QStringLiteral("8"), QStringLiteral("9"), QStringLiteral("10"), QStringLiteral("11")}));
    }

    void readsTheOlderFormsOfReplies()
    {
        const ProcessingExecution execution = ProcessingExecution::fromJson(parse(
            "{\"_id\":\"e\",\"parameters\":[{\"name\":\"tms\",\"value\":\"PM\"},{\"name\":\"mask\",\"value\":true}]}"));
        QCOMPARE(execution.parameters.value(QLatin1String("tms")).toString(), QStringLiteral("PM"));
        QCOMPARE(execution.parameters.value(QLatin1String("mask")).toBool(), true);
        const Offering offering = Offering::fromJson(parse("{\"_id\":\"o\",\"urls\":[\"https://x/wmts\"]}"));
        QCOMPARE(offering.urls.at(0).url, QStringLiteral("https://x/wmts"));
        const DatastoreInfo info = DatastoreInfo::fromJson(
            parse("{\"_id\":\"d\",\"storages\":{\"upload\":{\"use\":3,\"quota\":9,\"storage\":{\"_id\":\"s\"}}}}"));
        QCOMPARE(info.uploads.use, 3);
    }

    void readsErrorsOfEveryForm()
    {
        QCOMPARE(
            ApiError::fromBody("{\"error\":\"x\",\"error_description\":[\"a\",\"b\"]}").sentence(), QStringLiteral("a\nb"));
        QCOMPARE(ApiError::fromBody("{\"error\":\"x\",\"error_description\":\"a\"}").sentence(), QStringLiteral("a"));
        QCOMPARE(ApiError::fromBody("{\"message\":\"gateway\"}").sentence(), QStringLiteral("gateway"));
        QCOMPARE(ApiError::fromBody("<html>502</html>").sentence(), QString());
        QCOMPARE(ApiError::fromBody("plain").sentence(), QStringLiteral("plain"));
    }

    void readsContentRangeWithAndWithoutUnit()
    {
        ContentRange range;
        QVERIFY(ContentRange::parse("1-10/23", range));
        QCOMPARE(range, (ContentRange{1, 10, 23}));
        QVERIFY(ContentRange::parse("items 11-20/23", range));
        QCOMPARE(range.last, 20);
        QVERIFY(!ContentRange::parse("*/23", range));
        QCOMPARE((ContentRange{0, 0, 0}).toHeader(), QByteArray("0-0/0"));
    }

    void roundTrips()
    {
        Upload upload;
        upload.id = QStringLiteral("u");
        upload.name = QStringLiteral("Orthophoto é");
        upload.type = UploadType::Raster;
        upload.status = UploadStatus::Open;
        upload.description = QStringLiteral("d");
        upload.srs = QStringLiteral("EPSG:2154");
        upload.size = 5'000'000'000;
        upload.tags = {{QStringLiteral("k"), QStringLiteral("v")}};
        upload.extent = GeographicBox{1, 2, 3, 4}.toGeometry();
        // A polygon is a list of rings, which are lists of points, with every compiler.
        const QJsonValue rings = upload.extent.value(QLatin1String("coordinates"));
        QCOMPARE(rings.toArray().size(), 1);
        QCOMPARE(rings[0].toArray().size(), 5);
        QCOMPARE(rings[0][0].toArray(), (QJsonArray{1, 2}));
        upload.creation = QDateTime(QDate(2026, 1, 5), QTime(8, 0), Qt::UTC);
        upload.lastEvent = {upload.creation, QStringLiteral("Created"), {}, {}};
        QVERIFY(survives(upload));

        ExecutionRequest request{QStringLiteral("p"), {QStringLiteral("u")}, {}, false, QStringLiteral("n"), {},
            QStringLiteral("S3"), {QStringLiteral("PYRAMIDE")}, parse("{\"tms\":\"PM\"}"), {}};
        QVERIFY(survives(request));

        Offering offering;
        offering.id = QStringLiteral("o");
        offering.type = ConfigurationType::WmtsTms;
        offering.status = OfferingStatus::Published;
        offering.layerName = QStringLiteral("l");
        offering.configuration.id = QStringLiteral("c");
        offering.endpoint.id = QStringLiteral("e");
        offering.urls = {{QStringLiteral("WMTS"), QStringLiteral("https://x")}};
        QVERIFY(survives(offering));

        Processing processing;
        processing.id = QStringLiteral("p");
        processing.inputUploadTypes = QStringList{UploadType::Raster};
        processing.outputStoredDataType = StoredDataType::RasterPyramid;
        processing.parameters = {
            {QStringLiteral("tms"), {}, true, QStringLiteral("PM"), parse("{\"type\":\"string\"}"), {}}};
        QVERIFY(survives(processing));

        QVERIFY(survives(TokenAnswer{QStringLiteral("a"), QStringLiteral("r"), QStringLiteral("Bearer"), 300, 1800}));
        Annex annex;
        annex.id = QStringLiteral("a");
        annex.paths = QStringList{QStringLiteral("/x.json")};
        annex.published = true;
        QVERIFY(survives(annex));
        AccessKey key;
        key.id = QStringLiteral("k");
        key.type = QStringLiteral("HASH");
        key.typeInfos = parse("{\"hash\":\"0123\"}");
        QVERIFY(survives(key));
    }

    void treeGivesSizesByPath()
    {
        const auto nodes = treeFromJson(QJsonDocument::fromJson(
            "[{\"type\":\"directory\",\"name\":\"data\",\"size\":7,\"children\":[{\"type\":\"FILE\",\"name\":\"a.tif\","
            "\"size\":4},{\"type\":\"DIRECTORY\",\"name\":\"b\",\"children\":[{\"type\":\"FILE\",\"name\":\"c\",\"size\":3}]"
            "}]},{\"type\":\"FILE\",\"name\":\"data.md5\",\"size\":52}]")
                                            .array());
        QCOMPARE(treeSizes(nodes),
            (QMap<QString, qint64>{
                {QStringLiteral("data/a.tif"), 4}, {QStringLiteral("data/b/c"), 3}, {QStringLiteral("data.md5"), 52}}));
    }

    void survivesNonsense()
    {
        const QJsonObject nonsense = parse("{\"_id\":7,\"name\":[],\"tags\":\"x\",\"type_infos\":3,\"storage\":[],\"urls\":{"
                                           "},\"communities_member\":9,\"parameters\":\"p\"}");
        QCOMPARE(Upload::fromJson(nonsense).id, QString());
        QVERIFY(Offering::fromJson(nonsense).urls.empty());
        QVERIFY(User::fromJson(nonsense).communities.empty());
        QVERIFY(Configuration::fromJson(nonsense).usedData().empty());
        QVERIFY(GeographicBox::ofGeometry(parse("{\"type\":\"Point\",\"coordinates\":[\"a\"]}")).isEmpty());
    }
};

TUILERIE_TEST_MAIN(ModelJsonTest)
#include "modeljsontest.moc"
