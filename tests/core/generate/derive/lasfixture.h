// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <vector>

namespace tuilerie::test {

struct LasPoint
{
    double x = 0, y = 0, z = 0;
    int pointClass = 2;
    int returnNumber = 1;
    int intensity = 100;
    bool isWithheld = false;
};

struct LasOptions
{
    QString crs = QStringLiteral("EPSG:2154"); ///< empty: none
    double scale = 0.01;
    double offset[3] = {};
    int pointFormat = 6; ///< 1 makes a LAS 1.2 without CRS
};

/// Writes an uncompressed LAS by hand, byte for byte after ASPRS LAS 1.4 R15: no code of ours that reads is used.
bool writeLas(const QString &path, const std::vector<LasPoint> &points, const LasOptions &options = {});

} // namespace tuilerie::test
