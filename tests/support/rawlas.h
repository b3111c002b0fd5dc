// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include <array>
#include <optional>
#include <vector>

namespace tuilerie::test {

/// A point as it is stored.
struct RawPoint
{
    qint32 x = 0, y = 0, z = 0;
    int pointClass = 2;
    double gps = 0;
    QByteArray extra; ///< bytes behind the standard fields
};

/// A variable length record.
struct RawRecord
{
    QByteArray user;
    quint16 id = 0;
    QByteArray data;

    static RawRecord wkt(const QByteArray &text) { return {"LASF_Projection", 2112, text + '\0'}; }
    /// GeoTIFF keys with a value of their own: 3072 the projected system, 4096 the vertical one.
    static RawRecord keys(std::initializer_list<std::pair<quint16, quint16>> values);
    /// Descriptors of extra bytes: name and type (LAS 1.4 R15 table 24).
    static RawRecord fields(std::initializer_list<std::pair<QByteArray, int>> named);
};

/// An uncompressed LAS 1.2 to 1.4 of any point format, written byte for byte after ASPRS LAS 1.4 R15, that can say anything
/// of itself, however wrong. No code of ours that reads is used.
struct RawLas
{
    std::vector<RawPoint> points;
    std::vector<RawRecord> records;
    int pointFormat = 6;
    int minor = 4;
    double scale = 0.01;
    std::array<double, 3> offset{};
    int extraBytes = 0;
    std::optional<quint16> encoding;          ///< by default, that WKT counts from LAS 1.4 on
    std::optional<std::array<double, 6>> box; ///< max x, min x, max y, min y, max z, min z
    std::optional<quint64> count;

    QByteArray bytes() const;
    bool write(const QString &path) const;
};

/// `count` points of 100 × 100 m at x, y (in metres, at a scale of 0.01), 100 to 110 m high; their times count up.
std::vector<RawPoint> rawCloud(int count, int x = 650000, int y = 6860000, quint32 seed = 1);

/// WKT of "EPSG:2154+5720" and the like by GDAL, as `form` says ("WKT1_GDAL", "WKT2_2019").
QByteArray wktByGdal(const QByteArray &name, const char *form = "WKT1_GDAL");

} // namespace tuilerie::test
