// SPDX-License-Identifier: GPL-3.0-or-later
#include "boxed.h"
#include "commands.h"
#include "findings.h"
#include "kindoptions.h"

#include "generate/pointcloud/pointcloudpyramid.h"
#include "generate/raster/rasterpyramid.h"
#include "generate/vector/vectorpyramid.h"
#include "source/filelist.h"
#include "source/lasheader.h"
#include "source/rastersource.h"
#include "source/vectorinspect.h"

#include <QCoreApplication>

namespace tuilerie::cli {

using namespace Qt::StringLiterals;

namespace {

class GenerateCommand final : public Command
{
    Q_DECLARE_TR_FUNCTIONS(tuilerie::cli::GenerateCommand)

public:
    QString name() const override { return u"generate"_s; }
    QString summary() const override { return tr("Makes a pyramid of rasters, vector data or point clouds."); }
    std::optional<BoxFiles> boxFiles(const QCommandLineParser &options, const QStringList &arguments) const override
    {
        return boxFilesOf(options, arguments.mid(1),
            {options.value(u"output"_s), options.isSet(u"tmp"_s) ? options.value(u"tmp"_s) + "/x"_L1 : QString()});
    }
    QString synopsis() const override
    {
        return u"raster|vector|pointcloud PATH... --output DIR/NAME|FILE.copc.laz|FILE.vpc|DIR"_s;
    }
    void addOptions(QCommandLineParser &parser) override
    {
        parser.addOptions({
            {u"output"_s,
                tr("Where to. Rasters and vector data: DIR/NAME makes DIR/NAME.json and DIR/NAME/; DIR may be "
                   "/vsis3/bucket/prefix. "
                   "Point clouds: FILE.copc.laz, FILE.vpc (a COPC for each file), or the folder of an EPT."),
                u"OUTPUT"_s},
            {u"resume"_s, tr("Goes on with a run that was stopped.")},
            {u"runner"_s, tr("Where the work runs: local."), u"RUNNER"_s, u"local"_s},
            {u"no-check"_s, tr("Leaves the checks out; they cost little and save much.")},
        });
        addEngineOptions(parser);
    }

    ExitCode run(const QCommandLineParser &options, const QStringList &arguments, Console &console) override
    {
        const QString word = arguments.value(0);
        const SourceKind kind = word == "raster"_L1 ? SourceKind::Raster
            : word == "vector"_L1                   ? SourceKind::Vector
            : word == "pointcloud"_L1               ? SourceKind::PointCloud
                                                    : SourceKind::Unknown;
        if (word.isEmpty())
            return console.usage(tr("Say what to generate: raster, vector or pointcloud."));
        if (kind == SourceKind::Unknown)
            return console.usage(tr(
                "There is no \"%1\" to generate. Say generate raster, vector or pointcloud, then PATH... --output OUTPUT.")
                                     .arg(word));
        const QStringList paths = arguments.mid(1);
        if (paths.isEmpty())
            return console.usage(tr("Name the files or folders to make the pyramid from."));
        const QString output = options.value(u"output"_s);
        if (output.isEmpty() || (output.endsWith(u'/') && kind != SourceKind::PointCloud))
            return console.usage(kind == SourceKind::PointCloud
                    ? tr("Say where the pyramid goes: --output FILE.copc.laz, FILE.vpc or the folder of an EPT.")
                    : tr("Say where the pyramid goes: --output DIR/NAME."));
        if (options.value(u"runner"_s) != "local"_L1)
            return console.usage(tr("--runner is local in this version, not \"%1\".").arg(options.value(u"runner"_s)));
        if (const Status own = refuseForeignOptions(options, kind); !own)
            return console.usage(own.error().message);
        switch (kind) {
        case SourceKind::Vector: return start(readVectorOptions(options, paths), kind, options, console);
        case SourceKind::PointCloud: return start(readPointCloudOptions(options, paths), kind, options, console);
        default: return start(readRasterOptions(options, paths), kind, options, console);
        }
    }

private:
    template <typename Params>
    static ExitCode start(Result<Params> params, SourceKind kind, const QCommandLineParser &options, Console &console)
    {
        if (!params)
            return console.usage(params.error().message);
        params->output = options.value(u"output"_s);
        params->resume = options.isSet(u"resume"_s);
        params->skipUnreadable = params->skipUnreadable || options.isSet(u"no-check"_s);
        if (!options.isSet(u"no-check"_s)) {
            const auto stopped = isStoppedByCheck(params->paths, params->assignCrs, kind, console);
            if (!stopped)
                return failed(stopped.error(), console);
            if (*stopped) {
                console.message(tr("The checks stop the work: put right what is said above, then run the same again."));
                return Blocked;
            }
        }
        return generate(*params, console);
    }

