// SPDX-License-Identifier: GPL-3.0-or-later
#include "source/stylefile.h"
#include "support/testsupport.h"

#include <QJsonArray>

using namespace tuilerie;

namespace {

QByteArray sld(const QByteArray &rules, const QByteArray &version = "1.0.0")
{
    return "<?xml version=\"1.0\"?>\n<StyledLayerDescriptor version=\"" + version
        + "\" xmlns=\"http://www.opengis.net/sld\" xmlns:ogc=\"http://www.opengis.net/ogc\">\n<NamedLayer><Name>l</Name>"
          "<UserStyle><FeatureTypeStyle>\n"
        + rules + "\n</FeatureTypeStyle></UserStyle></NamedLayer></StyledLayerDescriptor>";
}

const QByteArray line = "<LineSymbolizer><Stroke/></LineSymbolizer>";

QByteArray rule(const QByteArray &scales, const QByteArray &rest = line)
{
    return "<Rule>" + scales + rest + "</Rule>";
}

} // namespace

/// What a style says of itself, and which ones are none.
class StyleFileTest : public QObject
{
    Q_OBJECT

private slots:
    void attributesAreThoseThatAreCompared()
    {
        const auto infos = styleInfos(sld(rule({},
            "<ogc:Filter><ogc:And><ogc:PropertyIsEqualTo><ogc:PropertyName> kind "
            "</ogc:PropertyName><ogc:Literal>a</ogc:Literal>"
            "</ogc:PropertyIsEqualTo><ogc:PropertyIsEqualTo><ogc:PropertyName>width</ogc:PropertyName><ogc:Literal>1"
            "</ogc:Literal></ogc:PropertyIsEqualTo></ogc:And></ogc:Filter>"
            "<LineSymbolizer><Geometry><ogc:PropertyName>geom</ogc:PropertyName></Geometry><Stroke/></LineSymbolizer>"
            "<TextSymbolizer><Label><ogc:PropertyName>kind</ogc:PropertyName></Label></TextSymbolizer>")));
        VERIFY_OK(infos);
        QCOMPARE(infos->value(QLatin1String("format")).toString(), QStringLiteral("SLD"));
        // Each once, and not the geometry, which is no attribute.
        QCOMPARE(infos->value(QLatin1String("used_attributes")).toArray(),
            (QJsonArray{QStringLiteral("kind"), QStringLiteral("width")}));
    }

    // The scales at which any rule draws.
    void scalesSpanTheRules()
    {
        const QByteArray low = "<MinScaleDenominator>1000</MinScaleDenominator>",
                         high = "<MaxScaleDenominator>5000</MaxScaleDenominator>";
        const auto both = styleInfos(sld(rule(low + high)
            + rule("<MinScaleDenominator>5000</MinScaleDenominator><MaxScaleDenominator>90000</MaxScaleDenominator>")));
        VERIFY_OK(both);
        QCOMPARE(both->value(QLatin1String("min_scale_denominator")).toDouble(), 1000.0);
        QCOMPARE(both->value(QLatin1String("max_scale_denominator")).toDouble(), 90000.0);
        // One rule without an end has the layer drawn beyond the others'.
        const auto open = styleInfos(sld(rule(low + high) + rule(low)));
        VERIFY_OK(open);
        QCOMPARE(open->value(QLatin1String("min_scale_denominator")).toDouble(), 1000.0);
        QVERIFY(!open->contains(QLatin1String("max_scale_denominator")));
        QVERIFY(!styleInfos(sld(rule({})))->contains(QLatin1String("min_scale_denominator")));
    }

    void qmlTellsItsScales()
    {
        const auto infos = styleInfos("<!DOCTYPE qgis><qgis hasScaleBasedVisibilityFlag=\"1\" minScale=\"50000\" "
                                      "maxScale=\"100\"><renderer-v2/></qgis>");
        VERIFY_OK(infos);
        QCOMPARE(infos->value(QLatin1String("format")).toString(), QStringLiteral("QML"));
        QCOMPARE(infos->value(QLatin1String("min_scale_denominator")).toDouble(), 100.0);
        QCOMPARE(infos->value(QLatin1String("max_scale_denominator")).toDouble(), 50000.0);
        const auto always = styleInfos("<qgis hasScaleBasedVisibilityFlag=\"0\" minScale=\"5\"><renderer-v2/></qgis>");
        VERIFY_OK(always);
        QVERIFY(!always->contains(QLatin1String("max_scale_denominator")));
    }

