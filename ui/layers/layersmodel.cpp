// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/layers/layersmodel.h"

#include "ui/servers/serversession.h"
#include "ui/widgets/theme.h"

#include <algorithm>

namespace tuilerie {

/// The address of one is the parent of its layers' indexes.
struct LayersModel::Server
{
    QString name;
    std::vector<PublishedLayerInfo> layers; ///< by name
    QString problem;
};

static bool isSame(const PublishedLayerInfo &a, const PublishedLayerInfo &b)
{
    return a.toJson() == b.toJson() && a.configurations == b.configurations;
}

QString layerServiceName(const QString &service)
{
    if (service == QLatin1String("download"))
        return LayersModel::tr("Download");
    return service == QLatin1String("wms-r") ? QStringLiteral("WMS") : service.toUpper();
}

static QString statusText(const QString &status)
{
    if (status == OfferingStatus::Published)
        return LayersModel::tr("published");
    if (status == OfferingStatus::Publishing || status == OfferingStatus::Modifying)
        return LayersModel::tr("being published");
    if (status == OfferingStatus::Unpublishing)
        return LayersModel::tr("being unpublished");
    return status == OfferingStatus::Unpublished ? LayersModel::tr("unpublished") : LayersModel::tr("faulty");
}

LayersModel::LayersModel(QObject *parent)
    : QAbstractItemModel(parent)
{
}

LayersModel::~LayersModel() = default;

int LayersModel::rowOf(const QString &server) const
{
    const auto found = std::find_if(m_servers.begin(), m_servers.end(), [&](const auto &s) { return s->name == server; });
    return found == m_servers.end() ? -1 : int(found - m_servers.begin());
}

LayersModel::Server &LayersModel::shown(const QString &server)
{
    int row = rowOf(server);
    if (row < 0) {
        row = int(m_servers.size());
        beginInsertRows({}, row, row);
        m_servers.push_back(std::make_unique<Server>());
        m_servers.back()->name = server;
        endInsertRows();
    }
    return *m_servers[size_t(row)];
}

void LayersModel::dropIfEmpty(const QString &server)
{
    const int row = rowOf(server);
    if (row < 0 || !m_servers[size_t(row)]->layers.empty() || !m_servers[size_t(row)]->problem.isEmpty())
        return;
    beginRemoveRows({}, row, row);
    m_servers.erase(m_servers.begin() + row);
    endRemoveRows();
}

void LayersModel::setProblem(const QString &server, const QString &sentence)
{
    Server &at = shown(server);
    at.problem = sentence;
    const int row = rowOf(server);
    emit dataChanged(index(row, Layer), index(row, State));
    dropIfEmpty(server);
}

void LayersModel::setLayers(const QString &server, std::vector<PublishedLayerInfo> layers)
{
    if (layers.empty() && rowOf(server) < 0)
        return;
    Server &at = shown(server);
    std::sort(layers.begin(), layers.end(), [](const auto &a, const auto &b) { return a.layer < b.layer; });
    const QModelIndex top = index(rowOf(server), 0);
    // Both are sorted: one walk finds what has gone, what has come and what is other than before.
    size_t row = 0;
    for (PublishedLayerInfo &layer : layers) {
        while (row < at.layers.size() && at.layers[row].layer < layer.layer) {
            beginRemoveRows(top, int(row), int(row));
            at.layers.erase(at.layers.begin() + std::ptrdiff_t(row));
            endRemoveRows();
        }
        if (row == at.layers.size() || at.layers[row].layer != layer.layer) {
            beginInsertRows(top, int(row), int(row));
            at.layers.insert(at.layers.begin() + std::ptrdiff_t(row), std::move(layer));
            endInsertRows();
        } else if (!isSame(at.layers[row], layer)) {
            at.layers[row] = std::move(layer);
            emit dataChanged(index(int(row), Layer, top), index(int(row), State, top));
        }
        ++row;
    }
    if (row < at.layers.size()) {
        beginRemoveRows(top, int(row), int(at.layers.size()) - 1);
        at.layers.resize(row);
        endRemoveRows();
    }
    if (!at.problem.isEmpty())
        setProblem(server, {});
    else
        dropIfEmpty(server);
}

const PublishedLayerInfo *LayersModel::layer(const QModelIndex &index) const
{
    const auto *server = static_cast<const Server *>(index.internalPointer());
    return index.isValid() && server ? &server->layers[size_t(index.row())] : nullptr;
}

QModelIndex LayersModel::indexOf(const QString &server, const QString &layer) const
{
    const int row = rowOf(server);
    if (row < 0)
        return {};
    const std::vector<PublishedLayerInfo> &layers = m_servers[size_t(row)]->layers;
    const auto found = std::find_if(layers.begin(), layers.end(), [&](const auto &l) { return l.layer == layer; });
    return found == layers.end() ? QModelIndex() : index(int(found - layers.begin()), Layer, index(row, 0));
}

QModelIndex LayersModel::index(int row, int column, const QModelIndex &parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    return createIndex(row, column, parent.isValid() ? m_servers[size_t(parent.row())].get() : nullptr);
}

QModelIndex LayersModel::parent(const QModelIndex &child) const
{
    const auto *server = static_cast<const Server *>(child.internalPointer());
    return child.isValid() && server ? createIndex(rowOf(server->name), 0, nullptr) : QModelIndex();
}

int LayersModel::rowCount(const QModelIndex &parent) const
{
    if (!parent.isValid())
        return int(m_servers.size());
    return parent.internalPointer() || parent.column() > 0 ? 0 : int(m_servers[size_t(parent.row())]->layers.size());
}

int LayersModel::columnCount(const QModelIndex &) const
{
    return ColumnCount;
}

QVariant LayersModel::serverData(const Server &server, int column, int role) const
{
    switch (role) {
    case ServerRole: return server.name;
    case SearchRole: return ServerSession::displayName(server.name);
    case Qt::DisplayRole:
        return column == Layer         ? QVariant(ServerSession::displayName(server.name))
            : server.problem.isEmpty() ? QVariant()
                                       : QVariant(tr("no answer"));
    case Qt::DecorationRole:
        return column == Layer         ? QVariant(Theme::icon(QStringLiteral("server")))
            : server.problem.isEmpty() ? QVariant()
                                       : QVariant(Theme::icon(QStringLiteral("error"), ThemeColor::Error));
    case Qt::ToolTipRole: return server.problem;
    default: return {};
    }
}

QVariant LayersModel::layerData(const PublishedLayerInfo &layer, int column, int role) const
{
    const auto all = [&](auto condition) { return std::all_of(layer.services.begin(), layer.services.end(), condition); };
    const bool isOpen = all([](const PublishedService &service) { return service.open; });
    const bool isWhole = all([](const PublishedService &service) { return service.status == OfferingStatus::Published; });
    QStringList names;
    for (const PublishedService &service : layer.services)
        names << layerServiceName(service.service);
    switch (role) {
    case NameRole: return layer.layer;
    case SearchRole: return QStringList({layer.layer, layer.title, layer.abstract, names.join(u' ')}).join(u' ');
    case Qt::DisplayRole:
        if (column == Layer)
            return layer.title.isEmpty() ? layer.layer : layer.title;
        return isWhole ? names.join(QStringLiteral(" · "))
                       : statusText(layer.services.empty() ? QString() : layer.services.front().status);
    case Qt::DecorationRole:
        if (column == Layer)
            return Theme::icon(QStringLiteral("layers"));
        return Theme::icon(!isOpen ? QStringLiteral("key")
                : isWhole          ? QStringLiteral("success")
                                   : QStringLiteral("waiting"),
            isWhole ? ThemeColor::Success : ThemeColor::Warning);
    case Qt::ToolTipRole:
        if (column == Layer)
            return layer.abstract.isEmpty() ? layer.layer : layer.layer + QLatin1Char('\n') + layer.abstract;
        return isOpen ? tr("open to all") : tr("private: only with a key");
    default: return {};
    }
}

QVariant LayersModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const auto *parent = static_cast<const Server *>(index.internalPointer());
    if (!parent)
        return serverData(*m_servers[size_t(index.row())], index.column(), role);
    return role == ServerRole ? parent->name : layerData(parent->layers[size_t(index.row())], index.column(), role);
}

QVariant LayersModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    return section == Layer ? tr("Layer") : tr("State");
}

} // namespace tuilerie
