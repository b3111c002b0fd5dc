// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "commune.h"

#include <QString>

namespace tuilerie::sample {

/// Writes the plan as a GeoPackage of four layers in EPSG:2154: communes, routes, batiments, parcelles. False with a line on stderr.
bool writeGeoPackage(const QString &path, const Plan &plan, const Terrain &terrain);

} // namespace tuilerie::sample
