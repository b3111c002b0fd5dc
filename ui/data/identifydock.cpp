// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/data/identifydock.h"

#include "ui/canvas/mapcanvas.h"
#include "ui/data/identifypanel.h"
#include "ui/data/mapdocument.h"
#include "ui/data/mapselection.h"
#include "ui/widgets/speak.h"

namespace tuilerie {

IdentifyDock::IdentifyDock(MapSelection *selection, MapCanvas *canvas, const Actions &actions)
    : Dock("identifyDock", new IdentifyPanel)
{
    auto *panel = static_cast<IdentifyPanel *>(widget());
    actions.on(ActionId::Identify, canvas, [canvas](bool checked) { canvas->setIdentifying(checked); });
    connect(canvas, &MapCanvas::clicked, this, [this, panel, selection, canvas](QPointF pixel) {
        bringUp();
        panel->identify(selection->document()->layers(), canvas->view(), pixel);
    });
    connect(panel, &IdentifyPanel::shapeChosen, canvas, &MapCanvas::setShape);
    connect(panel, &IdentifyPanel::answered, selection, [panel, selection] {
        if (!panel->things().empty())
            emit selection->featureFound(panel->things().front().layerId, panel->things().front().feature);
    });
    speak(this, [this] { setWindowTitle(tr("Identify")); });
}

} // namespace tuilerie
