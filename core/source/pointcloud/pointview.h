// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "source/pointcloud/lazcodec.h"

#include <QtEndian>

#include <cstring>

namespace tuilerie {

/// Reads the fields of a record of any point format (LAS 1.4 R15 §2.6). Fields that the format lacks are 0.
class PointView
{
public:
    explicit PointView(int pointFormat)
        : m_isNew(pointFormat >= 6)
        , m_gps(pointFormat >= 6                         ? 22
                  : pointFormat == 0 || pointFormat == 2 ? -1
                                                         : 20)
        , m_colour(pointFormat == 2                                           ? 20
                  : pointFormat == 3 || pointFormat == 5                      ? 28
                  : pointFormat == 7 || pointFormat == 8 || pointFormat == 10 ? 30
                                                                              : -1)
    {
    }

    /// Coordinates as stored: × scale + offset of the header.
    static qint32 coordinate(const char *record, int axis) { return qFromLittleEndian<qint32>(record + 4 * axis); }
    static int intensity(const char *record) { return qFromLittleEndian<quint16>(record + 12); }
    int returnNumber(const char *record) const { return quint8(record[14]) & (m_isNew ? 15 : 7); }
    int numberOfReturns(const char *record) const
    {
        return m_isNew ? quint8(record[14]) >> 4 : (quint8(record[14]) >> 3) & 7;
    }
    int classification(const char *record) const { return m_isNew ? quint8(record[16]) : quint8(record[15]) & 31; }
    bool isSynthetic(const char *record) const { return quint8(record[15]) & (m_isNew ? 1 : 32); }
    bool isWithheld(const char *record) const { return quint8(record[15]) & (m_isNew ? 4 : 128); }
    bool isOverlap(const char *record) const { return m_isNew ? quint8(record[15]) & 8 : classification(record) == 12; }
    int sourceId(const char *record) const { return qFromLittleEndian<quint16>(record + (m_isNew ? 20 : 18)); }
    bool hasGps() const { return m_gps >= 0; }
    double gps(const char *record) const
    {
        double value = 0;
        if (m_gps >= 0)
            memcpy(&value, record + m_gps, sizeof value);
        return value;
    }
    bool hasColour() const { return m_colour >= 0; }
    /// 0 red, 1 green, 2 blue.
    int colour(const char *record, int band) const
    {
        return m_colour < 0 ? 0 : qFromLittleEndian<quint16>(record + m_colour + 2 * band);
    }

private:
    bool m_isNew;
    int m_gps;
    int m_colour;
};

} // namespace tuilerie
