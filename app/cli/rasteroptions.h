// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "generate/raster/rasterparams.h"

#include <QCommandLineParser>

namespace tuilerie::cli {

/// The options that estimate, generate raster, publish and update share: everything of RasterPyramidParams.
void addRasterOptions(QCommandLineParser &parser);
/// Reads and checks them; an error is the user's (exit code 2). `output` and `resume` are left alone.
Result<RasterPyramidParams> readRasterOptions(const QCommandLineParser &parser, const QStringList &paths);
/// Only what was given on the command line, as parameters of the raster processing.
Result<QJsonObject> processingParameters(const QCommandLineParser &parser, const QStringList &paths, bool onlyGiven);

} // namespace tuilerie::cli
