// SPDX-License-Identifier: GPL-3.0-or-later
#include "lidarwriter.h"

#include <ogr_spatialref.h>

#include <algorithm>
#include <cmath>
#include <cstring>

namespace tuilerie::sample {

LidarWriter::LidarWriter(const QString &path, int pointFormat, bool extraBytes)
    : m_format(pointFormat)
    , m_hasExtra(extraBytes)
{
    m_good = laszip_create(&m_laszip) == 0 && laszip_get_header_pointer(m_laszip, &m_header) == 0;
    if (!m_good)
        return;
    static constexpr int sizes[] = {20, 28, 26, 34, 57, 63, 30, 36, 38};
    const bool isNew = pointFormat >= 6;
    m_header->version_major = 1;
    m_header->version_minor = isNew ? 4 : 2;
    m_header->header_size = isNew ? 375 : 227;
    m_header->offset_to_point_data = m_header->header_size;
    m_header->point_data_format = laszip_U8(pointFormat);
    m_header->point_data_record_length = laszip_U16(sizes[pointFormat] + (extraBytes ? 1 : 0));
    m_header->global_encoding = isNew ? 1 | 16 : 1; // adjusted standard GPS time; CRS is WKT
    m_header->file_creation_year = 2026;
    m_header->file_creation_day = 1;
    std::strncpy(m_header->system_identifier, "invented", sizeof m_header->system_identifier - 1);
    std::strncpy(m_header->generating_software, "tuilerie-sample", sizeof m_header->generating_software - 1);
    m_header->x_scale_factor = m_header->y_scale_factor = m_header->z_scale_factor = 0.01;
    m_header->x_offset = m_header->y_offset = m_header->z_offset = 0;
    if (extraBytes) {
        laszip_U8 descriptor[192] = {};
        descriptor[2] = 1; // unsigned char
        std::memcpy(descriptor + 4, "dtm_marker", 10);
        m_good = laszip_add_vlr(m_laszip, "LASF_Spec", 4, sizeof descriptor, "Extra bytes", descriptor) == 0;
    }
    m_good = m_good && addCrs() && laszip_open_writer(m_laszip, path.toUtf8().constData(), 1) == 0
        && laszip_get_point_pointer(m_laszip, &m_point) == 0;
}

LidarWriter::~LidarWriter()
{
    if (m_laszip)
        laszip_destroy(m_laszip);
}

bool LidarWriter::addCrs()
{
    if (m_format < 6) {
        // GeoTIFF keys: projected, pixel is area, EPSG:2154.
        static constexpr laszip_U16 keys[] = {1, 1, 0, 3, 1024, 0, 1, 1, 1025, 0, 1, 1, 3072, 0, 1, 2154};
        laszip_U8 bytes[sizeof keys];
        std::memcpy(bytes, keys, sizeof keys);
        return laszip_add_vlr(m_laszip, "LASF_Projection", 34735, sizeof bytes, "GeoTIFF keys", bytes) == 0;
    }
    OGRSpatialReference lambert93;
    lambert93.importFromEPSG(2154);
    char *wkt = nullptr;
    lambert93.exportToWkt(&wkt);
    const bool good = laszip_add_vlr(m_laszip, "LASF_Projection", 2112, laszip_U16(std::strlen(wkt) + 1), "WKT",
                          reinterpret_cast<const laszip_U8 *>(wkt))
        == 0;
    CPLFree(wkt);
    return good;
}

void LidarWriter::add(const LidarPoint &p)
{
    if (!m_good)
        return;
    m_point->X = laszip_I32(std::lround(p.x * 100));
    m_point->Y = laszip_I32(std::lround(p.y * 100));
    m_point->Z = laszip_I32(std::lround(p.z * 100));
    m_point->intensity = laszip_U16(std::clamp(p.intensity, 0.0f, 65535.0f));
    m_point->gps_time = p.time;
    m_point->point_source_ID = p.source;
    m_point->scan_direction_flag = p.isForward;
    m_point->edge_of_flight_line = p.isEdge;
    m_point->return_number = laszip_U8(std::min(p.number, 7)) & 7;
    m_point->number_of_returns = laszip_U8(std::min(p.returns, 7)) & 7;
    m_point->classification = p.classification < 32 ? p.classification & 31 : 0;
    m_point->scan_angle_rank = laszip_I8(std::lround(p.angle));
    if (m_format >= 6) {
        m_point->extended_point_type = 1;
        m_point->extended_classification = p.classification;
        m_point->extended_return_number = laszip_U8(p.number) & 15;
        m_point->extended_number_of_returns = laszip_U8(p.returns) & 15;
        m_point->extended_scan_angle = laszip_I16(std::lround(p.angle / 0.006));
    }
    for (int i = 0; i < 4; ++i)
        m_point->rgb[i] = p.colour[i];
    if (m_hasExtra)
        m_point->extra_bytes[0] = p.marker;
    m_good = laszip_write_point(m_laszip) == 0 && laszip_update_inventory(m_laszip) == 0;
    ++m_points;
}

bool LidarWriter::finish()
{
    return m_good && laszip_close_writer(m_laszip) == 0;
}

QString LidarWriter::error() const
{
    char *text = nullptr;
    laszip_get_error(m_laszip, &text);
    return QString::fromUtf8(text ? text : "unknown error");
}

} // namespace tuilerie::sample
