// SPDX-License-Identifier: GPL-3.0-or-later
#include "generate/raster/levelreduction.h"

#include <cmath>
#include <cstring>

namespace tuilerie::raster {

namespace {

// A centre this near an edge (in finer pixels) is on it: figures of the grids have about 12 digits.
constexpr double edgeTolerance = 1e-4;

qint64 divideUp(qint64 value)
{
    return (value + 1) >> 1;
}

bool allValid(const uint8_t *row, size_t count)
{
    return std::memchr(row, 0, count) == nullptr;
}

void meanFullBytes(const uint8_t *a, const uint8_t *b, uint8_t *out, size_t count, int channels)
{
    const auto run = [=](auto channelCount) {
        constexpr int n = decltype(channelCount)::value;
        for (size_t i = 0; i < count; ++i)
            for (int c = 0; c < n; ++c)
                out[i * n + size_t(c)] = uint8_t((a[2 * i * n + size_t(c)] + a[(2 * i + 1) * n + size_t(c)]
                                                     + b[2 * i * n + size_t(c)] + b[(2 * i + 1) * n + size_t(c)])
                    >> 2);
    };
    switch (channels) {
    case 1: run(std::integral_constant<int, 1>()); break;
    case 2: run(std::integral_constant<int, 2>()); break;
    case 3: run(std::integral_constant<int, 3>()); break;
    default: run(std::integral_constant<int, 4>()); break;
    }
}

template <typename Sample, typename Sum>
void meanOf(const Sample *const pixels[4], const bool valid[4], Sample *out, int channels, int count)
{
    for (int c = 0; c < channels; ++c) {
        Sum sum = 0;
        for (int k = 0; k < 4; ++k)
            if (valid[k])
                sum += Sum(pixels[k][c]);
        out[c] = Sample(sum / Sum(count));
    }
}

template <typename Sample, typename Sum>
void meanRow(const uint8_t *rowA, const uint8_t *rowB, const uint8_t *validA, const uint8_t *validB, uint8_t *outRow,
    uint8_t *outValid, size_t count, int channels)
{
    const auto *a = reinterpret_cast<const Sample *>(rowA);
    const auto *b = reinterpret_cast<const Sample *>(rowB);
    auto *out = reinterpret_cast<Sample *>(outRow);
    const size_t n = size_t(channels);
    for (size_t i = 0; i < count; ++i) {
        const bool valid[4] = {validA[2 * i] != 0, validA[2 * i + 1] != 0, validB[2 * i] != 0, validB[2 * i + 1] != 0};
        const int data = valid[0] + valid[1] + valid[2] + valid[3];
        if (data == 0)
            continue;
        const Sample *const pixels[4] = {a + 2 * i * n, a + (2 * i + 1) * n, b + 2 * i * n, b + (2 * i + 1) * n};
        meanOf<Sample, Sum>(pixels, valid, out + i * n, channels, data);
        outValid[i] = 255;
    }
}

void meanInto(const PixelImage &finer, PixelImage &coarser)
{
    const PixelRect half{finer.rect().x0 / 2, finer.rect().y0 / 2, finer.rect().x1 / 2, finer.rect().y1 / 2};
    const PixelRect part = half.intersected(coarser.rect());
    if (part.isEmpty())
        return;
    const size_t count = size_t(part.width());
    for (qint64 y = part.y0; y < part.y1; ++y) {
        const uint8_t *a = finer.pixel(2 * part.x0, 2 * y);
        const uint8_t *b = finer.pixel(2 * part.x0, 2 * y + 1);
        const uint8_t *validA = finer.valid(2 * part.x0, 2 * y);
        const uint8_t *validB = finer.valid(2 * part.x0, 2 * y + 1);
        uint8_t *out = coarser.pixel(part.x0, y);
        uint8_t *outValid = coarser.valid(part.x0, y);
        if (!finer.isFloat() && allValid(validA, 2 * count) && allValid(validB, 2 * count)) {
            meanFullBytes(a, b, out, count, finer.channels());
            std::memset(outValid, 255, count);
        } else if (finer.isFloat()) {
            // In double, so that the mean of four equal values is that value.
            meanRow<float, double>(a, b, validA, validB, out, outValid, count, finer.channels());
        } else {
            meanRow<uint8_t, int>(a, b, validA, validB, out, outValid, count, finer.channels());
        }
    }
}

} // namespace

LevelReduction LevelReduction::mean()
{
    return {};
}

LevelReduction LevelReduction::nearest(const TileMatrix &finer, const TileMatrix &coarser)
{
    LevelReduction reduction;
    reduction.m_method = Method::Nearest;
    reduction.m_ratio = coarser.cellSize / finer.cellSize;
    reduction.m_shiftX = (coarser.origin.x - finer.origin.x) / finer.cellSize;
    reduction.m_shiftY = (finer.origin.y - coarser.origin.y) / finer.cellSize;
    return reduction;
}

qint64 LevelReduction::finerX(qint64 x) const
{
    return qint64(std::floor(m_shiftX + (double(x) + 0.5) * m_ratio + edgeTolerance));
}

qint64 LevelReduction::finerY(qint64 y) const
{
    return qint64(std::floor(m_shiftY + (double(y) + 0.5) * m_ratio + edgeTolerance));
}

PixelRect LevelReduction::coarserRect(const PixelRect &finer) const
{
    if (m_method == Method::Mean)
        return {finer.x0 >> 1, finer.y0 >> 1, divideUp(finer.x1), divideUp(finer.y1)};
    // First guess by division, then exactly by the mapping itself.
    const auto first = [this](double shift, qint64 edge, auto &&map) {
        qint64 guess = qint64(std::floor((double(edge) - shift) / m_ratio - 0.5)) - 1;
        while (map(guess) < edge)
            ++guess;
        return guess;
    };
    const auto mapX = [this](qint64 x) { return finerX(x); };
    const auto mapY = [this](qint64 y) { return finerY(y); };
    return {first(m_shiftX, finer.x0, mapX), first(m_shiftY, finer.y0, mapY), first(m_shiftX, finer.x1, mapX),
        first(m_shiftY, finer.y1, mapY)};
}

PixelRect LevelReduction::finerRect(const PixelRect &coarser) const
{
    if (m_method == Method::Mean)
        return {2 * coarser.x0, 2 * coarser.y0, 2 * coarser.x1, 2 * coarser.y1};
    return {finerX(coarser.x0), finerY(coarser.y0), finerX(coarser.x1 - 1) + 1, finerY(coarser.y1 - 1) + 1};
}

void LevelReduction::reduce(const PixelImage &finer, PixelImage &coarser) const
{
    if (m_method == Method::Mean) {
        meanInto(finer, coarser);
        return;
    }
    const PixelRect part = coarserRect(finer.rect()).intersected(coarser.rect());
    if (part.isEmpty())
        return;
    const size_t size = finer.pixelBytes();
    std::vector<qint64> columns(size_t(part.width()));
    for (qint64 x = part.x0; x < part.x1; ++x)
        columns[size_t(x - part.x0)] = finerX(x);
    for (qint64 y = part.y0; y < part.y1; ++y) {
        const qint64 row = finerY(y);
        for (qint64 x = part.x0; x < part.x1; ++x) {
            const qint64 column = columns[size_t(x - part.x0)];
            if (!*finer.valid(column, row))
                continue;
            std::memcpy(coarser.pixel(x, y), finer.pixel(column, row), size);
            *coarser.valid(x, y) = 255;
        }
    }
}

int nearestSourceLevel(const std::vector<TileMatrix> &levels, int level, int bottom)
{
    const TileMatrix &coarser = levels[size_t(level)];
    const auto isWhole = [](double value) { return std::abs(value - std::round(value)) < edgeTolerance; };
    for (int candidate = level + 1; candidate <= bottom; ++candidate) {
        const TileMatrix &finer = levels[size_t(candidate)];
        const double ratio = coarser.cellSize / finer.cellSize;
        // Centres coincide when the first coarse centre lies half a pixel past a whole number of fine ones.
        const double centreX = (coarser.origin.x - finer.origin.x) / finer.cellSize + 0.5 * ratio - 0.5;
        const double centreY = (finer.origin.y - coarser.origin.y) / finer.cellSize + 0.5 * ratio - 0.5;
        if (isWhole(ratio) && isWhole(centreX) && isWhole(centreY))
            return candidate;
    }
    return level + 1;
}

} // namespace tuilerie::raster
