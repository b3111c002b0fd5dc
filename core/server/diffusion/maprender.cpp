// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/diffusion/maprender.h"

#include "pixels/stylepainter.h"
#include "pixels/warp.h"
#include "pyramid/valuerange.h"

#include <QCoreApplication>

#include <cmath>
#include <cstring>
#include <set>

namespace tuilerie {

namespace {

constexpr qint64 maxTiles = 32 * 32; ///< ROK4's default
constexpr qint64 maxPixels = 128ll << 20;
constexpr double mostTaps = 94; ///< of a kernel, each way

Error tooLarge()
{
    return Error{ErrorCode::Invalid,
        QCoreApplication::translate(
            "tuilerie::MapRender", "The BBOX is too large for this layer. Ask for a smaller area, or a larger scale."),
        {}};
}

/// The pixels of a level within its limits, counted from the limits' corner, as a Warper reads them.
class LevelPixels
{
public:
    LevelPixels(const ServedLayer &layer, const ServedLevel &level, const TileSource &tiles)
        : m_layer(layer)
        , m_level(level)
        , m_tiles(tiles)
        , m_layout{layer.channels, layer.format.sample == SampleType::Float32, {}}
        , m_grid(PixelGrid::ofLevel(level.matrix))
    {
        m_grid.origin = m_grid.place(
            double(level.limits.minCol * level.matrix.tileWidth), double(level.limits.minRow * level.matrix.tileHeight));
        m_grid.width = (level.limits.maxCol - level.limits.minCol + 1) * level.matrix.tileWidth;
        m_grid.height = (level.limits.maxRow - level.limits.minRow + 1) * level.matrix.tileHeight;
        m_grid.turn = layer.crs.turn();
    }

    const PixelGrid &grid() const { return m_grid; }
    const PixelLayout &layout() const { return m_layout; }
    /// Invalid when a map would take too much of the level.
    Status check(const FrameView &view, const PixelRect &frame) const;
    Result<PixelView> read(const PixelRect &window);

private:
    PixelRect tilesOf(const PixelRect &window) const;
    void copyTile(const DecodedTile &tile, qint64 column, qint64 row);

