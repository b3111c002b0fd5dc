// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "source/fileformat.h"

#include <QString>
#include <QStringList>

namespace tuilerie {

/// What is published: data of a kind, from which pyramids are made, or a pyramid that is stored as it is.
enum class PublishKind { Automatic, Raster, Vector, PointCloud, RasterPyramid, VectorPyramid, Copc, Ept, Vpc };

/// By a look at names, folders and first bytes, and at the names in zips; nothing is decoded. Several COPC files, or a
/// folder of them, are a point cloud. Raster when nothing is known, so that what reads the files says what is wrong with
/// them. Any thread.
PublishKind publishKindOf(const QStringList &paths);
/// A ROK4 pyramid's, by its first bytes.
bool isDescriptor(const QString &path);
bool isPyramidKind(PublishKind kind);
/// The kind of files that it is made from; Unknown for a pyramid that is stored as it is.
SourceKind sourceKindOf(PublishKind kind);
/// "raster", "vector", "pointcloud", "raster-pyramid", "vector-pyramid", "copc", "ept", "vpc"; "" for Automatic.
QString publishKindName(PublishKind kind);
QStringList publishKindNames();
PublishKind publishKindFromName(const QString &name); ///< Automatic for any other name

} // namespace tuilerie
