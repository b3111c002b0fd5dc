// SPDX-License-Identifier: GPL-3.0-or-later
#include "publish/update.h"

#include "publish/belongings.h"
#include "publish/offer.h"
#include "publish/pause.h"
#include "publish/production.h"
#include "publish/restarts.h"
#include "publish/tags.h"

#include "source/inbox.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QTemporaryFile>

namespace tuilerie {

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("tuilerie::Publication", text);
}

// The services that a layer has, and what its new data need to be like for them.
Status keepWhatIs(
    PublishRequest &request, const std::vector<Configuration> &configurations, const std::vector<StoredData> &shown)
{
    QStringList services;
    for (size_t i = 0; i < shown.size(); ++i) {
        const QString &type = configurations[i].type;
        const bool isTiles = shown[i].type == StoredDataType::VectorPyramid;
        services << (type == ConfigurationType::WmsVector ? u"wms-v"_s
                : type == ConfigurationType::Download     ? u"download"_s
                : type == ConfigurationType::WmsRaster    ? u"wms-r"_s
                : isTiles                                 ? u"tms"_s
                                                          : u"wmts"_s);
        if (const QString product = shown[i].tags.value(publicationtag::product);
            !product.isEmpty() && request.derive.product.isEmpty()) {
            request.derive.product = product;
            request.derive.cell = shown[i].tags.value(publicationtag::cell).toDouble();
        }
        if (shown[i].type == StoredDataType::PyramidEpt)
            request.cloud.format = u"ept"_s;
        else if (shown[i].type == StoredDataType::PyramidCopc
            && shown[i].typeInfos.value("format"_L1).toString() == "VPC"_L1)
            request.cloud.format = u"vpc"_s;
        // What clients have cached is addressed by the grid, so it stays the same unless the user wants another.
        if (isTiles || shown[i].type == StoredDataType::RasterPyramid)
            for (PyramidGrid *grid : std::initializer_list<PyramidGrid *>{&request.raster, &request.vector})
                grid->tms = grid->tms.isEmpty() ? shown[i].tms() : grid->tms;
        if (shown[i].type == StoredDataType::RasterPyramid)
            for (QString *format : {&request.raster.format, &request.styled.format})
                *format = format->isEmpty() ? shown[i].typeInfos.value(u"compression"_s).toString().toUpper() : *format;
    }
    // Nothing was there to be kept.
    for (PyramidGrid *grid : std::initializer_list<PyramidGrid *>{&request.raster, &request.vector})
        grid->tms = grid->tms.isEmpty() ? PyramidGrid().tms : grid->tms;
    if (request.styled.format.isEmpty())
        request.styled.format = StyledPyramidParams().format;
    request.services = services;
    const QStringList allowed = request.allowedServices();
    for (const QString &service : std::as_const(services)) {
        if (!allowed.contains(service))
            return fail(ErrorCode::Invalid,
                tr("The layer %1 has the service %2, which these data cannot have. Publish them as another layer.")
                    .arg(request.layer, service));
    }
    return request.validate();
}

// Styles that the request does not name stay those of the layer, also where they are drawn into a pyramid.
QMap<QString, QString> stylesOf(const std::vector<Configuration> &configurations)
{
    QMap<QString, QString> styles;
    for (const Configuration &configuration : configurations) {
        for (const QJsonValue used : configuration.typeInfos.value("used_data"_L1).toArray())
            for (const QJsonValue relation : used["relations"_L1].toArray())
                if (const QString style = EntityReference::fromJson(relation["style"_L1]).id; !style.isEmpty())
                    styles.insert(relation["name"_L1].toString(), style);
    }
    return styles;
}

// The layer as it is, and the request with what stays of it.
struct Known
{
    std::vector<Configuration> configurations;
    std::vector<StoredData> shown;
    PublishRequest request;
    QMap<QString, QString> ancestors;
};

Result<Known> knownOf(EntrepotClient &client, const PublishRequest &request, const UpdateChoices &choices)
{
    TUILERIE_TRY(configurations, configurationsOf(client, request.layer));
    if (configurations.empty())
        return fail(ErrorCode::NotFound,
            tr("There is no layer named %1. Publish it first, or look at the list of layers.").arg(request.layer));
    TUILERIE_TRY(shown, shownData(client, configurations));
    Known known{std::move(configurations), std::move(shown), request, {}};
    TUILERIE_CHECK(keepWhatIs(known.request, known.configurations, known.shown));
    // Pyramids that are drawn are made whole each time.
    const PublishKind kind = known.request.resolvedKind();
    const QString type = kind == PublishKind::Raster ? QString(StoredDataType::RasterPyramid)
        : kind == PublishKind::Vector                ? QString(StoredDataType::VectorPyramid)
                                                     : QString();
    for (const StoredData &data : known.shown)
        if (!choices.makesAll && data.type == type)
            known.ancestors.insert(data.type, data.id);
    return known;
}

