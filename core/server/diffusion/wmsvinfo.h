// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/diffusion/featureinfo.h"

#include <QJsonArray>

namespace tuilerie {

/// The features of one WMS-VECTOR layer at a pixel, as RenderPool::features() gives them.
struct LayerFeatures
{
    QString layer;
    QString title;
    QJsonArray features;
};

/// text/plain (one “field = value” a line), text/html (a table for each layer), text/xml (in the raster WMS's form, with
/// attributes in place of bands), or application/json: a GeoJSON FeatureCollection in `crs`, named as GeoJSON 2008 does
/// where it is not WGS 84.
HttpResponse featuresAnswer(InfoFormat format, const std::vector<LayerFeatures> &layers, const QString &crs);

} // namespace tuilerie
