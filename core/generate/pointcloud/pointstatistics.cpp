// SPDX-License-Identifier: GPL-3.0-or-later
#include "generate/pointcloud/pointstatistics.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <type_traits>

namespace tuilerie::pointcloud {

namespace {

template <typename T> T field(const char *record, int at)
{
    T value;
    std::memcpy(&value, record + at, sizeof value);
    return value;
}

/// Of 16-bit values: exact sums, which the compiler can do side by side.
template <typename T> AttributeMoments momentsOf(std::span<const char *const> records, int at)
{
    qint64 sum = 0;
    quint64 squares = 0;
    qint64 low = std::numeric_limits<T>::max(), high = std::numeric_limits<T>::min();
    for (const char *record : records) {
        const qint64 value = field<T>(record, at);
        low = std::min(low, value);
        high = std::max(high, value);
        sum += value;
        squares += quint64(value * value);
    }
    const double n = double(records.size());
    AttributeMoments moments;
    moments.count = records.size();
    moments.minimum = double(low);
    moments.maximum = double(high);
    moments.mean = double(sum) / n;
    moments.squares = std::max(0.0, double(squares) - double(sum) * (double(sum) / n));
    return moments;
}

/// Of wide values: distances from the first one, so that nothing is lost to the size of the numbers.
template <typename T> AttributeMoments wideMomentsOf(std::span<const char *const> records, int at)
{
    AttributeMoments moments;
    double reference = 0, sum = 0, squares = 0, low = 0, high = 0;
    for (const char *record : records) {
        const double value = double(field<T>(record, at));
        if constexpr (std::is_floating_point_v<T>) {
            if (!std::isfinite(value))
                continue;
        }
        if (moments.count++ == 0)
            reference = value;
        const double distance = value - reference;
        low = std::min(low, distance);
        high = std::max(high, distance);
        sum += distance;
        squares += distance * distance;
    }
    if (moments.count == 0)
        return moments;
    const double n = double(moments.count);
    moments.minimum = reference + low;
    moments.maximum = reference + high;
    moments.mean = reference + sum / n;
    moments.squares = std::max(0.0, squares - sum * (sum / n));
    return moments;
}

QJsonObject toJson(const AttributeMoments &m, double scale = 1, double offset = 0)
{
    const double spread = m.count > 1 ? std::sqrt(m.squares / double(m.count - 1)) : 0;
    return {{QStringLiteral("minimum"), m.minimum * scale + offset}, {QStringLiteral("maximum"), m.maximum * scale + offset},
        {QStringLiteral("mean"), m.mean * scale + offset}, {QStringLiteral("standard-deviation"), spread * scale},
        {QStringLiteral("class-count"), QJsonObject{}}};
}

/// Of the values that some bits of a byte hold, from the byte's histogram.
QJsonObject toJson(const std::array<quint64, 256> &histogram, int shift, int bits)
{
    std::array<quint64, 256> counts{};
    for (int i = 0; i < 256; ++i)
        counts[size_t((i >> shift) & ((1 << bits) - 1))] += histogram[size_t(i)];
    AttributeMoments m;
    QJsonObject classes;
    double sum = 0, squares = 0;
    bool isFirst = true;
    for (int i = 0; i < 256; ++i) {
        const quint64 n = counts[size_t(i)];
        if (n == 0)
            continue;
        if (isFirst)
            m.minimum = i;
        isFirst = false;
        m.maximum = i;
        m.count += n;
        sum += double(n) * i;
        squares += double(n) * i * i;
        classes.insert(QString::number(i), qint64(n));
    }
    if (m.count > 0) {
        m.mean = sum / double(m.count);
        m.squares = std::max(0.0, squares - sum * m.mean);
    }
    QJsonObject object = toJson(m);
    object.insert(QStringLiteral("class-count"), classes);
    return object;
}

} // namespace

void AttributeMoments::merge(const AttributeMoments &other)
{
    if (other.count == 0)
        return;
    if (count == 0) {
        *this = other;
        return;
    }
    const double n = double(count), m = double(other.count), distance = other.mean - mean;
    minimum = std::min(minimum, other.minimum);
    maximum = std::max(maximum, other.maximum);
    squares += other.squares + distance * distance * (n * m / (n + m));
    mean += distance * (m / (n + m));
    count += other.count;
}

PointStatistics PointStatistics::of(std::span<const char *const> records, int pointFormat)
{
    PointStatistics s;
    s.points = records.size();
    if (records.empty())
        return s;
    for (int axis = 0; axis < 3; ++axis)
        s.minimum[axis] = s.maximum[axis] = field<qint32>(records.front(), 4 * axis);
    for (const char *record : records) {
        for (int axis = 0; axis < 3; ++axis) {
            const qint32 value = field<qint32>(record, 4 * axis);
            s.minimum[axis] = std::min(s.minimum[axis], value);
            s.maximum[axis] = std::max(s.maximum[axis], value);
        }
        ++s.returns[uchar(record[14])];
        ++s.flags[uchar(record[15])];
        ++s.classes[uchar(record[16])];
        ++s.userData[uchar(record[17])];
    }
    for (int axis = 0; axis < 3; ++axis)
        s.moments[size_t(axis)] = wideMomentsOf<qint32>(records, 4 * axis);
    s.moments[Gps] = wideMomentsOf<double>(records, 22);
    s.hasGps = s.moments[Gps].count > 0;
    s.gpsMinimum = s.moments[Gps].minimum;
    s.gpsMaximum = s.moments[Gps].maximum;
    s.moments[Intensity] = momentsOf<quint16>(records, 12);
    s.moments[ScanAngle] = momentsOf<qint16>(records, 18);
    s.moments[SourceId] = momentsOf<quint16>(records, 20);
    if (pointFormat >= 7)
        for (int i = 0; i < 3; ++i)
            s.moments[size_t(Red + i)] = momentsOf<quint16>(records, 30 + 2 * i);
    if (pointFormat >= 8)
        s.moments[Infrared] = momentsOf<quint16>(records, 36);
    return s;
}

void PointStatistics::merge(const PointStatistics &other)
{
    if (other.points == 0)
        return;
    for (int axis = 0; axis < 3; ++axis) {
        minimum[axis] = points == 0 ? other.minimum[axis] : std::min(minimum[axis], other.minimum[axis]);
        maximum[axis] = points == 0 ? other.maximum[axis] : std::max(maximum[axis], other.maximum[axis]);
    }
    if (other.hasGps) {
        gpsMinimum = hasGps ? std::min(gpsMinimum, other.gpsMinimum) : other.gpsMinimum;
        gpsMaximum = hasGps ? std::max(gpsMaximum, other.gpsMaximum) : other.gpsMaximum;
        hasGps = true;
    }
    points += other.points;
    for (size_t i = 0; i < 256; ++i) {
        returns[i] += other.returns[i];
        flags[i] += other.flags[i];
        classes[i] += other.classes[i];
        userData[i] += other.userData[i];
    }
    for (size_t i = 0; i < AttributeCount; ++i)
        moments[i].merge(other.moments[i]);
}

std::array<quint64, 15> PointStatistics::countsByReturn() const
{
    std::array<quint64, 15> counts{};
    for (size_t i = 0; i < 256; ++i)
        if (const size_t number = i & 15; number > 0)
            counts[number - 1] += returns[i];
    return counts;
}

QByteArray PointStatistics::qgisJson(int pointFormat, const double scale[3], const double offset[3]) const
{
    QJsonObject stats{{QStringLiteral("X"), toJson(moments[X], scale[0], offset[0])},
        {QStringLiteral("Y"), toJson(moments[Y], scale[1], offset[1])},
        {QStringLiteral("Z"), toJson(moments[Z], scale[2], offset[2])}, {QStringLiteral("GpsTime"), toJson(moments[Gps])},
        {QStringLiteral("Intensity"), toJson(moments[Intensity])},
        {QStringLiteral("ScanAngleRank"), toJson(moments[ScanAngle], 0.006)},
        {QStringLiteral("PointSourceId"), toJson(moments[SourceId])},
        {QStringLiteral("ReturnNumber"), toJson(returns, 0, 4)}, {QStringLiteral("NumberOfReturns"), toJson(returns, 4, 4)},
        {QStringLiteral("Synthetic"), toJson(flags, 0, 1)}, {QStringLiteral("KeyPoint"), toJson(flags, 1, 1)},
        {QStringLiteral("Withheld"), toJson(flags, 2, 1)}, {QStringLiteral("Overlap"), toJson(flags, 3, 1)},
        {QStringLiteral("ScannerChannel"), toJson(flags, 4, 2)}, {QStringLiteral("ScanDirectionFlag"), toJson(flags, 6, 1)},
        {QStringLiteral("EdgeOfFlightLine"), toJson(flags, 7, 1)}, {QStringLiteral("Classification"), toJson(classes, 0, 8)},
        {QStringLiteral("UserData"), toJson(userData, 0, 8)}};
    if (pointFormat >= 7) {
        stats.insert(QStringLiteral("Red"), toJson(moments[Red]));
        stats.insert(QStringLiteral("Green"), toJson(moments[Green]));
        stats.insert(QStringLiteral("Blue"), toJson(moments[Blue]));
    }
    if (pointFormat >= 8)
        stats.insert(QStringLiteral("Infrared"), toJson(moments[Infrared]));
    const QJsonObject object{{QStringLiteral("sampled-points"), qint64(points)}, {QStringLiteral("stats"), stats}};
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

// For the journal: read back by the same program only.
QByteArray PointStatistics::toBytes() const
{
    static_assert(std::is_trivially_copyable_v<PointStatistics>);
    QByteArray bytes(qsizetype(sizeof *this), '\0');
    std::memcpy(bytes.data(), this, sizeof *this);
    return bytes;
}

bool PointStatistics::fromBytes(const QByteArray &bytes, PointStatistics &statistics)
{
    if (bytes.size() != qsizetype(sizeof statistics))
        return false;
    std::memcpy(&statistics, bytes.constData(), sizeof statistics);
    return true;
}

} // namespace tuilerie::pointcloud
