// SPDX-License-Identifier: GPL-3.0-or-later
#include "render/stylefiles.h"

#include "render/style.h"

#include <QCoreApplication>
#include <qgsvectorlayer.h>

namespace tuilerie {

static QgsVectorLayer *vectorOf(const MapLayer &layer)
{
    return qobject_cast<QgsVectorLayer *>(layer.qgisLayer());
}

static Error notVector()
{
    return {ErrorCode::Invalid, QCoreApplication::translate("tuilerie::Render", "Only vector layers have symbols."), {}};
}

static Result<QStringList> taken(MapLayer &layer, const Result<StyleReading> &reading)
{
    if (!reading)
        return fail(reading.error());
    vectorOf(layer)->triggerRepaint();
    emit layer.appearanceChanged();
    return reading->problems;
}

Result<QStringList> loadStyleFile(MapLayer &layer, const QString &path)
{
    QgsVectorLayer *vector = vectorOf(layer);
    return vector ? taken(layer, readStyleFile(*vector, path)) : fail(notVector());
}

Result<QStringList> loadStoredStyle(MapLayer &layer)
{
    QgsVectorLayer *vector = vectorOf(layer);
    return vector ? taken(layer, readStoredStyle(*vector)) : fail(notVector());
}

Result<StyleDocument> styleDocument(const MapLayer &layer, bool sld)
{
    const QgsVectorLayer *vector = vectorOf(layer);
    if (!vector)
        return fail(notVector());
    if (sld) {
        TUILERIE_TRY(document, writeSld(*vector));
        return StyleDocument{document.content, document.problems};
    }
    TUILERIE_TRY(content, writeQml(*vector));
    return StyleDocument{content, {}};
}

} // namespace tuilerie
