// SPDX-License-Identifier: GPL-3.0-or-later
#include "geopackage.h"
#include "geopackagewriter.h"
#include "noise.h"

#include <cpl_conv.h>

#include <array>
#include <cmath>
#include <cstdio>
#include <vector>

namespace tuilerie::sample {

namespace {

constexpr double parcelSide = 30; ///< metres
constexpr int block = 10;         ///< parcels between two roads
constexpr int communeSide = 100;  ///< parcels

/// The lattice that everything stands on: corners and borders are functions of their numbers, so that neighbours get the
/// same ones.
class Lattice
{
public:
    Lattice(uint32_t seed, int side, double originX, double originY)
        : m_noise(seed)
        , m_side(side)
        , m_x(originX)
        , m_y(originY)
    {
    }

    int side() const { return m_side; }
    const Noise &noise() const { return m_noise; }
    Vertex corner(int i, int j) const
    {
        return {m_x + parcelSide * (i + 0.5 * (m_noise.white(2 * i, 2 * j + 1) - 0.5)),
            m_y + parcelSide * (j + 0.5 * (m_noise.white(2 * i + 1, 2 * j) - 0.5))};
    }
    /// The vertices from a corner towards the next one, the corner first, the next one not.
    void border(int i, int j, bool along, bool backwards, std::vector<Vertex> &to) const
    {
        const Vertex a = corner(i, j);
        const Vertex b = along ? corner(i + 1, j) : corner(i, j + 1);
        const int key = along ? 7919 : 104729;
        const int between = int(m_noise.hash(i + key, j) % 4);
        std::vector<Vertex> line{a};
        for (int k = 1; k <= between; ++k) {
            const double t = double(k) / (between + 1);
            const double off = 3 * (m_noise.white(i * 5 + k + key, j) - 0.5);
            line.push_back({a.x + (b.x - a.x) * t + (along ? 0 : off), a.y + (b.y - a.y) * t + (along ? off : 0)});
        }
        line.push_back(b);
        for (size_t k = 0; k + 1 < line.size(); ++k)
            to.push_back(backwards ? line[line.size() - 1 - k] : line[k]);
    }
    /// Around the parcels from (i, j) on, `width` and `height` of them.
    std::vector<Vertex> around(int i, int j, int width, int height) const
    {
        std::vector<Vertex> ring;
        for (int k = 0; k < width; ++k)
            border(i + k, j, true, false, ring);
        for (int k = 0; k < height; ++k)
            border(i + width, j + k, false, false, ring);
        for (int k = width - 1; k >= 0; --k)
            border(i + k, j + height, true, true, ring);
        for (int k = height - 1; k >= 0; --k)
            border(i, j + k, false, true, ring);
        ring.push_back(ring.front());
        return ring;
    }
    Vertex middle(int i, int j) const
    {
        const Vertex a = corner(i, j);
        const Vertex b = corner(i + 1, j + 1);
        return {(a.x + b.x) / 2, (a.y + b.y) / 2};
    }

private:
    Noise m_noise;
    int m_side;
    double m_x, m_y;
};

void setRing(OGRFeature &feature, const std::vector<Vertex> &ring)
{
    auto *shell = new OGRLinearRing;
    shell->setNumPoints(int(ring.size()), FALSE);
    for (size_t i = 0; i < ring.size(); ++i)
        shell->setPoint(int(i), ring[i].x, ring[i].y);
    auto *polygon = new OGRPolygon;
    polygon->addRingDirectly(shell);
    feature.SetGeometryDirectly(polygon);
}

std::vector<Vertex> house(const Lattice &lattice, int i, int j)
{
    const Vertex c = lattice.middle(i, j);
    const double angle = 6.283 * lattice.noise().white(i, -j - 1);
    const double w = 3 + 3 * lattice.noise().white(-i - 1, j);
    const double h = 3 + 2 * lattice.noise().white(-i - 7, j);
    // Every third is L-shaped.
    const bool isL = lattice.noise().hash(i, j + 31) % 3 == 0;
    const std::vector<Vertex> plan = isL ? std::vector<Vertex>{{-w, -h}, {w, -h}, {w, 0}, {0, 0}, {0, h}, {-w, h}, {-w, -h}}
                                         : std::vector<Vertex>{{-w, -h}, {w, -h}, {w, h}, {-w, h}, {-w, -h}};
    std::vector<Vertex> ring;
    for (const Vertex &v : plan)
        ring.push_back(
            {c.x + v.x * std::cos(angle) - v.y * std::sin(angle), c.y + v.x * std::sin(angle) + v.y * std::cos(angle)});
    ring.back() = ring.front();
    return ring;
}

constexpr std::array<const char *, 6> crops{"ble", "colza", "prairie", "labour", "mais", "jardin"};
constexpr std::array<const char *, 4> uses{"residentiel", "agricole", "annexe", "commerce"};

} // namespace

bool writeCadastre(const QString &path, uint32_t seed, long long features, double originX, double originY)
{
    QDir().mkpath(QFileInfo(path).absolutePath());
    // A file that nobody waits for: a crash of the machine costs it.
    CPLSetConfigOption("OGR_SQLITE_SYNCHRONOUS", "OFF");
    // A parcel in three has no house, two in three no address of its own; roads and communes come on top.
    const int side = (int(std::ceil(std::sqrt(double(features) / 1.9))) / communeSide + 1) * communeSide;
    const Lattice lattice(seed, side, originX, originY);
    const Noise &noise = lattice.noise();
    std::vector<int> parcels, houses, addresses, roads, communes;
    for (int n = 0; n < side * side; ++n) {
        const int i = n % side, j = n / side;
        parcels.push_back(n);
        if (noise.hash(i + 1009, j) % 100 < 62)
            houses.push_back(n);
        if (noise.hash(i, j + 2003) % 100 < 34)
            addresses.push_back(n);
        if (i % communeSide == 0 && j % communeSide == 0)
            communes.push_back(n);
    }
    // Roads of a block's length along both directions, numbered along first.
    const int perLine = side / block;
    for (int n = 0; n < 2 * (perLine + 1) * perLine; ++n)
        roads.push_back(n);

    Writer writer(path);
    writer.layer("communes", wkbPolygon, {{"code", OFTString}, {"nom", OFTString}, {"population", OFTInteger}}, communes,
        [&](int n, OGRFeature &feature) {
            const int i = n % side, j = n / side;
            feature.SetField("code", CPLSPrintf("99%03d", (j / communeSide) * (side / communeSide) + i / communeSide));
            feature.SetField("nom", CPLSPrintf("Commune %d-%d", i / communeSide, j / communeSide));
            feature.SetField("population", int(noise.hash(i, j) % 20000));
            setRing(feature, lattice.around(i, j, communeSide, communeSide));
        });
    writer.layer("parcelles", wkbPolygon,
        {{"section", OFTString}, {"numero", OFTInteger}, {"culture", OFTString}, {"contenance", OFTReal}}, parcels,
        [&](int n, OGRFeature &feature) {
            const int i = n % side, j = n / side;
            const int section = i / block % 26;
            feature.SetField("section", CPLSPrintf("%c%c", 'A' + section, 'A' + j / block % 26));
            feature.SetField("numero", i % block * block + j % block + 1);
            feature.SetField("culture", crops[noise.hash(i, j + 5) % crops.size()]);
            feature.SetField("contenance", double(noise.hash(i + 3, j) % 9000) / 10);
            setRing(feature, lattice.around(i, j, 1, 1));
        });
    writer.layer("batiments", wkbPolygon, {{"usage", OFTString}, {"hauteur", OFTReal}, {"etages", OFTInteger}}, houses,
        [&](int n, OGRFeature &feature) {
            const int i = n % side, j = n / side;
            const auto floors = int(noise.hash(i, j + 77) % 4);
            feature.SetField("usage", uses[noise.hash(i, j + 9) % uses.size()]);
            feature.SetField("hauteur", 3.0 + 2.8 * floors);
            feature.SetField("etages", floors);
            setRing(feature, house(lattice, i, j));
        });
    writer.layer(
        "adresses", wkbPoint, {{"numero", OFTInteger}, {"voie", OFTString}}, addresses, [&](int n, OGRFeature &feature) {
            const int i = n % side, j = n / side;
            const Vertex middle = lattice.middle(i, j);
            feature.SetField("numero", int(noise.hash(i, j + 13) % 120) + 1);
            feature.SetField("voie", CPLSPrintf("Rue %d", j / block));
            feature.SetGeometryDirectly(new OGRPoint(middle.x, middle.y - parcelSide / 4));
        });
    writer.layer("routes", wkbLineString, {{"nom", OFTString}, {"nature", OFTString}, {"largeur", OFTReal}}, roads,
        [&](int n, OGRFeature &feature) {
            const bool along = n < (perLine + 1) * perLine;
            const int k = along ? n : n - (perLine + 1) * perLine;
            const int line = k / perLine * block, start = k % perLine * block;
            feature.SetField("nom", CPLSPrintf(along ? "Rue %d" : "Avenue %d", line / block));
            feature.SetField("nature", line % communeSide == 0 ? "departementale" : "communale");
            feature.SetField("largeur", line % communeSide == 0 ? 7.5 : 4.5);
            std::vector<Vertex> road;
            for (int step = 0; step < block; ++step)
                lattice.border(along ? start + step : line, along ? line : start + step, along, false, road);
            road.push_back(along ? lattice.corner(start + block, line) : lattice.corner(line, start + block));
            auto *geometry = new OGRLineString;
            geometry->setNumPoints(int(road.size()), FALSE);
            for (size_t v = 0; v < road.size(); ++v)
                geometry->setPoint(int(v), road[v].x, road[v].y);
            feature.SetGeometryDirectly(geometry);
        });
    if (writer.finish())
        return true;
    std::fprintf(stderr, "cannot write %s: %s\n", qPrintable(path), CPLGetLastErrorMsg());
    return false;
}

} // namespace tuilerie::sample
