// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/style/displaydock.h"

#include "grid/crs.h"
#include "ui/canvas/mapcanvas.h"
#include "ui/data/mapselection.h"
#include "ui/style/pointcloudpanel.h"
#include "ui/style/stretchpanel.h"
#include "ui/style/stylepanel.h"
#include "ui/widgets/speak.h"

#include <QScrollArea>
#include <QVBoxLayout>

namespace tuilerie {

/// Where the map looks, in the layer's CRS.
static Extent viewIn(const MapCanvas &canvas, const QString &crs)
{
    const Extent seen = canvas.view().extent();
    if (crs == canvas.view().crs)
        return seen;
    const auto from = Crs::fromText(canvas.view().crs);
    const auto to = Crs::fromText(crs);
    if (!from || !to)
        return seen;
    const auto transform = CrsTransform::create(*from, *to);
    const auto extent = transform ? transform->forward(seen) : Result<Extent>(Extent());
    return extent ? *extent : Extent();
}

DisplayDock::DisplayDock(MapSelection *selection, MapCanvas *canvas)
    : Dock("displayDock", new QScrollArea)
{
    auto *stretch = new StretchPanel;
    auto *style = new StylePanel;
    auto *cloud = new PointCloudPanel;
    auto *inside = new QWidget;
    auto *column = new QVBoxLayout(inside);
    column->setContentsMargins({});
    column->setSpacing(0);
    for (QWidget *panel : std::initializer_list<QWidget *>{stretch, style, cloud})
        column->addWidget(panel);
    column->addStretch();
    auto *looks = static_cast<QScrollArea *>(widget());
    looks->setWidgetResizable(true);
    looks->setFrameShape(QFrame::NoFrame);
    looks->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    looks->setWidget(inside);
    stretch->setViewExtent([canvas](const MapLayer &layer) { return viewIn(*canvas, layer.crs()); });
    const auto show = [=] {
        MapLayer *layer = selection->layer();
        stretch->showLayer(layer);
        style->showLayer(layer);
        cloud->showLayer(layer);
    };
    connect(selection, &MapSelection::changed, looks, show);
    show();
    speak(this, [this, looks] {
        setWindowTitle(tr("Display"));
        looks->setAccessibleName(windowTitle());
    });
}

} // namespace tuilerie
