// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "grid/extent.h"
#include "source/lascrs.h"

#include <QByteArray>
#include <QDate>
#include <QString>

#include <array>
#include <vector>

namespace tuilerie {

/// A field that a producer added to the standard ones (LAS 1.4 R15 §2.6, record LASF_Spec/4), or the bytes behind them that
/// nothing describes. Names need not be unique, nor be there: merging programs write one twice.
struct ExtraByteField
{
    QString name;
    int occurrence = 0;    ///< how many fields of this name lie before it in its file
    QByteArray descriptor; ///< its 192 bytes; empty: nothing describes these bytes
    QString description;
    int type = 0;              ///< 1–10: u8, i8, u16, i16, u32, i32, u64, i64, f32, f64; 0: bytes without a meaning
    int offset = 0;            ///< bytes from the start of the record
    int size = 0;              ///< bytes; of a deprecated array type (11–30) all of them
    double scale = 1, add = 0; ///< value = stored × scale + add
    bool operator==(const ExtraByteField &) const = default;

    bool isDescribed() const { return !descriptor.isEmpty(); }
    /// The same field of another file: of the same name, and as many of that name before it.
    bool isCounterpart(const ExtraByteField &other) const
    {
        return name == other.name && occurrence == other.occurrence && isDescribed() == other.isDescribed();
    }
    /// What decides how the bytes are read: type, size, scale and offset. Counterparts must agree in it.
    QByteArray meaning() const;
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
    CloudCrs wktCrs;                 ///< of it; empty when there is none or it cannot be read
    CloudCrs geoKeysCrs;             ///< the same of the GeoTIFF keys
    bool hasGeoKeys = false;
    bool isWktCounted = false; ///< `wkt` is what says `crs` and `verticalCrs`, both of them
    QString verticalCrs;       ///< zero of the heights, as CloudCrs::vertical, from the text that says `crs`
    std::vector<ExtraByteField> extraFields;

    /// Scales above 0 and offsets, all finite, by which every stored coordinate is a number that means a place: below 10¹²
    /// units, and so that a double tells its steps apart. Points of others are nowhere.
    bool hasPlaces() const;
    /// A box that may be true: numbers, least first, within what the stored coordinates reach, and not one place for many
    /// points, which is what a writer leaves behind that was stopped. Whether it is true, only the points say.
    bool hasSoundBox() const;
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
