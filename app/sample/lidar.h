// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "commune.h"

#include <QString>

namespace tuilerie::sample {

struct LidarOptions
{
    QString folder;
    double tileSize = 1000; ///< metres
    double density = 1;     ///< pulses a square metre
    int threads = 1;
    int pointFormat = 6;     ///< 6, 7, 8: LAS 1.4; 1, 3: LAS 1.2
    bool strips = false;     ///< one file for each strip, which overlap by half, instead of tiles that abut
    bool extraBytes = false; ///< a field "dtm_marker", u8, as some producers have
};

/// Writes LAZ files (EPSG:2154) of the terrain, the trees, the roofs and the water of the plan as an aircraft scans them:
/// strips to and fro, lines in zigzag, each place seen by two strips, up to four returns of a pulse in the forest, GPS time,
/// scan angle, flags and intensity. Any size and density; the same points for any number of threads and in tiles as in
/// strips. False with a line on stderr.
bool writeLidar(const LidarOptions &options, uint32_t seed, const Plan &plan, const Terrain &terrain);

} // namespace tuilerie::sample
