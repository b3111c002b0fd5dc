// SPDX-License-Identifier: GPL-3.0-or-later
// What a run takes from its parameters: the place of its journal, its share of the memory, its container.
#include "base/work/memory.h"
#include "generate/pointcloud/cloudrun.h"
#include "generate/pointcloud/copcwriter.h"
#include "base/work/parallel.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QFile>
#include <QFileInfo>

#include <algorithm>

namespace tuilerie::pointcloud {

namespace {

constexpr qint64 mebi = 1 << 20;
constexpr qint64 perWorker =
    20 * mebi; ///< a chunk decoded and one encoded, the node that is being sorted, nodes that wait for their turn
constexpr qint64 base = 96 * mebi; ///< the program, and what waits for its brothers above the cells
constexpr qint64 likedPoints = 12000000;
constexpr qint64 leastPoints = 400000;
constexpr qint64 mostPoints = 2000000000; ///< places have 32 bits

QString tr(const char *text)
{
    return QCoreApplication::translate("tuilerie::PointCloudPyramid", text);
}

} // namespace

QString journalFolder(const PointCloudParams &params, const QString &output)
{
    const QFileInfo info(output);
    if (params.tmp.isEmpty())
        return QStringLiteral("%1/.%2.journal").arg(info.absolutePath(), info.fileName());
    // Outputs of one name in several folders must not share a journal.
    const QByteArray hash =
        QCryptographicHash::hash(info.absoluteFilePath().toUtf8(), QCryptographicHash::Sha1).toHex().left(8);
    return QStringLiteral("%1/.%2.%3.journal")
        .arg(QFileInfo(params.tmp).absoluteFilePath(), info.fileName(), QString::fromLatin1(hash));
}

MemoryShare shareMemory(const PointCloudParams &params, int recordLength, WorkControl &control)
{
    MemoryShare share;
    share.workers = workerCount(params.workers);
    share.given = memoryGiven(params.memoryMiB);
    // A twentieth is what the allocator keeps and nobody counts.
    const qint64 forPoints = share.given * 95 / 100 - base - share.workers * perWorker;
    const qint64 perPoint = PointSet::bytesPerPoint(recordLength);
    share.limits.most = std::clamp(forPoints / perPoint, leastPoints, mostPoints);
    share.limits.liked = std::min(share.limits.most, likedPoints);
    share.spillBuffer = std::max<qint64>(16 * mebi, forPoints / 3);
    if (forPoints / perPoint < leastPoints)
        control.warning(tr(
            "%1 MiB of memory are given, but %2 workers need about %3 MiB. More than that is used; fewer workers need less.")
                            .arg(share.given / mebi)
                            .arg(share.workers)
                            .arg((base + share.workers * perWorker + leastPoints * perPoint) * 100 / 95 / mebi + 1));
    return share;
}

RunTarget copcTarget(const QString &path)
{
    RunTarget target;
    target.path = path;
    target.takesChunks = true;
    target.create = [path](const CloudScan &scan) -> Result<std::unique_ptr<NodeSink>> {
        TUILERIE_TRY(writer, CopcWriter::create(path, scan.schema));
        return std::unique_ptr<NodeSink>(std::move(writer));
    };
    target.resume = [path](const CloudScan &scan, std::vector<NodeEntry> entries,
                        const PointStatistics &statistics) -> Result<std::unique_ptr<NodeSink>> {
        TUILERIE_TRY(writer, CopcWriter::resume(path, scan.schema, std::move(entries), statistics));
        return std::unique_ptr<NodeSink>(std::move(writer));
    };
    target.discard = [path] { QFile::remove(CopcWriter::partPath(path)); };
    return target;
}

} // namespace tuilerie::pointcloud
