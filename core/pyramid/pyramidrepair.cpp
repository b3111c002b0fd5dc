// SPDX-License-Identifier: GPL-3.0-or-later
#include "pyramid/pyramidrepair.h"

#include "base/work/parallel.h"
#include "base/work/progressmeter.h"
#include "pyramid/pyramidreader.h"
#include "pyramid/slabfile.h"
#include "pyramid/slabinventory.h"
#include "pyramid/tilecodec.h"
#include "pyramid/vsifile.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QFileInfo>

#include <map>
#include <mutex>

namespace tuilerie {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(tuilerie::Repair)
};

// What became of one slab.
struct Repaired
{
    qint64 tiles = 0;
    QByteArray md5; // empty where the slab is as it was
};

// Repairs one slab after the other; one per thread.
class SlabRepairer
{
public:
    SlabRepairer(const SlabFiles &files, const PyramidDescriptor &descriptor, const TileMatrixSet &grid)
        : m_files(files)
        , m_descriptor(descriptor)
        , m_grid(grid)
    {
    }
    Result<Repaired> repair(const SlabTask &task);

private:
    const SlabFiles &m_files;
    const PyramidDescriptor &m_descriptor;
    const TileMatrixSet &m_grid;
    std::vector<uint8_t> m_pixels;
};

Result<Repaired> SlabRepairer::repair(const SlabTask &task)
{
    const PyramidLevel &level = m_descriptor.levels[size_t(task.level)];
    const TileMatrix &matrix = *m_grid.level(level.id);
    const QString path = m_files.locator().path(level, false, task.position.col, task.position.row);
    TUILERIE_TRY(slab, m_files.open(level, false, task.position.col, task.position.row));
    if (slab->missing)
        return fail(ErrorCode::NotFound, Text::tr("The slab is missing. Generate it again or restore it from a copy."));
    TUILERIE_TRY(format, m_descriptor.rasterFormat());
    TUILERIE_TRY(codec, TileCodec::create(format, m_descriptor.channels, matrix.tileWidth, matrix.tileHeight));

    const size_t rowBytes = size_t(matrix.tileWidth) * size_t(m_descriptor.channels) * size_t(format.bytesPerSample());
    m_pixels.resize(rowBytes * size_t(matrix.tileHeight));
    const auto &tiles = slab->index.tiles();
    const auto decode = [&](const TileLocation &tile) -> Status {
        TUILERIE_TRY(bytes, SlabFiles::readTile(*slab, tile));
        return codec->decode({reinterpret_cast<const uint8_t *>(bytes.constData()), size_t(bytes.size())}, m_pixels.data());
    };
    bool flawed = false;
    for (const TileLocation &tile : tiles) {
        if (tile.size == 0)
            continue;
        TUILERIE_CHECK(decode(tile));
        flawed = flawed || !codec->flaw().isEmpty();
    }
    // A run that was killed has written slabs that the list does not know yet; every tile of theirs has been decoded by now,
    // checksums and all.
    bool unlisted = false;
    if (!flawed && !task.md5.isEmpty()) {
        TUILERIE_TRY(whole, vsi::readAll(slab->path));
        unlisted = QCryptographicHash::hash(whole, QCryptographicHash::Md5).toHex() != task.md5;
    }
    if (!flawed && !unlisted)
        return Repaired();
    if (slab->path != path || (!vsi::isVirtual(path) && QFileInfo(path).isSymLink()))
        return fail(ErrorCode::Unsupported,
            Text::tr(
                "The slab is a reference to that of another pyramid. Repair that one first; it is whole then here too."));
    std::vector<QByteArray> encoded(tiles.size());
    Repaired result;
    for (size_t i = 0; i < tiles.size(); ++i) {
        if (tiles[i].size == 0)
            continue;
        TUILERIE_CHECK(decode(tiles[i]));
        TUILERIE_TRY(again, codec->encode(m_pixels.data(), rowBytes));
        encoded[i] = std::move(again);
        ++result.tiles;
    }
    const int count = level.tilesPerWidth * level.tilesPerHeight;
    TUILERIE_TRY(written,
        assembleSlab(slabHeader(format, m_descriptor.channels, matrix.tileWidth, matrix.tileHeight, level.tilesPerWidth,
                         level.tilesPerHeight, count == 1 ? quint32(encoded.front().size()) : 0),
            encoded));
    TUILERIE_CHECK(vsi::writeWhole(path, written));
    result.md5 = QCryptographicHash::hash(written, QCryptographicHash::Md5).toHex();
    return result;
}

