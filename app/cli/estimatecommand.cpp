// SPDX-License-Identifier: GPL-3.0-or-later
#include "boxed.h"
#include "commands.h"
#include "kindoptions.h"

#include "generate/pointcloud/pointcloudpyramid.h"
#include "generate/raster/rasterpyramid.h"
#include "generate/vector/vectorpyramid.h"

#include <QCoreApplication>

namespace tuilerie::cli {

using namespace Qt::StringLiterals;

namespace {

class EstimateCommand final : public Command
{
    Q_DECLARE_TR_FUNCTIONS(tuilerie::cli::EstimateCommand)

public:
    QString name() const override { return u"estimate"_s; }
    QString summary() const override
    {
        return tr("Says how many tiles, bytes and minutes a pyramid takes, from real samples.");
    }
    std::optional<BoxFiles> boxFiles(const QCommandLineParser &options, const QStringList &paths) const override
    {
        return boxFilesOf(options, paths, {});
    }
    QString synopsis() const override { return u"PATH..."_s; }
    void addOptions(QCommandLineParser &parser) override { addEngineOptions(parser); }

    ExitCode run(const QCommandLineParser &options, const QStringList &paths, Console &console) override
    {
        if (paths.isEmpty())
            return console.usage(tr("Name the files or folders of the pyramid."));
        SourceKind kind = sourceKind(paths);
        if (kind == SourceKind::Unknown)
            kind = SourceKind::Raster;
        if (const Status own = refuseForeignOptions(options, kind); !own)
            return console.usage(own.error().message);
        if (kind == SourceKind::Vector)
            return estimateWith(readVectorOptions(options, paths), estimateVectorPyramid, console);
        if (kind == SourceKind::PointCloud)
            return estimateWith(readPointCloudOptions(options, paths), estimatePointCloud, console);
        return estimateWith(readRasterOptions(options, paths), estimateRasterPyramid, console);
    }

private:
    template <typename Params, typename Engine>
    static ExitCode estimateWith(const Result<Params> &params, Engine engine, Console &console)
    {
        if (!params)
            return console.usage(params.error().message);
        const Result<PyramidEstimate> estimate = engine(*params, console);
        if (!estimate)
            return console.error(estimate.error());
        console.result(estimate->toJson());
        QList<QStringList> rows;
        qint64 tiles = 0;
        for (const LevelEstimate &level : estimate->levels) {
            tiles += level.tiles;
            rows << QStringList{
                level.id, QString::number(level.tiles), readableBytes(double(level.bytes)), readableSeconds(level.seconds)};
        }
        rows << QStringList{tr("all"), QString::number(tiles),
            readableRange(readableBytes(double(estimate->bytesLow)), readableBytes(double(estimate->bytesHigh))),
            readableRange(readableSeconds(estimate->secondsLow), readableSeconds(estimate->secondsHigh))};
        console.table({tr("level"), tr("tiles"), tr("size"), tr("time")}, rows, 1);
        return Done;
    }
};

} // namespace

std::unique_ptr<Command> makeEstimateCommand()
{
    return std::make_unique<EstimateCommand>();
}

} // namespace tuilerie::cli
