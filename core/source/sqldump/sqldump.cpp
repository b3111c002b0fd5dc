// SPDX-License-Identifier: GPL-3.0-or-later
#include "source/sqldump/sqldump.h"

#include "source/gdalsupport.h"
#include "source/utf8text.h"

#include <QCoreApplication>
#include <QSet>

#include <cpl_conv.h>
#include <cpl_string.h>

#include <algorithm>

namespace tuilerie {

using namespace Qt::StringLiterals;
using Kind = SqlToken::Kind;

namespace {

QString tr(const char *sentence)
{
    return QCoreApplication::translate("tuilerie::SqlDump", sentence);
}

/// What iconv calls an encoding of PostgreSQL's or MySQL's; empty for UTF-8.
QByteArray encodingOf(QByteArray name)
{
    name = name.toUpper().replace('-', "").replace('_', "");
    if (name.isEmpty() || name.startsWith("UTF8") || name == "UNICODE" || name == "BINARY" || name == "DEFAULT")
        return {};
    if (name == "LATIN1" || name == "ISO88591") // most of what says so is Windows-1252 (source/utf8text.h)
        return "CP1252";
    if (name == "LATIN9" || name == "ISO885915")
        return "ISO-8859-15";
    if (name.startsWith("LATIN"))
        return "ISO-8859-" + name.mid(5);
    if (name.startsWith("WIN") && name != "WIN")
        return "CP" + name.mid(3);
    if (name == "SQLASCII")
        return "CP1252";
    return name;
}

bool isConstraint(const SqlToken &token, bool isMysql)
{
    static const QSet<QByteArray> words{"constraint", "primary", "unique", "check", "foreign", "exclude"};
    static const QSet<QByteArray> mysql{"key", "index", "fulltext", "spatial"};
    return token.kind == Kind::Word && (words.contains(token.text) || (isMysql && mysql.contains(token.text)));
}

} // namespace

QString shownName(const DumpTable &table)
{
    const QString name = QString::fromUtf8(table.name);
    return table.schema.isEmpty() || table.schema == "public" ? name : QString::fromUtf8(table.schema) + u'.' + name;
}

bool DumpColumn::isGeometry() const
{
    static const QSet<QByteArray> types{"geometry", "geography", "point", "linestring", "polygon", "multipoint",
        "multilinestring", "multipolygon", "geometrycollection"};
    return !isArray && types.contains(type);
}

int DumpTable::columnOf(const QByteArray &column) const
{
    for (size_t i = 0; i < columns.size(); ++i)
        if (columns[i].name == column)
            return int(i);
    return -1;
}

SqlDump::SqlDump(const QString &path, const WorkControl &control)
    : m_text(path, control)
{
}

void SqlDump::read(const OnRow &onRow)
{
    m_onRow = onRow;
    while (m_text.peek().kind != Kind::End)
        statement();
}

QByteArray SqlDump::decoded(const QByteArray &text)
{
    const bool isPlain = std::all_of(text.begin(), text.end(), [](char letter) { return quint8(letter) < 0x80; });
    if (isPlain || (m_encoding.isEmpty() && isUtf8({text.constData(), size_t(text.size())})))
        return text;
    if (m_encoding.isEmpty()) {
        m_hasForeignTexts = true;
        return QByteArray::fromStdString(utf8Text({text.constData(), size_t(text.size())}));
    }
    char *changed = CPLRecode(text.constData(), m_encoding.constData(), CPL_ENC_UTF8);
    const QByteArray result(changed);
    CPLFree(changed);
    return result;
}

size_t SqlDump::find(const Name &name) const
{
    size_t found = SIZE_MAX;
    for (size_t i = 0; i < m_tables.size(); ++i) {
        const QByteArray &schema = name.schema.isEmpty() ? m_schema : name.schema;
        if (m_tables[i].name != name.name)
            continue;
        if (m_tables[i].schema == schema)
            return i;
        // A name without schema is looked for along the search path, which dumps seldom write out.
        if (name.schema.isEmpty())
            found = found == SIZE_MAX ? i : SIZE_MAX - 1;
    }
    return found < m_tables.size() ? found : SIZE_MAX;
}

size_t SqlDump::mustFind(const Name &name, qint64 line) const
{
    const size_t found = find(name);
    if (found == SIZE_MAX)
        m_text.stop(tr("it has rows for the table %1, but no CREATE TABLE before them. Write the dump with its tables: "
                       "without --data-only, or shp2pgsql with -c.")
                        .arg(QString::fromUtf8(name.name)),
            line, ErrorCode::Unsupported);
    return found;
}

bool SqlDump::isInternal(const Name &name) const
{
    static const QSet<QByteArray> names{"geometry_columns", "geography_columns", "raster_columns", "raster_overviews",
        "spatialite_history", "sql_statements_log", "data_licenses", "geometry_columns_auth", "geometry_columns_time",
        "geometry_columns_statistics", "geometry_columns_field_infos", "spatial_ref_sys_aux", "elementarygeometries",
        "spatialindex", "knn", "knn2"};
    static const QList<QByteArray> starts{"sqlite_", "gpkg_", "views_geometry_columns", "virts_geometry_columns"};
    const auto isShadow = [&](const char *start) {
        return name.name.startsWith(start)
            && (name.name.endsWith("_node") || name.name.endsWith("_parent") || name.name.endsWith("_rowid"));
    };
    return names.contains(name.name.toLower()) || name.schema == "topology" || name.schema == "tiger" || isShadow("idx_")
        || isShadow("rtree_")
        || std::any_of(starts.begin(), starts.end(), [&](const auto &start) { return name.name.startsWith(start); });
}

void SqlDump::expect(const char *sign)
{
    const SqlToken token = m_text.next();
    if (token.isSymbol(sign))
        return;
    if (token.kind == Kind::End)
        m_text.stop(tr("the file ends within a statement. It is cut off: copy it again from its source."), token.line);
    m_text.stop(tr("“%1” is expected, and there is “%2”.").arg(QLatin1String(sign), QString::fromUtf8(token.text.left(40))),
        token.line);
}

SqlDump::Name SqlDump::name()
{
    const SqlToken first = m_text.next();
    if (!first.isName() && first.kind != Kind::Text) // SQLite writes 'table' as well
        m_text.stop(tr("a name is expected, and there is “%1”.").arg(QString::fromUtf8(first.text.left(40))), first.line);
    Name result{{}, decoded(first.text)};
    while (m_text.peek().isSymbol(".")) {
        m_text.next();
        result.schema = result.name;
        result.name = decoded(m_text.next().text);
    }
    return result;
}

/// To the end of BEGIN … END, as functions and triggers have it.
void SqlDump::skipBody()
{
    for (int depth = 1; depth > 0;) {
        const SqlToken token = m_text.next();
        if (token.kind == Kind::End)
            return;
        if (token.is("begin") || token.is("case"))
            ++depth;
        else if (token.is("end"))
            --depth;
    }
}

void SqlDump::skipStatement(bool hasBody)
{
    for (int depth = 0;;) {
        const SqlToken token = m_text.next();
        if (token.kind == Kind::End || (depth <= 0 && token.isSymbol(";")))
            return;
        depth += token.isSymbol("(") ? 1 : token.isSymbol(")") ? -1 : 0;
        if (hasBody && token.is("begin"))
            skipBody();
    }
}

void SqlDump::statement()
{
    const SqlToken first = m_text.peek();
    if (first.isSymbol(";")) {
        m_text.next();
        return;
    }
    if (first.kind != Kind::Word)
        m_text.stop(tr("“%1” begins no statement. Is the file an SQL dump?").arg(QString::fromUtf8(first.text.left(40))),
            first.line);
    m_text.next();
    if (first.text == "create")
        return create();
    if (first.text == "copy")
        return copy();
    if (first.text == "insert" || first.text == "replace")
        return insert();
    if (first.text == "alter")
        return alterTable();
    if (first.text == "select")
        return select();
    if (first.text == "set")
        return set();
    if (first.text == "update" || first.text == "delete" || first.text == "merge" || first.text == "truncate")
        return refuseChange(first);
    if (first.text == "begin" || first.text == "start") { // of a transaction, not of a body
        while (m_text.peek().kind != Kind::End && !m_text.next().isSymbol(";")) {}
        return;
    }
    if (first.text == "delimiter") { // mysqldump's functions
        QByteArray line;
        m_text.beginLines();
        while (m_text.readLine(line) && !line.startsWith("DELIMITER ;")) {}
        m_leftOut[u"function"_s] << u"…"_s;
        return;
    }
    static const QSet<QByteArray> known{"analyze", "analyse", "comment", "commit", "rollback", "end", "drop", "grant",
        "revoke", "refresh", "vacuum", "cluster", "reindex", "reset", "do", "lock", "unlock", "pragma", "use", "security",
        "import", "notify", "discard", "call", "with", "checkpoint", "savepoint", "release", "show"};
    if (!known.contains(first.text))
        m_text.stop(tr("“%1” begins no statement. Is the file an SQL dump?").arg(QString::fromUtf8(first.text.left(40))),
            first.line);
    skipStatement();
}

/// Rows that were read would be others than those of the database.
void SqlDump::refuseChange(const SqlToken &first)
{
    const bool isTruncate = first.text == "truncate";
    while (m_text.peek().is("from") || m_text.peek().is("only") || m_text.peek().is("table") || m_text.peek().is("into"))
        m_text.next();
    const Name changed = name();
    const size_t table = find(changed);
    if (!isInternal(changed) && changed.name != "spatial_ref_sys"
        && !(isTruncate && (table == SIZE_MAX || m_tables[table].rows == 0)))
        m_text.stop(tr("it changes rows of %1 by %2, and a dump's statements are read, not run. Run it in a database, then "
                       "write the dump again (pg_dump).")
                        .arg(QString::fromUtf8(changed.name), QString::fromUtf8(first.text.toUpper())),
            first.line, ErrorCode::Unsupported);
    skipStatement();
}

void SqlDump::set()
{
    while (m_text.peek().is("session") || m_text.peek().is("local"))
        m_text.next();
    const SqlToken what = m_text.next();
    if (m_text.peek().isSymbol("=") || m_text.peek().is("to"))
        m_text.next();
    const SqlToken to = m_text.peek();
    if (what.is("client_encoding") || what.is("names")) {
        m_encoding = encodingOf(to.text);
        const GdalErrorTrap trap;
        CPLFree(m_encoding.isEmpty() ? nullptr : CPLRecode("\xe9", m_encoding.constData(), CPL_ENC_UTF8));
        if (!trap.text().isEmpty() || !trap.warnings().isEmpty())
            m_text.stop(tr("its encoding %1 is not known here. Write the dump again in UTF-8 (pg_dump -E UTF8).")
                            .arg(QString::fromUtf8(to.text)),
                to.line, ErrorCode::Unsupported);
    } else if (what.is("standard_conforming_strings")) {
        m_text.hasBackslashes = to.text.toLower() == "off" || to.text.toLower() == "false" || to.text == "0";
    } else if (what.is("search_path") && (to.isName() || to.kind == Kind::Text)) {
        m_schema = to.text == "pg_catalog" ? QByteArray() : decoded(to.text);
    }
    skipStatement();
}

void SqlDump::create()
{
    for (;;) {
        const SqlToken what = m_text.peek();
        if (what.is("or") || what.is("replace") || what.is("temp") || what.is("temporary") || what.is("unlogged")
            || what.is("global") || what.is("local") || what.is("recursive") || what.is("materialized")
            || what.is("constraint") || what.is("event")) {
            m_text.next();
            continue;
        }
        if (what.is("table")) {
            m_text.next();
            return createTable();
        }
        m_text.next();
        const bool isLeftOut = what.is("view") || what.is("function") || what.is("procedure") || what.is("trigger")
            || what.is("rule") || what.is("foreign") || what.is("virtual") || what.is("aggregate");
        if (isLeftOut) {
            while (
                m_text.peek().is("if") || m_text.peek().is("not") || m_text.peek().is("exists") || m_text.peek().is("table"))
                m_text.next();
            if (m_text.peek().isName()) {
                const Name left = name();
                if (!isInternal(left) && left.schema != "pg_catalog")
                    m_leftOut[QString::fromUtf8(what.text)] << QString::fromUtf8(left.name);
            }
        }
        return skipStatement(what.is("function") || what.is("procedure") || what.is("trigger"));
    }
}

void SqlDump::typeOf(DumpColumn &column)
{
    const SqlToken first = m_text.peek();
    if (!first.isName())
        return; // SQLite's columns may have none
    column.type = name().name.toLower();
    const auto words = [&](std::initializer_list<const char *> list) {
        for (const char *word : list) {
            if (m_text.peek().is(word)) {
                m_text.next();
                column.type += QByteArray(" ") + word;
            }
        }
    };
    if (column.type == "character" || column.type == "char" || column.type == "national" || column.type == "bit")
        words({"character", "char", "varying"});
    else if (column.type == "double")
        words({"precision"});
    column.isSerial = column.type.endsWith("serial");
    if (m_text.peek().isSymbol("(")) {
        m_text.next();
        for (int depth = 1; depth > 0;) {
            const SqlToken token = m_text.next();
            if (token.kind == Kind::End)
                m_text.stop(
                    tr("the file ends within a statement. It is cut off: copy it again from its source."), token.line);
            depth += token.isSymbol("(") ? 1 : token.isSymbol(")") ? -1 : 0;
            if (token.kind == Kind::Number)
                column.limits << token.text.toInt();
            else if (token.isName() && column.geometryType.isEmpty())
                column.geometryType = token.text.toUpper();
        }
    }
    if (column.type == "timestamp" || column.type == "time")
        words({"with", "without", "time", "zone"});
    while (m_text.peek().isSymbol("[") || m_text.peek().is("array")) {
        column.isArray = true;
        if (m_text.next().isSymbol("["))
            while (m_text.peek().kind != Kind::End && !m_text.next().isSymbol("]")) {}
    }
    if (column.isGeometry()) {
        const bool isPlain = column.type == "geometry" || column.type == "geography";
        if (!isPlain)
            column.geometryType = column.type.toUpper();
        if (column.geometryType == "GEOMETRY")
            column.geometryType.clear();
        if (isPlain)
            column.srid = column.limits.value(0, column.type == "geography" ? 4326 : 0);
    }
}

/// To the comma or bracket that ends the column.
void SqlDump::skipConstraints(DumpColumn &column)
{
    for (int depth = 0;;) {
        const SqlToken token = m_text.peek();
        if (token.kind == Kind::End)
            m_text.stop(tr("the file ends within a statement. It is cut off: copy it again from its source."), token.line);
        if (depth == 0 && (token.isSymbol(",") || token.isSymbol(")") || token.isSymbol(";")))
            return;
        m_text.next();
        depth += token.isSymbol("(") ? 1 : token.isSymbol(")") ? -1 : 0;
        if (token.is("nextval") || token.is("identity") || token.is("auto_increment") || token.is("autoincrement"))
            column.isSerial = true;
        if (token.is("stored") || token.is("virtual"))
            column.isComputed = true;
    }
}

DumpColumn SqlDump::column()
{
    DumpColumn made;
    made.name = name().name;
    typeOf(made);
    skipConstraints(made);
    return made;
}

void SqlDump::createTable()
{
    const bool mayBeThere = m_text.peek().is("if");
    while (m_text.peek().is("if") || m_text.peek().is("not") || m_text.peek().is("exists"))
        m_text.next();
    const qint64 line = m_text.peek().line;
    const Name called = name();
    DumpTable table;
    table.schema = called.schema.isEmpty() ? m_schema : called.schema;
    table.name = called.name;
    if (const size_t there = find({table.schema, table.name}); there != SIZE_MAX && m_tables[there].schema == table.schema) {
        if (mayBeThere || isInternal(called))
            return skipStatement();
        m_text.stop(tr("it makes the table %1 twice.").arg(shownName(table)), line, ErrorCode::Unsupported);
    }
    if (m_text.peek().is("partition")) { // of another, whose columns it has
        m_text.next();
        if (m_text.peek().is("of"))
            m_text.next();
        table.partOf = mustFind(name(), line);
        table.columns = m_tables[table.partOf].columns;
        m_tables.push_back(table);
        return skipStatement();
    }
    if (!m_text.peek().isSymbol("("))
        m_text.stop(tr("the table %1 is made by a query, and a dump's statements are read, not run.").arg(shownName(table)),
            line, ErrorCode::Unsupported);
    m_text.next();
    while (!m_text.peek().isSymbol(")")) {
        if (isConstraint(m_text.peek(), m_text.hasBackslashes)) {
            DumpColumn none;
            m_text.next();
            skipConstraints(none);
        } else if (m_text.peek().is("like")) {
            m_text.next();
            const DumpTable &other = m_tables[mustFind(name(), line)];
            table.columns.insert(table.columns.end(), other.columns.begin(), other.columns.end());
            DumpColumn none;
            skipConstraints(none);
        } else {
            table.columns.push_back(column());
        }
        if (m_text.peek().isSymbol(","))
            m_text.next();
        else if (!m_text.peek().isSymbol(")"))
            expect(")");
    }
    m_text.next();
    if (m_text.peek().is("inherits")) {
        m_text.next();
        expect("(");
        std::vector<DumpColumn> all;
        for (bool isFirst = true; isFirst || m_text.peek().isSymbol(","); isFirst = false) {
            if (!isFirst)
                m_text.next();
            for (const DumpColumn &one : m_tables[mustFind(name(), line)].columns)
                all.push_back(one);
        }
        for (const DumpColumn &own : table.columns)
            if (std::none_of(all.begin(), all.end(), [&](const DumpColumn &one) { return one.name == own.name; }))
                all.push_back(own);
        table.columns = std::move(all);
    }
    m_tables.push_back(std::move(table));
    skipStatement();
}

void SqlDump::alterTable()
{
    if (!m_text.peek().is("table"))
        return skipStatement();
    m_text.next();
    while (m_text.peek().is("only") || m_text.peek().is("if") || m_text.peek().is("exists"))
        m_text.next();
    const qint64 line = m_text.peek().line;
    const size_t there = find(name());
    if (there == SIZE_MAX)
        return skipStatement();
    const auto refuse = [&](const char *what) {
        m_text.stop(tr("it changes the table %1 (%2), and a dump's statements are read, not run. Run it in a database, then "
                       "write the dump again (pg_dump).")
                        .arg(shownName(m_tables[there]), QLatin1String(what)),
            line, ErrorCode::Unsupported);
    };
    for (;;) {
        const SqlToken what = m_text.next();
        if (what.isSymbol(";") || what.kind == Kind::End)
            return;
        if (what.is("rename"))
            refuse("RENAME");
        if (what.is("drop") && !m_text.peek().is("constraint"))
            refuse("DROP COLUMN");
        if (what.is("attach")) {
            if (m_text.peek().is("partition"))
                m_text.next();
            if (const size_t part = find(name()); part != SIZE_MAX)
                m_tables[part].partOf = there;
        } else if (what.is("add") && !isConstraint(m_text.peek(), m_text.hasBackslashes)) {
            while (m_text.peek().is("column") || m_text.peek().is("if") || m_text.peek().is("not")
                || m_text.peek().is("exists"))
                m_text.next();
            m_tables[there].columns.push_back(column());
        } else if (what.is("alter")) {
            if (m_text.peek().is("column"))
                m_text.next();
            const int changed = m_tables[there].columnOf(name().name);
            if (m_text.peek().is("type"))
                refuse("ALTER COLUMN … TYPE");
            DumpColumn counted;
            skipConstraints(counted);
            if (changed >= 0 && counted.isSerial)
                m_tables[there].columns[size_t(changed)].isSerial = true;
        }
        DumpColumn none;
        skipConstraints(none);
        if (!m_text.peek().isSymbol(","))
            return skipStatement();
        m_text.next();
    }
}

/// AddGeometryColumn([catalogue,] [schema,] table, column, srid, type, dimensions): all else of a SELECT shows and sets
/// only.
void SqlDump::select()
{
    if (!m_text.peek().isName())
        return skipStatement();
    const qint64 line = m_text.peek().line;
    const Name function = name();
    if (function.name.toLower() != "addgeometrycolumn" || !m_text.peek().isSymbol("("))
        return skipStatement();
    QByteArrayList given;
    int srid = -1;
    while (!m_text.peek().isSymbol(")")) {
        const SqlToken token = m_text.next();
        if (token.kind == Kind::End)
            m_text.stop(tr("the file ends within a statement. It is cut off: copy it again from its source."), token.line);
        if (token.kind != Kind::Text && token.kind != Kind::Number)
            continue;
        bool isNumber = false;
        token.text.toInt(&isNumber);
        if (isNumber && srid < 0 && given.size() >= 2)
            srid = int(given.size());
        given << token.text;
    }
    if (srid >= 2) {
        DumpTable &table =
            m_tables[mustFind({srid >= 3 ? decoded(given[srid - 3]) : QByteArray(), decoded(given[srid - 2])}, line)];
        DumpColumn column;
        column.name = decoded(given[srid - 1]);
        column.type = "geometry";
        column.srid = std::max(0, given[srid].toInt());
        column.geometryType = given.value(srid + 1).toUpper();
        const QByteArray dimensions = given.value(srid + 2).toUpper();
        if (column.geometryType == "GEOMETRY")
            column.geometryType.clear();
        else if (dimensions == "4" || dimensions == "XYZM")
            column.geometryType += "ZM";
        else if ((dimensions == "3" && !column.geometryType.endsWith('M')) || dimensions == "XYZ")
            column.geometryType += 'Z';
        else if (dimensions == "XYM")
            column.geometryType += 'M';
        if (table.columnOf(column.name) < 0)
            table.columns.push_back(column);
    }
    skipStatement();
}

} // namespace tuilerie
