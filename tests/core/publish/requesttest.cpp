// SPDX-License-Identifier: GPL-3.0-or-later
#include "publish/request.h"

#include "support/testsupport.h"

#include <QDir>
#include <QFileInfo>
#include <QTemporaryDir>

using namespace tuilerie;
using namespace Qt::StringLiterals;

namespace {

PublishRequest example()
{
    PublishRequest request;
    request.paths = {u"/data/ortho"_s};
    request.layer = u"ortho_2026"_s;
    request.title = u"Orthophoto été"_s;
    request.abstract = u"Vol du 3 juin"_s;
    request.keywords = {u"ortho"_s, u"20 cm"_s};
    request.services = {u"wmts"_s, u"wms-r"_s};
    request.isPrivate = true;
    request.srs = u"EPSG:2154"_s;
    request.raster.tms = u"LAMB93_20cm"_s;
    request.raster.format = u"JPG"_s;
    request.assignCrs = u"EPSG:2154"_s;
    request.attribution = {{u"title"_s, u"IGN"_s}, {u"url"_s, u"https://www.ign.fr"_s}};
    request.queryable = false;
    request.copyFiles = true;
    return request;
}

} // namespace

class PublishRequestTest : public QObject
{
    Q_OBJECT

private slots:
    void jsonRoundTrip()
    {
        const auto again = PublishRequest::fromJson(example().toJson());
        VERIFY_OK(again);
        QCOMPARE(*again, example());
        QCOMPARE(*PublishRequest::fromJson({}), PublishRequest());
        QVERIFY(!PublishRequest::fromJson({{u"parameters"_s, 3}}));
    }

    // Kept by a version that had one flat object for the parameters of any kind.
    void readsWhatEarlierVersionsWrote()
    {
        const QJsonObject common{{u"layer"_s, u"a"_s}, {u"title"_s, QString()}, {u"abstract"_s, QString()},
            {u"keywords"_s, QJsonArray()}, {u"private"_s, false}, {u"srs"_s, u"EPSG:2154"_s}, {u"queryable"_s, true},
            {u"copy_files"_s, false}, {u"services"_s, QJsonArray{u"tms"_s}}};
        const auto read = [&](const QString &path, QJsonObject more) {
            more.insert(u"paths"_s, QJsonArray{path});
            for (auto it = common.begin(); it != common.end(); ++it)
                more.insert(it.key(), it.value());
            return PublishRequest::fromJson(more);
        };
        const auto raster = read(u"/data/a.tif"_s,
            {{u"parameters"_s,
                QJsonObject{{u"tms"_s, u"PM"_s}, {u"compression"_s, u"png"_s}, {u"interpolation"_s, u"nn"_s},
                    {u"width"_s, 16}, {u"height"_s, 8}, {u"mask"_s, true}, {u"assign_crs"_s, u"EPSG:2154"_s}}}});
        VERIFY_OK(raster);
        QCOMPARE(raster->raster.format, u"PNG"_s);
        QCOMPARE(raster->raster.slabHeight, 8);
        QVERIFY(raster->raster.mask && raster->raster.interpolation == "nn"_L1);
        QCOMPARE(raster->assignCrs, u"EPSG:2154"_s);
        QCOMPARE(raster->srs, u"EPSG:2154"_s);
        const auto vector = read(u"/data/a.gpkg"_s,
            {{u"parameters"_s,
                 QJsonObject{{u"bottom_level"_s, u"14"_s}, {u"buffer"_s, 16}, {u"compression"_s, u"jpg"_s},
                     {u"multigeom_layers"_s, QJsonArray{u"t"_s}}}},
                {u"tables"_s, QJsonArray{QJsonObject{{u"table"_s, u"t"_s}, {u"style"_s, u"/s.qml"_s}}}}});
        VERIFY_OK(vector);
        QCOMPARE(vector->vector.bottom, u"14"_s);
        QCOMPARE(vector->vector.buffer, 16);
        QCOMPARE(vector->styled.buffer, StyledPyramidParams().buffer);
        QCOMPARE(vector->styled.format, u"JPG"_s);
        QCOMPARE(vector->database.multigeomLayers, QStringList{u"t"_s});
        QCOMPARE(vector->tables.at(0).style, u"/s.qml"_s);
        const auto cloud = read(u"/data/a.laz"_s,
            {{u"product"_s, u"dtm"_s}, {u"cell"_s, 0.5}, {u"point_cloud_format"_s, u"ept"_s},
                {u"parameters"_s, QJsonObject{{u"compression"_s, u"zip"_s}, {u"fill_voids"_s, 7}}}});
        VERIFY_OK(cloud);
        QCOMPARE(cloud->derive.product, u"dtm"_s);
        QCOMPARE(cloud->derive.cell, 0.5);
        QCOMPARE(cloud->derive.fillVoids, 7);
        QCOMPARE(cloud->cloud.format, u"ept"_s);
        QCOMPARE(cloud->raster.format, u"ZIP"_s);
    }

