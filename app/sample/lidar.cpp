// SPDX-License-Identifier: GPL-3.0-or-later
#include "lidar.h"

#include <QDir>
#include <ogr_spatialref.h>

#include <algorithm>
#include <atomic>
#include <cstdio>
#include <cstring>
#include <thread>

#ifdef TUILERIE_HAS_LASZIP
#include <laszip/laszip_api.h>
#endif

namespace tuilerie::sample {

#ifdef TUILERIE_HAS_LASZIP

namespace {

// ASPRS classes, LAS 1.4 R15 table 17.
enum Class : uint8_t { Ground = 2, LowVegetation = 3, HighVegetation = 5, Roof = 6, Water = 9 };

struct Tile {
    double west, south, size;
};

bool inside(const Ring &ring, double x, double y)
{
    bool in = false;
    for (size_t i = 0, j = ring.size() - 1; i < ring.size(); j = i++)
        if ((ring[i].y > y) != (ring[j].y > y) && x < (ring[j].x - ring[i].x) * (y - ring[i].y) / (ring[j].y - ring[i].y) + ring[i].x)
            in = !in;
    return in;
}

// The buildings that touch a tile, in cells of 50 m, so that a pulse looks at few of them.
class Roofs
{
public:
    Roofs(const Plan &plan, const Tile &tile) : m_tile(tile), m_count(int(std::ceil(tile.size / 50)) + 1), m_cells(size_t(m_count) * m_count)
    {
        for (const Building &building : plan.buildings) {
            double w = 1e9, s = 1e9, e = -1e9, n = -1e9;
            for (const Vertex &v : building.ring) {
                w = std::min(w, v.x), e = std::max(e, v.x);
                s = std::min(s, v.y), n = std::max(n, v.y);
            }
            for (int j = std::max(0, cell(s - tile.south)); j <= std::min(m_count - 1, cell(n - tile.south)); ++j)
                for (int i = std::max(0, cell(w - tile.west)); i <= std::min(m_count - 1, cell(e - tile.west)); ++i)
                    m_cells[size_t(j) * m_count + i].push_back(&building);
        }
    }
    const Building *at(double x, double y) const
    {
        for (const Building *building : m_cells[size_t(cell(y - m_tile.south)) * m_count + cell(x - m_tile.west)])
            if (inside(building->ring, x, y))
                return building;
        return nullptr;
    }

private:
    static int cell(double metres) { return int(std::floor(metres / 50)); }
    Tile m_tile;
    int m_count;
    std::vector<std::vector<const Building *>> m_cells;
};

class Writer
{
public:
    Writer(const QString &path, const Tile &tile)
    {
        m_good = laszip_create(&m_laszip) == 0 && laszip_get_header_pointer(m_laszip, &m_header) == 0;
        if (!m_good)
            return;
        m_header->version_major = 1;
        m_header->version_minor = 4;
        m_header->header_size = 375;
        m_header->offset_to_point_data = 375;
        m_header->point_data_format = 6;
        m_header->point_data_record_length = 30;
        m_header->global_encoding = 1 | 16; // adjusted standard GPS time; CRS is WKT
        m_header->file_creation_year = 2026;
        m_header->file_creation_day = 1;
        std::strncpy(m_header->system_identifier, "invented", sizeof m_header->system_identifier - 1);
        std::strncpy(m_header->generating_software, "tuilerie-sample", sizeof m_header->generating_software - 1);
        m_header->x_scale_factor = m_header->y_scale_factor = m_header->z_scale_factor = 0.01;
        m_header->x_offset = std::floor(tile.west);
        m_header->y_offset = std::floor(tile.south);
        OGRSpatialReference lambert93;
        lambert93.importFromEPSG(2154);
        char *wkt = nullptr;
        lambert93.exportToWkt(&wkt);
        m_good = laszip_add_vlr(m_laszip, "LASF_Projection", 2112, laszip_U16(std::strlen(wkt) + 1), "WKT", reinterpret_cast<const laszip_U8 *>(wkt)) == 0
            && laszip_open_writer(m_laszip, path.toUtf8().constData(), 1) == 0 && laszip_get_point_pointer(m_laszip, &m_point) == 0;
        CPLFree(wkt);
    }
    ~Writer()
    {
        if (m_laszip)
            laszip_destroy(m_laszip);
    }
    void add(double x, double y, double z, uint8_t classification, int number, int returns, float intensity, double time)
    {
        if (!m_good)
            return;
        laszip_F64 place[3]{x, y, z};
        m_point->extended_point_type = 1;
        m_point->extended_classification = classification;
        m_point->classification = classification < 32 ? classification : 0;
        m_point->extended_return_number = laszip_U8(number);
        m_point->extended_number_of_returns = laszip_U8(returns);
        m_point->intensity = laszip_U16(std::clamp(intensity, 0.0f, 65535.0f));
        m_point->gps_time = time;
        m_good = laszip_set_coordinates(m_laszip, place) == 0 && laszip_write_point(m_laszip) == 0 && laszip_update_inventory(m_laszip) == 0;
    }
    bool finish() { return m_good && laszip_close_writer(m_laszip) == 0; }
    QString error() const
    {
        char *text = nullptr;
        laszip_get_error(m_laszip, &text);
        return QString::fromUtf8(text ? text : "unknown error");
    }

private:
    laszip_POINTER m_laszip = nullptr;
    laszip_header *m_header = nullptr;
    laszip_point *m_point = nullptr;
    bool m_good = false;
};

bool writeTile(const LidarOptions &options, uint32_t seed, const Plan &plan, const Terrain &terrain, const Tile &tile)
{
    const QString path = QStringLiteral("%1/lidar_%2_%3_L93.laz").arg(options.folder).arg(qint64(tile.west / 1000), 4, 10, QLatin1Char('0'))
                             .arg(qint64((tile.south + tile.size) / 1000), 4, 10, QLatin1Char('0'));
    const Noise noise(seed ^ 0x1DA2u);
    const Roofs roofs(plan, tile);
    Writer writer(path, tile);
    const int count = std::max(1, int(tile.size * std::sqrt(options.density)));
    const double step = tile.size / count;
    for (int row = 0; row < count; ++row) {
        for (int col = 0; col < count; ++col) {
            // One pulse somewhere in each cell, so that the density is even as that of an aircraft's scan is.
            const int32_t gx = int32_t(std::lround(tile.west / step)) + col, gy = int32_t(std::lround(tile.south / step)) + row;
            const double x = tile.west + (col + 0.02 + 0.96 * noise.white(gx, gy)) * step;
            const double y = tile.south + (row + 0.02 + 0.96 * noise.white(gy, gx + 7)) * step;
            const double ground = terrain.height(x, y) + 0.03 * (noise.white(gx + 3, gy) - 0.5);
            const double time = 3.4e8 + row * 0.01 + col * 1e-5;
            const float shine = 300 + 900 * noise.white(gx, gy + 11);
            if (const Building *building = roofs.at(x, y))
                writer.add(x, y, ground + building->height, Roof, 1, 1, shine * 1.4f, time);
            else if (std::abs(x - terrain.riverX(y)) < Terrain::riverWidth / 2)
                writer.add(x, y, ground, Water, 1, 1, shine * 0.1f, time);
            else if (terrain.isForest(x, y)) {
                const double top = ground + terrain.canopy(x, y) * (0.75 + 0.25 * noise.white(gx + 5, gy));
                const bool through = noise.white(gx, gy + 23) < 0.55f;
                writer.add(x, y, top, HighVegetation, 1, through ? 3 : 1, shine, time);
                if (through) {
                    writer.add(x, y, ground + 0.6, LowVegetation, 2, 3, shine * 0.5f, time);
                    writer.add(x, y, ground, Ground, 3, 3, shine * 0.4f, time);
                }
            } else
                writer.add(x, y, ground, Ground, 1, 1, shine, time);
        }
    }
    if (writer.finish())
        return true;
    std::fprintf(stderr, "cannot write %s: %s\n", qPrintable(path), qPrintable(writer.error()));
    return false;
}

} // namespace

bool writeLidar(const LidarOptions &options, uint32_t seed, const Plan &plan, const Terrain &terrain)
{
    if (!QDir().mkpath(options.folder)) {
        std::fprintf(stderr, "cannot make the folder %s\n", qPrintable(options.folder));
        return false;
    }
    std::vector<Tile> tiles;
    for (double south = plan.originY; south < plan.originY + plan.size - 1e-6; south += options.tileSize)
        for (double west = plan.originX; west < plan.originX + plan.size - 1e-6; west += options.tileSize)
            tiles.push_back({west, south, std::min(options.tileSize, plan.size)});
    std::atomic<size_t> next{0};
    std::atomic<bool> good{true};
    const auto work = [&] {
        for (size_t i = next++; i < tiles.size() && good; i = next++)
            if (!writeTile(options, seed, plan, terrain, tiles[i]))
                good = false;
    };
    std::vector<std::thread> threads;
    for (int i = 1; i < options.threads; ++i)
        threads.emplace_back(work);
    work();
    for (std::thread &thread : threads)
        thread.join();
    return good;
}

#else

bool writeLidar(const LidarOptions &, uint32_t, const Plan &, const Terrain &)
{
    std::fprintf(stderr, "built without LASzip: no LAZ tiles (configure with LASZIP_PREFIX, as ./setup does)\n");
    return false;
}

#endif

} // namespace tuilerie::sample
