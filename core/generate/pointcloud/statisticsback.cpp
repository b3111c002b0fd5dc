// SPDX-License-Identifier: GPL-3.0-or-later
// Statistics of points from the record that describes them, so that a file's points need not be read for them.
#include "generate/pointcloud/pointstatistics.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>
#include <cmath>
#include <vector>

namespace tuilerie::pointcloud {

namespace {

struct BitField
{
    const char *name;
    int shift;
};

/// How often each value of a bit field comes: rising values.
struct Counts
{
    int shift = 0;
    std::vector<std::pair<int, quint64>> values;
};

class Reader
{
public:
    Reader(const QJsonObject &stats, quint64 points)
        : m_stats(stats)
        , m_points(points)
    {
    }
    bool isWhole() const { return m_isWhole; }

    /// value = stored × scale + offset.
    AttributeMoments moments(const char *name, double scale = 1, double offset = 0)
    {
        const QJsonObject object = m_stats.value(QLatin1String(name)).toObject();
        const auto number = [&](const char *key) {
            const QJsonValue value = object.value(QLatin1String(key));
            m_isWhole = m_isWhole && value.isDouble() && std::isfinite(value.toDouble());
            return value.toDouble();
        };
        AttributeMoments moments;
        moments.count = m_points;
        moments.minimum = (number("minimum") - offset) / scale;
        moments.maximum = (number("maximum") - offset) / scale;
        moments.mean = (number("mean") - offset) / scale;
        const double spread = number("standard-deviation") / scale;
        moments.squares = spread * spread * double(m_points - 1);
        return moments;
    }
    AttributeMoments wholeMoments(const char *name, double scale = 1, double offset = 0)
    {
        AttributeMoments numbers = moments(name, scale, offset);
        numbers.minimum = std::round(numbers.minimum);
        numbers.maximum = std::round(numbers.maximum);
        return numbers;
    }

    /// A histogram of bytes in which each bit field is as told; which values come together is not, so that the least of each
    /// come first.
    std::array<quint64, 256> histogram(std::initializer_list<BitField> fields)
    {
        std::vector<Counts> all;
        for (const BitField &field : fields)
            all.push_back({field.shift, valuesOf(field.name)});
        std::array<quint64, 256> histogram{};
        std::vector<size_t> at(all.size(), 0);
        for (quint64 left = m_isWhole ? m_points : 0; left > 0;) {
            int byte = 0;
            quint64 count = left;
            for (size_t i = 0; i < all.size(); ++i) {
                byte |= all[i].values[at[i]].first << all[i].shift;
                count = std::min(count, all[i].values[at[i]].second);
            }
            for (size_t i = 0; i < all.size(); ++i)
                if ((all[i].values[at[i]].second -= count) == 0)
                    ++at[i];
            histogram[size_t(byte & 255)] += count;
            left -= count;
        }
        return histogram;
    }

private:
    std::vector<std::pair<int, quint64>> valuesOf(const char *name)
    {
        const QJsonObject object = m_stats.value(QLatin1String(name)).toObject();
        const QJsonObject classes = object.value(QLatin1String("class-count")).toObject();
        std::vector<std::pair<int, quint64>> values;
        quint64 sum = 0;
        for (auto it = classes.constBegin(); it != classes.constEnd(); ++it) {
            const qint64 count = it.value().toInteger(-1);
            bool isNumber = false;
            const int value = it.key().toInt(&isNumber);
            if (!isNumber || value < 0 || value > 255 || count < 1 || quint64(count) > m_points - sum) {
                m_isWhole = false;
                return {};
            }
            values.emplace_back(value, quint64(count));
            sum += quint64(count);
        }
        // One value throughout needs no counts: files of older versions have none of user data.
        const QJsonValue least = object.value(QLatin1String("minimum")), most = object.value(QLatin1String("maximum"));
        if (values.empty() && least.isDouble() && least == most && least.toInt(-1) >= 0 && least.toInt() < 256) {
            values.emplace_back(least.toInt(), m_points);
            sum = m_points;
        }
        m_isWhole = m_isWhole && sum == m_points;
        std::sort(values.begin(), values.end());
        return values;
    }

    QJsonObject m_stats;
    quint64 m_points;
    bool m_isWhole = true;
};

} // namespace

std::optional<PointStatistics> PointStatistics::fromQgisJson(
    const QByteArray &json, int pointFormat, const double scale[3], const double offset[3])
{
    const QJsonObject object = QJsonDocument::fromJson(json).object();
    const qint64 points = object.value(QLatin1String("sampled-points")).toInteger();
    if (points < 1)
        return {};
    Reader reader(object.value(QLatin1String("stats")).toObject(), quint64(points));
    PointStatistics s;
    s.points = quint64(points);
    for (int axis = 0; axis < 3; ++axis) {
        static constexpr const char *names[] = {"X", "Y", "Z"};
        AttributeMoments &moments = s.moments[size_t(axis)];
        moments = reader.wholeMoments(names[axis], scale[axis], offset[axis]);
        if (!(std::abs(moments.minimum) < 2147483648.0 && std::abs(moments.maximum) < 2147483648.0))
            return {};
        s.minimum[axis] = qint32(moments.minimum);
        s.maximum[axis] = qint32(moments.maximum);
    }
    s.moments[Gps] = reader.moments("GpsTime");
    s.hasGps = true;
    s.gpsMinimum = s.moments[Gps].minimum;
    s.gpsMaximum = s.moments[Gps].maximum;
    s.moments[Intensity] = reader.moments("Intensity");
    s.moments[ScanAngle] = reader.wholeMoments("ScanAngleRank", 0.006);
    s.moments[SourceId] = reader.moments("PointSourceId");
    if (pointFormat >= 7) {
        s.moments[Red] = reader.moments("Red");
        s.moments[Green] = reader.moments("Green");
        s.moments[Blue] = reader.moments("Blue");
    }
    if (pointFormat >= 8)
        s.moments[Infrared] = reader.moments("Infrared");
    s.returns = reader.histogram({{"ReturnNumber", 0}, {"NumberOfReturns", 4}});
    s.flags = reader.histogram({{"Synthetic", 0}, {"KeyPoint", 1}, {"Withheld", 2}, {"Overlap", 3}, {"ScannerChannel", 4},
        {"ScanDirectionFlag", 6}, {"EdgeOfFlightLine", 7}});
    s.classes = reader.histogram({{"Classification", 0}});
    s.userData = reader.histogram({{"UserData", 0}});
    return reader.isWhole() ? std::optional(s) : std::nullopt;
}

void AttributeMoments::remove(const AttributeMoments &part)
{
    if (part.count == 0)
        return;
    if (part.count >= count) {
        *this = {};
        return;
    }
    const double n = double(count - part.count), m = double(part.count);
    const double own = mean + (mean - part.mean) * (m / n), distance = part.mean - own;
    squares = std::max(0.0, squares - part.squares - distance * distance * (n * m / (n + m)));
    mean = own;
    count -= part.count;
}

PointStatistics PointStatistics::without(const PointStatistics &part) const
{
    if (part.points >= points)
        return {};
    PointStatistics rest = *this;
    rest.points -= part.points;
    for (size_t i = 0; i < 256; ++i) {
        // Where values came together in another way than was told, these go below zero and come back with merge(part).
        rest.returns[i] -= part.returns[i];
        rest.flags[i] -= part.flags[i];
        rest.classes[i] -= part.classes[i];
        rest.userData[i] -= part.userData[i];
    }
    for (size_t i = 0; i < AttributeCount; ++i)
        rest.moments[i].remove(part.moments[i]);
    return rest;
}

} // namespace tuilerie::pointcloud
