// SPDX-License-Identifier: GPL-3.0-or-later
#include "publish/publishdraft.h"

#include "base/atomicfile.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QJsonDocument>
#include <QStandardPaths>

namespace tuilerie {

QJsonObject PublishDraft::toJson() const
{
    QJsonObject styles;
    for (auto style = mapStyles.begin(); style != mapStyles.end(); ++style)
        styles.insert(style.key(), style.value());
    return {{QStringLiteral("request"), request.toJson()}, {QStringLiteral("map_styles"), styles},
        {QStringLiteral("services_for"), servicesFor}, {QStringLiteral("server"), server}, {QStringLiteral("page"), page}};
}

// Earlier versions kept the processings' parameters beside the request, with the CRS of all among those of rasters.
static Status takeEarlier(const QJsonObject &object, PublishRequest &request)
{
    if (const QJsonObject look = object.value(QLatin1String("look")).toObject(); !look.isEmpty()) {
        TUILERIE_TRY(raster, RasterPyramidParams::fromJson(look));
        request.raster = raster;
        request.raster.paths.clear();
        request.raster.output.clear();
        request.assignCrs = std::exchange(request.raster.assignCrs, QString());
    }
    if (const QJsonObject vector = object.value(QLatin1String("vector")).toObject(); !vector.isEmpty()) {
        TUILERIE_TRY(tiles, VectorPyramidParams::fromJson(vector));
        request.vector = tiles;
        request.vector.paths.clear();
        request.vector.output.clear();
        request.vector.tables.clear();
    }
    return {};
}

Result<PublishDraft> PublishDraft::fromJson(const QJsonObject &object)
{
    PublishDraft draft;
    TUILERIE_TRY(request, PublishRequest::fromJson(object.value(QLatin1String("request")).toObject()));
    draft.request = request;
    TUILERIE_CHECK(takeEarlier(object, draft.request));
    const QJsonObject styles = object.value(QLatin1String("map_styles")).toObject();
    for (auto style = styles.begin(); style != styles.end(); ++style)
        draft.mapStyles.insert(style.key(), style.value().toString());
    draft.servicesFor = object.value(QLatin1String("services_for")).toString();
    draft.server = object.value(QLatin1String("server")).toString(EmbeddedServerName);
    draft.page = object.value(QLatin1String("page")).toString();
    return draft;
}

RasterPyramidParams PublishDraft::pyramid() const
{
    RasterPyramidParams params = request.shared().raster;
    params.paths = request.paths;
    return params;
}

PublishRequest PublishDraft::finished() const
{
    PublishRequest result = request;
    if (result.style == MapStyles) {
        result.style.clear();
        if (mapStyles.size() == 1 && result.tables.empty()) {
            result.style = mapStyles.first();
        } else {
            for (PublishTable &table : result.tables)
                table.style = mapStyles.value(table.table);
        }
    }
    if (result.srs.isEmpty())
        result.srs = result.assignCrs;
    return result;
}

DraftStore::DraftStore(QString file, QObject *parent)
    : QObject(parent)
    , m_file(std::move(file))
    , m_exists(QFileInfo::exists(m_file.path()))
{
    connect(&m_file, &KeptFile::failed, this, &DraftStore::failed);
}

QString DraftStore::defaultFile()
{
    return QStandardPaths::writableLocation(QStandardPaths::AppDataLocation) + QStringLiteral("/draft.json");
}

Result<PublishDraft> DraftStore::load() const
{
    return m_newest ? Result<PublishDraft>(*m_newest) : read(m_file.path());
}

Result<PublishDraft> DraftStore::read(const QString &file)
{
    TUILERIE_TRY(bytes, readWholeFile(file));
    const QJsonDocument document = QJsonDocument::fromJson(bytes);
    if (!document.isObject())
        return fail(ErrorCode::Corrupt,
            QCoreApplication::translate(
                "tuilerie::DraftStore", "The draft that was kept cannot be read. Start a new publication."),
            file);
    return PublishDraft::fromJson(document.object());
}

void DraftStore::keep(const PublishDraft &draft)
{
    m_newest = draft;
    m_exists = true;
    m_file.keep([draft] { return QJsonDocument(draft.toJson()).toJson(); });
}

void DraftStore::discard()
{
    m_newest.reset();
    m_exists = false;
    m_file.remove();
}

} // namespace tuilerie
