// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

class QgsCoordinateTransformContext;

namespace tuilerie::MapCrs {

/// CrsInUse (grid/crsinuse.h) for what a map draws: QGIS too is told in advance what to do between two CRS. It prepares a
/// drawing on the UI thread, and would ask PROJ's database there which operation is the best one, for up to 60 ms a layer;
/// given the operation's steps it only reads these.
///
/// What opens a layer calls use() of its CRS, on its own thread; so does whatever else brings a CRS to a map. Any thread;
/// takes its time.
void use(const QString &crs);
/// Nothing is left to be done for it. Any thread, at once.
bool isReady(const QString &crs);
/// The operations between those that were used, for this room's map settings.
QgsCoordinateTransformContext context();

} // namespace tuilerie::MapCrs
