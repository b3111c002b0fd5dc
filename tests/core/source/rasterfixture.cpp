// SPDX-License-Identifier: GPL-3.0-or-later
#include "rasterfixture.h"

#include <gdal.h>
#include <ogr_srs_api.h>

#include <cstdio>

namespace tuilerie::test {

double texture(int column, int row, int band)
{
    return 1 + (column * 7 + row * 13 + band * 31 + (column * row) % 11) % 254;
}

bool writeRaster(const QString &path, const RasterSpec &spec)
{
    GDALAllRegister();
    // Drivers that only copy (PNG, JPEG, JP2) are fed from memory.
    GDALDriverH target = GDALGetDriverByName(spec.driver.toUtf8().constData());
    const bool canCreate = target && GDALGetMetadataItem(target, GDAL_DCAP_CREATE, nullptr);
    std::vector<QByteArray> texts;
    std::vector<const char *> options;
    for (const QString &option : spec.options)
        texts.push_back(option.toUtf8());
    for (const QByteArray &text : texts)
        options.push_back(text.constData());
    options.push_back(nullptr);
    auto *list = const_cast<char **>(options.data()); // GDAL's C API takes char ** and does not write to it
    GDALDatasetH dataset = canCreate
        ? GDALCreate(target, path.toUtf8().constData(), spec.width, spec.height, spec.bands, GDALDataType(spec.type), list)
        : GDALCreate(GDALGetDriverByName("MEM"), "", spec.width, spec.height, spec.bands, GDALDataType(spec.type), nullptr);
    if (!target || !dataset) {
        std::fprintf(stderr, "cannot make %s\n", qPrintable(path));
        return false;
    }
    if (!spec.geoTransform.empty())
        GDALSetGeoTransform(dataset, const_cast<double *>(spec.geoTransform.data()));
    if (!spec.crs.isEmpty()) {
        OGRSpatialReferenceH srs = OSRNewSpatialReference(nullptr);
        OSRSetFromUserInput(srs, spec.crs.toUtf8().constData());
        GDALSetSpatialRef(dataset, srs);
        OSRDestroySpatialReference(srs);
    }
    bool good = true;
    for (int b = 0; b < spec.bands; ++b) {
        GDALRasterBandH band = GDALGetRasterBand(dataset, b + 1);
        if (spec.alpha && b + 1 == spec.bands)
            GDALSetRasterColorInterpretation(band, GCI_AlphaBand);
        if (size_t(b) < spec.roles.size())
            GDALSetRasterColorInterpretation(band, GDALColorInterp(spec.roles[size_t(b)]));
        if (spec.scale != 1)
            GDALSetRasterScale(band, spec.scale);
        if (spec.offset != 0)
            GDALSetRasterOffset(band, spec.offset);
        if (spec.palette) {
            GDALColorTableH table = GDALCreateColorTable(GPI_RGB);
            for (int i = 0; i < 256; ++i) {
                const GDALColorEntry entry{short(i), short(255 - i), short((i * 3) % 256), 255};
                GDALSetColorEntry(table, i, &entry);
            }
            GDALSetRasterColorTable(band, table);
            GDALDestroyColorTable(table);
        }
        if (spec.nodata)
            GDALSetRasterNoDataValue(band, *spec.nodata);
    }
    for (int b = 0; b < spec.bands; ++b) {
        std::vector<double> row(size_t(spec.width));
        for (int y = 0; y < spec.height; ++y) {
            for (int x = 0; x < spec.width; ++x)
                row[size_t(x)] = spec.value ? spec.value(x, y, b) : texture(x, y, b);
            good = good
                && GDALRasterIO(GDALGetRasterBand(dataset, b + 1), GF_Write, 0, y, spec.width, 1, row.data(), spec.width, 1,
                       GDT_Float64, 0, 0)
                    == CE_None;
        }
    }
    if (!canCreate) {
        GDALDatasetH copy = GDALCreateCopy(target, path.toUtf8().constData(), dataset, FALSE, list, nullptr, nullptr);
        good = good && copy;
        if (copy)
            GDALClose(copy);
    }
    GDALClose(dataset);
    return good;
}

std::vector<double> readBand(const QString &path, int band, int x, int y, int width, int height)
{
    GDALAllRegister();
    std::vector<double> values(size_t(width) * size_t(height), -12345);
    GDALDatasetH dataset = GDALOpen(path.toUtf8().constData(), GA_ReadOnly);
    if (!dataset)
        return {};
    const CPLErr outcome = GDALRasterIO(
        GDALGetRasterBand(dataset, band), GF_Read, x, y, width, height, values.data(), width, height, GDT_Float64, 0, 0);
    GDALClose(dataset);
    return outcome == CE_None ? values : std::vector<double>{};
}

} // namespace tuilerie::test
