// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/data/mapdocument.h"

#include "ui/widgets/background.h"
#include "ui/widgets/theme.h"

#include <QMimeData>
#include <algorithm>

namespace tuilerie {

namespace {

constexpr quintptr topLevel = 0;
const auto rowMime = QLatin1String("application/x-tuilerie-entry");

QString iconName(const MapEntry &entry)
{
    if (entry.isService())
        return QStringLiteral("service");
    switch (entry.kind) {
    case SourceKind::Vector: return QStringLiteral("vector");
    case SourceKind::PointCloud: return QStringLiteral("pointcloud");
    default: return QStringLiteral("raster");
    }
}

QIcon iconOf(const MapEntry &entry)
{
    if (entry.state == MapEntry::State::Failed)
        return Theme::icon(QStringLiteral("error"), ThemeColor::Error);
    if (entry.state == MapEntry::State::Opening)
        return Theme::icon(QStringLiteral("waiting"));
    return Theme::icon(iconName(entry));
}

} // namespace

std::optional<Severity> MapEntry::worst() const
{
    std::optional<Severity> worst;
    for (const Finding &finding : findings) {
        if (!worst || finding.severity > *worst)
            worst = finding.severity;
    }
    return worst;
}

int MapDocument::indexOf(const MapEntry *entry) const
{
    const auto found = std::find_if(m_entries.begin(), m_entries.end(), [&](const auto &e) { return e.get() == entry; });
    return found == m_entries.end() ? -1 : int(found - m_entries.begin());
}

std::vector<MapLayer *> MapDocument::layers() const
{
    std::vector<MapLayer *> all;
    for (const auto &entry : m_entries) {
        for (const auto &layer : entry->layers)
            all.push_back(layer.get());
    }
    return all;
}

// An index's id is 0 for an entry, and 1 + the entry's row for one of its layers.
QModelIndex MapDocument::index(int row, int column, const QModelIndex &parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    return createIndex(row, column, parent.isValid() ? quintptr(parent.row() + 1) : topLevel);
}

QModelIndex MapDocument::parent(const QModelIndex &child) const
{
    return child.internalId() == topLevel ? QModelIndex() : createIndex(int(child.internalId()) - 1, 0, topLevel);
}

int MapDocument::rowCount(const QModelIndex &parent) const
{
    if (!parent.isValid())
        return count();
    if (parent.internalId() != topLevel)
        return 0;
    const size_t layers = entry(parent.row()).layers.size();
    return layers > 1 ? int(layers) : 0;
}

int MapDocument::columnCount(const QModelIndex &) const
{
    return 1;
}

int MapDocument::entryAt(const QModelIndex &index) const
{
    if (!index.isValid())
        return -1;
    return index.internalId() == topLevel ? index.row() : int(index.internalId()) - 1;
}

MapLayer *MapDocument::layerAt(const QModelIndex &index) const
{
    if (!index.isValid())
        return nullptr;
    const MapEntry &owner = entry(entryAt(index));
    if (index.internalId() != topLevel)
        return owner.layers[size_t(index.row())].get();
    return owner.layers.size() == 1 ? owner.layers.front().get() : nullptr;
}

QString MapDocument::subtitle(const MapEntry &entry) const
{
    if (entry.state == MapEntry::State::Failed)
        return entry.error.message;
    if (entry.state == MapEntry::State::Opening)
        return tr("Opening…");
    if (entry.isService())
        return entry.capabilitiesUrl;
    return entry.paths.size() == 1 ? entry.paths.front() : tr("%n files", nullptr, int(entry.paths.size()));
}

QVariant MapDocument::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const MapEntry &owner = entry(entryAt(index));
    const bool isEntry = index.internalId() == topLevel;
    switch (role) {
    case Qt::DisplayRole: return isEntry ? owner.title : layerAt(index)->title();
    case Qt::DecorationRole: return isEntry ? QVariant(iconOf(owner)) : QVariant(layerAt(index)->color());
    case Qt::ToolTipRole: return subtitle(owner);
    case Qt::ForegroundRole:
        return owner.state == MapEntry::State::Open ? QVariant() : QVariant(Theme::color(ThemeColor::Muted));
    case Qt::CheckStateRole: {
        if (owner.layers.empty())
            return {};
        if (!isEntry)
            return layerAt(index)->isVisible() ? Qt::Checked : Qt::Unchecked;
        const auto visible =
            std::count_if(owner.layers.begin(), owner.layers.end(), [](const auto &l) { return l->isVisible(); });
        if (visible == 0)
            return Qt::Unchecked;
        return visible == qsizetype(owner.layers.size()) ? Qt::Checked : Qt::PartiallyChecked;
    }
    default: return {};
    }
}

bool MapDocument::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (!index.isValid() || role != Qt::CheckStateRole)
        return false;
    const bool visible = value.toInt() != Qt::Unchecked;
    const int row = entryAt(index);
    if (index.internalId() != topLevel) {
        layerAt(index)->setVisible(visible);
    } else {
        for (const auto &layer : m_entries[size_t(row)]->layers)
            layer->setVisible(visible);
    }
    notify(m_entries[size_t(row)].get());
    return true;
}

Qt::ItemFlags MapDocument::flags(const QModelIndex &index) const
{
    if (!index.isValid())
        return Qt::ItemIsDropEnabled;
    Qt::ItemFlags flags = Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable;
    if (index.internalId() == topLevel)
        flags |= Qt::ItemIsDragEnabled;
    return flags;
}

QStringList MapDocument::mimeTypes() const
{
    return {rowMime};
}

QMimeData *MapDocument::mimeData(const QModelIndexList &indexes) const
{
    auto *mime = new QMimeData;
    if (!indexes.isEmpty())
        mime->setData(rowMime, QByteArray::number(entryAt(indexes.first())));
    return mime;
}

bool MapDocument::dropMimeData(const QMimeData *mime, Qt::DropAction, int row, int, const QModelIndex &)
{
    const int from = mime->data(rowMime).toInt();
    const int to = row < 0 ? count() - 1 : row > from ? row - 1 : row;
    move(from, to);
    return false; // moved already; the view must not remove the row
}

void MapDocument::move(int from, int to)
{
    if (from == to || from < 0 || to < 0 || from >= count() || to >= count())
        return;
    beginMoveRows({}, from, from, {}, to > from ? to + 1 : to);
    auto moved = m_entries[size_t(from)];
    m_entries.erase(m_entries.begin() + from);
    m_entries.insert(m_entries.begin() + to, std::move(moved));
    endMoveRows();
    emit layersChanged();
}

void MapDocument::remove(int row)
{
    if (row < 0 || row >= count())
        return;
    const auto gone = m_entries[size_t(row)];
    for (const auto &control : {gone->control, gone->overview}) {
        if (control)
            control->cancel();
    }
    beginRemoveRows({}, row, row);
    m_entries.erase(m_entries.begin() + row);
    endRemoveRows();
    // The canvas must let go of the layers before they go.
    emit layersChanged();
    emit openingChanged();
}

void MapDocument::removeAll()
{
    while (count() > 0)
        remove(count() - 1);
}

void MapDocument::notify(const MapEntry *entry)
{
    const int row = indexOf(entry);
    if (row < 0)
        return;
    const QModelIndex index = indexOfEntry(row);
    emit dataChanged(index, index);
    if (const int children = rowCount(index); children > 0)
        emit dataChanged(this->index(0, 0, index), this->index(children - 1, 0, index));
}

} // namespace tuilerie
