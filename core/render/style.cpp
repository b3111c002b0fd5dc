// SPDX-License-Identifier: GPL-3.0-or-later
#include "render/style.h"

#include "render/stylebridge.h"
#include "source/outside.h"

#include <QFile>
#include <QFileInfo>
#include <qgsabstractdatabaseproviderconnection.h>
#include <qgsdatasourceuri.h>
#include <qgsfillsymbol.h>
#include <qgslinesymbol.h>
#include <qgsmarkersymbol.h>
#include <qgsprovidermetadata.h>
#include <qgsproviderregistry.h>
#include <qgsreadwritecontext.h>
#include <qgssinglesymbolrenderer.h>
#include <qgsvectorlayer.h>
#include <qgsvectorlayerlabeling.h>

namespace tuilerie {

using style::tr;

namespace {

constexpr QgsMapLayer::StyleCategories drawn =
    QgsMapLayer::Symbology | QgsMapLayer::Labeling | QgsMapLayer::Rendering | QgsMapLayer::Fields | QgsMapLayer::Diagrams;

/// The layer's style as it is, put back when reading another one fails half-way.
class StyleKeeper
{
public:
    explicit StyleKeeper(QgsVectorLayer &layer)
        : m_layer(layer)
    {
        QString error;
        layer.exportNamedStyle(m_style, error, QgsReadWriteContext(), drawn);
    }
    void restore()
    {
        QString error;
        m_layer.importNamedStyle(m_style, error, drawn);
    }

private:
    QgsVectorLayer &m_layer;
    QDomDocument m_style;
};

Result<QStringList> readQml(QgsVectorLayer &layer, const QByteArray &content)
{
    QDomDocument document;
    QString error;
    int line = 0, column = 0;
    if (!document.setContent(content, &error, &line, &column))
        return fail(
            ErrorCode::Corrupt, tr("The QML is not well-formed at line %1. Save the style anew in QGIS.").arg(line), error);
    QStringList problems;
    const QDomElement renderer = document.documentElement().firstChildElement(QStringLiteral("renderer-v2"));
    if (renderer.isNull() && !document.documentElement().firstChildElement(QStringLiteral("pipe")).isNull())
        return fail(ErrorCode::Unsupported, tr("This QML is the style of a raster, and the layer holds vectors."));
    if (renderer.isNull() && document.documentElement().firstChildElement(QStringLiteral("labeling")).isNull())
        return fail(ErrorCode::Unsupported, tr("This QML holds neither symbols nor labels."));
    const QString geometry = document.documentElement().firstChildElement(QStringLiteral("layerGeometryType")).text();
    if (!geometry.isEmpty() && geometry.toInt() != int(layer.geometryType()))
        return fail(ErrorCode::Invalid, tr("The style is made for another kind of geometry than the layer's."));
    if (!layer.importNamedStyle(document, error, drawn))
        return fail(ErrorCode::Corrupt, tr("QGIS cannot read this QML: %1").arg(error));
    if (!renderer.isNull() && layer.renderer() && layer.renderer()->type() != renderer.attribute(QStringLiteral("type")))
        problems << tr("The way of drawing “%1” is not known to this QGIS; “%2” is used.")
                        .arg(renderer.attribute(QStringLiteral("type")), layer.renderer()->type());
    // A style made for another kind of geometry comes in, and draws nothing.
    for (const auto &[label, symbol] : style::symbolsOf(*layer.renderer())) {
        const bool fits = symbol->type() == Qgis::SymbolType::Hybrid
            || symbol->type() == QgsSymbol::symbolTypeForGeometryType(layer.geometryType());
        if (!fits)
            return fail(ErrorCode::Invalid, tr("The style is made for another kind of geometry than the layer's."));
    }
    return problems;
}

StyleFormat formatOf(const QByteArray &content)
{
    const QByteArray head = content.left(4096);
    if (head.trimmed().startsWith('{'))
        return StyleFormat::MapboxGl;
    if (head.contains("StyledLayerDescriptor"))
        return StyleFormat::Sld;
    if (head.contains("<qgis") || head.contains("DOCTYPE qgis"))
        return StyleFormat::Qml;
    return StyleFormat::Plain;
}

QString quoted(QString text)
{
    return QLatin1Char('\'') + text.replace(QLatin1Char('\''), QLatin1String("''")) + QLatin1Char('\'');
}

} // namespace

QString styleFormatName(StyleFormat format)
{
    switch (format) {
    case StyleFormat::Qml: return QStringLiteral("qml");
    case StyleFormat::Sld: return QStringLiteral("sld");
    case StyleFormat::MapboxGl: return QStringLiteral("mapbox");
    case StyleFormat::Stored: return QStringLiteral("stored");
    case StyleFormat::Plain: break;
    }
    return QStringLiteral("plain");
}

Result<StyleReading> readStyle(QgsVectorLayer &layer, const QByteArray &content)
{
    StyleReading reading;
    reading.format = formatOf(content);
    if (reading.format == StyleFormat::Plain)
        return fail(
            ErrorCode::Unsupported, tr("This is no style that can be read. Give a QML, an SLD or a Mapbox GL file."));
    TUILERIE_CHECK(statusOf(refusalOfStyle(content)));
    StyleKeeper keeper(layer);
    Result<QStringList> problems = reading.format == StyleFormat::Qml ? readQml(layer, content)
        : reading.format == StyleFormat::Sld                          ? style::readSldDocument(layer, content)
                                                                      : style::readMapboxGl(layer, content);
    if (!problems) {
        keeper.restore();
        return fail(std::move(problems.error()));
    }
    reading.problems = *problems;
    return reading;
}

Result<StyleReading> readStyleFile(QgsVectorLayer &layer, const QString &path)
{
    QFile file(path);
    if (!file.exists())
        return fail(ErrorCode::NotFound, tr("There is no style file %1.").arg(path));
    if (file.size() > (64 << 20))
        return fail(ErrorCode::Unsupported, tr("%1 is too large for a style.").arg(path));
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorCode::Io, tr("The style file %1 cannot be read: %2").arg(path, file.errorString()));
    auto reading = readStyle(layer, file.readAll());
    if (!reading)
        reading.error().message = QFileInfo(path).fileName() + QStringLiteral(": ") + reading.error().message;
    return reading;
}

