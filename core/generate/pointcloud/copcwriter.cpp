// SPDX-License-Identifier: GPL-3.0-or-later
#include "generate/pointcloud/copcwriter.h"

#include "base/atomicfile.h"
#include "generate/pointcloud/lasbytes.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>

#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace tuilerie::pointcloud {

namespace {

constexpr qsizetype bufferSize = 4 << 20;
constexpr int headSize = 375 + 54 + 160; ///< header and COPC info record

QString tr(const char *text)
{
    return QCoreApplication::translate("tuilerie::PointCloudPyramid", text);
}

QByteArray copcInfo(const CloudSchema &schema, const PointStatistics &statistics, quint64 rootOffset, quint64 rootSize)
{
    QByteArray info;
    for (const double corner : schema.corner)
        putNumber(info, corner + schema.edge / 2);
    putNumber(info, schema.edge / 2);
    putNumber(info, schema.spacing());
    putNumber(info, rootOffset);
    putNumber(info, rootSize);
    putNumber(info, statistics.gpsMinimum);
    putNumber(info, statistics.gpsMaximum);
    info.resize(160, '\0');
    return info;
}

} // namespace

CopcWriter::CopcWriter(const QString &path, const CloudSchema &schema)
    : m_path(path)
    , m_schema(schema)
{
    putRecord(m_records, "laszip encoded", 22204, "Compressor", laszipRecord(schema.layout));
    if (!schema.wkt.isEmpty())
        putRecord(m_records, "LASF_Projection", 2112, "WKT", schema.wkt + '\0');
    for (const LasRecord &record : schema.records)
        putRecord(m_records, record.user, record.id, record.description, record.data);
    m_pointStart = quint64(headSize + m_records.size());
    m_position = m_pointStart + 8;
}

CopcWriter::~CopcWriter()
{
    if (m_fd >= 0)
        ::close(m_fd);
}

