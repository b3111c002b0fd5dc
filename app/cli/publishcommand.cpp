// SPDX-License-Identifier: GPL-3.0-or-later
#include "commands.h"
#include "findings.h"
#include "serveroptions.h"

#include "delivery/datalook.h"
#include "publish/commandline.h"
#include "publish/publication.h"
#include "generate/raster/rasterproposal.h"
#include "grid/crs.h"
#include "publish/handover.h"
#include "publish/rasterstyles.h"
#include "publish/tilefile.h"
#include "publish/identity.h"
#include "publish/update.h"
#include "grid/tilematrixset.h"
#include "pyramid/rasterformat.h"

#include <QCoreApplication>
#include <QFileInfo>

#include <functional>
#include <optional>

namespace tuilerie::cli {

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("tuilerie::cli::PublishCommand", text);
}

// The combinations that can be known to be wrong without looking at the data.
Status checkTogether(const PublishRequest &request)
{
    const bool isVector = request.resolvedKind() == PublishKind::Vector;
    const PyramidGrid &wanted = isVector ? static_cast<const PyramidGrid &>(request.vector) : request.raster;
    if (!request.assignCrs.isEmpty())
        TUILERIE_CHECK(Crs::fromText(request.assignCrs));
    TUILERIE_CHECK(RasterFormat::checkWords(request.raster.format, request.raster.sample, request.raster.channels));
    // An update's may be the layer's own.
    if (wanted.tms.isEmpty())
        return {};
    TUILERIE_TRY(grid, TileMatrixSet::find(wanted.tms));
    for (const PublishTable &table : request.tables)
        TUILERIE_CHECK(grid.checkLevels(table.top, table.bottom));
    return grid.checkLevels(wanted.top, wanted.bottom);
}

// Paths as the server sees them; DIR/NAME of a pyramid stands for its descriptor.
QStringList absolutePaths(const QStringList &paths)
{
    QStringList absolute;
    for (const QString &path : paths) {
        const bool isPyramid = paths.size() == 1 && !path.endsWith(".json"_L1) && isDescriptor(path + ".json"_L1);
        absolute << QFileInfo(isPyramid ? path + ".json"_L1 : path).absoluteFilePath();
    }
    return absolute;
}

// Whether the data can be drawn in the styles asked for.
Status checkLook(const PublishRequest &request, int channels, bool isFloat)
{
    TUILERIE_TRY(styles, rasterStylesOf(request));
    return checkStyles(styles, channels, isFloat);
}

// What the upload must declare: the CRS of the data, or of the pyramid's grid. The data are looked at for it, so that what
// can be wrong with their styles is said here.
Result<QString> srsOf(const PublishRequest &request, Console &console)
{
    const PublishKind kind = request.resolvedKind();
    TUILERIE_TRY(look, lookAtDataInBox(request.paths, kind, request.assignCrs, console));
    if (kind == PublishKind::RasterPyramid && look.channels > 0)
        TUILERIE_CHECK(checkLook(request, look.channels, look.hasValues));
    if (kind == PublishKind::Raster) {
        if (const QString lost = opaqueTiles(look.raster, request.raster); !lost.isEmpty())
            console.warning(lost);
        const bool isFloat = keepsValues(look.raster, request.raster);
        TUILERIE_CHECK(checkTileFile(request, request.raster.tms, isFloat));
        TUILERIE_CHECK(checkLook(request, proposedChannels(look.raster, request.raster), isFloat));
        return look.crs;
    }
    if (look.crs.isEmpty() && request.assignCrs.isEmpty())
        return fail(ErrorCode::Invalid, tr("The data name no CRS. Say it: --crs EPSG:2154."));
    return look.crs.isEmpty() ? request.assignCrs : look.crs;
}

ExitCode showError(const Error &error, Console &console)
{
    const QJsonArray findings = blockingFindings(error);
    if (findings.isEmpty())
        return console.error(error);
    std::vector<Finding> list;
    for (const QJsonValue &finding : findings)
        list.push_back(Finding::fromJson(finding.toObject()));
    showFindings(list, console, false);
    console.result(QJsonObject{{u"findings"_s, findings}});
    console.message(error.message);
    return Blocked;
}

