// SPDX-License-Identifier: GPL-3.0-or-later
#include "boxed.h"
#include "commands.h"
#include "pyramid/pyramidplaces.h"
#include "pyramidoptions.h"

#include "check/pointcloud/verifycopc.h"
#include "pyramid/pyramidrepair.h"

#include <QCoreApplication>
#include <QFileInfo>

namespace tuilerie::cli {

using namespace Qt::StringLiterals;

namespace {

void list(const std::vector<VerifyError> &errors, Console &console)
{
    for (const VerifyError &error : errors)
        console.text(u"%1: %2"_s.arg(error.place, error.message));
}

class VerifyCommand final : public Command
{
    Q_DECLARE_TR_FUNCTIONS(tuilerie::cli::VerifyCommand)

public:
    QString name() const override { return u"verify"_s; }
    QString summary() const override { return tr("Reads a pyramid from end to end: every tile, every node."); }
    std::optional<BoxFiles> boxFiles(const QCommandLineParser &options, const QStringList &pyramids) const override
    {
        return boxFilesOfPyramid(options, pyramids, {});
    }
    QString synopsis() const override { return u"PYRAMID.json|FILE.copc.laz|FILE.vpc|ept.json|DIR"_s; }
    void addOptions(QCommandLineParser &parser) override { addWorkersOption(parser); }

    ExitCode run(const QCommandLineParser &options, const QStringList &arguments, Console &console) override
    {
        if (arguments.size() != 1)
            return console.usage(tr("Name one pyramid: the .json file of a ROK4 pyramid, a COPC, a VPC or an EPT."));
        const auto workers = workersOf(options, console);
        if (!workers)
            return Usage;
        if (isPointCloud(arguments.first()))
            return verifyCloud(arguments.first(), console);
        const auto report = verifyPyramid(descriptorOf(arguments.first()), *workers, console);
        if (!report)
            return console.error(report.error());
        console.result(report->toJson());
        list(report->errors, console);
        console.text(tr("%1 slabs, %2 tiles, %3: %4 errors.")
                         .arg(report->slabs)
                         .arg(report->tiles)
                         .arg(readableBytes(double(report->bytes)))
                         .arg(report->errors.size()));
        return report->errors.empty() ? Done : Failed;
    }

private:
    static bool isPointCloud(const QString &path)
    {
        const QFileInfo file(path);
        const QString suffix = file.suffix().toLower();
        return suffix == "laz"_L1 || suffix == "las"_L1 || suffix == "vpc"_L1 || file.fileName() == "ept.json"_L1
            || QFileInfo(path + "/ept.json"_L1).isFile();
    }

    static ExitCode verifyCloud(const QString &path, Console &console)
    {
        const auto report = verifyPointCloud(path, console);
        if (!report)
            return console.error(report.error());
        console.result(report->toJson());
        for (const QString &error : report->errors)
            console.text(error);
        console.text(tr("%1: %2 files, %3 nodes, %4 points, %5: %6 errors.")
                         .arg(report->kind)
                         .arg(report->files)
                         .arg(report->nodes)
                         .arg(report->points)
                         .arg(readableBytes(double(report->bytes)))
                         .arg(report->errors.size()));
        return report->errors.isEmpty() ? Done : Failed;
    }
};

class RepairCommand final : public Command
{
    Q_DECLARE_TR_FUNCTIONS(tuilerie::cli::RepairCommand)

public:
    QString name() const override { return u"repair"_s; }
    QString summary() const override
    {
        return tr(
            "Writes those slabs of a PNG pyramid anew that other readers, the official server among them, take wrongly: "
            "the same pixels in the same place.");
    }
    std::optional<BoxFiles> boxFiles(const QCommandLineParser &options, const QStringList &pyramids) const override
    {
        return boxFilesOfPyramid(options, pyramids, pyramids);
    }
    QString synopsis() const override { return u"PYRAMID.json"_s; }
    void addOptions(QCommandLineParser &parser) override { addWorkersOption(parser); }

    ExitCode run(const QCommandLineParser &options, const QStringList &arguments, Console &console) override
    {
        if (arguments.size() != 1)
            return console.usage(tr("Name one pyramid: the .json file of a ROK4 pyramid."));
        const auto workers = workersOf(options, console);
        if (!workers)
            return Usage;
        const auto report = repairPyramid(descriptorOf(arguments.first()), *workers, console);
        if (!report)
            return console.error(report.error());
        console.result(report->toJson());
        list(report->errors, console);
        console.text(tr("%1 slabs looked at, %2 written anew (%3 tiles): %4 errors.")
                         .arg(report->slabs)
                         .arg(report->repaired)
                         .arg(report->tiles)
                         .arg(report->errors.size()));
        return report->errors.empty() ? Done : Failed;
    }
};

} // namespace

std::unique_ptr<Command> makeRepairCommand()
{
    return std::make_unique<RepairCommand>();
}

std::unique_ptr<Command> makeVerifyCommand()
{
    return std::make_unique<VerifyCommand>();
}

} // namespace tuilerie::cli
