// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "box/boxedside.h"

namespace tuilerie {

// What people look at before the whole work: works of a tuilerie-worker.

/// {params, level, col, row} → {tile: base64}; of an empty tile "".
Result<QJsonObject> sampleRaster(const QJsonObject &params, WorkControl &control);
Result<QJsonObject> sampleVector(const QJsonObject &params, WorkControl &control);
/// {paths, level} → PointCloudPreview, which lies in the cache.
Result<QJsonObject> previewCloud(const QJsonObject &params, WorkControl &control);
/// {path, copy, actions, crs, encoding} → VectorFixReport.
Result<QJsonObject> fix(const QJsonObject &params, WorkControl &control);

} // namespace tuilerie
