// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "grid/extent.h"

#include <QString>
#include <QStringList>
#include <map>
#include <optional>
#include <unordered_map>
#include <vector>

namespace tuilerie {

/// How often something was seen, and where first (the lowest FIDs, so that threads do not decide it).
class Sightings
{
public:
    struct Place
    {
        qint64 fid = 0;
        std::optional<Point> at;
        QString note;
    };
    void add(qint64 fid, std::optional<Point> at = {}, const QString &note = {});
    void merge(const Sightings &other);
    qint64 count() const { return m_count; }
    const std::vector<Place> &first() const { return m_first; } ///< at most three, by FID

private:
    void keep(Place place);
    qint64 m_count = 0;
    std::vector<Place> m_first;
};

/// A hash of a value and the feature that has it; kept sorted to find equals.
using HashedFid = std::pair<quint64, qint64>;
/// Features whose hash an earlier feature has.
Sightings repeated(std::vector<HashedFid> &hashes);

/// What one pass over the features of a layer saw.
struct FeatureStats
{
    qint64 features = 0;
    std::map<int, qint64> types; ///< by OGR's flat geometry type
    std::optional<Extent> extent;
    Sightings noGeometry;    ///< null
    Sightings emptyGeometry; ///< POLYGON EMPTY
    Sightings invalid;
    Sightings wrongType;     ///< not of the type that the layer declares
    Sightings notFinite;     ///< NaN or infinite coordinates
    Sightings huge;          ///< beyond what any CRS has
    Sightings stray;         ///< wholly outside the CRS's area of use
    Sightings missedByIndex; ///< the R-tree does not have it, or at another place
    Sightings invalidText, twiceEncoded, replacedText;
    qint64 utf8Texts = 0; ///< with letters beyond ASCII
    qint64 curves = 0, withZ = 0, withM = 0;
    qint64 indexed = 0; ///< features found in the R-tree
    std::vector<HashedFid> geometryHashes;
    std::vector<std::vector<HashedFid>> keyHashes; ///< by key field
    std::vector<Sightings> keyNulls;
    std::unordered_map<quint64, qint64> density; ///< features by cell of a tile's size
    QString readError;                           ///< GDAL's words where a feature could not be read
    QStringList warnings;                        ///< what GDAL warned of, each once

    void merge(FeatureStats &&other);
};

} // namespace tuilerie
