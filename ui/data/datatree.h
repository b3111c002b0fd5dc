// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/actions.h"

#include <QWidget>

class QMenu;
class QTreeView;

namespace tuilerie {

class MapSelection;

/// The tree of what is open: visibility by tick, order by dragging or by buttons, a menu for each entry. UI thread only.
class DataTree : public QWidget
{
    Q_OBJECT
public:
    DataTree(MapSelection *selection, const Actions &actions, QWidget *parent = nullptr);

    QTreeView *view() const { return m_view; }

signals:
    void zoomToEntry(int entry); ///< it was double-clicked

private:
    QTreeView *m_view;
    QMenu *m_menu;
};

} // namespace tuilerie