    // As QGIS writes it: OGC 05-078r4 around OGC 05-077r4's symbols.
    void secondVersionIsTaken()
    {
        const QByteArray style =
            "<StyledLayerDescriptor xmlns=\"http://www.opengis.net/sld\" version=\"1.1.0\" "
            "xmlns:ogc=\"http://www.opengis.net/ogc\" "
            "xmlns:se=\"http://www.opengis.net/se\"><NamedLayer><se:Name>z</se:Name>"
            "<UserStyle><se:Name>z</se:Name><se:FeatureTypeStyle><se:Rule><se:Name>s</se:Name><se:Description><se:Title>S"
            "</se:Title></se:Description><ogc:Filter><ogc:PropertyIsEqualTo><ogc:PropertyName>nature</ogc:PropertyName>"
            "<ogc:Literal>a</ogc:Literal></ogc:PropertyIsEqualTo></ogc:Filter><se:MaxScaleDenominator>5000"
            "</se:MaxScaleDenominator><se:PolygonSymbolizer><se:Fill><se:SvgParameter "
            "name=\"fill\">#ff00ff</se:SvgParameter>"
            "</se:Fill></se:PolygonSymbolizer></se:Rule></se:FeatureTypeStyle></UserStyle></NamedLayer></"
            "StyledLayerDescriptor>";
        const auto infos = styleInfos(style);
        VERIFY_OK(infos);
        QCOMPARE(infos->value(QLatin1String("used_attributes")).toArray().at(0).toString(), QStringLiteral("nature"));
        QCOMPARE(infos->value(QLatin1String("max_scale_denominator")).toDouble(), 5000.0);
        // The symbols' namespace is not one of the first version.
        QVERIFY(!styleInfos(QByteArray(style).replace("1.1.0", "1.0.0")));
    }

    void whatIsNoStyleIsRefusedWithItsPlace_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<QString>("word");
        const auto row = [](const char *name, const QByteArray &content, const char *word) {
            QTest::newRow(name) << content << QString::fromUtf8(word);
        };
        row("nothing", {}, "Line");
        row("text", "colour: red", "Line 1");
        row("another document", "<kml/>", "<kml>");
        row("cut off", sld(rule({})).chopped(60), "Line");
        row("version 1.2", sld(rule({}), "1.2.0"), "1.2.0");
        row("no namespace", "<StyledLayerDescriptor version=\"1.0.0\"/>", "http://www.opengis.net/sld");
        row("no rule", sld({}), "rule");
        row("no symbolizer", sld(rule({}, {})), "symbolizer");
        row("element out of place", sld("<Stroke/>" + rule({})), "<Stroke>");
        row("scale that is none", sld(rule("<MinScaleDenominator>many</MinScaleDenominator>")), "MinScaleDenominator");
        row("negative scale", sld(rule("<MaxScaleDenominator>-1</MaxScaleDenominator>")), "MaxScaleDenominator");
        row("picture elsewhere",
            sld(rule({},
                "<PointSymbolizer><Graphic><ExternalGraphic><OnlineResource xmlns:xlink=\"http://www.w3.org/1999/xlink\" "
                "xlink:href=\"http://127.0.0.1/a.svg\"/></ExternalGraphic></Graphic></PointSymbolizer>")),
            "http://127.0.0.1/a.svg");
        row("qml of a raster", "<qgis><pipe/></qgis>", "QML");
        row("qml cut off", "<qgis><renderer-v2/>", "Line");
    }
    void whatIsNoStyleIsRefusedWithItsPlace()
    {
        QFETCH(QByteArray, content);
        QFETCH(QString, word);
        const auto infos = styleInfos(content);
        QVERIFY(!infos);
        QCOMPARE(infos.error().code, ErrorCode::Invalid);
        QVERIFY2(infos.error().message.contains(word), qPrintable(infos.error().message));
    }

    // A style cut anywhere, or with a byte changed, is an error or a style, never a crash.
    void damageIsSurvived()
    {
        const QByteArray whole = sld(rule("<MinScaleDenominator>1</MinScaleDenominator>"));
        for (qsizetype size = 0; size < whole.size(); ++size)
            QVERIFY(!styleInfos(whole.left(size)));
        for (qsizetype at = 0; at < whole.size(); ++at) {
            QByteArray damaged = whole;
            damaged[at] = '<';
            (void)styleInfos(damaged);
        }
    }
};

TUILERIE_TEST_MAIN(StyleFileTest)
#include "stylefiletest.moc"
