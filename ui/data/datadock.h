// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/actions.h"
#include "ui/widgets/dock.h"

namespace tuilerie {

class MapCanvas;
class MapSelection;

/// What is open, as a tree; puts it on the map, and does what is asked of an entry: zoom to it, move it, take it off the
/// map. UI thread only.
class DataDock : public Dock
{
    Q_OBJECT

public:
    DataDock(MapSelection *selection, MapCanvas *canvas, const Actions &actions);

private:
    void zoomToEntry(int entry);
    void moveBy(int rows);
    void enableActions();

    MapSelection *m_selection;
    MapCanvas *m_canvas;
    const Actions &m_actions;
};

} // namespace tuilerie
