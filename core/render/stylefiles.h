// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "render/maplayer.h"

#include <QStringList>

namespace tuilerie {

/// Style files of what the map shows: render/style.h for those who may not see QGIS. Layers of kind Vector, UI thread. The
/// sentences that come back are what the style says and the layer (or the format) cannot.

/// QML, SLD or Mapbox GL, found by content. The layer stays as it was when this fails.
Result<QStringList> loadStyleFile(MapLayer &layer, const QString &path);
/// The one stored in the layer's GeoPackage; NotFound where there is none.
Result<QStringList> loadStoredStyle(MapLayer &layer);

struct StyleDocument
{
    QByteArray content;
    QStringList problems;
};
/// QML, or SLD 1.0.0.
Result<StyleDocument> styleDocument(const MapLayer &layer, bool sld);

} // namespace tuilerie
