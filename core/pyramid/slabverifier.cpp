// SPDX-License-Identifier: GPL-3.0-or-later
#include "pyramid/slabverifier.h"

#include "base/atomicfile.h"
#include "pyramid/mvtcheck.h"
#include "pyramid/vsifile.h"

#include <QCoreApplication>
#include <QCryptographicHash>

#include <cstring>

namespace tuilerie {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(tuilerie::Verify)
};

constexpr quint64 headerSize = 2048;
// A lossy codec brings a plain colour back with small errors.
constexpr int lossyTolerance = 8;

std::span<const uint8_t> bytesOf(const QByteArray &array)
{
    return {reinterpret_cast<const uint8_t *>(array.constData()), size_t(array.size())};
}

} // namespace

struct SlabVerifier::Kind
{
    RasterFormat format;
    int channels = 1;
    std::vector<double> nodata;
    std::unique_ptr<TileCodec> codec; // null for vector tiles
    const TileMatrix *matrix = nullptr;
};

SlabVerifier::SlabVerifier(const SlabFiles &files, const PyramidDescriptor &descriptor, const TileMatrixSet &grid)
    : m_files(files)
    , m_descriptor(descriptor)
    , m_grid(grid)
{
}

void SlabVerifier::add(const QString &place, const QString &message)
{
    m_report.errors.push_back({place, message});
}

const SlabVerifier::Kind &SlabVerifier::kindOf(const SlabTask &task)
{
    auto &kind = m_kinds[{task.level, task.mask}];
    if (kind)
        return *kind;
    kind = std::make_shared<Kind>();
    kind->matrix = m_grid.level(m_descriptor.levels[size_t(task.level)].id);
    if (m_descriptor.isVector())
        return *kind;
    kind->format = task.mask ? RasterFormat{TileCompression::Zip, SampleType::UInt8}
                             : m_descriptor.rasterFormat().value_or(RasterFormat());
    kind->channels = task.mask ? 1 : m_descriptor.channels;
    kind->nodata = task.mask ? std::vector<double>{0} : m_descriptor.nodataValues();
    if (auto codec = TileCodec::create(kind->format, kind->channels, kind->matrix->tileWidth, kind->matrix->tileHeight))
        kind->codec = std::move(*codec);
    return *kind;
}

void SlabVerifier::verify(const SlabTask &task)
{
    const PyramidLevel &level = m_descriptor.levels[size_t(task.level)];
    const QString path = m_files.locator().path(level, task.mask, task.position.col, task.position.row);
    ++m_report.slabs;
    const auto slab = m_files.open(level, task.mask, task.position.col, task.position.row);
    if (!slab) {
        add(path, slab.error().message);
        return;
    }
    if ((*slab)->missing) {
        add(path, Text::tr("The slab is missing. Generate it again or restore it from a copy."));
        return;
    }

    quint64 size = 0;
    const quint64 indexEnd = headerSize + 8 * (*slab)->index.tiles().size();
    const bool whole = !task.md5.isEmpty();
    auto bytes = vsi::readRange((*slab)->path, 0, whole ? std::numeric_limits<quint64>::max() : indexEnd, &size);
    if (!bytes) {
        add(path, bytes.error().message);
        return;
    }
    m_report.bytes += qint64(size);
    if (whole && QCryptographicHash::hash(*bytes, QCryptographicHash::Md5).toHex() != task.md5)
        add(path,
            Text::tr("The slab's bytes are not those that the list file gives the MD5 of. Generate it again or restore it "
                     "from a copy."));
    checkHeader(task, **slab, *bytes);
    checkLayout(**slab, indexEnd, size);
    checkTiles(task, **slab);
}

void SlabVerifier::checkHeader(const SlabTask &task, const OpenSlab &slab, const QByteArray &head)
{
    const PyramidLevel &level = m_descriptor.levels[size_t(task.level)];
    const auto ifd = quint8(head.at(4));
    if (ifd == 14 && std::all_of(head.begin() + 5, head.begin() + 8, [](char byte) { return byte == 0; }))
        return; // ROK4 2 and 3 (docs/rok4.md §5.4): nobody reads more than the index
    QByteArray expected;
    qsizetype compared = qsizetype(headerSize);
    if (m_descriptor.isVector()) {
        expected = vectorSlabHeader(level.tilesPerWidth, level.tilesPerHeight);
        // The official tool writes the size of a single tile to a wrong place (docs/rok4.md §5.5).
        if (slab.index.tiles().size() == 1)
            compared = 54;
    } else {
        const Kind &kind = kindOf(task);
        expected = slabHeader(kind.format, kind.channels, kind.matrix->tileWidth, kind.matrix->tileHeight,
            level.tilesPerWidth, level.tilesPerHeight, quint32(slab.index.tiles().front().size));
    }
    for (qsizetype i = 0; i < compared; ++i) {
        if (head.at(i) != expected.at(i)) {
            add(slab.path,
                Text::tr("The slab's header is not that of the pyramid's format: byte %1 differs. Generate the slab again.")
                    .arg(i));
            return;
        }
    }
}

