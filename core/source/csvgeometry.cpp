// SPDX-License-Identifier: GPL-3.0-or-later
#include "source/csvgeometry.h"

#include "source/columntype.h"

#include <ogr_api.h>
#include <ogr_geometry.h>

#include <algorithm>
#include <cctype>
#include <cmath>
#include <iterator>

#include <cpl_conv.h>
#include <cpl_error.h>

namespace tuilerie {

namespace {

constexpr int enough = 100; ///< values that are looked at

constexpr const char *shapeNames[] = {
    "json", "geom", "the_geom", "wkb", "wkt", "geometry", "geojson", "geo_shape", "geoshape", "shape", "wkb_geometry"};
constexpr const char *pairNames[] = {"geo_point_2d", "geo_point", "geopoint", "geom_point", "coordonnees", "coordinates"};
// Each x with the y at the same place.
constexpr const char *xNames[] = {
    "lon", "lng", "long", "longitude", "x", "lon_wgs84", "coordx", "coord_x", "x_coord", "easting"};
constexpr const char *yNames[] = {
    "lat", "lat", "lat", "latitude", "y", "lat_wgs84", "coordy", "coord_y", "y_coord", "northing"};

/// Lower case; blanks and hyphens as underscores.
std::string plain(const std::string &name)
{
    std::string result;
    for (const char c : name)
        result += c == ' ' || c == '-' ? '_' : char(std::tolower(uint8_t(c)));
    return result;
}

/// "48.85, 2.35", in brackets or without.
bool readPair(const char *text, double &latitude, double &longitude)
{
    std::string plainText(text);
    std::erase_if(plainText, [](char c) { return c == '[' || c == ']' || c == '(' || c == ')'; });
    size_t cut = plainText.find(',');
    if (cut == std::string::npos)
        cut = plainText.find(';');
    return cut != std::string::npos && readNumber(std::string_view(plainText).substr(0, cut), latitude)
        && readNumber(std::string_view(plainText).substr(cut + 1), longitude) && std::abs(latitude) <= 90
        && std::abs(longitude) <= 540;
}

std::unique_ptr<OGRGeometry> readShape(const char *text)
{
    while (std::isspace(uint8_t(*text)))
        ++text;
    if (*text == '{')
        return std::unique_ptr<OGRGeometry>(OGRGeometry::FromHandle(OGR_G_CreateGeometryFromJson(text)));
    const std::string_view all(text);
    OGRGeometry *made = nullptr;
    if (all.size() >= 10 && all.size() % 2 == 0
        && std::all_of(all.begin(), all.end(), [](char c) { return std::isxdigit(uint8_t(c)); })) {
        int size = 0;
        GByte *bytes = CPLHexToBinary(text, &size);
        std::string wkb(reinterpret_cast<const char *>(bytes), size_t(size));
        CPLFree(bytes);
        // PostGIS puts the system's number behind the type, and says so in a bit of it, which OGC's form has not.
        const size_t flags = wkb[0] == 0 ? 1 : 4;
        constexpr uint8_t hasSrid = 0x20;
        if (wkb.size() > 9 && (uint8_t(wkb[flags]) & hasSrid) != 0) {
            wkb[flags] = char(uint8_t(wkb[flags]) & ~hasSrid);
            wkb.erase(5, 4);
        }
        OGRGeometryFactory::createFromWkb(wkb.data(), nullptr, &made, wkb.size());
        return std::unique_ptr<OGRGeometry>(made);
    }
    if (all.substr(0, 5) == "SRID=") // EWKT
        text += std::min(all.size(), all.find(';') == std::string_view::npos ? all.size() : all.find(';') + 1);
    OGRGeometryFactory::createFromWkt(text, nullptr, &made);
    return std::unique_ptr<OGRGeometry>(made);
}

} // namespace

CsvGeometryFinder::CsvGeometryFinder(const std::vector<std::string> &names)
{
    std::vector<std::string> lower;
    std::transform(names.begin(), names.end(), std::back_inserter(lower), plain);
    const auto columnOf = [&](const char *name) {
        const auto found = std::find(lower.begin(), lower.end(), name);
        return found == lower.end() ? -1 : int(found - lower.begin());
    };
    for (const char *name : shapeNames)
        if (const int column = columnOf(name); column >= 0)
            m_shapes.push_back({{CsvGeometry::Kind::Shape, column, -1}, 0, 0});
    for (const char *name : pairNames)
        if (const int column = columnOf(name); column >= 0)
            m_pairs.push_back({{CsvGeometry::Kind::LatLon, column, -1}, 0, 0});
    for (size_t i = 0; i < std::size(xNames); ++i) {
        const int x = columnOf(xNames[i]);
        // Whichever word for the one stands with whichever for the other.
        int y = columnOf(yNames[i]);
        if (y < 0 && i < 4)
            y = columnOf("latitude") >= 0 ? columnOf("latitude") : columnOf("lat");
        if (x < 0 || y < 0)
            continue;
        m_x.push_back({{CsvGeometry::Kind::Coordinates, x, y}, 0, 0});
        m_y.push_back(m_x.back());
    }
}

void CsvGeometryFinder::count(Candidate &candidate, bool isGood)
{
    ++(isGood ? candidate.good : candidate.bad);
}

void CsvGeometryFinder::add(int column, const char *value)
{
    while (std::isspace(uint8_t(*value)))
        ++value;
    if (!*value)
        return;
    double a = 0;
    double b = 0;
    const auto isOpen = [](const Candidate &c) { return c.good + c.bad < enough; };
    for (Candidate &c : m_shapes)
        if (c.geometry.first == column && isOpen(c)) {
            CPLErrorHandlerPusher quiet(CPLQuietErrorHandler);
            count(c, readShape(value) != nullptr);
        }
    for (Candidate &c : m_pairs)
        if (c.geometry.first == column && isOpen(c))
            count(c, readPair(value, a, b));
    for (Candidate &c : m_x)
        if (c.geometry.first == column && isOpen(c))
            count(c, readNumber(value, a));
    for (Candidate &c : m_y)
        if (c.geometry.second == column && isOpen(c))
            count(c, readNumber(value, a));
}

CsvGeometry CsvGeometryFinder::found() const
{
    const auto isGood = [](const Candidate &c) { return c.good > c.bad; };
    for (const std::vector<Candidate> *candidates : {&m_shapes, &m_pairs})
        for (const Candidate &c : *candidates)
            if (isGood(c))
                return c.geometry;
    for (size_t i = 0; i < m_x.size(); ++i)
        if (isGood(m_x[i]) && isGood(m_y[i]))
            return m_x[i].geometry;
    return {};
}

std::unique_ptr<OGRGeometry> CsvGeometry::make(const char *firstText, const char *secondText) const
{
    double x = 0;
    double y = 0;
    switch (kind) {
    case Kind::None: break;
    case Kind::Shape: return *firstText ? readShape(firstText) : nullptr;
    case Kind::LatLon:
        if (readPair(firstText, y, x))
            return std::make_unique<OGRPoint>(x, y);
        break;
    case Kind::Coordinates:
        if (readNumber(firstText, x) && readNumber(secondText, y))
            return std::make_unique<OGRPoint>(x, y);
        break;
    }
    return nullptr;
}

std::string csvGeometryNames()
{
    std::string list;
    for (const auto &names : {std::vector<const char *>(std::begin(shapeNames), std::end(shapeNames)),
             std::vector<const char *>(std::begin(pairNames), std::end(pairNames))})
        for (const char *name : names)
            list += (list.empty() ? "" : ", ") + std::string(name);
    for (size_t i = 0; i < std::size(xNames); ++i)
        list += std::string(", ") + xNames[i] + " + " + yNames[i];
    return list;
}

} // namespace tuilerie
