// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "grid/extent.h"

#include <memory>
#include <span>

namespace tuilerie {

/// A coordinate reference system, as PROJ knows it. Cheap to copy (shared, immutable); safe to use from any thread.
/// Names are those of the authorities in proj.db: "EPSG:2154", "IGNF:LAMB93"… A definition that brings its own way to WGS 84
/// (TOWGS84 or grids of a datum that no authority knows) keeps it and has no name.
class Crs
{
public:
    /// From anything PROJ reads: AUTH:CODE, WKT 1 or 2, PROJJSON, a PROJ string, "urn:ogc:def:crs:EPSG::2154",
    /// "http://www.opengis.net/def/crs/EPSG/0/2154", "CRS:84". Invalid with a sentence when it knows none of that name.
    static Result<Crs> fromText(const QString &text);
    Crs() = default;

    bool isValid() const { return bool(m_data); }
    /// "EPSG:2154" when an authority knows it (also found by looking a WKT up), else empty.
    QString id() const;
    QString title() const;    ///< "RGF93 v1 / Lambert-93"
    QString wkt() const;      ///< WKT 2:2019; a BOUNDCRS where the definition brings its own way to WGS 84
    QString wkt1Gdal() const; ///< WKT 1 in GDAL's flavour
    bool isGeographic() const;
    double metersPerUnit() const; ///< 111319.49079327358 for degrees (WMTS 1.0.0 §6.1)
    /// A turn of the world in x: every place comes again after so many units (360 for degrees; cylindrical projections come
    /// round, too). 0 where x does not come round.
    double turn() const;
    /// True where the authority's order is north (latitude) first: decides the BBOX order of WMS 1.3.0 and WMTS corners.
    bool isNorthingFirst() const;
    /// Where the CRS is meant to be used, in degrees WGS 84; empty when the database does not say.
    Extent areaOfUse() const;
    bool isSameAs(const Crs &other) const; ///< same definition, axis order aside (IGNF:LAMB93 is EPSG:2154)

private:
    struct Data;
    std::shared_ptr<const Data> m_data;
};

/// From one CRS to another, x/y order on both sides. One per thread: PROJ's object is not thread-safe.
class CrsTransform
{
public:
    static Result<CrsTransform> create(const Crs &from, const Crs &to);
    CrsTransform(CrsTransform &&) noexcept;
    CrsTransform &operator=(CrsTransform &&) noexcept;
    ~CrsTransform();

    bool isIdentity() const;
    const Crs &from() const;
    const Crs &to() const;
    /// In place; a point that cannot be transformed becomes HUGE_VAL. False when any did.
    bool forward(std::span<Point> points) const;
    bool inverse(std::span<Point> points) const;
    /// Bounding box of the transformed rectangle, its edges densified (21 points each).
    Result<Extent> forward(const Extent &extent) const;
    Result<Extent> inverse(const Extent &extent) const;

private:
    struct Data;
    explicit CrsTransform(std::unique_ptr<Data> data);
    std::unique_ptr<Data> m_data;
};

} // namespace tuilerie
