// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/entrepot/work/pyramid3d.h"

#include "grid/extent.h"
#include "source/pointcloud/copcfile.h"

#include <QCoreApplication>
#include <QFileInfo>

namespace tuilerie {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("tuilerie::Pyramid3d", text);
}

} // namespace

Result<QString> pyramid3dEntry(const Datastore &datastore, const QString &upload)
{
    TUILERIE_TRY(files, datastore.files(upload));
    QStringList epts, vpcs, copcs;
    for (const UploadFile &file : files) {
        if (QFileInfo(file.path).fileName() == QLatin1String("ept.json"))
            epts << file.path;
        else if (file.path.endsWith(QLatin1String(".vpc"), Qt::CaseInsensitive))
            vpcs << file.path;
        else if (file.path.endsWith(QLatin1String(".laz"), Qt::CaseInsensitive)
            && CopcFile::isCopc(datastore.pathOf(upload, file)))
            copcs << file.path;
    }
    if (epts.size() == 1 && vpcs.isEmpty())
        return epts.front();
    if (epts.isEmpty() && vpcs.size() == 1)
        return vpcs.front();
    if (epts.isEmpty() && vpcs.isEmpty() && copcs.size() == 1)
        return copcs.front();
    return fail(ErrorCode::Invalid,
        tr("The upload must be one pyramid: a COPC file, a VPC with the COPC files that it names, or an EPT with its "
           "ept.json."));
}

Result<GeneratedData> describePyramid3d(
    const WorkBox &box, const QString &folder, const QString &entry, WorkControl &control)
{
    TUILERIE_TRY(words,
        box.run(QStringLiteral("describe-pyramid-3d"), {{QStringLiteral("path"), folder + QLatin1Char('/') + entry}},
            {{folder}, {}}, control));
    GeneratedData made;
    made.folder = folder;
    made.entry = entry;
    made.format = words[QLatin1String("format")].toString();
    made.srs = words[QLatin1String("crs")].toString();
    made.typeInfos = words[QLatin1String("type_infos")].toObject();
    made.typeInfos.insert(QLatin1String("format"), made.format);
    if (const QJsonArray degrees = words[QLatin1String("degrees")].toArray(); degrees.size() == 4)
        made.box = {degrees[0].toDouble(), degrees[1].toDouble(), degrees[2].toDouble(), degrees[3].toDouble()};
    return made;
}

Result<std::vector<Finding>> checkPyramid3d(const WorkBox &box, const QString &path, WorkControl &control)
{
    TUILERIE_TRY(
        answer, box.run(QStringLiteral("check-pyramid-3d"), {{QStringLiteral("path"), path}}, {{path}, {}}, control));
    std::vector<Finding> findings;
    for (const QJsonValue finding : answer[QLatin1String("findings")].toArray())
        findings.push_back(Finding::fromJson(finding.toObject()));
    return findings;
}

} // namespace tuilerie
