// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "render/mapview.h"

class QPainter;
class QRect;

namespace tuilerie {

/// Metres on the ground that one pixel is wide in the middle of the view: true also where the projection stretches (Web
/// Mercator). 0 where it cannot be told.
double groundMetersPerPixel(const MapView &view);

/// The greatest of 1, 2, 5 × 10ⁿ that is not above `length`.
double niceLength(double length);

/// Draws the bar at the lower left of `area`. In CRS units where there is no CRS.
void paintScaleBar(QPainter &painter, const QRect &area, const MapView &view, double metersPerUnit);

/// "1:25,000" and back, in the current locale; 0 for what is no scale.
QString mapScaleText(double denominator);
double mapScaleFromText(const QString &text);

} // namespace tuilerie
