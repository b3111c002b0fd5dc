// SPDX-License-Identifier: GPL-3.0-or-later
#include "publish/layerconfiguration.h"

#include <QCoreApplication>

namespace tuilerie {

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("tuilerie::Publication", text);
}

// The names of RasterPyramidParams and of the processing, in the words of the configuration (docs/entrepot.md §12).
QString wmsInterpolation(const QString &name)
{
    if (name == "nn"_L1)
        return u"NEAREST-NEIGHBOUR"_s;
    if (name == "linear"_L1)
        return u"LINEAR"_s;
    return name.startsWith("lanczos"_L1) ? u"LANCZOS2"_s : u"BICUBIC"_s;
}

// DOWNLOAD has its texts by language.
QJsonValue textFor(const QString &type, const QString &text)
{
    return type == ConfigurationType::Download ? QJsonValue(QJsonObject{{u"fr"_s, text}}) : QJsonValue(text);
}

void usePyramid(Configuration &configuration, const StoredData &pyramid)
{
    const QStringList levels = pyramid.levels();
    configuration.setUsedData({{pyramid.id, levels.value(0), levels.isEmpty() ? QString() : levels.last()}});
}

void useStyles(Configuration &configuration, const LayerStyles &styles, const StoredData &data)
{
    if (data.type == StoredDataType::RasterPyramid && !styles.ofPyramid.isEmpty())
        configuration.typeInfos.insert("styles"_L1, modeljson::array(styles.ofPyramid));
}

void setUsed(Configuration &configuration, const QJsonObject &item)
{
    configuration.typeInfos.insert("used_data"_L1, QJsonArray{item});
}

Status useRelations(
    Configuration &configuration, const PublishRequest &request, const StoredData &database, const LayerStyles &styles)
{
    TUILERIE_TRY(relations, plannedRelations(request, database));
    QJsonArray list;
    for (const PlannedRelation &relation : relations) {
        QJsonObject entry{{u"name"_s, relation.name}};
        modeljson::put(entry, "style", styles.byRelation.value(relation.name));
        list.append(entry);
    }
    setUsed(configuration, {{u"stored_data"_s, database.id}, {u"relations"_s, list}});
    return {};
}

// Its tables and styles as they were, with other data behind them.
Status keepRelations(Configuration &configuration, const StoredData &database)
{
    QStringList known;
    for (const QJsonValue relation : database.typeInfos.value("relations"_L1).toArray())
        known << relation["name"_L1].toString();
    QJsonArray used = configuration.typeInfos.value("used_data"_L1).toArray();
    QJsonObject item = used.isEmpty() ? QJsonObject() : used.first().toObject();
    for (const QJsonValue relation : item.value("relations"_L1).toArray()) {
        if (!known.contains(relation["name"_L1].toString()))
            return fail(ErrorCode::NotFound,
                tr("The layer shows the table %1, which the new data do not have. They have %2.")
                    .arg(relation["name"_L1].toString(), known.join(u", "_s)));
    }
    item.insert("stored_data"_L1, database.id);
    setUsed(configuration, item);
    return {};
}

void useDownload(Configuration &configuration, const StoredData &data)
{
    const QString format = data.type == StoredDataType::PyramidEpt ? u"EPT"_s
        : data.type == StoredDataType::Archive                     ? u"PMTILES"_s
                                                                   : data.typeInfos.value("format"_L1).toString(u"COPC"_s);
    setUsed(configuration, {{u"sub_name"_s, configuration.layerName}, {u"stored_data"_s, data.id}, {u"format"_s, format}});
}

} // namespace

Result<Configuration> newConfiguration(
    const QString &type, const PublishRequest &request, const StoredData &data, const LayerStyles &styles)
{
    Configuration configuration;
    configuration.type = type;
    configuration.name = request.layer;
    configuration.layerName = request.layer;
    const QString title = request.title.isEmpty() ? request.layer : request.title;
    configuration.typeInfos = {{u"title"_s, textFor(type, title)},
        {u"abstract"_s, textFor(type, request.abstract.isEmpty() ? title : request.abstract)}};
    modeljson::put(configuration.typeInfos, "keywords", modeljson::array(request.keywords));
    configuration.attribution = request.attribution;
    const bool isRaster = data.type == StoredDataType::RasterPyramid;
    if (request.queryable && isRaster)
        configuration.typeInfos.insert(u"getfeatureinfo"_s, QJsonObject{{u"stored_data"_s, true}});
    if (type == ConfigurationType::WmsRaster)
        configuration.typeInfos.insert(u"interpolation"_s, wmsInterpolation(request.raster.interpolation));
    if (type == ConfigurationType::WmsVector)
        TUILERIE_CHECK(useRelations(configuration, request, data, styles));
    else if (type == ConfigurationType::Download)
        useDownload(configuration, data);
    else
        usePyramid(configuration, data);
    useStyles(configuration, styles, data);
    return configuration;
}

Status renewConfiguration(
    Configuration &configuration, const PublishRequest &request, const StoredData &data, const LayerStyles &styles)
{
    if (!request.title.isEmpty())
        configuration.typeInfos.insert(u"title"_s, textFor(configuration.type, request.title));
    if (!request.abstract.isEmpty())
        configuration.typeInfos.insert(u"abstract"_s, textFor(configuration.type, request.abstract));
    if (!request.keywords.isEmpty())
        configuration.typeInfos.insert(u"keywords"_s, modeljson::array(request.keywords));
    if (!request.attribution.isEmpty())
        configuration.attribution = request.attribution;
    if (configuration.type == ConfigurationType::WmsVector) {
        const bool isNew = !request.tables.empty() || !request.style.isEmpty();
        return isNew ? useRelations(configuration, request, data, styles) : keepRelations(configuration, data);
    }
    if (configuration.type == ConfigurationType::Download)
        useDownload(configuration, data);
    else
        usePyramid(configuration, data);
    useStyles(configuration, styles, data); // none: those of before stay
    return {};
}

} // namespace tuilerie
