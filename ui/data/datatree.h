// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QAction;
class QMenu;
class QTreeView;

namespace tuilerie {

class MapDocument;

/// The tree of what is open: visibility by tick, order by dragging or by buttons, a menu for each entry. UI thread only.
class DataTree : public QWidget
{
    Q_OBJECT
public:
    /// `actions` stand in the bar below the tree and in the menu of an entry; a nullptr is a separator.
    DataTree(MapDocument *document, const QList<QAction *> &bar, const QList<QAction *> &menu, QWidget *parent = nullptr);

    int currentEntry() const; ///< −1 for none
    void setCurrentEntry(int entry);
    QTreeView *view() const { return m_view; }

signals:
    void currentEntryChanged(int entry);
    void zoomToEntry(int entry); ///< it was double-clicked

private:
    MapDocument *m_document;
    QTreeView *m_view;
    QMenu *m_menu;
};

} // namespace tuilerie
