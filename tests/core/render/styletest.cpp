// SPDX-License-Identifier: GPL-3.0-or-later
#include "render/legend.h"
#include "render/mapdrawing.h"
#include "render/rendersession.h"
#include "render/style.h"
#include "support/testsupport.h"

#include <QDomDocument>
#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>
#include <gdal.h>
#include <qgscategorizedsymbolrenderer.h>
#include <qgsgraduatedsymbolrenderer.h>
#include <qgsfillsymbol.h>
#include <qgsfillsymbollayer.h>
#include <qgsmarkersymbol.h>
#include <qgspallabeling.h>
#include <qgsrulebasedrenderer.h>
#include <qgssinglesymbolrenderer.h>
#include <qgsvectorlayer.h>
#include <qgsvectorlayerlabeling.h>

using namespace tuilerie;
using namespace tuilerie::test;

/// Styles in and out, on real layers and real style files; pictures drawn with what was written are compared with the first
/// ones.
class StyleTest : public QObject
{
    Q_OBJECT

    static std::unique_ptr<QgsVectorLayer> open(const QString &path, const QString &table = {})
    {
        QgsVectorLayer::LayerOptions options(false);
        options.forceReadOnly = true;
        return std::make_unique<QgsVectorLayer>(table.isEmpty() ? path : path + QStringLiteral("|layername=") + table,
            table.isEmpty() ? QStringLiteral("layer") : table, QStringLiteral("ogr"), options);
    }
    static std::unique_ptr<QgsVectorLayer> communes()
    {
        return open(dataPath(QStringLiteral("vector/communes.gpkg")), QStringLiteral("communes"));
    }
    static std::unique_ptr<QgsVectorLayer> plants()
    {
        return open(dataPath(QStringLiteral("vector/installation.gpkg")), QStringLiteral("installation"));
    }

    static QImage picture(QgsVectorLayer &layer, double scale = 0)
    {
        MapRequest request;
        request.crs =
            layer.crs().authid().isEmpty() ? layer.crs().toWkt(Qgis::CrsWktVariant::Preferred) : layer.crs().authid();
        const QgsRectangle r = layer.extent();
        const double side = std::max(r.width(), r.height()) * 1.05;
        request.extent = {
            r.center().x() - side / 2, r.center().y() - side / 2, r.center().x() + side / 2, r.center().y() + side / 2};
        request.width = request.height = 500;
        if (scale > 0)
            request.width = request.height = int(side / (scale * 0.00028));
        const auto image = drawMap({&layer}, request);
        return image ? *image : QImage();
    }

    static double alike(const QImage &a, const QImage &b)
    {
        if (a.size() != b.size() || a.isNull())
            return 0;
        qint64 same = 0;
        for (int y = 0; y < a.height(); ++y)
            for (int x = 0; x < a.width(); ++x) {
                const QRgb p = a.pixel(x, y), q = b.pixel(x, y);
                same += std::abs(qRed(p) - qRed(q)) <= 8 && std::abs(qGreen(p) - qGreen(q)) <= 8
                    && std::abs(qBlue(p) - qBlue(q)) <= 8 && std::abs(qAlpha(p) - qAlpha(q)) <= 8;
            }
        return double(same) / double(qint64(a.width()) * a.height());
    }

    static int colours(const QImage &image)
    {
        QSet<QRgb> all;
        for (int y = 0; y < image.height(); ++y)
            for (int x = 0; x < image.width(); ++x)
                if (qAlpha(image.pixel(x, y)) == 255)
                    all.insert(image.pixel(x, y));
        return int(all.size());
    }

