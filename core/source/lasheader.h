// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "grid/extent.h"

#include <QByteArray>
#include <QDate>
#include <QString>

#include <array>
#include <vector>

namespace tuilerie {

/// A field that a producer added to the standard ones (LAS 1.4 R15 §2.6, record LASF_Spec/4).
struct ExtraByteField
{
    QString name;
    QString description;
    int type = 0;              ///< 1–10: u8, i8, u16, i16, u32, i32, u64, i64, f32, f64; 0: bytes without a meaning
    int offset = 0;            ///< bytes from the start of the record
    int size = 0;              ///< bytes; of a deprecated array type (11–30) all of them
    double scale = 1, add = 0; ///< value = stored × scale + add
    bool operator==(const ExtraByteField &) const = default;
};

/// What the public header block and the variable length records of a LAS or LAZ file say. Source: ASPRS LAS 1.4 R15
/// §2.4–2.7.
struct LasHeader
{
    int versionMinor = 0;
    int pointFormat = 0;
    int recordLength = 0; ///< bytes of a point, uncompressed
    qint64 points = 0;
    double scale[3] = {};
    double offset[3] = {};
    Extent extent; ///< in `crs`, x/y order
    double minZ = 0;
    double maxZ = 0;
    QDate creation; ///< invalid when the file does not say
    qint64 pointDataStart = 0;
    bool isCompressed = false; ///< LAZ
    QString crs;               ///< horizontal: "EPSG:2154", or WKT; empty when the file says nothing

    int headerSize = 0;
    quint16 sourceId = 0;
    quint16 globalEncoding = 0; ///< as stored: see the members below for what is asked of it
    QString systemId;
    QString software;        ///< "generating software"
    qint64 legacyPoints = 0; ///< the 32-bit count
    /// Points of return 1 to 15 as the header says; 6 to 15 are 0 before LAS 1.4.
    std::array<qint64, 15> countsByReturn{};
    std::array<qint64, 5> legacyCountsByReturn{};
    qint64 waveformStart = 0;
    qint64 extendedRecordsStart = 0; ///< 0: none
    qint64 announcedRecords = 0;     ///< plain and extended ones, by the header's count
    qint64 readRecords = 0;          ///< of them, those that lie in the file; fewer: the count is wrong or the file damaged
    QByteArray laszip;               ///< payload of "laszip encoded"/22204
    bool isCopc = false;             ///< its first record is copc/1 at its fixed place
    QByteArray wkt;                  ///< of record LASF_Projection/2112, without padding
    QString wktCrs;                  ///< horizontal, as `crs`; empty when there is none or it cannot be read
    QString geoKeysCrs;              ///< the same of the GeoTIFF keys
    bool hasGeoKeys = false;
    QString verticalCrs; ///< "EPSG:5720", or its title, or empty
    std::vector<ExtraByteField> extraFields;

    bool isGpsTimeAdjusted() const { return globalEncoding & 1; } ///< else seconds of the GPS week
    bool saysWkt() const { return globalEncoding & 16; }
    bool hasSyntheticReturns() const { return globalEncoding & 8; }
    bool hasGpsTime() const { return pointFormat != 0 && pointFormat != 2; }
    bool hasRgb() const
    {
        return pointFormat == 2 || pointFormat == 3 || pointFormat == 5 || pointFormat == 7 || pointFormat == 8
            || pointFormat == 10;
    }
    bool hasNir() const { return pointFormat == 8 || pointFormat == 10; }
    bool hasWaveforms() const { return pointFormat == 4 || pointFormat == 5 || pointFormat >= 9; }
};

/// Errors name the file: NotFound, Denied, Corrupt (not LAS, or it ends before its points), Unsupported (a later version).
Result<LasHeader> readLasHeader(const QString &path);

} // namespace tuilerie
