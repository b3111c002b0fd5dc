// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "grid/tilematrixset.h"
#include "model/processing.h"

#include <QString>
#include <vector>

namespace tuilerie {

/// What this server can check and process. Identifiers of the platform where it has the same (docs/entrepot.md §7, §9).
namespace WorkId {
inline constexpr QLatin1String StandardCheck("ecb00ba0-eb42-427e-8418-f5d8a30e84ec"),
    VectorCheck("66ed8a1b-93d9-4fe9-a413-ab93d31b2964"), RasterCheck("a4060831-9c6f-42e2-9435-e07a4e8ef535"),
    Rok4Check("f879e8c6-0838-48a6-a8d3-41d47b208a6c"), PointCloudCheck("6d1f0f8e-5a53-4b0e-9a53-0f3e5d6f3b01"),
    Pyramid3dCheck("6d1f0f8e-5a53-4b0e-9a53-0f3e5d6f3b02"), RasterPyramid("2ae50661-986c-4f47-a3f0-e380417b522c"),
    VectorIntegration("0de8c60b-9938-4be9-aa36-9026b77c3c96"), VectorPyramid("aa5f9391-0bdb-4b97-9209-fcde351b82f6"),
    ArchiveCopy("12cdc646-3976-4f18-b273-f34fca37e2a6"), Rok4Copy("6d1f0f8e-5a53-4b0e-9a53-0f3e5d6f3a01"),
    Rok4VectorCopy("6d1f0f8e-5a53-4b0e-9a53-0f3e5d6f3a02"), CopcCopy("6d1f0f8e-5a53-4b0e-9a53-0f3e5d6f3a03"),
    EptCopy("6d1f0f8e-5a53-4b0e-9a53-0f3e5d6f3a04"), StyledPyramid("6d1f0f8e-5a53-4b0e-9a53-0f3e5d6f3a05"),
    CopcPyramid("6d1f0f8e-5a53-4b0e-9a53-0f3e5d6f3a06"), EptPyramid("6d1f0f8e-5a53-4b0e-9a53-0f3e5d6f3a07"),
    DerivedPyramid("6d1f0f8e-5a53-4b0e-9a53-0f3e5d6f3a08"), PmTiles("6d1f0f8e-5a53-4b0e-9a53-0f3e5d6f3a09"),
    RasterPmTiles("6d1f0f8e-5a53-4b0e-9a53-0f3e5d6f3a0a");
}

/// The parameter that names the version before.
namespace WorkId {
inline constexpr QLatin1String Ancestor("ancestor");
}

const std::vector<Check> &checks();
const Check *findCheck(const QString &id);
const std::vector<Processing> &processings();
const Processing *findProcessing(const QString &id);

/// The parameters that a processing knows, by its id.
std::vector<ProcessingParameter> parametersOf(const QString &workId);
/// Checks a processing's parameters by its field tables and completes them with their defaults. Invalid with the name of the
/// wrong one. `own` is the user's tile matrix set where `tms` names one (owngrid.h); else it must be a bundled one.
Result<QJsonObject> completedParameters(
    const Processing &processing, const QJsonObject &given, const TileMatrixSet *own = nullptr);

} // namespace tuilerie
