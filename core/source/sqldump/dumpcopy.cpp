// SPDX-License-Identifier: GPL-3.0-or-later
#include "source/sqldump/dumpcopy.h"

#include "base/atomicfile.h"
#include "base/filename.h"
#include "base/work/interrupt.h"
#include "base/work/progressmeter.h"
#include "source/gdalsupport.h"
#include "source/sqldump/dumpcolumns.h"
#include "source/workcopy.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QFileInfo>
#include <QSet>

#include <cpl_string.h>
#include <fcntl.h>
#include <gdal_priv.h>
#include <ogrsf_frmts.h>
#include <sys/stat.h>
#include <unistd.h>

namespace tuilerie {

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *sentence)
{
    return QCoreApplication::translate("tuilerie::SqlDump", sentence);
}

constexpr qint64 rowsAtOnce = 20'000; ///< in one transaction
constexpr qint64 rowsBetweenWords = 256;

/// Not all readers of vector files have a control to ask: what ends the program ends this, too.
class UntilInterrupted final : public WorkControl
{
public:
    explicit UntilInterrupted(WorkControl *control)
        : m_control(control)
    {
    }
    void progress(const Progress &progress) override
    {
        if (m_control)
            m_control->progress(progress);
    }
    void log(const QString &) override {}
    void warning(const QString &) override {}
    StopRequest shouldStop() const override
    {
        return interrupted() ? StopRequest::Cancel : m_control ? m_control->shouldStop() : StopRequest::None;
    }

private:
    WorkControl *m_control;
};

bool hasDumpName(const QString &path)
{
    return path.endsWith(".sql"_L1, Qt::CaseInsensitive) || path.endsWith(".sql.gz"_L1, Qt::CaseInsensitive);
}

QByteArray headOf(const QString &path)
{
    QFile file;
    return openFile(file, path) ? file.read(4096) : QByteArray();
}

/// What is no text, said with the way out.
Status mustBeText(const QString &path)
{
    const QByteArray head = headOf(path);
    if (head.startsWith("PGDMP"))
        return fail(ErrorCode::Unsupported,
            tr("%1 is a dump in PostgreSQL's own format. Write it as text first: pg_restore -f dump.sql %1").arg(path));
    if (head.startsWith("\xff\xfe") || head.startsWith("\xfe\xff"))
        return fail(ErrorCode::Unsupported,
            tr("%1 is written in UTF-16. Save it as UTF-8, or write it again with pg_dump -f.").arg(path));
    if (head.startsWith("SQLite format 3"))
        return fail(ErrorCode::Unsupported, tr("%1 is an SQLite database and no dump. Name it .sqlite or .gpkg.").arg(path));
    return {};
}

/// One layer that a table, and the partitions of it, become.
struct Layer
{
    size_t table = 0;
    QByteArray name;
    std::vector<DumpColumnFacts> facts;
    int geometry = -1; ///< its column
    OGRLayer *layer = nullptr;
    std::vector<int> fields; ///< of the layer, by column; −1: none
    std::vector<qint64> counters;
};

class DumpCopying
{
public:
    DumpCopying(const QString &path, const QString &target, WorkControl &control)
        : m_path(path)
        , m_target(target)
        , m_control(control)
        , m_meter(control, u"unpack"_s, fileStatus(path).size)
    {
    }

    Status run()
    {
        try {
            look();
            return write();
        } catch (const SqlDumpStop &stop) {
            return fail(stop.error);
        }
    }
    const QStringList &notes() const { return m_notes; }

private:
    void look();
    Status write();
    Status makeLayer(GDALDataset &data, Layer &layer);
    void nameLayers();
    size_t layerOf(size_t table) const
    {
        size_t top = table;
        for (int i = 0; i < 8 && m_tables[top].partOf < m_tables.size(); ++i)
            top = m_tables[top].partOf;
        return top;
    }
    Error refused(const QString &detail) const { return unwrittenFile(m_target, detail); }

