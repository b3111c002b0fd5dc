// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "source/rastersource.h"

#include <QByteArray>
#include <QRect>
#include <vector>

namespace tuilerie {

/// The files of mosaic overviews (mosaicoverview.h): tiled GeoTIFFs with overviews of their own and the VRT that holds them
/// together. For this room's sources only; any thread.

/// Bands of an overview: those of the mosaic's VRT.
int overviewBands(const RasterInfo &info);
/// How the mosaic's files are read for one.
RasterReadOptions overviewReading(const RasterInfo &info);

/// A picture with the bands of an overview, empty at first.
class OverviewImage
{
public:
    OverviewImage(const RasterInfo &info, QSize size);
    /// Puts the block into the rectangle, nearest.
    void fill(const QRect &rect, const RasterBlock &block);
    /// Takes the mean of each 2 × 2 valid pixels of a block of twice the size.
    void takeHalf(const RasterBlock &block);
    Status write(const QString &path) const; ///< atomically

private:
    void set(int x, int y, const double *values);

    const RasterInfo &m_info;
    QSize m_size;
    int m_channels;
    std::vector<float> m_values;  ///< interleaved
    std::vector<uint8_t> m_valid; ///< 255 where there are data
};

struct OverviewPart
{
    QString path;
    QSize size;  ///< its own
    QRect place; ///< in pixels of the overview; later ones lie above
};
QByteArray overviewVrt(const RasterInfo &info, QSize size, int factor, const std::vector<OverviewPart> &parts);

/// Removes folders of other mosaics, the least recently used first, until all have at most `bytes`.
void trimMosaics(qint64 bytes, const QString &keep);
/// Says that it is in use.
void touchMosaic(const QString &folder);

} // namespace tuilerie
