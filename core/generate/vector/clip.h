// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "generate/vector/tilegeometry.h"

namespace tuilerie::vector {

/// Clips to a box, edge by edge of the box. A side is only looked at when the geometry passes it. A line falls into as many
/// parts as it enters. A polygon is cut along a side's line: the places where its rings cross it, in order along it, pair
/// up, and each pair is joined; so a concave polygon falls into several rings without edges that run forth and back on the
/// border, which is what Sutherland-Hodgman leaves. New vertices depend on the edge and the side only, so neighbours get the
/// same ones. False when a polygon's crossings do not pair up (it is not valid): `geometry` is then unchanged, and
/// polygonrepair.h can help.
bool clipToBox(Geometry &geometry, Shape shape, const Box &box);

} // namespace tuilerie::vector