    /// Of the file, which is read twice.
    void tell(const SqlDump &dump, int times)
    {
        if (++m_rows % rowsBetweenWords == 0)
            (void)m_meter.advance((times * m_size + dump.text().bytesRead()) / 2, 0); // SqlText itself asks whether to stop
    }

    const QString m_path, m_target;
    WorkControl &m_control;
    ProgressMeter m_meter;
    qint64 m_size = fileStatus(m_path).size;
    qint64 m_rows = 0;
    std::vector<DumpTable> m_tables;
    std::map<size_t, Layer> m_layers; ///< by table
    std::map<int, QByteArray> m_systems;
    QStringList m_notes;
};

void DumpCopying::look()
{
    SqlDump dump(m_path, m_control);
    std::map<size_t, std::vector<DumpColumnFacts>> facts;
    dump.read([&](size_t table, const std::vector<DumpValue> &row, qint64 line) {
        tell(dump, 0);
        const DumpTable &of = dump.tables()[table];
        std::vector<DumpColumnFacts> &known = facts[table];
        known.resize(of.columns.size());
        for (size_t i = 0; i < row.size(); ++i) {
            if (const QString wrong = known[i].look(of.columns[i], row[i]); !wrong.isEmpty())
                dump.text().stop(tr("in the table %1: %2").arg(shownName(of), wrong), line);
        }
    });
    m_tables = dump.tables();
    m_systems = dump.systems();
    for (size_t i = 0; i < m_tables.size(); ++i) {
        const DumpTable &table = m_tables[i];
        const size_t top = layerOf(i);
        const bool hasGeometry =
            std::any_of(table.columns.begin(), table.columns.end(), [](const DumpColumn &c) { return c.isGeometry(); });
        if (table.rows == 0 && (!hasGeometry || top != i || table.name.toLower() == "geometry_columns"))
            continue;
        if (table.name.toLower() == "spatial_ref_sys" || (table.rows > 0 && !facts.contains(i)))
            continue; // a system's own
        Layer &layer = m_layers[top];
        layer.table = top;
        layer.facts.resize(m_tables[top].columns.size());
        // Partitions have the same columns, perhaps in another order; each counts as the whole's.
        for (size_t k = 0; k < facts[i].size(); ++k) {
            if (const int place = m_tables[top].columnOf(table.columns[k].name); place >= 0)
                layer.facts[size_t(place)].merge(facts[i][k]);
        }
    }
    if (dump.hasForeignTexts())
        m_notes << tr("Some texts are not in the encoding that the dump says: they were taken for Windows-1252.");
    for (auto kind = dump.leftOut().begin(); kind != dump.leftOut().end(); ++kind)
        m_notes << tr("Left out of the dump, because its statements are not run: %1 (%2).")
                       .arg(QStringList(kind.value().mid(0, 10)).join(", "_L1), kind.key());
    nameLayers();
}

/// "table", with its schema where another has the name too: SQLite's names are the same in any letter case.
void DumpCopying::nameLayers()
{
    QHash<QByteArray, int> count;
    for (const auto &[table, layer] : m_layers)
        ++count[m_tables[table].name.toLower()];
    QSet<QByteArray> taken;
    for (auto &[table, layer] : m_layers) {
        const DumpTable &of = m_tables[table];
        layer.name = count[of.name.toLower()] == 1 || of.schema.isEmpty() ? of.name : of.schema + '.' + of.name;
        const QByteArray wanted = layer.name;
        for (int number = 2; taken.contains(layer.name.toLower()); ++number)
            layer.name = wanted + '_' + QByteArray::number(number);
        taken.insert(layer.name.toLower());
    }
}

