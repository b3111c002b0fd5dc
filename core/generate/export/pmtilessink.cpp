// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/work/tempfile.h"
#include "generate/export/gzip.h"
#include "generate/export/pmtilesdirectory.h"
#include "generate/export/tilesink.h"

#include <QCoreApplication>
#include <QDataStream>
#include <QFile>
#include <QIODevice>
#include <QJsonDocument>
#include <QtEndian>

#define XXH_STATIC_LINKING_ONLY
#include <xxhash.h>

#include <unordered_map>

namespace tuilerie {

namespace {

// Root directory and header are within the first bytes (PMTiles v3 §2); tile data follow at once, so that they are written
// where they stay, and the rest stands behind them.
constexpr quint64 headBytes = 16384;
constexpr quint64 headerBytes = 127;

using Hash = std::pair<quint64, quint64>;
struct HashOfHash
{
    size_t operator()(const Hash &hash) const { return size_t(hash.first); }
};

// A tile as the journal has it.
struct Addressed
{
    quint64 id = 0;
    quint64 offset = 0;
    quint32 length = 0;
    Hash hash;
};

Hash hashOf(const QByteArray &bytes)
{
    const XXH128_hash_t hash = XXH3_128bits(bytes.constData(), size_t(bytes.size()));
    return {hash.high64, hash.low64};
}

class PmTilesSink final : public TileSink
{
public:
    PmTilesSink(const ExportPlan &plan, RecordLog &log)
        : m_plan(plan)
        , m_log(log)
        , m_path(log.folder() + QStringLiteral("/tiles"))
    {
    }
    Status open();
    quint64 position() const override { return m_next; }
    Status put(const std::vector<ExportTile> &tiles, quint64 next) override;
    Result<QString> finish() override;
    qint64 tiles() const override { return m_tiles; }
    qint64 contents() const override { return qint64(m_contents.size()); }

private:
    void take(const Addressed &tile);
    QByteArray metadata() const;
    QByteArray header(const PmTilesDirectories &directories, quint64 metadataSize) const;

