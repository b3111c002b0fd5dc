// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "render/pointcloudlayer.h"

class QgsPointCloudLayer;

namespace tuilerie::qgis {

struct ValueRange
{
    double min = 0, max = 0;
};

/// What is known of a layer's values; kept with it as JSON. For this room's sources only.
struct PointCloudRanges
{
    PointCloudFacts facts;
    ValueRange z, intensity; ///< where most values are
    bool isColor16 = false;  ///< colours use 16 bits, as LAS 1.4 asks; some files have 8

    QJsonObject toJson() const;
    static PointCloudRanges fromJson(const QJsonObject &object);
};

/// Puts a renderer that draws like `style` on the layer.
void applyPointCloudStyle(QgsPointCloudLayer &layer, const PointCloudStyle &style, const PointCloudRanges &ranges);

} // namespace tuilerie::qgis
