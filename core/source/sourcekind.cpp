// SPDX-License-Identifier: GPL-3.0-or-later
#include "source/inspect.h"

#include "source/archive.h"
#include "source/filesearch.h"

namespace tuilerie {

SourceKind sourceKind(const FoundFiles &found)
{
    qint64 counts[4] = {};
    qint64 tables = 0;
    for (const FoundFile &file : found.files) {
        // A table of attributes beside images is no data set of its own.
        if (file.path.endsWith(QLatin1String(".csv"), Qt::CaseInsensitive))
            ++tables;
        else
            ++counts[int(file.kind)];
    }
    SourceKind best = SourceKind::Unknown;
    for (const SourceKind kind : {SourceKind::Raster, SourceKind::PointCloud, SourceKind::Vector}) {
        if (counts[int(kind)] > (best == SourceKind::Unknown ? 0 : counts[int(best)]))
            best = kind;
    }
    return best == SourceKind::Unknown && tables > 0 ? SourceKind::Vector : best;
}

SourceKind sourceKind(const QStringList &paths)
{
    FoundFiles all;
    for (const QString &path : paths) {
        auto found = findFiles({path}, {.opensArchives = false});
        if (!found) { // a path that is not there is no reason to say nothing of the others; a glob says it by its end
            all.files.push_back({path, kindOfName(path), -1, {}});
            continue;
        }
        std::move(found->files.begin(), found->files.end(), std::back_inserter(all.files));
        for (const QString &archive : found->archives) {
            for (const QString &name : namesInArchive(archive).value_or(QStringList())) {
                const bool isJson = kindOfName(name) == SourceKind::Unknown && name.endsWith(u".json", Qt::CaseInsensitive);
                all.files.push_back({name, isJson ? SourceKind::Vector : kindOfName(name), -1, {}});
            }
        }
    }
    return sourceKind(all);
}

} // namespace tuilerie
