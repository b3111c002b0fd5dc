// SPDX-License-Identifier: GPL-3.0-or-later
#include "lidar.h"

#include "base/work/parallel.h"
#include "lidarwriter.h"

#include <QDir>

#include <algorithm>
#include <cstdio>

namespace tuilerie::sample {

namespace {

// ASPRS classes, LAS 1.4 R15 table 17.
enum Class : uint8_t {
    Unclassified = 1,
    Ground = 2,
    LowVegetation = 3,
    MediumVegetation = 4,
    HighVegetation = 5,
    Roof = 6,
    Noise7 = 7,
    Water = 9
};

// A flight at 2,000 m: strips run north–south, and each place is seen by two.
constexpr double stripSpacing = 350, halfSwath = 350, altitude = 2000;

struct Area
{
    double west, south, east, north;
};

bool inside(const Ring &ring, double x, double y)
{
    bool in = false;
    for (size_t i = 0, j = ring.size() - 1; i < ring.size(); j = i++)
        if ((ring[i].y > y) != (ring[j].y > y)
            && x < (ring[j].x - ring[i].x) * (y - ring[i].y) / (ring[j].y - ring[i].y) + ring[i].x)
            in = !in;
    return in;
}

// The buildings that touch an area, in cells of 50 m, so that a pulse looks at few of them.
class Roofs
{
public:
    Roofs(const Plan &plan, const Area &area)
        : m_area(area)
        , m_columns(int(std::ceil((area.east - area.west) / 50)) + 1)
        , m_rows(int(std::ceil((area.north - area.south) / 50)) + 1)
        , m_cells(size_t(m_columns) * size_t(m_rows))
    {
        for (const Building &building : plan.buildings) {
            double w = 1e9, s = 1e9, e = -1e9, n = -1e9;
            for (const Vertex &v : building.ring) {
                w = std::min(w, v.x), e = std::max(e, v.x);
                s = std::min(s, v.y), n = std::max(n, v.y);
            }
            for (int j = std::max(0, cell(s - area.south)); j <= std::min(m_rows - 1, cell(n - area.south)); ++j)
                for (int i = std::max(0, cell(w - area.west)); i <= std::min(m_columns - 1, cell(e - area.west)); ++i)
                    m_cells[size_t(j) * size_t(m_columns) + size_t(i)].push_back(&building);
        }
    }
    const Building *at(double x, double y) const
    {
        for (const Building *building :
            m_cells[size_t(cell(y - m_area.south)) * size_t(m_columns) + size_t(cell(x - m_area.west))])
            if (inside(building->ring, x, y))
                return building;
        return nullptr;
    }

private:
    static int cell(double metres) { return int(std::floor(metres / 50)); }
    Area m_area;
    int m_columns, m_rows;
    std::vector<std::vector<const Building *>> m_cells;
};

/// Random numbers of one pulse: they depend on the seed and the pulse's place in the flight, on nothing that came before.
class Dice
{
public:
    Dice(uint32_t seed, int64_t strip, int64_t line, int64_t column)
        : m_state(uint64_t(seed) * 0x9E3779B97F4A7C15ull ^ uint64_t(strip) * 0xD1B54A32D192ED03ull
            ^ uint64_t(line) * 0x8CB92BA72F3D8DD7ull ^ uint64_t(column) * 0xAEF17502108EF2D9ull)
    {
    }
    float next()
    {
        m_state += 0x9E3779B97F4A7C15ull;
        uint64_t z = m_state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ull;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBull;
        return float((z ^ (z >> 31)) >> 40) * (1.0f / 16777216.0f);
    }
    /// About −1…1, most near 0.
    float bell() { return (next() + next() + next() + next() - 2) * 0.7f; }

private:
    uint64_t m_state;
};

class Scanner
{
public:
    Scanner(const LidarOptions &options, uint32_t seed, const Plan &plan, const Terrain &terrain, const Area &area)
        : m_seed(seed ^ 0x1DA2u)
        , m_terrain(terrain)
        , m_area(area)
        , m_roofs(plan, area)
        , m_step(1 / std::sqrt(options.density / 2))
    {
    }

    static int64_t firstStrip(const Area &area) { return int64_t(std::floor((area.west - halfSwath) / stripSpacing)); }
    static int64_t lastStrip(const Area &area) { return int64_t(std::ceil((area.east + halfSwath) / stripSpacing)); }

