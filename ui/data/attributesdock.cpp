// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/data/attributesdock.h"

#include "ui/canvas/mapcanvas.h"
#include "ui/data/featuretablepanel.h"
#include "ui/data/mapdocument.h"
#include "ui/data/mapselection.h"
#include "ui/widgets/speak.h"

#include <QTableView>

namespace tuilerie {

AttributesDock::AttributesDock(MapSelection *selection, MapCanvas *canvas, const Actions &actions)
    : Dock("tableDock", new FeatureTablePanel)
{
    auto *panel = static_cast<FeatureTablePanel *>(widget());
    QAction *action = actions[ActionId::AttributeTable];
    connect(action, &QAction::triggered, this, [this, panel] {
        bringUp();
        panel->view()->setFocus();
    });
    const auto show = [panel, selection, action] {
        const MapEntry *entry = selection->entry();
        action->setEnabled(entry && !entry->layers.empty() && entry->kind == SourceKind::Vector);
        panel->showLayer(selection->layer());
    };
    connect(selection, &MapSelection::changed, panel, show);
    connect(selection, &MapSelection::featureFound, panel, &FeatureTablePanel::select);
    connect(panel, &FeatureTablePanel::shapeChosen, canvas, &MapCanvas::setShape);
    connect(panel, &FeatureTablePanel::zoomAsked, canvas, &MapCanvas::zoomToShape);
    show();
    speak(this, [this] { setWindowTitle(tr("Attributes")); });
}

} // namespace tuilerie
