// SPDX-License-Identifier: GPL-3.0-or-later
#include "commands.h"
#include "findings.h"
#include "serveroptions.h"

#include "publish/delivery.h"
#include "publish/publication.h"
#include "grid/crs.h"
#include "publish/handover.h"
#include "publish/update.h"
#include "grid/tilematrixset.h"
#include "model/params/deriveparams.h"
#include "model/params/fieldoptions.h"
#include "model/params/pointcloudparams.h"
#include "model/params/rasterpyramidparams.h"
#include "model/params/styledpyramidparams.h"
#include "model/params/tableoptions.h"
#include "pyramid/descriptor.h"
#include "pyramid/rasterformat.h"
#include "source/filelist.h"
#include "source/lasheader.h"
#include "source/pointcloud/eptfile.h"
#include "source/rastersource.h"
#include "source/vectorinspect.h"

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
        request.attribution = {
            {u"title"_s, options.value(u"attribution"_s)}, {u"url"_s, options.value(u"attribution-url"_s)}};
}

/// What decides how files of each kind become a layer.
void addKindOptions(QCommandLineParser &parser)
{
    parser.addOptions({
        {u"style"_s, tr("Vector data: style file, QML or SLD, of all tables or of one; may be repeated."),
            u"FILE|TABLE=FILE"_s},
    });
    addTableOptions(parser, u"table"_s);
    QStringList named;
    addOptions<RasterPyramidParams>(parser, FieldScope::Service, named);
    addOptions<VectorPyramidParams>(parser, FieldScope::Service, named);
    addOptions<StyledPyramidParams>(parser, FieldScope::Service, named);
    addOptions<DeriveParams>(parser, FieldScope::Service, named);
    addOptions<PointCloudParams>(parser, FieldScope::Service, named);
}

/// What the processing is asked: all of it, or what was given.
template <typename Params> Result<QJsonObject> parametersOf(const QCommandLineParser &options, bool onlyGiven)
{
    Params params;
    TUILERIE_CHECK(readOptions(options, params, FieldScope::Service));
    QJsonObject parameters = writeFields(params, JsonPart::Whole, true);
    for (const Field<Params> &field : Params::fields())
        if (onlyGiven && !(hasOption(field.info, FieldScope::Service) && options.isSet(QLatin1String(field.info.option))))
            parameters.remove(QLatin1String(field.info.name));
    return parameters;
}

Status checkTogether(const QCommandLineParser &options)
{
    RasterPyramidParams params;
    TUILERIE_CHECK(readOptions(options, params, FieldScope::Service));
    TUILERIE_TRY(grid, TileMatrixSet::find(params.tms));
    TUILERIE_CHECK(grid.checkLevels(params.top, params.bottom));
    if (!params.assignCrs.isEmpty())
        TUILERIE_CHECK(Crs::fromText(params.assignCrs));
    return RasterFormat::checkWords(params.format, params.sample, params.channels);
}

Result<PublishTable *> tableNamed(PublishRequest &request, const QString &name)
{
    for (PublishTable &table : request.tables) {
        if (table.table == name)
            return &table;
    }
    return fail(ErrorCode::Invalid, tr("--style %1=…: name the table with --table %1, too.").arg(name));
}

Status readStyles(const QCommandLineParser &options, PublishRequest &request)
{
    const QStringList styles = options.values(u"style"_s);
    for (const QString &text : styles) {
        const qsizetype equals = text.indexOf(u'=');
        if (equals < 0 || QFileInfo(text).isFile()) {
            if (!request.style.isEmpty())
                return fail(ErrorCode::Invalid, tr("--style without a table can be given once."));
            request.style = QFileInfo(text).absoluteFilePath();
            continue;
        }
        TUILERIE_TRY(table, tableNamed(request, text.left(equals)));
        table->style = QFileInfo(text.mid(equals + 1)).absoluteFilePath();
    }
    return {};
}

