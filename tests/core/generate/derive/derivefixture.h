// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "generate/derive/derivedraster.h"
#include "lasfixture.h"

#include <QFile>

#include <cmath>
#include <random>

namespace tuilerie::test {

// Point clouds over surfaces that are known exactly, in Lambert-93 from `west` and `south` on.

inline constexpr double west = 651000, south = 6861000;

/// Scattered over side × side metres, about `density` a square metre, on whole centimetres.
inline std::vector<LasPoint> scattered(double side, double density, unsigned seed, double (*height)(double, double))
{
    std::mt19937 random(seed);
    std::vector<LasPoint> points(size_t(side * side * density));
    for (LasPoint &p : points) {
        p.x = west + double(random() % unsigned(side * 100)) / 100;
        p.y = south + double(random() % unsigned(side * 100)) / 100;
        p.z = height(p.x - west, p.y - south);
        p.intensity = int(random() % 4000);
    }
    return points;
}

inline double plane(double x, double y)
{
    return 100 + x - 2 * y;
}
inline double hills(double x, double y)
{
    return std::round(100 * (300 + 20 * std::sin(x / 17) * std::cos(y / 23) + std::sin(x * 3) + std::cos(y * 5))) / 100;
}

inline DeriveParams paramsOf(const QStringList &paths, const QString &product, double cell, const QString &output)
{
    DeriveParams params;
    params.paths = paths;
    params.product = product;
    params.cell = cell;
    params.output = output;
    return params;
}

inline QByteArray bytesOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace tuilerie::test