void showServices(const PublicationResult &result, Console &console)
{
    for (const PublishedService &service : result.offerings)
        console.text(u"%1  %2"_s.arg(service.service, -8).arg(service.url));
    if (!result.viewer.isEmpty())
        console.text(u"%1  %2"_s.arg(u"viewer"_s, -8).arg(result.viewer));
    for (const QString &warning : result.warnings)
        console.message(tr("Warning: %1").arg(warning));
}

ExitCode showOutcome(const Result<PublicationResult> &result, Console &console)
{
    if (result) {
        console.result(result->toJson());
        showServices(*result, console);
        return Done;
    }
    const ExitCode code = showError(result.error(), console);
    if (code == Interrupted)
        console.message(tr("What is done is kept: run the same command to go on."));
    return code;
}

// What would be published, and under which fingerprints it would be found again.
ExitCode showRequest(const PublishRequest &request, Console &console)
{
    console.result(
        QJsonObject{{u"request"_s, request.toJson()}, {u"identity"_s, PublicationIdentity::of(request).toJson()}});
    console.text(tr("The layer %1 would have %2, of %3.")
                     .arg(request.layer, request.services.join(u", "_s), request.paths.join(u", "_s)));
    return Done;
}

// What publish and update have in common once the layer and the paths are named: parameters, checks, CRS. Nothing where the
// request is good; else how the program ends.
std::optional<ExitCode> makeReady(const QCommandLineParser &options, PublishRequest &request, Console &console)
{
    for (const Status &good : {request.validate(), checkTogether(request)})
        if (!good)
            return console.usage(good.error().message);
    if (!request.isPyramid() && !options.isSet(u"no-check"_s)) {
        const auto stopped =
            isStoppedByCheck(request.paths, request.assignCrs, sourceKindOf(request.resolvedKind()), console);
        if (!stopped)
            return console.error(stopped.error());
        if (*stopped) {
            console.message(tr("The checks stop the publication: put right what is said above, then run the same again."));
            return Blocked;
        }
    }
    const auto srs = srsOf(request, console);
    if (!srs)
        return console.error(srs.error());
    request.srs = *srs;
    return std::nullopt;
}

ExitCode keepForLater(const QCommandLineParser &options, OutboxKind kind, const PublishRequest &request,
    const UpdateChoices &choices, Console &console)
{
    OutboxItem item;
    item.kind = kind;
    item.server = serverOf(options, options.value(u"server"_s));
    item.layer = request.layer;
    item.request = request;
    item.choices = choices;
    return sendLater(item, console);
}

ExitCode runChain(const QCommandLineParser &options, const PublishRequest &request, Console &console,
    const std::function<ExitCode(EntrepotClient &)> &chain)
{
    // Who stops it wants the machine for something else.
    console.onInterrupt = StopRequest::Pause;
    return withServer(options, console, [&](EntrepotClient &client) -> ExitCode {
        console.whole.emplace(request);
        return chain(client);
    });
}

QString sentenceOf(const VersionOutlook &outlook)
{
    if (!outlook.reason.isEmpty())
        return outlook.reason;
    const PyramidChanges &changes = outlook.changes;
    return tr("%1 of %2 files have changed: %3 of %4 slabs are made again, in about %5 instead of %6.")
        .arg(changes.files)
        .arg(changes.ofFiles)
        .arg(changes.slabs)
        .arg(changes.ofSlabs)
        .arg(readableSeconds(outlook.seconds), readableSeconds(outlook.ofSeconds));
}

// {version, changed, of, seconds} and what publish says.
ExitCode showVersion(const Result<PublicationResult> &result, const UpdateChoices &choices, Console &console)
{
    if (!result)
        return showOutcome(result, console);
    QJsonObject document = result->toJson();
    document.insert("version"_L1, result->storedData);
    console.result(document);
    if (choices.keepsAside)
        console.text(tr("Version %1 is made; the layer shows the one before. tuilerie-cli switch LAYER VERSION shows it.")
                         .arg(result->storedData));
    showServices(*result, console);
    return Done;
}

// What another program has handed over, by its file alone; nothing of it is asked or checked again.
ExitCode goOnWith(const QCommandLineParser &options, const QString &file, Console &console)
{
    const auto lead = PublicationLead::await(file, console);
    if (!lead)
        return console.error(lead.error());
    const auto publication = PublicationStore::loadFile(file);
    if (!publication)
        return console.error(publication.error());
    return withServer(options, publication->server, console, [&](EntrepotClient &client) -> ExitCode {
        console.whole.emplace(publication->request);
        return showOutcome(goOn(client, file), console);
    });
}

