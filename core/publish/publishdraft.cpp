// SPDX-License-Identifier: GPL-3.0-or-later
#include "publish/publishdraft.h"

#include "base/atomicfile.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QStandardPaths>

namespace tuilerie {

static constexpr int KeepAfterMs = 400;

QJsonObject PublishDraft::toJson() const
{
    QJsonObject styles;
    for (auto style = mapStyles.begin(); style != mapStyles.end(); ++style)
        styles.insert(style.key(), style.value());
    return {{QStringLiteral("request"), request.toJson()}, {QStringLiteral("look"), look.toJson()},
        {QStringLiteral("vector"), vector.toJson()}, {QStringLiteral("map_styles"), styles},
        {QStringLiteral("services_for"), servicesFor}, {QStringLiteral("server"), server}, {QStringLiteral("page"), page}};
}

Result<PublishDraft> PublishDraft::fromJson(const QJsonObject &object)
{
    PublishDraft draft;
    TUILERIE_TRY(request, PublishRequest::fromJson(object.value(QLatin1String("request")).toObject()));
    TUILERIE_TRY(look, RasterPyramidParams::fromJson(object.value(QLatin1String("look")).toObject()));
    if (const QJsonObject vector = object.value(QLatin1String("vector")).toObject(); !vector.isEmpty()) {
        TUILERIE_TRY(tiles, VectorPyramidParams::fromJson(vector));
        draft.vector = tiles;
        draft.vector.paths.clear();
        draft.vector.output.clear();
        draft.vector.tables.clear();
    }
    const QJsonObject styles = object.value(QLatin1String("map_styles")).toObject();
    for (auto style = styles.begin(); style != styles.end(); ++style)
        draft.mapStyles.insert(style.key(), style.value().toString());
    draft.servicesFor = object.value(QLatin1String("services_for")).toString();
    draft.request = request;
    draft.look = look;
    draft.look.paths.clear();
    draft.look.output.clear();
    draft.server = object.value(QLatin1String("server")).toString(EmbeddedServerName);
    draft.page = object.value(QLatin1String("page")).toString();
    return draft;
}

static QJsonObject chosenOnly(QJsonObject all, const QJsonObject &defaults)
{
    for (auto value = all.begin(); value != all.end();)
        value = defaults.value(value.key()) == value.value() ? all.erase(value) : value + 1;
    return all;
}

RasterPyramidParams PublishDraft::pyramid() const
{
    RasterPyramidParams params = look;
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
    const PublishKind kind = result.resolvedKind();
    if (isPyramidKind(kind) && kind != PublishKind::RasterPyramid) {
        result.parameters = {};
        return result;
    }
    if (kind == PublishKind::Vector || kind == PublishKind::PointCloud) {
        // Several processings may follow, each with its own parameters: only what was chosen is said, as on the command
        // line.
        if (kind == PublishKind::Vector)
            result.parameters = chosenOnly(vector.toJson(), VectorPyramidParams().toJson());
        else if (result.product.isEmpty())
            result.parameters = {};
        else
            result.parameters = chosenOnly(look.toJson(), RasterPyramidParams().toJson());
        for (const char *own : {"paths", "output", "resume", "composition"})
            result.parameters.remove(QLatin1String(own));
        // Chosen on the page Data, for every kind.
        if (!look.assignCrs.isEmpty())
            result.parameters.insert(QStringLiteral("assign_crs"), look.assignCrs);
        if (result.srs.isEmpty())
            result.srs = look.assignCrs;
        return result;
    }
    result.parameters = look.toJson();
    for (const char *own : {"paths", "output", "resume"})
        result.parameters.remove(QLatin1String(own));
    // Zero is our word for "choose yourself", which other servers do not know.
    for (const char *name : {"parallelization", "memory", "channels"}) {
        if (result.parameters.value(QLatin1String(name)).toInt() == 0)
            result.parameters.remove(QLatin1String(name));
    }
    if (result.srs.isEmpty())
        result.srs = look.assignCrs;
    return result;
}

DraftStore::DraftStore(QString file, QObject *parent)
    : QObject(parent)
    , m_file(std::move(file))
{
    m_timer.setSingleShot(true);
    m_timer.setInterval(KeepAfterMs);
    connect(&m_timer, &QTimer::timeout, this, [this] {
        if (const Status written = flush(); !written)
            emit failed(written.error());
    });
}

DraftStore::~DraftStore()
{
    (void)flush();
}

QString DraftStore::defaultFile()
{
    return QStandardPaths::writableLocation(QStandardPaths::AppDataLocation) + QStringLiteral("/draft.json");
}

bool DraftStore::exists() const
{
    return m_waiting || QFileInfo::exists(m_file);
}

Result<PublishDraft> DraftStore::load() const
{
    if (m_waiting)
        return *m_waiting;
    TUILERIE_TRY(bytes, readWholeFile(m_file));
    const QJsonDocument document = QJsonDocument::fromJson(bytes);
    if (!document.isObject())
        return fail(ErrorCode::Corrupt,
            QCoreApplication::translate(
                "tuilerie::DraftStore", "The draft that was kept cannot be read. Start a new publication."),
            m_file);
    return PublishDraft::fromJson(document.object());
}

void DraftStore::keep(const PublishDraft &draft)
{
    m_waiting = draft;
    m_timer.start();
}

Status DraftStore::flush()
{
    m_timer.stop();
    if (!m_waiting)
        return {};
    TUILERIE_CHECK(writeFileAtomically(m_file, QJsonDocument(m_waiting->toJson()).toJson()));
    m_waiting.reset();
    return {};
}

void DraftStore::discard()
{
    m_timer.stop();
    m_waiting.reset();
    QFile::remove(m_file);
}

} // namespace tuilerie