Status DumpCopying::makeLayer(GDALDataset &data, Layer &layer)
{
    const DumpTable &table = m_tables[layer.table];
    QSet<QByteArray> taken;
    for (size_t i = 0; i < table.columns.size(); ++i) {
        taken.insert(table.columns[i].name.toLower());
        if (table.columns[i].isGeometry() && layer.geometry < 0)
            layer.geometry = int(i);
        else if (table.columns[i].isGeometry())
            m_notes << tr("The table %1 has more than one geometry column: %2 is left out.")
                           .arg(shownName(table), QString::fromUtf8(table.columns[i].name));
    }
    CPLStringList options;
    options.SetNameValue("FID", !taken.contains("fid") ? "fid" : !taken.contains("ogc_fid") ? "ogc_fid" : "tuilerie_fid");
    OGRSpatialReference *system = nullptr;
    OGRwkbGeometryType type = wkbNone;
    if (layer.geometry >= 0) {
        const DumpColumn &column = table.columns[size_t(layer.geometry)];
        const DumpColumnFacts &facts = layer.facts[size_t(layer.geometry)];
        options.SetNameValue("GEOMETRY_NAME", column.name.constData());
        type = facts.geometryType(column);
        if (const int srid = facts.srid(column); srid > 0) {
            system = new OGRSpatialReference;
            const auto own = m_systems.find(srid);
            const bool isKnown = (own != m_systems.end() && !own->second.isEmpty()
                                     && system->SetFromUserInput(own->second.constData()) == OGRERR_NONE)
                || system->importFromEPSG(srid) == OGRERR_NONE;
            if (!isKnown) {
                m_notes << tr(
                    "The SRID %1 of the table %2 is none of EPSG's, and the dump does not define it: assign a CRS.")
                               .arg(srid)
                               .arg(shownName(table));
                system->Release();
                system = nullptr;
            }
        }
    }
    const GdalErrorTrap trap;
    layer.layer = data.CreateLayer(layer.name.constData(), system, type, options.List());
    if (system)
        system->Release();
    if (!layer.layer)
        return fail(refused(trap.text()));
    QSet<QByteArray> fields;
    layer.fields.assign(table.columns.size(), -1);
    layer.counters.assign(table.columns.size(), 0);
    for (size_t i = 0; i < table.columns.size(); ++i) {
        const DumpColumn &column = table.columns[i];
        if (column.isGeometry() || column.isComputed)
            continue;
        QByteArray name = column.name;
        for (int number = 2; fields.contains(name.toLower()); ++number)
            name = column.name + '_' + QByteArray::number(number);
        fields.insert(name.toLower());
        OGRFieldDefn field(name.constData(), layer.facts[i].type(column));
        field.SetSubType(layer.facts[i].subType(column));
        const bool isText = column.type.contains("char") && field.GetType() == OFTString && !column.isArray;
        if (isText && column.limits.value(0) > 0)
            field.SetWidth(column.limits[0]);
        if (layer.layer->CreateField(&field) != OGRERR_NONE)
            return fail(refused(trap.text()));
        layer.fields[i] = layer.layer->GetLayerDefn()->GetFieldCount() - 1;
        if (const QString note = layer.facts[i].note(column); !note.isEmpty())
            m_notes << shownName(table) + u": "_s + note;
    }
    return {};
}

