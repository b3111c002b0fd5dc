// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/diffusion/wmts.h"

#include "server/diffusion/capabilities.h"
#include "server/diffusion/featureinfo.h"
#include "server/diffusion/ows.h"
#include "server/diffusion/stylelegend.h"
#include "server/diffusion/tileface.h"

#include <set>

namespace tuilerie {

namespace {

const QString wmts = QStringLiteral("http://www.opengis.net/wmts/1.0");
const QString ows = QStringLiteral("http://www.opengis.net/ows/1.1");
const QString xlink = QStringLiteral("http://www.w3.org/1999/xlink");

void writeOperation(QXmlStreamWriter &xml, const QString &name, const QString &kvp, const QString &rest)
{
    xml.writeStartElement(ows, QStringLiteral("Operation"));
    xml.writeAttribute(QStringLiteral("name"), name);
    xml.writeStartElement(ows, QStringLiteral("DCP"));
    xml.writeStartElement(ows, QStringLiteral("HTTP"));
    const auto get = [&xml](const QString &href, const QString &encoding) {
        xml.writeStartElement(ows, QStringLiteral("Get"));
        xml.writeAttribute(xlink, QStringLiteral("href"), href);
        xml.writeStartElement(ows, QStringLiteral("Constraint"));
        xml.writeAttribute(QStringLiteral("name"), QStringLiteral("GetEncoding"));
        xml.writeStartElement(ows, QStringLiteral("AllowedValues"));
        xml.writeTextElement(ows, QStringLiteral("Value"), encoding);
        xml.writeEndElement();
        xml.writeEndElement();
        xml.writeEndElement();
    };
    get(kvp, QStringLiteral("KVP"));
    get(rest, QStringLiteral("RESTful"));
    xml.writeEndElement();
    xml.writeEndElement();
    xml.writeEndElement();
}

void writeLink(QXmlStreamWriter &xml, const QString &grid, const ServedLayer &layer)
{
    xml.writeStartElement(wmts, QStringLiteral("TileMatrixSetLink"));
    xml.writeTextElement(wmts, QStringLiteral("TileMatrixSet"), grid);
    xml.writeStartElement(wmts, QStringLiteral("TileMatrixSetLimits"));
    for (const ServedLevel &level : layer.levels) {
        xml.writeStartElement(wmts, QStringLiteral("TileMatrixLimits"));
        xml.writeTextElement(wmts, QStringLiteral("TileMatrix"), level.matrix.id);
        xml.writeTextElement(wmts, QStringLiteral("MinTileRow"), QString::number(level.limits.minRow));
        xml.writeTextElement(wmts, QStringLiteral("MaxTileRow"), QString::number(level.limits.maxRow));
        xml.writeTextElement(wmts, QStringLiteral("MinTileCol"), QString::number(level.limits.minCol));
        xml.writeTextElement(wmts, QStringLiteral("MaxTileCol"), QString::number(level.limits.maxCol));
        xml.writeEndElement();
    }
    xml.writeEndElement();
    xml.writeEndElement();
}

void writeResource(PartWriter &part, const QString &format, const QString &type, const QString &path)
{
    part.xml.writeStartElement(wmts, QStringLiteral("ResourceURL"));
    part.xml.writeAttribute(QStringLiteral("format"), format);
    part.xml.writeAttribute(QStringLiteral("resourceType"), type);
    part.address({}, QStringLiteral("template"), path, &PartFillings::keySuffix);
    part.xml.writeEndElement();
}

/// A style's texts come before its name (OGC 06-121r3), its legend after it.
void writeStyle(PartWriter &part, const ServedLayer &layer, const RasterStyle &style)
{
    QXmlStreamWriter &xml = part.xml;
    xml.writeStartElement(wmts, QStringLiteral("Style"));
    xml.writeAttribute(
        QStringLiteral("isDefault"), &style == &layer.styles.front() ? QStringLiteral("true") : QStringLiteral("false"));
    if (style.title != style.identifier)
        xml.writeTextElement(ows, QStringLiteral("Title"), style.title);
    if (!style.abstract.isEmpty())
        xml.writeTextElement(ows, QStringLiteral("Abstract"), style.abstract);
    if (!style.keywords.isEmpty()) {
        xml.writeStartElement(ows, QStringLiteral("Keywords"));
        for (const QString &keyword : style.keywords)
            xml.writeTextElement(ows, QStringLiteral("Keyword"), keyword);
        xml.writeEndElement();
    }
    xml.writeTextElement(ows, QStringLiteral("Identifier"), style.identifier);
    const QSize drawn = legendSize(layer, style);
    if (style.legend || !drawn.isEmpty()) {
        xml.writeStartElement(wmts, QStringLiteral("LegendURL"));
        const bool isGiven = style.legend.has_value();
        xml.writeAttribute(QStringLiteral("format"),
            isGiven && !style.legend->format.isEmpty() ? style.legend->format : QStringLiteral("image/png"));
        const QSize size = isGiven ? QSize(style.legend->width, style.legend->height) : drawn;
        if (!size.isEmpty()) {
            xml.writeAttribute(QStringLiteral("width"), QString::number(size.width()));
            xml.writeAttribute(QStringLiteral("height"), QString::number(size.height()));
        }
        if (isGiven && style.legend->minScaleDenominator > 0)
            xml.writeAttribute(QStringLiteral("minScaleDenominator"), number(style.legend->minScaleDenominator));
        if (isGiven && style.legend->maxScaleDenominator > 0)
            xml.writeAttribute(QStringLiteral("maxScaleDenominator"), number(style.legend->maxScaleDenominator));
        if (isGiven)
            xml.writeAttribute(xlink, QStringLiteral("href"), style.legend->url);
        else
            part.address(xlink, QStringLiteral("href"),
                QLatin1String("/wmts/1.0.0/") + QString::fromLatin1(QUrl::toPercentEncoding(layer.layer->name))
                    + QLatin1Char('/') + QString::fromLatin1(QUrl::toPercentEncoding(style.identifier))
                    + QLatin1String("/legend.png"),
                &PartFillings::keySuffix);
        xml.writeEndElement();
    }
    xml.writeEndElement();
}

/// OWS Common's order is fixed: title, abstract, keywords, box, identifier, metadata; then what WMTS adds.
void writeLayer(PartWriter &part, const ServedLayer &layer)
{
    QXmlStreamWriter &xml = part.xml;
    const PublishedLayer &published = *layer.layer;
    xml.writeStartElement(wmts, QStringLiteral("Layer"));
    xml.writeTextElement(ows, QStringLiteral("Title"), published.title.isEmpty() ? published.name : published.title);
    if (!published.abstract.isEmpty())
        xml.writeTextElement(ows, QStringLiteral("Abstract"), published.abstract);
    if (!published.keywords.isEmpty()) {
        xml.writeStartElement(ows, QStringLiteral("Keywords"));
        for (const QString &keyword : published.keywords)
            xml.writeTextElement(ows, QStringLiteral("Keyword"), keyword);
        xml.writeEndElement();
    }
    xml.writeStartElement(ows, QStringLiteral("WGS84BoundingBox"));
    xml.writeTextElement(
        ows, QStringLiteral("LowerCorner"), number(layer.wgs84.west) + QLatin1Char(' ') + number(layer.wgs84.south));
    xml.writeTextElement(
        ows, QStringLiteral("UpperCorner"), number(layer.wgs84.east) + QLatin1Char(' ') + number(layer.wgs84.north));
    xml.writeEndElement();
    xml.writeTextElement(ows, QStringLiteral("Identifier"), published.name);
    for (const QJsonValue &entry : published.metadata) {
        const QString url = entry.isString() ? entry.toString() : entry.toObject()[QStringLiteral("url")].toString();
        if (url.isEmpty())
            continue;
        xml.writeStartElement(ows, QStringLiteral("Metadata"));
        xml.writeAttribute(xlink, QStringLiteral("href"), url);
        xml.writeEndElement();
    }
    for (const RasterStyle &style : layer.styles)
        writeStyle(part, layer, style);
    const std::vector<TileFormat> formats = tileFormats(layer);
    for (const TileFormat &format : formats)
        xml.writeTextElement(wmts, QStringLiteral("Format"), QString::fromStdString(format.mime));
    if (published.queryable)
        for (const InfoFormat format : allInfoFormats)
            xml.writeTextElement(wmts, QStringLiteral("InfoFormat"), QLatin1String(infoFormatMime(format)));
    // The truncated grid comes first: clients that ignore the limits take the first (docs/rok4.md §8.2).
    writeLink(xml, QString::fromStdString(layer.truncatedGridId), layer);
    writeLink(xml, QString::fromStdString(layer.gridId), layer);
    const QString tile = QLatin1String("/wmts/1.0.0/") + QString::fromLatin1(QUrl::toPercentEncoding(published.name))
        + QLatin1String("/{style}/{TileMatrixSet}/{TileMatrix}/{TileRow}/{TileCol}");
    for (const TileFormat &format : formats)
        writeResource(part, QString::fromStdString(format.mime), QStringLiteral("tile"),
            tile + QLatin1Char('.') + QString::fromStdString(format.extension));
    if (published.queryable)
        for (const InfoFormat format : allInfoFormats)
            writeResource(part, QLatin1String(infoFormatMime(format)), QStringLiteral("FeatureInfo"),
                tile + QLatin1String("/{J}/{I}.") + QLatin1String(infoFormatExtension(format)));
    xml.writeEndElement();
}

void writeGrid(
    QXmlStreamWriter &xml, const QString &id, const TileMatrixSet &grid, const Crs &crs, size_t first, size_t last)
{
    xml.writeStartElement(wmts, QStringLiteral("TileMatrixSet"));
    if (!grid.title().isEmpty())
        xml.writeTextElement(ows, QStringLiteral("Title"), grid.title());
    xml.writeTextElement(ows, QStringLiteral("Identifier"), id);
    xml.writeTextElement(ows, QStringLiteral("SupportedCRS"), crsUrn(grid.crs()));
    for (size_t i = first; i <= last; ++i) {
        const TileMatrix &matrix = grid.levels()[i];
        xml.writeStartElement(wmts, QStringLiteral("TileMatrix"));
        xml.writeTextElement(ows, QStringLiteral("Identifier"), matrix.id);
        xml.writeTextElement(wmts, QStringLiteral("ScaleDenominator"), number(matrix.scaleDenominator(crs.metersPerUnit())));
        xml.writeTextElement(wmts, QStringLiteral("TopLeftCorner"), cornerText(crs, matrix.origin));
        xml.writeTextElement(wmts, QStringLiteral("TileWidth"), QString::number(matrix.tileWidth));
        xml.writeTextElement(wmts, QStringLiteral("TileHeight"), QString::number(matrix.tileHeight));
        xml.writeTextElement(wmts, QStringLiteral("MatrixWidth"), QString::number(matrix.matrixWidth));
        xml.writeTextElement(wmts, QStringLiteral("MatrixHeight"), QString::number(matrix.matrixHeight));
        xml.writeEndElement();
    }
    xml.writeEndElement();
}

/// The root and the namespaces of the document.
void openDocument(QXmlStreamWriter &xml)
{
    xml.writeStartDocument();
    xml.writeDefaultNamespace(wmts);
    xml.writeNamespace(ows, QStringLiteral("ows"));
    xml.writeNamespace(xlink, QStringLiteral("xlink"));
    xml.writeNamespace(QStringLiteral("http://www.w3.org/2001/XMLSchema-instance"), QStringLiteral("xsi"));
    xml.writeStartElement(wmts, QStringLiteral("Capabilities"));
}

LayerParts::Part contentsPart(const ServiceAccess &access, const ServedLayer &layer, LayerParts::Document document,
    const std::function<void(PartWriter &)> &write)
{
    return layerPart(access, layer, document, [&](PartWriter &part) {
        openDocument(part.xml);
        part.xml.writeStartElement(wmts, QStringLiteral("Contents"));
        part.begin();
        write(part);
    });
}

/// The layers, then each tile matrix set that they use, once.
std::vector<LayerParts::Part> contents(
    const ServiceAccess &access, const std::vector<std::shared_ptr<const ServedLayer>> &layers)
{
    std::vector<LayerParts::Part> parts;
    for (const auto &layer : layers)
        parts.push_back(contentsPart(access, *layer, LayerParts::Wmts, [&](PartWriter &part) { writeLayer(part, *layer); }));
    std::set<std::string> written;
    for (const auto &layer : layers) {
        const TileMatrixSet &grid = layer->grid;
        if (written.insert(layer->truncatedGridId).second)
            parts.push_back(contentsPart(access, *layer, LayerParts::WmtsTruncatedGrid, [&](PartWriter &part) {
                writeGrid(part.xml, QString::fromStdString(layer->truncatedGridId), grid, layer->crs,
                    size_t(grid.indexOf(layer->levels.front().matrix.id)),
                    size_t(grid.indexOf(layer->levels.back().matrix.id)));
            }));
        if (written.insert(layer->gridId).second)
            parts.push_back(contentsPart(access, *layer, LayerParts::WmtsGrid, [&](PartWriter &part) {
                writeGrid(part.xml, QString::fromStdString(layer->gridId), grid, layer->crs, 0, grid.levels().size() - 1);
            }));
    }
    return parts;
}

} // namespace

HttpResponse wmtsCapabilities(const ServiceAccess &access)
{
    auto layers = access.all(wmtsType);
    if (access.isPrivate() && layers.empty())
        return HttpResponse::text(403, "text/plain; charset=utf-8", "This key opens no layer.\n");
    std::erase_if(layers, [](const auto &layer) { return layer->isVector; });

    const QString base = access.base();
    const QString key = access.keyQuery();
    const QString kvp = base + QLatin1String("/wmts?") + key;
    const QString rest = base + QLatin1String("/wmts/1.0.0/");
    const QString keySuffix = key.isEmpty() ? QString() : QLatin1Char('?') + key.chopped(1);

    QByteArray body;
    QXmlStreamWriter xml(&body);
    xml.setAutoFormatting(true);
    xml.setAutoFormattingIndent(1);
    openDocument(xml);
    xml.writeAttribute(QStringLiteral("version"), QStringLiteral("1.0.0"));
    xml.writeAttribute(QStringLiteral("http://www.w3.org/2001/XMLSchema-instance"), QStringLiteral("schemaLocation"),
        QStringLiteral(
            "http://www.opengis.net/wmts/1.0 http://schemas.opengis.net/wmts/1.0/wmtsGetCapabilities_response.xsd"));

    xml.writeStartElement(ows, QStringLiteral("ServiceIdentification"));
    xml.writeTextElement(ows, QStringLiteral("Title"), access.state().options.serviceTitle);
    xml.writeTextElement(ows, QStringLiteral("ServiceType"), QStringLiteral("OGC WMTS"));
    xml.writeTextElement(ows, QStringLiteral("ServiceTypeVersion"), QStringLiteral("1.0.0"));
    xml.writeEndElement();

    xml.writeStartElement(ows, QStringLiteral("OperationsMetadata"));
    writeOperation(xml, QStringLiteral("GetCapabilities"), kvp, rest + QLatin1String("WMTSCapabilities.xml") + keySuffix);
    writeOperation(xml, QStringLiteral("GetTile"), kvp, rest);
    writeOperation(xml, QStringLiteral("GetFeatureInfo"), kvp, rest);
    xml.writeEndElement();

    xml.writeStartElement(wmts, QStringLiteral("Contents"));
    xml.writeCharacters(QString()); // closes the start tag
    const qsizetype place = body.size();
    xml.writeEndElement();
    xml.writeStartElement(wmts, QStringLiteral("ServiceMetadataURL"));
    xml.writeAttribute(xlink, QStringLiteral("href"), rest + QLatin1String("WMTSCapabilities.xml") + keySuffix);
    xml.writeEndElement();
    xml.writeEndDocument();
    return capabilitiesAnswer(access, "application/xml", withParts(access, body, place, contents(access, layers)));
}

} // namespace tuilerie
