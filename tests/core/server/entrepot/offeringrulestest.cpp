// SPDX-License-Identifier: GPL-3.0-or-later
#include "entrepotsupport.h"

using namespace tuilerie;
using namespace tuilerie::test;

/// What may be configured and published, and what a publication says of itself.
class OfferingRulesTest : public QObject
{
    Q_OBJECT

    static QJsonObject body(const QString &data, const QString &layer, const QJsonObject &more = {})
    {
        QJsonObject infos{{QStringLiteral("title"), QStringLiteral("T")},
            {QStringLiteral("used_data"),
                QJsonArray{QJsonObject{{QStringLiteral("stored_data"), data}, {QStringLiteral("top_level"), 5},
                    {QStringLiteral("bottom_level"), 8}}}}};
        for (auto it = more.begin(); it != more.end(); ++it)
            infos.insert(it.key(), it.value());
        return {{QStringLiteral("type"), QStringLiteral("WMTS-TMS")}, {QStringLiteral("name"), QStringLiteral("n")},
            {QStringLiteral("layer_name"), layer}, {QStringLiteral("type_infos"), infos}};
    }
    static QJsonObject levels(const QString &data, const char *top, const char *bottom)
    {
        return {{QStringLiteral("stored_data"), data}, {QStringLiteral("top_level"), QLatin1String(top)},
            {QStringLiteral("bottom_level"), QLatin1String(bottom)}};
    }

private slots:
    void configurationsMustShowWhatIsThere()
    {
        Entrepot e;
        const QString data = e.pyramid();
        const auto post = [&](const QJsonObject &configuration) {
            return e.call("POST", QStringLiteral("configurations"), configuration).status;
        };
        const auto used = [&](const QJsonArray &list) {
            return body(data, QStringLiteral("l"), {{QStringLiteral("used_data"), list}});
        };
        QCOMPARE(post(used({})), 400);
        QCOMPARE(post(used({levels(QStringLiteral("unknown"), "5", "8")})), 400);
        QCOMPARE(post(used({levels(data, "4", "8")})), 400);
        QCOMPARE(post(used({levels(data, "8", "5")})), 400);
        QCOMPARE(post(used({levels(data, "5", "6"), levels(data, "6", "8")})), 400); // level 6 twice
        QCOMPARE(post(used({levels(e.storedData(StoredDataType::RasterPyramid, "GENERATING"), "5", "8")})), 400);
        QCOMPARE(post(used({levels(e.storedData(StoredDataType::VectorDb, "GENERATED"), "5", "8")})), 400);
        QJsonObject wrong = body(data, QStringLiteral("l"));
        wrong.insert(QLatin1String("type"), QStringLiteral("WFS"));
        QCOMPARE(post(wrong), 400);
        wrong = body(data, QStringLiteral("l"));
        wrong.insert(QLatin1String("name"), QStringLiteral(" "));
        QCOMPARE(post(wrong), 400);
        for (const char *name : {"", "9l", "a b", "a/b", "é"})
            QCOMPARE(post(body(data, QString::fromUtf8(name))), 400);
        QCOMPARE(post(body(data, QString(201, QLatin1Char('a')))), 400);
        QCOMPARE(post(body(data, QStringLiteral("l"), {{QStringLiteral("title"), QString()}})), 400);
        QCOMPARE(
            post(body(data, QStringLiteral("l"), {{QStringLiteral("styles"), QJsonArray{QStringLiteral("none")}}})), 400);
        QCOMPARE(post(body(data, QStringLiteral("l"),
                     {{QStringLiteral("bbox"),
                         QJsonObject{{QStringLiteral("west"), 2}, {QStringLiteral("east"), 1}, {QStringLiteral("south"), 0},
                             {QStringLiteral("north"), 1}}}})),
            400);
        QCOMPARE(post(used({levels(data, "5", "6"), levels(data, "7", "8")})), 201);
        QCOMPARE(post(body(data, QStringLiteral("l"))), 409); // the name is taken
        QJsonObject map = body(data, QStringLiteral("l"));
        map.insert(QLatin1String("type"), QStringLiteral("WMS-RASTER"));
        QCOMPARE(post(map), 201); // not for another type
    }