Status readVector(const QCommandLineParser &options, PublishRequest &request)
{
    TUILERIE_TRY(tables, readTableOptions(options, u"table"_s));
    for (const VectorTableParams &table : tables)
        request.tables.push_back({table.table, table.layer, table.attributes, table.filter, table.top, table.bottom, {}});
    TUILERIE_CHECK(readStyles(options, request));
    TUILERIE_TRY(parameters, parametersOf<VectorPyramidParams>(options, true));
    TUILERIE_TRY(pictures, parametersOf<StyledPyramidParams>(options, true));
    request.parameters = parameters;
    for (const QLatin1String name : {"compression"_L1, "background"_L1, "metatile"_L1})
        if (pictures.contains(name))
            request.parameters.insert(name, pictures.value(name));
    return {};
}

Status readPointCloud(const QCommandLineParser &options, PublishRequest &request, bool isUpdate)
{
    PointCloudParams cloud;
    TUILERIE_CHECK(readOptions(options, cloud, FieldScope::Service));
    request.pointCloudFormat = cloud.format;
    TUILERIE_TRY(parameters, parametersOf<RasterPyramidParams>(options, isUpdate));
    request.parameters = parameters;
    if (!options.isSet(u"product"_s))
        return {};
    DeriveParams derive;
    TUILERIE_CHECK(readOptions(options, derive, FieldScope::Service));
    request.product = derive.product;
    request.cell = derive.cell;
    TUILERIE_TRY(given, parametersOf<DeriveParams>(options, true));
    for (const QLatin1String name : {"hillshade_of"_L1, "ground_classes"_L1, "fill_voids"_L1})
        if (given.contains(name))
            request.parameters.insert(name, given.value(name));
    // The raster's tiles follow its own type, which the files do not show.
    if (!options.isSet(u"format"_s))
        request.parameters.remove(u"compression"_s);
    return {};
}

