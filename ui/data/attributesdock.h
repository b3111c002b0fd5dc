// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/actions.h"
#include "ui/widgets/dock.h"

namespace tuilerie {

class MapCanvas;
class MapSelection;

/// The attribute table of the chosen vector layer; its current row shines up on the map. UI thread only.
class AttributesDock : public Dock
{
    Q_OBJECT

public:
    AttributesDock(MapSelection *selection, MapCanvas *canvas, const Actions &actions);
};

} // namespace tuilerie
