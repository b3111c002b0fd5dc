// SPDX-License-Identifier: GPL-3.0-or-later
#include "datastore/datastore.h"

#include "base/atomicfile.h"

#include <QCoreApplication>
#include <QRegularExpression>

namespace tuilerie {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("tuilerie::Datastore", text);
}

QJsonArray usedItems(const QJsonObject &typeInfos)
{
    return typeInfos.value(QLatin1String("used_data")).toArray();
}

int channelsOf(const StoredData &pyramid)
{
    return int(modeljson::integer(pyramid.typeInfos.value(QLatin1String("channels_number")), 1));
}

bool isFloat(const StoredData &pyramid)
{
    return pyramid.typeInfos.value(QLatin1String("channels_format")).toString() == QLatin1String("FLOAT32");
}

const QJsonObject *relationOf(const QJsonArray &relations, const QString &name, QJsonObject &found)
{
    for (const QJsonValue relation : relations)
        if (relation[QLatin1String("name")].toString() == name) {
            found = relation.toObject();
            return &found;
        }
    return nullptr;
}

} // namespace

Result<StoredData> Datastore::usableData(const QString &id) const
{
    const auto document = m_entities->find(EntityKind::StoredData, id);
    if (!document)
        return fail(
            ErrorCode::Invalid, tr("type_infos.used_data names the stored data “%1”, which does not exist.").arg(id));
    const StoredData data = StoredData::fromJson(*document);
    if (data.status != StoredDataStatus::Generated)
        return fail(ErrorCode::Invalid, tr("The stored data “%1” is not ready (status %2).").arg(data.name, data.status));
    return data;
}

Status Datastore::checkUse(const QString &type, const QJsonObject &typeInfos) const
{
    if (usedItems(typeInfos).isEmpty())
        return fail(ErrorCode::Invalid, tr("type_infos.used_data names no stored data. Give at least one."));
    if (type == ConfigurationType::WmsVector)
        return checkRelationUse(typeInfos);
    if (type == ConfigurationType::Download)
        return checkDownloadUse(typeInfos);
    return checkPyramidUse(type, typeInfos);
}

Status Datastore::checkPyramidUse(const QString &type, const QJsonObject &typeInfos) const
{
    Configuration configuration;
    configuration.typeInfos = typeInfos;
    QStringList seen;
    QString grid, kind;
    for (const UsedData &item : configuration.usedData()) {
        TUILERIE_TRY(data, usableData(item.storedData));
        const bool isVector = data.type == StoredDataType::VectorPyramid;
        if (data.type != StoredDataType::RasterPyramid && !(isVector && type == ConfigurationType::WmtsTms))
            return fail(ErrorCode::Invalid,
                type == ConfigurationType::WmtsTms ? tr("The stored data “%1” is no pyramid of tiles.").arg(data.name)
                                                   : tr("The stored data “%1” is no raster pyramid.").arg(data.name));
        if (!kind.isEmpty() && kind != data.type)
            return fail(ErrorCode::Invalid, tr("A layer is made of raster pyramids or of vector pyramids, not of both."));
        kind = data.type;
        const QStringList levels = data.levels();
        const qsizetype top = levels.indexOf(item.topLevel), bottom = levels.indexOf(item.bottomLevel);
        if (top < 0 || bottom < 0 || top > bottom)
            return fail(ErrorCode::Invalid,
                tr("The levels %1 to %2 are not in the pyramid “%3”, which has %4 to %5.")
                    .arg(item.topLevel, item.bottomLevel, data.name, levels.value(0), levels.value(levels.size() - 1)));
        for (const QString &level : levels.mid(top, bottom - top + 1)) {
            if (seen.contains(level))
                return fail(ErrorCode::Invalid, tr("Level %1 is taken from two pyramids. Give disjoint ranges.").arg(level));
            seen << level;
        }
        if (!grid.isEmpty() && grid != data.tms())
            return fail(ErrorCode::Invalid, tr("The pyramids of one layer must have the same tile matrix set."));
        grid = data.tms();
        TUILERIE_CHECK(checkStyleUse(data, modeljson::texts(typeInfos.value(QLatin1String("styles")))));
    }
    return {};
}

Result<RasterStyle> Datastore::rasterStyle(const QJsonObject &document) const
{
    const QString name = document.value(QLatin1String("name")).toString();
    if (document.value(QLatin1String("type")).toString() != QLatin1String("ROK4-STYLE"))
        return fail(ErrorCode::Invalid, tr("The style “%1” is no static of the type ROK4-STYLE.").arg(name));
    TUILERIE_TRY(content, readWholeFile(staticPath(document)));
    auto style = RasterStyle::parse(content);
    if (!style)
        return fail(style.error().code, tr("The style “%1” cannot be drawn. %2").arg(name, style.error().message));
    return style;
}

