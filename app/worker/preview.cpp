// SPDX-License-Identifier: GPL-3.0-or-later
#include "worker/preview.h"

#include "check/vector/vectorfix.h"
#include "generate/pointcloud/preview.h"
#include "generate/raster/rasterpyramid.h"
#include "generate/vector/vectorpyramid.h"
#include "model/json.h"

namespace tuilerie {

using namespace Qt::StringLiterals;

namespace {

template <typename Params, auto Sample> Result<QJsonObject> sample(const QJsonObject &asked)
{
    TUILERIE_TRY(params, Params::fromJson(asked["params"_L1].toObject()));
    TUILERIE_TRY(
        tile, Sample(params, asked["level"_L1].toString(), asked["col"_L1].toInteger(), asked["row"_L1].toInteger()));
    return QJsonObject{{u"tile"_s, QString::fromLatin1(tile.toBase64())}};
}

} // namespace

Result<QJsonObject> sampleRaster(const QJsonObject &params, WorkControl &)
{
    return sample<RasterPyramidParams, sampleRasterTile>(params);
}

Result<QJsonObject> sampleVector(const QJsonObject &params, WorkControl &)
{
    return sample<VectorPyramidParams, sampleVectorTile>(params);
}

Result<QJsonObject> previewCloud(const QJsonObject &params, WorkControl &control)
{
    const bool isFirst = params["level"_L1].toInt() == int(PreviewLevel::First);
    TUILERIE_TRY(made,
        makePreview(modeljson::texts(params["paths"_L1]), isFirst ? PreviewLevel::First : PreviewLevel::Refined, control));
    return made.toJson();
}

Result<QJsonObject> fix(const QJsonObject &params, WorkControl &control)
{
    const VectorFixOptions options{params["crs"_L1].toString(), params["encoding"_L1].toString()};
    TUILERIE_TRY(report,
        fixVector(params["path"_L1].toString(), params["copy"_L1].toString(), modeljson::texts(params["actions"_L1]),
            control, options));
    return report.toJson();
}

} // namespace tuilerie
