// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/diffusion/maprender.h"

#include <QCoreApplication>

#include <cstring>

namespace tuilerie {

namespace {

constexpr qint64 maxTiles = 32 * 32; ///< ROK4's default
constexpr qint64 rangeTiles = 64;
constexpr qint64 maxPixels = 128ll << 20;

Error tooLarge()
{
    return Error{ErrorCode::Invalid,
        QCoreApplication::translate(
            "tuilerie::MapRender", "The BBOX is too large for this layer. Ask for a smaller area, or a larger scale."),
        {}};
}

/// The block of a level's pixels that a map needs, from its tiles.
struct Window
{
    qint64 x = 0; ///< of the first pixel, counted from the grid's origin
    qint64 y = 0;
    PixelBlock pixels;
};

void copyTile(const ServedLayer &layer, const QByteArray &tile, int tileWidth, qint64 tileX, qint64 tileY, int tileHeight,
    Window &window)
{
    PixelBlock &block = window.pixels;
    const qint64 left = std::max(tileX, window.x);
    const qint64 right = std::min(tileX + tileWidth, window.x + block.width);
    const qint64 top = std::max(tileY, window.y);
    const qint64 bottom = std::min(tileY + tileHeight, window.y + block.height);
    if (left >= right)
        return;
    const size_t channels = size_t(block.channels);
    const size_t samples = size_t(right - left) * channels;
    for (qint64 y = top; y < bottom; ++y) {
        const size_t from = (size_t(y - tileY) * size_t(tileWidth) + size_t(left - tileX)) * channels;
        const size_t to = size_t(y - window.y) * size_t(block.width) + size_t(left - window.x);
        if (!block.isFloat) {
            std::memcpy(&block.bytes[to * channels], tile.constData() + from, samples);
            std::memset(&block.valid[to], 255, size_t(right - left));
            continue;
        }
        float *values = &block.floats[to * channels];
        std::memcpy(values, tile.constData() + from * sizeof(float), samples * sizeof(float));
        for (size_t i = 0; i < size_t(right - left); ++i) {
            bool hasData = false;
            for (size_t c = 0; c < channels; ++c) {
                const float value = values[i * channels + c];
                hasData = hasData || (std::isfinite(value) && value != float(layer.nodata[c]));
            }
            block.valid[to + i] = hasData ? 255 : 0;
        }
    }
}

Result<Window> readWindow(
    const ServedLayer &layer, const ServedLevel &level, const Extent &reach, double margin, const TileSource &tiles)
{
    const TileMatrix &matrix = level.matrix;
    Window window;
    const double limitsLeft = double(level.limits.minCol * matrix.tileWidth);
    const double limitsRight = double((level.limits.maxCol + 1) * matrix.tileWidth);
    const double limitsTop = double(level.limits.minRow * matrix.tileHeight);
    const double limitsBottom = double((level.limits.maxRow + 1) * matrix.tileHeight);
    const double left = std::max(std::floor((reach.west - matrix.origin.x) / matrix.cellSize - margin), limitsLeft);
    const double right = std::min(std::ceil((reach.east - matrix.origin.x) / matrix.cellSize + margin), limitsRight);
    const double top = std::max(std::floor((matrix.origin.y - reach.north) / matrix.cellSize - margin), limitsTop);
    const double bottom = std::min(std::ceil((matrix.origin.y - reach.south) / matrix.cellSize + margin), limitsBottom);
    if (!(right > left && bottom > top))
        return window;
    window.x = qint64(left);
    window.y = qint64(top);
    const qint64 firstCol = window.x / matrix.tileWidth;
    const qint64 lastCol = (qint64(right) - 1) / matrix.tileWidth;
    const qint64 firstRow = window.y / matrix.tileHeight;
    const qint64 lastRow = (qint64(bottom) - 1) / matrix.tileHeight;
    if (double(lastCol - firstCol + 1) * double(lastRow - firstRow + 1) > double(maxTiles)
        || (right - left) * (bottom - top) > double(maxPixels))
        return fail(tooLarge());
    window.pixels =
        PixelBlock::make(int(right - left), int(bottom - top), layer.channels, layer.format.sample == SampleType::Float32);
    for (qint64 row = firstRow; row <= lastRow; ++row)
        for (qint64 col = firstCol; col <= lastCol; ++col) {
            TUILERIE_TRY(tile, tiles(layer, level, col, row));
            if (tile)
                copyTile(layer, *tile, matrix.tileWidth, col * matrix.tileWidth, row * matrix.tileHeight, matrix.tileHeight,
                    window);
        }
    return window;
}

/// The offset, when the frame's pixels are the level's within 1/256 of a pixel over the whole image (docs/rok4.md §8.3).
std::optional<std::pair<qint64, qint64>> pixelOffset(const MapFrame &frame, const TileMatrix &matrix)
{
    const double left = (frame.extent.west - matrix.origin.x) / matrix.cellSize;
    const double right = (frame.extent.east - matrix.origin.x) / matrix.cellSize;
    const double top = (matrix.origin.y - frame.extent.north) / matrix.cellSize;
    const double bottom = (matrix.origin.y - frame.extent.south) / matrix.cellSize;
    const auto near = [](double a, double b) { return std::abs(a - b) < 1.0 / 256; };
    if (!near(left, std::round(left)) || !near(top, std::round(top)) || !near(right - left, frame.width)
        || !near(bottom - top, frame.height))
        return std::nullopt;
    return std::pair(qint64(std::llround(left)), qint64(std::llround(top)));
}

void copyWindow(const Window &window, qint64 x, qint64 y, PixelBlock &out)
{
    const PixelBlock &from = window.pixels;
    const size_t size = size_t(out.channels) * (out.isFloat ? sizeof(float) : 1);
    const qint64 left = std::max(window.x, x);
    const qint64 right = std::min(window.x + from.width, x + out.width);
    if (left >= right)
        return;
    for (qint64 row = std::max(window.y, y); row < std::min(window.y + from.height, y + out.height); ++row) {
        const size_t source = size_t(row - window.y) * size_t(from.width) + size_t(left - window.x);
        const size_t target = size_t(row - y) * size_t(out.width) + size_t(left - x);
        const size_t count = size_t(right - left);
        if (out.isFloat)
            std::memcpy(
                &out.floats[target * size_t(out.channels)], &from.floats[source * size_t(out.channels)], count * size);
        else
            std::memcpy(&out.bytes[target * size_t(out.channels)], &from.bytes[source * size_t(out.channels)], count * size);
        std::memcpy(&out.valid[target], &from.valid[source], count);
    }
}

} // namespace

const ServedLevel &levelForResolution(const ServedLayer &layer, double resolution)
{
    // Levels run from coarse to fine, so that d grows: the first that reaches 0.8 has the smallest such d.
    for (const ServedLevel &level : layer.levels)
        if (resolution / level.matrix.cellSize >= 0.8)
            return level;
    return layer.levels.back();
}

Result<PixelBlock> renderLayer(const ServedLayer &layer, const MapFrame &frame, const TileSource &tiles)
{
    PixelBlock out = PixelBlock::make(frame.width, frame.height, layer.channels, layer.format.sample == SampleType::Float32);
    TUILERIE_TRY(grid, WarpGrid::create(frame, layer.crs));
    if (grid.resolution() <= 0)
        return out;
    const ServedLevel &level = levelForResolution(layer, grid.resolution());
    Kernel kernel = kernelFromName(layer.layer->interpolation);
    if (kernel == Kernel::Lanczos2 && grid.isIdentity())
        kernel = Kernel::Lanczos3;
    const double scale = std::max(1.0, grid.resolution() / level.matrix.cellSize);
    const double margin = kernelSupport(kernel) * std::min(scale, 48.0) + 2;
    TUILERIE_TRY(window, readWindow(layer, level, grid.reach(), margin, tiles));
    if (window.pixels.width == 0)
        return out;
    if (grid.isIdentity()) {
        if (const auto offset = pixelOffset(frame, level.matrix)) {
            copyWindow(window, offset->first, offset->second, out);
            return out;
        }
    }
    std::vector<Point> points;
    std::vector<SourcePoint> sources(size_t(frame.width));
    for (int y = 0; y < frame.height; ++y) {
        grid.row(y, points);
        for (size_t x = 0; x < points.size(); ++x)
            sources[x] = {(points[x].x - level.matrix.origin.x) / level.matrix.cellSize - double(window.x),
                (level.matrix.origin.y - points[x].y) / level.matrix.cellSize - double(window.y)};
        resampleRow(window.pixels, kernel, scale, sources, y, out);
    }
    return out;
}

Result<std::pair<float, float>> valueRange(const ServedLayer &layer, const TileSource &tiles)
{
    if (const auto known = layer.range.get())
        return *known;
    // The finest level that is still read in a moment: the coarsest one may be a few pixels, and its mean hides the
    // extremes.
    const ServedLevel *chosen = &layer.levels.front();
    for (const ServedLevel &level : layer.levels)
        if (level.limits.count() <= rangeTiles)
            chosen = &level;
    float least = HUGE_VALF;
    float greatest = -HUGE_VALF;
    qint64 budget = rangeTiles;
    for (qint64 row = chosen->limits.minRow; row <= chosen->limits.maxRow; ++row)
        for (qint64 col = chosen->limits.minCol; col <= chosen->limits.maxCol && budget > 0; ++col, --budget) {
            TUILERIE_TRY(tile, tiles(layer, *chosen, col, row));
            if (!tile)
                continue;
            for (qsizetype i = 0; i < tile->size() / qsizetype(sizeof(float)); ++i) {
                float value;
                std::memcpy(&value, tile->constData() + i * qsizetype(sizeof value), sizeof value);
                if (!std::isfinite(value) || value == float(layer.nodata[size_t(i) % layer.nodata.size()]))
                    continue;
                least = std::min(least, value);
                greatest = std::max(greatest, value);
            }
        }
    const auto range = greatest >= least ? std::pair(least, greatest > least ? greatest : least + 1) : std::pair(0.0f, 1.0f);
    layer.range.set(range);
    return range;
}

} // namespace tuilerie
