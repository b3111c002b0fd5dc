// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "grid/extent.h"

#include <QStringList>
#include <optional>
#include <vector>

namespace tuilerie {

/// One table of a vector file, as its driver sees it. Thread: any.
struct VectorLayerInfo {
    struct Field {
        QString name;
        QString type; ///< GDAL's name: "String", "Integer", "Real", "Date"…
    };
    QString path;
    QString driver;
    QString name;
    QString geometry;             ///< OGC's name: "Point", "MultiPolygon"…, "None" for a table without geometry
    qint64 features = 0;
    std::vector<Field> fields;
    QString crs;                  ///< "EPSG:2154", or WKT; empty when the file says nothing
    std::optional<Extent> extent; ///< in `crs`, x/y order; unset for a layer without geometry
};

/// The layers of one file. Errors name it: NotFound, Denied, Corrupt.
Result<std::vector<VectorLayerInfo>> readVectorLayers(const QString &path);

} // namespace tuilerie