    /// What StyledLayerDescriptor.xsd 1.0.0 says of the elements that a style of ours can hold: their children, in their
    /// order.
    static QString schemaFault(const QByteArray &content)
    {
        static const std::map<QString, QString> rules{
            {"StyledLayerDescriptor", "(NamedLayer )+"},
            {"NamedLayer", "Name (UserStyle )+"},
            {"UserStyle", "(Name )?(Title )?(Abstract )?(IsDefault )?(FeatureTypeStyle )+"},
            {"FeatureTypeStyle", "(Name )?(Title )?(Abstract )?(FeatureTypeName )?(SemanticTypeIdentifier )*(Rule )+"},
            {"Rule",
                "(Name )?(Title )?(Abstract )?(LegendGraphic )?((Filter |ElseFilter ))?(MinScaleDenominator "
                ")?(MaxScaleDenominator )?((Line|Polygon|Point|Text)Symbolizer )+"},
            {"PointSymbolizer", "(Geometry )?(Graphic )?"},
            {"LineSymbolizer", "(Geometry )?(Stroke )?"},
            {"PolygonSymbolizer", "(Geometry )?(Fill )?(Stroke )?"},
            {"TextSymbolizer", "(Geometry )?(Label )?(Font )?(LabelPlacement )?(Halo )?(Fill )?"},
            {"Graphic", "((ExternalGraphic |Mark ))*(Opacity )?(Size )?(Rotation )?"},
            {"Mark", "(WellKnownName )?(Fill )?(Stroke )?"},
            {"ExternalGraphic", "OnlineResource Format "},
            {"Fill", "(GraphicFill )?(CssParameter )*"},
            {"Stroke", "((GraphicFill |GraphicStroke ))?(CssParameter )*"},
            {"GraphicFill", "Graphic "},
            {"GraphicStroke", "Graphic "},
            {"Font", "(CssParameter )*"},
            {"LabelPlacement", "(PointPlacement |LinePlacement )"},
            {"PointPlacement", "(AnchorPoint )?(Displacement )?(Rotation )?"},
            {"AnchorPoint", "AnchorPointX AnchorPointY "},
            {"Displacement", "DisplacementX DisplacementY "},
            {"LinePlacement", "(PerpendicularOffset )?"},
            {"Halo", "(Radius )?(Fill )?"},
            {"ElseFilter", ""},
        };
        static const QSet<QString> values{"Name", "Title", "Abstract", "MinScaleDenominator", "MaxScaleDenominator",
            "WellKnownName", "Opacity", "Size", "Rotation", "CssParameter", "Label", "AnchorPointX", "AnchorPointY",
            "DisplacementX", "DisplacementY", "PerpendicularOffset", "Radius", "OnlineResource", "Format"};
        QDomDocument document;
        QString error;
        if (!document.setContent(content, true, &error))
            return error;
        if (document.documentElement().attribute("version") != QLatin1String("1.0.0"))
            return QStringLiteral("version");
        QString fault;
        const std::function<void(const QDomElement &)> check = [&](const QDomElement &element) {
            if (element.namespaceURI() == QLatin1String("http://www.opengis.net/ogc")) {
                if (element.hasAttribute("matchCase") || element.hasAttribute("escapeChar"))
                    fault = QStringLiteral("an attribute of Filter 1.1");
                return;
            }
            if (element.namespaceURI() != QLatin1String("http://www.opengis.net/sld"))
                fault = element.tagName() + QStringLiteral(" is of ") + element.namespaceURI();
            if (element.hasAttribute("uom"))
                fault = QStringLiteral("uom");
            if (values.contains(element.localName()))
                return;
            const auto rule = rules.find(element.localName());
            if (rule == rules.end()) {
                fault = element.localName() + QStringLiteral(" is not of 1.0.0");
                return;
            }
            QString children;
            for (QDomElement child = element.firstChildElement(); !child.isNull(); child = child.nextSiblingElement()) {
                children += child.localName() + QLatin1Char(' ');
                check(child);
            }
            if (!QRegularExpression(QRegularExpression::anchoredPattern(rule->second)).match(children).hasMatch())
                fault = element.localName() + QStringLiteral(": ") + children;
        };
        check(document.documentElement());
        return fault;
    }

    /// Writes the layer's style as SLD, reads it onto another one, and says how alike the two pictures are.
    double afterSld(
        QgsVectorLayer &layer, std::unique_ptr<QgsVectorLayer> fresh, SldDocument *document = nullptr, double scale = 0)
    {
        const auto sld = writeSld(layer);
        if (!sld) {
            qWarning("%s", qPrintable(sld.error().message));
            return -1;
        }
        if (document)
            *document = *sld;
        const QString fault = schemaFault(sld->content);
        if (!fault.isEmpty()) {
            qWarning("%s\n%s", qPrintable(fault), sld->content.constData());
            return -2;
        }
        const auto reading = readStyle(*fresh, sld->content);
        if (!reading) {
            qWarning("%s", qPrintable(reading.error().message));
            return -3;
        }
        return alike(picture(layer, scale), picture(*fresh, scale));
    }

