// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/diffusion/wmsvinfo.h"

#include "server/diffusion/ows.h"

#include <QJsonDocument>
#include <QXmlStreamWriter>

namespace tuilerie {

namespace {

QString valueText(const QJsonValue &value)
{
    if (value.isArray())
        return QString::fromUtf8(QJsonDocument(value.toArray()).toJson(QJsonDocument::Compact));
    if (value.isObject())
        return QString::fromUtf8(QJsonDocument(value.toObject()).toJson(QJsonDocument::Compact));
    const QVariant plain = value.toVariant();
    // Whole numbers of 64 bits are kept as such, and a double would round them.
    return plain.typeId() == QMetaType::Double ? number(plain.toDouble()) : plain.toString();
}

QByteArray textOf(const std::vector<LayerFeatures> &layers)
{
    QByteArray out;
    for (const LayerFeatures &layer : layers) {
        out += "Layer '" + layer.layer.toUtf8() + "'\n";
        if (layer.features.isEmpty())
            out += "no features\n";
        for (const QJsonValue &feature : layer.features) {
            out += "--------------------------------------------\nid = " + feature[QLatin1String("id")].toString().toUtf8()
                + '\n';
            const QJsonObject properties = feature[QLatin1String("properties")].toObject();
            for (auto it = properties.begin(); it != properties.end(); ++it)
                out += it.key().toUtf8() + " = " + valueText(it.value()).toUtf8() + '\n';
        }
        out += "--------------------------------------------\n";
    }
    return out;
}

QByteArray htmlOf(const std::vector<LayerFeatures> &layers)
{
    QByteArray out = "<!DOCTYPE html>\n<html><head><meta charset=\"utf-8\"><title>GetFeatureInfo</title>\n"
                     "<style>table{border-collapse:collapse;font:90% sans-serif}td,th{border:1px solid #ccc;padding:.2em "
                     ".5em;text-align:left}"
                     "caption{font-weight:bold;text-align:left;padding:.3em 0}</style></head><body>\n";
    for (const LayerFeatures &layer : layers) {
        for (const QJsonValue &feature : layer.features) {
            out += "<table><caption>" + (layer.title.isEmpty() ? layer.layer : layer.title).toHtmlEscaped().toUtf8()
                + "</caption>\n";
            const QJsonObject properties = feature[QLatin1String("properties")].toObject();
            for (auto it = properties.begin(); it != properties.end(); ++it)
                out += "<tr><th>" + it.key().toHtmlEscaped().toUtf8() + "</th><td>"
                    + valueText(it.value()).toHtmlEscaped().toUtf8() + "</td></tr>\n";
            out += "</table>\n";
        }
    }
    return out + "</body></html>\n";
}

QByteArray xmlOf(const std::vector<LayerFeatures> &layers)
{
    QByteArray out;
    QXmlStreamWriter xml(&out);
    xml.writeStartDocument();
    xml.writeStartElement(QStringLiteral("FeatureInfoResponse"));
    for (const LayerFeatures &layer : layers) {
        xml.writeStartElement(QStringLiteral("Layer"));
        xml.writeAttribute(QStringLiteral("name"), layer.layer);
        for (const QJsonValue &feature : layer.features) {
            xml.writeStartElement(QStringLiteral("Feature"));
            xml.writeAttribute(QStringLiteral("id"), feature[QLatin1String("id")].toString());
            const QJsonObject properties = feature[QLatin1String("properties")].toObject();
            for (auto it = properties.begin(); it != properties.end(); ++it) {
                xml.writeEmptyElement(QStringLiteral("Attribute"));
                xml.writeAttribute(QStringLiteral("name"), it.key());
                xml.writeAttribute(QStringLiteral("value"), valueText(it.value()));
            }
            xml.writeEndElement();
        }
        xml.writeEndElement();
    }
    xml.writeEndDocument();
    return out;
}

QByteArray jsonOf(const std::vector<LayerFeatures> &layers, const QString &crs)
{
    QJsonArray all;
    for (const LayerFeatures &layer : layers)
        for (const QJsonValue &feature : layer.features) {
            QJsonObject one = feature.toObject();
            one.insert(QStringLiteral("layer"), layer.layer);
            all.append(one);
        }
    QJsonObject collection{{QStringLiteral("type"), QStringLiteral("FeatureCollection")}, {QStringLiteral("features"), all},
        {QStringLiteral("numberReturned"), all.size()}};
    if (const QString urn = crsUrn(crs); urn != QLatin1String("urn:ogc:def:crs:OGC:1.3:CRS84"))
        collection.insert(QStringLiteral("crs"),
            QJsonObject{{QStringLiteral("type"), QStringLiteral("name")},
                {QStringLiteral("properties"), QJsonObject{{QStringLiteral("name"), urn}}}});
    return QJsonDocument(collection).toJson(QJsonDocument::Compact);
}

} // namespace

HttpResponse featuresAnswer(InfoFormat format, const std::vector<LayerFeatures> &layers, const QString &crs)
{
    switch (format) {
    case InfoFormat::Text: return HttpResponse::text(200, "text/plain; charset=utf-8", textOf(layers));
    case InfoFormat::Html: return HttpResponse::text(200, "text/html; charset=utf-8", htmlOf(layers));
    case InfoFormat::Xml: return HttpResponse::text(200, "text/xml; charset=utf-8", xmlOf(layers));
    case InfoFormat::Json: break;
    }
    return HttpResponse::text(200, "application/json", jsonOf(layers, crs));
}

} // namespace tuilerie