    void wrongParametersAreNamed()
    {
        const auto unknown = PublishRequest::fromJson({{u"raster"_s, QJsonObject{{u"interpolaton"_s, u"nn"_s}}}});
        QVERIFY(!unknown && unknown.error().message.contains("interpolation"_L1));
        QVERIFY(!PublishRequest::fromJson({{u"raster"_s, 3}}));
        const auto member = PublishRequest::fromJson({{u"tilte"_s, u"a"_s}});
        QVERIFY2(!member && member.error().message.contains(u"“title”"_s),
            qPrintable(member ? QString() : member.error().message));
        PublishRequest request = example();
        request.raster.slabWidth = 0;
        const Status wrong = request.validate();
        QVERIFY(!wrong && wrong.error().message.contains(u"“width”"_s));
    }

    void validates_data()
    {
        QTest::addColumn<QString>("layer");
        QTest::addColumn<QStringList>("services");
        QTest::addColumn<bool>("good");
        QTest::newRow("good") << u"_a-b.c"_s << QStringList{u"tms"_s} << true;
        QTest::newRow("digit first") << u"2026"_s << QStringList{u"tms"_s} << false;
        QTest::newRow("accent") << u"été"_s << QStringList{u"tms"_s} << false;
        QTest::newRow("blank") << u"a b"_s << QStringList{u"tms"_s} << false;
        QTest::newRow("line end") << u"ab\n"_s << QStringList{u"tms"_s} << false;
        QTest::newRow("empty") << QString() << QStringList{u"tms"_s} << false;
        QTest::newRow("no service") << u"a"_s << QStringList() << false;
        QTest::newRow("unknown service") << u"a"_s << QStringList{u"wfs"_s} << false;
        QTest::newRow("vector service") << u"a"_s << QStringList{u"wms-v"_s} << false;
    }

    void validates()
    {
        PublishRequest request = example();
        QFETCH(QString, layer);
        QFETCH(QStringList, services);
        request.layer = layer;
        request.services = services;
        QTEST(request.validate().has_value(), "good");
    }

    void roundTripOfTheOtherKinds()
    {
        PublishRequest vector = example();
        vector.kind = PublishKind::Vector;
        vector.services = {u"tms"_s, u"wms-v"_s};
        vector.tables = {
            {{u"routes"_s, u"r"_s, {u"nom"_s, u"largeur"_s}, u"largeur > 3"_s, u"6"_s, u"14"_s}, u"/data/routes.qml"_s},
            {{u"lieux"_s, {}, {}, {}, {}, {}}, {}}};
        vector.style = u"/data/all.sld"_s;
        QCOMPARE(*PublishRequest::fromJson(vector.toJson()), vector);
        PublishRequest cloud = example();
        cloud.kind = PublishKind::PointCloud;
        cloud.derive.product = u"hillshade"_s;
        cloud.derive.cell = 0.5;
        cloud.cloud.format = u"vpc"_s;
        cloud.services = {u"download"_s};
        QCOMPARE(*PublishRequest::fromJson(cloud.toJson()), cloud);
        QVERIFY(!PublishRequest::fromJson({{u"kind"_s, u"cube"_s}}));
        QCOMPARE(PublishRequest::fromJson({{u"kind"_s, u"vector"_s}})->services, (QStringList{u"tms"_s, u"wms-v"_s}));
    }

    void servicesByKind_data()
    {
        QTest::addColumn<PublishKind>("kind");
        QTest::addColumn<QString>("product");
        QTest::addColumn<QStringList>("services");
        QTest::addColumn<bool>("good");
        const QString none;
        QTest::newRow("vector default") << PublishKind::Vector << none << QStringList{u"tms"_s, u"wms-v"_s} << true;
        QTest::newRow("vector pictures") << PublishKind::Vector << none << QStringList{u"wmts"_s, u"wms-r"_s, u"wms-v"_s}
                                         << true;
        QTest::newRow("tiles and pictures under one name")
            << PublishKind::Vector << none << QStringList{u"wmts"_s, u"tms"_s} << false;
        QTest::newRow("vector download") << PublishKind::Vector << none << QStringList{u"download"_s} << true;
        QTest::newRow("vector product") << PublishKind::Vector << u"dtm"_s << QStringList{u"tms"_s} << false;
        QTest::newRow("cloud") << PublishKind::PointCloud << none << QStringList{u"download"_s} << true;
        QTest::newRow("cloud without product") << PublishKind::PointCloud << none << QStringList{u"wmts"_s} << false;
        QTest::newRow("cloud with product")
            << PublishKind::PointCloud << u"dtm"_s << QStringList{u"download"_s, u"wmts"_s, u"tms"_s, u"wms-r"_s} << true;
        QTest::newRow("unknown product") << PublishKind::PointCloud << u"gold"_s << QStringList{u"wmts"_s} << false;
        QTest::newRow("vector pyramid") << PublishKind::VectorPyramid << none << QStringList{u"tms"_s} << true;
        QTest::newRow("vector pyramid as wmts") << PublishKind::VectorPyramid << none << QStringList{u"wmts"_s} << false;
        QTest::newRow("COPC") << PublishKind::Copc << none << QStringList{u"download"_s} << true;
        QTest::newRow("EPT as tms") << PublishKind::Ept << none << QStringList{u"tms"_s} << false;
        QTest::newRow("raster download") << PublishKind::Raster << none << QStringList{u"download"_s} << true;
    }

