// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "grid/extent.h"

#include <QString>
#include <QStringList>
#include <vector>

namespace tuilerie {

/// One point cloud of a VPC.
struct VpcTile
{
    QString id;
    QString href;         ///< absolute path, or URL
    bool isLocal = true;  ///< false: on a server
    QString overviewHref; ///< of the shared overview, as href; mostly empty
    qint64 points = -1;   ///< "pc:count"; −1 where it does not say
    bool hasBox = false;  ///< "proj:bbox" of six numbers: extent, minZ, maxZ
    Extent extent;        ///< in `crs`, x/y order
    double minZ = 0, maxZ = 0;
    QString crs, verticalCrs; ///< as CloudCrs; empty where it does not say
    bool hasGeometry = false;
    QString stacVersion;
};

/// A virtual point cloud: a STAC feature collection over COPC or EPT files.
struct VpcFile
{
    QString path;
    std::vector<VpcTile> tiles;
    QString crs, verticalCrs; ///< of the first tile that says
    qint64 points = 0;        ///< sum of what the tiles say
    QStringList localFiles() const;
};

/// By name (.vpc) or, for other JSON, by content.
bool isVpc(const QString &path);
/// Corrupt with what is wrong; a tile without href or with a count or box that cannot be is wrong, a tile whose file is
/// missing is not looked for here.
Result<VpcFile> readVpc(const QString &path);

} // namespace tuilerie
