// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "grid/extent.h"

#include <QJsonObject>
#include <QStringList>
#include <vector>

namespace tuilerie {

/// A block of tiles of one level, both ends included; rows grow south. Empty when max < min.
struct TileRange
{
    qint64 minCol = 0;
    qint64 minRow = 0;
    qint64 maxCol = -1;
    qint64 maxRow = -1;

    bool operator==(const TileRange &) const = default;
    bool isEmpty() const { return maxCol < minCol || maxRow < minRow; }
    qint64 count() const { return isEmpty() ? 0 : (maxCol - minCol + 1) * (maxRow - minRow + 1); }
    bool contains(qint64 col, qint64 row) const { return col >= minCol && col <= maxCol && row >= minRow && row <= maxRow; }
};

/// One level of a grid (OGC 17-083r4 "TileMatrix"; WMTS 1.0.0 §6.1). Origin is the top-left corner, x/y order.
struct TileMatrix
{
    QString id;
    double cellSize = 0; ///< of a pixel, in CRS units
    Point origin;
    int tileWidth = 256;
    int tileHeight = 256;
    qint64 matrixWidth = 0; ///< tiles
    qint64 matrixHeight = 0;
    double statedScaleDenominator = 0; ///< as written in the file; 0 where it is to be computed

    bool operator==(const TileMatrix &) const = default;
    double scaleDenominator(double metersPerUnit) const { return cellSize * metersPerUnit / 0.00028; }
    Extent extent() const;
    Extent tileExtent(qint64 col, qint64 row) const;
    Extent rangeExtent(const TileRange &range) const;
    /// The tiles that hold a part of `extent` larger than 1e-6 of a pixel, clipped to the matrix.
    TileRange rangeOf(const Extent &extent) const;
};

/// A tile matrix set: levels of one CRS from coarse to fine. The 71 of the Géoplateforme are bundled (resources/), others
/// are read from a JSON file of the form of docs/rok4.md §2. Immutable value; use from any thread.
class TileMatrixSet
{
public:
    /// A bundled one by its identifier ("PM", "2154_50cm"), or a user's file when `idOrPath` ends in ".json".
    static Result<TileMatrixSet> find(const QString &idOrPath);
    static Result<TileMatrixSet> load(const QString &path); ///< identifier = file name without ".json"
    static Result<TileMatrixSet> fromJson(const QString &id, const QJsonObject &object);
    static QStringList bundledIds();

    const QString &id() const { return m_id; }
    const QString &crs() const { return m_crs; } ///< "EPSG:3857", "IGNF:LAMB93"
    const QString &title() const { return m_title; }
    const QStringList &orderedAxes() const { return m_orderedAxes; } ///< ["X", "Y"] or ["Lon", "Lat"]; informative
    const std::vector<TileMatrix> &levels() const { return m_levels; }
    const TileMatrix *level(const QString &id) const; ///< nullptr when there is none
    int indexOf(const QString &id) const;             ///< −1 when there is none
    /// Whether these are levels of it, the coarsest first; an empty id is any. Invalid with a sentence otherwise.
    Status checkLevels(const QString &top, const QString &bottom) const;
    /// Every step is 2:1 with the same origin and tile size (docs/rok4.md §2 "QTree test").
    bool isQuadTree() const;
    /// Index of the level whose cell size is the nearest to `cellSize` by ratio; the finer one of equals.
    int nearestLevel(double cellSize) const;
    QJsonObject toJson() const; ///< the form that fromJson() reads
    bool operator==(const TileMatrixSet &) const = default;

private:
    friend class BundledGrids;
    QString m_id;
    QString m_crs;
    QString m_title;
    QString m_statedId; ///< the file's `id` member where it is not the identifier (docs/rok4.md §2: two of the 71)
    QStringList m_orderedAxes;
    std::vector<TileMatrix> m_levels;
};

} // namespace tuilerie
