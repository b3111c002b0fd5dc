// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/work/progress.h"
#include "base/result.h"
#include "grid/extent.h"

#include <QJsonObject>
#include <QList>
#include <QStringList>

namespace tuilerie {

/// First: the beginnings of 256 chunks spread over all files, or of one in each where there are more (of 400 at most),
/// together a million points: a picture within seconds. Refined: some six times that, for while the user looks.
enum class PreviewLevel { First, Refined };

/// A thinned COPC of point clouds that have no tree of their own, in the user's cache. Opened with openPointCloudLayer().
struct PointCloudPreview
{
    QString path; ///< of the COPC; an input's own when it is a COPC and alone
    PreviewLevel level = PreviewLevel::First;
    qint64 points = 0;                         ///< of all files, by their headers
    qint64 sampledPoints = 0;                  ///< in the preview
    double share = 0;                          ///< sampledPoints ÷ points
    bool isWhole = false;                      ///< nothing to refine: every chunk is in it
    Extent extent;                             ///< of all files, by their headers, in crs
    double minZ = 0, maxZ = 0;                 ///< of the sample
    QString crs;                               ///< "EPSG:2154" or WKT; empty when the files say nothing
    double minIntensity = 0, maxIntensity = 0; ///< of the sample
    bool hasRgb = false;
    QList<int> classes;     ///< of the sample, ascending
    QStringList unreadable; ///< files left out, with the reason: the checks say more
    bool fromCache = false;

    QJsonObject toJson() const; ///< of all but `fromCache`
    static PointCloudPreview fromJson(const QJsonObject &object);
};

/// LAS, LAZ, COPC: files, folders, globs. Chunks are taken spread evenly over the files and, within each, over its length;
/// of COPC files the coarsest nodes. Kept in the cache under the files' paths, sizes and dates, written atomically, so that
/// two processes may make the same one. Files of other CRSs than the first's are left out. What does not fit into the time
/// (about 1.5 s of decoding, refined 15 s) is left out too, evenly. Errors: NotFound, Corrupt (no file could be read),
/// Cancelled. Blocks; uses all cores; about 3 s for 500 MB or 100 files.
Result<PointCloudPreview> makePreview(const QStringList &paths, PreviewLevel level, WorkControl &control);
/// The same for programs with people in front of them (source/inbox.h).
Result<PointCloudPreview> makePreviewInBox(const QStringList &paths, PreviewLevel level, WorkControl &control);

} // namespace tuilerie
