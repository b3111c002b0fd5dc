// SPDX-License-Identifier: GPL-3.0-or-later
#include "render/styledlayers.h"

#include "base/filename.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <optional>
#include <qgsprovidermetadata.h>
#include <qgsproviderregistry.h>
#include <qgsprovidersublayerdetails.h>
#include <qgsvectorlayer.h>
#include <qgswkbtypes.h>

namespace tuilerie {

namespace {

constexpr size_t keptLayers = 64;

QString tr(const char *text)
{
    return QCoreApplication::translate("tuilerie::StyledLayers", text);
}

QByteArray stateOf(const StyledTable &table)
{
    QByteArray state;
    for (const QString &path : {table.database, table.database + QStringLiteral("-wal"), table.style}) {
        const FileStatus status = path.isEmpty() ? FileStatus() : fileStatus(path);
        state += (status.exists ? QByteArray::number(status.stamp) : QByteArray("-")) + '|';
    }
    return state;
}

/// Addresses of the table's layers: its own, or where it mixes kinds of geometry one for each, points first.
QStringList layerUris(const QgsProviderMetadata &ogr, const QString &uri)
{
    QList<QgsProviderSublayerDetails> kinds = ogr.querySublayers(uri, Qgis::SublayerQueryFlag::ResolveGeometryType);
    const auto kindOf = [](const QgsProviderSublayerDetails &one) { return QgsWkbTypes::geometryType(one.wkbType()); };
    kinds.removeIf([&](const QgsProviderSublayerDetails &one) {
        return kindOf(one) == Qgis::GeometryType::Unknown || kindOf(one) == Qgis::GeometryType::Null;
    });
    if (kinds.size() < 2)
        return {uri};
    std::stable_sort(kinds.begin(), kinds.end(),
        [&](const QgsProviderSublayerDetails &a, const QgsProviderSublayerDetails &b) { return kindOf(a) < kindOf(b); });
    QStringList uris;
    for (const QgsProviderSublayerDetails &one : kinds)
        uris << one.uri();
    return uris;
}

Result<std::shared_ptr<StyledLayers::Layer>> load(const StyledTable &table)
{
    if (!QFileInfo::exists(table.database))
        return fail(ErrorCode::NotFound, tr("The file %1 is not there.").arg(table.database));
    QVariantMap parts{{QStringLiteral("path"), table.database}};
    if (!table.table.isEmpty())
        parts.insert(QStringLiteral("layerName"), table.table);
    const QgsProviderMetadata &ogr = *QgsProviderRegistry::instance()->providerMetadata(QStringLiteral("ogr"));
    QgsVectorLayer::LayerOptions options(false);
    options.skipCrsValidation = true;
    options.forceReadOnly = true;
    const QString name = table.table.isEmpty() ? QFileInfo(table.database).completeBaseName() : table.table;
    auto opened = std::make_shared<StyledLayers::Layer>();
    std::optional<Error> refused;
    bool hasReading = false;
    for (const QString &uri : layerUris(ogr, ogr.encodeUri(parts))) {
        auto layer = std::make_unique<QgsVectorLayer>(uri, name, QStringLiteral("ogr"), options);
        if (!layer->isValid())
            return fail(ErrorCode::NotFound, tr("%1 has no table “%2” that can be read.").arg(table.database, table.table),
                layer->error().message(QgsErrorMessage::Text));
        if (!layer->isSpatial())
            return fail(ErrorCode::Invalid, tr("The table “%1” has no geometry to draw.").arg(layer->name()));
        auto reading = readTableStyle(*layer, table.style);
        const bool isRead = reading && layer->renderer();
        if (isRead && !hasReading) {
            hasReading = true;
            opened->reading = *reading;
            opened->main = opened->layers.size();
        } else if (!isRead) {
            if (!reading)
                refused = reading.error();
            // A style of one kind says nothing of the others, which are not to vanish.
            setPlainStyle(*layer);
        }
        opened->layers.push_back(std::move(layer));
    }
    if (!hasReading && refused) {
        // What is wrong with a style is wrong with the request, whoever wrote it.
        if (refused->code != ErrorCode::Io && refused->code != ErrorCode::NotFound)
            refused->code = ErrorCode::Invalid;
        return fail(std::move(*refused));
    }
    return opened;
}

} // namespace

Result<StyledLayers::Layer *> StyledLayers::open(const StyledTable &table)
{
    const QByteArray state = stateOf(table);
    for (auto it = m_entries.begin(); it != m_entries.end(); ++it) {
        if (!(it->table == table))
            continue;
        if (it->state == state) {
            m_entries.splice(m_entries.begin(), m_entries, it);
            return m_entries.front().layer.get();
        }
        m_entries.erase(it);
        break;
    }
    TUILERIE_TRY(layer, load(table));
    m_entries.push_front({table, state, layer});
    if (m_entries.size() > keptLayers)
        m_entries.pop_back();
    return m_entries.front().layer.get();
}

Result<std::vector<StyledLayers::Layer *>> StyledLayers::open(const std::vector<StyledTable> &tables)
{
    if (tables.size() > keptLayers)
        return fail(ErrorCode::Invalid, tr("At most %1 tables can be drawn at once.").arg(keptLayers));
    std::vector<Layer *> layers;
    for (const StyledTable &table : tables) {
        TUILERIE_TRY(layer, open(table));
        layers.push_back(layer);
    }
    return layers;
}

} // namespace tuilerie
