// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/params/deriveparams.h"
#include "model/params/pointcloudparams.h"
#include "model/params/rasterpyramidparams.h"
#include "model/params/vectorpyramidparams.h"
#include "source/inspect.h"

#include <QCommandLineParser>

namespace tuilerie::cli {

/// The options of the engines on this machine, from their field tables. Errors are the user's (exit code 2). `output` and
/// `resume` are left alone.

/// Of generate and estimate, which find out the kind from the paths or from a word.
void addEngineOptions(QCommandLineParser &parser);
void addDeriveOptions(QCommandLineParser &parser);

Result<RasterPyramidParams> readRasterOptions(const QCommandLineParser &parser, const QStringList &paths);
Result<VectorPyramidParams> readVectorOptions(const QCommandLineParser &parser, const QStringList &paths);
Result<PointCloudParams> readPointCloudOptions(const QCommandLineParser &parser, const QStringList &paths);
Result<DeriveParams> readDeriveOptions(const QCommandLineParser &parser, const QStringList &paths);

/// An error when an engine's option was given that this kind has not.
Status refuseForeignOptions(const QCommandLineParser &parser, SourceKind kind);

} // namespace tuilerie::cli
