// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "source/rastersource.h"

#include <QSize>
#include <chrono>
#include <memory>
#include <optional>

namespace tuilerie {

/// A small picture of a mosaic of many files, which the mosaic's VRT names as its overview, so that nobody who zooms out
/// waits for ten thousand files: in the user's cache, in a folder named after the files' list, sizes and times, so that
/// changed files get another one.
///
/// It comes in two steps. sample() takes at most a second or two: a few pixels of as many files as that allows, spread over
/// the mosaic; what was not looked at takes the nearest that was. build() makes squares of the overview from the files
/// themselves, each written atomically: it may be stopped at any time and goes on where it was. Meanwhile the squares that
/// are there lie over the samples.
///
/// Pixels are the VRT's (colour bands, then transparency where it has one), one for `factor` × `factor` of the mosaic's,
/// x to the right and y downwards from its north-western corner. At most 256 MiB of pixels a mosaic, and 4 GiB of all
/// mosaics' on the disk: the least recently used go first. Blocks; any thread, one at a time for each mosaic and process.
class MosaicOverview
{
public:
    /// None for a data set that is drawn fast enough from its files.
    static std::optional<MosaicOverview> of(std::shared_ptr<const RasterSource> source);

    /// Nothing to do when there is anything already.
    Status sample(WorkControl &control);
    /// True when it is whole, false when `time` was over first. Progress step "overview", in squares.
    Result<bool> build(WorkControl &control, std::chrono::milliseconds time);
    bool isWhole() const;

    /// The overview as it is now: a GDAL VRT of the squares over the samples. Another name when there is more of it.
    Result<QString> file() const;
    /// The mosaic's own VRT with that one as its overview.
    Result<QString> mosaicFile() const;

private:
    explicit MosaicOverview(std::shared_ptr<const RasterSource> source);
    struct Square
    {
        int column, row;
    };
    Extent extentOf(const Square &square) const;
    QSize sizeOf(const Square &square) const;
    QString pathOf(const Square &square) const;
    QString samplesPath() const;
    QSize samplesSize() const;
    std::vector<Square> squares(bool present) const; ///< those on the disk, or those that are missing
    Status make(const Square &square, RasterReader &reader) const;
    void removeOlder(int present) const;

    std::shared_ptr<const RasterSource> m_source;
    QString m_folder;
    int m_factor = 1;
    int m_side = 1024;             ///< of a square, in its pixels
    QSize m_size;                  ///< of the whole overview
    std::vector<Square> m_squares; ///< that touch a file
};

} // namespace tuilerie
