// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/work/progress.h"
#include "base/result.h"

#include <QStringList>
#include <memory>

namespace tuilerie {

/// A vector file for libraries that open it by themselves, as QGIS does, and would get other values than openVector() gives.
struct CorrectedCopy
{
    QStringList paths; ///< a FlatGeobuf for each layer with a geometry, in their order; of an SQL dump its one copy with
                       ///< all layers; empty where none is needed
    std::shared_ptr<void> folder; ///< goes, with the files, with its last copy
};

/// Writes one where openVector() corrects what GDAL's driver gives (a CSV always). Errors: those of openVector(); Io;
/// Cancelled. Any thread.
Result<CorrectedCopy> makeCorrectedCopy(const QString &path, const WorkControl &control);

} // namespace tuilerie
