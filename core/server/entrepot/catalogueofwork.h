// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "model/processing.h"

#include <QString>
#include <vector>

namespace tuilerie {

/// What this server can check and process. Identifiers of the platform where it has the same (reference §7, §9).
namespace WorkId {
inline constexpr QLatin1String StandardCheck("ecb00ba0-eb42-427e-8418-f5d8a30e84ec"), RasterCheck("a4060831-9c6f-42e2-9435-e07a4e8ef535"),
    Rok4Check("f879e8c6-0838-48a6-a8d3-41d47b208a6c"), RasterPyramid("2ae50661-986c-4f47-a3f0-e380417b522c"),
    Rok4Copy("6d1f0f8e-5a53-4b0e-9a53-0f3e5d6f3a01");
}

const std::vector<Check> &checks();
const Check *findCheck(const QString &id);
const std::vector<Processing> &processings();
const Processing *findProcessing(const QString &id);

/// Checks a raster processing's parameters and completes them with their defaults. Invalid with the name of the wrong one.
Result<QJsonObject> completedRasterParameters(const QJsonObject &given);

} // namespace tuilerie
