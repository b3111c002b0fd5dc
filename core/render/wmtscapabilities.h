// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QByteArray>
#include <QString>

namespace tuilerie {

/// What a WMTS 1.0.0 capabilities document says of one layer, as far as showing it needs.
struct WmtsLayerInfo
{
    QString title;
    QString style;         ///< the default one
    QString format;        ///< the first picture format
    QString tileMatrixSet; ///< the first one linked
    QString crs;           ///< of that set: "EPSG:3857"
};

/// NotFound when the document has no such layer, Corrupt when it is none. Pure function.
Result<WmtsLayerInfo> parseWmtsCapabilities(const QByteArray &document, const QString &layer);

} // namespace tuilerie