void SlabVerifier::checkLayout(const OpenSlab &slab, quint64 indexEnd, quint64 fileSize)
{
    // Reference §5.1: one after the other at multiples of 16. A damaged offset or size breaks that even where the tile
    // still decodes.
    quint64 next = indexEnd;
    quint64 end = indexEnd;
    const auto &tiles = slab.index.tiles();
    for (size_t i = 0; i < tiles.size(); ++i) {
        const TileLocation &tile = tiles[i];
        const bool good = tile.offset == next || (tile.size == 0 && tile.offset == 0 && !m_descriptor.isVector());
        if (!good) {
            add(slab.path + QStringLiteral(" #%1").arg(i),
                Text::tr("The index puts the tile at byte %1, but it belongs at byte %2: the index is damaged. Generate the "
                         "slab again.")
                    .arg(tile.offset)
                    .arg(next));
            return;
        }
        if (tile.size > 0) {
            end = tile.offset + tile.size;
            next = (end + 15) & ~quint64(15);
        }
    }
    if (end != fileSize) {
        add(slab.path,
            Text::tr("The file has %1 bytes where its index ends at %2: the slab is truncated or its index is damaged. "
                     "Generate it "
                     "again.")
                .arg(fileSize)
                .arg(end));
    }
}

void SlabVerifier::checkTiles(const SlabTask &task, const OpenSlab &slab)
{
    const PyramidLevel &level = m_descriptor.levels[size_t(task.level)];
    const Kind &kind = kindOf(task);
    if (kind.codec)
        m_pixels.resize(size_t(kind.matrix->tileWidth) * size_t(kind.matrix->tileHeight) * size_t(kind.channels)
            * size_t(kind.format.bytesPerSample()));
    bool outsideTold = false;
    QString flaw;
    qint64 flawed = 0;
    const auto &tiles = slab.index.tiles();
    for (size_t i = 0; i < tiles.size(); ++i) {
        const QString place = slab.path + QStringLiteral(" #%1").arg(i);
        const qint64 col = task.position.col * level.tilesPerWidth + qint64(i) % level.tilesPerWidth;
        const qint64 row = task.position.row * level.tilesPerHeight + qint64(i) / level.tilesPerWidth;
        const bool inside = level.limits.contains(col, row);
        if (tiles[i].size == 0) {
            if (inside && kind.codec && !task.mask)
                add(place,
                    Text::tr("Tile %1, %2 is absent though the level's limits hold it. Generate the slab again.")
                        .arg(col)
                        .arg(row));
            continue;
        }
        ++m_report.tiles;
        const auto bytes = SlabFiles::readTile(slab, tiles[i]);
        if (!bytes) {
            add(place, bytes.error().message);
            continue;
        }
        bool holdsData = true;
        if (kind.codec) {
            if (const Status decoded = kind.codec->decode(bytesOf(*bytes), m_pixels.data()); !decoded) {
                add(place, decoded.error().message);
                continue;
            }
            if (const QString found = kind.codec->flaw(); !found.isEmpty()) {
                flaw = found;
                ++flawed;
            }
            holdsData = inside || !isNodata(kind);
        } else if (const QString problem = mvtProblem(bytesOf(*bytes)); !problem.isEmpty()) {
            add(place, Text::tr("The vector tile is damaged: %1. Generate the slab again.").arg(problem));
            continue;
        }
        if (!inside && holdsData && !task.mask && !outsideTold) {
            outsideTold = true;
            add(place,
                Text::tr("Tile %1, %2 holds data outside of the limits of level %3, so nobody sees it. Correct the level's "
                         "tile_limits "
                         "in the descriptor.")
                    .arg(col)
                    .arg(row)
                    .arg(level.id));
        }
    }
    if (flawed > 0) {
        add(slab.path,
            Text::tr(
                "%n tiles are not as the format wants them (%1): other readers, the official server among them, see noise. "
                "Mend the pyramid: tuilerie-cli repair PYRAMID.",
                nullptr, int(flawed))
                .arg(flaw));
    }
}

bool SlabVerifier::isNodata(const Kind &kind) const
{
    const bool lossy =
        kind.format.compression == TileCompression::Jpeg75 || kind.format.compression == TileCompression::Jpeg90;
    const int tolerance = lossy ? lossyTolerance : 0;
    const auto channels = size_t(kind.channels);
    if (kind.format.sample == SampleType::UInt8) {
        for (size_t i = 0; i < m_pixels.size(); ++i) {
            if (std::abs(int(m_pixels[i]) - int(kind.nodata[i % channels])) > tolerance)
                return false;
        }
        return true;
    }
    for (size_t i = 0; i * 4 < m_pixels.size(); ++i) {
        float value = 0;
        std::memcpy(&value, m_pixels.data() + 4 * i, 4);
        if (value != float(kind.nodata[i % channels]))
            return false;
    }
    return true;
}

} // namespace tuilerie
