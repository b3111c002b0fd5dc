// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/data/datatree.h"

#include "ui/data/mapdocument.h"

#include <QAction>
#include <QHeaderView>
#include <QMenu>
#include <QToolBar>
#include <QTreeView>
#include <QVBoxLayout>

namespace tuilerie {

DataTree::DataTree(MapDocument *document, const QList<QAction *> &bar, const QList<QAction *> &menu, QWidget *parent)
    : QWidget(parent)
    , m_document(document)
    , m_view(new QTreeView)
    , m_menu(new QMenu(this))
{
    m_view->setObjectName(QStringLiteral("layerTree"));
    m_view->setModel(document);
    m_view->setHeaderHidden(true);
    m_view->setUniformRowHeights(true);
    m_view->setDragDropMode(QAbstractItemView::InternalMove);
    m_view->setContextMenuPolicy(Qt::CustomContextMenu);
    m_view->setTextElideMode(Qt::ElideMiddle);
    m_view->setIconSize(QSize(18, 18));
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->setExpandsOnDoubleClick(false);

    auto *tools = new QToolBar;
    tools->setIconSize(QSize(18, 18));
    for (QAction *action : bar)
        action ? tools->addAction(action) : static_cast<void>(tools->addSeparator());
    for (QAction *action : menu)
        action ? m_menu->addAction(action) : static_cast<void>(m_menu->addSeparator());

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_view);
    layout->addWidget(tools);

    connect(m_view->selectionModel(), &QItemSelectionModel::currentChanged, this,
        [this] { emit currentEntryChanged(currentEntry()); });
    // A row that moves or goes changes what the current number means.
    connect(document, &QAbstractItemModel::rowsMoved, this, [this] { emit currentEntryChanged(currentEntry()); });
    connect(document, &QAbstractItemModel::rowsInserted, this, [this](const QModelIndex &branch, int first) {
        if (branch.isValid())
            m_view->expand(branch);
        else
            m_view->setCurrentIndex(m_document->indexOfEntry(first));
    });
    connect(m_view, &QTreeView::doubleClicked, this,
        [this](const QModelIndex &index) { emit zoomToEntry(m_document->entryAt(index)); });
    connect(m_view, &QTreeView::customContextMenuRequested, this, [this](QPoint position) {
        if (m_view->indexAt(position).isValid())
            m_menu->popup(m_view->viewport()->mapToGlobal(position));
    });
}

int DataTree::currentEntry() const
{
    return m_document->entryAt(m_view->currentIndex());
}

void DataTree::setCurrentEntry(int entry)
{
    m_view->setCurrentIndex(m_document->indexOfEntry(entry));
}

} // namespace tuilerie
