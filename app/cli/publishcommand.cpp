// SPDX-License-Identifier: GPL-3.0-or-later
#include "commands.h"
#include "findings.h"
#include "rasteroptions.h"
#include "serveroptions.h"

#include "client/publication.h"
#include "grid/tilematrixset.h"
#include "pyramid/descriptor.h"
#include "source/rastersource.h"

#include <QCoreApplication>
#include <QFileInfo>

namespace tuilerie::cli {

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("tuilerie::cli::PublishCommand", text);
}

void addDescriptionOptions(QCommandLineParser &parser)
{
    parser.addOptions({
        {u"title"_s, tr("Title of the layer (its name)."), u"TITLE"_s},
        {u"abstract"_s, tr("What the layer shows (its title)."), u"TEXT"_s},
        {u"keyword"_s, tr("A keyword; may be repeated."), u"WORD"_s},
        {u"attribution"_s, tr("Whose data they are."), u"TEXT"_s},
        {u"attribution-url"_s, tr("Address of whom they are."), u"URL"_s},
        {u"copy-files"_s, tr("Sends the files also to a server that could read them where they lie.")},
    });
}

void readDescription(const QCommandLineParser &options, PublishRequest &request)
{
    request.copyFiles = options.isSet(u"copy-files"_s);
    request.title = options.value(u"title"_s);
    request.abstract = options.value(u"abstract"_s);
    request.keywords = options.values(u"keyword"_s);
    if (options.isSet(u"attribution"_s))
        request.attribution = {{u"title"_s, options.value(u"attribution"_s)}, {u"url"_s, options.value(u"attribution-url"_s)}};
}

// Paths as the server sees them; DIR/NAME of a pyramid stands for its descriptor.
QStringList absolutePaths(const QStringList &paths)
{
    QStringList absolute;
    for (const QString &path : paths) {
        const bool isPyramid = paths.size() == 1 && !path.endsWith(".json"_L1) && QFileInfo(path + ".json"_L1).isFile()
            && PyramidDescriptor::load(path + ".json"_L1);
        absolute << QFileInfo(isPyramid ? path + ".json"_L1 : path).absoluteFilePath();
    }
    return absolute;
}

// What the upload must declare: the CRS of the data, or of the pyramid's grid.
Result<QString> srsOf(const PublishRequest &request, const QString &assignCrs, Console &console)
{
    if (request.isPyramid()) {
        TUILERIE_TRY(descriptor, PyramidDescriptor::load(request.paths.first()));
        TUILERIE_TRY(grid, TileMatrixSet::find(descriptor.tileMatrixSet));
        return grid.crs();
    }
    RasterOpenOptions how;
    how.assignCrs = assignCrs;
    TUILERIE_TRY(source, RasterSource::open(request.paths, how, console));
    return source->info().crs;
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

ExitCode showResult(const PublicationResult &result, Console &console)
{
    console.result(result.toJson());
    for (const PublishedService &service : result.offerings)
        console.text(u"%1  %2"_s.arg(service.service, -6).arg(service.url));
    if (!result.viewer.isEmpty())
        console.text(u"%1  %2"_s.arg(u"viewer"_s, -6).arg(result.viewer));
    for (const QString &warning : result.warnings)
        console.message(tr("Warning: %1").arg(warning));
    return Done;
}

using Chain = Result<PublicationResult> (*)(EntrepotClient &, const PublishRequest &, OnStop);

// What publish and update have in common once the layer and the paths are named: parameters, checks, CRS, server, chain.
ExitCode runChain(const QCommandLineParser &options, PublishRequest request, bool isUpdate, Console &console, Chain chain)
{
    if (!request.isPyramid()) {
        const auto parameters = processingParameters(options, request.paths, isUpdate);
        if (!parameters)
            return console.usage(parameters.error().message);
        request.parameters = *parameters;
    }
    if (const Status good = request.validate(); !good)
        return console.usage(good.error().message);
    const QString assignCrs = options.value(u"crs"_s);
    if (!request.isPyramid() && !options.isSet(u"no-check"_s)) {
        const auto stopped = isStoppedByCheck(request.paths, assignCrs, console);
        if (!stopped)
            return console.error(stopped.error());
        if (*stopped) {
            console.message(tr("The checks stop the publication: put right what is said above, then run the same again."));
            return Blocked;
        }
    }
    const auto srs = srsOf(request, assignCrs, console);
    if (!srs)
        return console.error(srs.error());
    request.srs = *srs;
    const auto connection = connectToServer(options, console);
    if (!connection)
        return console.error(connection.error());
    EntrepotClient client = connection->client(console);
    const Result<PublicationResult> result = chain(client, request, OnStop::PauseProcessing);
    if (!result) {
        const ExitCode code = showError(result.error(), console);
        if (code == Interrupted)
            console.message(tr("What is done is kept: run the same command to go on."));
        return code;
    }
    return showResult(*result, console);
}

class PublishCommand final : public Command
{
public:
    QString name() const override { return u"publish"_s; }
    QString summary() const override { return tr("Makes the pyramid on the server and publishes it as WMTS, TMS and WMS."); }
    QString synopsis() const override { return u"PATH...|PYRAMID --layer NAME"_s; }
    void addOptions(QCommandLineParser &parser) override
    {
        parser.addOptions({
            {u"layer"_s, tr("Name of the layer: letters without accents, digits, _ - and ."), u"NAME"_s},
            {u"service"_s, tr("Services, with commas between: wmts, tms, wms-r (all three)."), u"LIST"_s},
            {u"style"_s, tr("Style file of a vector layer."), u"FILE"_s},
            {u"private"_s, tr("Only for holders of a key.")},
            {u"no-check"_s, tr("Leaves the checks on this machine out; the server has its own.")},
        });
        addDescriptionOptions(parser);
        addServerOptions(parser);
        addRasterOptions(parser);
    }

    ExitCode run(const QCommandLineParser &options, const QStringList &paths, Console &console) override
    {
        if (paths.isEmpty())
            return console.usage(tr("Name the files, the folder or the pyramid to publish."));
        if (!options.isSet(u"layer"_s))
            return console.usage(tr("Give the layer a name: --layer NAME."));
        if (options.isSet(u"style"_s))
            return console.usage(tr("--style is for vector layers, which this version does not publish."));
        PublishRequest request;
        request.paths = absolutePaths(paths);
        request.layer = options.value(u"layer"_s);
        if (options.isSet(u"service"_s))
            request.services = options.value(u"service"_s).toLower().split(u',', Qt::SkipEmptyParts);
        request.isPrivate = options.isSet(u"private"_s);
        readDescription(options, request);
        return runChain(options, std::move(request), false, console, publish);
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
        parser.addOption({u"no-check"_s, tr("Leaves the checks on this machine out; the server has its own.")});
        addDescriptionOptions(parser);
        addServerOptions(parser);
        addRasterOptions(parser);
    }

    ExitCode run(const QCommandLineParser &options, const QStringList &arguments, Console &console) override
    {
        if (arguments.size() < 2)
            return console.usage(tr("Name the layer, then the files, the folder or the pyramid of its new data."));
        PublishRequest request;
        request.layer = arguments.first();
        request.paths = absolutePaths(arguments.mid(1));
        readDescription(options, request);
        return runChain(options, std::move(request), true, console, updateLayer);
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
