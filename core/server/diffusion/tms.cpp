// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/diffusion/tms.h"

#include "server/diffusion/capabilities.h"
#include "server/http/httpurl.h"
#include "server/diffusion/ows.h"
#include "server/diffusion/tileface.h"
#include "server/diffusion/wmts.h"

#include <QCoreApplication>
#include <QJsonDocument>

namespace tuilerie {

namespace {

HttpResponse tmsError(int status, const QString &text)
{
    QByteArray body;
    QXmlStreamWriter xml(&body);
    xml.writeStartDocument();
    xml.writeStartElement(QStringLiteral("TileMapServerError"));
    xml.writeTextElement(QStringLiteral("Message"), text);
    xml.writeEndDocument();
    return HttpResponse::text(status, "text/xml; charset=utf-8", body);
}

/// A layer in one of its styles, which is a TileMap of its own: /tms/1.0.0/{layer} in the first, /tms/1.0.0/{layer}/{style}
/// in each. Its documents name the format that any client shows; the layer's other ones have the same addresses.
struct Face
{
    const ServedLayer &layer;
    const RasterStyle &style;

    bool isFirst() const { return &style == &layer.styles.front(); }
    QString url(const ServiceAccess &access) const
    {
        const QString address =
            access.base() + QLatin1String("/tms/1.0.0/") + QString::fromLatin1(QUrl::toPercentEncoding(layer.layer->name));
        return isFirst() ? address
                         : address + QLatin1Char('/') + QString::fromLatin1(QUrl::toPercentEncoding(style.identifier));
    }
    QString title() const
    {
        const QString plain = layer.layer->title.isEmpty() ? layer.layer->name : layer.layer->title;
        return isFirst() ? plain : QStringLiteral("%1 (%2)").arg(plain, style.title);
    }
    TileFormat format() const { return tileFormats(layer).front(); }
    QString extension() const { return QString::fromStdString(format().extension); }
};

HttpResponse services(const ServiceAccess &access)
{
    QByteArray body;
    QXmlStreamWriter xml(&body);
    xml.writeStartDocument();
    xml.writeStartElement(QStringLiteral("Services"));
    xml.writeStartElement(QStringLiteral("TileMapService"));
    xml.writeAttribute(QStringLiteral("title"), access.state().options.serviceTitle);
    xml.writeAttribute(QStringLiteral("version"), QStringLiteral("1.0.0"));
    xml.writeAttribute(QStringLiteral("href"), access.base() + QLatin1String("/tms/1.0.0"));
    xml.writeEndDocument();
    return capabilitiesAnswer(access, "text/xml; charset=utf-8", body);
}

HttpResponse tileMaps(const ServiceAccess &access)
{
    const QString key = access.keyQuery();
    QByteArray body;
    QXmlStreamWriter xml(&body);
    xml.writeStartDocument();
    xml.writeStartElement(QStringLiteral("TileMapService"));
    xml.writeAttribute(QStringLiteral("version"), QStringLiteral("1.0.0"));
    xml.writeAttribute(QStringLiteral("services"), access.base() + QLatin1String("/tms"));
    xml.writeTextElement(QStringLiteral("Title"), access.state().options.serviceTitle);
    xml.writeTextElement(QStringLiteral("Abstract"), QString());
    xml.writeStartElement(QStringLiteral("TileMaps"));
    for (const auto &layer : access.all(wmtsType)) {
        for (const RasterStyle &style : layer->styles) {
            const Face face{*layer, style};
            xml.writeStartElement(QStringLiteral("TileMap"));
            xml.writeAttribute(QStringLiteral("title"), face.title());
            xml.writeAttribute(QStringLiteral("srs"), layer->grid.crs());
            xml.writeAttribute(QStringLiteral("profile"), QStringLiteral("none"));
            xml.writeAttribute(QStringLiteral("extension"), face.extension());
            xml.writeAttribute(
                QStringLiteral("href"), face.url(access) + (key.isEmpty() ? QString() : QLatin1Char('?') + key.chopped(1)));
            xml.writeEndElement();
        }
    }
    xml.writeEndDocument();
    return capabilitiesAnswer(access, "text/xml; charset=utf-8", body);
}

HttpResponse tileMap(const ServiceAccess &access, const Face &face)
{
    const ServedLayer &layer = face.layer;
    const TileMatrix &finest = layer.levels.back().matrix;
    QByteArray body;
    QXmlStreamWriter xml(&body);
    xml.writeStartDocument();
    xml.writeStartElement(QStringLiteral("TileMap"));
    xml.writeAttribute(QStringLiteral("version"), QStringLiteral("1.0.0"));
    xml.writeAttribute(QStringLiteral("tilemapservice"), access.base() + QLatin1String("/tms/1.0.0"));
    xml.writeTextElement(QStringLiteral("Title"), face.title());
    xml.writeTextElement(QStringLiteral("Abstract"), layer.layer->abstract);
    for (const QString &keyword : layer.layer->keywords)
        xml.writeTextElement(QStringLiteral("KeywordList"), keyword);
    xml.writeTextElement(QStringLiteral("SRS"), layer.grid.crs());
    xml.writeEmptyElement(QStringLiteral("BoundingBox"));
    xml.writeAttribute(QStringLiteral("minx"), number(layer.extent.west));
    xml.writeAttribute(QStringLiteral("miny"), number(layer.extent.south));
    xml.writeAttribute(QStringLiteral("maxx"), number(layer.extent.east));
    xml.writeAttribute(QStringLiteral("maxy"), number(layer.extent.north));
    xml.writeEmptyElement(QStringLiteral("Origin"));
    xml.writeAttribute(QStringLiteral("x"), number(finest.origin.x));
    xml.writeAttribute(QStringLiteral("y"), number(finest.origin.y));
    xml.writeEmptyElement(QStringLiteral("TileFormat"));
    xml.writeAttribute(QStringLiteral("width"), QString::number(finest.tileWidth));
    xml.writeAttribute(QStringLiteral("height"), QString::number(finest.tileHeight));
    xml.writeAttribute(QStringLiteral("mime-type"), QString::fromStdString(face.format().mime));
    xml.writeAttribute(QStringLiteral("extension"), face.extension());
    xml.writeEmptyElement(QStringLiteral("Metadata"));
    xml.writeAttribute(QStringLiteral("type"), QStringLiteral("Other"));
    xml.writeAttribute(QStringLiteral("mime-type"), QStringLiteral("application/json"));
    xml.writeAttribute(QStringLiteral("href"), face.url(access) + QLatin1String("/metadata.json"));
    xml.writeStartElement(QStringLiteral("TileSets"));
    xml.writeAttribute(QStringLiteral("profile"), QStringLiteral("none"));
    for (const ServedLevel &level : layer.levels) {
        xml.writeEmptyElement(QStringLiteral("TileSet"));
        xml.writeAttribute(QStringLiteral("href"), face.url(access) + QLatin1Char('/') + level.matrix.id);
        xml.writeAttribute(QStringLiteral("minrow"), QString::number(level.limits.minRow));
        xml.writeAttribute(QStringLiteral("maxrow"), QString::number(level.limits.maxRow));
        xml.writeAttribute(QStringLiteral("mincol"), QString::number(level.limits.minCol));
        xml.writeAttribute(QStringLiteral("maxcol"), QString::number(level.limits.maxCol));
        xml.writeAttribute(QStringLiteral("units-per-pixel"), number(level.matrix.cellSize));
        xml.writeAttribute(QStringLiteral("order"), QString::number(layer.grid.indexOf(level.matrix.id)));
    }
    xml.writeEndDocument();
    return capabilitiesAnswer(access, "text/xml; charset=utf-8", body);
}

/// Which of two standards' forms a description of the tiles has.
enum class TileText {
    Rok4,    ///< metadata.json: fields as a list of what is known of each attribute (docs/rok4.md §8.2)
    TileJson ///< tilejson.json: TileJSON 3.0.0, fields as an object (§3.3.2)
};

/// What TileJSON says of an attribute: its type, as a word for people.
QString fieldType(const QString &type)
{
    static const QStringList numbers{QStringLiteral("integer"), QStringLiteral("bigint"), QStringLiteral("smallint"),
        QStringLiteral("double precision"), QStringLiteral("real"), QStringLiteral("numeric")};
    return numbers.contains(type)          ? QStringLiteral("Number")
        : type == QLatin1String("boolean") ? QStringLiteral("Boolean")
                                           : QStringLiteral("String");
}

QJsonValue fieldsOf(const QJsonObject &table, TileText form)
{
    QJsonArray list;
    QJsonObject words;
    for (const QJsonValue &attribute : table[QStringLiteral("attributes")].toArray()) {
        QJsonObject field = attribute.toObject();
        const QJsonValue name = field.take(QStringLiteral("name"));
        words[name.toString()] = fieldType(field[QStringLiteral("type")].toString());
        field[QStringLiteral("attribute")] = name;
        list.append(field);
    }
    return form == TileText::TileJson ? QJsonValue(words) : QJsonValue(list);
}

/// How heights are read from the tiles: the members of a raster-dem source of the MapLibre style specification.
void putEncoding(QJsonObject &json, const StyleTerrainRgb &terrain)
{
    const bool isUsual = terrain == StyleTerrainRgb();
    json[QStringLiteral("encoding")] = isUsual ? QStringLiteral("mapbox") : QStringLiteral("custom");
    if (isUsual)
        return;
    json[QStringLiteral("redFactor")] = terrain.step * 65536;
    json[QStringLiteral("greenFactor")] = terrain.step * 256;
    json[QStringLiteral("blueFactor")] = terrain.step;
    json[QStringLiteral("baseShift")] = -terrain.least;
}

HttpResponse tileJson(const ServiceAccess &access, const Face &face, TileText form)
{
    const ServedLayer &layer = face.layer;
    const auto zoom = [&layer](const ServedLevel &level) {
        bool isNumber = false;
        const int value = level.matrix.id.toInt(&isNumber);
        return isNumber ? value : layer.grid.indexOf(level.matrix.id);
    };
    const QString key = access.keyQuery();
    const QString address = face.url(access) + QLatin1String("/{z}/{x}/{y}.") + face.extension()
        + (key.isEmpty() ? QString() : QLatin1Char('?') + key.chopped(1));
    QJsonObject json{
        {QStringLiteral("name"), layer.layer->name},
        {QStringLiteral("title"), face.title()},
        {QStringLiteral("description"), layer.layer->abstract},
        {QStringLiteral("scheme"), QStringLiteral("xyz")},
        {QStringLiteral("minzoom"), zoom(layer.levels.front())},
        {QStringLiteral("maxzoom"), zoom(layer.levels.back())},
        {QStringLiteral("crs"), layer.grid.crs()},
        {QStringLiteral("bounds"), layer.wgs84.toJson()},
        {QStringLiteral("center"),
            QJsonArray{(layer.wgs84.west + layer.wgs84.east) / 2, (layer.wgs84.south + layer.wgs84.north) / 2,
                zoom(layer.levels.front())}},
        {QStringLiteral("format"), face.extension()},
        {QStringLiteral("tiles"), QJsonArray{address}},
    };
    if (form == TileText::TileJson)
        json[QStringLiteral("tilejson")] = QStringLiteral("3.0.0");
    if (const QJsonObject &attribution = layer.layer->attribution; !attribution.isEmpty())
        json[QStringLiteral("attribution")] = attribution[QStringLiteral("title")].toString();
    if (!layer.isVector)
        json[QStringLiteral("tileSize")] = layer.levels.back().matrix.tileWidth;
    if (face.style.terrainRgb)
        putEncoding(json, *face.style.terrainRgb);
    if (layer.isVector) {
        QJsonObject byName;
        for (const ServedLevel &level : layer.levels)
            if (const PyramidLevel *described = level.reader->descriptor().level(level.matrix.id))
                for (const QJsonValue &value : described->tables) {
                    const QJsonObject table = value.toObject();
                    const QString name = table[QStringLiteral("name")].toString();
                    QJsonObject entry = byName.value(name).toObject();
                    if (entry.isEmpty())
                        entry[QStringLiteral("minzoom")] = zoom(level);
                    entry[QStringLiteral("id")] = name;
                    entry[QStringLiteral("fields")] = fieldsOf(table, form);
                    entry[QStringLiteral("geometry")] = table[QStringLiteral("geometry")];
                    entry[QStringLiteral("maxzoom")] = zoom(level);
                    byName[name] = entry;
                }
        QJsonArray tables;
        for (const QJsonValue &entry : byName)
            tables.append(entry);
        json[QStringLiteral("vector_layers")] = tables;
    }
    return capabilitiesAnswer(access, "application/json", QJsonDocument(json).toJson(QJsonDocument::Compact));
}

} // namespace

HttpResponse tms(const ServiceAccess &access, const std::string &path)
{
    if (access.lacksKey())
        return ServiceAccess::keyMissing();
    std::vector<std::string_view> parts = pathSegments(path);
    if (!parts.empty() && parts.back().empty())
        parts.pop_back();
    if (parts.empty())
        return services(access);
    if (parts[0] != "1.0.0")
        return tmsError(404, QCoreApplication::translate("tuilerie::Tms", "This server speaks TMS 1.0.0."));
    if (parts.size() == 1)
        return tileMaps(access);
    const auto layer = access.find(wmtsType, parts[1]);
    if (!layer)
        return tmsError(500, layer.error().message);
    if (!*layer)
        return tmsError(
            404, QCoreApplication::translate("tuilerie::Tms", "There is no layer “%1”.").arg(fromUtf8(parts[1])));
    const ServedLayer &served = **layer;
    // A style's own TileMap has its name behind the layer's.
    const bool isDocument = parts.back() == "metadata.json" || parts.back() == "tilejson.json";
    const bool isStyled = parts.size() == 6 || (parts.size() == 4 && isDocument) || (parts.size() == 3 && !isDocument);
    const RasterStyle *style = served.style(isStyled ? parts[2] : std::string_view());
    if (!style)
        return tmsError(
            404, QCoreApplication::translate("tuilerie::Tms", "The layer has no style “%1”.").arg(fromUtf8(parts[2])));
    if (isStyled)
        parts.erase(parts.begin() + 2);
    const Face face{served, *style};
    if (parts.size() == 2)
        return tileMap(access, face);
    if (parts.size() == 3 && isDocument)
        return tileJson(access, face, parts[2] == "metadata.json" ? TileText::Rok4 : TileText::TileJson);
    const size_t dot = parts.back().rfind('.');
    if (parts.size() != 5 || dot == std::string_view::npos)
        return tmsError(
            404, QCoreApplication::translate("tuilerie::Tms", "A tile's address is /tms/1.0.0/{layer}/{z}/{x}/{y}.{ext}."));
    const std::string_view extension = parts.back().substr(dot + 1);
    const auto format = tileFormat(served, extension);
    if (!format || format->extension != extension) {
        QStringList known;
        for (const TileFormat &one : tileFormats(served))
            known << QLatin1Char('.') + QString::fromStdString(one.extension);
        return tmsError(400,
            QCoreApplication::translate("tuilerie::Tms", "This layer's tiles end in %1.")
                .arg(known.join(QLatin1String(", "))));
    }
    const ServedLevel *level = served.level(parts[2]);
    const auto col = wholeNumber(parts[3]);
    const auto row = wholeNumber(parts[4].substr(0, dot));
    if (!level || !col || !row)
        return tmsError(404, QCoreApplication::translate("tuilerie::Tms", "The layer has no such tile."));
    HttpResponse response = tileAnswer(access, "tms", served, *style, *format, *level, *col, *row);
    return response.status == 404
        ? tmsError(404, QCoreApplication::translate("tuilerie::Tms", "The layer has no such tile."))
        : response;
}

} // namespace tuilerie