    static bool names(const QStringList &problems, const char *part)
    {
        return std::any_of(problems.begin(), problems.end(),
            [&](const QString &problem) { return problem.contains(QString::fromUtf8(part)); });
    }

    static QByteArray sld(const QByteArray &rules, const QByteArray &version = "1.0.0")
    {
        return "<StyledLayerDescriptor version='" + version
            + "' xmlns='http://www.opengis.net/sld' xmlns:se='http://www.opengis.net/se' "
              "xmlns:ogc='http://www.opengis.net/ogc' xmlns:xlink='http://www.w3.org/1999/xlink'>"
              "<NamedLayer><Name>x</Name><UserStyle>"
            + rules + "</UserStyle></NamedLayer></StyledLayerDescriptor>";
    }

private slots:
    // The styles that producers deliver: nothing of them is lost, in or out.
    void sldsOfOthers_data()
    {
        QTest::addColumn<QString>("data");
        QTest::addColumn<QString>("style");
        QTest::addColumn<int>("rules");
        QTest::newRow("CANTON") << QStringLiteral("vector/CANTON/CANTON.shp") << QStringLiteral("vector/CANTON_style.sld")
                                << 5;
        QTest::newRow("installation") << QStringLiteral("vector/installation.gpkg")
                                      << QStringLiteral("vector/installation.sld") << 4;
    }
    void sldsOfOthers()
    {
        QFETCH(QString, data);
        QFETCH(QString, style);
        QFETCH(int, rules);
        auto layer = open(dataPath(data));
        QVERIFY(layer->isValid());
        const auto reading = readStyleFile(*layer, dataPath(style));
        VERIFY_OK(reading);
        QCOMPARE(reading->format, StyleFormat::Sld);
        QVERIFY2(reading->problems.isEmpty(), qPrintable(reading->problems.join(QLatin1Char('\n'))));
        QCOMPARE(describeStyle(*layer, *reading).value(QLatin1String("rules")).toArray().size(), rules);
        QVERIFY(colours(picture(*layer)) >= 3);
        SldDocument document;
        const double likeness = afterSld(*layer, open(dataPath(data)), &document);
        QVERIFY2(likeness > 0.999, qPrintable(QString::number(likeness)));
        QVERIFY(QSet<QString>(document.problems.begin(), document.problems.end()).size()
            <= 1); // “diamond” is not one of the six
    }

    void describes()
    {
        auto layer = plants();
        const auto reading = readStyleFile(*layer, dataPath(QStringLiteral("vector/installation.sld")));
        VERIFY_OK(reading);
        const QJsonObject description = describeStyle(*layer, *reading);
        QCOMPARE(description.value(QLatin1String("attributes")).toArray(), QJsonArray{QStringLiteral("lib_seveso")});
        QCOMPARE(description.value(QLatin1String("geometry")).toString(), QStringLiteral("point"));
        QCOMPARE(description.value(QLatin1String("format")).toString(), QStringLiteral("sld"));
        QCOMPARE(description.value(QLatin1String("max_scale")).toDouble(), 0.0);
        VERIFY_OK(readStyle(*layer,
            sld("<FeatureTypeStyle><Rule><Name>a</Name><MinScaleDenominator>1000.0</"
                "MinScaleDenominator><MaxScaleDenominator>5e4</MaxScaleDenominator><PointSymbolizer><Graphic><Mark/></"
                "Graphic></PointSymbolizer></Rule>"
                "<Rule><Name>b</Name><MinScaleDenominator>50000</MinScaleDenominator><MaxScaleDenominator>200000</"
                "MaxScaleDenominator><PointSymbolizer><Graphic><Mark/></Graphic></PointSymbolizer></Rule></"
                "FeatureTypeStyle>")));
        const QJsonObject limited = describeStyle(*layer, {});
        QCOMPARE(limited.value(QLatin1String("min_scale")).toDouble(), 1000.0);
        QCOMPARE(limited.value(QLatin1String("max_scale")).toDouble(), 200000.0);
    }

