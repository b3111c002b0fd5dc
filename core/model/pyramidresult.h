// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonArray>
#include <QJsonObject>
#include <QStringList>
#include <optional>
#include <vector>

namespace tuilerie {

struct LevelEstimate
{
    QString id;
    qint64 tiles = 0;
    qint64 bytes = 0;
    double seconds = 0;
};

/// {levels:[{id,tiles,bytes,seconds}], bytes:[low,high], seconds:[low,high]}
struct PyramidEstimate
{
    std::vector<LevelEstimate> levels;
    qint64 bytesLow = 0;
    qint64 bytesHigh = 0;
    double secondsLow = 0;
    double secondsHigh = 0;
    QJsonObject toJson() const;
    static PyramidEstimate fromJson(const QJsonObject &object);
};

/// A pyramid's place among the versions of what it shows.
struct PyramidVersion
{
    /// The version before, by its descriptor or VPC, in a folder that may be linked from: what has not changed since is
    /// taken from it, byte for byte as it would be made, where that version left what is needed. Empty: none.
    QString ancestor;
    bool isKept = false; ///< leaves that for the version after it
};

/// What a version makes again of the one before it.
struct PyramidChanges
{
    qint64 files = 0, ofFiles = 0;       ///< source files that were changed, added or removed
    qint64 features = 0, ofFeatures = 0; ///< of vectors
    qint64 slabs = 0, ofSlabs = 0;       ///< of a VPC its COPCs
    qint64 tiles = 0, ofTiles = 0;
    bool operator==(const PyramidChanges &) const = default;
    QJsonObject toJson() const; ///< {changed: {files, features, slabs, tiles}, of: {…}}
    static PyramidChanges fromJson(const QJsonObject &object);
};

/// What making a version will come to, before it is made.
struct VersionOutlook
{
    PyramidChanges changes;
    double seconds = 0;         ///< of what is made
    double ofSeconds = 0;       ///< of a pyramid that is made whole
    QString reason;             ///< why all of it is made again, as a sentence; empty where not all of it is
    QJsonObject toJson() const; ///< {changed, of, seconds, of_seconds, reason?}
    static VersionOutlook fromJson(const QJsonObject &object);
};

struct RasterPyramidResult
{
    QString descriptorPath;
    qint64 slabs = 0;
    qint64 tiles = 0;
    qint64 bytes = 0;
    double seconds = 0;
    QStringList warnings;
    std::optional<PyramidChanges> changes; ///< of a pyramid with an ancestor
    QJsonObject toJson() const;            ///< {descriptor, slabs, tiles, bytes, seconds, warnings, changed?, of?}
};

} // namespace tuilerie
