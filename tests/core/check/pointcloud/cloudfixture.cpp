// SPDX-License-Identifier: GPL-3.0-or-later
#include "cloudfixture.h"

#include "grid/crs.h"

#include <QFile>

#include <algorithm>
#include <cstring>

namespace tuilerie::test {

namespace {

template <typename T> void put(QByteArray &bytes, qsizetype at, T value)
{
    memcpy(bytes.data() + at, &value, sizeof value);
}

QByteArray record(const char *user, quint16 id, const QByteArray &data)
{
    QByteArray bytes(54, '\0');
    memcpy(bytes.data() + 2, user, strlen(user));
    put(bytes, 18, id);
    put(bytes, 20, quint16(data.size()));
    return bytes + data;
}

} // namespace

QByteArray MadeLas::bytes() const
{
    QByteArray records;
    quint32 count = 0;
    if (!wkt.isEmpty()) {
        const auto crs = Crs::fromText(QString::fromUtf8(wkt));
        records += record("LASF_Projection", 2112, (crs && !wkt.contains('[') ? crs->wkt1Gdal().toUtf8() : wkt) + '\0');
        ++count;
    }
    int length = 30;
    if (!extraName.isEmpty()) {
        static constexpr int sizes[] = {0, 1, 1, 2, 2, 4, 4, 8, 8, 4, 8};
        QByteArray descriptor(192, '\0');
        descriptor[2] = char(extraType);
        memcpy(descriptor.data() + 4, extraName.constData(), size_t(extraName.size()));
        records += record("LASF_Spec", 4, descriptor);
        ++count;
        length += sizes[extraType];
    }
    QByteArray header(375, '\0');
    memcpy(header.data(), "LASF", 4);
    put(header, 6, quint16(17));
    header[24] = 1;
    header[25] = 4;
    put(header, 94, quint16(375));
    put(header, 96, quint32(375 + records.size()));
    put(header, 100, count);
    header[104] = 6;
    put(header, 105, quint16(length));
    std::array<qint64, 15> counted{};
    std::array<double, 6> truth{1e300, 1e300, 1e300, -1e300, -1e300, -1e300};
    QByteArray data(qsizetype(points.size()) * length, '\0');
    for (size_t i = 0; i < points.size(); ++i) {
        const MadePoint &point = points[i];
        const qsizetype at = qsizetype(i) * length;
        const int stored[3] = {point.x, point.y, point.z};
        for (int k = 0; k < 3; ++k) {
            put(data, at + 4 * k, qint32(stored[k]));
            truth[size_t(k)] = std::min(truth[size_t(k)], stored[k] * scale + offset[size_t(k)]);
            truth[size_t(k) + 3] = std::max(truth[size_t(k) + 3], stored[k] * scale + offset[size_t(k)]);
        }
        data[at + 14] = char(point.returnNumber | point.numberOfReturns << 4);
        data[at + 15] = char(point.flags);
        data[at + 16] = char(point.classification);
        put(data, at + 22, point.gps);
        if (point.returnNumber > 0)
            ++counted[size_t(point.returnNumber) - 1];
    }
    const std::array<double, 6> said = hasOwnBox ? box : truth;
    for (int k = 0; k < 3; ++k) {
        put(header, 131 + 8 * k, scale);
        put(header, 155 + 8 * k, offset[size_t(k)]);
        put(header, 179 + 16 * k, said[size_t(k) + 3]);
        put(header, 187 + 16 * k, said[size_t(k)]);
    }
    put(header, 247, quint64(points.size()));
    for (int k = 0; k < 15; ++k)
        put(header, 255 + 8 * k, hasOwnReturns ? returns[size_t(k)] : counted[size_t(k)]);
    return header + records + data;
}

bool MadeLas::write(const QString &path) const
{
    QFile file(path);
    const QByteArray content = bytes();
    return file.open(QIODevice::WriteOnly) && file.write(content) == content.size();
}

std::vector<MadePoint> madeGrid(int width, int height)
{
    std::vector<MadePoint> points;
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x) {
            MadePoint point;
            point.x = x * 100;
            point.y = y * 100;
            point.z = 5000 + (x * 7 + y * 3) % 50;
            point.gps += 0.001 * (y * width + x);
            points.push_back(point);
        }
    }
    return points;
}

} // namespace tuilerie::test
