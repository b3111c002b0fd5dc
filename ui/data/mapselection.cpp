// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/data/mapselection.h"

#include "ui/data/mapdocument.h"

#include <QItemSelectionModel>

namespace tuilerie {

MapSelection::MapSelection(MapDocument *document)
    : QObject(document)
    , m_document(document)
    , m_model(new QItemSelectionModel(document, this))
{
    connect(m_model, &QItemSelectionModel::currentChanged, this, &MapSelection::changed);
    // A row that moves or goes changes what the current number means.
    connect(document, &QAbstractItemModel::rowsMoved, this, &MapSelection::changed);
    connect(document, &QAbstractItemModel::rowsInserted, this, [this](const QModelIndex &branch, int first) {
        if (!branch.isValid())
            setRow(first);
    });
    connect(document, &MapDocument::entryOpened, this, &MapSelection::setRow);
    connect(document, &MapDocument::entryFailed, this, &MapSelection::setRow);
    connect(document, &MapDocument::layersChanged, this, &MapSelection::changed);
    connect(document, &MapDocument::entryChecked, this, &MapSelection::changed);
    connect(document, &MapDocument::entryRefined, this, &MapSelection::changed);
}

int MapSelection::row() const
{
    return m_document->entryAt(m_model->currentIndex());
}

void MapSelection::setRow(int row)
{
    m_model->setCurrentIndex(m_document->indexOfEntry(row), QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
}

const MapEntry *MapSelection::entry() const
{
    const int at = row();
    return at >= 0 && at < m_document->count() ? &m_document->entry(at) : nullptr;
}

MapLayer *MapSelection::layer() const
{
    const MapEntry *chosen = entry();
    if (!chosen)
        return nullptr;
    if (MapLayer *layer = m_document->layerAt(m_model->currentIndex()))
        return layer;
    return chosen->layers.empty() ? nullptr : chosen->layers.front().get();
}

} // namespace tuilerie
