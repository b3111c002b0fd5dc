// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check/vector/featurestats.h"
#include "source/geometrycheck.h"
#include "check/vector/gpkgreport.h"

#include <vector>

namespace tuilerie {

/// What the look at a layer's features needs to know of the layer. Read by all threads.
struct LayerPlan
{
    int declaredType = 0;            ///< OGR's flat type; 0 = any, 100 = none
    bool allowsMulti = false;        ///< the format does not tell single from multi (Shapefile)
    std::optional<Extent> areaOfUse; ///< in the layer's CRS
    double hugeLimit = 1e9;          ///< no coordinate of the CRS is beyond
    double densityCell = 0;          ///< units of the CRS; 0 = not counted
    std::vector<int> textFields;
    std::vector<int> keyFields;
    bool looksAtFids = false;      ///< they come from the file (GeoJSON's ids) and need not be unique
    std::vector<IndexedBox> boxes; ///< of the R-tree, by FID
    bool hasBoxes = false;
};

/// The type of one part of a multi type: Polygon for MultiPolygon; other types themselves. Flat OGR types.
int singleType(int type);

/// Looks at features, one after another. One object for each thread.
class FeatureLook
{
public:
    explicit FeatureLook(const LayerPlan &plan);
    void look(void *feature); ///< an OGRFeatureH
    FeatureStats stats;

private:
    void lookAtGeometry(void *geometry, qint64 fid);
    void lookAtPlace(const Extent &box, qint64 fid);
    void lookAtTexts(void *feature, qint64 fid);
    void lookAtKeys(void *feature, qint64 fid);

    const LayerPlan &m_plan;
    GeometryCheck m_check;
    QByteArray m_wkb;
};

} // namespace tuilerie
