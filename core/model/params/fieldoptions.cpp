// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/params/fieldoptions.h"

#include <QCoreApplication>
#include <QLocale>
#include <QRegularExpression>

namespace tuilerie {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("tuilerie::Parameters", text);
}

QString optionText(const FieldValue &value)
{
    const auto text = [](const auto &held) -> QString {
        using Type = std::decay_t<decltype(held)>;
        if constexpr (std::is_same_v<Type, QString>) {
            return held;
        } else if constexpr (std::is_same_v<Type, double>) {
            return QString::number(held, 'g', QLocale::FloatingPointShortest);
        } else if constexpr (std::is_same_v<Type, int>) {
            return QString::number(held);
        } else if constexpr (std::is_same_v<Type, QList<int>>) {
            QStringList numbers;
            for (const int number : held)
                numbers << QString::number(number);
            return numbers.join(QLatin1Char(','));
        } else {
            return {};
        }
    };
    return std::visit(text, value);
}

QString joinedText(const OptionFields &fields)
{
    QStringList texts;
    for (const FieldValue &value : fields.values)
        texts << optionText(value);
    return texts.join(QLatin1Char('x'));
}

// "Tile format: JPG or PNG (as the data)."
QString helpOf(const OptionFields &fields)
{
    const FieldInfo &info = *fields.infos.front();
    QStringList descriptions;
    for (const FieldInfo *part : fields.infos)
        descriptions << fieldText(part->description);
    QString help = descriptions.join(QStringLiteral(" × "));
    if (!info.words.isEmpty())
        help = tr("%1: %2").arg(help, anyOf(info.words));
    const QString fallback = info.byDefault     ? fieldText(info.byDefault)
        : isUnsaid(info, fields.values.front()) ? QString()
                                                : joinedText(fields);
    return (fallback.isEmpty() ? help : tr("%1 (%2)").arg(help, fallback)) + QLatin1Char('.');
}

} // namespace

bool hasOption(const FieldInfo &info, FieldScope scope)
{
    return info.option && (info.scope == FieldScope::Everywhere || info.scope == scope);
}

void addOption(QCommandLineParser &parser, const OptionFields &fields)
{
    const FieldInfo &info = *fields.infos.front();
    QCommandLineOption option(QLatin1String(info.option), helpOf(fields));
    if (!std::holds_alternative<bool>(fields.values.front()))
        option.setValueName(QLatin1String(info.valueName));
    parser.addOption(option);
}

Result<QJsonValue> givenValue(
    const QCommandLineParser &parser, const FieldInfo &info, const FieldValue &byDefault, int part, int parts)
{
    const QString option = QLatin1String(info.option);
    if (!parser.isSet(option))
        return QJsonValue(QJsonValue::Undefined);
    if (const bool *usually = std::get_if<bool>(&byDefault))
        return QJsonValue(!*usually);
    if (std::holds_alternative<QStringList>(byDefault))
        return QJsonValue(QJsonArray::fromStringList(parser.values(option)));
    const QString text = parser.value(option);
    if (std::holds_alternative<QList<int>>(byDefault))
        return QJsonValue(QJsonArray::fromStringList(text.split(QLatin1Char(','))));
    if (parts == 1)
        return QJsonValue(text);
    static const QRegularExpression times(QStringLiteral("[xX×]"));
    const QStringList values = text.split(times);
    if (values.size() != parts)
        return fail(ErrorCode::Invalid,
            tr("--%1 must be %2 whole numbers with x between, such as 16x16, not “%3”.").arg(option).arg(parts).arg(text));
    return QJsonValue(values[part]);
}

void appendOption(QStringList &arguments, const OptionFields &fields)
{
    const QString option = QLatin1String("--") + QLatin1String(fields.infos.front()->option);
    if (const auto *list = std::get_if<QStringList>(&fields.values.front())) {
        for (const QString &text : *list)
            arguments << option << text;
        return;
    }
    arguments << option;
    if (!std::holds_alternative<bool>(fields.values.front()))
        arguments << joinedText(fields);
}

} // namespace tuilerie
