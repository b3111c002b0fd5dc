// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "commune.h"

#include <QString>

namespace tuilerie::sample {

/// Writes the plan as a GeoPackage of four layers in EPSG:2154: communes, routes, batiments, parcelles. False with a line on
/// stderr.
bool writeGeoPackage(const QString &path, const Plan &plan, const Terrain &terrain);

/// Writes an invented cadastre of at least `features` features in EPSG:2154, in five layers: communes, parcelles, batiments,
/// adresses, routes. Parcels and communes share their borders vertex for vertex. The same seed gives the same features.
/// False with a line on stderr.
bool writeCadastre(const QString &path, uint32_t seed, long long features, double originX, double originY);

} // namespace tuilerie::sample