    const ExportPlan &m_plan;
    RecordLog &m_log;
    const QString m_path;
    std::unique_ptr<TempFile> m_file;
    std::vector<PmTilesEntry> m_entries;
    std::unordered_map<Hash, std::pair<quint64, quint32>, HashOfHash> m_contents; // offset and length
    quint64 m_end = 0;                                                            // of the tile data
    quint64 m_next = 0;                                                           // key
    qint64 m_tiles = 0;
};

Status PmTilesSink::open()
{
    // Without its file a log says nothing: the file had reached its place already.
    if (!m_log.records().isEmpty() && !QFile::exists(m_path))
        TUILERIE_CHECK(m_log.begin({}));
    for (const QByteArray &record : m_log.records()) {
        QDataStream in(record);
        quint32 count = 0;
        in >> m_next >> count;
        for (quint32 i = 0; i < count && in.status() == QDataStream::Ok; ++i) {
            Addressed tile;
            in >> tile.id >> tile.offset >> tile.length >> tile.hash.first >> tile.hash.second;
            take(tile);
        }
    }
    // What a killed run wrote behind the last record is not known to be whole.
    const bool isFresh = m_log.records().isEmpty();
    // It becomes the export itself, so it has the rights of any file that the user makes.
    QFile rest(m_path);
    const bool isOpen = rest.open(isFresh ? QIODevice::WriteOnly : QIODevice::ReadWrite);
    if (!isOpen || !rest.resize(qint64(headBytes + m_end)))
        return fail(errorFromErrno(QCoreApplication::translate("tuilerie::Export", "Writing an export"), m_path));
    rest.close();
    TUILERIE_TRY(file, TempFile::open(m_path, false));
    m_file = std::move(file);
    return {};
}

void PmTilesSink::take(const Addressed &tile)
{
    ++m_tiles;
    m_contents.try_emplace(tile.hash, tile.offset, tile.length);
    m_end = std::max(m_end, tile.offset + tile.length);
    if (!m_entries.empty()) {
        PmTilesEntry &last = m_entries.back();
        if (last.offset == tile.offset && last.id + last.run == tile.id) {
            ++last.run;
            return;
        }
    }
    m_entries.push_back({tile.id, tile.offset, tile.length, 1});
}

Status PmTilesSink::put(const std::vector<ExportTile> &tiles, quint64 next)
{
    QByteArray record;
    QDataStream out(&record, QIODevice::WriteOnly);
    out << next << quint32(tiles.size());
    for (const ExportTile &tile : tiles) {
        Addressed addressed{tile.place.key, m_end, quint32(tile.bytes.size()), hashOf(tile.bytes)};
        if (const auto same = m_contents.find(addressed.hash); same != m_contents.end())
            std::tie(addressed.offset, addressed.length) = same->second;
        else
            TUILERIE_CHECK(m_file->write({tile.bytes.constData(), size_t(tile.bytes.size())}, headBytes + m_end));
        take(addressed);
        out << addressed.id << addressed.offset << addressed.length << addressed.hash.first << addressed.hash.second;
    }
    m_next = next;
    TUILERIE_CHECK(m_file->sync());
    return m_log.append(record);
}

QByteArray PmTilesSink::metadata() const
{
    QJsonObject object{{QStringLiteral("name"), m_plan.title}, {QStringLiteral("type"), QStringLiteral("overlay")}};
    if (!m_plan.abstract.isEmpty())
        object[QStringLiteral("description")] = m_plan.abstract;
    if (!m_plan.attribution.isEmpty())
        object[QStringLiteral("attribution")] = m_plan.attribution;
    if (m_plan.form == TileForm::Vector)
        object[QStringLiteral("vector_layers")] = vectorLayersOf(m_plan);
    return gzipped(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

// §3.
QByteArray PmTilesSink::header(const PmTilesDirectories &directories, quint64 metadataSize) const
{
    constexpr char gzip = 2;
    const bool isVector = m_plan.form == TileForm::Vector;
    QByteArray bytes(qsizetype(headerBytes), '\0');
    std::memcpy(bytes.data(), "PMTiles\3", 8);
    qsizetype at = 8;
    const auto put64 = [&](quint64 value) {
        qToLittleEndian(value, bytes.data() + at);
        at += 8;
    };
    const auto put8 = [&](int value) { bytes[at++] = char(value); };
    const auto putDegrees = [&](double degrees) {
        qToLittleEndian(qint32(std::lround(degrees * 1e7)), bytes.data() + at);
        at += 4;
    };
    put64(headerBytes);
    put64(quint64(directories.root.size()));
    put64(headBytes + m_end);
    put64(metadataSize);
    put64(headBytes + m_end + metadataSize);
    put64(quint64(directories.leaves.size()));
    put64(headBytes);
    put64(m_end);
    put64(quint64(m_tiles));
    put64(m_entries.size());
    put64(m_contents.size());
    put8(1); // clustered: the data are in the order of the ids
    put8(gzip);
    put8(isVector ? gzip : 1);
    put8(isVector ? 1 : m_plan.form == TileForm::Png ? 2 : 3);
    put8(m_plan.levels.front().zoom);
    put8(m_plan.levels.back().zoom);
    const Extent &bounds = m_plan.bounds;
    for (const double degrees : {bounds.west, bounds.south, bounds.east, bounds.north})
        putDegrees(degrees);
    put8(m_plan.overviewZoom());
    putDegrees((bounds.west + bounds.east) / 2);
    putDegrees((bounds.south + bounds.north) / 2);
    return bytes;
}

Result<QString> PmTilesSink::finish()
{
    const PmTilesDirectories directories = pmTilesDirectories(m_entries, qsizetype(headBytes - headerBytes));
    const QByteArray text = metadata();
    QByteArray head = header(directories, quint64(text.size())) + directories.root;
    head.append(qsizetype(headBytes) - head.size(), '\0');
    const QByteArray tail = text + directories.leaves;
    TUILERIE_CHECK(m_file->write({tail.constData(), size_t(tail.size())}, headBytes + m_end));
    TUILERIE_CHECK(m_file->write({head.constData(), size_t(head.size())}, 0));
    TUILERIE_CHECK(m_file->sync());
    return m_path;
}

} // namespace

Result<std::unique_ptr<TileSink>> openPmTilesSink(const ExportPlan &plan, RecordLog &log)
{
    auto sink = std::make_unique<PmTilesSink>(plan, log);
    TUILERIE_CHECK(sink->open());
    return sink;
}

} // namespace tuilerie
