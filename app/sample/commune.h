// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "terrain.h"

#include <string>
#include <vector>

namespace tuilerie::sample {

struct Vertex
{
    double x, y;
};
using Ring = std::vector<Vertex>; ///< closed: the first vertex is repeated at the end

struct Commune
{
    std::string code, name;
    int population;
    Ring ring;
};
struct Road
{
    std::string name, nature; ///< nature: "departementale", "communale", "chemin"
    double width;
    std::vector<Vertex> line;
};
struct Building
{
    std::string use; ///< "residentiel", "agricole", "religieux"
    double height;   ///< of the roof above the ground
    int roof;        ///< which of the roof colours
    Ring ring;
};
struct Parcel
{
    std::string section, crop; ///< crop: "ble", "colza", "prairie", "labour", "mais"
    int number;
    int crop_index;
    double furrow; ///< direction of its rows, radians
    Ring ring;
};

/// The plan of an invented commune and its neighbours: everything that the orthophoto, the GeoPackage and the point cloud
/// show.
struct Plan
{
    double originX, originY, size; ///< Lambert-93 metres; the square that is covered
    std::vector<Commune> communes;
    std::vector<Road> roads;
    std::vector<Building> buildings;
    std::vector<Parcel> parcels;
};

Plan makePlan(uint32_t seed, double originX, double originY, double size, const Terrain &terrain);

} // namespace tuilerie::sample
