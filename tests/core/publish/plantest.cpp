// SPDX-License-Identifier: GPL-3.0-or-later
#include "publish/plan.h"
#include "publish/publicationstyles.h"
#include "model/configuration.h"
#include "model/relationname.h"

#include "support/testsupport.h"

using namespace tuilerie;
using namespace Qt::StringLiterals;

namespace {

StoredData database()
{
    StoredData data;
    data.id = u"db"_s;
    data.type = StoredDataType::VectorDb;
    data.typeInfos = {{u"relations"_s,
        QJsonArray{QJsonObject{{u"name"_s, u"routes"_s}, {u"geometry_type"_s, u"LineString"_s}},
            QJsonObject{{u"name"_s, u"codes"_s}, {u"geometry_type"_s, u"None"_s}},
            QJsonObject{
                {u"name"_s, u"lieux_dits"_s}, {u"attributes"_s, QJsonObject{{u"geom"_s, u"geometry(Point,2154)"_s}}}}}}};
    return data;
}

PublishRequest request(PublishKind kind, const QStringList &services)
{
    PublishRequest made;
    made.kind = kind;
    made.paths = {u"/data/a"_s};
    made.layer = u"couche"_s;
    made.services = services;
    return made;
}

QStringList typesOf(const PublishRequest &request)
{
    QStringList types;
    for (const PlannedData &planned : plannedData(request))
        types << planned.type;
    return types;
}

} // namespace

/// From a request to the stored data that it needs, their parameters and styles, without a server.
class PublicationPlanTest : public QObject
{
    Q_OBJECT

private slots:
    void plansWhatServicesNeed()
    {
        QCOMPARE(typesOf(request(PublishKind::Vector, {u"wms-v"_s})), QStringList{u"VECTOR-DB"_s});
        QCOMPARE(typesOf(request(PublishKind::Vector, {u"tms"_s, u"wms-v"_s, u"wms-r"_s})),
            (QStringList{u"VECTOR-DB"_s, u"ROK4-PYRAMID-VECTOR"_s, u"ROK4-PYRAMID-RASTER"_s}));
        QCOMPARE(typesOf(request(PublishKind::PointCloud, {u"download"_s, u"wmts"_s})),
            (QStringList{u"PYRAMID-3D-COPC"_s, u"ROK4-PYRAMID-RASTER"_s}));
        QCOMPARE(
            typesOf(request(PublishKind::Raster, {u"download"_s})), (QStringList{u"ROK4-PYRAMID-RASTER"_s, u"ARCHIVE"_s}));
        QCOMPARE(typesOf(request(PublishKind::Vector, {u"download"_s})),
            (QStringList{u"VECTOR-DB"_s, u"ROK4-PYRAMID-VECTOR"_s, u"ARCHIVE"_s}));
        const PublishRequest pictures = request(PublishKind::Vector, {u"wmts"_s, u"download"_s});
        QCOMPARE(typesOf(pictures), (QStringList{u"VECTOR-DB"_s, u"ROK4-PYRAMID-RASTER"_s, u"ARCHIVE"_s}));
        QCOMPARE(plannedData(pictures).back().madeOf, u"ROK4-PYRAMID-RASTER"_s);
        QCOMPARE(storedDataTypeFor(pictures, ConfigurationType::Download), u"ARCHIVE"_s);
        PublishRequest ept = request(PublishKind::PointCloud, {u"download"_s});
        ept.cloud.format = u"ept"_s;
        QCOMPARE(typesOf(ept), QStringList{u"PYRAMID-3D-EPT"_s});
        const PublishRequest both = request(PublishKind::Vector, {u"tms"_s, u"wms-r"_s});
        QCOMPARE(storedDataTypeFor(both, ConfigurationType::WmtsTms), u"ROK4-PYRAMID-VECTOR"_s);
        QCOMPARE(storedDataTypeFor(both, ConfigurationType::WmsRaster), u"ROK4-PYRAMID-RASTER"_s);
        QCOMPARE(storedDataTypeFor(request(PublishKind::Vector, {u"wmts"_s}), ConfigurationType::WmtsTms),
            u"ROK4-PYRAMID-RASTER"_s);
    }

