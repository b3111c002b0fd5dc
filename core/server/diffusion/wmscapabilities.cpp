// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/diffusion/capabilities.h"
#include "server/diffusion/featureinfo.h"
#include "server/diffusion/stylelegend.h"
#include "server/diffusion/wms.h"

#include <QUrl>
#include <cmath>

namespace tuilerie {

namespace {

const QString xlink = QStringLiteral("http://www.w3.org/1999/xlink");
const QString wmsSpace = QStringLiteral("http://www.opengis.net/wms");
const QString sldSpace = QStringLiteral("http://www.opengis.net/sld");

/// Offered besides a layer's own CRS where their areas of use meet the layer. GetMap takes any other CRS of PROJ too.
constexpr const char *usualCrs[] = {"EPSG:3857", "EPSG:4326", "CRS:84", "EPSG:4258", "EPSG:3035", "EPSG:2154", "EPSG:32620",
    "EPSG:32622", "EPSG:32630", "EPSG:32631", "EPSG:32632", "EPSG:2972", "EPSG:2975", "EPSG:4471", "EPSG:5490", "EPSG:3942",
    "EPSG:3943", "EPSG:3944", "EPSG:3945", "EPSG:3946", "EPSG:3947", "EPSG:3948", "EPSG:3949", "EPSG:3950"};

/// Writes the elements that the document and its layers' parts are made of.
class Writer
{
public:
    Writer(QXmlStreamWriter &xml, const WmsService &service, WmsVersion version)
        : m_service(service)
        , m_new(version == WmsVersion::V130)
        , m_xml(xml)
    {
    }
    /// All but the layers, up to where they go.
    void head(const ServiceAccess &access, const Extent &all);
    void layer(PartWriter &part, const ServedLayer &layer, const WmsLayerExtras &extras);
    /// The elements that layers are in, for a part.
    void around();

private:
    void root();
    void open(const char *name)
    {
        m_new ? m_xml.writeStartElement(wmsSpace, QLatin1String(name)) : m_xml.writeStartElement(QLatin1String(name));
    }
    void close() { m_xml.writeEndElement(); }
    void text(const char *name, const QString &value)
    {
        m_new ? m_xml.writeTextElement(wmsSpace, QLatin1String(name), value)
              : m_xml.writeTextElement(QLatin1String(name), value);
    }
    void attribute(const char *name, const QString &value) { m_xml.writeAttribute(QLatin1String(name), value); }
    void onlineResource(const QString &href)
    {
        open("OnlineResource");
        m_xml.writeAttribute(xlink, QStringLiteral("type"), QStringLiteral("simple"));
        m_xml.writeAttribute(xlink, QStringLiteral("href"), href);
        close();
    }
    void keywords(const QStringList &words);
    void operation(const char *name, const QStringList &formats, const QString &address);
    void geographicBox(const Extent &box);
    void style(PartWriter &part, const ServedLayer &layer, const RasterStyle &style, const WmsLayerExtras &extras);
    void scales(const WmsLayerExtras &extras);

