// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check/finding.h"
#include "ui/widgets/actions.h"
#include "ui/widgets/dock.h"

namespace tuilerie {

class FindingsPanel;
class MapCanvas;
class MapSelection;
class RepairDialog;

/// What the checks found in the chosen data set; mends it in the document and shows places on the map. UI thread only.
class ChecksDock : public Dock
{
    Q_OBJECT

public:
    ChecksDock(MapSelection *selection, MapCanvas *canvas, const Actions &actions);

private:
    void showChosen();
    void assignCrs();
    void takeCopyOf(RepairDialog *dialog);

    MapSelection *m_selection;
    FindingsPanel *m_panel;
    const Actions &m_actions;
};

} // namespace tuilerie
