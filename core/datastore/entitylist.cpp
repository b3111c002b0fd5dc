// SPDX-License-Identifier: GPL-3.0-or-later
#include "datastore/entitystore.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QRegularExpression>

namespace tuilerie {

namespace {

constexpr auto ColumnNames = std::array{"name", "type", "status", "layer_name"};

/// The SQL of an attribute, or empty when the name is none: names reach SQL only through this.
QByteArray expressionOf(const QString &attribute)
{
    for (const char *column : ColumnNames)
        if (attribute == QLatin1String(column))
            return QByteArray("e.") + column;
    static const QRegularExpression pattern(QStringLiteral("^_?[a-z][a-z_]*(\\.[a-z_]+)?$"));
    if (!pattern.match(attribute).hasMatch())
        return {};
    return "json_extract(e.doc,'$." + attribute.toLatin1() + "')";
}

struct Condition
{
    QByteArray sql;
    QVariantList values;
};

Status addFilter(Condition &condition, const QString &attribute, const QString &value)
{
    const QByteArray expression = expressionOf(attribute);
    if (expression.isEmpty())
        return fail(ErrorCode::Invalid,
            QCoreApplication::translate("tuilerie::EntityStore", "“%1” is not an attribute to filter by.").arg(attribute));
    if (value.contains(QLatin1Char('%'))) {
        QString like = value;
        like.replace(QLatin1Char('\\'), QLatin1String("\\\\")).replace(QLatin1Char('_'), QLatin1String("\\_"));
        condition.sql += " AND " + expression + " LIKE ? ESCAPE '\\'";
        condition.values << like;
    } else if (value.compare(QLatin1String("true"), Qt::CaseInsensitive) == 0
        || value.compare(QLatin1String("false"), Qt::CaseInsensitive) == 0) {
        // JSON's booleans come out of SQLite as 1 and 0; texts stay as they are.
        condition.sql += " AND (" + expression + "=? OR " + expression + "=?)";
        condition.values << value << (value.compare(QLatin1String("true"), Qt::CaseInsensitive) == 0 ? 1 : 0);
    } else {
        // A column is text, and has an index that a cast would keep from being used; what JSON holds may be a number.
        const bool isColumn = !expression.startsWith("json_extract");
        condition.sql += isColumn ? " AND " + expression + "=?" : " AND CAST(" + expression + " AS TEXT)=?";
        condition.values << value;
    }
    return {};
}

Result<Condition> conditionOf(const EntityQuery &query)
{
    Condition condition{"e.kind=?", {query.kind}};
    bool asksStatus = false;
    for (const auto &[attribute, value] : query.filters) {
        asksStatus = asksStatus || attribute == QLatin1String("status");
        TUILERIE_CHECK(addFilter(condition, attribute, value));
    }
    if (!asksStatus) {
        for (const QString &status : query.hiddenStatuses) {
            condition.sql += " AND e.status IS NOT ?";
            condition.values << status;
        }
    }
    for (const auto &[key, value] : query.tags) {
        condition.sql += " AND EXISTS(SELECT 1 FROM tag t WHERE t.entity=e.id AND t.key=? AND t.value=?)";
        condition.values << key << value;
    }
    for (const auto &[role, target] : query.links) {
        condition.sql += " AND EXISTS(SELECT 1 FROM link l WHERE l.entity=e.id AND l.role=? AND l.target=?)";
        condition.values << role << target;
    }
    return condition;
}

QByteArray orderOf(const EntityQuery &query)
{
    const QByteArray direction = query.isDescending ? " DESC" : "";
    if (query.sortField == QLatin1String("last_event"))
        return "(SELECT max(v.seq) FROM event v WHERE v.entity=e.id)" + direction + ", e.seq";
    const QByteArray expression = query.sortField.isEmpty() ? QByteArray() : expressionOf(query.sortField);
    return expression.isEmpty() ? "e.seq" : expression + direction + ", e.seq" + direction;
}

} // namespace

Result<EntityPage> EntityStore::list(const EntityQuery &query) const
{
    TUILERIE_TRY(condition, conditionOf(query));
    EntityPage page;
    const std::lock_guard lock(m_mutex);
    if (query.limit >= 0)
        TUILERIE_CHECK(m_database->run("SELECT count(*) FROM entity e WHERE " + condition.sql, condition.values,
            [&](const SqlRow &row) { page.total = row.integer(0); }));
    QVariantList values = condition.values;
    values << query.limit << query.offset;
    TUILERIE_CHECK(m_database->run(
        "SELECT e.doc FROM entity e WHERE " + condition.sql + " ORDER BY " + orderOf(query) + " LIMIT ? OFFSET ?", values,
        [&](const SqlRow &row) { page.items.push_back(QJsonDocument::fromJson(row.text(0).toUtf8()).object()); }));
    if (query.limit < 0)
        page.total = qint64(page.items.size());
    for (QJsonObject &item : page.items)
        item = complete(item);
    return page;
}

Result<std::vector<QJsonObject>> EntityStore::all(
    const QString &kind, const std::vector<std::pair<QString, QString>> &filters) const
{
    EntityQuery query;
    query.kind = kind;
    query.filters = filters;
    query.limit = -1;
    TUILERIE_TRY(page, list(query));
    return page.items;
}

} // namespace tuilerie