    void writesWhatItCanAsSld_data()
    {
        QTest::addColumn<QString>("kind");
        for (const char *kind : {"single", "categories", "graduated", "rules", "labels", "opacity", "hatch", "scales"})
            QTest::newRow(kind) << QString::fromLatin1(kind);
    }
    void writesWhatItCanAsSld()
    {
        QFETCH(QString, kind);
        auto layer = communes();
        const auto fill = [](const char *colour, const QVariantMap &more = {}) {
            QVariantMap properties{{"color", colour}, {"outline_color", "#202020"}, {"outline_width", "0.5"}};
            properties.insert(more);
            return QgsFillSymbol::createSimple(properties);
        };
        layer->setRenderer(new QgsSingleSymbolRenderer(fill("#40a060")));
        double scale = 0;
        if (kind == QLatin1String("categories")) {
            QgsCategoryList list;
            int i = 0;
            for (const QVariant &value : layer->uniqueValues(layer->fields().lookupField(QStringLiteral("CODE_CANT"))))
                list << QgsRendererCategory(
                    value, fill(QColor::fromHsv(i++ * 67 % 360, 200, 200).name().toLatin1().constData()), value.toString());
            list << QgsRendererCategory(QVariant(), fill("#000000"), QStringLiteral("other"));
            QVERIFY(list.size() > 2);
            layer->setRenderer(new QgsCategorizedSymbolRenderer(QStringLiteral("CODE_CANT"), list));
        } else if (kind == QLatin1String("graduated")) {
            QgsRangeList list;
            list << QgsRendererRange(0, 4000, fill("#ffffcc"), QStringLiteral("few"))
                 << QgsRendererRange(4000, 9000, fill("#fd8d3c"), QStringLiteral("some"))
                 << QgsRendererRange(9000, 1e6, fill("#800026"), QStringLiteral("many"));
            layer->setRenderer(new QgsGraduatedSymbolRenderer(QStringLiteral("POPULATION"), list));
        } else if (kind == QLatin1String("rules")) {
            // Nested ones, one with OR, one that is off, and an ELSE.
            auto *root = new QgsRuleBasedRenderer::Rule(nullptr);
            auto *big = new QgsRuleBasedRenderer::Rule(
                nullptr, 0, 0, QStringLiteral("\"POPULATION\" > 5000 OR \"SUPERFICIE\" > 4000"), QStringLiteral("big"));
            big->appendChild(new QgsRuleBasedRenderer::Rule(
                fill("#ff0000"), 0, 0, QStringLiteral("\"Z_MOYEN\" > 30"), QStringLiteral("high")));
            big->appendChild(
                new QgsRuleBasedRenderer::Rule(fill("#0000ff"), 0, 0, QStringLiteral("ELSE"), QStringLiteral("low")));
            root->appendChild(big);
            auto *off = new QgsRuleBasedRenderer::Rule(
                fill("#ffff00"), 0, 0, QStringLiteral("\"Z_MOYEN\" < 4"), QStringLiteral("off")); // counts for ELSE
            off->setActive(false);
            root->appendChild(off);
            root->appendChild(
                new QgsRuleBasedRenderer::Rule(fill("#00ff00"), 0, 0, QStringLiteral("ELSE"), QStringLiteral("rest")));
            layer->setRenderer(new QgsRuleBasedRenderer(root));
        } else if (kind == QLatin1String("labels")) {
            QgsPalLayerSettings settings;
            settings.fieldName = QStringLiteral("NOM_COM");
            settings.placement = Qgis::LabelPlacement::OverPoint;
            QgsTextFormat format;
            format.setFont(QFont(QStringLiteral("DejaVu Sans")));
            format.setSize(14);
            format.setSizeUnit(Qgis::RenderUnit::Pixels);
            format.setColor(Qt::black);
            settings.setFormat(format);
            layer->setLabeling(new QgsVectorLayerSimpleLabeling(settings));
            layer->setLabelsEnabled(true);
        } else if (kind == QLatin1String("opacity")) {
            auto *symbol = fill("#ff0000", {{"outline_style", "no"}});
            symbol->setOpacity(0.5);
            layer->setRenderer(new QgsSingleSymbolRenderer(symbol));
            layer->setOpacity(0.5);
        } else if (kind == QLatin1String("hatch")) {
            layer->setRenderer(new QgsSingleSymbolRenderer(fill("#ff0000", {{"style", "b_diagonal"}})));
        } else if (kind == QLatin1String("scales")) {
            layer->setScaleBasedVisibility(true);
            layer->setMaximumScale(10000);
            layer->setMinimumScale(500000);
            scale = 600000; // nothing is drawn
        }
        const int classes = kind == QLatin1String("graduated") || kind == QLatin1String("rules") ? 3
            : kind == QLatin1String("categories")                                                ? 4
                                                                                                 : 0;
        QVERIFY(colours(picture(*layer)) >= classes);
        SldDocument document;
        const double likeness = afterSld(*layer, communes(), &document, scale);
        qInfo("%s: %.4f %%; %s", qPrintable(kind), likeness * 100, qPrintable(document.problems.join(QLatin1Char('|'))));
        QVERIFY(likeness > (kind == QLatin1String("labels") ? 0.99 : kind == QLatin1String("hatch") ? 0.85 : 0.998));
        if (kind == QLatin1String("scales")) {
            QVERIFY(document.content.contains("<MinScaleDenominator>10000</MinScaleDenominator>"));
            QVERIFY(document.content.contains("<MaxScaleDenominator>500000</MaxScaleDenominator>"));
            auto fresh = communes();
            VERIFY_OK(readStyle(*fresh, document.content));
            QVERIFY(colours(picture(*fresh)) > 0); // 1:200,000
            QCOMPARE(colours(picture(*fresh, 600000)), 0);
        }
        if (kind == QLatin1String("rules"))
            QVERIFY(!document.content.contains("off"));
        QVERIFY(kind == QLatin1String("opacity") || kind == QLatin1String("hatch") || kind == QLatin1String("labels")
            || document.problems.isEmpty());
    }

