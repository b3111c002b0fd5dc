// SPDX-License-Identifier: GPL-3.0-or-later
#include "boxed.h"
#include "commands.h"
#include "findings.h"
#include "kindoptions.h"

#include "generate/derive/derivedraster.h"

#include <QCoreApplication>

namespace tuilerie::cli {

using namespace Qt::StringLiterals;

namespace {

class DeriveCommand final : public Command
{
    Q_DECLARE_TR_FUNCTIONS(tuilerie::cli::DeriveCommand)

public:
    QString name() const override { return u"derive"_s; }
    QString summary() const override
    {
        return tr("Makes a raster of point clouds: terrain, surface, hillshade, intensity or density.");
    }
    std::optional<BoxFiles> boxFiles(const QCommandLineParser &options, const QStringList &paths) const override
    {
        return boxFilesOf(options, paths, {options.value(u"output"_s)});
    }
    QString synopsis() const override
    {
        return u"POINTCLOUD... --product %1 --output FILE.tif"_s.arg(wordsOf<DeriveParams>("product").join(u'|'));
    }
    void addOptions(QCommandLineParser &parser) override
    {
        addDeriveOptions(parser);
        parser.addOptions({
            {u"output"_s, tr("The GeoTIFF to write."), u"FILE.tif"_s},
            {u"no-check"_s, tr("Leaves the checks out; they cost little and save much.")},
        });
    }

    ExitCode run(const QCommandLineParser &options, const QStringList &paths, Console &console) override
    {
        if (paths.isEmpty())
            return console.usage(tr("Name the point clouds to make the raster from."));
        if (!options.isSet(u"product"_s))
            return console.usage(tr("Say what to make: --product %1.").arg(anyOf(wordsOf<DeriveParams>("product"))));
        auto params = readDeriveOptions(options, paths);
        if (!params)
            return console.usage(params.error().message);
        params->output = options.value(u"output"_s);
        if (!params->output.endsWith(".tif"_L1, Qt::CaseInsensitive)
            && !params->output.endsWith(".tiff"_L1, Qt::CaseInsensitive))
            return console.usage(tr("Say where the raster goes: --output FILE.tif."));
        if (!options.isSet(u"no-check"_s)) {
            const auto stopped = isStoppedByCheck(paths, params->assignCrs, SourceKind::PointCloud, console);
            if (!stopped)
                return console.error(stopped.error());
            if (*stopped) {
                console.message(tr("The checks stop the work: put right what is said above, then run the same again."));
                return Blocked;
            }
        }
        const auto made = deriveRaster(*params, console);
        if (!made)
            return console.error(made.error());
        console.result(made->toJson());
        console.text(tr("%1: %2 × %3 cells, %4 with a value, %5 filled, %6 void, from %7 of %8 points, in %9.")
                         .arg(made->path)
                         .arg(made->width)
                         .arg(made->height)
                         .arg(made->cells)
                         .arg(made->filled)
                         .arg(made->voids)
                         .arg(made->usedPoints)
                         .arg(made->points)
                         .arg(readableSeconds(made->seconds)));
        return Done;
    }
};

} // namespace

std::unique_ptr<Command> makeDeriveCommand()
{
    return std::make_unique<DeriveCommand>();
}

} // namespace tuilerie::cli
