// SPDX-License-Identifier: GPL-3.0-or-later
#include "generate/derive/deriveplan.h"

#include "base/work/memory.h"
#include "model/params/fieldjson.h"
#include "base/work/parallel.h"
#include "source/filelist.h"
#include "source/lascrs.h"
#include "source/pointcloud/lasfile.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>

#include <limits>
#include <mutex>
#include <optional>

namespace tuilerie::derive {

namespace {

constexpr qint64 mebi = 1024 * 1024;

QString tr(const char *text)
{
    return QCoreApplication::translate("tuilerie::Derive", text);
}

Status checkParams(const DeriveParams &params, DerivePlan &plan)
{
    const auto invalid = [](const QString &sentence) { return fail(ErrorCode::Invalid, sentence); };
    const auto productOf = [](const QString &name) -> std::optional<Product> {
        if (name == QLatin1String("dtm"))
            return Product::Terrain;
        if (name == QLatin1String("dsm"))
            return Product::Surface;
        if (name == QLatin1String("intensity"))
            return Product::Intensity;
        if (name == QLatin1String("density"))
            return Product::Density;
        return std::nullopt;
    };
    TUILERIE_CHECK(checkFields(params));
    plan.hillshade = params.product == QLatin1String("hillshade");
    const std::optional<Product> product = productOf(plan.hillshade ? params.hillshadeOf : params.product);
    if (!product)
        return invalid(tr("Say what to make of the points: %1.").arg(anyOf(wordsOf<DeriveParams>("product"))));
    plan.product = *product;
    if (params.output.isEmpty())
        return invalid(tr("Say which file to write: FILE.tif."));
    for (const int value : params.groundClasses)
        plan.ground[size_t(value)] = true;
    const QFileInfo output(params.output);
    if (output.isDir())
        return invalid(tr("%1 is a folder. Name a file to write: FILE.tif.").arg(params.output));
    if (!output.dir().exists())
        return fail(ErrorCode::NotFound,
            tr("The folder %1 does not exist. Make it, or choose another output.").arg(output.absolutePath()));
    return {};
}

/// The headers, with the points that the files hold and the box that holds them.
Result<std::vector<LasHeader>> readHeaders(
    const std::vector<FileEntry> &entries, int workers, MeasuredBoxes &measured, QStringList &warnings, WorkControl &control)
{
    std::vector<LasHeader> headers(entries.size());
    std::vector<qint64> unread(entries.size());
    std::mutex mutex;
    const Status read = parallel(workers, qint64(entries.size()), control, [&](int, qint64 index) -> Status {
        const QString &path = entries[size_t(index)].path;
        TUILERIE_TRY(file, LasFile::open(path));
        LasHeader header = file->header();
        if (!header.hasPlaces())
            return fail(ErrorCode::Corrupt,
                tr("The header of %1 states impossible scales. Run the checks, and repair it or leave it out.").arg(path));
        header.points = file->points();
        unread[size_t(index)] = file->unreadBytes();
        std::unique_lock lock(mutex);
        auto box = measured.find(path);
        if (box == measured.end() && header.points > 0 && !header.hasSoundBox()) {
            lock.unlock();
            TUILERIE_TRY(made, measurePoints(*file, file->chunks(), 1, control));
            lock.lock();
            box = measured.emplace(path, made).first;
        }
        if (box != measured.end()) {
            const PointBox &found = box->second;
            header.extent = {found.minimum[0], found.minimum[1], found.maximum[0], found.maximum[1]};
            header.minZ = found.minimum[2];
            header.maxZ = found.maximum[2];
        }
        headers[size_t(index)] = std::move(header);
        return {};
    });
    TUILERIE_CHECK(read);
    for (size_t i = 0; i < entries.size(); ++i) {
        if (measured.contains(entries[i].path))
            warnings << tr("%1 has points outside the extent that its header gives; the extent is measured from the points.")
                            .arg(entries[i].path);
        if (unread[i] > 0)
            warnings << tr("The header of %1 says %2 points, but %3 bytes of points lie behind them: they are not read. "
                           "Repair the count in its header.")
                            .arg(entries[i].path)
                            .arg(headers[i].points)
                            .arg(unread[i]);
    }
    return headers;
}

/// One CRS for all, or a sentence.
Result<Crs> commonCrs(const std::vector<FileEntry> &entries, const std::vector<LasHeader> &headers, const QString &assignCrs)
{
    Crs common;
    QString first, name;
    qint64 missing = 0;
    QString firstMissing;
    for (size_t i = 0; i < headers.size(); ++i) {
        const QString &text = headers[i].crs;
        if (text.isEmpty()) {
            if (!missing++)
                firstMissing = entries[i].path;
            continue;
        }
        if (text == name)
            continue;
        TUILERIE_TRY(crs, Crs::fromText(text));
        if (!common.isValid()) {
            common = crs;
            name = text;
            first = entries[i].path;
        } else if (!common.isSameAs(crs)) {
            return fail(ErrorCode::Invalid,
                tr("The files have different CRSs: %1 is in %2, %3 is in %4. Bring them to one CRS, or derive from them "
                   "separately.")
                    .arg(QFileInfo(first).fileName(), common.id().isEmpty() ? common.title() : common.id(),
                        QFileInfo(entries[i].path).fileName(), crs.id().isEmpty() ? crs.title() : crs.id()));
        }
    }
    if (!missing)
        return common;
    if (assignCrs.isEmpty())
        return fail(ErrorCode::Invalid,
            tr("%1 says no CRS (%2 files of %3 say none). Say which it is: “assign CRS”, on the command line --crs "
               "EPSG:….")
                .arg(QFileInfo(firstMissing).fileName())
                .arg(missing)
                .arg(headers.size()));
    TUILERIE_TRY(assigned, Crs::fromText(assignCrs));
    if (common.isValid() && !common.isSameAs(assigned))
        return fail(ErrorCode::Invalid,
            tr("%1 says %2, which is not the assigned %3. Derive from the files without CRS separately.")
                .arg(QFileInfo(first).fileName(), common.id().isEmpty() ? common.title() : common.id(), assignCrs));
    return assigned;
}

/// One zero of heights for all that say one, or a sentence; a warning where some say none.
Status commonHeights(const std::vector<FileEntry> &entries, const std::vector<LasHeader> &headers, const QString &assignCrs,
    QStringList &warnings)
{
    const QString assigned = cloudCrsOfText(assignCrs.toUtf8()).vertical;
    const auto verticalOf = [&](const LasHeader &header) {
        return header.verticalCrs.isEmpty() ? assigned : header.verticalCrs;
    };
    qint64 said = -1, silent = -1;
    for (size_t i = 0; i < headers.size(); ++i) {
        const QString vertical = verticalOf(headers[i]);
        if (headers[i].points <= 0)
            continue;
        if (vertical.isEmpty())
            silent = silent < 0 ? qint64(i) : silent;
        else if (said < 0)
            said = qint64(i);
        else if (!isSameVertical(verticalOf(headers[size_t(said)]), vertical))
            return fail(ErrorCode::Invalid,
                tr("%1 counts its heights from %2, but %3 from %4. Convert one of them, or derive from them separately.")
                    .arg(entries[size_t(said)].path, verticalTitle(verticalOf(headers[size_t(said)])), entries[i].path,
                        verticalTitle(vertical)));
    }
    if (said >= 0 && silent >= 0)
        warnings << tr("%1 counts its heights from %2, but %3 does not say from where; they are taken for the same.")
                        .arg(entries[size_t(said)].path, verticalTitle(verticalOf(headers[size_t(said)])),
                            entries[size_t(silent)].path);
    return {};
}

quint64 interleaved(quint32 x, quint32 y)
{
    quint64 key = 0;
    for (int bit = 0; bit < 16; ++bit)
        key |= quint64(x >> bit & 1) << (2 * bit) | quint64(y >> bit & 1) << (2 * bit + 1);
    return key;
}

/// Neighbours soon after one another, by a Z curve over cells of the size of a file.
void sortByPlace(std::vector<DeriveFile> &files, const Extent &all)
{
    double side = 0;
    for (const DeriveFile &file : files)
        side += std::max(file.extent.width(), file.extent.height()) / double(files.size());
    side = std::max(side / 2, std::max(all.width(), all.height()) / 65000);
    const auto key = [&](const DeriveFile &file) {
        return interleaved(quint32(((file.extent.west + file.extent.east) / 2 - all.west) / side),
            quint32(((file.extent.south + file.extent.north) / 2 - all.south) / side));
    };
    std::stable_sort(files.begin(), files.end(), [&](const DeriveFile &a, const DeriveFile &b) { return key(a) < key(b); });
}

} // namespace

std::vector<uint8_t> DerivePlan::footprint(const CellRect &rect, const std::vector<int> &touching) const
{
    std::vector<uint8_t> mask(size_t(rect.width) * size_t(rect.height), 0);
    for (const int index : touching) {
        const Extent &extent = files[size_t(index)].extent;
        // Centres from west to east: column + ½ ≥ west ÷ cell, and so on.
        const double left = extent.west / grid.cell - double(grid.firstColumn) - 0.5,
                     right = extent.east / grid.cell - double(grid.firstColumn) - 0.5;
        const double above = double(grid.topRow) - extent.north / grid.cell - 0.5,
                     below = double(grid.topRow) - extent.south / grid.cell - 0.5;
        const qint64 x0 = std::max(rect.x, qint64(std::ceil(left - DeriveGrid::edge)));
        const qint64 x1 = std::min(rect.x + rect.width - 1, qint64(std::floor(right + DeriveGrid::edge)));
        const qint64 y0 = std::max(rect.y, qint64(std::ceil(above - DeriveGrid::edge)));
        const qint64 y1 = std::min(rect.y + rect.height - 1, qint64(std::floor(below + DeriveGrid::edge)));
        for (qint64 y = y0; y <= y1 && x0 <= x1; ++y)
            std::fill_n(mask.begin() + (y - rect.y) * rect.width + (x0 - rect.x), x1 - x0 + 1, uint8_t(1));
    }
    return mask;
}

Result<DerivePlan> planDerive(const DeriveParams &params, MeasuredBoxes &measured, WorkControl &control)
{
    DerivePlan plan;
    TUILERIE_CHECK(checkParams(params, plan));
    plan.workers = workerCount(params.workers);
    TUILERIE_TRY(entries, listFiles(params.paths, SourceKind::PointCloud, &control));
    TUILERIE_TRY(headers, readHeaders(entries, plan.workers, measured, plan.warnings, control));
    TUILERIE_TRY(crs, commonCrs(entries, headers, params.assignCrs));
    plan.crs = crs;
    TUILERIE_CHECK(commonHeights(entries, headers, params.assignCrs, plan.warnings));

    Extent all;
    double area = 0, unit = std::numeric_limits<double>::max(), zUnit = unit, highest = 0;
    bool isFirst = true;
    for (size_t i = 0; i < headers.size(); ++i) {
        const LasHeader &header = headers[i];
        if (header.points <= 0)
            continue;
        const Extent &e = header.extent;
        DeriveFile file{entries[i].path, e.grown(header.scale[0] / 2, header.scale[1] / 2), header.minZ - header.scale[2],
            header.maxZ + header.scale[2], header.points};
        all = isFirst ? e
                      : Extent{std::min(all.west, e.west), std::min(all.south, e.south), std::max(all.east, e.east),
                          std::max(all.north, e.north)};
        isFirst = false;
        area += std::max(file.extent.width(), params.cell) * std::max(file.extent.height(), params.cell);
        unit = std::min({unit, header.scale[0], header.scale[1]});
        zUnit = std::min(zUnit, header.scale[2]);
        highest = std::max({highest, std::abs(file.minZ), std::abs(file.maxZ)});
        plan.points += header.points;
        plan.files.push_back(std::move(file));
    }
    if (plan.files.empty())
        return fail(ErrorCode::Invalid, tr("The files hold no point."));

    DeriveGrid &grid = plan.grid;
    grid.cell = params.cell;
    const double limit = 4e15; // whole numbers that a double holds, with room
    const double furthest = std::max({std::abs(all.west), std::abs(all.east), std::abs(all.south), std::abs(all.north)});
    if (furthest / grid.cell > limit || furthest / unit > limit)
        return fail(ErrorCode::Invalid,
            tr("The coordinates are too far from 0 for this cell size. Run the checks on the files, or choose a larger "
               "cell."));
    grid.firstColumn = qint64(std::floor(all.west / grid.cell + DeriveGrid::edge));
    grid.topRow = qint64(std::ceil(all.north / grid.cell - DeriveGrid::edge));
    grid.width = std::max<qint64>(1, qint64(std::ceil(all.east / grid.cell - DeriveGrid::edge)) - grid.firstColumn);
    grid.height = std::max<qint64>(1, grid.topRow - qint64(std::floor(all.south / grid.cell + DeriveGrid::edge)));
    constexpr qint64 longest = 4'000'000;
    if (grid.width > longest || grid.height > longest)
        return fail(ErrorCode::Invalid,
            tr("The raster would have %1 × %2 cells. Choose a larger cell, or run the checks: a file may state bounds that "
               "are wrong.")
                .arg(grid.width)
                .arg(grid.height));
    plan.footprintCells = std::min(grid.width * grid.height, qint64(area / grid.cell / grid.cell) + 1);
    grid.fill = params.fillVoids > 0       ? params.fillVoids
        : plan.product == Product::Terrain ? 200
        : plan.product == Product::Density ? 0
                                           : 3;

    const qint64 given = memoryGiven(int(params.memoryMiB));
    // A worker's own: decoded records and samples (8 MiB), and 110 bytes for each point that it triangulates, half as many
    // again being taken at a time before a tile is halved. The process itself and GDAL's cache besides.
    constexpr qint64 perPoint = 110 * 3 / 2, perWorker = 8 * mebi, program = 80 * mebi;
    // A twentieth is what the allocator keeps and nobody counts.
    plan.tilePoints = std::clamp<qint64>(given / 6 / plan.workers / perPoint, 20'000, 1'500'000);
    plan.blockCache = std::clamp<qint64>(given / 16, 4 * mebi, 512 * mebi);
    plan.memory = std::max<qint64>(
        given * 95 / 100 - program - plan.blockCache - plan.workers * (perWorker + plan.tilePoints * perPoint), 4 * mebi);
    const double perCell = std::max(double(plan.points) / area * grid.cell * grid.cell, 1e-9);
    grid.tileCells = plan.product == Product::Terrain ? 512 : 256;
    if (plan.product == Product::Terrain)
        while (grid.tileCells > 16 && perCell * grid.tileCells * grid.tileCells > double(plan.tilePoints))
            grid.tileCells /= 2;
    grid.tilesX = int((grid.width + grid.tileCells - 1) / grid.tileCells);
    grid.tilesY = int((grid.height + grid.tileCells - 1) / grid.tileCells);
    // Triangles are reckoned in 32 bits around their tile, heights around 0.
    grid.unit = std::max(unit, (grid.tileCells + 2.0 * grid.fill) * grid.cell / double(1 << 27));
    grid.zUnit = std::max(zUnit, highest / double(1 << 30));
    sortByPlace(plan.files, all);
    return plan;
}

Status measureFiles(const DerivePlan &plan, int misplaced, MeasuredBoxes &measured, WorkControl &control)
{
    std::mutex mutex;
    return parallel(plan.workers, qint64(plan.files.size()), control, [&](int, qint64 index) -> Status {
        const QString &path = plan.files[size_t(index)].path;
        {
            const std::lock_guard lock(mutex);
            if (measured.contains(path))
                return {};
        }
        TUILERIE_TRY(file, LasFile::open(path));
        if (index != misplaced) {
            TUILERIE_TRY(isWrong, hasPointsOutside(*file, 2, control));
            if (!isWrong)
                return {};
        }
        TUILERIE_TRY(box, measurePoints(*file, file->chunks(), 1, control));
        const std::lock_guard lock(mutex);
        measured.emplace(path, box);
        return {};
    });
}

} // namespace tuilerie::derive
