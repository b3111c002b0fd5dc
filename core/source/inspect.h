// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/work/progress.h"
#include "base/result.h"

#include <QJsonArray>
#include <QStringList>

namespace tuilerie {

enum class SourceKind { Unknown, Raster, Vector, PointCloud };

/// What the paths are, by their names and first bytes; a folder or glob is what most of its files are.
SourceKind sourceKind(const QStringList &paths);

/// The whole answer of `tuilerie-cli inspect` (docs/cli.md): one object for each data set among the paths.
Result<QJsonArray> inspectPaths(const QStringList &paths, WorkControl &control);

} // namespace tuilerie