    // One rule book with the clients: what is published can be drawn.
    void stylesMustFitTheData()
    {
        Entrepot e;
        const auto make = [&](const char *name, const QByteArray &content, const char *type = "ROK4-STYLE") {
            const auto made = e.store().insert(EntityKind::Static,
                QJsonObject{{QStringLiteral("name"), QLatin1String(name)}, {QStringLiteral("type"), QLatin1String(type)}});
            const QString id = made ? made->value(QLatin1String("_id")).toString() : QString();
            QFile file(e.datastore().staticPath(*made));
            QDir().mkpath(QFileInfo(file).path());
            return file.open(QIODevice::WriteOnly) && file.write(content) == content.size() ? id : QString();
        };
        const QByteArray palette = R"("palette":{"colours":[{"value":1,"red":0,"green":0,"blue":0,"alpha":255}]}})";
        const QString colours = make("colours", R"({"identifier":"a","title":"A",)" + palette);
        const QString plain = make("plain", R"({"identifier":"a","title":"Plain"})");
        const QString same = make("same", R"({"identifier":"a","title":"Same"})");
        const QString broken = make("broken", R"({"identifier":"b","title":"B","shade":{}})");
        const QString sld = make("sld", "<StyledLayerDescriptor/>", "GEOSERVER-STYLE");
        const QString data = e.pyramid(); // of three bands
        const auto post = [&](const QStringList &styles, const char *layer = "l") {
            return e.call("POST", QStringLiteral("configurations"),
                body(data, QLatin1String(layer), {{QStringLiteral("styles"), QJsonArray::fromStringList(styles)}}));
        };
        const auto sentence = [](const Entrepot::Answer &answer) {
            return QString::fromUtf8(QJsonDocument(answer.object).toJson(QJsonDocument::Compact));
        };
        QVERIFY2(sentence(post({colours})).contains(QLatin1String("3 bands")), qPrintable(sentence(post({colours}))));
        QVERIFY(sentence(post({broken})).contains(QLatin1String("shade")));
        QVERIFY(sentence(post({sld})).contains(QLatin1String("ROK4-STYLE")));
        QVERIFY(sentence(post({plain, same})).contains(QLatin1String("identifier")));
        for (const QStringList &styles : {QStringList{colours}, {broken}, {sld}, {plain, same}})
            QCOMPARE(post(styles).status, 400);
        const auto good = post({plain});
        QCOMPARE(good.status, 201);
        QCOMPARE(e.publish(good.id(), e.endpoint("WMTS-TMS")).status, 201);
        const auto shown = e.datastore().catalogue()->find("WMTS-TMS", "l");
        QVERIFY(shown);
        QCOMPARE(shown->styles.size(), size_t(1));
        QCOMPARE(shown->styles.front().title, QStringLiteral("Plain"));
        // Another content in its place must fit, too.
        const auto style = [](const QByteArray &content) { return *RasterStyle::parse(content); };
        QVERIFY(!e.datastore().checkReplacedStyle(plain, style(R"({"identifier":"a","title":"A",)" + palette)));
        VERIFY_OK(e.datastore().checkReplacedStyle(plain, style(R"({"identifier":"c","title":"C"})")));
    }

    void aConfigurationKeepsItsTypeAndItsData()
    {
        Entrepot e;
        const QString data = e.pyramid(), c = e.configure(data, QStringLiteral("l")),
                      path = QStringLiteral("configurations/") + c;
        QJsonObject other = body(data, QStringLiteral("l"));
        other.insert(QLatin1String("type"), QStringLiteral("WMS-RASTER"));
        QCOMPARE(e.call("PUT", path, other).status, 400);
        QCOMPARE(e.call("PUT", path, body(data, QStringLiteral("renamed"))).object.value(QLatin1String("layer_name")),
            QJsonValue(QStringLiteral("l")));
        QCOMPARE(e.call("DELETE", QStringLiteral("stored_data/") + data).status, 409);
        QCOMPARE(e.publish(c, e.endpoint("WMTS-TMS")).status, 201);
        QCOMPARE(e.call("DELETE", path).status, 409);
        QCOMPARE(e.status("configuration", c), QStringLiteral("PUBLISHED"));
    }

    void anOfferingGoesWhereItsTypeIsServed()
    {
        Entrepot e;
        const QString c = e.configure(e.pyramid(), QStringLiteral("l"));
        QCOMPARE(e.call("POST", QStringLiteral("configurations/%1/offerings").arg(c), QJsonObject()).status, 400);
        QCOMPARE(e.publish(c, QStringLiteral("nowhere")).status, 400);
        QCOMPARE(e.publish(c, e.endpoint("WMS-RASTER")).status, 400);
        QCOMPARE(e.publish(QStringLiteral("unknown"), e.endpoint("WMTS-TMS")).status, 404);
        const auto made = e.publish(c, e.endpoint("WMTS-TMS"), false);
        QCOMPARE(made.status, 201);
        QVERIFY(made.object.value(QLatin1String("open")).toBool()); // on an open endpoint it is
        QCOMPARE(e.publish(c, e.endpoint("WMTS-TMS")).status, 409);
        QCOMPARE(e.publish(c, e.endpoint("WMTS-TMS", false), false).status, 201);
        QCOMPARE(e.datastore().catalogue()->layers().size(), size_t(2));
    }