Status readKind(const QCommandLineParser &options, PublishRequest &request, bool isUpdate)
{
    const PublishKind files = publishKindOf(request.paths);
    // A single COPC can be published as it is, or a raster be made of it.
    const bool isCloud = files == PublishKind::PointCloud || (files == PublishKind::Copc && options.isSet(u"product"_s));
    if (options.isSet(u"product"_s) && !isCloud)
        return fail(ErrorCode::Invalid, tr("--product is for point clouds only. Leave it out."));
    TUILERIE_CHECK(checkTogether(options));
    if (files == PublishKind::Vector)
        return readVector(options, request);
    for (const QString &option : {u"style"_s, u"table"_s, u"where"_s}) {
        if (options.isSet(option))
            return fail(ErrorCode::Invalid, tr("--%1 is for vector data only. Leave it out.").arg(option));
    }
    if (isCloud)
        return readPointCloud(options, request, isUpdate);
    if (options.isSet(u"cloud-format"_s))
        return fail(
            ErrorCode::Invalid, tr("--cloud-format is for point clouds from which a pyramid is made. Leave it out."));
    if (isPyramidKind(files))
        return {};
    TUILERIE_TRY(parameters, parametersOf<RasterPyramidParams>(options, isUpdate));
    request.parameters = parameters;
    return {};
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
    const auto orAssigned = [&](const QString &crs) -> Result<QString> {
        if (crs.isEmpty() && assignCrs.isEmpty())
            return fail(ErrorCode::Invalid, tr("The data name no CRS. Say it: --crs EPSG:2154."));
        return crs.isEmpty() ? assignCrs : crs;
    };
    const QString first = request.paths.first();
    switch (request.resolvedKind()) {
    case PublishKind::RasterPyramid:
    case PublishKind::VectorPyramid: {
        TUILERIE_TRY(descriptor, PyramidDescriptor::load(first));
        TUILERIE_TRY(grid, TileMatrixSet::find(descriptor.tileMatrixSet));
        return grid.crs();
    }
    case PublishKind::Vector: {
        TUILERIE_TRY(files, vectorFiles(request.paths));
        for (const DeliveryFile &file : files) {
            if (kindOfName(file.path) != SourceKind::Vector)
                continue;
            TUILERIE_TRY(layers, readVectorLayers(file.path));
            for (const VectorLayerInfo &layer : layers)
                if (!layer.crs.isEmpty())
                    return layer.crs;
        }
        return orAssigned({});
    }
    case PublishKind::Ept: {
        TUILERIE_TRY(ept, EptFile::open(first));
        return orAssigned(ept->crs);
    }
    case PublishKind::Vpc: {
        TUILERIE_TRY(files, pyramid3dFiles(PublishKind::Vpc, first, true));
        TUILERIE_TRY(header, readLasHeader(files.back().path));
        return orAssigned(header.crs);
    }
    case PublishKind::PointCloud:
    case PublishKind::Copc: {
        TUILERIE_TRY(files, pointCloudFiles(request.paths));
        TUILERIE_TRY(header, readLasHeader(files.front().path));
        return orAssigned(header.crs);
    }
    default: break;
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
        console.text(u"%1  %2"_s.arg(service.service, -8).arg(service.url));
    if (!result.viewer.isEmpty())
        console.text(u"%1  %2"_s.arg(u"viewer"_s, -8).arg(result.viewer));
    for (const QString &warning : result.warnings)
        console.message(tr("Warning: %1").arg(warning));
    return Done;
}

ExitCode showOutcome(const Result<PublicationResult> &result, Console &console)
{
    if (result)
        return showResult(*result, console);
    const ExitCode code = showError(result.error(), console);
    if (code == Interrupted)
        console.message(tr("What is done is kept: run the same command to go on."));
    return code;
}

using Chain = Result<PublicationResult> (*)(EntrepotClient &, const PublishRequest &);

// What publish and update have in common once the layer and the paths are named: parameters, checks, CRS, server, chain.
ExitCode runChain(const QCommandLineParser &options, PublishRequest request, bool isUpdate, Console &console, Chain chain)
{
    if (const Status read = readKind(options, request, isUpdate); !read)
        return console.usage(read.error().message);
    // An update keeps the layer's services.
    if (isUpdate || !options.isSet(u"service"_s))
        request.services = request.defaultServices();
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
    // Who stops it wants the machine for something else.
    console.onInterrupt = StopRequest::Pause;
    return withServer(
        options, console, [&](EntrepotClient &client) -> ExitCode { return showOutcome(chain(client, request), console); });
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
    return withServer(options, publication->server, console,
        [&](EntrepotClient &client) -> ExitCode { return showOutcome(goOn(client, file), console); });
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
        parser.addOptions({
            {u"layer"_s, tr("Name of the layer: letters without accents, digits, _ - and ."), u"NAME"_s},
            {u"service"_s,
                tr("Services, with commas between. Rasters: wmts, tms, wms-r (all three). Vector data: tms, wms-v (these "
                   "two), wms-r, wmts. "
                   "Point clouds: download, and of a --product wmts, tms, wms-r (all of them)."),
                u"LIST"_s},
            {u"private"_s, tr("Only for holders of a key.")},
            {u"no-check"_s, tr("Leaves the checks on this machine out; the server has its own.")},
            {u"continue"_s,
                tr("Goes on with a publication that another program, such as the desktop, keeps in FILE; PATH and the other "
                   "options are not needed."),
                u"FILE"_s},
        });
        addDescriptionOptions(parser);
        addServerOptions(parser);
        addKindOptions(parser);
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
        PublishRequest request;
        request.paths = absolutePaths(paths);
        request.layer = options.value(u"layer"_s);
        if (options.isSet(u"service"_s))
            request.services = options.value(u"service"_s).toLower().split(u',', Qt::SkipEmptyParts);
        request.isPrivate = options.isSet(u"private"_s);
        readDescription(options, request);
        return runChain(options, std::move(request), false, console,
            [](EntrepotClient &client, const PublishRequest &whole) { return tuilerie::publish(client, whole); });
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
        addKindOptions(parser);
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
