// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/mapactions.h"

#include "ui/canvas/mapcanvas.h"
#include "ui/canvas/mapstatus.h"

namespace tuilerie {

void connectMapActions(const Actions &actions, MapCanvas *canvas, MapStatus *status)
{
    actions.on(ActionId::ZoomIn, canvas, [canvas] { canvas->zoomBy(0.5); });
    actions.on(ActionId::ZoomOut, canvas, [canvas] { canvas->zoomBy(2); });
    actions.on(ActionId::ZoomAll, canvas, [canvas] { canvas->zoomToAll(); });
    actions.on(ActionId::ZoomPrevious, canvas, [canvas] { canvas->zoomToPrevious(); });
    actions.on(ActionId::ZoomBox, canvas, [canvas](bool checked) { canvas->setBoxZoom(checked); });
    actions.on(ActionId::Refresh, canvas, [canvas] { canvas->refresh(); });
    actions.on(ActionId::MapCrs, status, [status] { status->chooseMapCrs(); });
    QAction *box = actions[ActionId::ZoomBox];
    QObject::connect(canvas, &MapCanvas::boxZoomEnded, box, [box] { box->setChecked(false); });
    const auto enable = [&actions, canvas] {
        for (const ActionId id : {ActionId::ZoomIn, ActionId::ZoomOut, ActionId::ZoomAll, ActionId::ZoomBox,
                 ActionId::Refresh, ActionId::MapCrs, ActionId::Identify})
            actions[id]->setEnabled(canvas->hasLayers());
        actions[ActionId::ZoomPrevious]->setEnabled(canvas->hasPrevious());
    };
    QObject::connect(canvas, &MapCanvas::viewChanged, &actions, enable);
    QObject::connect(canvas, &MapCanvas::layersChanged, &actions, enable);
    enable();
}

} // namespace tuilerie
