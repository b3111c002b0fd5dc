// SPDX-License-Identifier: GPL-3.0-or-later
#include "generate/raster/rasterpyramid.h"
#include "source/inbox.h"

namespace tuilerie {

using namespace Qt::StringLiterals;

namespace {

/// The data, and a grid of the user's own.
QStringList inputsOf(const RasterPyramidParams &params)
{
    return params.tms.endsWith(".json"_L1, Qt::CaseInsensitive) ? params.paths + QStringList{params.tms} : params.paths;
}

} // namespace

Result<PyramidEstimate> estimateRasterPyramidInBox(const RasterPyramidParams &params, WorkControl &control)
{
    const auto answer = inBox(u"estimate-raster"_s, params.toJson(), inputsOf(params), {}, control);
    if (!answer)
        return estimateRasterPyramid(params, control);
    if (!*answer)
        return fail(answer->error());
    return PyramidEstimate::fromJson(**answer);
}

Result<QByteArray> sampleRasterTileInBox(
    const RasterPyramidParams &params, const QString &level, qint64 col, qint64 row, WorkControl &control)
{
    const QJsonObject asked{{u"params"_s, params.toJson()}, {u"level"_s, level}, {u"col"_s, col}, {u"row"_s, row}};
    const auto answer = inBox(u"sample-raster"_s, asked, inputsOf(params), {}, control);
    if (!answer)
        return sampleRasterTile(params, level, col, row);
    if (!*answer)
        return fail(answer->error());
    return QByteArray::fromBase64((**answer)["tile"_L1].toString().toLatin1());
}

} // namespace tuilerie
