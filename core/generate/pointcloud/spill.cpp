// SPDX-License-Identifier: GPL-3.0-or-later
#include "generate/pointcloud/spill.h"

#include "base/atomicfile.h"
#include "generate/pointcloud/spillcodec.h"
#include "base/work/parallel.h"
#include "base/work/tempfile.h"

#include <QCoreApplication>
#include <QDataStream>
#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <xxhash.h>

#include <algorithm>

namespace tuilerie::pointcloud {

namespace {

constexpr qint64 leastBlock = 1024, mostBlock = 32768; ///< points

QString tr(const char *text)
{
    return QCoreApplication::translate("tuilerie::PointCloudPyramid", text);
}

} // namespace

struct Spill::Pack
{
    std::unique_ptr<TempFile> file;
    std::unordered_map<quint64, std::vector<char>> groups; ///< of the worker that writes it
};

Spill::Spill(const QString &folder, int recordLength)
    : m_folder(folder)
    , m_recordLength(recordLength)
{
}

Spill::~Spill() = default;

QString Spill::packPath(size_t number) const
{
    return m_folder + QStringLiteral("/spill%1.pack").arg(number);
}
QString Spill::indexPath() const
{
    return m_folder + QStringLiteral("/spill.index");
}

Status Spill::openPacks(int count, bool isFresh)
{
    for (int i = 0; i < count; ++i) {
        auto pack = std::make_unique<Pack>();
        TUILERIE_TRY(file, TempFile::open(packPath(size_t(i)), isFresh));
        pack->file = std::move(file);
        m_packs.push_back(std::move(pack));
    }
    return {};
}

Result<std::unique_ptr<Spill>> Spill::create(const QString &folder, int recordLength, int workers, qint64 bufferBytes)
{
    std::unique_ptr<Spill> spill(new Spill(folder, recordLength));
    spill->remove();
    spill->m_bufferBytes = bufferBytes;
    TUILERIE_CHECK(spill->openPacks(workers, true));
    return spill;
}

Spill::Waiting &Spill::waitingOf(const Column &column)
{
    const std::lock_guard lock(m_mutex);
    std::unique_ptr<Waiting> &waiting = m_waiting[column];
    if (!waiting)
        waiting = std::make_unique<Waiting>();
    return *waiting;
}

Status Spill::write(int worker, const Column &column, const std::vector<char> &records)
{
    Pack &pack = *m_packs[size_t(worker)];
    SpillBlock block;
    block.pack = quint32(worker);
    block.points = quint32(records.size() / size_t(m_recordLength));
    const QByteArray packed = packRecords(records.data(), block.points, m_recordLength);
    block.bytes = quint32(packed.size());
    block.checksum = XXH3_64bits(packed.constData(), size_t(packed.size()));
    TUILERIE_TRY(offset, pack.file->append(packed));
    block.offset = offset;
    m_bytes += packed.size();
    const std::lock_guard lock(m_mutex);
    SpillBucket &bucket = m_buckets[column];
    bucket.blocks.push_back(block);
    bucket.points += block.points;
    return {};
}

Status Spill::add(int worker, int level, const quint64 *codes, const char *records, qint64 count)
{
    // Runs of one column are long: points come in the order of flight. Others' columns are locked once for each chunk.
    auto &groups = m_packs[size_t(worker)]->groups;
    for (qint64 begin = 0; begin < count;) {
        qint64 end = begin + 1;
        while (end < count && codes[end] == codes[begin])
            ++end;
        std::vector<char> &group = groups[codes[begin]];
        group.insert(group.end(), records + begin * m_recordLength, records + end * m_recordLength);
        begin = end;
    }
    size_t columns = 1;
    {
        const std::lock_guard lock(m_mutex);
        columns = std::max<size_t>(1, m_waiting.size());
    }
    const qint64 points = std::clamp(m_bufferBytes / qint64(columns) / m_recordLength, leastBlock, mostBlock);
    for (auto &[code, group] : groups) {
        if (group.empty())
            continue;
        const Column column{level, code};
        Waiting &waiting = waitingOf(column);
        std::vector<char> full;
        {
            const std::lock_guard lock(waiting.mutex);
            // In steps that are counted: doubling would hold twice what the buffer may.
            const size_t wanted = waiting.records.size() + group.size();
            const size_t step = size_t(points) * size_t(m_recordLength) / 4 + 1;
            if (wanted > waiting.records.capacity())
                waiting.records.reserve((wanted / step + 1) * step);
            waiting.records.insert(waiting.records.end(), group.begin(), group.end());
            if (qint64(waiting.records.size()) >= points * m_recordLength)
                full.swap(waiting.records);
        }
        std::vector<char>().swap(group);
        if (!full.empty())
            TUILERIE_CHECK(write(worker, column, full));
    }
    if (groups.size() > 256)
        groups.clear();
    return {};
}

Status Spill::flush(int workers)
{
    std::vector<std::pair<Column, Waiting *>> all;
    for (auto &[column, waiting] : m_waiting)
        if (!waiting->records.empty())
            all.emplace_back(column, waiting.get());
    TUILERIE_CHECK(parallel(std::min(workers, int(m_packs.size())), qint64(all.size()),
        [&](int worker, qint64 i) { return write(worker, all[size_t(i)].first, all[size_t(i)].second->records); }));
    m_waiting.clear();
    for (const auto &pack : m_packs)
        pack->groups.clear();
    return {};
}

Status Spill::read(const SpillBlock &block, char *records) const
{
    QByteArray packed(qsizetype(block.bytes), Qt::Uninitialized);
    const bool isThere =
        block.pack < m_packs.size() && m_packs[block.pack]->file->read(bytesOf(packed.data(), block.bytes), block.offset);
    if (!isThere || XXH3_64bits(packed.constData(), block.bytes) != block.checksum)
        return fail(ErrorCode::Corrupt,
            tr("The temporary files in %1 are damaged. Remove that folder and start again.").arg(m_folder));
    return unpackRecords(packed.constData(), packed.size(), records, block.points, m_recordLength);
}

Status Spill::split(const Column &column, const OctreeCube &cube, int toLevel, int workers)
{
    const SpillBucket bucket = m_buckets[column];
    m_buckets.erase(column);
    const quint64 perCell = cube.cells() >> column.level;
    const quint64 low[2] = {mortonX(column.code) * perCell, mortonY(column.code) * perCell};
    const int shift = cube.depth() - toLevel;
    const Status done =
        parallel(std::min(workers, int(m_packs.size())), qint64(bucket.blocks.size()), [&](int worker, qint64 i) -> Status {
            const SpillBlock &block = bucket.blocks[size_t(i)];
            std::vector<char> records(size_t(block.points) * size_t(m_recordLength));
            TUILERIE_CHECK(read(block, records.data()));
            std::vector<quint64> codes(block.points);
            for (quint32 n = 0; n < block.points; ++n) {
                qint32 step[2];
                std::memcpy(step, records.data() + size_t(n) * size_t(m_recordLength), sizeof step);
                quint64 cell[2];
                for (int axis = 0; axis < 2; ++axis)
                    cell[axis] =
                        std::clamp<quint64>(cube.cell(axis, step[axis]), low[axis], low[axis] + perCell - 1) >> shift;
                codes[n] = morton(cell[0], cell[1], 0);
            }
            return add(worker, toLevel, codes.data(), records.data(), block.points);
        });
    TUILERIE_CHECK(done);
    return flush(workers);
}

Status Spill::save(const std::vector<int> &inputs)
{
    for (const auto &pack : m_packs)
        TUILERIE_CHECK(pack->file->sync());
    QByteArray content;
    QDataStream out(&content, QIODevice::WriteOnly);
    out << qint32(m_packs.size()) << qint64(m_bytes) << qint32(inputs.size());
    for (const int input : inputs)
        out << qint32(input);
    out << qint32(m_buckets.size());
    for (const auto &[column, bucket] : m_buckets) {
        out << qint32(column.level) << column.code << qint32(bucket.blocks.size());
        for (const SpillBlock &block : bucket.blocks)
            out << block.pack << block.points << block.offset << block.bytes << block.checksum;
    }
    return writeSealedFile(indexPath(), content);
}

std::unique_ptr<Spill> Spill::load(const QString &folder, int recordLength, std::vector<int> &inputs)
{
    std::unique_ptr<Spill> spill(new Spill(folder, recordLength));
    const std::optional<QByteArray> content = readSealedFile(spill->indexPath());
    if (!content)
        return nullptr;
    QDataStream in(*content);
    qint32 packs = 0, count = 0;
    qint64 bytes = 0;
    in >> packs >> bytes >> count;
    for (qint32 i = 0; i < count; ++i) {
        qint32 input = 0;
        in >> input;
        inputs.push_back(input);
    }
    qint32 columns = 0;
    in >> columns;
    for (qint32 i = 0; i < columns; ++i) {
        Column column;
        qint32 level = 0, blocks = 0;
        in >> level >> column.code >> blocks;
        column.level = level;
        SpillBucket &bucket = spill->m_buckets[column];
        for (qint32 j = 0; j < blocks; ++j) {
            SpillBlock block;
            in >> block.pack >> block.points >> block.offset >> block.bytes >> block.checksum;
            bucket.blocks.push_back(block);
            bucket.points += block.points;
        }
    }
    spill->m_bytes = bytes;
    if (in.status() != QDataStream::Ok || !spill->openPacks(packs, false))
        return nullptr;
    return spill;
}

void Spill::remove()
{
    m_packs.clear();
    const QDir folder(m_folder);
    for (const QString &name : folder.entryList({QStringLiteral("spill*.pack"), QStringLiteral("spill.index")}, QDir::Files))
        QFile::remove(folder.filePath(name));
}

} // namespace tuilerie::pointcloud