Result<StyleReading> readStoredStyle(QgsVectorLayer &layer)
{
    const auto none = [&layer] {
        return fail(ErrorCode::NotFound, tr("No style is stored for the table of “%1”.").arg(layer.name()));
    };
    QgsProviderMetadata *ogr = QgsProviderRegistry::instance()->providerMetadata(QStringLiteral("ogr"));
    const QVariantMap parts = ogr->decodeUri(layer.source());
    const QString path = parts.value(QStringLiteral("path")).toString();
    if (!path.endsWith(QLatin1String(".gpkg"), Qt::CaseInsensitive))
        return none();
    QString table = parts.value(QStringLiteral("layerName")).toString();
    QByteArray qml, sld;
    try {
        const std::unique_ptr<QgsAbstractDatabaseProviderConnection> connection(
            static_cast<QgsAbstractDatabaseProviderConnection *>(ogr->createConnection(path, {})));
        if (table.isEmpty()) {
            const auto first = connection->executeSql(
                QStringLiteral("SELECT table_name FROM gpkg_contents WHERE data_type='features' LIMIT 1"));
            table = first.isEmpty() ? QString() : first.first().value(0).toString();
        }
        if (connection->executeSql(QStringLiteral("SELECT name FROM sqlite_master WHERE name='layer_styles'")).isEmpty())
            return none();
        const auto rows =
            connection->executeSql(QStringLiteral("SELECT styleQML, styleSLD FROM layer_styles WHERE f_table_name=%1 "
                                                  "ORDER BY useAsDefault DESC, update_time DESC LIMIT 1")
                                       .arg(quoted(table)));
        if (rows.isEmpty())
            return none();
        qml = rows.first().value(0).toString().toUtf8();
        sld = rows.first().value(1).toString().toUtf8();
    } catch (const QgsProviderConnectionException &exception) {
        return fail(ErrorCode::Corrupt, tr("The styles stored in %1 cannot be read. Give a style file.").arg(path),
            exception.what());
    }
    if (qml.trimmed().isEmpty() && sld.trimmed().isEmpty())
        return none();
    TUILERIE_TRY(reading, readStyle(layer, qml.trimmed().isEmpty() ? sld : qml));
    reading.format = StyleFormat::Stored;
    return reading;
}

void setPlainStyle(QgsVectorLayer &layer)
{
    layer.setLabelsEnabled(false);
    layer.setLabeling(nullptr);
    if (!layer.isSpatial())
        return;
    std::unique_ptr<QgsSymbol> symbol;
    switch (layer.geometryType()) {
    case Qgis::GeometryType::Point:
        symbol.reset(QgsMarkerSymbol::createSimple({{QStringLiteral("color"), QStringLiteral("#1f78b4")},
            {QStringLiteral("outline_color"), QStringLiteral("#ffffff")}, {QStringLiteral("size"), QStringLiteral("2.4")}}));
        break;
    case Qgis::GeometryType::Line:
        symbol.reset(QgsLineSymbol::createSimple({{QStringLiteral("line_color"), QStringLiteral("#1f78b4")},
            {QStringLiteral("line_width"), QStringLiteral("0.4")}}));
        break;
    case Qgis::GeometryType::Polygon:
        symbol.reset(QgsFillSymbol::createSimple({{QStringLiteral("color"), QStringLiteral("31,120,180,64")},
            {QStringLiteral("outline_color"), QStringLiteral("#1f78b4")},
            {QStringLiteral("outline_width"), QStringLiteral("0.4")}}));
        break;
    default:
        // A table that may hold any geometry: QGIS draws each kind with a symbol of its own only as layers of their own.
        symbol.reset(QgsSymbol::defaultSymbol(layer.geometryType()));
        break;
    }
    if (symbol)
        layer.setRenderer(new QgsSingleSymbolRenderer(symbol.release()));
}

Result<StyleReading> readTableStyle(QgsVectorLayer &layer, const QString &path)
{
    if (!path.isEmpty())
        return readStyleFile(layer, path);
    auto stored = readStoredStyle(layer);
    if (stored)
        return stored;
    setPlainStyle(layer);
    StyleReading reading;
    if (stored.error().code != ErrorCode::NotFound)
        reading.problems << stored.error().message;
    return reading;
}

Result<QByteArray> writeQml(const QgsVectorLayer &layer)
{
    QDomDocument document;
    QString error;
    layer.exportNamedStyle(document, error, QgsReadWriteContext(), drawn);
    if (!error.isEmpty() || document.documentElement().isNull())
        return fail(ErrorCode::Internal, tr("The style cannot be written as QML."), error);
    return document.toByteArray(2);
}

} // namespace tuilerie
