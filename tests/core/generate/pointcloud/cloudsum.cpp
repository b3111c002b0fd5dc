// SPDX-License-Identifier: GPL-3.0-or-later
#include "cloudsum.h"

#include <QFile>

#include <laszip/laszip_api.h>
#include <ogr_spatialref.h>

#define XXH_INLINE_ALL
#include <xxhash.h>

#include <algorithm>
#include <cmath>
#include <cstring>

namespace tuilerie::test {

namespace {

template <typename T> void put(QByteArray &bytes, T value)
{
    char raw[sizeof value];
    std::memcpy(raw, &value, sizeof value);
    bytes.append(raw, qsizetype(sizeof raw));
}

void addFile(const QString &path, CloudSum &sum)
{
    laszip_POINTER reader = nullptr;
    laszip_header *header = nullptr;
    laszip_point *point = nullptr;
    laszip_BOOL isCompressed = 0;
    laszip_create(&reader);
    if (laszip_open_reader(reader, QFile::encodeName(path).constData(), &isCompressed)
        || laszip_get_header_pointer(reader, &header) || laszip_get_point_pointer(reader, &point)) {
        sum.error = QStringLiteral("LASzip cannot open %1").arg(path);
        laszip_destroy(reader);
        return;
    }
    const qint64 count = header->version_minor >= 4 && header->extended_number_of_point_records > 0
        ? qint64(header->extended_number_of_point_records)
        : qint64(header->number_of_point_records);
    const int format = header->point_data_format & 63;
    const bool isNew = format >= 6;
    QByteArray bytes;
    for (qint64 i = 0; i < count; ++i) {
        if (laszip_read_point(reader)) {
            sum.error = QStringLiteral("LASzip cannot read point %1 of %2").arg(i).arg(path);
            break;
        }
        const double place[3] = {point->X * header->x_scale_factor + header->x_offset,
            point->Y * header->y_scale_factor + header->y_offset, point->Z * header->z_scale_factor + header->z_offset};
        for (int axis = 0; axis < 3; ++axis) {
            sum.minimum[axis] = std::min(sum.minimum[axis], place[axis]);
            sum.maximum[axis] = std::max(sum.maximum[axis], place[axis]);
        }
        bytes.resize(0);
        // In ten-millionths: the same place stored with another scale and offset is the same place.
        for (const double value : place)
            put(bytes, qint64(std::llround(value * 1e7)) / 10);
        put(bytes, point->intensity);
        const int classification = isNew ? point->extended_classification : point->classification;
        const int number = isNew ? point->extended_return_number : point->return_number;
        put(bytes, quint8(number));
        put(bytes, quint8(isNew ? point->extended_number_of_returns : point->number_of_returns));
        put(bytes, quint8(classification));
        put(bytes,
            quint8(isNew ? point->extended_classification_flags
                         : point->synthetic_flag | point->keypoint_flag << 1 | point->withheld_flag << 2
                        | (classification == 12 ? 8 : 0)));
        put(bytes, quint8(isNew ? point->extended_scanner_channel : 0));
        put(bytes, quint8(point->scan_direction_flag | point->edge_of_flight_line << 1));
        put(bytes, point->user_data);
        put(bytes, qint16(isNew ? point->extended_scan_angle : qint16(std::lround(point->scan_angle_rank / 0.006))));
        put(bytes, point->point_source_ID);
        quint64 time = 0;
        std::memcpy(&time, &point->gps_time, 8);
        put(bytes, format == 0 || format == 2 ? quint64(0) : time);
        const bool hasColour = format == 2 || format == 3 || format == 5 || format == 7 || format == 8 || format == 10;
        for (int c = 0; c < 3; ++c)
            put(bytes, quint16(hasColour ? point->rgb[c] : 0));
        put(bytes, quint16(format == 8 || format == 10 ? point->rgb[3] : 0));
        if (point->num_extra_bytes > 0)
            bytes.append(reinterpret_cast<const char *>(point->extra_bytes), point->num_extra_bytes);
        sum.hashes += XXH3_64bits(bytes.constData(), size_t(bytes.size()));
        ++sum.classes[classification];
        ++sum.returns[number];
        ++sum.points;
    }
    laszip_close_reader(reader);
    laszip_destroy(reader);
}

} // namespace

CloudSum cloudSum(const QStringList &paths)
{
    CloudSum sum;
    for (const QString &path : paths)
        addFile(path, sum);
    return sum;
}

bool writeLas(const QString &path, const std::vector<TestPoint> &points, const TestFile &file)
{
    QByteArray records;
    int recordCount = 0;
    const auto record = [&](const char *user, int id, const QByteArray &data) {
        put(records, quint16(0));
        records += QByteArray(user).leftJustified(16, '\0');
        put(records, quint16(id));
        put(records, quint16(data.size()));
        records += QByteArray(32, '\0') + data;
        ++recordCount;
    };
    if (file.epsg > 0) {
        OGRSpatialReference crs;
        crs.importFromEPSG(file.epsg);
        char *wkt = nullptr;
        crs.exportToWkt(&wkt);
        record("LASF_Projection", 2112, QByteArray(wkt) + '\0');
        CPLFree(wkt);
    }
    if (file.extraBytes > 0) {
        QByteArray descriptor(192, '\0');
        descriptor[2] = char(file.extraType);
        descriptor.replace(4, file.extraName.size(), file.extraName);
        record("LASF_Spec", 4, descriptor);
    }
    double low[3] = {1e300, 1e300, 1e300}, high[3] = {-1e300, -1e300, -1e300};
    quint64 returns[15] = {};
    QByteArray body;
    quint32 count = 0;
    for (const TestPoint &p : points) {
        const qint32 step[3] = {p.x, p.y, p.z};
        for (int i = 0; i < 3; ++i) {
            const double value = step[i] * file.scale + file.offset[i];
            low[i] = std::min(low[i], value);
            high[i] = std::max(high[i], value);
            put(body, step[i]);
        }
        if (const int number = p.returns & 15; number > 0)
            ++returns[number - 1];
        put(body, p.intensity);
        for (const quint8 byte : {p.returns, p.flags, p.classification, p.user})
            put(body, byte);
        put(body, p.angle);
        put(body, p.source);
        put(body, p.gps);
        if (file.pointFormat >= 7)
            for (const quint16 colour : {p.red, p.green, p.blue})
                put(body, colour);
        if (file.pointFormat >= 8)
            put(body, p.infrared);
        QByteArray extra;
        put(extra, count++);
        body += extra.leftJustified(file.extraBytes, '\0', true);
    }
    low[0] += file.boxError;
    high[0] -= file.boxError;
    static const int sizes[] = {30, 36, 38};
    QByteArray head("LASF");
    put(head, quint16(0));
    put(head, quint16(17));
    head += QByteArray(16, '\0') + char(1) + char(4) + QByteArray(64, '\0');
    put(head, quint16(1));
    put(head, quint16(2025));
    put(head, quint16(375));
    put(head, quint32(375 + records.size()));
    put(head, quint32(recordCount));
    head += char(file.pointFormat);
    put(head, quint16(sizes[file.pointFormat - 6] + file.extraBytes));
    head += QByteArray(24, '\0');
    for (int i = 0; i < 3; ++i)
        put(head, file.scale);
    for (const double offset : file.offset)
        put(head, offset);
    for (int i = 0; i < 3; ++i) {
        put(head, high[i]);
        put(head, low[i]);
    }
    put(head, quint64(0));
    put(head, quint64(0));
    put(head, quint32(0));
    put(head, quint64(points.size()));
    for (const quint64 n : returns)
        put(head, n);
    QFile out(path);
    return out.open(QIODevice::WriteOnly) && out.write(head + records + body) == head.size() + records.size() + body.size();
}

} // namespace tuilerie::test