    void namesTablesAsTheDatabase()
    {
        PublishRequest some = request(PublishKind::Vector, {u"tms"_s});
        auto all = plannedRelations(some, database());
        VERIFY_OK(all);
        QCOMPARE(all->size(), size_t(2)); // the table without a geometry is none to publish
        some.tables = {{{u"Lieux-Dits"_s, {}, {u"Été"_s}, {}, u"8"_s, {}}, {}}, {{u"routes"_s, {}, {}, {}, {}, {}}, {}}};
        some.vector.bottom = u"12"_s;
        some.styled.format = u"JPG"_s;
        const StoredData base = database();
        const auto parameters = processingParametersFor(some, StoredDataType::VectorPyramid, &base, {});
        VERIFY_OK(parameters);
        QCOMPARE(*parameters,
            (QJsonObject{{u"bottom_level"_s, u"12"_s},
                {u"composition"_s,
                    QJsonArray{QJsonObject{{u"table"_s, u"lieux_dits"_s}, {u"attributes"_s, QJsonArray{u"ete"_s}},
                                   {u"top_level"_s, u"8"_s}, {u"bottom_level"_s, u"12"_s}},
                        QJsonObject{{u"table"_s, u"routes"_s}, {u"bottom_level"_s, u"12"_s}}}}}));
        const auto styled = processingParametersFor(some, StoredDataType::RasterPyramid, &base, {{u"routes"_s, u"s1"_s}});
        VERIFY_OK(styled);
        QCOMPARE(*styled,
            (QJsonObject{{u"bottom"_s, u"12"_s}, {u"compression"_s, u"jpg"_s},
                {u"relations"_s,
                    QJsonArray{QJsonObject{{u"name"_s, u"lieux_dits"_s}},
                        QJsonObject{{u"name"_s, u"routes"_s}, {u"style"_s, u"s1"_s}}}}}));
        some.tables = {{u"nowhere"_s, {}, {}, {}, {}, {}, {}}};
        const auto missing = plannedRelations(some, base);
        QVERIFY(!missing && missing.error().message.contains("lieux_dits"_L1));
    }

    void relationNames_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("expected");
        QTest::newRow("plain") << u"routes_1"_s << u"routes_1"_s;
        QTest::newRow("case, accents, hyphen") << u"Communes-Été Œuvre"_s << u"communes_ete_oeuvre"_s;
        QTest::newRow("digit first") << u"2026"_s << u"_2026"_s;
        QTest::newRow("empty") << QString() << u"_"_s;
        QTest::newRow("signs") << u"a.b/c\"d"_s << u"a_b_c_d"_s;
        QTest::newRow("other letters") << u"Ωμέγα"_s << u"_____"_s;
    }

    void relationNames()
    {
        QFETCH(QString, name);
        QTEST(relationName(name), "expected");
        QCOMPARE(relationName(relationName(name)), relationName(name));
    }

    void stylesNameColumnsAsTheDatabase()
    {
        const QByteArray sld = R"(<ogc:PropertyName>Nom-Été</ogc:PropertyName><PropertyName> CODE </PropertyName>)";
        QCOMPARE(styleForDatabase(sld, true),
            QByteArray(R"(<ogc:PropertyName>nom_ete</ogc:PropertyName><PropertyName> code </PropertyName>)"));
        const QByteArray qml =
            R"(<renderer-v2 attr="Département"/><rule filter="&quot;Nom-Été&quot; = 'Été' AND &quot;CODE&quot; > 3"/><text fieldName="CODE"/>)";
        QCOMPARE(styleForDatabase(qml, false),
            QByteArray(
                R"(<renderer-v2 attr="departement"/><rule filter="&quot;nom_ete&quot; = 'Été' AND &quot;CODE&quot; > 3"/><text fieldName="CODE"/>)"));
    }
};

TUILERIE_TEST_MAIN(PublicationPlanTest)
#include "plantest.moc"
