// SPDX-License-Identifier: GPL-3.0-or-later
#include "worker/pyramid3d.h"

#include "base/atomicfile.h"
#include "check/finding.h"
#include "check/pointcloud/verifycopc.h"
#include "generate/integration/relationtypes.h"
#include "grid/crs.h"
#include "model/json.h"
#include "source/lascrs.h"
#include "source/lasheader.h"
#include "source/pointcloud/copcfile.h"
#include "source/pointcloud/eptfile.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QJsonDocument>

namespace tuilerie {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("tuilerie::Pyramid3d", text);
}

Result<QJsonObject> readJson(const QString &path)
{
    TUILERIE_TRY(content, readWholeFile(path));
    const QJsonObject object = QJsonDocument::fromJson(content).object();
    if (object.isEmpty())
        return fail(ErrorCode::Corrupt, tr("%1 is no readable JSON. Copy it again from its source.").arg(path));
    return object;
}

/// What a pyramid says of itself, as the server keeps it.
struct Description
{
    QString format, crs;
    QJsonObject infos;
    std::optional<Extent> degrees;

    void place(const Extent &extent)
    {
        const auto known = Crs::fromText(crs);
        const auto box = known ? degreesOf(extent, *known) : Result<Extent>(fail(known.error()));
        if (box)
            degrees = degrees ? degrees->united(*box) : *box;
    }
};

Result<Description> describeCopc(const QString &path)
{
    TUILERIE_TRY(header, readLasHeader(path));
    if (!CopcFile::isCopc(path))
        return fail(ErrorCode::Corrupt, tr("%1 is a LAZ file, but no COPC. Generate a COPC from it first.").arg(path));
    Description made;
    made.format = QStringLiteral("COPC");
    made.crs = header.crs;
    made.infos = {{QStringLiteral("points"), header.points}, {QStringLiteral("point_format"), header.pointFormat},
        {QStringLiteral("bounds_z"), QJsonArray{header.minZ, header.maxZ}}};
    made.place(header.extent);
    return made;
}

QString eptCrs(const QJsonObject &srs)
{
    const QString authority = srs.value(QLatin1String("authority")).toString(),
                  code = srs.value(QLatin1String("horizontal")).toVariant().toString();
    if (!authority.isEmpty() && !code.isEmpty())
        return authority + QLatin1Char(':') + code;
    return crsOfWkt(srs.value(QLatin1String("wkt")).toString().toUtf8());
}

Result<Description> describeEpt(const QString &path)
{
    TUILERIE_TRY(ept, readJson(path));
    const QJsonArray bounds = ept.value(QLatin1String("boundsConforming")).toArray();
    if (bounds.size() != 6 || !ept.contains(QLatin1String("span")) || !ept.contains(QLatin1String("dataType")))
        return fail(
            ErrorCode::Corrupt, tr("%1 is no EPT description: boundsConforming, span or dataType is missing.").arg(path));
    Description made;
    made.format = QStringLiteral("EPT");
    made.crs = eptCrs(ept.value(QLatin1String("srs")).toObject());
    made.infos = {{QStringLiteral("points"), modeljson::integer(ept.value(QLatin1String("points")))},
        {QStringLiteral("data_type"), ept.value(QLatin1String("dataType")).toString()},
        {QStringLiteral("span"), ept.value(QLatin1String("span")).toInt()},
        {QStringLiteral("bounds_z"), QJsonArray{bounds.at(2), bounds.at(5)}}};
    made.place({bounds.at(0).toDouble(), bounds.at(1).toDouble(), bounds.at(3).toDouble(), bounds.at(4).toDouble()});
    return made;
}

