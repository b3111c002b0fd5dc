// SPDX-License-Identifier: GPL-3.0-or-later
#include "commands.h"
#include "findings.h"
#include "rasteroptions.h"

#include "generate/rasterpyramid.h"
#include "source/rastersource.h"

#include <QCoreApplication>

namespace tuilerie::cli {

using namespace Qt::StringLiterals;

namespace {

class GenerateCommand final : public Command
{
    Q_DECLARE_TR_FUNCTIONS(tuilerie::cli::GenerateCommand)

public:
    QString name() const override { return u"generate"_s; }
    QString summary() const override { return tr("Makes a pyramid: generate raster PATH... --output DIR/NAME."); }
    QString synopsis() const override { return u"raster PATH... --output DIR/NAME"_s; }
    void addOptions(QCommandLineParser &parser) override
    {
        parser.addOptions({
            {u"output"_s, tr("Where to: DIR/NAME makes DIR/NAME.json and DIR/NAME/; DIR may be /vsis3/bucket/prefix."), u"DIR/NAME"_s},
            {u"resume"_s, tr("Goes on with a run that was stopped.")},
            {u"runner"_s, tr("Where the work runs: local."), u"RUNNER"_s, u"local"_s},
            {u"no-check"_s, tr("Leaves the checks out; they cost little and save much.")},
        });
        addRasterOptions(parser);
    }

    ExitCode run(const QCommandLineParser &options, const QStringList &arguments, Console &console) override
    {
        const QString kind = arguments.value(0);
        if (kind.isEmpty())
            return console.usage(tr("Say what to generate: raster."));
        if (kind == "vector"_L1 || kind == "pointcloud"_L1)
            return console.usage(tr("This version generates raster pyramids only: generate raster PATH... --output DIR/NAME."));
        if (kind != "raster"_L1)
            return console.usage(tr("There is no \"%1\" to generate. Say generate raster PATH... --output DIR/NAME.").arg(kind));
        const QStringList paths = arguments.mid(1);
        if (paths.isEmpty())
            return console.usage(tr("Name the files or folders to make the pyramid from."));
        const QString output = options.value(u"output"_s);
        if (output.isEmpty() || output.endsWith(u'/'))
            return console.usage(tr("Say where the pyramid goes: --output DIR/NAME."));
        if (options.value(u"runner"_s) != "local"_L1)
            return console.usage(tr("--runner is local in this version, not \"%1\".").arg(options.value(u"runner"_s)));
        auto params = readRasterOptions(options, paths);
        if (!params)
            return console.usage(params.error().message);
        params->output = output;
        params->resume = options.isSet(u"resume"_s);
        params->skipUnreadable = options.isSet(u"no-check"_s);

        if (!options.isSet(u"no-check"_s)) {
            const auto stopped = isStoppedByCheck(paths, params->assignCrs, console);
            if (!stopped)
                return console.error(stopped.error());
            if (*stopped) {
                console.message(tr("The checks stop the work: put right what is said above, then run the same again."));
                return Blocked;
            }
        }
        return generate(*params, console);
    }

private:
    static ExitCode generate(const RasterPyramidParams &params, Console &console)
    {
        const auto made = generateRasterPyramid(params, console);
        if (!made) {
            const ExitCode code = console.error(made.error());
            if (code == Interrupted)
                console.message(tr("What is done is kept: run the same command with --resume to go on."));
            return code;
        }
        // Otherwise such a file has stopped the run, and there is nothing to look for.
        const QJsonArray failures = params.skipUnreadable ? leftOut(params, console) : QJsonArray();
        QJsonObject document = made->toJson();
        document.insert(u"failures"_s, failures);
        console.result(document);
        console.text(tr("%1: %2 tiles in %3 slabs, %4, in %5.").arg(made->descriptorPath).arg(made->tiles).arg(made->slabs)
                         .arg(readableBytes(double(made->bytes)), readableSeconds(made->seconds)));
        if (failures.isEmpty())
            return Done;
        console.message(tr("Files that could not be read were left out:"));
        for (const QJsonValue &failure : failures)
            console.message(u"  "_s + failure[u"path"_s].toString() + u": "_s + failure[u"message"_s].toString());
        return DoneWithFailures;
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
