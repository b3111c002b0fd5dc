// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QMap>
#include <QString>
#include <QStringList>

#include <vector>

namespace tuilerie::test {

/// All points of files, whatever their order, formats and containers: read through LASzip's own programming interface, not
/// through ours.
struct CloudSum
{
    qint64 points = 0;
    quint64 hashes = 0; ///< sum of a hash of each point's attributes, extra bytes included
    double minimum[3] = {1e300, 1e300, 1e300}, maximum[3] = {-1e300, -1e300, -1e300};
    QMap<int, qint64> classes, returns;
    QString error;
    bool operator==(const CloudSum &other) const
    {
        return points == other.points && hashes == other.hashes && classes == other.classes && returns == other.returns;
    }
};
/// `colour`: attributes that the points have in the pyramid but not in this file count as 0.
CloudSum cloudSum(const QStringList &paths);

/// A point as LAS 1.4 has it, PDRF 6, with colours for 7 and 8.
struct TestPoint
{
    qint32 x = 0, y = 0, z = 0;
    quint16 intensity = 0;
    quint8 returns = 0x11, flags = 0, classification = 2, user = 0;
    qint16 angle = 0;
    quint16 source = 1;
    double gps = 0;
    quint16 red = 0, green = 0, blue = 0, infrared = 0;
};

struct TestFile
{
    int pointFormat = 6;
    double scale = 0.01;
    double offset[3] = {};
    int extraBytes = 0; ///< u16 each point: a count
    QByteArray extraName = "count";
    int extraType = 3;   ///< u16; 5 = u32
    int epsg = 2154;     ///< 0 = says nothing
    double boxError = 0; ///< added to the header's smallest and taken from its largest x
};

/// Writes an uncompressed LAS 1.4 file.
bool writeLas(const QString &path, const std::vector<TestPoint> &points, const TestFile &file = {});

} // namespace tuilerie::test
