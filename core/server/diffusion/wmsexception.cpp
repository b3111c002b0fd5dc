// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/diffusion/smallfont.h"
#include "server/diffusion/wms.h"

namespace tuilerie {

namespace {

HttpResponse xmlException(WmsVersion version, const ServiceException &exception)
{
    const bool isNew = version == WmsVersion::V130;
    QByteArray body;
    QXmlStreamWriter xml(&body);
    xml.writeStartDocument();
    if (isNew)
        xml.writeDefaultNamespace(QStringLiteral("http://www.opengis.net/ogc"));
    else
        xml.writeDTD(QStringLiteral(
            "<!DOCTYPE ServiceExceptionReport SYSTEM \"http://schemas.opengis.net/wms/1.1.1/exception_1_1_1.dtd\">"));
    const QString space = isNew ? QStringLiteral("http://www.opengis.net/ogc") : QString();
    xml.writeStartElement(space, QStringLiteral("ServiceExceptionReport"));
    xml.writeAttribute(QStringLiteral("version"), isNew ? QStringLiteral("1.3.0") : QStringLiteral("1.1.1"));
    xml.writeStartElement(space, QStringLiteral("ServiceException"));
    if (qstrcmp(exception.code, "NoApplicableCode") != 0)
        xml.writeAttribute(QStringLiteral("code"), QLatin1String(exception.code));
    if (isNew && !exception.locator.empty())
        xml.writeAttribute(QStringLiteral("locator"), QString::fromStdString(exception.locator));
    xml.writeCharacters(exception.text);
    xml.writeEndDocument();
    return HttpResponse::text(
        exception.status, isNew ? "text/xml; charset=utf-8" : "application/vnd.ogc.se_xml; charset=utf-8", body);
}

/// A picture of the asked size: background or transparent, with the sentence on it for INIMAGE.
std::optional<HttpResponse> imageException(const HttpRequest &request, const QString &text)
{
    const auto width = wholeNumber(kvp(request, "WIDTH"));
    const auto height = wholeNumber(kvp(request, "HEIGHT"));
    const auto format = mapFormatFromMime(kvp(request, "FORMAT"));
    if (!width || !height || !format || *format == MapFormat::Bil || *width < 1 || *height < 1 || *width > 4096
        || *height > 4096)
        return std::nullopt;
    MapFrame frame{{}, {0, 0, double(*width), double(*height)}, int(*width), int(*height)};
    MapCanvas canvas(frame.width, frame.height);
    const bool transparent = fromUtf8(kvp(request, "TRANSPARENT")).compare(QLatin1String("TRUE"), Qt::CaseInsensitive) == 0
        && *format != MapFormat::Jpeg;
    if (!text.isEmpty())
        drawText(canvas, text);
    if (!transparent)
        canvas.flatten({255, 255, 255});
    const auto bytes =
        encodeCanvas(canvas, *format == MapFormat::GeoTiff ? MapFormat::Tiff : *format, transparent, frame, {});
    if (!bytes)
        return std::nullopt;
    return HttpResponse::text(200, mapFormatMime(*format), *bytes);
}

} // namespace

HttpResponse wmsException(const HttpRequest &request, WmsVersion version, const ServiceException &exception)
{
    if (exception.status == 503) {
        // A picture with status 200 would be kept by caches, and tells no program to come back.
        HttpResponse busy = xmlException(version, exception);
        busy.with("Retry-After", "2").with("Cache-Control", "no-store");
        return busy;
    }
    const QString wanted = fromUtf8(kvp(request, "EXCEPTIONS")).toLower();
    std::optional<HttpResponse> image;
    if (wanted.endsWith(QLatin1String("inimage")))
        image = imageException(request, exception.text);
    else if (wanted.endsWith(QLatin1String("blank")))
        image = imageException(request, {});
    return image ? *image : xmlException(version, exception);
}

} // namespace tuilerie
