// SPDX-License-Identifier: GPL-3.0-or-later
#include "lasfixture.h"

#include "grid/crs.h"

#include <QFile>
#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>

namespace tuilerie::test {

namespace {

template <typename T> void put(QByteArray &bytes, qsizetype at, T value)
{
    std::memcpy(bytes.data() + at, &value, sizeof value);
}

} // namespace

bool writeLas(const QString &path, const std::vector<LasPoint> &points, const LasOptions &options)
{
    const bool isNew = options.pointFormat >= 6;
    const qsizetype headerSize = isNew ? 375 : 227;
    const quint16 recordLength = options.pointFormat == 1 ? 28 : 30;
    QByteArray records;
    if (isNew && !options.crs.isEmpty()) {
        const auto crs = Crs::fromText(options.crs);
        if (!crs)
            return false;
        const QByteArray wkt = crs->wkt1Gdal().toUtf8() + '\0';
        records = QByteArray(54, '\0');
        records.replace(2, 15, "LASF_Projection");
        put<quint16>(records, 18, 2112);
        put<quint16>(records, 20, quint16(wkt.size()));
        records += wkt;
    }
    QByteArray header(headerSize, '\0');
    header.replace(0, 4, "LASF");
    put<quint16>(header, 6, isNew ? 16 : 0);
    put<quint8>(header, 24, 1);
    put<quint8>(header, 25, isNew ? 4 : 2);
    put<quint16>(header, 90, 1);
    put<quint16>(header, 92, 2024);
    put<quint16>(header, 94, quint16(headerSize));
    put<quint32>(header, 96, quint32(headerSize + records.size()));
    put<quint32>(header, 100, records.isEmpty() ? 0 : 1);
    put<quint8>(header, 104, quint8(options.pointFormat));
    put<quint16>(header, 105, recordLength);
    if (isNew)
        put<quint64>(header, 247, quint64(points.size()));
    else
        put<quint32>(header, 107, quint32(points.size()));
    double low[3] = {HUGE_VAL, HUGE_VAL, HUGE_VAL}, high[3] = {-HUGE_VAL, -HUGE_VAL, -HUGE_VAL};
    QByteArray data(qsizetype(points.size()) * recordLength, '\0');
    for (size_t i = 0; i < points.size(); ++i) {
        const LasPoint &p = points[i];
        const double position[3] = {p.x, p.y, p.z};
        const qsizetype at = qsizetype(i) * recordLength;
        for (int axis = 0; axis < 3; ++axis) {
            const auto value = qint32(std::llround((position[axis] - options.offset[axis]) / options.scale));
            put<qint32>(data, at + 4 * axis, value);
            low[axis] = std::min(low[axis], value * options.scale + options.offset[axis]);
            high[axis] = std::max(high[axis], value * options.scale + options.offset[axis]);
        }
        put<quint16>(data, at + 12, quint16(p.intensity));
        if (isNew) {
            put<quint8>(data, at + 14, quint8(p.returnNumber | std::max(p.returnNumber, 1) << 4));
            put<quint8>(data, at + 15, p.isWithheld ? 4 : 0);
            put<quint8>(data, at + 16, quint8(p.pointClass));
        } else {
            put<quint8>(data, at + 14, quint8(p.returnNumber | std::max(p.returnNumber, 1) << 3));
            put<quint8>(data, at + 15, quint8(p.pointClass | (p.isWithheld ? 128 : 0)));
        }
    }
    for (int axis = 0; axis < 3; ++axis) {
        put<double>(header, 131 + 8 * axis, options.scale);
        put<double>(header, 155 + 8 * axis, options.offset[axis]);
        put<double>(header, 179 + 16 * axis, points.empty() ? 0 : high[axis]);
        put<double>(header, 187 + 16 * axis, points.empty() ? 0 : low[axis]);
    }
    QFile file(path);
    return file.open(QIODevice::WriteOnly)
        && file.write(header + records + data) == headerSize + records.size() + data.size();
}

} // namespace tuilerie::test
