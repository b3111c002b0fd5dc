// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/params/tableoptions.h"

#include <QCoreApplication>

#include <algorithm>

namespace tuilerie {

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("tuilerie::Parameters", text);
}

using Tables = std::vector<VectorTableParams>;

VectorTableParams &entryOf(Tables &tables, const QString &name)
{
    const auto found = std::find_if(tables.begin(), tables.end(), [&](const auto &table) { return table.table == name; });
    if (found != tables.end())
        return *found;
    tables.emplace_back().table = name;
    return tables.back();
}

// "8-14", "8-", "-14"; nothing else has one - that stands for itself.
bool isRange(const QString &text)
{
    return splitOption(text, u'-').size() == 2;
}

Result<VectorTableParams> readTable(const QString &text, const QString &option)
{
    QStringList parts = splitOption(text, u':');
    VectorTableParams table;
    // From the end: levels, attributes; with both, whatever else has a colon is of the name.
    const auto isDigit = [](QChar c) { return c.isDigit() || c == u'-'; };
    const bool isLevels = parts.size() == 2 && isRange(parts[1]) && std::all_of(parts[1].begin(), parts[1].end(), isDigit)
        && !splitOption(parts[1], u'-').contains(QString());
    QString attributes, range;
    if (isLevels || (parts.size() > 2 && (parts.last().isEmpty() || isRange(parts.last()))))
        range = parts.takeLast();
    if (parts.size() > 1)
        attributes = parts.takeLast();
    table.table = unescapedOption(parts.join(u':'));
    if (table.table.isEmpty() || parts.contains(QString()) || (parts.size() > 1 && range.isEmpty()))
        return fail(ErrorCode::Invalid,
            tr("--%1 must be TABLE, TABLE:attribute,attribute or TABLE:attributes:top-bottom, such as "
               "roads:name,width:8-14, not “%2”. A colon within a name is written \\:.")
                .arg(option, text));
    if (!attributes.isEmpty() && attributes != "*"_L1) {
        for (const QString &attribute : splitOption(attributes, u','))
            if (!attribute.isEmpty())
                table.attributes << unescapedOption(attribute);
    }
    if (!range.isEmpty()) {
        const QStringList levels = splitOption(range, u'-');
        table.top = unescapedOption(levels[0]);
        table.bottom = unescapedOption(levels[1]);
    }
    return table;
}

/// TABLE:VALUE, where the value has no escapes.
template <typename Take> Status readPairs(const QCommandLineParser &parser, const QString &option, Tables &tables, Take take)
{
    const QStringList texts = parser.values(option);
    for (const QString &text : texts) {
        const QString name = splitOption(text, u':').first();
        if (name.isEmpty() || text.size() < name.size() + 2)
            return fail(ErrorCode::Invalid,
                option == "where"_L1 ? tr("--where must be TABLE:CLAUSE, such as “roads:width > 3”, not “%1”.").arg(text)
                                     : tr("--rename must be TABLE:NAME, such as roads:streets, not “%1”.").arg(text));
        take(entryOf(tables, unescapedOption(name)), text.mid(name.size() + 1));
    }
    return {};
}

QString tableText(const VectorTableParams &table)
{
    QStringList attributes;
    for (const QString &attribute : table.attributes)
        attributes << escapedOption(attribute, u":,-"_s);
    QString text = escapedOption(table.table);
    const bool levels = !table.top.isEmpty() || !table.bottom.isEmpty();
    if (!attributes.isEmpty() || levels)
        text += u':' + attributes.join(u',');
    if (levels)
        text += u':' + escapedOption(table.top, u":-"_s) + u'-' + escapedOption(table.bottom, u":-"_s);
    return text;
}

} // namespace

QStringList splitOption(const QString &text, QChar separator)
{
    QStringList parts{QString()};
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (text[i] == separator) {
            parts << QString();
            continue;
        }
        parts.last() += text[i];
        if (text[i] == u'\\' && i + 1 < text.size())
            parts.last() += text[++i];
    }
    return parts;
}

QString unescapedOption(const QString &text)
{
    QString name;
    for (qsizetype i = 0; i < text.size(); ++i)
        name += text[i] == u'\\' && i + 1 < text.size() ? text[++i] : text[i];
    return name;
}

QString escapedOption(const QString &name, const QString &signs)
{
    QString text;
    for (const QChar c : name) {
        if (c == u'\\' || signs.contains(c))
            text += u'\\';
        text += c;
    }
    return text;
}

void addTableOptions(QCommandLineParser &parser, const QString &tableOption)
{
    parser.addOptions({
        {tableOption,
            tr("A table of vector data with its attributes and levels; may be repeated (every table that has a geometry)."),
            u"TABLE[:attrs][:top-bottom]"_s},
        {u"where"_s, tr("Which features of a table; may be repeated."), u"TABLE:CLAUSE"_s},
        {u"rename"_s, tr("What a table is called in the vector tiles; may be repeated."), u"TABLE:NAME"_s},
    });
}

QStringList tableOptionNames(const QString &tableOption)
{
    return {tableOption, u"where"_s, u"rename"_s};
}

Result<Tables> readTableOptions(const QCommandLineParser &parser, const QString &tableOption)
{
    Tables tables;
    const QStringList texts = parser.values(tableOption);
    for (const QString &text : texts) {
        TUILERIE_TRY(table, readTable(text, tableOption));
        if (std::any_of(tables.begin(), tables.end(), [&](const auto &known) { return known.table == table.table; }))
            return fail(ErrorCode::Invalid, tr("The table %1 is named twice.").arg(table.table));
        tables.push_back(table);
    }
    TUILERIE_CHECK(readPairs(parser, u"where"_s, tables, [](auto &table, const QString &text) { table.filter = text; }));
    TUILERIE_CHECK(readPairs(
        parser, u"rename"_s, tables, [](auto &table, const QString &text) { table.layer = unescapedOption(text); }));
    return tables;
}

void takeColonsIntoName(VectorTableParams &table, const std::function<bool(const QString &)> &isKnown)
{
    if (isKnown(table.table))
        return;
    // The clause and the new name were cut at the same colon.
    const auto cut = [](QString &text, const QString &part) {
        if (text.startsWith(part + u':'))
            text.remove(0, part.size() + 1);
    };
    const QString attributes = table.attributes.join(u',');
    if (!attributes.isEmpty() && isKnown(table.table + u':' + attributes)) {
        table.table += u':' + attributes;
        table.attributes.clear();
        cut(table.filter, attributes);
        cut(table.layer, attributes);
        return;
    }
    for (QString *text : {&table.filter, &table.layer}) {
        for (qsizetype colon = text->indexOf(u':'); colon > 0; colon = text->indexOf(u':', colon + 1)) {
            const QString part = text->left(colon);
            if (!isKnown(table.table + u':' + part))
                continue;
            table.table += u':' + part;
            cut(table.filter, part);
            cut(table.layer, part);
            return;
        }
    }
}

void appendTableOptions(QStringList &arguments, const Tables &tables, const QString &tableOption)
{
    for (const VectorTableParams &table : tables)
        arguments << "--"_L1 + tableOption << tableText(table);
    for (const VectorTableParams &table : tables)
        if (!table.filter.isEmpty())
            arguments << u"--where"_s << escapedOption(table.table) + u':' + table.filter;
    for (const VectorTableParams &table : tables)
        if (!table.layer.isEmpty())
            arguments << u"--rename"_s << escapedOption(table.table) + u':' + escapedOption(table.layer);
}

} // namespace tuilerie
