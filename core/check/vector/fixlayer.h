// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check/vector/vectorfix.h"

#include <QHash>

namespace tuilerie {

/// One repair of one file: what is asked for, and what has been done so far.
struct VectorFix
{
    QStringList actions;
    VectorFixOptions options;
    QString sourceDriver; ///< GDAL's short names
    QString copyDriver;
    QString declaredEncoding;         ///< of a Shapefile
    QHash<QString, QString> newNames; ///< of tables, by old name
    qint64 total = 0;                 ///< features of all layers
    VectorFixReport report;
    WorkControl *control = nullptr;

    bool wants(const char *action) const { return actions.contains(QLatin1String(action)); }
};

/// Writes one layer (OGRLayerH) into the copy (GDALDatasetH), repaired.
Status fixLayer(VectorFix &fix, void *source, void *copy);

/// The error of a copy that GDAL does not write, in its words where the disk is not the cause.
Error copyRefused(const QString &copy, const QString &gdalText);

/// `wanted`, or with a number behind it when it is in `taken` already; put there.
QString uniqueName(const QString &wanted, QStringList &taken);

} // namespace tuilerie
