// SPDX-License-Identifier: GPL-3.0-or-later
#include "source/sqldump/sqldump.h"

#include <QCoreApplication>

#include <ogr_geometry.h>

namespace tuilerie {

using namespace Qt::StringLiterals;
using Kind = SqlToken::Kind;

namespace {

QString tr(const char *sentence)
{
    return QCoreApplication::translate("tuilerie::SqlDump", sentence);
}

constexpr int deepest = 32; ///< of calls within calls

} // namespace

/// The columns that a row's values belong to: those that are named, or all.
std::vector<int> SqlDump::columnsOf(const DumpTable &table, qint64 line)
{
    std::vector<int> columns;
    if (!m_text.peek().isSymbol("(")) {
        for (size_t i = 0; i < table.columns.size(); ++i)
            if (!table.columns[i].isComputed)
                columns.push_back(int(i));
        return columns;
    }
    m_text.next();
    for (;;) {
        const QByteArray called = name().name;
        columns.push_back(table.columnOf(called));
        if (columns.back() < 0)
            m_text.stop(tr("the table %1 has no column %2.").arg(shownName(table), QString::fromUtf8(called)), line);
        if (!m_text.peek().isSymbol(","))
            break;
        m_text.next();
    }
    expect(")");
    return columns;
}

void SqlDump::row(size_t table, const std::vector<int> &columns, std::vector<DumpValue> &values, qint64 line)
{
    DumpTable &to = m_tables[table];
    if (values.size() != columns.size())
        m_text.stop(tr("the row has %1 values, the table %2 has %3 columns for them.")
                        .arg(values.size())
                        .arg(shownName(to))
                        .arg(columns.size()),
            line);
    ++to.rows;
    m_row.assign(to.columns.size(), DumpValue{DumpValue::Kind::Default, {}, {}});
    for (size_t i = 0; i < columns.size(); ++i)
        m_row[size_t(columns[i])] = std::move(values[i]);
    if (to.name.toLower() == "spatial_ref_sys")
        return takeSystem(to, m_row);
    if (!isInternal({to.schema, to.name}))
        m_onRow(table, m_row, line);
}

void SqlDump::takeSystem(const DumpTable &table, const std::vector<DumpValue> &row)
{
    const auto text = [&](const char *column) {
        const int place = table.columnOf(column);
        return place < 0 ? QByteArray() : row[size_t(place)].text;
    };
    QByteArray definition = text("srtext");
    if (definition.isEmpty())
        definition = text("srs_wkt");
    if (definition.isEmpty() || definition == "Undefined")
        definition = text("proj4text");
    if (m_systems.size() < 20'000)
        m_systems[text("srid").toInt()] = definition;
}

/// A field of a COPY's row, with its escapes undone (PostgreSQL's documentation, COPY, "Text Format").
DumpValue SqlDump::copied(const char *begin, const char *end)
{
    if (end - begin == 2 && begin[0] == '\\' && begin[1] == 'N')
        return {};
    QByteArray text;
    text.reserve(end - begin);
    for (const char *at = begin; at < end; ++at) {
        if (*at != '\\' || at + 1 == end) {
            text += *at;
            continue;
        }
        ++at;
        const auto isOctal = [&](const char *place) { return place < end && *place >= '0' && *place <= '7'; };
        switch (*at) {
        case 'b': text += '\b'; break;
        case 'f': text += '\f'; break;
        case 'n': text += '\n'; break;
        case 'r': text += '\r'; break;
        case 't': text += '\t'; break;
        case 'v': text += '\v'; break;
        case 'x': {
            QByteArray digits;
            while (digits.size() < 2 && at + 1 < end && isxdigit(quint8(at[1])))
                digits += *++at;
            text += digits.isEmpty() ? 'x' : char(digits.toInt(nullptr, 16));
            break;
        }
        default:
            if (isOctal(at)) {
                int letter = *at - '0';
                for (int i = 0; i < 2 && isOctal(at + 1); ++i)
                    letter = letter * 8 + *++at - '0';
                text += char(letter);
            } else {
                text += *at; // any other stands for itself
            }
        }
    }
    return {DumpValue::Kind::Text, decoded(text), {}};
}

void SqlDump::copy()
{
    const qint64 line = m_text.peek().line;
    if (m_text.peek().isSymbol("("))
        return skipStatement(); // of a query, to somewhere
    const size_t table = mustFind(name(), line);
    const DumpTable &to = m_tables[table];
    const std::vector<int> columns = columnsOf(to, line);
    const SqlToken from = m_text.next(), where = m_text.next();
    if (from.is("to"))
        return skipStatement();
    if (!where.is("stdin"))
        m_text.stop(
            tr("the rows of %1 are in another file. Write the dump with its rows (pg_dump does).").arg(shownName(to)), line,
            ErrorCode::Unsupported);
    for (SqlToken token = m_text.next(); !token.isSymbol(";"); token = m_text.next()) {
        if (token.kind == Kind::End)
            m_text.stop(tr("the file ends within a statement. It is cut off: copy it again from its source."), token.line);
        if (!token.is("with") && !token.isSymbol("(") && !token.isSymbol(")") && !token.is("format") && !token.is("text"))
            m_text.stop(tr("the rows of %1 are written in a form that is not read (%2). Write the dump with pg_dump.")
                            .arg(shownName(to), QString::fromUtf8(token.text)),
                line, ErrorCode::Unsupported);
    }
    m_text.beginLines();
    QByteArray text;
    std::vector<DumpValue> values;
    for (qint64 at = m_text.line(); m_text.readLine(text); at = m_text.line()) {
        if (text == "\\.")
            return;
        values.clear();
        const char *begin = text.constData(), *end = begin + text.size();
        if (!columns.empty() || !text.isEmpty()) {
            for (;;) {
                const auto *tab = static_cast<const char *>(memchr(begin, '\t', size_t(end - begin)));
                values.push_back(copied(begin, tab ? tab : end));
                if (!tab || values.size() > columns.size())
                    break;
                begin = tab + 1;
            }
        }
        row(table, columns, values, at);
    }
    m_text.stop(tr("the file ends within the rows of %1. It is cut off: copy it again from its source.").arg(shownName(to)),
        m_text.line());
}

void SqlDump::insert()
{
    const qint64 line = m_text.peek().line;
    while (m_text.peek().is("or") || m_text.peek().is("replace") || m_text.peek().is("ignore") || m_text.peek().is("into"))
        m_text.next();
    const Name called = name();
    const size_t there = find(called);
    // SpatiaLite's and SQLite's own tables may be made in ways of their own.
    if (there == SIZE_MAX && isInternal(called))
        return skipStatement();
    const size_t table = mustFind(called, line);
    if (m_text.peek().is("as")) {
        m_text.next();
        m_text.next();
    }
    const std::vector<int> columns = columnsOf(m_tables[table], line);
    SqlToken token = m_text.next();
    if (token.is("overriding")) {
        m_text.next();
        m_text.next();
        token = m_text.next();
    }
    std::vector<DumpValue> values;
    if (token.is("default")) { // VALUES
        values.assign(columns.size(), DumpValue{DumpValue::Kind::Default, {}, {}});
        row(table, columns, values, line);
        return skipStatement();
    }
    if (!token.is("values"))
        m_text.stop(tr("the rows of %1 come from a query, and a dump's statements are read, not run. Write the dump with "
                       "pg_dump.")
                        .arg(shownName(m_tables[table])),
            line, ErrorCode::Unsupported);
    for (bool isFirst = true; isFirst || m_text.peek().isSymbol(","); isFirst = false) {
        if (!isFirst)
            m_text.next();
        const qint64 at = m_text.peek().line;
        expect("(");
        values.clear();
        while (!m_text.peek().isSymbol(")")) {
            values.push_back(value());
            if (m_text.peek().isSymbol(","))
                m_text.next();
            else if (!m_text.peek().isSymbol(")"))
                expect(")");
        }
        m_text.next();
        row(table, columns, values, at);
    }
    skipStatement();
}

DumpValue SqlDump::value(int depth)
{
    const SqlToken token = m_text.next();
    DumpValue result;
    result.kind = DumpValue::Kind::Text;
    if (depth > deepest)
        m_text.stop(tr("a value is nested too deep."), token.line);
    if (token.kind == Kind::Text) {
        result.text = decoded(token.text);
    } else if (token.kind == Kind::Number) {
        result.text = token.text;
    } else if (token.isSymbol("-") || token.isSymbol("+")) {
        result = value(depth + 1);
        if (token.isSymbol("-"))
            result.text.prepend('-');
    } else if (token.kind == Kind::Bytes) {
        result.kind = DumpValue::Kind::Bytes;
        result.text = token.text;
    } else if (token.isSymbol("(")) {
        result = value(depth + 1);
        expect(")");
    } else if (token.is("null")) {
        result.kind = DumpValue::Kind::Null;
    } else if (token.is("default")) {
        result.kind = DumpValue::Kind::Default;
    } else if (token.is("true") || token.is("false")) {
        result.text = token.text;
    } else if (token.is("_binary") || token.is("date") || token.is("timestamp") || token.is("b")) {
        return value(depth + 1); // words before a text
    } else if (token.is("array")) {
        expect("[");
        QByteArray list("{");
        while (!m_text.peek().isSymbol("]")) {
            const DumpValue element = value(depth + 1);
            list += element.kind == DumpValue::Kind::Null
                ? QByteArray("NULL")
                : '"' + QByteArray(element.text).replace('\\', "\\\\").replace('"', "\\\"") + '"';
            if (!m_text.peek().isSymbol(","))
                break;
            m_text.next();
            list += ',';
        }
        expect("]");
        result.text = list + '}';
    } else if (token.isName()) {
        QByteArray function = token.text.toLower();
        while (m_text.peek().isSymbol(".")) {
            m_text.next();
            function = m_text.next().text.toLower();
        }
        if (m_text.peek().isSymbol("("))
            result = call(function, token.line, depth);
        else
            m_text.stop(tr("“%1” is a value that has to be computed, and a dump's statements are read, not run.")
                            .arg(QString::fromUtf8(token.text)),
                token.line, ErrorCode::Unsupported);
    } else {
        m_text.stop(tr("a value is expected, and there is “%1”.").arg(QString::fromUtf8(token.text.left(40))), token.line,
            token.kind == Kind::End ? ErrorCode::Corrupt : ErrorCode::Invalid);
    }
    while (m_text.peek().isSymbol("::")) { // a cast: the column's own type says what it is
        m_text.next();
        DumpColumn type;
        type.name = "cast";
        typeOf(type);
    }
    return result;
}

DumpValue SqlDump::call(const QByteArray &function, qint64 line, int depth)
{
    expect("(");
    std::vector<DumpValue> given;
    while (!m_text.peek().isSymbol(")")) {
        given.push_back(value(depth + 1));
        if (m_text.peek().is("as")) { // CAST(x AS type)
            m_text.next();
            DumpColumn type;
            typeOf(type);
        }
        if (!m_text.peek().isSymbol(","))
            break;
        m_text.next();
    }
    expect(")");
    if (function == "nextval")
        return {DumpValue::Kind::Default, {}, {}};
    if (given.empty() || function == "now")
        m_text.stop(tr("“%1()” is a value that has to be computed, and a dump's statements are read, not run.")
                        .arg(QString::fromUtf8(function)),
            line, ErrorCode::Unsupported);
    if (function == "cast" || given.front().kind == DumpValue::Kind::Null)
        return given.front();
    QByteArray plain = function.startsWith("st_") ? function.mid(3) : function;
    const bool isPoint = plain == "point" || plain == "makepoint";
    const bool isText = plain.endsWith("fromtext") || plain.endsWith("fromewkt") || plain == "geomfromgeojson";
    const bool isBytes = plain.endsWith("fromwkb") || plain.endsWith("fromewkb");
    if (!isPoint && !isText && !isBytes && plain != "setsrid" && plain != "multi")
        m_text.stop(tr("“%1()” is a value that has to be computed, and a dump's statements are read, not run.")
                        .arg(QString::fromUtf8(function)),
            line, ErrorCode::Unsupported);
    std::optional<DumpGeometry> made;
    if (isPoint && given.size() >= 2) {
        auto point = std::make_shared<OGRPoint>(given[0].text.toDouble(), given[1].text.toDouble());
        if (given.size() > 2)
            point->setZ(given[2].text.toDouble());
        made = DumpGeometry{point, 0};
        given.resize(1);
    } else if (plain == "geomfromgeojson") {
        made = DumpGeometry{
            std::shared_ptr<OGRGeometry>(OGRGeometryFactory::createFromGeoJson(given[0].text.constData())), 4326};
    } else if (given[0].kind == DumpValue::Kind::Geometry) {
        made = given[0].geometry;
    } else if (given[0].kind == DumpValue::Kind::Bytes) {
        made = geometryOfBytes(given[0].text);
    } else {
        made = geometryOfText(given[0].text);
    }
    if (!made || !made->shape)
        m_text.stop(tr("“%1()” has no geometry in it.").arg(QString::fromUtf8(function)), line);
    if (given.size() > 1 && !isPoint)
        made->srid = given[1].text.toInt();
    if (plain == "multi") {
        const OGRwkbGeometryType type = OGR_GT_GetCollection(made->shape->getGeometryType());
        if (!OGR_GT_IsSubClassOf(made->shape->getGeometryType(), wkbGeometryCollection))
            made->shape.reset(OGRGeometryFactory::forceTo(made->shape->clone(), type, nullptr));
    }
    return {DumpValue::Kind::Geometry, {}, *made};
}

} // namespace tuilerie