Status DumpCopying::write()
{
    ensureGdal();
    const GdalErrorTrap trap;
    if (m_layers.empty())
        return fail(ErrorCode::Invalid,
            tr("%1 holds no table: no CREATE TABLE with rows or a geometry. Write the dump with its tables (pg_dump).")
                .arg(m_path));
    GDALDriver *driver = GetGDALDriverManager()->GetDriverByName("GPKG");
    const GDALDatasetUniquePtr data(
        driver ? driver->Create(bytesOfPath(m_target).constData(), 0, 0, 0, GDT_Unknown, nullptr) : nullptr);
    if (!data)
        return fail(refused(trap.text()));
    for (auto &[table, layer] : m_layers)
        TUILERIE_CHECK(makeLayer(*data, layer));
    qint64 rows = 0;
    data->StartTransaction();
    SqlDump dump(m_path, m_control);
    dump.read([&](size_t table, const std::vector<DumpValue> &row, qint64 line) {
        tell(dump, 1);
        Layer &layer = m_layers.at(layerOf(table));
        const DumpTable &own = dump.tables()[table], &whole = m_tables[layer.table];
        OGRFeature feature(layer.layer->GetLayerDefn());
        for (size_t i = 0; i < row.size(); ++i) {
            const int place = table == layer.table ? int(i) : whole.columnOf(own.columns[i].name);
            if (place < 0)
                continue;
            const DumpColumn &column = whole.columns[size_t(place)];
            if (place == layer.geometry) {
                if (const auto shape = shapeOf(row[i]))
                    feature.SetGeometry(shape.get());
                continue;
            }
            const int field = layer.fields[size_t(place)];
            if (field < 0)
                continue;
            const OGRFieldDefn &definition = *layer.layer->GetLayerDefn()->GetFieldDefn(field);
            if (row[i].kind == DumpValue::Kind::Default && column.isSerial)
                feature.SetField(field, GIntBig(++layer.counters[size_t(place)]));
            else
                setField(feature, field, definition.GetType(), definition.GetSubType(), column, row[i]);
        }
        if (layer.layer->CreateFeature(&feature) != OGRERR_NONE)
            throw SqlDumpStop{refused(QString::number(line) + u": "_s + trap.text())};
        if (++rows % rowsAtOnce == 0) {
            data->CommitTransaction();
            data->StartTransaction();
        }
    });
    return data->CommitTransaction() == OGRERR_NONE ? Status() : fail(refused(trap.text()));
}

Status flushed(const QString &path)
{
    const int file = ::open(bytesOfPath(path).constData(), O_RDONLY | O_CLOEXEC);
    const bool isDone = file >= 0 && ::fsync(file) == 0;
    const Status status = isDone ? Status() : fail(errorFromErrno(tr("store the tables"), path));
    if (file >= 0)
        ::close(file);
    return status;
}

} // namespace

bool isSqlDump(const QString &path)
{
    if (hasDumpName(path))
        return true;
    const QString suffix = QFileInfo(path).suffix().toLower();
    if (suffix != "dump"_L1 && suffix != "backup"_L1 && suffix != "pgsql"_L1 && !suffix.isEmpty())
        return false;
    const QByteArray head = headOf(path);
    return head.startsWith("PGDMP") || head.contains("-- PostgreSQL database dump");
}

Result<QString> copyOfDump(const QString &path, WorkControl *control)
{
    if (auto copy = workCopyByBox(path, control))
        return *std::move(copy);
    const FileStatus status = fileStatus(path);
    QCryptographicHash key(QCryptographicHash::Sha256);
    key.addData("sql 2 " + QByteArray::number(status.stamp) + bytesOfPath(absolutePath(path)));
    UntilInterrupted stopping(control);
    return workCopy(path, portablePath(QFileInfo(path).fileName()), key.result().left(16), status.size, &stopping,
        [&](const QString &place) -> Status {
            if (::mkdir(bytesOfPath(place).constData(), 0700) != 0)
                return fail(errorFromErrno(tr("make the folder"), place));
            const QString target = place + "/tables.gpkg"_L1;
            DumpCopying copying(path, target, stopping);
            TUILERIE_CHECK(copying.run());
            TUILERIE_CHECK(flushed(target));
            return writeFileAtomically(place + "/notes"_L1, copying.notes().join(u'\n').toUtf8());
        });
}

Result<DumpCopy> dumpAsGeoPackage(const QString &path, WorkControl *control)
{
    TUILERIE_CHECK(mustBeText(path));
    if (!fileStatus(path).exists)
        return fail(ErrorCode::NotFound, tr("%1 does not exist. Check the path.").arg(path));
    TUILERIE_TRY(folder, copyOfDump(path, control));
    DumpCopy copy{folder + "/tables.gpkg"_L1, {}};
    if (const auto notes = readWholeFile(folder + "/notes"_L1))
        copy.notes = QString::fromUtf8(*notes).split(u'\n', Qt::SkipEmptyParts);
    return copy;
}

} // namespace tuilerie
