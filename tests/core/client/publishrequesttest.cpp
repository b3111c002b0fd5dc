// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/publishrequest.h"

#include "support/testsupport.h"

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
    request.parameters = {{u"tms"_s, u"PM"_s}, {u"compression"_s, u"jpg"_s}};
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

    void fingerprintFollowsWhatIsPublished()
    {
        QTemporaryDir folder;
        QFile file(folder.filePath(u"a.tif"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("one");
        file.close();
        PublishRequest request = example();
        request.paths = {folder.path()};
        const QString before = request.fingerprint();
        QCOMPARE(request.fingerprint(), before);
        request.title = u"Another title"_s;
        QCOMPARE(request.fingerprint(), before);
        request.parameters.insert(u"tms"_s, u"LAMB93_20cm"_s);
        QVERIFY(request.fingerprint() != before);
        request.parameters.insert(u"tms"_s, u"PM"_s);
        QCOMPARE(request.fingerprint(), before);
        QVERIFY(file.open(QIODevice::Append));
        file.write("more");
        file.close();
        QVERIFY(request.fingerprint() != before);
    }

    void addressesOfServices()
    {
        Offering offering;
        offering.id = u"o"_s;
        offering.layerName = u"ortho"_s;
        offering.type = ConfigurationType::WmtsTms;
        offering.status = OfferingStatus::Published;
        offering.urls = {{u"WMTS"_s, u"https://x.org/wmts?service=WMTS&version=1.0.0&layer=ortho"_s}, {u"TMS"_s, u"https://x.org/tms/1.0.0/ortho"_s}};
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
    }
};

TUILERIE_TEST_MAIN(PublishRequestTest)
#include "publishrequesttest.moc"
