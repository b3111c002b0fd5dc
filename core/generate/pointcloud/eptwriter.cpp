// SPDX-License-Identifier: GPL-3.0-or-later
#include "generate/pointcloud/eptwriter.h"

#include "base/atomicfile.h"
#include "generate/pointcloud/cloudrun.h"
#include "generate/pointcloud/copcwriter.h"
#include "generate/pointcloud/lasbytes.h"
#include "grid/crs.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>

#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <unistd.h>

namespace tuilerie::pointcloud {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("tuilerie::PointCloudPyramid", text);
}

QString nodeName(const OctreeKey &key)
{
    return QStringLiteral("%1-%2-%3-%4").arg(key.level).arg(key.x).arg(key.y).arg(key.z);
}

/// Not flushed one by one: there are as many as nodes. flush() flushes the file system.
Status writeNodeFile(const QString &path, const QByteArray &bytes)
{
    const int fd = ::open(QFile::encodeName(path).constData(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
    qsizetype done = 0;
    while (fd >= 0 && done < bytes.size()) {
        const ssize_t n = ::write(fd, bytes.constData() + done, size_t(bytes.size() - done));
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            break;
        done += n;
    }
    Error error;
    const bool isGood = fd >= 0 && done == bytes.size();
    if (!isGood)
        error = errorFromErrno(tr("Writing"), path);
    if (fd >= 0)
        ::close(fd);
    if (!isGood)
        return fail(std::move(error));
    return {};
}

QJsonObject attribute(const QString &name, const char *type, int size)
{
    return {
        {QStringLiteral("name"), name}, {QStringLiteral("type"), QString::fromLatin1(type)}, {QStringLiteral("size"), size}};
}

} // namespace

EptWriter::EptWriter(const QString &path, const CloudSchema &schema, const ExtraFields &extra)
    : m_path(path)
    , m_schema(schema)
    , m_extra(extra)
{
    putRecord(m_records, "laszip encoded", 22204, "Compressor", laszipRecord(schema.layout));
    if (!schema.wkt.isEmpty())
        putRecord(m_records, "LASF_Projection", 2112, "WKT", schema.wkt + '\0');
    for (const LasRecord &record : schema.records)
        if (record.user == "LASF_Spec" && record.id == 4)
            putRecord(m_records, record.user, record.id, record.description, record.data);
}

Result<std::unique_ptr<EptWriter>> EptWriter::create(
    const QString &path, const CloudSchema &schema, const ExtraFields &extra)
{
    std::unique_ptr<EptWriter> writer(new EptWriter(path, schema, extra));
    errno = 0;
    for (const QString &folder : {QStringLiteral("/ept-data"), QStringLiteral("/ept-hierarchy")})
        if (!QDir().mkpath(partPath(path) + folder))
            return fail(errorFromErrno(tr("Making the folder"), partPath(path) + folder));
    return writer;
}

Result<std::unique_ptr<EptWriter>> EptWriter::resume(const QString &path, const CloudSchema &schema,
    const ExtraFields &extra, std::vector<NodeEntry> entries, const PointStatistics &statistics)
{
    TUILERIE_TRY(writer, create(path, schema, extra));
    for (const NodeEntry &entry : entries) {
        if (entry.points > 0
            && QFileInfo(partPath(path) + QStringLiteral("/ept-data/") + nodeName(entry.key) + QStringLiteral(".laz")).size()
                != entry.bytes)
            return fail(ErrorCode::Corrupt,
                tr("%1 has lost files that the journal names. Remove it and its journal, and start again.")
                    .arg(partPath(path)));
        writer->m_bytes += entry.bytes;
    }
    writer->m_entries = std::move(entries);
    writer->m_statistics = statistics;
    return std::move(writer);
}

Status EptWriter::add(const OctreeKey &key, const EncodedNode &node)
{
    NodeEntry entry{key, 0, 0, qint64(node.points)};
    if (entry.points > 0) {
        LasHeadFields head;
        head.layout = m_schema.layout;
        head.hasLegacyCount = true; // QGIS 3.40 looks for the count there only
        head.pointStart = quint64(375 + m_records.size());
        quint32 records = 1 + (m_schema.wkt.isEmpty() ? 0 : 1);
        for (const LasRecord &record : m_schema.records)
            records += record.user == "LASF_Spec" && record.id == 4;
        head.recordCount = records;
        QByteArray bytes = lasHead(m_schema, node.statistics, head) + m_records;
        putNumber(bytes, qint64(head.pointStart) + 8 + node.chunk.size());
        bytes += node.chunk;
        TUILERIE_TRY(table, encodeChunkTable({{entry.points, node.chunk.size()}}));
        bytes += table;
        TUILERIE_CHECK(
            writeNodeFile(partPath(m_path) + QStringLiteral("/ept-data/") + nodeName(key) + QStringLiteral(".laz"), bytes));
        entry.bytes = bytes.size();
        m_bytes += bytes.size();
        m_statistics.merge(node.statistics);
    }
    m_entries.push_back(entry);
    return {};
}

Status EptWriter::flush()
{
    const int fd = ::open(QFile::encodeName(partPath(m_path)).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    const bool isGood = fd >= 0 && ::syncfs(fd) == 0;
    Error error;
    if (!isGood)
        error = errorFromErrno(tr("Writing"), partPath(m_path));
    if (fd >= 0)
        ::close(fd);
    if (!isGood)
        return fail(std::move(error));
    return {};
}

QJsonArray EptWriter::attributes() const
{
    QJsonArray list;
    const char *axes[] = {"X", "Y", "Z"};
    for (int i = 0; i < 3; ++i) {
        QJsonObject axis = attribute(QString::fromLatin1(axes[i]), "signed", 4);
        axis.insert(QStringLiteral("scale"), m_schema.scale[i]);
        axis.insert(QStringLiteral("offset"), m_schema.offset[i]);
        list.append(axis);
    }
    list.append(attribute(QStringLiteral("Intensity"), "unsigned", 2));
    for (const char *name : {"ReturnNumber", "NumberOfReturns", "ScanDirectionFlag", "EdgeOfFlightLine", "Classification",
             "Synthetic", "KeyPoint", "Withheld", "Overlap", "ScannerChannel", "UserData"})
        list.append(attribute(QString::fromLatin1(name), "unsigned", 1));
    list.append(attribute(QStringLiteral("ScanAngleRank"), "float", 4));
    list.append(attribute(QStringLiteral("PointSourceId"), "unsigned", 2));
    list.append(attribute(QStringLiteral("GpsTime"), "float", 8));
    if (m_schema.layout.pointFormat >= 7)
        for (const char *name : {"Red", "Green", "Blue"})
            list.append(attribute(QString::fromLatin1(name), "unsigned", 2));
    if (m_schema.layout.pointFormat >= 8)
        list.append(attribute(QStringLiteral("Infrared"), "unsigned", 2));
    for (const ExtraByteField &field : m_extra) {
        const int type = field.type;
        if (type < 1 || type > 10)
            continue;
        list.append(attribute(field.name, type >= 9 ? "float" : type % 2 ? "unsigned" : "signed", field.size));
    }
    return list;
}

QJsonObject EptWriter::description() const
{
    QJsonArray cube, tight;
    for (int i = 0; i < 3; ++i)
        cube.append(m_schema.corner[i]);
    for (int i = 0; i < 3; ++i)
        cube.append(m_schema.corner[i] + m_schema.edge);
    for (int i = 0; i < 3; ++i)
        tight.append(m_statistics.minimum[i] * m_schema.scale[i] + m_schema.offset[i]);
    for (int i = 0; i < 3; ++i)
        tight.append(m_statistics.maximum[i] * m_schema.scale[i] + m_schema.offset[i]);
    QJsonObject srs{{QStringLiteral("wkt"), QString::fromUtf8(m_schema.wkt)}};
    if (const Result<Crs> crs = Crs::fromText(QString::fromUtf8(m_schema.wkt));
        crs && crs->id().contains(QLatin1Char(':'))) {
        srs.insert(QStringLiteral("authority"), crs->id().section(QLatin1Char(':'), 0, 0));
        srs.insert(QStringLiteral("horizontal"), crs->id().section(QLatin1Char(':'), 1));
        if (m_schema.verticalCrs.section(QLatin1Char(':'), 0, 0) == crs->id().section(QLatin1Char(':'), 0, 0))
            srs.insert(QStringLiteral("vertical"), m_schema.verticalCrs.section(QLatin1Char(':'), 1));
    }
    return {{QStringLiteral("bounds"), cube}, {QStringLiteral("boundsConforming"), tight},
        {QStringLiteral("dataType"), QStringLiteral("laszip")}, {QStringLiteral("hierarchyType"), QStringLiteral("json")},
        {QStringLiteral("points"), qint64(m_statistics.points)}, {QStringLiteral("schema"), attributes()},
        {QStringLiteral("span"), 128}, {QStringLiteral("srs"), srs}, {QStringLiteral("version"), QStringLiteral("1.1.0")}};
}

Status EptWriter::writeHierarchy()
{
    for (const HierarchyPage &page : splitHierarchy(m_entries)) {
        QJsonObject counts;
        for (const HierarchyItem &item : page)
            counts.insert(nodeName(item.entry.key), item.isCut ? -1 : item.entry.points);
        const QByteArray json = QJsonDocument(counts).toJson(QJsonDocument::Compact);
        TUILERIE_CHECK(writeNodeFile(partPath(m_path) + QStringLiteral("/ept-hierarchy/") + nodeName(page.front().entry.key)
                + QStringLiteral(".json"),
            json));
    }
    return {};
}

Status EptWriter::finish()
{
    TUILERIE_CHECK(writeHierarchy());
    // What a run that was killed right here has left. Nobody else writes here: the journal is locked.
    QDir part(partPath(m_path));
    for (const QString &name : part.entryList({QStringLiteral("ept.json.*.tmp")}, QDir::Files))
        part.remove(name);
    TUILERIE_CHECK(
        writeFileAtomically(partPath(m_path) + QStringLiteral("/ept.json"), QJsonDocument(description()).toJson()));
    TUILERIE_CHECK(flush());
    if (::rename(QFile::encodeName(partPath(m_path)).constData(), QFile::encodeName(m_path).constData()) != 0)
        return fail(errorFromErrno(tr("Writing"), m_path));
    return syncFolder(QFileInfo(m_path).absolutePath());
}

RunTarget eptTarget(const QString &path)
{
    RunTarget target;
    target.path = path;
    target.create = [path](const CloudScan &scan) -> Result<std::unique_ptr<NodeSink>> {
        TUILERIE_TRY(writer, EptWriter::create(path, scan.schema, scan.extra));
        return std::unique_ptr<NodeSink>(std::move(writer));
    };
    target.resume = [path](const CloudScan &scan, std::vector<NodeEntry> entries,
                        const PointStatistics &statistics) -> Result<std::unique_ptr<NodeSink>> {
        TUILERIE_TRY(writer, EptWriter::resume(path, scan.schema, scan.extra, std::move(entries), statistics));
        return std::unique_ptr<NodeSink>(std::move(writer));
    };
    target.discard = [path] { QDir(EptWriter::partPath(path)).removeRecursively(); };
    return target;
}

} // namespace tuilerie::pointcloud
