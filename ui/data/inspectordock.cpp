// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/data/inspectordock.h"

#include "ui/data/inspectorpanel.h"
#include "ui/data/mapselection.h"
#include "ui/widgets/speak.h"

namespace tuilerie {

InspectorDock::InspectorDock(MapSelection *selection)
    : Dock("inspectorDock", new InspectorPanel)
{
    auto *panel = static_cast<InspectorPanel *>(widget());
    connect(selection, &MapSelection::changed, panel, [panel, selection] { panel->showEntry(selection->entry()); });
    speak(this, [this, panel, selection] {
        setWindowTitle(tr("Inspector"));
        panel->setAccessibleName(windowTitle());
        panel->showEntry(selection->entry());
    });
}

} // namespace tuilerie
