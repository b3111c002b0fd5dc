// SPDX-License-Identifier: GPL-3.0-or-later
#include "orthophoto.h"

#include "base/work/parallel.h"

#include <QDir>
#include <gdal_alg.h>
#include <gdal_priv.h>
#include <ogr_geometry.h>

#include <algorithm>
#include <cstdio>
#include <memory>

namespace tuilerie::sample {

namespace {

// What covers a pixel; parcels come after, one value each.
enum Cover : int { Bare = 0, Road = 1, Track = 2, RoofFirst = 3, RoofLast = 6, FirstParcel = 10 };

struct Colour
{
    float r, g, b;
};
constexpr Colour roofs[4]{{172, 92, 66}, {150, 80, 60}, {120, 112, 108}, {88, 90, 100}};
constexpr Colour crops[5]{{196, 178, 112}, {170, 168, 62}, {104, 136, 66}, {142, 112, 82}, {92, 124, 58}};

struct Window
{
    double west, north, cell;
    int pixels;
};

std::unique_ptr<OGRGeometry> polygon(const Ring &ring, double dx = 0, double dy = 0)
{
    auto *shell = new OGRLinearRing;
    for (const Vertex &v : ring)
        shell->addPoint(v.x + dx, v.y + dy);
    auto result = std::make_unique<OGRPolygon>();
    result->addRingDirectly(shell);
    return result;
}

std::unique_ptr<OGRGeometry> strip(const sample::Road &road, double extra)
{
    OGRLineString line;
    for (const Vertex &v : road.line)
        line.addPoint(v.x, v.y);
    return std::unique_ptr<OGRGeometry>(line.Buffer(road.width / 2 + extra, 4));
}

// Burns geometries into a one-band integer raster of the window.
class Burner
{
public:
    explicit Burner(const Window &window)
        : m_values(size_t(window.pixels) * window.pixels)
    {
        char name[64];
        name[CPLPrintPointer(name, m_values.data(), sizeof name - 1)] = 0;
        const std::string source = "MEM:::DATAPOINTER=" + std::string(name) + ",PIXELS=" + std::to_string(window.pixels)
            + ",LINES=" + std::to_string(window.pixels) + ",DATATYPE=Int32";
        m_dataset.reset(GDALDataset::Open(source.c_str(), GDAL_OF_RASTER | GDAL_OF_UPDATE));
        double transform[6]{window.west, window.cell, 0, window.north, 0, -window.cell};
        m_dataset->SetGeoTransform(transform);
        const double side = window.pixels * window.cell;
        m_extent.MinX = window.west;
        m_extent.MaxX = window.west + side;
        m_extent.MinY = window.north - side;
        m_extent.MaxY = window.north;
    }
    void burn(const OGRGeometry &geometry, int value)
    {
        OGREnvelope envelope;
        geometry.getEnvelope(&envelope);
        if (!envelope.Intersects(m_extent))
            return;
        int band = 1;
        double number = value;
        OGRGeometryH handle = OGRGeometry::ToHandle(const_cast<OGRGeometry *>(&geometry));
        GDALRasterizeGeometries(GDALDataset::ToHandle(m_dataset.get()), 1, &band, 1, &handle, nullptr, nullptr, &number,
            nullptr, nullptr, nullptr);
    }
    const std::vector<int32_t> &finish()
    {
        m_dataset->FlushCache();
        return m_values;
    }

private:
    OGREnvelope m_extent;
    std::vector<int32_t> m_values;
    std::unique_ptr<GDALDataset> m_dataset;
};

class TilePainter
{
public:
    TilePainter(uint32_t seed, const Plan &plan, const Terrain &terrain)
        : m_noise(seed ^ 0xA11CEu)
        , m_plan(plan)
        , m_terrain(terrain)
    {
    }

