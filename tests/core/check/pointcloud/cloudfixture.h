// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>
#include <array>
#include <vector>

namespace tuilerie::test {

/// A point of a made file.
struct MadePoint
{
    int x = 0, y = 0, z = 0; ///< as stored
    int returnNumber = 1, numberOfReturns = 1;
    int classification = 2;
    int flags = 0; ///< byte 15 of the record: 1 synthetic, 4 withheld
    double gps = 1e8;
};

/// A LAS 1.4 file of point format 6, uncompressed, whose header can lie about all that it says.
struct MadeLas
{
    std::vector<MadePoint> points;
    double scale = 0.01;
    std::array<double, 3> offset{650000, 6860000, 0};
    QByteArray wkt = "EPSG:2154"; ///< a name, or a WKT that is written as it is; empty for none
    bool hasOwnBox = false;       ///< `box`: west, south, low, east, north, high
    std::array<double, 6> box{};
    bool hasOwnReturns = false;
    std::array<qint64, 15> returns{};
    QByteArray extraName; ///< of one extra attribute; empty for none
    int extraType = 1;    ///< of LASF_Spec/4

    QByteArray bytes() const;
    bool write(const QString &path) const;
};

/// A grid of ground points, 1 m apart, one return each.
std::vector<MadePoint> madeGrid(int width, int height);

} // namespace tuilerie::test
