// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "source/sqldump/sqltext.h"
#include "source/sqldump/sqlvalues.h"

#include <QMap>
#include <QStringList>
#include <functional>
#include <map>
#include <vector>

namespace tuilerie {

struct DumpColumn
{
    QByteArray name; ///< UTF-8
    QByteArray type; ///< in small letters, without schema and limits: "character varying"
    QList<int> limits;
    bool isArray = false;
    bool isSerial = false;   ///< counted up where a row names no value
    bool isComputed = false; ///< GENERATED ALWAYS AS (…): no row has a value
    QByteArray geometryType; ///< "MULTIPOLYGONZ" of a geometry, in capital letters; empty for any
    int srid = 0;            ///< of a geometry; 0: its values say it
    bool isGeometry() const;
};

struct DumpTable
{
    QByteArray schema, name; ///< UTF-8
    std::vector<DumpColumn> columns;
    size_t partOf = SIZE_MAX; ///< the table that it is a partition of
    qint64 rows = 0;
    int columnOf(const QByteArray &column) const;
};

struct DumpValue
{
    enum class Kind { Null, Default, Text, Bytes, Geometry };
    Kind kind = Kind::Null;
    QByteArray text; ///< UTF-8; of Bytes: the bytes
    DumpGeometry geometry;
};

/// Reads an SQL dump as far as it says tables and their rows, and runs nothing: CREATE TABLE, ALTER TABLE, COPY … FROM
/// stdin, INSERT … VALUES, AddGeometryColumn(), and the settings that texts are read by. Written by pg_dump, shp2pgsql,
/// ogr2ogr, SQLite's .dump and mysqldump. Views, functions and triggers are left out; what would change rows (UPDATE, INSERT
/// … SELECT, computed values) is refused, because without it the data were wrong. Private to the room; one thread. Throws
/// SqlDumpStop.
class SqlDump
{
public:
    /// A row's values in the order of the table's columns, Default where the row has none; `line` is where it stands.
    using OnRow = std::function<void(size_t table, const std::vector<DumpValue> &row, qint64 line)>;
    SqlDump(const QString &path, const WorkControl &control);
    void read(const OnRow &onRow);

    const std::vector<DumpTable> &tables() const { return m_tables; }
    const SqlText &text() const { return m_text; }
    const QMap<QString, QStringList> &leftOut() const { return m_leftOut; } ///< "view": names
    const std::map<int, QByteArray> &systems() const { return m_systems; }  ///< of its spatial_ref_sys: SRID, WKT
    bool hasForeignTexts() const { return m_hasForeignTexts; }              ///< some are not in the encoding that it says

private:
    struct Name
    {
        QByteArray schema, name;
    };
    void statement();
    void skipStatement(bool hasBody = false);
    void skipBody();
    void set();
    void create();
    void createTable();
    void alterTable();
    void select();
    void copy();
    void insert();
    void refuseChange(const SqlToken &first);
    Name name();
    DumpColumn column();
    void typeOf(DumpColumn &column);
    void skipConstraints(DumpColumn &column);
    DumpValue value(int depth = 0);
    DumpValue call(const QByteArray &function, qint64 line, int depth);
    std::vector<int> columnsOf(const DumpTable &table, qint64 line);
    void row(size_t table, const std::vector<int> &columns, std::vector<DumpValue> &values, qint64 line);
    size_t find(const Name &name) const;
    size_t mustFind(const Name &name, qint64 line) const;
    bool isInternal(const Name &name) const;
    void expect(const char *sign);
    QByteArray decoded(const QByteArray &text);
    DumpValue copied(const char *begin, const char *end);
    void takeSystem(const DumpTable &table, const std::vector<DumpValue> &row);

    SqlText m_text;
    OnRow m_onRow;
    std::vector<DumpTable> m_tables;
    QMap<QString, QStringList> m_leftOut;
    std::map<int, QByteArray> m_systems;
    QByteArray m_schema;
    QByteArray m_encoding; ///< for GDAL; empty for UTF-8
    bool m_hasForeignTexts = false;
    std::vector<DumpValue> m_row;
};

/// "table", or "schema.table" of another than the usual ones, for sentences.
QString shownName(const DumpTable &table);

} // namespace tuilerie
