// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/rawlas.h"

#include <QFile>
#include <QRandomGenerator>

#include <ogr_spatialref.h>

#include <algorithm>
#include <cstring>

namespace tuilerie::test {

namespace {

constexpr int standardSizes[] = {20, 28, 26, 34, 57, 63, 30, 36, 38, 59, 67};

template <typename T> void put(QByteArray &bytes, T value)
{
    char raw[sizeof value];
    std::memcpy(raw, &value, sizeof value);
    bytes.append(raw, qsizetype(sizeof raw));
}

template <typename T> void put(QByteArray &bytes, qsizetype at, T value)
{
    std::memcpy(bytes.data() + at, &value, sizeof value);
}

QByteArray pointBytes(const RawPoint &point, int format, int extraBytes)
{
    QByteArray record(standardSizes[format], '\0');
    put(record, 0, point.x);
    put(record, 4, point.y);
    put(record, 8, point.z);
    put(record, 12, quint16(100));
    record[14] = char(format >= 6 ? 1 | 1 << 4 : 1 | 1 << 3);
    record[format >= 6 ? 16 : 15] = char(point.pointClass);
    put(record, format >= 6 ? 20 : 18, quint16(1));
    if (format != 0 && format != 2)
        put(record, format >= 6 ? 22 : 20, point.gps);
    return record + point.extra.leftJustified(extraBytes, '\0', true);
}

} // namespace

RawRecord RawRecord::keys(std::initializer_list<std::pair<quint16, quint16>> values)
{
    QByteArray data;
    for (const quint16 word : {quint16(1), quint16(1), quint16(0), quint16(values.size() + 1)})
        put(data, word);
    for (const quint16 word : {1024, 0, 1, 1})
        put(data, word);
    for (const auto &[key, value] : values)
        for (const quint16 word : {key, quint16(0), quint16(1), value})
            put(data, word);
    return {"LASF_Projection", 34735, data};
}

RawRecord RawRecord::fields(std::initializer_list<std::pair<QByteArray, int>> named)
{
    QByteArray data;
    for (const auto &[name, type] : named) {
        QByteArray descriptor(192, '\0');
        descriptor[2] = char(type);
        descriptor.replace(4, name.size(), name);
        data += descriptor;
    }
    return {"LASF_Spec", 4, data};
}

QByteArray RawLas::bytes() const
{
    QByteArray body, variable;
    std::array<double, 6> truth{-1e300, 1e300, -1e300, 1e300, -1e300, 1e300};
    for (const RawPoint &point : points) {
        const qint32 stored[3] = {point.x, point.y, point.z};
        for (size_t i = 0; i < 3; ++i) {
            const double value = stored[i] * scale + offset[i];
            truth[2 * i] = std::max(truth[2 * i], value);
            truth[2 * i + 1] = std::min(truth[2 * i + 1], value);
        }
        body += pointBytes(point, pointFormat, extraBytes);
    }
    for (const RawRecord &record : records) {
        put(variable, quint16(0));
        variable += record.user.leftJustified(16, '\0');
        put(variable, record.id);
        put(variable, quint16(record.data.size()));
        variable += QByteArray(32, '\0') + record.data;
    }
    const quint64 said = count.value_or(points.size());
    const bool isOld = pointFormat < 6;
    const int size = minor >= 4 ? 375 : minor == 3 ? 235 : 227;
    QByteArray head("LASF");
    put(head, quint16(0));
    put(head, encoding.value_or(minor >= 4 ? 17 : 1));
    head += QByteArray(16, '\0') + char(1) + char(minor) + QByteArray(64, '\0');
    put(head, quint16(1));
    put(head, quint16(2024));
    put(head, quint16(size));
    put(head, quint32(size + variable.size()));
    put(head, quint32(records.size()));
    head += char(pointFormat);
    put(head, quint16(standardSizes[pointFormat] + extraBytes));
    put(head, quint32(isOld ? said : 0));
    put(head, quint32(isOld ? said : 0));
    head += QByteArray(16, '\0');
    for (int i = 0; i < 3; ++i)
        put(head, scale);
    for (const double value : offset)
        put(head, value);
    for (const double value : box.value_or(truth))
        put(head, value);
    if (minor >= 4) {
        head += QByteArray(20, '\0');
        put(head, said);
        put(head, said);
    }
    return head.leftJustified(size, '\0') + variable + body;
}

bool RawLas::write(const QString &path) const
{
    QFile file(path);
    const QByteArray content = bytes();
    return file.open(QIODevice::WriteOnly) && file.write(content) == content.size();
}

std::vector<RawPoint> rawCloud(int count, int x, int y, quint32 seed)
{
    QRandomGenerator random(seed);
    std::vector<RawPoint> points(static_cast<size_t>(count));
    double time = 1000;
    for (RawPoint &point : points) {
        point.x = x * 100 + random.bounded(10000);
        point.y = y * 100 + random.bounded(10000);
        point.z = 10000 + random.bounded(1000);
        point.gps = time++;
    }
    return points;
}

QByteArray wktByGdal(const QByteArray &name, const char *form)
{
    OGRSpatialReference crs;
    if (crs.SetFromUserInput(name.constData()) != OGRERR_NONE)
        return {};
    char *text = nullptr;
    const QByteArray format = QByteArray("FORMAT=") + form;
    const char *const options[] = {format.constData(), "ALLOW_ELLIPSOIDAL_HEIGHT_AS_VERTICAL_CRS=YES", nullptr};
    crs.exportToWkt(&text, options);
    const QByteArray wkt(text);
    CPLFree(text);
    return wkt;
}

} // namespace tuilerie::test
