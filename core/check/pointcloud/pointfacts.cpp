// SPDX-License-Identifier: GPL-3.0-or-later
#include "check/pointcloud/pointfacts.h"

#include "base/work/parallel.h"
#include "base/work/progressmeter.h"
#include "check/pointcloud/recordsum.h"
#include "check/pointcloud/verifynodes.h"
#include "source/pointcloud/pointview.h"

#include <cmath>

namespace tuilerie {

namespace {

/// Hashes of a file that are kept to look for repeated ones: two of one record always fall on the same side of the mask.
constexpr qint64 kMostHashes = 2'000'000;

/// Of so many files each is looked at, however small the share.
constexpr size_t kMostFilesSeen = 500;

/// A file while its chunks are being decoded.
struct Scan
{
    std::mutex mutex;
    ContentFacts facts;
    std::vector<quint64> hashes;
    quint64 mask = 0;
    qint64 waiting = 0; ///< chunks
};

struct Task
{
    size_t file;
    LasChunk chunk;
};

int cellOf(double value, double least, double size)
{
    // Held as a double: a point may lie half a step outside a box that is next to nothing.
    const double cell = (value - least) / size * ContentFacts::kCells;
    return cell > 0 ? int(std::min(cell, ContentFacts::kCells - 1.0)) : 0;
}

void takeRecords(const LasHeader &header, const char *record, qint64 points, quint64 mask, ContentFacts &facts,
    std::vector<quint64> &hashes)
{
    const PointView view(header.pointFormat);
    const Extent &box = header.extent;
    const double least[3] = {box.west, box.south, header.minZ};
    const double most[3] = {box.east, box.north, header.maxZ};
    double slack[3];
    for (int i = 0; i < 3; ++i) // the box is rounded by its writer: half a quantum, and what doubles lose
        slack[i] = std::abs(header.scale[i]) * 0.5 + 1e-9 * (std::abs(least[i]) + std::abs(most[i])) * 1e-3;
    const bool hasCells = box.width() > 0 && box.height() > 0 && std::isfinite(box.width()) && std::isfinite(box.height());
    if (hasCells)
        facts.cells.assign(size_t(ContentFacts::kCells) * ContentFacts::kCells, 0);
    facts.points = points;
    for (qint64 n = 0; n < points; ++n, record += header.recordLength) {
        bool isInside = true;
        double place[3];
        for (int i = 0; i < 3; ++i) {
            const qint32 stored = PointView::coordinate(record, i);
            facts.least[i] = std::min(facts.least[i], stored);
            facts.most[i] = std::max(facts.most[i], stored);
            place[i] = stored * header.scale[i] + header.offset[i];
            isInside = isInside && place[i] >= least[i] - slack[i] && place[i] <= most[i] + slack[i];
        }
        facts.outsideBox += !isInside;
        if (hasCells && isInside)
            ++facts.cells[size_t(
                cellOf(place[1], box.south, box.height()) * ContentFacts::kCells + cellOf(place[0], box.west, box.width()))];
        const int number = view.returnNumber(record), of = view.numberOfReturns(record);
        ++facts.returns[size_t(number)];
        facts.noNumberOfReturns += of == 0;
        facts.returnAboveNumber += of > 0 && number > of;
        ++facts.classes[size_t(view.classification(record))];
        facts.withheld += view.isWithheld(record);
        facts.synthetic += view.isSynthetic(record);
        facts.badGps += !std::isfinite(view.gps(record));
        if (view.hasColour())
            facts.mostColour =
                std::max({facts.mostColour, view.colour(record, 0), view.colour(record, 1), view.colour(record, 2)});
        const quint64 hash = recordHash(record, header.recordLength);
        facts.checksum += hash;
        if ((hash & mask) == 0)
            hashes.push_back(hash);
    }
}

void finish(Scan &scan)
{
    std::vector<quint64> hashes = std::move(scan.hashes);
    std::sort(hashes.begin(), hashes.end());
    qint64 repeated = 0;
    for (size_t i = 1; i < hashes.size(); ++i)
        repeated += hashes[i] == hashes[i - 1];
    scan.facts.duplicates = repeated * qint64(scan.mask + 1);
    scan.facts.duplicatesExact = scan.mask == 0;
}

} // namespace

void ContentFacts::add(const ContentFacts &other)
{
    points += other.points;
    for (int i = 0; i < 3; ++i) {
        least[i] = std::min(least[i], other.least[i]);
        most[i] = std::max(most[i], other.most[i]);
    }
    outsideBox += other.outsideBox;
    returnAboveNumber += other.returnAboveNumber;
    noNumberOfReturns += other.noNumberOfReturns;
    withheld += other.withheld;
    synthetic += other.synthetic;
    badGps += other.badGps;
    mostColour = std::max(mostColour, other.mostColour);
    checksum += other.checksum;
    for (size_t i = 0; i < returns.size(); ++i)
        returns[i] += other.returns[i];
    for (size_t i = 0; i < classes.size(); ++i)
        classes[i] += other.classes[i];
    if (cells.empty())
        cells = other.cells;
    else
        for (size_t i = 0; i < other.cells.size(); ++i)
            cells[i] += other.cells[i];
}

Result<std::vector<ContentFacts>> scanPoints(
    const std::vector<std::shared_ptr<const LasFile>> &files, qint64 mostPoints, WorkControl &control)
{
    std::vector<Scan> scans(files.size());
    qint64 total = 0;
    for (const auto &file : files)
        total += file ? file->points() : 0;
    const double share = total > mostPoints ? double(mostPoints) / double(total) : 1;

    std::vector<Task> tasks;
    qint64 planned = 0;
    for (size_t i = 0; i < files.size(); ++i) {
        TUILERIE_CHECK(checkStop(control));
        if (!files[i])
            continue;
        const std::vector<LasChunk> &chunks = files[i]->chunks();
        // Chunks are taken evenly over the length of the file: one of each at least, unless there are very many files.
        double due = files.size() <= kMostFilesSeen && !chunks.empty()
            ? std::max(0.5, 1 - share * (double(chunks.size()) + 1) / 2)
            : 0.5;
        qint64 points = 0;
        for (const LasChunk &chunk : chunks) {
            due += share;
            if (due < 1)
                continue;
            due -= std::floor(due);
            tasks.push_back({i, chunk});
            ++scans[i].waiting;
            points += chunk.points;
        }
        scans[i].facts.isWhole = scans[i].waiting == qint64(chunks.size());
        while (points > kMostHashes * qint64(scans[i].mask + 1))
            scans[i].mask = scans[i].mask * 2 + 1;
        planned += points;
    }

    ProgressMeter meter(control, QStringLiteral("check"), planned);
    struct Worker
    {
        LasLayout layout;
        std::unique_ptr<ChunkDecoder> decoder; ///< of `layout`: files of one lot mostly share theirs
        QByteArray records;
    };
    std::vector<Worker> workers(static_cast<size_t>(checkWorkers()));
    const auto scanChunk = [&](int worker, qint64 index) -> Status {
        const Task &task = tasks[size_t(index)];
        const LasFile &file = *files[task.file];
        Scan &scan = scans[task.file];
        Worker &own = workers[size_t(worker)];
        QByteArray &records = own.records;
        records.resize(task.chunk.points * file.layout().recordLength);
        if (!own.decoder || own.layout != file.layout()) {
            auto made = ChunkDecoder::create(file.layout());
            own.decoder = made ? std::move(*made) : nullptr;
            own.layout = file.layout();
        }
        const bool isRead = own.decoder && file.decode(task.chunk, *own.decoder, records.data());
        ContentFacts part;
        std::vector<quint64> hashes;
        if (isRead)
            takeRecords(file.header(), records.constData(), task.chunk.points, scan.mask, part, hashes);
        {
            const std::lock_guard lock(scan.mutex);
            if (isRead)
                scan.facts.add(part);
            else
                scan.facts.damaged.push_back(task.chunk);
            scan.hashes.insert(scan.hashes.end(), hashes.begin(), hashes.end());
            if (--scan.waiting == 0)
                finish(scan);
        }
        return meter.add(task.chunk.points);
    };
    TUILERIE_CHECK(parallel(checkWorkers(), qint64(tasks.size()), control, scanChunk));
    std::vector<ContentFacts> facts;
    for (Scan &scan : scans) {
        scan.facts.isWhole = scan.facts.isWhole && scan.waiting == 0 && scan.facts.damaged.empty();
        std::sort(scan.facts.damaged.begin(), scan.facts.damaged.end(),
            [](const LasChunk &a, const LasChunk &b) { return a.first < b.first; });
        facts.push_back(std::move(scan.facts));
    }
    return facts;
}

} // namespace tuilerie