class PublishCommand final : public Command
{
public:
    QString name() const override { return u"publish"_s; }
    QString summary() const override
    {
        return tr("Makes pyramids on the server and publishes them as WMTS, TMS, WMS and downloads.");
    }
    QString synopsis() const override { return u"PATH...|PYRAMID --layer NAME | --continue FILE"_s; }
    void addOptions(QCommandLineParser &parser) override
    {
        addPublishOptions(parser, false);
        parser.addOptions({
            {u"no-check"_s, tr("Leaves the checks on this machine out; the server has its own.")},
            {u"continue"_s,
                tr("Goes on with a publication that another program, such as the desktop, keeps in FILE; PATH and the other "
                   "options are not needed."),
                u"FILE"_s},
            {u"dry-run"_s, tr("Says what would be published, and sends nothing.")},
        });
        addLaterOption(parser);
        addServerOptions(parser);
    }

    ExitCode run(const QCommandLineParser &options, const QStringList &paths, Console &console) override
    {
        if (options.isSet(u"continue"_s)) {
            if (!paths.isEmpty())
                return console.usage(tr("--continue FILE says what is published: leave the other paths out."));
            return goOnWith(options, options.value(u"continue"_s), console);
        }
        if (paths.isEmpty())
            return console.usage(tr("Name the files, the folder or the pyramid to publish."));
        if (!options.isSet(u"layer"_s))
            return console.usage(tr("Give the layer a name: --layer NAME."));
        auto request = readPublishOptions(options, absolutePaths(paths), false);
        if (!request)
            return console.usage(request.error().message);
        if (const auto end = makeReady(options, *request, console))
            return *end;
        if (options.isSet(u"dry-run"_s))
            return showRequest(*request, console);
        if (options.isSet(u"later"_s))
            return keepForLater(options, OutboxKind::Publish, *request, {}, console);
        return runChain(options, *request, console,
            [&](EntrepotClient &client) { return showOutcome(tuilerie::publish(client, *request), console); });
    }
};

class UpdateCommand final : public Command
{
public:
    QString name() const override { return u"update"_s; }
    QString summary() const override { return tr("Replaces a layer's data under the same addresses, all at once."); }
    QString synopsis() const override { return u"LAYER PATH...|PYRAMID"_s; }
    void addOptions(QCommandLineParser &parser) override
    {
        addPublishOptions(parser, true);
        parser.addOptions({
            {u"no-check"_s, tr("Leaves the checks on this machine out; the server has its own.")},
            {u"all"_s, tr("Makes all again, not only what the changed files are seen in.")},
            {u"dry-run"_s, tr("Says what would be made again, and sends nothing.")},
            {u"keep-aside"_s, tr("Makes the version; the layer goes on showing the one before until switch.")},
        });
        addLaterOption(parser);
        addServerOptions(parser);
    }

    ExitCode run(const QCommandLineParser &options, const QStringList &arguments, Console &console) override
    {
        if (arguments.size() < 2)
            return console.usage(tr("Name the layer, then the files, the folder or the pyramid of its new data."));
        auto request = readPublishOptions(options, absolutePaths(arguments.mid(1)), true);
        if (!request)
            return console.usage(request.error().message);
        request->layer = arguments.first();
        if (const auto end = makeReady(options, *request, console))
            return *end;
        const UpdateChoices choices{options.isSet(u"all"_s), options.isSet(u"keep-aside"_s)};
        const bool isDry = options.isSet(u"dry-run"_s);
        if (options.isSet(u"later"_s) && !isDry)
            return keepForLater(options, OutboxKind::Update, *request, choices, console);
        return runChain(options, *request, console, [&](EntrepotClient &client) -> ExitCode {
            const auto outlook = lookAtUpdate(client, *request, choices);
            if (!outlook)
                return console.error(outlook.error());
            if (isDry) {
                console.result(outlook->toJson());
                console.text(sentenceOf(*outlook));
                return Done;
            }
            console.message(sentenceOf(*outlook));
            return showVersion(updateLayer(client, *request, choices), choices, console);
        });
    }
};

} // namespace

std::unique_ptr<Command> makePublishCommand()
{
    return std::make_unique<PublishCommand>();
}

std::unique_ptr<Command> makeUpdateCommand()
{
    return std::make_unique<UpdateCommand>();
}

} // namespace tuilerie::cli
