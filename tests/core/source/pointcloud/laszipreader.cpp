// SPDX-License-Identifier: GPL-3.0-or-later
#include "laszipreader.h"

#include <QFile>

#include <laszip/laszip_api.h>

#include <algorithm>
#include <cstring>

namespace tuilerie::test {

namespace {

constexpr int kSizes[] = {20, 28, 26, 34, 57, 63, 30, 36, 38, 59, 67};

bool hasGps(int format)
{
    return format != 0 && format != 2;
}
int colours(int format)
{
    return format == 8 || format == 10 ? 4 : format == 2 || format == 3 || format == 5 || format == 7 ? 3 : 0;
}
bool hasWave(int format)
{
    return format == 4 || format == 5 || format >= 9;
}

void toRecord(const laszip_point_struct &point, int format, char *record)
{
    char *at = record;
    const auto put = [&at](const auto &value) {
        memcpy(at, &value, sizeof value);
        at += sizeof value;
    };
    put(point.X);
    put(point.Y);
    put(point.Z);
    put(point.intensity);
    if (format < 6) {
        put(quint8(point.return_number | point.number_of_returns << 3 | point.scan_direction_flag << 6
            | point.edge_of_flight_line << 7));
        put(quint8(point.classification | point.synthetic_flag << 5 | point.keypoint_flag << 6 | point.withheld_flag << 7));
        put(point.scan_angle_rank);
        put(point.user_data);
        put(point.point_source_ID);
    } else {
        put(quint8(point.extended_return_number | point.extended_number_of_returns << 4));
        put(quint8(point.extended_classification_flags | point.extended_scanner_channel << 4 | point.scan_direction_flag << 6
            | point.edge_of_flight_line << 7));
        put(point.extended_classification);
        put(point.user_data);
        put(point.extended_scan_angle);
        put(point.point_source_ID);
    }
    if (hasGps(format))
        put(point.gps_time);
    // In format 5 the wave packet comes last, in 10 as well: after the colours.
    for (int i = 0; i < colours(format); ++i)
        put(point.rgb[i]);
    if (hasWave(format)) {
        memcpy(at, point.wave_packet, 29);
        at += 29;
    }
    if (point.num_extra_bytes > 0)
        memcpy(at, point.extra_bytes, size_t(point.num_extra_bytes));
}

} // namespace

LaszipFile readWithLaszip(const QString &path)
{
    LaszipFile file;
    laszip_POINTER laszip = nullptr;
    laszip_create(&laszip);
    laszip_BOOL isCompressed = 0;
    const auto takeError = [&] {
        laszip_CHAR *text = nullptr;
        laszip_get_error(laszip, &text);
        file.error = QString::fromUtf8(text ? text : "unknown");
    };
    if (laszip_open_reader(laszip, QFile::encodeName(path).constData(), &isCompressed)) {
        takeError();
        laszip_destroy(laszip);
        return file;
    }
    laszip_header_struct *header = nullptr;
    laszip_point_struct *point = nullptr;
    laszip_get_header_pointer(laszip, &header);
    laszip_get_point_pointer(laszip, &point);
    file.pointFormat = header->point_data_format;
    file.recordLength = header->point_data_record_length;
    file.points =
        header->number_of_point_records ? header->number_of_point_records : qint64(header->extended_number_of_point_records);
    if (header->version_minor >= 4 && header->extended_number_of_point_records)
        file.points = qint64(header->extended_number_of_point_records);
    if (file.pointFormat <= 10 && file.recordLength == kSizes[file.pointFormat] + point->num_extra_bytes) {
        file.isRead = true;
        file.records.resize(qsizetype(file.points * file.recordLength));
        for (; file.readPoints < file.points; ++file.readPoints) {
            if (laszip_read_point(laszip)) {
                takeError();
                file.isRead = false;
                break;
            }
            toRecord(*point, file.pointFormat, file.records.data() + file.readPoints * file.recordLength);
        }
    }
    laszip_close_reader(laszip);
    laszip_destroy(laszip);
    return file;
}

bool writeWithLaszip(const QString &path, int format, int recordLength, const QByteArray &records)
{
    laszip_POINTER laszip = nullptr;
    laszip_create(&laszip);
    laszip_header_struct *header = nullptr;
    laszip_get_header_pointer(laszip, &header);
    const qint64 points = records.size() / recordLength;
    const bool isNew = format >= 6;
    header->version_major = 1;
    header->version_minor = isNew ? 4 : 3;
    header->header_size = isNew ? 375 : 235;
    header->offset_to_point_data = header->header_size;
    header->point_data_format = quint8(format);
    header->point_data_record_length = quint16(recordLength);
    header->number_of_point_records = isNew ? 0 : quint32(points);
    header->extended_number_of_point_records = isNew ? quint64(points) : 0;
    header->global_encoding = isNew ? 16 : 0;
    header->x_scale_factor = header->y_scale_factor = header->z_scale_factor = 0.01;
    laszip_request_native_extension(laszip, 1);
    bool done = laszip_open_writer(laszip, QFile::encodeName(path).constData(), 1) == 0;
    laszip_point_struct *point = nullptr;
    laszip_get_point_pointer(laszip, &point);
    for (qint64 i = 0; done && i < points; ++i) {
        const char *at = records.constData() + i * recordLength;
        const char *const record = at;
        const auto take = [&at](auto &value) {
            memcpy(&value, at, sizeof value);
            at += sizeof value;
        };
        take(point->X);
        take(point->Y);
        take(point->Z);
        take(point->intensity);
        quint8 returns = 0, flags = 0;
        take(returns);
        take(flags);
        if (!isNew) {
            point->return_number = returns & 7;
            point->number_of_returns = returns >> 3 & 7;
            point->scan_direction_flag = returns >> 6 & 1;
            point->edge_of_flight_line = returns >> 7;
            point->classification = flags & 31;
            point->synthetic_flag = flags >> 5 & 1;
            point->keypoint_flag = flags >> 6 & 1;
            point->withheld_flag = flags >> 7;
            take(point->scan_angle_rank);
            take(point->user_data);
            take(point->point_source_ID);
        } else {
            quint8 classification = 0;
            take(classification);
            point->extended_point_type = 1;
            point->extended_return_number = returns & 15;
            point->extended_number_of_returns = returns >> 4;
            point->extended_classification_flags = flags & 15;
            point->extended_scanner_channel = flags >> 4 & 3;
            point->scan_direction_flag = flags >> 6 & 1;
            point->edge_of_flight_line = flags >> 7;
            point->extended_classification = classification;
            point->classification = classification < 32 ? classification & 31 : 0;
            point->synthetic_flag = flags & 1;
            point->keypoint_flag = flags >> 1 & 1;
            point->withheld_flag = flags >> 2 & 1;
            take(point->user_data);
            take(point->extended_scan_angle);
            take(point->point_source_ID);
        }
        if (hasGps(format))
            take(point->gps_time);
        for (int k = 0; k < colours(format); ++k)
            take(point->rgb[k]);
        if (hasWave(format)) {
            memcpy(point->wave_packet, at, 29);
            at += 29;
        }
        if (const qint64 extra = recordLength - (at - record); extra > 0)
            memcpy(point->extra_bytes, at, size_t(extra));
        done = laszip_write_point(laszip) == 0;
    }
    done = laszip_close_writer(laszip) == 0 && done;
    laszip_destroy(laszip);
    return done;
}

} // namespace tuilerie::test