    // What SLD 1.0.0 has no word for is said, each by its sentence.
    void namesWhatIsLost()
    {
        auto layer = communes();
        auto *symbol = QgsFillSymbol::createSimple({{"color", "#ff0000"}});
        symbol->appendSymbolLayer(QgsGradientFillSymbolLayer::create({}));
        symbol->symbolLayer(0)->setDataDefinedProperty(
            QgsSymbolLayer::Property::FillColor, QgsProperty::fromExpression(QStringLiteral("'blue'")));
        symbol->symbolLayer(0)->setOutputUnit(Qgis::RenderUnit::MapUnits);
        layer->setRenderer(new QgsSingleSymbolRenderer(symbol));
        layer->setBlendMode(QPainter::CompositionMode_Multiply);
        QgsPalLayerSettings settings;
        settings.fieldName = QStringLiteral("upper(\"NOM_COM\") || ' x'");
        settings.isExpression = true;
        layer->setLabeling(new QgsVectorLayerSimpleLabeling(settings));
        layer->setLabelsEnabled(true);
        const auto sld = writeSld(*layer);
        VERIFY_OK(sld);
        QCOMPARE(schemaFault(sld->content), QString());
        for (const char *part : {"GradientFill", "depends on the feature", "map units", "Blend", "is an expression"})
            QVERIFY2(names(sld->problems, part),
                qPrintable(QString::fromUtf8(part) + QStringLiteral(" in ") + sld->problems.join(QLatin1Char('\n'))));
        QVERIFY(!sld->content.contains("Placeholder"));
        QVERIFY(!sld->content.contains("TextSymbolizer"));
    }

    void readsSld11()
    {
        auto layer = communes();
        const auto reading = readStyle(*layer,
            sld("<se:FeatureTypeStyle><se:Rule><se:Name>r</se:Name><se:Description><se:Title>Small "
                "ones</se:Title></se:Description>"
                "<ogc:Filter><ogc:PropertyIsLessThan><ogc:PropertyName>POPULATION</ogc:PropertyName><ogc:Literal>5000</"
                "ogc:Literal></ogc:PropertyIsLessThan></ogc:Filter>"
                "<se:PolygonSymbolizer><se:Fill><se:SvgParameter "
                "name='fill'>#0000ff</se:SvgParameter></se:Fill></se:PolygonSymbolizer></se:Rule></se:FeatureTypeStyle>",
                "1.1.0"));
        VERIFY_OK(reading);
        QVERIFY(reading->problems.isEmpty());
        const QJsonObject rule = describeStyle(*layer, *reading).value(QLatin1String("rules")).toArray().at(0).toObject();
        QCOMPARE(rule.value(QLatin1String("name")).toString(), QStringLiteral("Small ones"));
        QVERIFY(rule.value(QLatin1String("filter")).toString().contains(QLatin1String("POPULATION")));
        QCOMPARE(afterSld(*layer, communes()), 1.0);
    }

