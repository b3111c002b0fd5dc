// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

#include <functional>
#include <optional>
#include <vector>

namespace tuilerie::test {

/// A raster to be made with GDAL, for tests of what must be read or found.
struct RasterSpec
{
    QString driver = QStringLiteral("GTiff");
    int width = 64;
    int height = 64;
    int bands = 3;
    int type = 1; ///< GDALDataType; 1 = GDT_Byte
    QString crs = QStringLiteral("EPSG:2154");
    std::vector<double> geoTransform{650000, 1, 0, 6860000, 0, -1}; ///< empty for none
    std::optional<double> nodata;
    bool alpha = false; ///< the last band is alpha
    bool palette = false;
    std::vector<int> roles; ///< GDALColorInterp of each band; empty as the format has it
    double scale = 1;       ///< of all bands
    double offset = 0;
    QStringList options; ///< creation options
    /// Value at column, row, band (from 0); texture when unset.
    std::function<double(int, int, int)> value;
};

/// The default texture: depends on place and band, never repeats within a row, never 0 in 8 bits.
double texture(int column, int row, int band);

/// Writes it; false (with a message on stderr) when GDAL refuses.
bool writeRaster(const QString &path, const RasterSpec &spec);

/// Reads a window of one band the plain way, as doubles.
std::vector<double> readBand(const QString &path, int band, int x, int y, int width, int height);

} // namespace tuilerie::test
