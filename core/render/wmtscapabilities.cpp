// SPDX-License-Identifier: GPL-3.0-or-later
#include "render/wmtscapabilities.h"

#include <QCoreApplication>
#include <QHash>
#include <QXmlStreamReader>

namespace tuilerie {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("tuilerie::Render", text);
}

/// "urn:ogc:def:crs:EPSG::3857", "urn:ogc:def:crs:EPSG:6.18:3:3857" → "EPSG:3857"
QString crsName(const QString &urn)
{
    const QStringList parts = urn.trimmed().split(QLatin1Char(':'));
    if (parts.size() < 6 || parts[0].compare(QLatin1String("urn"), Qt::CaseInsensitive) != 0)
        return urn.trimmed();
    return parts[4] + QLatin1Char(':') + parts.last();
}

struct LayerText
{
    QString identifier;
    WmtsLayerInfo info;
};

void readStyle(QXmlStreamReader &xml, WmtsLayerInfo &info)
{
    const bool isDefault = xml.attributes().value(QLatin1String("isDefault")) == QLatin1String("true");
    while (xml.readNextStartElement()) {
        if (xml.name() == QLatin1String("Identifier")) {
            const QString id = xml.readElementText();
            if (isDefault || info.style.isEmpty())
                info.style = id;
        } else {
            xml.skipCurrentElement();
        }
    }
}

LayerText readLayer(QXmlStreamReader &xml)
{
    LayerText layer;
    while (xml.readNextStartElement()) {
        if (xml.name() == QLatin1String("Identifier")) {
            layer.identifier = xml.readElementText();
        } else if (xml.name() == QLatin1String("Title")) {
            layer.info.title = xml.readElementText();
        } else if (xml.name() == QLatin1String("Style")) {
            readStyle(xml, layer.info);
        } else if (xml.name() == QLatin1String("Format")) {
            const QString format = xml.readElementText();
            if (layer.info.format.isEmpty() && format.startsWith(QLatin1String("image/")))
                layer.info.format = format;
        } else if (xml.name() == QLatin1String("TileMatrixSetLink")) {
            while (xml.readNextStartElement()) {
                if (xml.name() == QLatin1String("TileMatrixSet") && layer.info.tileMatrixSet.isEmpty())
                    layer.info.tileMatrixSet = xml.readElementText();
                else
                    xml.skipCurrentElement();
            }
        } else {
            xml.skipCurrentElement();
        }
    }
    return layer;
}

void readMatrixSet(QXmlStreamReader &xml, QHash<QString, QString> &crsOfSet)
{
    QString id;
    QString crs;
    while (xml.readNextStartElement()) {
        if (xml.name() == QLatin1String("Identifier"))
            id = xml.readElementText();
        else if (xml.name() == QLatin1String("SupportedCRS"))
            crs = crsName(xml.readElementText());
        else
            xml.skipCurrentElement();
    }
    crsOfSet.insert(id, crs);
}

} // namespace

Result<WmtsLayerInfo> parseWmtsCapabilities(const QByteArray &document, const QString &layer)
{
    QXmlStreamReader xml(document);
    WmtsLayerInfo found;
    bool hasLayer = false;
    bool hasContents = false;
    QHash<QString, QString> crsOfSet;
    if (xml.readNextStartElement()) {
        while (xml.readNextStartElement()) {
            if (xml.name() != QLatin1String("Contents")) {
                xml.skipCurrentElement();
                continue;
            }
            hasContents = true;
            while (xml.readNextStartElement()) {
                if (xml.name() == QLatin1String("Layer")) {
                    const LayerText text = readLayer(xml);
                    if (text.identifier == layer) {
                        found = text.info;
                        hasLayer = true;
                    }
                } else if (xml.name() == QLatin1String("TileMatrixSet")) {
                    readMatrixSet(xml, crsOfSet);
                } else {
                    xml.skipCurrentElement();
                }
            }
        }
    }
    if (xml.hasError() || !hasContents)
        return fail(ErrorCode::Corrupt, tr("The server's answer is no WMTS capabilities document. Check the address."),
            xml.errorString());
    if (!hasLayer)
        return fail(ErrorCode::NotFound,
            tr("The WMTS has no layer called \"%1\". It may have been unpublished: refresh the list.").arg(layer));
    found.crs = crsOfSet.value(found.tileMatrixSet);
    if (found.tileMatrixSet.isEmpty() || found.crs.isEmpty() || found.format.isEmpty())
        return fail(ErrorCode::Unsupported,
            tr("The WMTS layer \"%1\" has no tile matrix set or no picture format that can be shown.").arg(layer));
    return found;
}

} // namespace tuilerie