    // A filter that cannot be read must not become "every feature"; what else is passed over is said.
    void namesWhatIsNotRead()
    {
        auto layer = communes();
        const QByteArray red =
            "<PolygonSymbolizer><Fill><CssParameter name='fill'>#ff0000</CssParameter></Fill></PolygonSymbolizer>";
        auto reading = readStyle(*layer,
            sld("<FeatureTypeStyle><Rule><Name>odd</Name><ogc:Filter><ogc:PropertyIsEqualTo><ogc:Function "
                "name='no_such_function'><ogc:PropertyName>NOM_COM</ogc:PropertyName></ogc:Function>"
                "<ogc:Literal>1</ogc:Literal></ogc:PropertyIsEqualTo></ogc:Filter>"
                + red
                + "</Rule>"
                  "<Rule><Name>fine</Name><MaxScaleDenominator>1000</MaxScaleDenominator>"
                + red + "</Rule></FeatureTypeStyle>"));
        VERIFY_OK(reading);
        QVERIFY2(names(reading->problems, "odd"), qPrintable(reading->problems.join(QLatin1Char('\n'))));
        QCOMPARE(colours(picture(*layer)), 0);
        reading = readStyle(*layer,
            sld("<FeatureTypeStyle><Rule>" + red
                + "<TextSymbolizer><Label><ogc:PropertyName>NOM_COM</ogc:PropertyName>: "
                  "<ogc:PropertyName>POPULATION</ogc:PropertyName></Label><Font><CssParameter "
                  "name='font-size'>10.6</CssParameter></Font>"
                  "<VendorOption "
                  "name='spaceAround'>5</VendorOption></TextSymbolizer><RasterSymbolizer/></Rule></FeatureTypeStyle>"));
        VERIFY_OK(reading);
        for (const char *part : {"several parts", "10.6", "spaceAround", "raster"})
            QVERIFY2(names(reading->problems, part),
                qPrintable(QString::fromUtf8(part) + reading->problems.join(QLatin1Char('\n'))));
        reading = readStyle(*layer,
            sld("<FeatureTypeStyle><Rule><PolygonSymbolizer><Fill><CssParameter "
                "name='fill'><ogc:PropertyName>COLOUR</ogc:PropertyName></CssParameter></Fill></PolygonSymbolizer></Rule></"
                "FeatureTypeStyle>"));
        VERIFY_OK(reading);
        QVERIFY(names(reading->problems, "computed from attributes"));
    }

    // Of two FeatureTypeStyles the second lies over the first, whatever the features' order.
    void stylesLieOverEachOther()
    {
        auto layer = communes();
        const auto part = [](const QByteArray &colour, const QByteArray &width) {
            return "<FeatureTypeStyle><Rule><PolygonSymbolizer><Stroke><CssParameter name='stroke'>" + colour
                + "</CssParameter><CssParameter name='stroke-width'>" + width
                + "</CssParameter></Stroke></PolygonSymbolizer></Rule></FeatureTypeStyle>";
        };
        VERIFY_OK(readStyle(*layer, sld(part("#000000", "15") + part("#ff0000", "5"))));
        const QImage image = picture(*layer);
        QVERIFY(layer->renderer()->usingSymbolLevels());
        int red = 0, black = 0;
        for (int y = 0; y < image.height(); ++y)
            for (int x = 0; x < image.width(); ++x) {
                red += image.pixel(x, y) == qRgb(255, 0, 0);
                black += image.pixel(x, y) == qRgb(0, 0, 0);
            }
        QVERIFY(red > 1000 && black > 1000);
    }

    void qmlRoundTrip()
    {
        auto layer = communes();
        layer->setRenderer(new QgsSingleSymbolRenderer(QgsFillSymbol::createSimple({{"color", "#123456"}})));
        const auto qml = writeQml(*layer);
        VERIFY_OK(qml);
        auto fresh = communes();
        const auto reading = readStyle(*fresh, *qml);
        VERIFY_OK(reading);
        QCOMPARE(reading->format, StyleFormat::Qml);
        QCOMPARE(alike(picture(*layer), picture(*fresh)), 1.0);
        // A style for polygons is none for points.
        auto points = plants();
        const QImage before = picture(*points);
        const auto wrong = readStyle(*points, *qml);
        QVERIFY(!wrong);
        QCOMPARE(wrong.error().code, ErrorCode::Invalid);
        QCOMPARE(alike(before, picture(*points)), 1.0); // as it was
    }

