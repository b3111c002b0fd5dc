// SPDX-License-Identifier: GPL-3.0-or-later
#include "works.h"

#include "check/finding.h"
#include "generate/derive/derivedraster.h"
#include "generate/integration/vectordatabase.h"
#include "generate/pointcloud/pointcloudpyramid.h"
#include "generate/raster/rasterpyramid.h"
#include "generate/vector/vectorpyramid.h"
#include "model/json.h"
#include "pyramid3d.h"
#include "pyramid/verify.h"
#include "source/lasheader.h"
#include "source/rastersource.h"
#include "source/vectorinspect.h"

namespace tuilerie {

using namespace Qt::StringLiterals;

namespace {

// What cannot be read has a finding already.
Result<QJsonArray> systemsOf(const QStringList &paths, const QString &kind, const QString &crs, WorkControl &control)
{
    QJsonArray systems;
    const auto add = [&](const QString &path, const QString &table, const QString &system) {
        systems.append(QJsonObject{{u"path"_s, path}, {u"table"_s, table}, {u"crs"_s, system}});
    };
    if (kind == "raster"_L1) {
        if (const auto source = RasterSource::open(paths, {crs, true}, control))
            add({}, {}, (*source)->info().crs);
        return systems;
    }
    for (const QString &path : paths) {
        TUILERIE_CHECK(checkStop(control));
        if (kind == "vector"_L1) {
            if (const auto layers = readVectorLayers(path))
                for (const VectorLayerInfo &layer : *layers)
                    if (layer.geometry != "None"_L1)
                        add(path, layer.name, layer.crs);
        } else if (const auto header = readLasHeader(path)) {
            add(path, {}, header->crs);
        }
    }
    return systems;
}

Result<QJsonObject> check(const QJsonObject &params, WorkControl &control)
{
    const QStringList paths = modeljson::texts(params["paths"_L1]);
    const QString crs = params["crs"_L1].toString();
    TUILERIE_TRY(findings, checkPaths(paths, crs, control));
    TUILERIE_TRY(systems, systemsOf(paths, params["kind"_L1].toString(), crs, control));
    QJsonArray list;
    for (const Finding &finding : findings)
        list.append(finding.toJson());
    return QJsonObject{{u"findings"_s, list}, {u"systems"_s, systems}};
}

// An engine: parameters and result by their own JSON.
template <typename Params, auto Engine> Result<QJsonObject> engine(const QJsonObject &json, WorkControl &control)
{
    TUILERIE_TRY(params, Params::fromJson(json));
    TUILERIE_TRY(result, Engine(params, control));
    return result.toJson();
}

} // namespace

std::map<QString, BoxedWork> boxedWorks()
{
    return {
        {u"check"_s, check},
        {u"raster-pyramid"_s, engine<RasterPyramidParams, generateRasterPyramid>},
        {u"vector-pyramid"_s, engine<VectorPyramidParams, generateVectorPyramid>},
        {u"point-cloud"_s, engine<PointCloudParams, generatePointCloud>},
        {u"derive"_s, engine<DeriveParams, deriveRaster>},
        {u"vector-integration"_s,
            [](const QJsonObject &params, WorkControl &control) -> Result<QJsonObject> {
                TUILERIE_TRY(made, makeVectorDatabase(VectorIntegration::fromJson(params), control));
                return made.toJson();
            }},
        {u"check-pyramid-3d"_s, checkPyramid3d},
        {u"describe-pyramid-3d"_s, describePyramid3d},
        {u"verify"_s,
            [](const QJsonObject &params, WorkControl &control) -> Result<QJsonObject> {
                TUILERIE_TRY(report, verifyPyramid(params["pyramid"_L1].toString(), 0, control));
                return report.toJson();
            }},
    };
}

} // namespace tuilerie