    // Also for a stop during the checks: a run before may have left something, and --resume begins where there is nothing.
    static ExitCode failed(const Error &error, Console &console)
    {
        const ExitCode code = console.error(error);
        if (code == Interrupted)
            console.message(tr("What is done is kept: run the same command with --resume to go on."));
        return code;
    }

    // Files that --no-check let pass and that could not be read are said, and are no full success.
    static ExitCode finish(QJsonObject document, const QJsonArray &failures, const QString &sentence, Console &console)
    {
        document.insert(u"failures"_s, failures);
        console.result(document);
        console.text(sentence);
        if (failures.isEmpty())
            return Done;
        console.message(tr("Files that could not be read were left out:"));
        for (const QJsonValue &failure : failures)
            console.message(u"  "_s + failure[u"path"_s].toString() + u": "_s + failure[u"message"_s].toString());
        return DoneWithFailures;
    }

    template <typename Read> static QJsonArray unreadable(const QStringList &paths, SourceKind kind, Read read)
    {
        QJsonArray list;
        if (const auto files = listFiles(paths, kind)) {
            for (const FileEntry &file : *files) {
                if (const auto content = read(file.path); !content)
                    list.append(QJsonObject{{u"path"_s, file.path}, {u"message"_s, content.error().message}});
            }
        }
        return list;
    }

    static ExitCode generate(const VectorPyramidParams &params, Console &console)
    {
        const auto made = generateVectorPyramid(params, console);
        if (!made)
            return failed(made.error(), console);
        const QJsonArray failures =
            params.skipUnreadable ? unreadable(params.paths, SourceKind::Vector, readVectorLayers) : QJsonArray();
        return finish(made->toJson(), failures,
            tr("%1: %2 tiles in %3 slabs, %4, from %5 features, in %6.")
                .arg(made->descriptorPath)
                .arg(made->tiles)
                .arg(made->slabs)
                .arg(readableBytes(double(made->bytes)))
                .arg(made->features)
                .arg(readableSeconds(made->seconds)),
            console);
    }

    static ExitCode generate(const PointCloudParams &params, Console &console)
    {
        const auto made = generatePointCloud(params, console);
        if (!made)
            return failed(made.error(), console);
        const QJsonArray failures =
            params.skipUnreadable ? unreadable(params.paths, SourceKind::PointCloud, readLasHeader) : QJsonArray();
        return finish(made->toJson(), failures,
            tr("%1: %2 points in %3 nodes, %4, in %5.")
                .arg(made->path)
                .arg(made->points)
                .arg(made->nodes)
                .arg(readableBytes(double(made->bytes)), readableSeconds(made->seconds)),
            console);
    }

    static ExitCode generate(const RasterPyramidParams &params, Console &console)
    {
        const auto made = generateRasterPyramid(params, console);
        if (!made)
            return failed(made.error(), console);
        // Otherwise such a file has stopped the run, and there is nothing to look for.
        const QJsonArray failures = params.skipUnreadable ? leftOut(params, console) : QJsonArray();
        return finish(made->toJson(), failures,
            tr("%1: %2 tiles in %3 slabs, %4, in %5.")
                .arg(made->descriptorPath)
                .arg(made->tiles)
                .arg(made->slabs)
                .arg(readableBytes(double(made->bytes)), readableSeconds(made->seconds)),
            console);
    }

    // With --no-check a file that cannot be opened does not stop the run; it must not go unsaid either.
    static QJsonArray leftOut(const RasterPyramidParams &params, Console &console)
    {
        RasterOpenOptions how;
        how.assignCrs = params.assignCrs;
        QJsonArray list;
        if (const auto source = RasterSource::open(params.paths, how, console)) {
            for (const RasterTile &tile : (*source)->tiles()) {
                if (!tile.problem.isEmpty())
                    list.append(QJsonObject{{u"path"_s, tile.path}, {u"message"_s, tile.problem}});
            }
        }
        return list;
    }
};

} // namespace

std::unique_ptr<Command> makeGenerateCommand()
{
    return std::make_unique<GenerateCommand>();
}

} // namespace tuilerie::cli
