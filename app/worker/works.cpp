// SPDX-License-Identifier: GPL-3.0-or-later
#include "worker/works.h"

#include "base/filename.h"
#include "changes/changefile.h"
#include "changes/dataselection.h"
#include "check/finding.h"
#include "generate/derive/derivedraster.h"
#include "generate/export/pyramidexport.h"
#include "generate/integration/vectordatabase.h"
#include "generate/pointcloud/pointcloudpyramid.h"
#include "generate/raster/rasterpyramid.h"
#include "generate/vector/vectorpyramid.h"
#include "model/json.h"
#include "worker/data.h"
#include "worker/preview.h"
#include "worker/probe.h"
#include "worker/pyramid3d.h"
#include "pyramid/valuerange.h"
#include "pyramid/verify.h"
#include "source/lasheader.h"
#include "source/filelist.h"
#include "source/inspect.h"
#include "source/rastersource.h"
#include "source/stylefile.h"
#include "source/vectorinspect.h"
#include "source/workcopy.h"

#include <QDir>
#include <QFileInfo>

#include <algorithm>

namespace tuilerie {

using namespace Qt::StringLiterals;

namespace {

// What cannot be read has a finding already.
Result<QJsonArray> systemsOf(
    const QStringList &paths, const std::vector<FileEntry> &files, SourceKind kind, const QString &crs, WorkControl &control)
{
    QJsonArray systems;
    const auto add = [&](const QString &path, const QString &table, const QString &system) {
        systems.append(QJsonObject{{u"path"_s, asGiven(path)}, {u"table"_s, table}, {u"crs"_s, system}});
    };
    if (kind == SourceKind::Raster) {
        if (const auto source = RasterSource::open(paths, {crs, true}, control))
            add({}, {}, (*source)->info().crs);
        return systems;
    }
    for (const FileEntry &file : files) {
        TUILERIE_CHECK(checkStop(control));
        if (kind == SourceKind::Vector) {
            if (const auto layers = readVectorLayers(file.path))
                for (const VectorLayerInfo &layer : *layers)
                    if (layer.geometry != "None"_L1)
                        add(file.path, layer.name, layer.crs);
        } else if (const auto header = readLasHeader(file.path)) {
            add(file.path, {}, header->crs);
        }
    }
    return systems;
}

Result<QJsonObject> check(const QJsonObject &params, WorkControl &control)
{
    const QStringList paths = modeljson::texts(params["paths"_L1]);
    const QString crs = params["crs"_L1].toString();
    const QString word = params["kind"_L1].toString();
    const SourceKind kind = word == "raster"_L1 ? SourceKind::Raster
        : word == "vector"_L1                   ? SourceKind::Vector
                                                : SourceKind::PointCloud;
    const auto listed = listFiles(paths, kind, &control);
    TUILERIE_CHECK(checkStop(control));
    const std::vector<FileEntry> files = listed.value_or(std::vector<FileEntry>());
    std::vector<Finding> findings;
    // A zip may hold nothing of the kind; what else is wrong with it is a finding.
    if (listed || listed.error().code != ErrorCode::NotFound || !std::all_of(paths.begin(), paths.end(), isFile)) {
        TUILERIE_TRY(found, checkPaths(paths, crs, control, {kind}));
        findings = std::move(found);
    }
    TUILERIE_TRY(systems, systemsOf(paths, files, kind, crs, control));
    QJsonArray list;
    for (const Finding &finding : findings)
        list.append(finding.toJson());
    return QJsonObject{{u"findings"_s, list}, {u"systems"_s, systems}, {u"files"_s, qint64(files.size())}};
}

// The findings alone, for programs with people in front of them.
Result<QJsonObject> find(const QJsonObject &params, WorkControl &control)
{
    const CheckScope scope{SourceKind(params["only"_L1].toInt()), params["before_work"_L1].toBool()};
    TUILERIE_TRY(findings, checkPaths(modeljson::texts(params["paths"_L1]), params["crs"_L1].toString(), control, scope));
    QJsonArray list;
    for (const Finding &finding : findings)
        list.append(finding.toJson());
    return QJsonObject{{u"findings"_s, list}};
}

// An engine: parameters and result by their own JSON.
template <typename Params, auto Engine> Result<QJsonObject> engine(const QJsonObject &json, WorkControl &control)
{
    TUILERIE_TRY(params, Params::fromJson(json));
    TUILERIE_TRY(result, Engine(params, control));
    return result.toJson();
}

// The same with the pyramid's place among the versions of a layer.
template <typename Params, auto Engine> Result<QJsonObject> version(const QJsonObject &json, WorkControl &control)
{
    QJsonObject rest = json;
    const PyramidVersion place{rest.take("ancestor"_L1).toString(), rest.take("is_kept"_L1).toBool()};
    TUILERIE_TRY(params, Params::fromJson(rest));
    TUILERIE_TRY(result, Engine(params, control, place));
    return result.toJson();
}

Result<QJsonObject> rasterVersion(const QJsonObject &json, WorkControl &control)
{
    QJsonObject rest = json;
    const QString state = rest.take("state"_L1).toString();
    TUILERIE_TRY(params, RasterPyramidParams::fromJson(rest));
    TUILERIE_TRY(outlook, lookAtRasterVersion(params, state, control));
    return outlook.toJson();
}

/// With what those who draw the pyramid want to know of it.
QJsonObject withRange(QJsonObject answer, const QString &pyramid)
{
    answer.insert("value_range"_L1, valueRangeOf(pyramid));
    return answer;
}

// Temporary tables that grow out of memory: a box has no other folder.
void keepTablesBeside(const QString &path)
{
    qputenv("SQLITE_TMPDIR", bytesOfPath(QFileInfo(path).path()));
}

Result<QJsonObject> push(const QJsonObject &params, WorkControl &)
{
    const QString database = params["database"_L1].toString();
    keepTablesBeside(database);
    TUILERIE_TRY(outcome, applyPush(database, params["changes"_L1].toString(), params["base"_L1].toString()));
    return outcome.toJson();
}

Result<QJsonObject> dataPart(const QJsonObject &params, WorkControl &control)
{
    const QString to = params["to"_L1].toString();
    keepTablesBeside(to);
    TUILERIE_CHECK(extractData(params["from"_L1].toString(), to, DataSelection::fromJson(params["selection"_L1].toObject()),
        params["besides"_L1].toObject(), control));
    return QJsonObject();
}

/// What works say and leave of copies that they make of a delivery's files (source/workcopy.h).
class AsGivenControl final : public WorkControl
{
public:
    explicit AsGivenControl(WorkControl &control)
        : m_control(control)
    {
    }
    void progress(const Progress &progress) override { m_control.progress(progress); }
    void log(const QString &line) override { m_control.log(asGiven(line)); }
    void warning(const QString &sentence) override { m_control.warning(asGiven(sentence)); }
    StopRequest shouldStop() const override { return m_control.shouldStop(); }
    int reportIntervalMs() const override { return m_control.reportIntervalMs(); }

private:
    WorkControl &m_control;
};

BoxedWork onCopies(const BoxedWork &work, bool isToStay)
{
    return [work, isToStay](QJsonObject params, WorkControl &control) -> Result<QJsonObject> {
        const QString copies = params.take("copies"_L1).toString();
        keepWorkCopiesIn(copies.isEmpty() ? QDir::tempPath() : copies);
        AsGivenControl speaking(control);
        Result<QJsonObject> outcome = work(params, speaking);
        if (!outcome)
            outcome.error().message = asGiven(outcome.error().message);
        if (!isToStay && (outcome || outcome.error().code != ErrorCode::Paused)) // which goes on with them
            removeWorkCopies();
        return outcome;
    };
}

} // namespace

std::map<QString, BoxedWork> boxedWorks()
{
    std::map<QString, BoxedWork> works{
        {u"check"_s, check},
        {u"find"_s, find},
        {u"raster-pyramid"_s,
            [](const QJsonObject &params, WorkControl &control) -> Result<QJsonObject> {
                TUILERIE_TRY(made, (version<RasterPyramidParams, generateRasterPyramid>(params, control)));
                return withRange(made, made["descriptor"_L1].toString());
            }},
        {u"raster-version"_s, rasterVersion},
        {u"vector-pyramid"_s, version<VectorPyramidParams, generateVectorPyramid>},
        {u"point-cloud"_s, version<PointCloudParams, generatePointCloud>},
        {u"derive"_s, version<DeriveParams, deriveRaster>},
        {u"vector-integration"_s,
            [](const QJsonObject &params, WorkControl &control) -> Result<QJsonObject> {
                TUILERIE_TRY(made, makeVectorDatabase(VectorIntegration::fromJson(params), control));
                return made.toJson();
            }},
        {u"estimate-raster"_s, engine<RasterPyramidParams, estimateRasterPyramid>},
        {u"estimate-vector"_s, engine<VectorPyramidParams, estimateVectorPyramid>},
        {u"estimate-cloud"_s, engine<PointCloudParams, estimatePointCloud>},
        {u"sample-raster"_s, sampleRaster},
        {u"sample-vector"_s, sampleVector},
        {u"preview"_s, previewCloud},
        {u"fix"_s, fix},
        {u"inspect"_s,
            [](const QJsonObject &params, WorkControl &control) -> Result<QJsonObject> {
                TUILERIE_TRY(items, inspectPaths(modeljson::texts(params["paths"_L1]), control));
                return QJsonObject{{u"items"_s, items}};
            }},
        {u"push"_s, push},
        {u"data-part"_s, dataPart},
        {u"probe"_s, probe},
        {u"look"_s, look},
        {u"files"_s, filesOfDelivery},
        {u"pyramid-infos"_s, infosOfPyramid},
        {u"names-in-archive"_s, archiveNames},
        {u"unpack"_s, unpack},
        {u"check-pyramid-3d"_s, checkPyramid3d},
        {u"describe-pyramid-3d"_s, describePyramid3d},
        {u"export"_s,
            [](const QJsonObject &params, WorkControl &control) -> Result<QJsonObject> {
                TUILERIE_TRY(wanted, ExportParams::fromJson(params));
                wanted.resume = params["resume"_L1].toBool(true); // a job may have been interrupted
                TUILERIE_TRY(made, exportPyramid(wanted, control));
                return made.toJson();
            }},
        {u"export-outlook"_s,
            [](const QJsonObject &params, WorkControl &control) -> Result<QJsonObject> {
                TUILERIE_TRY(wanted, ExportParams::fromJson(params));
                wanted.resume = params["resume"_L1].toBool();
                TUILERIE_TRY(outlook, lookAtExport(wanted, control));
                return outlook.toJson();
            }},
        {u"style"_s,
            [](const QJsonObject &params, WorkControl &) -> Result<QJsonObject> {
                return styleInfos(QByteArray::fromBase64(params["content"_L1].toString().toLatin1()));
            }},
        {u"verify"_s,
            [](const QJsonObject &params, WorkControl &control) -> Result<QJsonObject> {
                const QString pyramid = params["pyramid"_L1].toString();
                TUILERIE_TRY(report, verifyPyramid(pyramid, 0, control));
                return withRange(report.toJson(), pyramid);
            }},
    };
    for (auto &[name, work] : works)
        work = onCopies(work, name == "unpack"_L1);
    return works;
}

} // namespace tuilerie
