// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QByteArray>
#include <QImage>
#include <QJsonObject>
#include <QStringList>

class QgsVectorLayer;

namespace tuilerie {

/// Styles of vector layers: QML (QGIS), SLD 1.0.0 (OGC 02-070) and 1.1 (OGC 05-078r4, Symbology Encoding 05-077r4), Mapbox
/// GL (style specification 8), and the one stored in a GeoPackage (table layer_styles). What a reader or writer has no equal
/// for is named in `problems`, one sentence each: nothing is dropped silently. Every function works on the thread that the
/// layer belongs to and leaves the layer as it was when it fails. Errors: NotFound (no such file), Unsupported (no format
/// that we read), Corrupt (not well-formed, or refused by QGIS).
enum class StyleFormat { Qml, Sld, MapboxGl, Stored, Plain };

struct StyleReading
{
    StyleFormat format = StyleFormat::Plain;
    QStringList problems; ///< what the style says and the layer cannot show
};

/// "qml", "sld", "mapbox", "stored", "plain": as describeStyle() and the command line say them.
QString styleFormatName(StyleFormat format);

/// The format is found by content, not by extension.
Result<StyleReading> readStyleFile(QgsVectorLayer &layer, const QString &path);
Result<StyleReading> readStyle(QgsVectorLayer &layer, const QByteArray &content);
/// The default style of the layer's table in its GeoPackage (else the newest one). NotFound where there is none.
Result<StyleReading> readStoredStyle(QgsVectorLayer &layer);
/// As StyledTable::style says: the file; empty = the stored one, else a plain one, the same for every run.
Result<StyleReading> readTableStyle(QgsVectorLayer &layer, const QString &path);

/// One symbol for all, the same for every run.
void setPlainStyle(QgsVectorLayer &layer);

/// Symbology and labels as QML.
Result<QByteArray> writeQml(const QgsVectorLayer &layer);

struct SldDocument
{
    QByteArray content;   ///< SLD 1.0.0, valid against StyledLayerDescriptor.xsd of that version
    QStringList problems; ///< what the layer shows and SLD 1.0.0 cannot say
};

/// `name` is that of the NamedLayer; empty = the layer's.
Result<SldDocument> writeSld(const QgsVectorLayer &layer, const QString &name = {});

/// {format, title, geometry, crs, extent, rules: [{name, filter, min_scale, max_scale}], min_scale, max_scale (denominators,
/// 0 = none; the first is the larger scale), attributes: [names that filters, symbols and labels use], labels: bool,
/// problems: […]}. `problems` are the reading's and those of writeSld().
QJsonObject describeStyle(const QgsVectorLayer &layer, const StyleReading &reading);

} // namespace tuilerie