    std::vector<uint8_t> paint(const Window &window) const
    {
        Burner cover(window), shadow(window);
        for (size_t i = 0; i < m_plan.parcels.size(); ++i)
            cover.burn(*polygon(m_plan.parcels[i].ring), FirstParcel + int(i));
        for (const sample::Road &road : m_plan.roads)
            cover.burn(*strip(road, 0), road.nature == "chemin" ? Track : Road);
        for (const Building &building : m_plan.buildings) {
            const double reach = building.height * 0.7; // sun in the north-west at about 55°
            for (const double part : {0.25, 0.5, 0.75, 1.0})
                shadow.burn(*polygon(building.ring, reach * part * 0.7, -reach * part * 0.7), 1);
        }
        for (const Building &building : m_plan.buildings) {
            const auto outline = polygon(building.ring);
            cover.burn(*outline, RoofFirst + building.roof);
            shadow.burn(*outline, 0);
        }
        const auto &covers = cover.finish();
        const auto &shadows = shadow.finish();

        std::vector<uint8_t> pixels(covers.size() * 3);
        for (int row = 0; row < window.pixels; ++row) {
            const double y = window.north - (row + 0.5) * window.cell;
            const double river = m_terrain.riverX(y);
            float light = 1, forest = 0;
            for (int col = 0; col < window.pixels; ++col) {
                const double x = window.west + (col + 0.5) * window.cell;
                const size_t at = size_t(row) * window.pixels + col;
                // Slope and forest change slowly: every fourth pixel is exact enough.
                if (col % 4 == 0) {
                    light = m_terrain.shade(x, y, 6);
                    forest = m_terrain.isForest(x, y) ? 1 : 0;
                }
                Colour c = ground(covers[at], x, y, std::abs(x - river), forest > 0);
                const uint32_t grains = m_noise.hash(int32_t(std::lround(x * 16)), int32_t(std::lround(y * 16)));
                const float sun = (shadows[at] ? 0.5f : 1.0f) * light;
                // A sensor's noise: mostly common to the bands, a little of each one's own.
                const auto grain = [grains](int shift) {
                    return 12.0f * (float(grains & 0x3FF) / 1023.0f - 0.5f)
                        + 5.0f * (float((grains >> shift) & 0x7F) / 127.0f - 0.5f);
                };
                pixels[at * 3] = tone(c.r * sun + grain(11));
                pixels[at * 3 + 1] = tone(c.g * sun + grain(18));
                pixels[at * 3 + 2] = tone(c.b * sun + grain(25));
            }
        }
        return pixels;
    }

private:
    static uint8_t tone(float value) { return uint8_t(std::clamp(value, 2.0f, 253.0f)); }

    Colour ground(int cover, double x, double y, double toRiver, bool forest) const
    {
        if (cover >= RoofFirst && cover <= RoofLast) {
            const float tile = 0.9f + 0.2f * m_noise.smooth(x * 1.7, y * 1.7);
            const Colour &roof = roofs[cover - RoofFirst];
            return {roof.r * tile, roof.g * tile, roof.b * tile};
        }
        if (toRiver < Terrain::riverWidth / 2 && cover != Road) {
            const float ripple = m_noise.smooth(x / 2.2, y / 5);
            return {54 + 14 * ripple, 78 + 16 * ripple, 84 + 18 * ripple};
        }
        if (cover == Road) {
            const float wear = m_noise.smooth(x * 0.8, y * 0.8);
            return {128 + 24 * wear, 126 + 24 * wear, 124 + 24 * wear};
        }
        if (cover == Track) {
            const float wear = m_noise.smooth(x * 0.9, y * 0.9);
            return {176 + 26 * wear, 160 + 24 * wear, 128 + 22 * wear};
        }
        if (forest || toRiver < Terrain::riverWidth / 2 + 6) {
            const float crown = m_noise.smooth(x / 3.1, y / 3.1), leaf = m_noise.smooth(x * 1.3, y * 1.3);
            const float dark = 0.5f + 0.5f * crown + 0.25f * leaf;
            return {58 * dark, 84 * dark, 44 * dark};
        }
        if (cover < FirstParcel)
            return {150, 150, 110};
        const Parcel &parcel = m_plan.parcels[size_t(cover - FirstParcel)];
        const Colour &crop = crops[parcel.crop_index];
        const double across = x * std::cos(parcel.furrow) + y * std::sin(parcel.furrow);
        const float rows =
            parcel.crop == "prairie" ? 0.0f : 0.07f * float(std::sin(across * 2.1)) + 0.05f * float(std::sin(across * 0.42));
        const float patch = 0.82f + 0.32f * m_noise.fractal(x / 38, y / 38, 3) + rows;
        return {crop.r * patch, crop.g * patch, crop.b * patch};
    }