    void readsMapboxGl()
    {
        auto layer = communes();
        const QByteArray style = R"({"version":8,"sources":{"s":{"type":"vector"}},"layers":[
            {"id":"back","type":"background","paint":{"background-color":"#ffffff"}},
            {"id":"towns","type":"fill","source":"s","source-layer":"communes","filter":[">","POPULATION",5000],"paint":{"fill-color":"#ff0000"},"minzoom":8,"maxzoom":14},
            {"id":"rest","type":"fill","source":"s","source-layer":"communes","filter":["<=","POPULATION",5000],"paint":{"fill-color":["interpolate",["linear"],["zoom"],5,"#000000",20,"#00ff00"]}},
            {"id":"roads","type":"line","source":"s","source-layer":"roads","paint":{"line-color":"#000"}},
            {"id":"heat","type":"heatmap","source":"s","source-layer":"communes"}]})";
        const auto reading = readStyle(*layer, style);
        VERIFY_OK(reading);
        QCOMPARE(reading->format, StyleFormat::MapboxGl);
        QVERIFY2(names(reading->problems, "heat"), qPrintable(reading->problems.join(QLatin1Char('\n'))));
        QVERIFY(!names(reading->problems, "roads")); // another table's
        const QJsonArray rules = describeStyle(*layer, *reading).value(QLatin1String("rules")).toArray();
        QCOMPARE(rules.size(), 2);
        QVERIFY(std::abs(rules.at(0)[QLatin1String("max_scale")].toDouble() - 279541132.0 / 256) < 100); // zoom 8
        const QImage image = picture(*layer);
        QVERIFY2(colours(image) >= 2, QJsonDocument(rules).toJson().constData());
        QCOMPARE(image.pixel(image.width() / 2, image.height() / 2) == 0, false);
        QVERIFY(!readStyle(*layer,
            "{\"layers\":[{\"id\":\"x\",\"type\":\"line\",\"source\":\"s\",\"source-layer\":\"a\"},{\"id\":\"y\",\"type\":"
            "\"line\",\"source\":\"s\",\"source-layer\":\"b\"}]}"));
    }

    // As QGIS saves it into a GeoPackage.
    void readsTheStoredStyle()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("c.gpkg"));
        QVERIFY(QFile::copy(dataPath(QStringLiteral("vector/communes.gpkg")), path));
        QVERIFY(QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner));
        QCOMPARE(readStoredStyle(*open(path, QStringLiteral("communes"))).error().code, ErrorCode::NotFound);
        {
            QgsVectorLayer layer(
                path + QStringLiteral("|layername=communes"), QStringLiteral("communes"), QStringLiteral("ogr"));
            layer.setRenderer(new QgsSingleSymbolRenderer(QgsFillSymbol::createSimple({{"color", "#fedcba"}})));
            QString error;
            layer.saveStyleToDatabase(QStringLiteral("mine"), QStringLiteral("a style"), true, QString(), error);
            QVERIFY2(error.isEmpty(), qPrintable(error));
        }
        auto layer = open(path, QStringLiteral("communes"));
        const auto reading = readTableStyle(*layer, QString());
        VERIFY_OK(reading);
        QCOMPARE(reading->format, StyleFormat::Stored);
        // Inside of their borders, wherever these run.
        const QImage image = picture(*layer);
        int inside = 0;
        for (int y = 0; y < image.height(); ++y)
            for (int x = 0; x < image.width(); ++x)
                inside += image.pixelColor(x, y) == QColor(QStringLiteral("#fedcba"));
        QVERIFY2(inside > image.width() * image.height() / 10, qPrintable(QString::number(inside)));
        auto other = open(path, QStringLiteral("observations"));
        const auto plain = readTableStyle(*other, QString());
        VERIFY_OK(plain);
        QCOMPARE(plain->format, StyleFormat::Plain);
    }

    void refusesWhatIsNoStyleOrReadsElsewhere()
    {
        auto layer = communes();
        QCOMPARE(readStyleFile(*layer, QStringLiteral("/nowhere.qml")).error().code, ErrorCode::NotFound);
        QCOMPARE(readStyle(*layer, "hello").error().code, ErrorCode::Unsupported);
        QCOMPARE(readStyle(*layer, "{ not json").error().code, ErrorCode::Corrupt);
        QCOMPARE(readStyle(*layer, "<StyledLayerDescriptor><a></StyledLayerDescriptor>").error().code, ErrorCode::Corrupt);
        QCOMPARE(readStyle(*layer, sld("")).error().code, ErrorCode::Unsupported);
        QCOMPARE(readStyle(*layer, "<!DOCTYPE qgis><qgis><x></qgis>").error().code, ErrorCode::Corrupt);
        QCOMPARE(readStyle(*layer, "<!DOCTYPE qgis><qgis/>").error().code, ErrorCode::Unsupported);
        // What reads elsewhere; more of it in outsidetest.
        const QImage before = picture(*layer);
        const auto qml = writeQml(*layer);
        VERIFY_OK(qml);
        const auto refused = readStyle(*layer, QByteArray(*qml).replace("<renderer-v2", "<renderer-v2 a=\"env('HOME')\""));
        QVERIFY(!refused && refused.error().code == ErrorCode::Denied);
        QVERIFY(refused.error().message.contains(QLatin1String("env()")));
        QCOMPARE(alike(before, picture(*layer)), 1.0);
        QVERIFY(!GDALGetDriverByName("WMS") && !GDALGetDriverByName("OGR_VRT") && GDALGetDriverByName("GTiff"));
    }

    void legendShowsEachRule()
    {
        auto layer = plants();
        VERIFY_OK(readStyleFile(*layer, dataPath(QStringLiteral("vector/installation.sld"))));
        LegendOptions options;
        const QImage legend = legendImage({layer.get()}, options);
        for (const char *colour : {"#d636b4", "#4f76d2", "#3bdd5b", "#dcaa35"}) {
            bool found = false;
            for (int y = 0; y < legend.height() && !found; ++y)
                for (int x = 0; x < legend.width() && !found; ++x)
                    found = legend.pixelColor(x, y).name() == QLatin1String(colour);
            QVERIFY2(found, colour);
        }
    }

    /// A picture that can be drawn, of any number of rules and any length of their names.
    void legendIsNoLongerThanPictures()
    {
        auto layer = plants();
        QByteArray rules;
        for (int i = 0; i < 3000; ++i)
            rules += "<Rule><Name>" + (i ? QByteArray::number(i) : QByteArray(200000, 'x'))
                + "</Name><ogc:Filter><ogc:PropertyIsEqualTo><ogc:PropertyName>lib_seveso</ogc:PropertyName><ogc:Literal>"
                + QByteArray::number(i)
                + "</ogc:Literal></ogc:PropertyIsEqualTo></"
                  "ogc:Filter><PointSymbolizer><Graphic><Mark><WellKnownName>square</WellKnownName><Fill>"
                  "<CssParameter "
                  "name='fill'>#ff0000</CssParameter></Fill></Mark><Size>8</Size></Graphic></PointSymbolizer></Rule>";
        VERIFY_OK(readStyle(*layer,
            "<StyledLayerDescriptor version='1.0.0' xmlns='http://www.opengis.net/sld' "
            "xmlns:ogc='http://www.opengis.net/ogc'><NamedLayer><Name>x</Name>"
            "<UserStyle><FeatureTypeStyle>"
                + rules + "</FeatureTypeStyle></UserStyle></NamedLayer></StyledLayerDescriptor>"));
        const QImage legend = legendImage({layer.get()}, LegendOptions());
        QVERIFY2(legend.height() > 15000 && legend.height() < 32767 && legend.width() > 500 && legend.width() < 2000,
            qPrintable(QStringLiteral("%1 x %2").arg(legend.width()).arg(legend.height())));
    }
};

int main(int argc, char **argv)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    TemporaryProfile profile;
    RenderSession session(argc, argv);
    if (const Status started = session.start(); !started)
        qFatal("%s", qPrintable(started.error().message));
    StyleTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "styletest.moc"