/// Paths of the files that a VPC names.
Result<QStringList> vpcFiles(const QString &path, const QJsonObject &vpc)
{
    QStringList files;
    const QDir folder = QFileInfo(path).dir();
    for (const QJsonValue feature : vpc.value(QLatin1String("features")).toArray()) {
        const QJsonObject assets = feature[QLatin1String("assets")].toObject();
        for (const QJsonValue asset : assets) {
            const QString href = asset[QLatin1String("href")].toString();
            const QString file = QDir::cleanPath(folder.absoluteFilePath(href));
            if (href.contains(QLatin1Char(':')) || !file.startsWith(folder.absolutePath() + QLatin1Char('/')))
                return fail(ErrorCode::Corrupt,
                    tr("%1 names a file outside its own folder: %2.").arg(path, asset[QLatin1String("href")].toString()));
            if (!files.contains(file))
                files << file;
        }
    }
    if (files.isEmpty())
        return fail(ErrorCode::Corrupt, tr("%1 names no point cloud. Generate it again.").arg(path));
    return files;
}

Result<Description> describeVpc(const QString &path)
{
    TUILERIE_TRY(vpc, readJson(path));
    TUILERIE_TRY(files, vpcFiles(path, vpc));
    Description made;
    made.format = QStringLiteral("VPC");
    qint64 points = 0;
    for (const QJsonValue feature : vpc.value(QLatin1String("features")).toArray())
        points += modeljson::integer(feature[QLatin1String("properties")][QLatin1String("pc:count")]);
    for (const QString &file : std::as_const(files)) {
        TUILERIE_TRY(header, readLasHeader(file));
        const QString first = made.crs.isEmpty() ? header.crs : made.crs;
        made.crs = header.crs;
        made.place(header.extent);
        made.crs = first;
    }
    made.infos = {{QStringLiteral("points"), points}, {QStringLiteral("files_number"), files.size()}};
    return made;
}

QJsonObject found(const char *id, const QString &path, const QString &message)
{
    Finding finding;
    finding.id = QLatin1String(id);
    finding.severity = Severity::Blocking;
    finding.path = path;
    finding.message = message;
    finding.fix = tr("Deliver the files again, or generate the pyramid again.");
    return finding.toJson();
}

} // namespace

Result<QJsonObject> describePyramid3d(const QJsonObject &params, WorkControl &)
{
    const QString path = params[QLatin1String("path")].toString();
    TUILERIE_TRY(made,
        path.endsWith(QLatin1String("ept.json"))   ? describeEpt(path)
            : path.endsWith(QLatin1String(".vpc")) ? describeVpc(path)
                                                   : describeCopc(path));
    return QJsonObject{{QStringLiteral("format"), made.format}, {QStringLiteral("crs"), made.crs},
        {QStringLiteral("type_infos"), made.infos},
        {QStringLiteral("degrees"), made.degrees ? QJsonValue(made.degrees->toJson()) : QJsonValue()}};
}

Result<QJsonObject> checkPyramid3d(const QJsonObject &params, WorkControl &control)
{
    const QString path = params[QLatin1String("path")].toString();
    const auto answer = [](const QJsonArray &findings) { return QJsonObject{{QStringLiteral("findings"), findings}}; };
    if (path.endsWith(QLatin1String(".vpc"), Qt::CaseInsensitive)) { // it must name nothing but its own files
        TUILERIE_TRY(vpc, readJson(path));
        if (const auto files = vpcFiles(path, vpc); !files)
            return answer({found("pyramid3d.outside", path, files.error().message)});
    }
    QJsonArray findings;
    const auto report = verifyPointCloud(path, control);
    if (report) {
        for (const QString &error : report->errors)
            findings.append(found("pyramid3d.node", path, error));
        control.log(tr("%1: %2 files, %3 nodes, %4 points read.")
                        .arg(report->kind)
                        .arg(report->files)
                        .arg(report->nodes)
                        .arg(report->points));
        return answer(findings);
    }
    if (report.error().code != ErrorCode::Unsupported)
        return fail(report.error());
    // Points in a form that we do not decode can be served all the same, where the hierarchy holds.
    if (const auto ept = EptFile::open(path); !ept)
        findings.append(found("pyramid3d.hierarchy", path, ept.error().message));
    return answer(findings);
}

} // namespace tuilerie
