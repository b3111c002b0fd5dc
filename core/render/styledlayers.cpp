// SPDX-License-Identifier: GPL-3.0-or-later
#include "render/styledlayers.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <qgsprovidermetadata.h>
#include <qgsproviderregistry.h>
#include <qgsvectorlayer.h>

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
        const QFileInfo info(path);
        state += path.isEmpty() || !info.exists()
            ? QByteArray("-")
            : QByteArray::number(info.size()) + ':' + QByteArray::number(info.lastModified().toMSecsSinceEpoch());
        state += '|';
    }
    return state;
}

Result<std::shared_ptr<StyledLayers::Layer>> load(const StyledTable &table)
{
    if (!QFileInfo::exists(table.database))
        return fail(ErrorCode::NotFound, tr("The file %1 is not there.").arg(table.database));
    QVariantMap parts{{QStringLiteral("path"), table.database}};
    if (!table.table.isEmpty())
        parts.insert(QStringLiteral("layerName"), table.table);
    const QString uri = QgsProviderRegistry::instance()->providerMetadata(QStringLiteral("ogr"))->encodeUri(parts);
    QgsVectorLayer::LayerOptions options(false);
    options.skipCrsValidation = true;
    options.forceReadOnly = true;
    auto opened = std::make_shared<StyledLayers::Layer>();
    opened->layer = std::make_unique<QgsVectorLayer>(uri,
        table.table.isEmpty() ? QFileInfo(table.database).completeBaseName() : table.table, QStringLiteral("ogr"), options);
    QgsVectorLayer &layer = *opened->layer;
    if (!layer.isValid())
        return fail(ErrorCode::NotFound, tr("%1 has no table “%2” that can be read.").arg(table.database, table.table),
            layer.error().message(QgsErrorMessage::Text));
    if (!layer.isSpatial())
        return fail(ErrorCode::Invalid, tr("The table “%1” has no geometry to draw.").arg(layer.name()));
    auto reading = readTableStyle(layer, table.style);
    if (!reading) {
        // What is wrong with a style is wrong with the request, whoever wrote it.
        if (reading.error().code != ErrorCode::Io && reading.error().code != ErrorCode::NotFound)
            reading.error().code = ErrorCode::Invalid;
        return fail(std::move(reading.error()));
    }
    opened->reading = *reading;
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