    const WmsService &m_service;
    bool m_new;
    QXmlStreamWriter &m_xml;
};

void Writer::keywords(const QStringList &words)
{
    if (words.isEmpty())
        return;
    open("KeywordList");
    for (const QString &word : words)
        text("Keyword", word);
    close();
}

void Writer::operation(const char *name, const QStringList &formats, const QString &address)
{
    // An extension of the Styled Layer Descriptor profile (OGC 05-078r4); the 1.1.1 DTD has it among its own.
    if (const QLatin1String full(name); full.startsWith(QLatin1String("sld:")))
        m_xml.writeStartElement(sldSpace, full.mid(4));
    else
        open(name);
    for (const QString &format : formats)
        text("Format", format);
    open("DCPType");
    open("HTTP");
    open("Get");
    onlineResource(address);
    close();
    close();
    close();
    close();
}

void Writer::geographicBox(const Extent &box)
{
    if (m_new) {
        open("EX_GeographicBoundingBox");
        text("westBoundLongitude", number(box.west));
        text("eastBoundLongitude", number(box.east));
        text("southBoundLatitude", number(box.south));
        text("northBoundLatitude", number(box.north));
        close();
        return;
    }
    open("LatLonBoundingBox");
    attribute("minx", number(box.west));
    attribute("miny", number(box.south));
    attribute("maxx", number(box.east));
    attribute("maxy", number(box.north));
    close();
}

void Writer::style(PartWriter &part, const ServedLayer &layer, const RasterStyle &style, const WmsLayerExtras &extras)
{
    const QSize drawn = extras.legend.isEmpty() ? legendSize(layer, style) : extras.legend;
    open("Style");
    text("Name", style.identifier);
    text("Title", style.title);
    if (!style.abstract.isEmpty())
        text("Abstract", style.abstract);
    if (style.legend || !drawn.isEmpty()) {
        const QString format =
            style.legend && !style.legend->format.isEmpty() ? style.legend->format : QStringLiteral("image/png");
        open("LegendURL");
        // The DTD of 1.1.1 wants a size; what nobody has said is 0 there.
        const QSize size = style.legend ? QSize(style.legend->width, style.legend->height) : drawn;
        if (!m_new || !size.isEmpty()) {
            attribute("width", QString::number(size.width()));
            attribute("height", QString::number(size.height()));
        }
        text("Format", format);
        if (style.legend) {
            onlineResource(style.legend->url);
        } else {
            open("OnlineResource");
            m_xml.writeAttribute(xlink, QStringLiteral("type"), QStringLiteral("simple"));
            part.address(xlink, QStringLiteral("href"), QLatin1String(m_service.path) + QLatin1Char('?'),
                &PartFillings::keyQuery,
                QStringLiteral(
                    "SERVICE=WMS&VERSION=%1&REQUEST=GetLegendGraphic&SLD_VERSION=1.1.0&LAYER=%2&STYLE=%3&FORMAT=%4")
                    .arg(m_new ? QStringLiteral("1.3.0") : QStringLiteral("1.1.1"),
                        QString::fromLatin1(QUrl::toPercentEncoding(layer.layer->name)),
                        QString::fromLatin1(QUrl::toPercentEncoding(style.identifier)), format));
            close();
        }
        close();
    }
    close();
}

/// MinScaleDenominator… of 1.3.0 (§7.2.4.6.9); ScaleHint of 1.1.1 (§7.1.4.5.13): the diagonal of a pixel in metres.
void Writer::scales(const WmsLayerExtras &extras)
{
    if (m_new) {
        if (extras.minScaleDenominator > 0)
            text("MinScaleDenominator", number(extras.minScaleDenominator));
        if (extras.maxScaleDenominator > 0)
            text("MaxScaleDenominator", number(extras.maxScaleDenominator));
    } else if (extras.minScaleDenominator > 0 || extras.maxScaleDenominator > 0) {
        const double diagonal = 0.00028 * std::sqrt(2.0);
        open("ScaleHint");
        attribute("min", number(extras.minScaleDenominator * diagonal));
        attribute("max", number(extras.maxScaleDenominator > 0 ? extras.maxScaleDenominator * diagonal : 1e9));
        close();
    }
}

void Writer::layer(PartWriter &part, const ServedLayer &layer, const WmsLayerExtras &extras)
{
    const PublishedLayer &published = *layer.layer;
    open("Layer");
    attribute("queryable", extras.isQueryable ? QStringLiteral("1") : QStringLiteral("0"));
    attribute("opaque", QStringLiteral("0"));
    text("Name", published.name);
    text("Title", published.title.isEmpty() ? published.name : published.title);
    if (!published.abstract.isEmpty())
        text("Abstract", published.abstract);
    keywords(published.keywords);

    struct Box
    {
        QString crs;
        Extent extent; ///< in the axis order that is written
    };
    std::vector<Box> boxes;
    const auto add = [&](const QString &name, const Crs &crs, const Extent &extent) {
        for (const Box &box : boxes)
            if (box.crs == name)
                return;
        const bool isSwapped = m_new && crs.isNorthingFirst() && !name.startsWith(QLatin1String("CRS:"));
        boxes.push_back({name, isSwapped ? Extent{extent.south, extent.west, extent.north, extent.east} : extent});
    };
    add(layer.crsName(), layer.crs, extras.extent);
    for (const char *name : usualCrs) {
        if (!m_new && qstrcmp(name, "CRS:84") == 0)
            continue;
        const auto crs = cachedCrs(QLatin1String(name));
        if (!crs || (!crs->areaOfUse().isEmpty() && !crs->areaOfUse().intersects(extras.wgs84)))
            continue;
        const auto transform = CrsTransform::create(layer.crs, *crs);
        const auto extent = transform ? transform->forward(extras.extent) : Result<Extent>(fail(transform.error()));
        if (extent && !extent->isEmpty() && std::isfinite(extent->width()) && std::isfinite(extent->height()))
            add(QLatin1String(name), *crs, *extent);
    }
    for (const Box &box : boxes)
        text(m_new ? "CRS" : "SRS", box.crs);
    geographicBox(extras.wgs84);
    for (const Box &box : boxes) {
        open("BoundingBox");
        attribute(m_new ? "CRS" : "SRS", box.crs);
        attribute("minx", number(box.extent.west));
        attribute("miny", number(box.extent.south));
        attribute("maxx", number(box.extent.east));
        attribute("maxy", number(box.extent.north));
        close();
    }
    if (const QString title = published.attribution[QStringLiteral("title")].toString(); !title.isEmpty()) {
        open("Attribution");
        text("Title", title);
        if (const QString url = published.attribution[QStringLiteral("url")].toString(); !url.isEmpty())
            onlineResource(url);
        close();
    }
    for (const RasterStyle &one : layer.styles)
        style(part, layer, one, extras);
    scales(extras);
    close();
}

void Writer::root()
{
    m_xml.writeStartDocument();
    if (m_new) {
        m_xml.writeDefaultNamespace(wmsSpace);
        if (m_service.legend)
            m_xml.writeNamespace(sldSpace, QStringLiteral("sld"));
    } else {
        m_xml.writeDTD(QStringLiteral(
            "<!DOCTYPE WMT_MS_Capabilities SYSTEM \"http://schemas.opengis.net/wms/1.1.1/WMS_MS_Capabilities.dtd\">"));
    }
    m_xml.writeNamespace(xlink, QStringLiteral("xlink"));
    open(m_new ? "WMS_Capabilities" : "WMT_MS_Capabilities");
}

void Writer::around()
{
    root();
    open("Capability");
    open("Layer");
}

void Writer::head(const ServiceAccess &access, const Extent &all)
{
    const DiffusionOptions &options = access.state().options;
    const QString address = access.base() + QLatin1String(m_service.path);
    const QString get = address + QLatin1Char('?') + access.keyQuery();
    root();
    attribute("version", m_new ? QStringLiteral("1.3.0") : QStringLiteral("1.1.1"));
    open("Service");
    text("Name", m_new ? QStringLiteral("WMS") : QStringLiteral("OGC:WMS"));
    text("Title", options.serviceTitle);
    onlineResource(address);
    if (m_new) {
        text("LayerLimit", QString::number(options.maxMapLayers));
        text("MaxWidth", QString::number(options.maxMapSize));
        text("MaxHeight", QString::number(options.maxMapSize));
    }
    close();

    open("Capability");
    open("Request");
    QStringList infoFormats;
    for (const InfoFormat format : allInfoFormats)
        infoFormats << QLatin1String(infoFormatMime(format));
    operation("GetCapabilities", {m_new ? QStringLiteral("text/xml") : QStringLiteral("application/vnd.ogc.wms_xml")}, get);
    operation("GetMap", m_service.mapFormats, get);
    operation("GetFeatureInfo", infoFormats, get);
    if (m_service.legend)
        operation(m_new ? "sld:GetLegendGraphic" : "GetLegendGraphic", m_service.legendFormats, get);
    close();
    open("Exception");
    for (const char *format : m_new
            ? std::array{"XML", "INIMAGE", "BLANK"}
            : std::array{"application/vnd.ogc.se_xml", "application/vnd.ogc.se_inimage", "application/vnd.ogc.se_blank"})
        text("Format", QLatin1String(format));
    close();
    open("Layer");
    text("Title", options.serviceTitle);
    // What every layer has, layers inherit: these three hold for any layer.
    text(m_new ? "CRS" : "SRS", QStringLiteral("EPSG:4326"));
    if (m_new)
        text("CRS", QStringLiteral("CRS:84"));
    geographicBox(all.isEmpty() ? Extent{-180, -90, 180, 90} : all);
}

} // namespace

HttpResponse wmsCapabilities(const ServiceAccess &access, const WmsService &service, WmsVersion version)
{
    auto layers = access.all(service.type);
    if (access.isPrivate() && layers.empty())
        return HttpResponse::text(403, "text/plain; charset=utf-8", "This key opens no layer.\n");
    std::erase_if(layers, [](const auto &layer) { return layer->isVector && !layer->levels.empty(); });
    const LayerParts::Document document = version == WmsVersion::V130 ? LayerParts::Wms130 : LayerParts::Wms111;
    std::vector<LayerParts::Part> parts;
    Extent all;
    for (const auto &layer : layers) {
        const WmsLayerExtras extras = service.extras(access, *layer);
        all = all.united(extras.wgs84);
        parts.push_back(layerPart(
            access, *layer, document,
            [&](PartWriter &part) {
                Writer writer(part.xml, service, version);
                writer.around();
                part.begin();
                writer.layer(part, *layer, extras);
            },
            extras.isWhole));
    }
    QByteArray body;
    QXmlStreamWriter xml(&body);
    xml.setAutoFormatting(true);
    xml.setAutoFormattingIndent(1);
    Writer(xml, service, version).head(access, all);
    const qsizetype place = body.size();
    xml.writeEndDocument();
    return capabilitiesAnswer(access,
        version == WmsVersion::V130 ? "text/xml; charset=utf-8" : "application/vnd.ogc.wms_xml; charset=utf-8",
        withParts(access, body, place, parts));
}

} // namespace tuilerie
