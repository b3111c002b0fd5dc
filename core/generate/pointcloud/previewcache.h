// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "generate/pointcloud/preview.h"
#include "source/filelist.h"

#include <optional>

namespace tuilerie::pointcloud {

/// Where the preview of these files lies in the user's cache: under their paths, sizes and dates, with what it shows beside
/// it as JSON. What has not been used for a month goes when something new comes. Immutable.
class PreviewCache
{
public:
    PreviewCache(const std::vector<FileEntry> &files, PreviewLevel level);

    std::optional<PointCloudPreview> load() const;
    static QString folder(); ///< where all of them lie
    /// A name of this process's own, for writing. Denied, DiskFull, Io when the folder cannot be made.
    Result<QString> temporaryPath() const;
    /// Gives it its name; `preview.path` too.
    Status keep(const QString &temporary, PointCloudPreview &preview) const;

private:
    void prune() const;

    QString m_folder, m_stem;
    PreviewLevel m_level;
};

} // namespace tuilerie::pointcloud
