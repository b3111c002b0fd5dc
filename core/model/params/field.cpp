// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/params/field.h"

#include <QCoreApplication>

#include <algorithm>
#include <numeric>

namespace tuilerie {

namespace {

// Levenshtein: how many letters must be changed, added or taken away.
int distance(const QString &from, const QString &to)
{
    std::vector<int> row(size_t(to.size()) + 1);
    std::iota(row.begin(), row.end(), 0);
    for (qsizetype i = 0; i < from.size(); ++i) {
        int diagonal = std::exchange(row[0], int(i) + 1);
        for (size_t k = 1; k < row.size(); ++k) {
            const int changed = diagonal + (from[i] == to[qsizetype(k) - 1] ? 0 : 1);
            diagonal = std::exchange(row[k], std::min({changed, row[k] + 1, row[k - 1] + 1}));
        }
    }
    return row.back();
}

} // namespace

bool isUnsaid(const FieldInfo &info, const FieldValue &byDefault)
{
    if (info.isQuiet)
        return true;
    const auto isEmpty = [](const auto &value) {
        using Type = std::decay_t<decltype(value)>;
        if constexpr (std::is_same_v<Type, bool>)
            return false;
        else if constexpr (std::is_arithmetic_v<Type>)
            return value == 0;
        else
            return value.isEmpty();
    };
    return std::visit(isEmpty, byDefault);
}

QString fieldText(const char *text)
{
    return QCoreApplication::translate("tuilerie::Parameters", text);
}

QString anyOf(const QStringList &words)
{
    if (words.size() < 2)
        return words.join(QString());
    return QCoreApplication::translate("tuilerie::Parameters", "%1 or %2")
        .arg(words.mid(0, words.size() - 1).join(QStringLiteral(", ")), words.last());
}

QString nearestName(const QString &name, const QStringList &known)
{
    QString nearest;
    // Beyond every third letter it is another word.
    int least = std::max(2, int(name.size()) / 3) + 1;
    for (const QString &candidate : known) {
        if (const int far = distance(name.toLower(), candidate.toLower()); far < least) {
            least = far;
            nearest = candidate;
        }
    }
    return nearest;
}

} // namespace tuilerie
