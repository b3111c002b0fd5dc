// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/data/datadock.h"

#include "ui/canvas/mapcanvas.h"
#include "ui/data/datatree.h"
#include "ui/data/mapdocument.h"
#include "ui/data/mapselection.h"
#include "ui/widgets/speak.h"

namespace tuilerie {

DataDock::DataDock(MapSelection *selection, MapCanvas *canvas, const Actions &actions)
    : Dock("dataDock", new DataTree(selection, actions))
    , m_selection(selection)
    , m_canvas(canvas)
    , m_actions(actions)
{
    MapDocument *document = selection->document();
    connect(document, &MapDocument::layersChanged, canvas, [document, canvas] { canvas->setLayers(document->layers()); });
    connect(document, &MapDocument::appearanceChanged, canvas, &MapCanvas::refresh);
    connect(document, &MapDocument::entryFailed, this,
        [this, document](int entry) { emit message(document->entry(entry).error.message); });
    connect(static_cast<DataTree *>(widget()), &DataTree::zoomToEntry, this, &DataDock::zoomToEntry);
    connect(selection, &MapSelection::changed, this, &DataDock::enableActions);
    actions.on(ActionId::ZoomToLayer, this, [this] { zoomToEntry(m_selection->row()); });
    actions.on(ActionId::MoveUp, this, [this] { moveBy(-1); });
    actions.on(ActionId::MoveDown, this, [this] { moveBy(1); });
    actions.on(ActionId::Remove, this, [this] { m_selection->document()->remove(m_selection->row()); });
    actions.on(ActionId::CloseAll, document, [document] { document->removeAll(); });
    enableActions();
    speak(this, [this] { setWindowTitle(tr("Data")); });
}

void DataDock::zoomToEntry(int entry)
{
    if (entry < 0)
        return;
    Extent all;
    for (const auto &layer : m_selection->document()->entry(entry).layers)
        all = all.united(layer->extentIn(m_canvas->view().crs));
    if (!all.isEmpty())
        m_canvas->setView(m_canvas->view().fittedTo(all));
}

void DataDock::moveBy(int rows)
{
    const int row = m_selection->row();
    m_selection->document()->move(row, row + rows);
}

void DataDock::enableActions()
{
    const MapEntry *entry = m_selection->entry();
    const int row = m_selection->row(), count = m_selection->document()->count();
    m_actions[ActionId::ZoomToLayer]->setEnabled(entry && !entry->layers.empty());
    m_actions[ActionId::MoveUp]->setEnabled(entry && row > 0);
    m_actions[ActionId::MoveDown]->setEnabled(entry && row + 1 < count);
    m_actions[ActionId::Remove]->setEnabled(entry);
    m_actions[ActionId::CloseAll]->setEnabled(count > 0);
}

} // namespace tuilerie