    /// All returns of a strip that lie in the area, in the order of flight.
    void scan(int64_t strip, LidarWriter &writer)
    {
        m_strip = strip;
        m_axis = double(strip) * stripSpacing;
        const double west = std::max(m_area.west, m_axis - halfSwath), east = std::min(m_area.east, m_axis + halfSwath);
        if (east <= west)
            return;
        const auto firstColumn = int64_t(std::floor(west / m_step)) - 1, lastColumn = int64_t(std::floor(east / m_step)) + 1;
        const auto firstLine = int64_t(std::floor(m_area.south / m_step)) - 1,
                   lastLine = int64_t(std::floor(m_area.north / m_step)) + 1;
        const bool isNorthbound = strip % 2 != 0;
        for (int64_t l = firstLine; l <= lastLine; ++l) {
            const int64_t line = isNorthbound ? l : firstLine + lastLine - l;
            const bool isForward = line % 2 != 0;
            for (int64_t c = firstColumn; c <= lastColumn; ++c)
                pulse(line, isForward ? c : firstColumn + lastColumn - c, isNorthbound, isForward, writer);
        }
    }

private:
    bool holds(double x, double y) const
    {
        return x >= m_area.west && x < m_area.east && y >= m_area.south && y < m_area.north;
    }

    void pulse(int64_t line, int64_t column, bool isNorthbound, bool isForward, LidarWriter &writer)
    {
        Dice dice(m_seed, m_strip, line, column);
        const double x = (double(column) + 0.5 + 0.45 * dice.bell()) * m_step,
                     y = (double(line) + 0.5 + 0.45 * dice.bell()) * m_step;
        if (!holds(x, y) || std::abs(x - m_axis) > halfSwath)
            return;
        const double across = (x - m_axis) / altitude;
        LidarPoint p{};
        p.angle = std::atan(across) * 57.29577951308232;
        p.source = uint16_t(m_strip & 0xffff);
        p.isForward = isForward;
        p.isEdge = std::abs(x - m_axis) > halfSwath - m_step;
        // Seconds along the strip at 60 m/s, then along the line.
        p.time = 3.4e8 + double(m_strip % 10000) * 300
            + (isNorthbound ? y - std::fmod(y, m_step) : 7.2e6 - (y - std::fmod(y, m_step))) / 60 * 0.01
            + ((isForward ? x - m_axis : m_axis - x) + halfSwath) / m_step * 1.6e-7;
        const double ground = m_terrain.height(x, y) + 0.03 * dice.bell();
        const float shine = 900 + 150 * dice.bell();
        m_returns = 0;
        if (const Building *building = m_roofs.at(x, y))
            hit(ground + building->height + 0.02 * dice.bell(), Roof, shine * 1.5f);
        else if (std::abs(x - m_terrain.riverX(y)) < Terrain::riverWidth / 2) {
            if (dice.next() < 0.5f)
                return; // water swallows half of the pulses
            hit(ground, Water, shine * 0.12f);
        } else if (m_terrain.isForest(x, y))
            throughCanopy(ground, m_terrain.canopy(x, y), shine, dice);
        else
            openLand(ground, shine, dice);
        p.returns = m_returns;
        for (int i = 0; i < m_returns; ++i) {
            const Hit &h = m_hits[i];
            p.number = i + 1;
            // Deeper returns lie further from the axis, but stay in their file.
            const double aside = x + across * (m_hits[0].z - h.z);
            p.x = holds(aside, y) && std::abs(aside - m_axis) <= halfSwath ? aside : x;
            p.y = y;
            p.z = h.z;
            p.classification = h.classification;
            p.intensity = h.intensity;
            p.marker = h.classification == Ground ? 1 : 0;
            paint(p, h.classification, dice);
            writer.add(p);
        }
    }

    struct Hit
    {
        double z;
        uint8_t classification;
        float intensity;
    };
    void hit(double z, uint8_t classification, float intensity) { m_hits[m_returns++] = {z, classification, intensity}; }

