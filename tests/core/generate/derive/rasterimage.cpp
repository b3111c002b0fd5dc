// SPDX-License-Identifier: GPL-3.0-or-later
#include "rasterimage.h"

#include <gdal.h>
#include <ogr_srs_api.h>

namespace tuilerie::test {

RasterImage readImage(const QString &path, int number)
{
    GDALAllRegister();
    RasterImage image;
    const GDALDatasetH dataset = GDALOpen(path.toUtf8().constData(), GA_ReadOnly);
    if (!dataset)
        return image;
    const GDALRasterBandH band = GDALGetRasterBand(dataset, number);
    double transform[6];
    GDALGetGeoTransform(dataset, transform);
    image.width = GDALGetRasterXSize(dataset);
    image.height = GDALGetRasterYSize(dataset);
    image.west = transform[0];
    image.cell = transform[1];
    image.north = transform[5] < 0 ? transform[3] : transform[3] + transform[5] * image.height;
    image.nodata = GDALGetRasterNoDataValue(band, nullptr);
    image.overviews = GDALGetOverviewCount(band);
    image.layout = QString::fromLatin1(GDALGetMetadataItem(dataset, "LAYOUT", "IMAGE_STRUCTURE"));
    image.type = QString::fromLatin1(GDALGetDataTypeName(GDALGetRasterDataType(band)));
    if (const OGRSpatialReferenceH crs = GDALGetSpatialRef(dataset))
        image.crs = QString::fromLatin1(OSRGetAuthorityCode(crs, nullptr));
    image.values.resize(size_t(image.width) * size_t(image.height));
    for (int row = 0; row < image.height; ++row)
        if (GDALRasterIO(band, GF_Read, 0, transform[5] < 0 ? row : image.height - 1 - row, image.width, 1,
                image.values.data() + size_t(row) * size_t(image.width), image.width, 1, GDT_Float32, 0, 0)
            != CE_None)
            image.width = 0;
    GDALClose(dataset);
    return image;
}

} // namespace tuilerie::test
