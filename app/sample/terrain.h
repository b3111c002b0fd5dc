// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "noise.h"

namespace tuilerie::sample {

/// The ground of the commune: hills, and a river that has cut its valley through them. Coordinates are Lambert-93 metres,
/// heights metres. Pure functions of the seed; thread-safe.
class Terrain
{
public:
    Terrain(uint32_t seed, double originX, double originY, double size);

    double height(double x, double y) const;
    /// Easting of the river's middle at a northing.
    double riverX(double y) const;
    static constexpr double riverWidth = 14;
    bool isForest(double x, double y) const;
    /// Height of the canopy above the ground where there is forest.
    double canopy(double x, double y) const;
    /// Light on the slope, sun in the north-west at 45°: about 0.6…1.2.
    float shade(double x, double y, double step) const;

private:
    Noise m_noise;
    double m_originX, m_originY, m_size;
};

} // namespace tuilerie::sample
