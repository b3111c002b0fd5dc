// SPDX-License-Identifier: GPL-3.0-or-later
#include "geopackage.h"

#include "geopackagewriter.h"

#include <cmath>
#include <cstdio>

namespace tuilerie::sample {

namespace {

void setPolygon(OGRFeature &feature, const Ring &ring)
{
    auto *shell = new OGRLinearRing;
    for (const Vertex &v : ring)
        shell->addPoint(v.x, v.y);
    auto *polygon = new OGRPolygon;
    polygon->addRingDirectly(shell);
    feature.SetGeometryDirectly(polygon);
}

} // namespace

bool writeGeoPackage(const QString &path, const Plan &plan, const Terrain &terrain)
{
    QDir().mkpath(QFileInfo(path).absolutePath());
    Writer writer(path);
    writer.layer("communes", wkbPolygon, {{"code", OFTString}, {"nom", OFTString}, {"population", OFTInteger}},
        plan.communes, [](const Commune &commune, OGRFeature &feature) {
            feature.SetField("code", commune.code.c_str());
            feature.SetField("nom", commune.name.c_str());
            feature.SetField("population", commune.population);
            setPolygon(feature, commune.ring);
        });
    writer.layer("routes", wkbLineString, {{"nom", OFTString}, {"nature", OFTString}, {"largeur", OFTReal}}, plan.roads,
        [](const Road &road, OGRFeature &feature) {
            feature.SetField("nom", road.name.c_str());
            feature.SetField("nature", road.nature.c_str());
            feature.SetField("largeur", road.width);
            auto *line = new OGRLineString;
            for (const Vertex &v : road.line)
                line->addPoint(v.x, v.y);
            feature.SetGeometryDirectly(line);
        });
    writer.layer("batiments", wkbPolygon, {{"usage", OFTString}, {"hauteur", OFTReal}, {"altitude_sol", OFTReal}},
        plan.buildings, [&terrain](const Building &building, OGRFeature &feature) {
            feature.SetField("usage", building.use.c_str());
            feature.SetField("hauteur", std::round(building.height * 10) / 10);
            feature.SetField("altitude_sol", std::round(terrain.height(building.ring[0].x, building.ring[0].y) * 10) / 10);
            setPolygon(feature, building.ring);
        });
    writer.layer("parcelles", wkbPolygon, {{"section", OFTString}, {"numero", OFTInteger}, {"culture", OFTString}},
        plan.parcels, [](const Parcel &parcel, OGRFeature &feature) {
            feature.SetField("section", parcel.section.c_str());
            feature.SetField("numero", parcel.number);
            feature.SetField("culture", parcel.crop.c_str());
            setPolygon(feature, parcel.ring);
        });
    if (writer.finish())
        return true;
    std::fprintf(stderr, "cannot write %s: %s\n", qPrintable(path), CPLGetLastErrorMsg());
    return false;
}

} // namespace tuilerie::sample
