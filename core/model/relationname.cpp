// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/relationname.h"

namespace tuilerie {

namespace {

// Letters that Unicode does not take apart.
QString plainLetters(QChar letter)
{
    switch (letter.unicode()) {
    case 0xe6: return QStringLiteral("ae");
    case 0x153: return QStringLiteral("oe");
    case 0xdf: return QStringLiteral("ss");
    case 0xf8: return QStringLiteral("o");
    case 0x142: return QStringLiteral("l");
    default: return {};
    }
}

} // namespace

QString relationName(const QString &name)
{
    QString result;
    for (const QChar letter : name.toLower().normalized(QString::NormalizationForm_KD)) {
        const bool isMark = letter.category() == QChar::Mark_NonSpacing;
        if (letter.unicode() < 0x80 && (letter.isLetterOrNumber() || letter == QLatin1Char('_')))
            result += letter;
        else if (const QString plain = plainLetters(letter); !plain.isEmpty())
            result += plain;
        else if (!isMark)
            result += QLatin1Char('_');
    }
    if (result.isEmpty() || result.front().isDigit())
        result.prepend(QLatin1Char('_'));
    return result;
}

} // namespace tuilerie
