// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "pyramid/pyramidreader.h"

#include <QJsonArray>
#include <optional>
#include <span>
#include <utility>
#include <vector>

namespace tuilerie {

/// Least and greatest value of a float pyramid, for drawing it: of the finest level that has at most 64 tiles, or of 64
/// tiles that are evenly spread over the coarsest one. So it is found in a moment, and for one pyramid always the same.
class ValueRange
{
public:
    struct Place
    {
        size_t level; ///< an index into the levels
        qint64 col, row;
    };
    /// The tiles to look at; `levels` are the limits of the levels, coarse to fine.
    static std::vector<Place> places(std::span<const TileRange> levels);

    /// Of the channels that a picture shows: the first of one or two, the first three of more.
    ValueRange(int channels, std::vector<double> nodata);
    /// A tile's samples; `valid`, where it is not null, has a byte for each pixel, 0 for no data.
    void add(std::span<const float> samples, const char *valid = nullptr);
    /// Nothing when no pixel had data.
    std::optional<std::pair<float, float>> found() const;

private:
    size_t m_channels;
    std::vector<float> m_nodata;
    std::pair<float, float> m_range;
};

/// Reads the range of a pyramid; nothing for one of bytes or without data. Errors are the reader's and the codec's.
Result<std::optional<std::pair<float, float>>> valueRange(PyramidReader &reader);
/// The same as JSON: [least, greatest]; [] where there is none, or its tiles cannot be read.
QJsonArray valueRangeOf(const QString &descriptorPath);

} // namespace tuilerie
