// SPDX-License-Identifier: GPL-3.0-or-later
#include "commune.h"

#include <array>

namespace tuilerie::sample {

namespace {

constexpr double pi = 3.14159265358979323846;

// A line from a to b that wanders: the border or the road between two places, the same seen from either side.
std::vector<Vertex> wander(Vertex a, Vertex b, double amplitude, double step, const Noise &noise, double phase)
{
    const double length = std::hypot(b.x - a.x, b.y - a.y);
    const int count = std::max(2, int(length / step));
    std::vector<Vertex> line;
    for (int i = 0; i <= count; ++i) {
        const double t = double(i) / count;
        const double off =
            amplitude * 2 * (noise.fractal(t * length / 300 + phase, phase * 3.7, 3) - 0.5) * std::sin(pi * t);
        line.push_back(
            {a.x + (b.x - a.x) * t - (b.y - a.y) / length * off, a.y + (b.y - a.y) * t + (b.x - a.x) / length * off});
    }
    return line;
}

void append(Ring &ring, const std::vector<Vertex> &line, bool backwards)
{
    for (size_t i = 0; i < line.size(); ++i) {
        const Vertex v = backwards ? line[line.size() - 1 - i] : line[i];
        if (ring.empty() || ring.back().x != v.x || ring.back().y != v.y)
            ring.push_back(v);
    }
}

void addCommunes(Plan &plan, const Noise &noise)
{
    const double w = plan.originX, s = plan.originY, e = w + plan.size, n = s + plan.size;
    const Vertex centre{w + plan.size * 0.55, s + plan.size * 0.42};
    const Vertex north{w + plan.size * 0.48, n}, south{w + plan.size * 0.6, s}, west{w, s + plan.size * 0.52},
        east{e, s + plan.size * 0.45};
    const auto toNorth = wander(centre, north, 160, 25, noise, 1), toSouth = wander(centre, south, 120, 25, noise, 2);
    const auto toWest = wander(centre, west, 160, 25, noise, 3), toEast = wander(centre, east, 120, 25, noise, 4);
    const auto quarter = [&](const char *code, const char *name, int population, const std::vector<Vertex> &out,
                             Vertex corner, const std::vector<Vertex> &back) {
        Commune commune{code, name, population, {}};
        append(commune.ring, out, false);
        commune.ring.push_back(corner);
        append(commune.ring, back, true);
        plan.communes.push_back(std::move(commune));
    };
    quarter("99001", "Argiles-sur-Tuile", 1214, toWest, {w, n}, toNorth);
    quarter("99002", "Fournaise-le-Haut", 386, toNorth, {e, n}, toEast);
    quarter("99003", "Cuisson-la-Rivière", 742, toEast, {e, s}, toSouth);
    quarter("99004", "Briqueville", 95, toSouth, {w, s}, toWest);
}

void addRoads(Plan &plan, const Noise &noise, Vertex village)
{
    const double w = plan.originX, s = plan.originY, e = w + plan.size, n = s + plan.size, size = plan.size;
    const auto add = [&](const char *name, const char *nature, double width, Vertex a, Vertex b, double amplitude,
                         double phase) {
        plan.roads.push_back({name, nature, width, wander(a, b, amplitude, 12, noise, phase)});
    };
    add("D 12", "departementale", 8, {w, s + size * 0.36}, village, 60, 11);
    add("D 12", "departementale", 8, village, {e, s + size * 0.62}, 60, 12);
    add("D 47", "departementale", 7, {w + size * 0.28, n}, village, 70, 13);
    add("D 47", "departementale", 7, village, {w + size * 0.44, s}, 50, 14);
    add("Route du Four", "communale", 5, village, {e, n - size * 0.12}, 90, 15);
    add("Chemin des Glaisières", "chemin", 3.5, {w, n - size * 0.2}, {w + size * 0.5, n - size * 0.3}, 70, 16);
    add("Chemin du Bas", "chemin", 3.5, {w + size * 0.2, s}, {w, s + size * 0.16}, 30, 17);
    // The village's streets: rings and spokes around the church.
    static const std::array<const char *, 6> names{
        "Rue de l'Église", "Rue des Tuiliers", "Rue du Lavoir", "Rue Basse", "Rue des Jardins", "Rue Neuve"};
    const double reach = std::min(260.0, size * 0.13);
    for (int i = 0; i < 6; ++i) {
        const double a = i * pi / 3 + 0.35;
        add(names[size_t(i)], "communale", 5, {village.x + 18 * std::cos(a), village.y + 18 * std::sin(a)},
            {village.x + reach * std::cos(a), village.y + reach * std::sin(a)}, 14, 20 + i);
    }
    for (const double radius : {0.36, 0.72}) {
        Road ring{radius < 0.5 ? "Place du Four" : "Tour de Ville", "communale", 5, {}};
        for (int i = 0; i <= 48; ++i) {
            const double a = i * 2 * pi / 48, r = reach * radius * (1 + 0.1 * std::sin(3 * a));
            ring.line.push_back({village.x + r * std::cos(a), village.y + r * std::sin(a)});
        }
        plan.roads.push_back(std::move(ring));
    }
}

Ring rectangle(Vertex centre, double length, double depth, double angle)
{
    const double c = std::cos(angle), s = std::sin(angle);
    Ring ring;
    for (const auto &[u, v] : {std::pair{-1, -1}, {1, -1}, {1, 1}, {-1, 1}, {-1, -1}})
        ring.push_back(
            {centre.x + c * u * length / 2 - s * v * depth / 2, centre.y + s * u * length / 2 + c * v * depth / 2});
    return ring;
}

// Houses stand along both sides of the streets, farms here and there along the roads; none in the river, none on another.
void addBuildings(Plan &plan, const Noise &noise, const Terrain &terrain, Vertex village)
{
    std::vector<Vertex> taken;
    const auto isFree = [&](Vertex v, double distance) {
        for (const Vertex &t : taken)
            if (std::hypot(t.x - v.x, t.y - v.y) < distance)
                return false;
        for (const Road &road : plan.roads)
            for (const Vertex &r : road.line)
                if (std::hypot(r.x - v.x, r.y - v.y) < distance * 0.55)
                    return false;
        return std::abs(v.x - terrain.riverX(v.y)) > 25;
    };
    plan.buildings.push_back({"religieux", 14, 3, rectangle(village, 30, 12, 0.2)});
    taken.push_back(village);
    int32_t serial = 0;
    for (const Road &road : plan.roads) {
        if (road.nature == "chemin")
            continue;
        for (size_t i = 1; i < road.line.size(); ++i) {
            const Vertex a = road.line[i - 1], b = road.line[i];
            const double angle = std::atan2(b.y - a.y, b.x - a.x);
            const bool inVillage = std::hypot(b.x - village.x, b.y - village.y) < std::min(300.0, plan.size * 0.15);
            for (const int side : {-1, 1}) {
                ++serial;
                const float chance = noise.white(serial, 501);
                if (inVillage ? chance > 0.9 : chance > 0.06)
                    continue;
                const bool farm = !inVillage;
                const double length = farm ? 24 + 14 * noise.white(serial, 502) : 9 + 7 * noise.white(serial, 502);
                const double depth = farm ? 12 + 6 * noise.white(serial, 503) : 7 + 4 * noise.white(serial, 503);
                const double off = side * (road.width / 2 + depth / 2 + 3 + 6 * noise.white(serial, 504));
                const Vertex centre{b.x - std::sin(angle) * off, b.y + std::cos(angle) * off};
                if (!isFree(centre, farm ? 40 : 15))
                    continue;
                taken.push_back(centre);
                plan.buildings.push_back({farm ? "agricole" : "residentiel", farm ? 7.0 : 4.5 + 3 * noise.white(serial, 505),
                    int(noise.hash(serial, 506) % 4), rectangle(centre, length, depth, angle)});
            }
        }
    }
}

// Fields: a grid whose nodes are moved, so that neighbours share their borders exactly.
void addParcels(Plan &plan, const Noise &noise)
{
    static const std::array<const char *, 5> crops{"ble", "colza", "prairie", "labour", "mais"};
    const int count = std::max(2, int(plan.size / 170));
    const double step = plan.size / count;
    const auto node = [&](int i, int j) -> Vertex {
        const bool edgeX = i == 0 || i == count, edgeY = j == 0 || j == count;
        return {plan.originX + i * step + (edgeX ? 0 : (noise.white(i, j + 900) - 0.5) * step * 0.55),
            plan.originY + j * step + (edgeY ? 0 : (noise.white(i + 900, j) - 0.5) * step * 0.55)};
    };
    int number = 0;
    for (int j = 0; j < count; ++j) {
        for (int i = 0; i < count; ++i) {
            const int crop = int(noise.hash(i + 40, j + 80) % crops.size());
            plan.parcels.push_back({std::string(1, char('A' + (j * 3 / count))) + char('A' + (i * 3 / count)),
                crops[size_t(crop)], ++number, crop, pi * noise.white(i + 7, j + 3),
                {node(i, j), node(i + 1, j), node(i + 1, j + 1), node(i, j + 1), node(i, j)}});
        }
    }
}

} // namespace

Plan makePlan(uint32_t seed, double originX, double originY, double size, const Terrain &terrain)
{
    const Noise noise(seed ^ 0xC0FFEEu);
    Plan plan{originX, originY, size, {}, {}, {}, {}};
    const Vertex village{originX + size * 0.4, originY + size * 0.48};
    addCommunes(plan, noise);
    addParcels(plan, noise);
    addRoads(plan, noise, village);
    addBuildings(plan, noise, terrain, village);
    return plan;
}

} // namespace tuilerie::sample