// The list with the MD5s of slabs that were written anew, where it has any. Keys are names as slabListLine() gives them,
// without the number of the root.
QByteArray withNewSums(const QByteArray &list, const std::map<QByteArray, QByteArray> &sums)
{
    QList<QByteArray> lines = list.split('\n');
    for (QByteArray &line : lines) {
        const auto slash = line.indexOf('/');
        const auto space = line.indexOf(' ');
        if (slash < 1 || space < slash)
            continue;
        if (const auto found = sums.find(line.mid(slash + 1, space - slash - 1)); found != sums.end())
            line = line.left(space + 1) + found->second;
    }
    return lines.join('\n');
}

} // namespace

QJsonObject RepairReport::toJson() const
{
    return {{QStringLiteral("slabs"), slabs}, {QStringLiteral("repaired"), repaired}, {QStringLiteral("tiles"), tiles},
        {QStringLiteral("errors"), verifyErrorsJson(errors)}};
}

Result<RepairReport> repairPyramid(const QString &descriptorPath, int workers, WorkControl &control)
{
    TUILERIE_TRY(reader, PyramidReader::open(descriptorPath));
    const QString path = reader->path();
    TUILERIE_TRY(descriptor, PyramidDescriptor::load(path));
    RepairReport report;
    // The other formats leave a writer no choice that another reader takes wrongly.
    const auto format = descriptor.rasterFormat();
    if (descriptor.isVector() || !format || format->compression != TileCompression::Png)
        return report;
    const SlabFiles files{SlabLocator(path)};
    SlabInventory inventory(path, descriptor, reader->grid(), files.locator());
    TUILERIE_CHECK(inventory.take());
    std::vector<SlabTask> tasks;
    for (const SlabTask &task : inventory.tasks()) {
        if (!task.mask)
            tasks.push_back(task);
    }

    std::mutex mutex;
    std::map<QByteArray, QByteArray> sums;
    ProgressMeter meter(control, QStringLiteral("repair"), qint64(tasks.size()));
    const int count = std::clamp(workerCount(workers), 1, 256);
    std::vector<std::unique_ptr<SlabRepairer>> repairers(static_cast<size_t>(count));
    const Status done = parallel(count, qint64(tasks.size()), control, [&](int worker, qint64 i) -> Status {
        const SlabTask &task = tasks[size_t(i)];
        std::unique_ptr<SlabRepairer> &repairer = repairers[size_t(worker)];
        if (!repairer)
            repairer = std::make_unique<SlabRepairer>(files, descriptor, reader->grid());
        const auto repaired = repairer->repair(task);
        // What the disk refuses, it refuses for the next slab too.
        if (!repaired && (repaired.error().code == ErrorCode::DiskFull || repaired.error().code == ErrorCode::Denied))
            return fail(repaired.error());
        const PyramidLevel &level = descriptor.levels[size_t(task.level)];
        {
            const std::lock_guard lock(mutex);
            ++report.slabs;
            if (!repaired) {
                report.errors.push_back(
                    {files.locator().path(level, false, task.position.col, task.position.row), repaired.error().message});
            } else if (!repaired->md5.isEmpty()) {
                ++report.repaired;
                report.tiles += repaired->tiles;
                sums[slabListLine(level, false, task.position.col, task.position.row).mid(2)] = repaired->md5;
            }
        }
        return meter.add(1);
    });
    // Also after an end before its time: what was written is listed.
    if (!sums.empty() && !inventory.listText().isEmpty())
        TUILERIE_CHECK(vsi::writeWhole(SlabInventory::listPath(path), withNewSums(inventory.listText(), sums)));
    TUILERIE_CHECK(done);
    std::sort(report.errors.begin(), report.errors.end(), [](const VerifyError &a, const VerifyError &b) {
        return std::tie(a.place, a.message) < std::tie(b.place, b.message);
    });
    return report;
}

} // namespace tuilerie
