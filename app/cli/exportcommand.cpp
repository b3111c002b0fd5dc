// SPDX-License-Identifier: GPL-3.0-or-later
#include "boxed.h"
#include "commands.h"
#include "pyramid/pyramidplaces.h"
#include "pyramidoptions.h"

#include "generate/export/pyramidexport.h"

#include <QCoreApplication>

namespace tuilerie::cli {

using namespace Qt::StringLiterals;

namespace {

class ExportCommand final : public Command
{
    Q_DECLARE_TR_FUNCTIONS(tuilerie::cli::ExportCommand)

public:
    QString name() const override { return u"export"_s; }
    QString summary() const override
    {
        return tr("Writes a ROK4 pyramid into one file of another format: PMTiles, MBTiles, GeoPackage or COG.");
    }
    std::optional<BoxFiles> boxFiles(const QCommandLineParser &options, const QStringList &arguments) const override
    {
        return boxFilesOfPyramid(options, arguments.mid(0, 1), arguments.mid(1));
    }
    QString synopsis() const override { return u"PYRAMID.json --to %1 FILE"_s.arg(ExportParams::formatWords().join(u'|')); }
    void addOptions(QCommandLineParser &parser) override
    {
        addWorkersOption(parser);
        parser.addOptions({
            {u"to"_s, tr("The format of the file."), u"FORMAT"_s},
            {u"title"_s, tr("The title in the file (the pyramid's name)."), u"TEXT"_s},
            {u"abstract"_s, tr("A sentence for its readers."), u"TEXT"_s},
            {u"attribution"_s, tr("Whose data they are."), u"TEXT"_s},
            {u"level"_s, tr("The finest level to export (the pyramid's finest); a COG has its cells."), u"LEVEL"_s},
            {u"resume"_s, tr("Goes on with an unfinished export of the same.")},
        });
    }

    ExitCode run(const QCommandLineParser &options, const QStringList &arguments, Console &console) override
    {
        if (arguments.size() != 2)
            return console.usage(tr("Name the pyramid's .json file and the file to write."));
        if (!options.isSet(u"to"_s))
            return console.usage(tr("Say the format: --to %1.").arg(ExportParams::formatWords().join(u'|')));
        const auto format = ExportParams::formatFromWord(options.value(u"to"_s));
        if (!format)
            return console.usage(format.error().message);
        const auto workers = workersOf(options, console);
        if (!workers)
            return Usage;
        ExportParams params;
        params.pyramid = descriptorOf(arguments.at(0));
        params.format = *format;
        params.output = arguments.at(1);
        params.title = options.value(u"title"_s);
        params.abstract = options.value(u"abstract"_s);
        params.attribution = options.value(u"attribution"_s);
        params.level = options.value(u"level"_s);
        params.workers = *workers;
        params.resume = options.isSet(u"resume"_s);
        const auto made = exportPyramid(params, console);
        if (!made)
            return console.error(made.error());
        console.result(made->toJson());
        console.text(tr("%1: levels %2 to %3, %4, in %5.")
                         .arg(made->path, made->levels.first(), made->levels.last(), readableBytes(double(made->bytes)),
                             readableSeconds(made->seconds)));
        return Done;
    }
};

} // namespace

std::unique_ptr<Command> makeExportCommand()
{
    return std::make_unique<ExportCommand>();
}

} // namespace tuilerie::cli
