// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "commune.h"

#include <QString>

namespace tuilerie::sample {

struct LidarOptions {
    QString folder;
    double tileSize = 1000;  ///< metres
    double density = 1;      ///< pulses a square metre
    int threads = 1;
};

/// Writes LAZ 1.4 tiles (point format 6, EPSG:2154) of the terrain, the trees, the roofs and the water of the plan. False with a
/// line on stderr; also when this program was built without LASzip.
bool writeLidar(const LidarOptions &options, uint32_t seed, const Plan &plan, const Terrain &terrain);

} // namespace tuilerie::sample
