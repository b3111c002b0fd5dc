// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <laszip/laszip_api.h>

#include <cstdint>

namespace tuilerie::sample {

/// One return of a pulse.
struct LidarPoint
{
    double x, y, z;
    uint8_t classification;
    int number, returns;
    float intensity;
    double time;
    double angle; ///< degrees
    uint16_t source;
    bool isForward, isEdge;
    uint16_t colour[4]; ///< red, green, blue, infrared
    uint8_t marker;
};

/// A LAZ file that is being written through LASzip's programming interface.
class LidarWriter
{
public:
    LidarWriter(const QString &path, int pointFormat, bool extraBytes);
    ~LidarWriter();
    LidarWriter(const LidarWriter &) = delete;
    LidarWriter &operator=(const LidarWriter &) = delete;

    void add(const LidarPoint &point);
    bool finish();
    QString error() const;
    int64_t points() const { return m_points; }

private:
    bool addCrs();

    laszip_POINTER m_laszip = nullptr;
    laszip_header *m_header = nullptr;
    laszip_point *m_point = nullptr;
    int m_format = 6;
    bool m_hasExtra = false;
    bool m_good = false;
    int64_t m_points = 0;
};

} // namespace tuilerie::sample
