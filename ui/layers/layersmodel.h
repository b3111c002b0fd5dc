// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "publish/request.h"

#include <QAbstractItemModel>
#include <memory>
#include <vector>

namespace tuilerie {

/// What is published: servers, and under each its layers by name. A new answer of a server changes only the rows that are
/// other than before, so that whoever looks at one keeps it. A server without layers and without trouble is not shown. UI
/// thread.
class LayersModel : public QAbstractItemModel
{
    Q_OBJECT

public:
    enum Column { Layer, State, ColumnCount };
    enum Role {
        ServerRole = Qt::UserRole, ///< "embedded" or a URL
        NameRole,                  ///< layer_name; empty for a server
        SearchRole                 ///< every word that one may look for
    };

    explicit LayersModel(QObject *parent = nullptr);
    ~LayersModel() override;

    void setLayers(const QString &server, std::vector<PublishedLayerInfo> layers); ///< in any order
    /// It does not answer; what was known of it stays.
    void setProblem(const QString &server, const QString &sentence);
    const PublishedLayerInfo *layer(const QModelIndex &index) const; ///< nullptr for a server's row
    QModelIndex indexOf(const QString &server, const QString &layer) const;

    QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    QModelIndex parent(const QModelIndex &child) const override;
    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    struct Server;
    int rowOf(const QString &server) const; ///< −1 for none
    Server &shown(const QString &server);
    void dropIfEmpty(const QString &server);
    QVariant serverData(const Server &server, int column, int role) const;
    QVariant layerData(const PublishedLayerInfo &layer, int column, int role) const;

    std::vector<std::unique_ptr<Server>> m_servers;
};

/// "WMTS", "TMS", "WMS", "WMS-V", "Download".
QString layerServiceName(const QString &service);

} // namespace tuilerie