    // The addresses that clients and the Python SDK take from an offering.
    void anOfferingSaysWhereItIs()
    {
        Entrepot e;
        const QString data = e.pyramid();
        const auto urls = [](const Entrepot::Answer &answer) {
            std::map<QString, QString> byType;
            for (const QJsonValue url : answer.object.value(QLatin1String("urls")).toArray())
                byType[url[QLatin1String("type")].toString()] = url[QLatin1String("url")].toString();
            return byType;
        };
        const QString c = e.configure(data, QStringLiteral("l"));
        auto open = urls(e.publish(c, e.endpoint("WMTS-TMS")));
        QCOMPARE(open[QStringLiteral("TMS")], QStringLiteral("http://maps.example.org/tms/1.0.0/l"));
        QVERIFY(open[QStringLiteral("WMTS")].startsWith(QStringLiteral("http://maps.example.org/wmts?service=WMTS")));
        QVERIFY(open[QStringLiteral("WMTS")].contains(QStringLiteral("layer=l&"))
            && open[QStringLiteral("WMTS")].contains(QStringLiteral("tilematrixset=PM&"))
            && open[QStringLiteral("WMTS")].endsWith(QStringLiteral("format=image/jpeg")));
        auto keyed = urls(e.publish(c, e.endpoint("WMTS-TMS", false)));
        QCOMPARE(keyed[QStringLiteral("TMS")], QStringLiteral("http://maps.example.org/private/tms/1.0.0/l"));
        auto map = urls(e.publish(e.configure(data, QStringLiteral("m"), "WMS-RASTER"), e.endpoint("WMS-RASTER")));
        QVERIFY(map[QStringLiteral("WMS")].startsWith(QStringLiteral("http://maps.example.org/wms-r?service=WMS")));
    }

    // PUT takes over the configuration as it is now; until then what is published stays as it was.
    void changesGoOutWithASynchronization()
    {
        Entrepot e;
        const QString first = e.pyramid(), second = e.pyramid(), c = e.configure(first, QStringLiteral("l"));
        const QString o = e.publish(c, e.endpoint("WMTS-TMS")).id();
        const auto shown = [&] { return e.datastore().catalogue()->find("WMTS-TMS", "l"); };
        const auto before = shown();
        QCOMPARE(e.call("PUT", QStringLiteral("configurations/") + c, body(second, QStringLiteral("l"))).status, 200);
        QCOMPARE(shown(), before);
        // Both are in use: one is shown, the other is configured.
        for (const QString &data : {first, second})
            QCOMPARE(e.call("DELETE", QStringLiteral("stored_data/") + data).status, 409);
        QCOMPARE(e.call("PUT", QStringLiteral("offerings/") + o).status, 200);
        QVERIFY(shown() != before && shown()->version != before->version);
        QVERIFY(shown()->pyramids[0].descriptorPath.contains(second));
        QCOMPARE(e.call("DELETE", QStringLiteral("stored_data/") + first).status, 204);
    }

    void deletionTakesTwoSteps()
    {
        Entrepot e;
        const QString c = e.configure(e.pyramid(), QStringLiteral("l")), o = e.publish(c, e.endpoint("WMTS-TMS")).id(),
                      path = QStringLiteral("offerings/") + o;
        QCOMPARE(e.call("DELETE", path).status, 204);
        QCOMPARE(e.status("offering", o), QStringLiteral("UNPUBLISHED"));
        QCOMPARE(e.status("configuration", c), QStringLiteral("UNPUBLISHED"));
        QVERIFY(e.datastore().catalogue()->layers().empty());
        QCOMPARE(e.call("PUT", path).status, 200); // and back
        QVERIFY(e.datastore().catalogue()->find("WMTS-TMS", "l"));
        for (const int status : {204, 204, 404})
            QCOMPARE(e.call("DELETE", path).status, status);
        QCOMPARE(e.call("DELETE", QStringLiteral("configurations/") + c).status, 204);
    }

    void whatMayBePatched()
    {
        Entrepot e;
        const QString c = e.configure(e.pyramid(), QStringLiteral("l")), o = e.publish(c, e.endpoint("WMTS-TMS")).id(),
                      path = QStringLiteral("offerings/") + o;
        QCOMPARE(e.call("PATCH", path, QJsonObject{{QStringLiteral("open"), false}}).status, 400);
        const auto patched = e.call("PATCH", path,
            QJsonObject{{QStringLiteral("available"), false}, {QStringLiteral("status"), QStringLiteral("UNPUBLISHED")},
                {QStringLiteral("layer_name"), QStringLiteral("other")}});
        QCOMPARE(patched.object.value(QLatin1String("layer_name")).toString(), QStringLiteral("l"));
        QCOMPARE(patched.object.value(QLatin1String("status")).toString(), QStringLiteral("PUBLISHED"));
        QVERIFY(e.datastore().catalogue()->layers().empty());
        QCOMPARE(e.call("PATCH", path, QJsonObject{{QStringLiteral("available"), true}}).status, 200);
        QVERIFY(e.datastore().catalogue()->find("WMTS-TMS", "l"));
    }
};

TUILERIE_TEST_MAIN(OfferingRulesTest)
#include "offeringrulestest.moc"
