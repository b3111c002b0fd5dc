// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/diffusion/ows.h"

#include <QCoreApplication>
#include <charconv>

namespace tuilerie {

QString fromUtf8(std::string_view text)
{
    return QString::fromUtf8(text.data(), qsizetype(text.size()));
}

std::string_view kvp(const HttpRequest &request, std::string_view name)
{
    const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? char(c - 'A' + 'a') : c; };
    for (const auto &[key, value] : request.query)
        if (std::equal(
                key.begin(), key.end(), name.begin(), name.end(), [&](char x, char y) { return lower(x) == lower(y); }))
            return value;
    return {};
}

ServiceException missingParameter(const char *name)
{
    return {"MissingParameterValue", name,
        QCoreApplication::translate("tuilerie::Ows", "The parameter %1 is missing.").arg(QLatin1String(name)), 400};
}

ServiceException invalidParameter(const char *name, std::string_view value)
{
    return {"InvalidParameterValue", name,
        QCoreApplication::translate("tuilerie::Ows", "The parameter %1 cannot be “%2”.")
            .arg(QLatin1String(name), fromUtf8(value.substr(0, 200))),
        400};
}

ServiceException fromError(const Error &error)
{
    const int status = error.code == ErrorCode::Busy                               ? 503
        : error.code == ErrorCode::NotFound                                        ? 404
        : error.code == ErrorCode::Invalid || error.code == ErrorCode::Unsupported ? 400
                                                                                   : 500;
    return {"NoApplicableCode", {}, error.message, status};
}

HttpResponse owsException(const ServiceException &exception)
{
    QByteArray body;
    QXmlStreamWriter xml(&body);
    xml.writeStartDocument();
    xml.writeNamespace(QStringLiteral("http://www.opengis.net/ows/1.1"), QStringLiteral("ows"));
    const QString ows = QStringLiteral("http://www.opengis.net/ows/1.1");
    xml.writeStartElement(ows, QStringLiteral("ExceptionReport"));
    xml.writeAttribute(QStringLiteral("version"), QStringLiteral("1.1.0"));
    xml.writeStartElement(ows, QStringLiteral("Exception"));
    xml.writeAttribute(QStringLiteral("exceptionCode"), QLatin1String(exception.code));
    if (!exception.locator.empty())
        xml.writeAttribute(QStringLiteral("locator"), QString::fromStdString(exception.locator));
    xml.writeTextElement(ows, QStringLiteral("ExceptionText"), exception.text);
    xml.writeEndDocument();
    return HttpResponse::text(exception.status, "text/xml; charset=utf-8", body);
}

QString crsUrn(const QString &id)
{
    if (id == QLatin1String("CRS:84") || id == QLatin1String("OGC:CRS84"))
        return QStringLiteral("urn:ogc:def:crs:OGC:1.3:CRS84");
    const qsizetype colon = id.indexOf(QLatin1Char(':'));
    return colon < 0 ? id : QStringLiteral("urn:ogc:def:crs:%1::%2").arg(id.left(colon), id.mid(colon + 1));
}

QString number(double value)
{
    char text[64];
    const auto end = std::to_chars(text, text + sizeof text, value, std::chars_format::fixed);
    return end.ec == std::errc() ? QString::fromLatin1(text, end.ptr - text) : QString::number(value, 'g', 17);
}

QString cornerText(const Crs &crs, Point point)
{
    return crs.isNorthingFirst() ? number(point.y) + QLatin1Char(' ') + number(point.x)
                                 : number(point.x) + QLatin1Char(' ') + number(point.y);
}

std::optional<qint64> wholeNumber(std::string_view text)
{
    qint64 value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size())
        return std::nullopt;
    return value;
}

std::optional<double> realNumber(std::string_view text)
{
    if (text.starts_with('+'))
        text.remove_prefix(1);
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size() || !std::isfinite(value))
        return std::nullopt;
    return value;
}

} // namespace tuilerie
