// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QJsonObject>
#include <QtGlobal>

#include <array>
#include <optional>
#include <span>

namespace tuilerie::pointcloud {

/// Count, extremes, mean and spread of one attribute.
struct AttributeMoments
{
    quint64 count = 0;
    double minimum = 0, maximum = 0;
    double mean = 0, squares = 0; ///< squares: sum of the squared distances from the mean

    void merge(const AttributeMoments &other);
    void remove(const AttributeMoments &part); ///< the reverse, but for the extremes, which stay
};

/// What the header, the COPC info and the statistics record say of points of PDRF 6, 7 or 8. Adding the same nodes in the
/// same order gives the same bits.
struct PointStatistics
{
    enum Attribute { X, Y, Z, Gps, Intensity, ScanAngle, SourceId, Red, Green, Blue, Infrared, AttributeCount };

    quint64 points = 0;
    qint32 minimum[3] = {}, maximum[3] = {}; ///< stored coordinates
    double gpsMinimum = 0, gpsMaximum = 0;   ///< of the times that are numbers; hasGps
    bool hasGps = false;
    std::array<quint64, 256> returns{}, flags{}, classes{}, userData{}; ///< histograms of the bytes 14, 15, 16 and 17
    std::array<AttributeMoments, AttributeCount> moments{};

    /// Counts the records in their order.
    static PointStatistics of(std::span<const char *const> records, int pointFormat);
    void merge(const PointStatistics &other);

    /// Points of return number 1 to 15; number 0, which some files have, counts for none.
    std::array<quint64, 15> countsByReturn() const;
    /// The record qgis/0: statistics that QGIS reads, so that a style's range is known without reading points.
    QByteArray qgisJson(int pointFormat, const double scale[3], const double offset[3]) const;

    /// What qgisJson() was made of: sums and extremes exact, means and spreads to some 12 digits; of the histograms those of
    /// their bit fields, not which values came together. Unset when it does not tell all that, or not of all points.
    static std::optional<PointStatistics> fromQgisJson(
        const QByteArray &json, int pointFormat, const double scale[3], const double offset[3]);
    /// Of the points that are not in `part`; extremes stay. merge(part) gives it back, but for the last digits of means.
    PointStatistics without(const PointStatistics &part) const;

    QByteArray toBytes() const;
    static bool fromBytes(const QByteArray &bytes, PointStatistics &statistics);
};

} // namespace tuilerie::pointcloud