    const ServedLayer &m_layer;
    const ServedLevel &m_level;
    const TileSource &m_tiles;
    PixelLayout m_layout;
    PixelGrid m_grid;
    PixelImage m_window;
};

/// The tiles that a window touches, counted from the limits' corner.
PixelRect LevelPixels::tilesOf(const PixelRect &window) const
{
    const PixelRect part = window.intersected({0, 0, m_grid.width, m_grid.height});
    if (part.isEmpty())
        return {};
    const qint64 width = m_level.matrix.tileWidth;
    const qint64 height = m_level.matrix.tileHeight;
    return {part.x0 / width, part.y0 / height, (part.x1 - 1) / width + 1, (part.y1 - 1) / height + 1};
}

Status LevelPixels::check(const FrameView &view, const PixelRect &frame) const
{
    // Tiles, not the rectangle around them: of a map across the end of the world, they lie at both ends of the level.
    std::set<std::pair<qint64, qint64>> tiles;
    bool isTooLarge = false;
    const auto take = [&](double x0, double y0, double x1, double y1) {
        const PixelRect part = tilesOf({qint64(std::floor(x0)), qint64(std::floor(y0)),
            std::max(qint64(std::ceil(x1)), qint64(x0) + 1), std::max(qint64(std::ceil(y1)), qint64(y0) + 1)});
        isTooLarge = isTooLarge || part.width() * part.height() > maxTiles;
        for (qint64 row = part.y0; row < part.y1 && !isTooLarge; ++row)
            for (qint64 column = part.x0; column < part.x1; ++column)
                tiles.emplace(column, row);
        isTooLarge = isTooLarge || qint64(tiles.size()) > maxTiles;
    };
    for (const PixelGrid &grid : view.transform() ? std::vector{m_grid} : turnsOf(m_grid, view.grid(), frame)) {
        PixelMapping mapping(view.grid(), grid, view.transform());
        mapping.prepare(frame);
        mapping.pieces(take);
    }
    const qint64 pixels = qint64(tiles.size()) * m_level.matrix.tileWidth * m_level.matrix.tileHeight;
    return isTooLarge || pixels > maxPixels ? fail(tooLarge()) : Status{};
}

void LevelPixels::copyTile(const DecodedTile &tile, qint64 column, qint64 row)
{
    const TileMatrix &matrix = m_level.matrix;
    const PixelRect place{
        column * matrix.tileWidth, row * matrix.tileHeight, (column + 1) * matrix.tileWidth, (row + 1) * matrix.tileHeight};
    const PixelRect part = place.intersected(m_window.rect());
    const size_t size = m_layout.pixelBytes();
    const size_t width = size_t(part.width());
    for (qint64 y = part.y0; y < part.y1; ++y) {
        const size_t from = size_t(y - place.y0) * size_t(matrix.tileWidth) + size_t(part.x0 - place.x0);
        uint8_t *to = m_window.pixel(part.x0, y);
        uint8_t *valid = m_window.valid(part.x0, y);
        std::memcpy(to, tile.pixels.constData() + from * size, width * size);
        if (tile.valid.isEmpty() || tile.isSoft) // such an opacity weighs the colours by itself
            std::memset(valid, 255, width);
        else
            std::memcpy(valid, tile.valid.constData() + from, width);
    }
}

Result<PixelView> LevelPixels::read(const PixelRect &window)
{
    m_window = PixelImage(window, m_layout);
    const PixelRect tiles = tilesOf(window);
    for (qint64 row = tiles.y0; row < tiles.y1; ++row)
        for (qint64 column = tiles.x0; column < tiles.x1; ++column) {
            TUILERIE_TRY(tile, m_tiles(m_layer, m_level, m_level.limits.minCol + column, m_level.limits.minRow + row));
            if (tile)
                copyTile(*tile, column, row);
        }
    return viewOf(m_window);
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

const ServedLevel &levelForMap(const ServedLayer &layer, const PixelSize &size)
{
    return levelForResolution(layer, size.least);
}

Result<PixelImage> renderLayer(
    const ServedLayer &layer, const MapFrame &frame, const TileSource &tiles, const ServedLevel *of)
{
    const PixelRect rect{0, 0, frame.width, frame.height};
    TUILERIE_TRY(view, FrameView::create(frame, layer.crs));
    const PixelSize size = view.pixelSize();
    if (size.mean <= 0)
        return PixelImage(rect, {layer.channels, layer.format.sample == SampleType::Float32, {}});
    // What would take too many tiles for the sake of the finer direction is drawn as if both were alike.
    const ServedLevel *chosen = of ? of : &levelForMap(layer, size);
    const ServedLevel *const least = of ? of : &levelForResolution(layer, size.mean);
    while (chosen > least && !LevelPixels(layer, *chosen, tiles).check(view, rect))
        --chosen;
    LevelPixels level(layer, *chosen, tiles);
    PixelImage out(rect, level.layout());
    TUILERIE_CHECK(level.check(view, rect));
    WarpOptions options;
    options.kernel = kernelFromName(layer.layer->interpolation);
    if (options.kernel == Kernel::Lanczos2 && !view.transform())
        options.kernel = Kernel::Lanczos3; // docs/rok4.md §8.3
    options.alignment = 1.0 / 256;
    // More are of a map far coarser than the coarsest level.
    options.mostSpan = mostTaps / (2 * kernelRadius(options.kernel));
    Warper warper(level.grid(), view.transform(), options);
    TUILERIE_CHECK(warper.render(
        view.grid(), rect, [&level](const PixelRect &window) { return level.read(window); }, out));
    return out;
}

Status drawLayer(MapCanvas &canvas, const ServedLayer &layer, const RasterStyle &style, const MapFrame &frame,
    const TileSource &tiles, const ServedLevel *level)
{
    if (!style.draws()) {
        std::pair<float, float> range{0, 255};
        if (layer.format.sample == SampleType::Float32) {
            TUILERIE_TRY(found, valueRange(layer, tiles));
            range = found;
        }
        TUILERIE_TRY(image, renderLayer(layer, frame, tiles, level));
        canvas.blend(image, range);
        return {};
    }
    const int margin = int(styleMargin(style));
    const PixelGrid grid = frame.grid();
    const Point corner = grid.place(-margin, -margin), opposite = grid.place(frame.width + margin, frame.height + margin);
    const MapFrame wider{
        frame.crs, {corner.x, opposite.y, opposite.x, corner.y}, frame.width + 2 * margin, frame.height + 2 * margin};
    TUILERIE_TRY(pixels, renderLayer(layer, wider, tiles, level));
    TUILERIE_TRY(picture,
        paintStyle(pixels, {margin, margin, margin + frame.width, margin + frame.height}, style, wider.grid(), frame.crs));
    canvas.blend(picture, {0, 255});
    return {};
}

Result<std::pair<float, float>> valueRange(const ServedLayer &layer, const TileSource &tiles)
{
    if (const auto known = layer.range.get())
        return *known;
    std::vector<TileRange> levels;
    for (const ServedLevel &level : layer.levels)
        levels.push_back(level.limits);
    ValueRange range(layer.channels, layer.nodata);
    for (const ValueRange::Place &place : ValueRange::places(levels)) {
        TUILERIE_TRY(tile, tiles(layer, layer.levels[place.level], place.col, place.row));
        if (tile)
            range.add(
                {reinterpret_cast<const float *>(tile->pixels.constData()), size_t(tile->pixels.size()) / sizeof(float)},
                tile->valid.isEmpty() ? nullptr : tile->valid.constData());
    }
    auto found = range.found().value_or(std::pair(0.0f, 1.0f));
    if (found.second <= found.first)
        found.second = found.first + 1;
    layer.range.set(found);
    return found;
}

} // namespace tuilerie
