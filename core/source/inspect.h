// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/work/progress.h"
#include "base/result.h"
#include "source/filesearch.h"

#include <QJsonArray>
#include <QStringList>

namespace tuilerie {

/// What the paths are, by their names and first bytes: what most files are, tables (CSV) counting only where there is
/// nothing else, and rasters before point clouds before vectors where as many are of each.
SourceKind sourceKind(const QStringList &paths);
SourceKind sourceKind(const FoundFiles &found);

/// The whole answer of `tuilerie-cli inspect` (docs/cli.md): one object for each data set among the paths.
Result<QJsonArray> inspectPaths(const QStringList &paths, WorkControl &control);

} // namespace tuilerie