    Noise m_noise;
    const Plan &m_plan;
    const Terrain &m_terrain;
};

bool writeTile(const OrthophotoOptions &options, const Window &window, const std::vector<uint8_t> &pixels)
{
    // Named after the kilometres (or metres, for small tiles) of the top-left corner, as IGN's lots are.
    const QString name = QStringLiteral("%1/ortho_%2_%3_L93.tif")
                             .arg(options.folder)
                             .arg(qint64(std::llround(window.west)), 7, 10, QLatin1Char('0'))
                             .arg(qint64(std::llround(window.north)), 7, 10, QLatin1Char('0'));
    CPLStringList creation;
    creation.SetNameValue("TILED", "YES");
    creation.SetNameValue("PHOTOMETRIC", options.compression == QLatin1String("JPEG") ? "YCBCR" : "RGB");
    creation.SetNameValue("COMPRESS", options.compression.toLatin1().constData());
    if (options.compression == QLatin1String("DEFLATE") || options.compression == QLatin1String("LZW"))
        creation.SetNameValue("PREDICTOR", "2");
    GDALDriver *driver = GetGDALDriverManager()->GetDriverByName("GTiff");
    std::unique_ptr<GDALDataset> file(
        driver->Create(name.toUtf8().constData(), window.pixels, window.pixels, 3, GDT_Byte, creation.List()));
    if (!file)
        return false;
    double transform[6]{window.west, window.cell, 0, window.north, 0, -window.cell};
    OGRSpatialReference lambert93;
    lambert93.importFromEPSG(2154);
    bool good = file->SetGeoTransform(transform) == CE_None && file->SetSpatialRef(&lambert93) == CE_None;
    good = good
        && file->RasterIO(GF_Write, 0, 0, window.pixels, window.pixels, const_cast<uint8_t *>(pixels.data()), window.pixels,
               window.pixels, GDT_Byte, 3, nullptr, 3, qint64(3) * window.pixels, 1, nullptr)
            == CE_None;
    // Closing writes the last blocks, and says that the disk is full only by the error it leaves behind.
    CPLErrorReset();
    file.reset();
    return good && CPLGetLastErrorType() < CE_Failure;
}

} // namespace

bool writeOrthophoto(const OrthophotoOptions &options, uint32_t seed, const Plan &plan, const Terrain &terrain)
{
    if (!QDir().mkpath(options.folder)) {
        std::fprintf(stderr, "cannot make the folder %s\n", qPrintable(options.folder));
        return false;
    }
    const TilePainter painter(seed, plan, terrain);
    const int count = options.tilesX * options.tilesY;
    const Status good = parallel(options.threads, count, [&](int, qint64 i) -> Status {
        const double side = options.tilePixels * options.cellSize;
        const Window window{plan.originX + double(i % options.tilesX) * side,
            plan.originY + plan.size - double(i / options.tilesX) * side, options.cellSize, options.tilePixels};
        if (!writeTile(options, window, painter.paint(window)))
            return fail(ErrorCode::Io, QString::fromUtf8(CPLGetLastErrorMsg()));
        return {};
    });
    if (!good)
        std::fprintf(
            stderr, "cannot write the tiles in %s: %s\n", qPrintable(options.folder), qPrintable(good.error().message));
    return good.has_value();
}

} // namespace tuilerie::sample
