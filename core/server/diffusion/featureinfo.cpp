// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/diffusion/featureinfo.h"

#include "server/diffusion/ows.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <cstring>

namespace tuilerie {

std::optional<InfoFormat> infoFormatFromMime(std::string_view mime)
{
    const std::string_view plain = mime.substr(0, mime.find(';'));
    for (const InfoFormat format : allInfoFormats)
        if (plain == infoFormatMime(format))
            return format;
    return std::nullopt;
}

std::optional<InfoFormat> infoFormatFromExtension(std::string_view extension)
{
    for (const InfoFormat format : allInfoFormats)
        if (extension == infoFormatExtension(format))
            return format;
    return std::nullopt;
}

const char *infoFormatMime(InfoFormat format)
{
    switch (format) {
    case InfoFormat::Text: return "text/plain";
    case InfoFormat::Html: return "text/html";
    case InfoFormat::Xml: return "text/xml";
    case InfoFormat::Json: break;
    }
    return "application/json";
}

const char *infoFormatExtension(InfoFormat format)
{
    switch (format) {
    case InfoFormat::Text: return "txt";
    case InfoFormat::Html: return "html";
    case InfoFormat::Xml: return "xml";
    case InfoFormat::Json: break;
    }
    return "json";
}

Result<std::vector<double>> pixelValues(
    const TileSource &tiles, const ServedLayer &layer, const ServedLevel &level, qint64 x, qint64 y)
{
    const int width = level.matrix.tileWidth;
    const int height = level.matrix.tileHeight;
    if (x < 0 || y < 0)
        return std::vector<double>();
    TUILERIE_TRY(tile, tiles(layer, level, x / width, y / height));
    const qsizetype pixel = qsizetype(y % height) * width + qsizetype(x % width);
    if (!tile || !tile->holdsData(pixel))
        return std::vector<double>();
    const size_t at = size_t(pixel) * size_t(layer.channels);
    std::vector<double> values;
    for (size_t c = 0; c < size_t(layer.channels); ++c) {
        if (layer.format.sample == SampleType::UInt8) {
            values.push_back(uint8_t(tile->pixels.at(qsizetype(at + c))));
            continue;
        }
        float sample;
        std::memcpy(&sample, tile->pixels.constData() + (at + c) * sizeof sample, sizeof sample);
        values.push_back(double(sample));
    }
    return values;
}

namespace {

/// A float as its shortest text, so that 12.3 does not become 12.300000190734863.
QString valueText(double value)
{
    return QString::number(value, 'g', value == std::floor(value) ? 15 : 7);
}

QByteArray textOf(const std::vector<LayerPixel> &pixels)
{
    QByteArray out;
    for (const LayerPixel &pixel : pixels) {
        out += pixel.layer.toUtf8() + ":";
        for (const double value : pixel.values)
            out += ' ' + valueText(value).toLatin1();
        out += pixel.values.empty() ? " no data\n" : "\n";
    }
    return out;
}

QByteArray htmlOf(const std::vector<LayerPixel> &pixels)
{
    QByteArray out =
        "<!DOCTYPE html>\n<html><head><meta charset=\"utf-8\"><title>GetFeatureInfo</title></head><body><table>\n";
    for (const LayerPixel &pixel : pixels) {
        out += "<tr><th>" + pixel.layer.toHtmlEscaped().toUtf8() + "</th>";
        for (const double value : pixel.values)
            out += "<td>" + valueText(value).toLatin1() + "</td>";
        out += pixel.values.empty() ? "<td>&mdash;</td></tr>\n" : "</tr>\n";
    }
    return out + "</table></body></html>\n";
}

QByteArray xmlOf(const std::vector<LayerPixel> &pixels)
{
    QByteArray out;
    QXmlStreamWriter xml(&out);
    xml.writeStartDocument();
    xml.writeStartElement(QStringLiteral("FeatureInfoResponse"));
    for (const LayerPixel &pixel : pixels) {
        xml.writeStartElement(QStringLiteral("Layer"));
        xml.writeAttribute(QStringLiteral("name"), pixel.layer);
        for (size_t c = 0; c < pixel.values.size(); ++c) {
            xml.writeStartElement(QStringLiteral("Band"));
            xml.writeAttribute(QStringLiteral("index"), QString::number(c + 1));
            xml.writeCharacters(valueText(pixel.values[c]));
            xml.writeEndElement();
        }
        xml.writeEndElement();
    }
    xml.writeEndDocument();
    return out;
}

QByteArray jsonOf(const std::vector<LayerPixel> &pixels)
{
    QJsonArray features;
    for (const LayerPixel &pixel : pixels) {
        if (pixel.values.empty())
            continue;
        QJsonArray values;
        for (const double value : pixel.values)
            values.append(valueText(value));
        features.append(
            QJsonObject{{QStringLiteral("type"), QStringLiteral("Feature")}, {QStringLiteral("geometry"), QJsonValue::Null},
                {QStringLiteral("properties"),
                    QJsonObject{{QStringLiteral("layer"), pixel.layer}, {QStringLiteral("pixel"), values}}}});
    }
    return QJsonDocument(
        QJsonObject{{QStringLiteral("type"), QStringLiteral("FeatureCollection")}, {QStringLiteral("features"), features}})
        .toJson(QJsonDocument::Compact);
}

} // namespace

HttpResponse featureInfoAnswer(InfoFormat format, const std::vector<LayerPixel> &pixels)
{
    switch (format) {
    case InfoFormat::Text: return HttpResponse::text(200, "text/plain; charset=utf-8", textOf(pixels));
    case InfoFormat::Html: return HttpResponse::text(200, "text/html; charset=utf-8", htmlOf(pixels));
    case InfoFormat::Xml: return HttpResponse::text(200, "text/xml; charset=utf-8", xmlOf(pixels));
    case InfoFormat::Json: break;
    }
    return HttpResponse::text(200, "application/json", jsonOf(pixels));
}

} // namespace tuilerie
