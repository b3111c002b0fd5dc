// SPDX-License-Identifier: GPL-3.0-or-later
#include "check/vector/vectorfix.h"

#include <QSet>

namespace tuilerie {

namespace {

constexpr int kLongestName = 63; ///< bytes of a PostgreSQL identifier

/// Words that PostgreSQL reserves, as table or column names (PostgreSQL 16, Appendix C).
const QSet<QString> &reserved()
{
    static const QSet<QString> words = [] {
        const QString list =
            QStringLiteral("all analyse analyze and any array as asc asymmetric authorization between binary both case cast "
                           "check collate collation column concurrently constraint create cross "
                           "current_catalog current_date current_role current_schema current_time current_timestamp "
                           "current_user default deferrable desc distinct do else end except false fetch "
                           "for foreign freeze from full grant group having ilike in initially inner intersect into is "
                           "isnull join lateral leading left like limit localtime localtimestamp natural "
                           "not notnull null offset on only or order outer overlaps placing primary references returning "
                           "right select session_user similar some symmetric table tablesample then "
                           "to trailing true union unique user using variadic verbose when where window with");
        const QStringList parts = list.split(QLatin1Char(' '));
        return QSet<QString>(parts.begin(), parts.end());
    }();
    return words;
}

} // namespace

bool isReservedName(const QString &name)
{
    return reserved().contains(name.toLower());
}

QString entrepotName(const QString &name)
{
    QString spelled = name;
    spelled.replace(QStringLiteral("œ"), QStringLiteral("oe"))
        .replace(QStringLiteral("Œ"), QStringLiteral("oe"))
        .replace(QStringLiteral("æ"), QStringLiteral("ae"))
        .replace(QStringLiteral("Æ"), QStringLiteral("ae"))
        .replace(QStringLiteral("ß"), QStringLiteral("ss"));
    QString result;
    for (const QChar letter : spelled.normalized(QString::NormalizationForm_D)) {
        if (letter.isMark())
            continue; // an accent
        const QChar small = letter.toLower();
        const bool isKept = (small >= QLatin1Char('a') && small <= QLatin1Char('z'))
            || (small >= QLatin1Char('0') && small <= QLatin1Char('9')) || small == QLatin1Char(' ');
        result += isKept ? small : QChar(QLatin1Char('_'));
    }
    result = result.trimmed();
    if (result.isEmpty() || (result.front() >= QLatin1Char('0') && result.front() <= QLatin1Char('9')))
        result.prepend(QLatin1Char('_'));
    result.truncate(kLongestName);
    if (isReservedName(result))
        result += QLatin1Char('_');
    return result;
}

} // namespace tuilerie
