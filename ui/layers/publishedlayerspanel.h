// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "publish/request.h"

#include <QWidget>

class QLabel;
class QLineEdit;
class QSortFilterProxyModel;
class QToolButton;
class QTreeView;

namespace tuilerie {

class LayersModel;
class LayersWatcher;
class ServerSession;

/// What is published, by server: each layer with its services, their addresses to copy, a look at it on the map or in the
/// browser, its description to edit, and its end; searched by words, and kept true while it is seen. UI thread.
class PublishedLayersPanel : public QWidget
{
    Q_OBJECT

public:
    explicit PublishedLayersPanel(ServerSession *servers, QWidget *parent = nullptr);

    void refresh(); ///< asks all servers again, in the background
    bool isBusy() const;
    LayersModel *model() const { return m_model; }
    const PublishedLayerInfo *selected() const;
    void select(const QString &server, const QString &layer);

signals:
    void refreshed();
    void showOnMap(const QString &service, const QString &url, const QString &layer, const QString &title);
    void message(const QString &sentence);

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    QToolButton *makeButton(const char *objectName, const char *icon);
    void makeMenus();
    void lay();
    void retranslate();
    void search(const QString &words);
    void showState();
    void showButtons();
    QModelIndex current() const; ///< in the model
    void copy(const QString &service);
    void openViewer();
    void onMap();
    void showThrough(const QString &service);
    void edit();
    void exportLayer();
    void unpublish();
    QString url(const QString &service) const;

    ServerSession *m_servers;
    LayersWatcher *m_watcher;
    LayersModel *m_model;
    QSortFilterProxyModel *m_filtered;
    QLineEdit *m_search;
    QTreeView *m_tree;
    QLabel *m_empty;
    QToolButton *m_map;
    QToolButton *m_copyButton;
    QToolButton *m_browser;
    QToolButton *m_editButton;
    QToolButton *m_export;
    QToolButton *m_unpublish;
    QToolButton *m_refresh;
};

} // namespace tuilerie