Status Datastore::checkStyleUse(const StoredData &data, const QStringList &ids) const
{
    if (ids.isEmpty())
        return {};
    if (data.type != StoredDataType::RasterPyramid)
        return fail(ErrorCode::Invalid,
            tr("type_infos.styles is for rasters, but “%1” is vector data, which the client draws. Leave the styles out.")
                .arg(data.name));
    std::vector<RasterStyle> styles;
    for (const QString &id : ids) {
        const auto document = m_entities->find(EntityKind::Static, id);
        if (!document)
            return fail(ErrorCode::Invalid, tr("type_infos.styles names the static “%1”, which does not exist.").arg(id));
        TUILERIE_TRY(style, rasterStyle(*document));
        styles.push_back(style);
    }
    return checkStyles(styles, channelsOf(data), isFloat(data));
}

Status Datastore::checkReplacedStyle(const QString &id, const RasterStyle &style) const
{
    TUILERIE_TRY(configurations, m_entities->all(EntityKind::Configuration));
    for (const QJsonObject &document : configurations) {
        const Configuration configuration = Configuration::fromJson(document);
        const QStringList ids = modeljson::texts(configuration.typeInfos.value(QLatin1String("styles")));
        if (!ids.contains(id))
            continue;
        for (const QString &other : ids)
            if (const auto found = m_entities->find(EntityKind::Static, other); found && other != id)
                if (const auto beside = rasterStyle(*found); beside && beside->identifier == style.identifier)
                    return fail(ErrorCode::Conflict,
                        tr("The layer “%1” has another style with the identifier “%2”. Give this one its own.")
                            .arg(configuration.layerName, style.identifier));
        for (const UsedData &item : configuration.usedData()) {
            TUILERIE_TRY(data, usableData(item.storedData));
            TUILERIE_CHECK(style.checkFor(channelsOf(data), isFloat(data)));
        }
    }
    return {};
}

Status Datastore::checkRelationUse(const QJsonObject &typeInfos) const
{
    const QJsonArray items = usedItems(typeInfos);
    for (const QJsonValue item : items) {
        TUILERIE_TRY(data, usableData(EntityReference::fromJson(item[QLatin1String("stored_data")]).id));
        if (data.type != StoredDataType::VectorDb)
            return fail(ErrorCode::Invalid, tr("The stored data “%1” is no vector database.").arg(data.name));
        const QJsonArray known = data.typeInfos.value(QLatin1String("relations")).toArray();
        const QJsonArray relations = item[QLatin1String("relations")].toArray();
        if (relations.isEmpty())
            return fail(ErrorCode::Invalid,
                tr("used_data[].relations names no table of “%1”. Give at least one with its style.").arg(data.name));
        for (const QJsonValue relation : relations) {
            const QString name = relation[QLatin1String("name")].toString();
            QJsonObject table;
            if (!relationOf(known, name, table))
                return fail(ErrorCode::Invalid, tr("The database “%1” has no table “%2”.").arg(data.name, name));
            if (table.value(QLatin1String("geometry_type")).toString() == QLatin1String("None"))
                return fail(ErrorCode::Invalid, tr("The table “%1” has no geometry: it cannot be drawn.").arg(name));
            const QString style = EntityReference::fromJson(relation[QLatin1String("style")]).id;
            if (style.isEmpty())
                continue; // our extension: the style stored with the data, else a plain one
            const auto file = m_entities->find(EntityKind::Static, style);
            if (!file || file->value(QLatin1String("type")).toString() != QLatin1String("GEOSERVER-STYLE"))
                return fail(ErrorCode::Invalid,
                    tr("The style “%1” of the table “%2” is no static of the type GEOSERVER-STYLE.").arg(style, name));
            const QJsonObject columns = table.value(QLatin1String("attributes")).toObject();
            const QStringList used = modeljson::texts(
                file->value(QLatin1String("type_infos")).toObject().value(QLatin1String("used_attributes")));
            for (const QString &attribute : used)
                if (!columns.contains(attribute) && !columns.contains(attribute.toLower()))
                    return fail(ErrorCode::Invalid,
                        tr("The style “%1” needs the attribute “%2”, which the table “%3” does not have.")
                            .arg(file->value(QLatin1String("name")).toString(), attribute, name));
        }
    }
    return {};
}

Status Datastore::checkDownloadUse(const QJsonObject &typeInfos) const
{
    static const QRegularExpression pattern(QStringLiteral("^[A-Za-z0-9_\\-.]+\\z"));
    static const QStringList types{StoredDataType::PyramidCopc, StoredDataType::PyramidEpt, StoredDataType::Archive};
    QStringList seen;
    const QJsonArray items = usedItems(typeInfos);
    for (const QJsonValue item : items) {
        const QString name = item[QLatin1String("sub_name")].toString();
        if (!pattern.match(name).hasMatch() || name.startsWith(QLatin1Char('.')) || seen.contains(name))
            return fail(ErrorCode::Invalid,
                tr("used_data[].sub_name “%1” must be unique and made of letters, digits, “_”, “-” and “.”.").arg(name));
        seen << name;
        TUILERIE_TRY(data, usableData(EntityReference::fromJson(item[QLatin1String("stored_data")]).id));
        if (!types.contains(data.type))
            return fail(ErrorCode::Invalid,
                tr("The stored data “%1” cannot be downloaded: it is of the type %2.").arg(data.name, data.type));
    }
    return {};
}

} // namespace tuilerie