Result<PublicationResult> replaceData(EntrepotClient &client, std::vector<Configuration> configurations, const Known &known,
    const PublicationIdentity &identity, const UpdateChoices &choices)
{
    const PublishRequest &request = known.request;
    PyramidProduction production(client, request, identity);
    production.keepStyles(stylesOf(configurations));
    production.makeVersion(known.ancestors);
    TUILERIE_TRY(made, production.run());
    if (choices.keepsAside) {
        PublicationResult aside;
        aside.storedData = made.at(storedDataTypeFor(request, configurations.front().type)).id;
        aside.warnings = production.warnings();
        return aside;
    }
    std::vector<QString> types;
    for (const Configuration &configuration : configurations)
        types.push_back(storedDataTypeFor(request, configuration.type));
    TUILERIE_TRY(result,
        switchLayer(
            client, std::move(configurations), request, made, types, production.styles(), identity.ofConfiguration()));
    result.warnings = production.warnings();
    return result;
}

// What the server has made, by its own word.
Status addChanges(EntrepotClient &client, PublicationResult &result)
{
    TUILERIE_TRY(data, client.storedData(result.storedData));
    if (data.ancestry.contains("changed"_L1))
        result.changes = PyramidChanges::fromJson(data.ancestry);
    return {};
}

} // namespace

Result<PublicationResult> updateLayer(EntrepotClient &client, const PublishRequest &request, const UpdateChoices &choices)
{
    QElapsedTimer timer;
    timer.start();
    TUILERIE_TRY(known, knownOf(client, request, choices));
    const PublicationIdentity identity = PublicationIdentity::of(known.request);
    auto outcome =
        throughRestarts(client, [&] { return replaceData(client, known.configurations, known, identity, choices); });
    if (!outcome) {
        pauseAfterStop(client, outcome.error(), identity);
        return outcome;
    }
    TUILERIE_CHECK(addChanges(client, *outcome));
    outcome->seconds = double(timer.elapsed()) / 1000;
    return outcome;
}

Result<VersionOutlook> lookAtUpdate(EntrepotClient &client, const PublishRequest &request, const UpdateChoices &choices)
{
    TUILERIE_TRY(known, knownOf(client, request, choices));
    VersionOutlook outlook;
    outlook.reason = known.ancestors.contains(StoredDataType::VectorPyramid)
        ? tr("The server finds out which features have changed, and makes their slabs again.")
        : tr("All is made again.");
    const QString ancestor = known.ancestors.value(StoredDataType::RasterPyramid);
    if (ancestor.isEmpty())
        return outlook;
    const auto state = client.stateOfStoredData(ancestor);
    if (!state && state.error().code != ErrorCode::NotFound)
        return fail(state.error());
    if (!state) {
        outlook.reason = tr("The server does not say what the version before was made from: all is made again.");
        return outlook;
    }
    QTemporaryFile file;
    if (!file.open() || file.write(*state) != state->size() || !file.flush())
        return fail(
            ErrorCode::DiskFull, tr("There is no room for temporary files. Make room, then try again."), file.fileName());
    TUILERIE_TRY(parameters, processingParametersFor(known.request, StoredDataType::RasterPyramid, nullptr, {}));
    // As the server's processing has them.
    TUILERIE_TRY(params, RasterPyramidParams::fromJson(parameters));
    params.paths = known.request.paths;
    params.assignCrs = params.assignCrs.isEmpty() ? known.request.srs : params.assignCrs;
    QJsonObject work = params.toJson();
    work.insert("state"_L1, file.fileName());
    const auto answer = inBox(u"raster-version"_s, work, params.paths + QStringList{file.fileName()}, {}, client.control());
    if (!answer) {
        outlook.reason = tr("Files on another server are not compared beforehand.");
        return outlook;
    }
    if (!*answer)
        return fail(answer->error());
    return VersionOutlook::fromJson(**answer);
}

} // namespace tuilerie
