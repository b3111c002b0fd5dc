// SPDX-License-Identifier: GPL-3.0-or-later
#include "generate/pointcloud/pointcloudpyramid.h"

#include "base/atomicfile.h"
#include "base/work/barrier.h"
#include "base/work/keepingcontrol.h"
#include "generate/pointcloud/cloudrun.h"
#include "generate/pointcloud/vpc.h"
#include "source/pointcloud/copcfile.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>

#include <chrono>

namespace tuilerie {

using namespace pointcloud;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("tuilerie::PointCloudPyramid", text);
}

enum class Container { Copc, Vpc, Ept };

Result<Container> containerOf(const QString &output)
{
    const QString name = output.section(QLatin1Char('/'), -1);
    if (name.isEmpty() || name == QLatin1String(".") || name == QLatin1String(".."))
        return fail(ErrorCode::Invalid,
            tr("The output “%1” has no name. Give it as FILE.copc.laz, FILE.vpc, or a folder for an EPT.").arg(output));
    if (name.endsWith(QLatin1String(".copc.laz"), Qt::CaseInsensitive))
        return Container::Copc;
    if (name.endsWith(QLatin1String(".vpc"), Qt::CaseInsensitive))
        return Container::Vpc;
    if (name.endsWith(QLatin1String(".laz"), Qt::CaseInsensitive)
        || name.endsWith(QLatin1String(".las"), Qt::CaseInsensitive))
        return fail(ErrorCode::Invalid,
            tr("The output “%1” would be a COPC: let its name end with .copc.laz, so that readers know it.").arg(output));
    return Container::Ept;
}

/// Resumed, but there is nothing left to do.
Result<PointCloudResult> alreadyWhole(const QString &output, Container container)
{
    PointCloudResult result;
    result.path = output;
    if (container == Container::Copc) {
        TUILERIE_TRY(copc, CopcFile::open(output));
        for (const CopcNode &node : copc->nodes()) {
            result.points += node.chunk.points;
            result.nodes += node.chunk.points > 0;
        }
        result.bytes = QFileInfo(output).size();
    } else {
        if (container == Container::Ept)
            result.path += QStringLiteral("/ept.json");
        TUILERIE_TRY(text, readWholeFile(result.path));
        const QJsonObject object = QJsonDocument::fromJson(text).object();
        result.points = object.value(QLatin1String("points")).toInteger();
        for (const QJsonValue &feature : object.value(QLatin1String("features")).toArray())
            result.points += feature[QLatin1String("properties")][QLatin1String("pc:count")].toInteger();
        if (result.points == 0)
            return fail(ErrorCode::Conflict,
                tr("%1 exists already and is no point cloud. Choose another output, or remove it first.").arg(output));
    }
    result.warnings << tr("The pyramid is whole already; nothing was left to do.");
    return result;
}

} // namespace

Result<PointCloudResult> generatePointCloud(const PointCloudParams &given, WorkControl &outer, const PyramidVersion &version)
{
    const auto start = std::chrono::steady_clock::now();
    KeepingControl control(outer);
    PointCloudParams params = given;
    while (params.output.size() > 1 && params.output.endsWith(QLatin1Char('/')))
        params.output.chop(1);
    TUILERIE_TRY(container, containerOf(params.output));
    params.output = QFileInfo(params.output).absoluteFilePath();
    // The name appears only when all is there: a journal that is still beside it is of a run that was killed at its very
    // end.
    if (QFileInfo::exists(params.output)) {
        if (params.resume) {
            TUILERIE_TRY(whole, alreadyWhole(params.output, container));
            QDir(journalFolder(params, params.output)).removeRecursively();
            return std::move(whole);
        }
        return fail(
            ErrorCode::Conflict, tr("%1 exists already. Choose another output, or remove it first.").arg(params.output));
    }
    const QString folder = QFileInfo(params.output).absolutePath();
    errno = 0;
    if (!QDir().mkpath(folder))
        return fail(errorFromErrno(tr("Making the folder"), folder));
    const auto make = [&]() -> Result<PointCloudResult> {
        if (container == Container::Vpc)
            return generateVpc(params, control, version);
        if (!version.ancestor.isEmpty())
            control.log(tr("Only a VPC has parts that a version can keep: all is made again."));
        TUILERIE_TRY(inputs, openCloud(params, control));
        CloudRun run(std::move(inputs), params,
            container == Container::Copc ? copcTarget(params.output) : eptTarget(params.output), control);
        return run.run();
    };
    TUILERIE_TRY(result, guarded(make));
    if (container == Container::Ept)
        result.path = params.output + QStringLiteral("/ept.json");
    result.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    result.warnings = control.warnings();
    return std::move(result);
}

QJsonObject PointCloudResult::toJson() const
{
    QJsonObject object = changes ? changes->toJson() : QJsonObject();
    object.insert(QStringLiteral("path"), path);
    object.insert(QStringLiteral("points"), points);
    object.insert(QStringLiteral("nodes"), nodes);
    object.insert(QStringLiteral("bytes"), bytes);
    object.insert(QStringLiteral("copied_points"), copiedPoints);
    object.insert(QStringLiteral("temporary_bytes"), temporaryBytes);
    object.insert(QStringLiteral("seconds"), seconds);
    object.insert(QStringLiteral("warnings"), QJsonArray::fromStringList(warnings));
    return object;
}

} // namespace tuilerie
