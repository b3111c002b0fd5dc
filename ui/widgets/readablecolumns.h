// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QTreeView>

namespace tuilerie {

/// Keeps the columns of a list wide enough to be read: each is as wide as its header and what stands in it, one of them (the
/// names) takes the room that is left but never less than it needs, up to a bound; where all together are too wide the list
/// scrolls. (QHeaderView::Stretch would press that one to nothing.) Child of the view. UI thread.
class ReadableColumns : public QObject
{
    Q_OBJECT

public:
    /// The view has its model already.
    ReadableColumns(QTreeView *view, int names, QObject *parent);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void later();
    void fit();

    QTreeView *m_view;
    int m_names;
    bool m_waiting = false;
};

} // namespace tuilerie
