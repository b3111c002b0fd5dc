// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <memory>
#include <optional>

class OGRGeometry;

namespace tuilerie {

/// Values of a dump as PostgreSQL and its kin write them (PostgreSQL's documentation, 8.4 "Binary Data Types", 8.5
/// "Date/Time Types" and 8.15 "Arrays"). Private to the room; any thread.

struct DumpGeometry
{
    std::shared_ptr<OGRGeometry> shape; ///< without a CRS
    int srid = 0;                       ///< 0: it says none
};

/// From EWKB or WKB (PostGIS's documentation, 4.1 "Spatial Data Model"), the BLOBs of GeoPackage (OGC 12-128r18 §2.1.3),
/// SpatiaLite ("BLOB-Geometry format") and MySQL (WKB after its SRID). Nothing where it is none of them, is cut off, or is
/// nested more than 32 deep; no more is allocated than the bytes can hold.
std::optional<DumpGeometry> geometryOfBytes(const QByteArray &bytes);
/// The same from text: those bytes in hexadecimal, or [SRID=2154;]WKT.
std::optional<DumpGeometry> geometryOfText(const QByteArray &text);

/// "\x0102", or the older form with octal escapes; nothing where it is neither.
std::optional<QByteArray> bytesOfBytea(const QByteArray &text);

/// {1,2,NULL,"a b"} as JSON: [1,2,null,"a b"]. Elements are written as they are where they are `areNumbers`, true and false
/// where they are `areBooleans`, else as texts. Nothing where it is no array, or nested more than 32 deep.
std::optional<QByteArray> arrayAsJson(const QByteArray &text, bool areNumbers, bool areBooleans);

/// A moment or a day by its parts.
struct DumpMoment
{
    int year = 0, month = 0, day = 0, hour = 0, minute = 0;
    double second = 0;
    std::optional<int> zoneMinutes; ///< east of Greenwich
    bool hasTime = false;
    bool isExact = true; ///< not finer than a millisecond
};
/// Nothing where it is another kind of text, such as infinity, a year of more than four digits, or one before Christ.
std::optional<DumpMoment> momentOfText(const QByteArray &text);

} // namespace tuilerie
