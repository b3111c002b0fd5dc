// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/actions.h"
#include "ui/widgets/dock.h"

namespace tuilerie {

class MapCanvas;
class MapSelection;

/// What lies where the map was clicked; the thing chosen in it shines up on the map. UI thread only.
class IdentifyDock : public Dock
{
    Q_OBJECT

public:
    IdentifyDock(MapSelection *selection, MapCanvas *canvas, const Actions &actions);
};

} // namespace tuilerie
