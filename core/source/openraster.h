// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "source/gdalsupport.h"
#include "source/pixelconvert.h"

namespace tuilerie {

/// A rectangle of cells of one level of a file.
struct PixelWindow
{
    int x = 0;
    int y = 0;
    int width = 0;
    int height = 0;
};

/// One file, open for reading by one thread: its bands, its overviews and the plan for its pixels.
class OpenRaster
{
public:
    static Result<OpenRaster> open(const RasterTile &tile, const RasterReadOptions &options);

    const PixelPlan &plan() const { return m_plan; }
    /// The coarsest overview that is at most `ratio` times coarser than the file; −1 for the file itself.
    int levelFor(double ratio) const;
    int levelWidth(int level) const;
    int levelHeight(int level) const;

    /// Samples of the plan's bands, interleaved, into `to` (lines of lineBytes), and the mask's into `mask` when the plan
    /// has one. The window is read as width × height pixels, the nearest ones when it is larger.
    Status read(int level, const PixelWindow &window, int width, int height, void *to, qint64 lineBytes, uint8_t *mask);

private:
    void *band(int level, int number) const;
    Status readMask(int level, const PixelWindow &window, int width, int height, uint8_t *mask);
    Error readingError(const QString &gdalText) const;

    QString m_path;
    GdalDataset m_dataset;
    PixelPlan m_plan;
    struct Level
    {
        int index;
        int width;
        int height;
    };
    std::vector<Level> m_levels; ///< finest first; the first is the file itself
};

} // namespace tuilerie
