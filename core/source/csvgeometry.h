// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ogr_core.h>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

class OGRGeometry;

namespace tuilerie {

/// Which columns of a CSV say where things are: one with WKT, WKB (hexadecimal) or GeoJSON; one with "latitude, longitude"
/// as open data portals write it; or one for each coordinate. By the names (any letter case; the Entrepôt's and those that
/// the portals use), and only where the values are what the name says. Any thread.
struct CsvGeometry
{
    enum class Kind { None, Shape, LatLon, Coordinates };
    Kind kind = Kind::None;
    int first = -1;  ///< column of the shape, of the pair, or of x
    int second = -1; ///< column of y

    bool uses(int column) const { return kind != Kind::None && (column == first || column == second); }
    /// Null where the texts hold none. `second` is read for Coordinates alone.
    std::unique_ptr<OGRGeometry> make(const char *firstText, const char *secondText) const;
};

/// Chooses among columns as their values come.
class CsvGeometryFinder
{
public:
    explicit CsvGeometryFinder(const std::vector<std::string> &names);
    void add(int column, const char *value);
    CsvGeometry found() const;

private:
    struct Candidate
    {
        CsvGeometry geometry;
        int good = 0, bad = 0; ///< of the values seen, which are not empty
    };
    static void count(Candidate &candidate, bool isGood);
    std::vector<Candidate> m_shapes, m_pairs; ///< in the order of their names' rank
    std::vector<Candidate> m_x, m_y;
};

/// "geometry, geom, … ; lon with lat …", for sentences.
std::string csvGeometryNames();

} // namespace tuilerie