Result<std::unique_ptr<CopcWriter>> CopcWriter::create(const QString &path, const CloudSchema &schema)
{
    std::unique_ptr<CopcWriter> writer(new CopcWriter(path, schema));
    const QString part = partPath(path);
    errno = 0;
    writer->m_fd = ::open(QFile::encodeName(part).constData(), O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
    if (writer->m_fd < 0)
        return fail(errorFromErrno(tr("Writing"), part));
    const QByteArray room(qsizetype(writer->m_pointStart + 8), '\0');
    TUILERIE_CHECK(writer->write(room.constData(), room.size()));
    return writer;
}

Result<std::unique_ptr<CopcWriter>> CopcWriter::resume(
    const QString &path, const CloudSchema &schema, std::vector<NodeEntry> entries, const PointStatistics &statistics)
{
    std::unique_ptr<CopcWriter> writer(new CopcWriter(path, schema));
    for (const NodeEntry &entry : entries)
        writer->m_position += quint64(entry.bytes);
    writer->m_entries = std::move(entries);
    writer->m_statistics = statistics;
    const QString part = partPath(path);
    errno = 0;
    writer->m_fd = ::open(QFile::encodeName(part).constData(), O_RDWR | O_CLOEXEC);
    if (writer->m_fd < 0)
        return fail(errorFromErrno(tr("Writing"), part));
    struct stat state = {};
    if (::fstat(writer->m_fd, &state) != 0)
        return fail(errorFromErrno(tr("Writing"), part));
    const auto position = off_t(writer->m_position);
    if (state.st_size < position)
        return fail(ErrorCode::Corrupt, tr("%1 is shorter than the journal says. Remove it and start again.").arg(part));
    if (::ftruncate(writer->m_fd, position) != 0 || ::lseek(writer->m_fd, position, SEEK_SET) != position)
        return fail(errorFromErrno(tr("Writing"), part));
    return writer;
}

Status CopcWriter::writeBuffer()
{
    qsizetype done = 0;
    while (done < m_buffer.size()) {
        const ssize_t n = ::write(m_fd, m_buffer.constData() + done, size_t(m_buffer.size() - done));
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return fail(errorFromErrno(tr("Writing"), partPath(m_path)));
        done += n;
    }
#ifdef SYNC_FILE_RANGE_WRITE
    // The disk begins at once, so that a checkpoint's flush finds little left to wait for.
    (void)::sync_file_range(m_fd, 0, 0, SYNC_FILE_RANGE_WRITE);
#endif
    m_buffer.resize(0);
    return {};
}

Status CopcWriter::write(const char *bytes, qint64 size)
{
    m_buffer.append(bytes, qsizetype(size));
    return m_buffer.size() >= bufferSize ? writeBuffer() : Status();
}

Status CopcWriter::add(const OctreeKey &key, const EncodedNode &node)
{
    NodeEntry entry{key, 0, node.chunk.size(), qint64(node.points)};
    if (entry.points > 0) {
        entry.offset = m_position;
        TUILERIE_CHECK(write(node.chunk.constData(), node.chunk.size()));
        m_position += quint64(node.chunk.size());
        m_statistics.merge(node.statistics);
    }
    m_entries.push_back(entry);
    return {};
}

Status CopcWriter::flush()
{
    TUILERIE_CHECK(writeBuffer());
    if (::fdatasync(m_fd) != 0)
        return fail(errorFromErrno(tr("Writing"), partPath(m_path)));
    return {};
}

Status CopcWriter::finish()
{
    std::vector<LazChunkEntry> chunks;
    quint64 at = m_pointStart + 8;
    for (NodeEntry &entry : m_entries) {
        if (entry.points == 0)
            continue;
        chunks.push_back({entry.points, entry.bytes});
        entry.offset = at;
        at += quint64(entry.bytes);
    }
    const quint64 tableStart = m_position;
    TUILERIE_TRY(table, encodeChunkTable(chunks));
    TUILERIE_CHECK(write(table.constData(), table.size()));
    const quint64 recordStart = tableStart + quint64(table.size());
    const HierarchyPages pages = hierarchyPages(m_entries, recordStart + 60);
    QByteArray records;
    putExtendedRecord(records, "copc", 1000, "EPT hierarchy", pages.payload);
    putExtendedRecord(records, "qgis", 0, "Statistics",
        m_statistics.qgisJson(m_schema.layout.pointFormat, m_schema.scale, m_schema.offset));
    TUILERIE_CHECK(write(records.constData(), records.size()));
    TUILERIE_CHECK(flush());

    // The head last: until then the file is none.
    LasHeadFields head;
    head.layout = m_schema.layout;
    head.pointStart = m_pointStart;
    head.recordCount = 2 + (m_schema.wkt.isEmpty() ? 0 : 1) + quint32(m_schema.records.size());
    head.extendedStart = recordStart;
    head.extendedCount = 2;
    QByteArray bytes = lasHead(m_schema, m_statistics, head);
    putRecord(bytes, "copc", 1, "COPC info", copcInfo(m_schema, m_statistics, recordStart + 60, pages.rootSize));
    bytes += m_records;
    putNumber(bytes, qint64(tableStart));
    const QString part = partPath(m_path);
    if (::pwrite(m_fd, bytes.constData(), size_t(bytes.size()), 0) != bytes.size() || ::fsync(m_fd) != 0)
        return fail(errorFromErrno(tr("Writing"), part));
    const int closed = ::close(std::exchange(m_fd, -1));
    if (closed != 0 || ::rename(QFile::encodeName(part).constData(), QFile::encodeName(m_path).constData()) != 0)
        return fail(errorFromErrno(tr("Writing"), m_path));
    m_position = recordStart + quint64(records.size());
    return syncFolder(QFileInfo(m_path).absolutePath());
}

void CopcWriter::discard()
{
    if (m_fd >= 0)
        ::close(std::exchange(m_fd, -1));
    QFile::remove(partPath(m_path));
}

} // namespace tuilerie::pointcloud