    void throughCanopy(double ground, double canopy, float shine, Dice &dice)
    {
        double height = canopy * (0.75 + 0.25 * dice.next());
        float energy = 1;
        while (m_returns < 3 && height > 0.4 && energy > 0.15f) {
            const float share = energy * (0.3f + 0.4f * dice.next());
            hit(ground + height,
                height > 1.5       ? HighVegetation
                    : height > 0.5 ? MediumVegetation
                                   : LowVegetation,
                1400 * share + 40 * dice.next());
            energy -= share;
            height -= 0.8 - std::log(1 - 0.98 * dice.next()) * 4;
            if (dice.next() < 0.3f)
                break;
        }
        if (m_returns == 0 || dice.next() < 0.55f)
            hit(ground, Ground, shine * energy);
    }

    void openLand(double ground, float shine, Dice &dice)
    {
        const float kind = dice.next();
        if (kind < 0.2f)
            hit(ground + 0.35 * dice.next(), LowVegetation, shine);
        else
            hit(ground, kind < 0.21f ? Unclassified : Ground, shine);
        if (kind > 0.99999f) { // a bird
            m_hits[0].z += 200 + 200 * dice.next();
            m_hits[0].classification = Noise7;
        }
    }

    static void paint(LidarPoint &p, uint8_t classification, Dice &dice)
    {
        static constexpr int palette[10][3] = {{90, 90, 90}, {120, 120, 110}, {140, 120, 90}, {90, 140, 60}, {70, 130, 50},
            {50, 110, 40}, {170, 90, 70}, {255, 0, 0}, {0, 0, 0}, {40, 70, 120}};
        const int grain = int(10 * dice.bell());
        const bool isGreen = classification >= LowVegetation && classification <= HighVegetation;
        for (int i = 0; i < 4; ++i)
            p.colour[i] = uint16_t(std::clamp((i < 3            ? palette[classification][i]
                                                      : isGreen ? 200
                                                                : 90)
                                           + grain,
                                       0, 255)
                * 257);
    }

    uint32_t m_seed;
    const Terrain &m_terrain;
    Area m_area;
    Roofs m_roofs;
    double m_step; ///< metres between pulses of one strip
    int64_t m_strip = 0;
    double m_axis = 0;
    Hit m_hits[4];
    int m_returns = 0;
};

struct File
{
    QString name;
    Area area;
    int64_t firstStrip, lastStrip;
};

std::vector<File> filesOf(const LidarOptions &options, const Plan &plan)
{
    std::vector<File> files;
    const Area all{plan.originX, plan.originY, plan.originX + plan.size, plan.originY + plan.size};
    if (options.strips) {
        for (int64_t strip = Scanner::firstStrip(all); strip <= Scanner::lastStrip(all); ++strip) {
            const Area area{std::max(all.west, double(strip) * stripSpacing - halfSwath), all.south,
                std::min(all.east, double(strip) * stripSpacing + halfSwath), all.north};
            if (area.east - area.west > 1)
                files.push_back({QStringLiteral("strip_%1.laz").arg(strip), area, strip, strip});
        }
        return files;
    }
    for (double south = all.south; south < all.north - 1e-6; south += options.tileSize)
        for (double west = all.west; west < all.east - 1e-6; west += options.tileSize) {
            const Area area{
                west, south, std::min(west + options.tileSize, all.east), std::min(south + options.tileSize, all.north)};
            files.push_back({QStringLiteral("lidar_%1_%2_L93.laz")
                                 .arg(qint64(area.west / 1000), 4, 10, QLatin1Char('0'))
                                 .arg(qint64((area.south + options.tileSize) / 1000), 4, 10, QLatin1Char('0')),
                area, Scanner::firstStrip(area), Scanner::lastStrip(area)});
        }
    return files;
}

bool writeFile(const LidarOptions &options, uint32_t seed, const Plan &plan, const Terrain &terrain, const File &file)
{
    const QString path = options.folder + QLatin1Char('/') + file.name;
    LidarWriter writer(path, options.pointFormat, options.extraBytes);
    Scanner scanner(options, seed, plan, terrain, file.area);
    for (int64_t strip = file.firstStrip; strip <= file.lastStrip; ++strip)
        scanner.scan(strip, writer);
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
    const std::vector<File> files = filesOf(options, plan);
    const Status good = parallel(options.threads, qint64(files.size()), [&](int, qint64 i) -> Status {
        if (!writeFile(options, seed, plan, terrain, files[size_t(i)]))
            return fail(ErrorCode::Io, {}); // it has said why
        return {};
    });
    if (!good && !good.error().message.isEmpty())
        std::fprintf(stderr, "%s\n", qPrintable(good.error().message));
    return good.has_value();
}

} // namespace tuilerie::sample