    void servicesByKind()
    {
        QFETCH(PublishKind, kind);
        QFETCH(QString, product);
        QFETCH(QStringList, services);
        PublishRequest request = example();
        request.kind = kind;
        request.derive.product = product;
        request.services = services;
        QTEST(request.validate().has_value(), "good");
        request.derive.product.clear();
        request.services = request.defaultServices();
        QVERIFY(request.validate().has_value());
    }

    void knowsKindsByNamesAndBytes()
    {
        QTemporaryDir folder;
        const auto write = [&](const QString &name, const QByteArray &content) {
            QDir().mkpath(QFileInfo(folder.filePath(name)).path());
            QFile file(folder.filePath(name));
            if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
                qFatal("cannot write");
            return folder.filePath(name);
        };
        QByteArray copc("LASF");
        copc.resize(377, '\0');
        copc.append(QByteArray("copc\0\0\0", 7)).append(100, '\0');
        const QByteArray laz = QByteArray("LASF").append(500, '\0');
        QCOMPARE(publishKindOf({write(u"a.copc.laz"_s, copc)}), PublishKind::Copc);
        QCOMPARE(
            publishKindOf({write(u"named.copc.laz"_s, laz)}), PublishKind::PointCloud); // by its content, not by its name
        QCOMPARE(publishKindOf({folder.filePath(u"a.copc.laz"_s), folder.filePath(u"named.copc.laz"_s)}),
            PublishKind::PointCloud);
        QCOMPARE(publishKindOf({write(u"a.vpc"_s, "{}")}), PublishKind::Vpc);
        QCOMPARE(publishKindOf({write(u"ept/ept.json"_s, "{}")}), PublishKind::Ept);
        QCOMPARE(publishKindOf({folder.filePath(u"ept"_s)}), PublishKind::Ept);
        QCOMPARE(publishKindOf({write(u"r.json"_s, R"({"format":"TIFF_JPG_UINT8","levels":[],"tile_matrix_set":"PM"})")}),
            PublishKind::RasterPyramid);
        QCOMPARE(publishKindOf({write(u"v.json"_s, R"({"format":"TIFF_PBF_MVT","levels":[],"tile_matrix_set":"PM"})")}),
            PublishKind::VectorPyramid);
        QCOMPARE(publishKindOf({write(u"g.json"_s, R"({"type":"FeatureCollection","features":[]})")}), PublishKind::Vector);
        QCOMPARE(publishKindOf({write(u"g.GPKG"_s, "")}), PublishKind::Vector);
        write(u"mixed/a.csv"_s, "");
        QCOMPARE(publishKindOf({folder.filePath(u"mixed"_s)}), PublishKind::Vector);
        write(u"mixed/b.tif"_s, "");
        QCOMPARE(publishKindOf({folder.filePath(u"mixed"_s)}), PublishKind::Raster);
        // A raster of a COPC is made of its points.
        PublishRequest request;
        request.paths = {folder.filePath(u"a.copc.laz"_s)};
        QVERIFY(request.isPyramid());
        request.derive.product = u"dtm"_s;
        QCOMPARE(request.resolvedKind(), PublishKind::PointCloud);
    }

    void addressesOfServices()
    {
        Offering offering;
        offering.id = u"o"_s;
        offering.layerName = u"ortho"_s;
        offering.type = ConfigurationType::WmtsTms;
        offering.status = OfferingStatus::Published;
        offering.urls = {{u"WMTS"_s, u"https://x.org/wmts?service=WMTS&version=1.0.0&layer=ortho"_s},
            {u"TMS"_s, u"https://x.org/tms/1.0.0/ortho"_s}};
        const auto services = publishedServices(offering);
        QCOMPARE(services.size(), size_t(2));
        QCOMPARE(services[0].service, u"wmts"_s);
        QCOMPARE(services[0].url, u"https://x.org/wmts?SERVICE=WMTS&VERSION=1.0.0&REQUEST=GetCapabilities"_s);
        QCOMPARE(services[1].url, u"https://x.org/tms/1.0.0/ortho"_s);
        const QJsonObject json = services[0].toJson();
        QCOMPARE(json.value(u"service"_s).toString(), u"wmts"_s);
        QCOMPARE(json.value(u"layer"_s).toString(), u"ortho"_s);
    }

    void typesOfServices()
    {
        PublishRequest request = example();
        request.services = {u"tms"_s, u"wms-r"_s, u"wmts"_s};
        QCOMPARE(request.configurationTypes(), (QStringList{u"WMTS-TMS"_s, u"WMS-RASTER"_s}));
        request.services = {u"wms-v"_s, u"download"_s};
        QCOMPARE(request.configurationTypes(), (QStringList{u"WMS-VECTOR"_s, u"DOWNLOAD"_s}));
    }
};

TUILERIE_TEST_MAIN(PublishRequestTest)
#include "requesttest.moc"
