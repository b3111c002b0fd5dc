// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/progress.h"
#include "base/result.h"
#include "grid/extent.h"

#include <QDate>
#include <QMap>
#include <QString>

namespace tuilerie {

/// What the public header block and the variable length records of a LAS or LAZ file say. Source: ASPRS LAS 1.4 R15 §2.4–2.7.
struct LasHeader {
    int versionMinor = 0;
    int pointFormat = 0;
    int recordLength = 0;     ///< bytes of a point, uncompressed
    qint64 points = 0;
    double scale[3] = {};
    double offset[3] = {};
    Extent extent;            ///< in `crs`, x/y order
    double minZ = 0;
    double maxZ = 0;
    QDate creation;           ///< invalid when the file does not say
    qint64 pointDataStart = 0;
    bool isCompressed = false; ///< LAZ
    QString crs;              ///< horizontal: "EPSG:2154", or WKT; empty when the file says nothing
};

/// Errors name the file: NotFound, Denied, Corrupt (not LAS, or it ends before its points).
Result<LasHeader> readLasHeader(const QString &path);

/// Points of each class, by reading every point of an uncompressed file. Unsupported for LAZ; Corrupt when it ends early.
Result<QMap<int, qint64>> countLasClasses(const QString &path, const LasHeader &header, WorkControl &control);

} // namespace tuilerie
