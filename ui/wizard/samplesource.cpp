// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/wizard/samplesource.h"

#include "generate/raster/rasterproposal.h"
#include "ui/wizard/tilepicture.h"
#include "ui/wizard/vectortilepicture.h"

namespace tuilerie {

namespace {

constexpr int vectorPictureSide = 320;

/// What is left transparent, as far as one number says it.
double nodataOf(const RasterPyramidParams &params, const RasterInfo &data)
{
    bool isStated = false;
    const double stated = params.nodata.section(QLatin1Char(','), 0, 0).toDouble(&isStated);
    return isStated ? stated : data.nodata.value_or(qQNaN());
}

} // namespace

SampleSource rasterSample(
    const RasterPyramidParams &params, const RasterInfo &data, const QString &crsOfGrid, const QString &style)
{
    const SampleType type = keepsValues(data, params) ? SampleType::Float32 : SampleType::UInt8;
    return [params, crsOfGrid, style, type, channels = proposedChannels(data, params), nodata = nodataOf(params, data)](
               const TileMatrix &matrix, qint64 column, qint64 row, WorkControl &control) {
        SampledTile sample{sampleRasterTileInBox(params, matrix.id, column, row, control), QImage(), {}};
        const auto compression = RasterFormat::compressionFromWord(params.format);
        if (sample.tile && !sample.tile->isEmpty() && compression)
            sample.image =
                tilePicture(*sample.tile, {*compression, type}, channels, {matrix, column, row, crsOfGrid}, nodata, style);
        return sample;
    };
}

SampleSource vectorSample(const VectorPyramidParams &params)
{
    return [params](const TileMatrix &matrix, qint64 column, qint64 row, WorkControl &control) {
        SampledTile sample{sampleVectorTileInBox(params, matrix.id, column, row, control), QImage(), 0};
        if (!sample.tile || sample.tile->isEmpty())
            return sample;
        if (auto picture = drawVectorTile(*sample.tile, vectorPictureSide)) {
            sample.image = picture->image;
            sample.features = picture->features;
        } else {
            sample.image = fail(std::move(picture.error()));
        }
        return sample;
    };
}

} // namespace tuilerie
