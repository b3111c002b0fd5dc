// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/data/datatree.h"

#include "ui/data/mapdocument.h"
#include "ui/data/mapselection.h"
#include "ui/widgets/speak.h"

#include <QMenu>
#include <QToolBar>
#include <QTreeView>
#include <QVBoxLayout>

namespace tuilerie {

DataTree::DataTree(MapSelection *selection, const Actions &actions, QWidget *parent)
    : QWidget(parent)
    , m_view(new QTreeView)
    , m_menu(new QMenu(this))
{
    m_view->setObjectName(QStringLiteral("layerTree"));
    MapDocument *document = selection->document();
    m_view->setModel(document);
    m_view->setSelectionModel(selection->model());
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
    tools->addActions(
        {actions[ActionId::ZoomToLayer], actions[ActionId::MoveUp], actions[ActionId::MoveDown], actions[ActionId::Remove]});
    m_menu->addActions({actions[ActionId::ZoomToLayer], actions[ActionId::AttributeTable], actions[ActionId::Publish]});
    m_menu->addSeparator();
    m_menu->addActions({actions[ActionId::AssignCrs], actions[ActionId::CheckAgain]});
    m_menu->addSeparator();
    m_menu->addActions({actions[ActionId::MoveUp], actions[ActionId::MoveDown]});
    m_menu->addSeparator();
    m_menu->addAction(actions[ActionId::Remove]);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_view);
    layout->addWidget(tools);

    connect(document, &QAbstractItemModel::rowsInserted, m_view, [this](const QModelIndex &branch) {
        if (branch.isValid())
            m_view->expand(branch);
    });
    connect(m_view, &QTreeView::doubleClicked, this,
        [this, document](const QModelIndex &index) { emit zoomToEntry(document->entryAt(index)); });
    connect(m_view, &QTreeView::customContextMenuRequested, this, [this](QPoint position) {
        if (m_view->indexAt(position).isValid())
            m_menu->popup(m_view->viewport()->mapToGlobal(position));
    });
    speak(this, [this, tools, document] {
        m_view->setAccessibleName(tr("Data"));
        tools->setAccessibleName(tr("Order of the data"));
        askAgain(document);
    });
}

} // namespace tuilerie
