// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/entrepot/jobsupport.h"

#include "grid/crs.h"
#include "server/entrepot/work/pyramid3d.h"

#include <QCoreApplication>
#include <QFileInfo>

namespace tuilerie {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("tuilerie::EntrepotService", text);
}

/// A finding for each data set whose CRS is another than the upload declares.
class DeclaredCrs
{
public:
    DeclaredCrs(const char *id, const QString &declared)
        : m_id(id)
        , m_declared(declared)
        , m_wanted(Crs::fromText(declared))
    {
    }

    void check(const QString &path, const QString &what, const QString &crs, std::vector<Finding> &findings)
    {
        if (!m_wanted)
            return;
        const auto present =
            crs.isEmpty() ? Result<Crs>(*m_wanted) : Crs::fromText(crs); // a missing one is what is declared
        m_isThere = m_isThere || (present && present->isSameAs(*m_wanted));
        if (present && !present->isSameAs(*m_wanted))
            findings.push_back(blocking(m_id, path,
                tr("%1 is in %2, the upload says %3.")
                    .arg(what, present->id().isEmpty() ? present->title() : present->id(), m_declared),
                tr("Change the srs of the upload, or deliver files in the declared one.")));
    }
    /// Where some of the data are in the declared CRS, the others are brought into it: then nothing is wrong.
    void allowSeveral(std::vector<Finding> &findings) const
    {
        for (Finding &finding : findings) {
            if (!m_isThere || finding.id != QLatin1String(m_id))
                continue;
            finding.severity = Severity::Info;
            finding.fix = tr("Nothing needs doing: the table is brought into the declared one.");
        }
    }
    void checkItself(std::vector<Finding> &findings) const
    {
        if (!m_wanted)
            findings.push_back(
                blocking(m_id, {}, m_wanted.error().message, tr("Declare the CRS of the files, such as EPSG:2154.")));
    }

private:
    const char *m_id;
    QString m_declared;
    Result<Crs> m_wanted;
    bool m_isThere = false; ///< some of the data are in it
};

} // namespace

Result<QJsonObject> runVectorCheck(
    const Datastore &datastore, const WorkBox &box, const QJsonObject &params, JobControl &control)
{
    const QString upload = params.value(QLatin1String("upload")).toString();
    TUILERIE_TRY(declared, declaredCrs(datastore, {upload}));
    control.beginStep(QStringLiteral("vector"), tr("Vector rules"));
    TUILERIE_TRY(files, datastore.files(upload));
    std::vector<Finding> findings;
    for (const UploadFile &file : files) {
        const QString suffix = QFileInfo(file.path).suffix().toLower();
        if (suffix == QLatin1String("parquet"))
            findings.push_back(blocking("vector.format", file.path,
                tr("This server takes no %1 files.").arg(suffix.toUpper()), tr("Deliver the data as GeoPackage.")));
    }
    TUILERIE_TRY(paths, uploadedPaths(datastore, {upload}, SourceKind::Vector));
    const auto none = [&] {
        findings.push_back(blocking("vector.none", {}, tr("The upload has no vector file."),
            tr("Deliver GeoPackage, Shapefile, GeoJSON, FlatGeobuf, CSV or SQL files.")));
        return outcome(findings, control);
    };
    if (paths.isEmpty())
        return none();
    TUILERIE_TRY(boxed, checkInBox(datastore, box, upload, paths, SourceKind::Vector, declared, control));
    if (boxed.files == 0 && !isBlocked(boxed.findings))
        return none();
    findings.insert(findings.end(), boxed.findings.begin(), boxed.findings.end());
    TUILERIE_TRY(unused, unusedFiles(datastore, upload, SourceKind::Vector));
    findings.insert(findings.end(), unused.begin(), unused.end());
    DeclaredCrs wanted("vector.crs.differs", declared);
    wanted.checkItself(findings);
    for (const CheckedData::System &system : boxed.systems)
        wanted.check(system.path, tr("The table %1").arg(system.table), system.crs, findings);
    wanted.allowSeveral(findings);
    TUILERIE_CHECK(nameByUpload(datastore, upload, findings));
    control.endStep();
    return outcome(findings, control);
}

Result<QJsonObject> runPointCloudCheck(
    const Datastore &datastore, const WorkBox &box, const QJsonObject &params, JobControl &control)
{
    const QString upload = params.value(QLatin1String("upload")).toString();
    TUILERIE_TRY(declared, declaredCrs(datastore, {upload}));
    control.beginStep(QStringLiteral("point-cloud"), tr("Point cloud rules"));
    TUILERIE_TRY(paths, uploadedPaths(datastore, {upload}, SourceKind::PointCloud));
    const auto none = [&] {
        return outcome(
            {blocking("pointcloud.none", {}, tr("The upload has no point cloud."), tr("Deliver LAS or LAZ files."))},
            control);
    };
    if (paths.isEmpty())
        return none();
    TUILERIE_TRY(boxed, checkInBox(datastore, box, upload, paths, SourceKind::PointCloud, declared, control));
    if (boxed.files == 0 && !isBlocked(boxed.findings))
        return none();
    std::vector<Finding> findings = std::move(boxed.findings);
    TUILERIE_TRY(unused, unusedFiles(datastore, upload, SourceKind::PointCloud));
    findings.insert(findings.end(), unused.begin(), unused.end());
    DeclaredCrs wanted("pointcloud.crs.differs", declared);
    wanted.checkItself(findings);
    for (const CheckedData::System &system : boxed.systems)
        wanted.check(system.path, QFileInfo(system.path).fileName(), system.crs, findings);
    TUILERIE_CHECK(nameByUpload(datastore, upload, findings));
    control.endStep();
    return outcome(findings, control);
}

Result<QJsonObject> runPyramid3dCheck(
    const Datastore &datastore, const WorkBox &box, const QJsonObject &params, JobControl &control)
{
    const QString upload = params.value(QLatin1String("upload")).toString();
    control.beginStep(QStringLiteral("verify"), tr("Nodes of the pyramid"));
    const auto entry = pyramid3dEntry(datastore, upload);
    if (!entry)
        return outcome(
            {blocking("pyramid3d.entry", {}, entry.error().message, tr("Deliver one pyramid in each upload."))}, control);
    TUILERIE_TRY(document, datastore.entities().find(EntityKind::Upload, upload));
    const QString type = Upload::fromJson(document).typeInfos.value(QLatin1String("pyramid_type")).toString();
    const bool isEpt = entry->endsWith(QLatin1String("ept.json"));
    TUILERIE_TRY(files, datastore.files(upload));
    QString path;
    for (const UploadFile &file : files)
        if (file.path == *entry)
            path = datastore.pathOf(upload, file);
    auto findings = checkPyramid3d(box, path, control);
    if (!findings
        && (findings.error().code == ErrorCode::Paused || findings.error().code == ErrorCode::Cancelled
            || WorkBox::isBreakdown(findings.error())))
        return fail(findings.error());
    std::vector<Finding> all;
    if (findings)
        all = std::move(*findings);
    else
        all.push_back(blocking("pyramid3d.unreadable", path, findings.error().message, tr("Deliver the files again.")));
    if (!type.isEmpty() && isEpt != (type == QLatin1String("EPT")))
        all.push_back(
            blocking("pyramid3d.type", path, tr("The upload says %1, its files are another kind of pyramid.").arg(type),
                tr("Change pyramid_type in type_infos.")));
    TUILERIE_CHECK(nameByUpload(datastore, upload, all));
    control.endStep();
    return outcome(all, control);
}

} // namespace tuilerie
