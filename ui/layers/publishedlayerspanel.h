// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "publish/request.h"

#include <QTimer>
#include <QWidget>
#include <vector>

class QLabel;
class QToolButton;
class QTreeWidget;
class QTreeWidgetItem;

namespace tuilerie {

class ServerSession;

/// What is published, by server: each layer with its services, their addresses to copy, a look at it on the map or in the
/// browser, its description to edit, and its end. UI thread.
class PublishedLayersPanel : public QWidget
{
    Q_OBJECT

public:
    explicit PublishedLayersPanel(ServerSession *servers, QWidget *parent = nullptr);

    void refresh(); ///< asks all servers again, in the background
    bool isBusy() const { return m_asking > 0; }
    const PublishedLayerInfo *selected() const;
    void select(const QString &server, const QString &layer);

signals:
    void refreshed();
    void showOnMap(const QString &service, const QString &url, const QString &layer, const QString &title);
    void message(const QString &sentence);

private:
    struct ServerLayers
    {
        QString server;
        std::vector<PublishedLayerInfo> layers;
        QString problem;
    };
    QToolButton *makeButton(const char *objectName, const char *icon, const QString &toolTip);
    void ask(const QString &server);
    void show();
    void showButtons();
    void copy(const QString &service);
    void openViewer();
    void onMap();
    void showThrough(const QString &service);
    void edit();
    void unpublish();
    const ServerLayers *serverOf(QTreeWidgetItem *item) const;
    QString url(const QString &service) const;

    ServerSession *m_servers;
    std::vector<ServerLayers> m_layers;
    QTreeWidget *m_tree;
    QLabel *m_empty;
    QToolButton *m_map;
    QToolButton *m_copyButton;
    QToolButton *m_browser;
    QToolButton *m_editButton;
    QToolButton *m_unpublish;
    int m_asking = 0;
};

} // namespace tuilerie
