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

/// What a version makes again of the one before it.
struct PyramidChanges
{
    qint64 files = 0, ofFiles = 0; ///< source files that were changed, added or removed
    qint64 slabs = 0, ofSlabs = 0;
    qint64 tiles = 0, ofTiles = 0;
    QJsonObject toJson() const; ///< {changed: {files, slabs, tiles}, of: {files, slabs, tiles}}
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
