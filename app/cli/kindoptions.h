// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "generate/derive/derivedraster.h"
#include "generate/pointcloud/pointcloudpyramid.h"
#include "generate/vector/vectorpyramid.h"
#include "source/inspect.h"

#include <QCommandLineParser>

namespace tuilerie::cli {

/// The options of vector and point cloud pyramids, beside those of rasteroptions.h that they share: --tms, --top, --bottom,
/// --slab,
/// --workers, --memory, --crs. Errors are the user's (exit code 2).

/// `tableOption` is "layer" for generate and estimate, "table" for publish, whose --layer is the layer's name.
void addVectorOptions(QCommandLineParser &parser, const QString &tableOption);
void addPointCloudOptions(QCommandLineParser &parser);
void addDeriveOptions(QCommandLineParser &parser);

/// `output` and `resume` are left alone.
Result<VectorPyramidParams> readVectorOptions(
    const QCommandLineParser &parser, const QStringList &paths, const QString &tableOption);
Result<PointCloudParams> readPointCloudOptions(const QCommandLineParser &parser, const QStringList &paths);
Result<DeriveParams> readDeriveOptions(const QCommandLineParser &parser, const QStringList &paths);
/// TABLE[:attribute,attribute…][:top-bottom]; * stands for all attributes.
Result<VectorTableParams> readTable(const QString &text, const QString &tableOption);

/// Only what was given on the command line, as parameters of the processings of this kind.
Result<QJsonObject> vectorProcessingParameters(const QCommandLineParser &parser, const QStringList &paths);
/// An error when an option was given that this kind has not.
Status refuseForeignOptions(const QCommandLineParser &parser, SourceKind kind);

} // namespace tuilerie::cli
