// SPDX-License-Identifier: GPL-3.0-or-later
#include "pyramid/valuerange.h"

#include "pyramid/tilecodec.h"

#include <algorithm>
#include <cmath>

namespace tuilerie {

namespace {

constexpr qint64 mostTiles = 64, mostOnASide = 8;

} // namespace

std::vector<ValueRange::Place> ValueRange::places(std::span<const TileRange> levels)
{
    std::vector<Place> places;
    if (levels.empty())
        return places;
    size_t level = 0;
    for (size_t i = 0; i < levels.size(); ++i)
        if (levels[i].count() <= mostTiles)
            level = i;
    const TileRange &range = levels[level];
    const bool isWhole = range.count() <= mostTiles;
    const qint64 columns = range.maxCol - range.minCol + 1, rows = range.maxRow - range.minRow + 1;
    // All of them, or the middles of so many parts each way.
    const qint64 across = isWhole ? columns : std::min(columns, mostOnASide),
                 down = isWhole ? rows : std::min(rows, mostOnASide);
    for (qint64 row = 0; row < down; ++row)
        for (qint64 col = 0; col < across; ++col)
            places.push_back({level, range.minCol + (2 * col + 1) * columns / (2 * across),
                range.minRow + (2 * row + 1) * rows / (2 * down)});
    return places;
}

ValueRange::ValueRange(int channels, std::vector<double> nodata)
    : m_channels(size_t(std::max(channels, 1)))
    , m_range(HUGE_VALF, -HUGE_VALF)
{
    for (size_t c = 0; c < m_channels; ++c)
        m_nodata.push_back(c < nodata.size() ? float(nodata[c]) : std::nanf(""));
}

void ValueRange::add(std::span<const float> samples, const char *valid)
{
    const size_t shown = m_channels >= 3 ? 3 : 1;
    for (size_t i = 0; i + m_channels <= samples.size(); i += m_channels) {
        if (valid && !valid[i / m_channels])
            continue;
        for (size_t c = 0; c < shown; ++c)
            if (const float value = samples[i + c]; std::isfinite(value) && value != m_nodata[c])
                m_range = {std::min(m_range.first, value), std::max(m_range.second, value)};
    }
}

std::optional<std::pair<float, float>> ValueRange::found() const
{
    return m_range.first <= m_range.second ? std::optional(m_range) : std::nullopt;
}

Result<std::optional<std::pair<float, float>>> valueRange(PyramidReader &reader)
{
    const PyramidDescriptor &descriptor = reader.descriptor();
    if (descriptor.isVector())
        return std::optional<std::pair<float, float>>();
    TUILERIE_TRY(format, descriptor.rasterFormat());
    if (format.sample != SampleType::Float32)
        return std::optional<std::pair<float, float>>();
    std::vector<TileRange> levels;
    for (const PyramidLevel &level : descriptor.levels)
        levels.push_back(level.limits);
    ValueRange range(descriptor.channels, descriptor.nodataValues());
    for (const ValueRange::Place &place : ValueRange::places(levels)) {
        const QString &id = descriptor.levels[place.level].id;
        TUILERIE_TRY(encoded, reader.tile(id, place.col, place.row));
        const TileMatrix *matrix = reader.grid().level(id);
        if (encoded.isEmpty() || !matrix)
            continue;
        TUILERIE_TRY(codec, TileCodec::create(format, descriptor.channels, matrix->tileWidth, matrix->tileHeight));
        std::vector<float> samples(size_t(matrix->tileWidth) * size_t(matrix->tileHeight) * size_t(descriptor.channels));
        TUILERIE_CHECK(codec->decode({reinterpret_cast<const uint8_t *>(encoded.constData()), size_t(encoded.size())},
            reinterpret_cast<uint8_t *>(samples.data())));
        range.add(samples);
    }
    return range.found();
}

QJsonArray valueRangeOf(const QString &descriptorPath)
{
    const auto reader = PyramidReader::open(descriptorPath);
    const auto range = reader ? valueRange(**reader) : fail(reader.error());
    return range && *range ? QJsonArray{double((*range)->first), double((*range)->second)} : QJsonArray();
}

} // namespace tuilerie
