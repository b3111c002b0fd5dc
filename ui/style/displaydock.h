// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/dock.h"

namespace tuilerie {

class MapCanvas;
class MapSelection;

/// How the chosen layer is drawn: stretch of a raster, style of a vector layer, colours of a point cloud. UI thread only.
class DisplayDock : public Dock
{
    Q_OBJECT

public:
    DisplayDock(MapSelection *selection, MapCanvas *canvas);
};

} // namespace tuilerie
