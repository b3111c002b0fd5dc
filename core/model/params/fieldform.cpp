// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/params/fieldform.h"

#include <QCoreApplication>

namespace tuilerie {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("tuilerie::Parameters", text);
}

QJsonObject range(const char *type, const FieldInfo &info)
{
    return {{QStringLiteral("type"), QLatin1String(type)}, {QStringLiteral("minimum"), info.low},
        {QStringLiteral("maximum"), info.high}};
}

QJsonObject listOf(const QJsonObject &items)
{
    return {{QStringLiteral("type"), QStringLiteral("array")}, {QStringLiteral("items"), items}};
}

QJsonObject plain(const char *type)
{
    return {{QStringLiteral("type"), QLatin1String(type)}};
}

/// JSON Schema of a field, by the type that it holds.
struct Schema
{
    const FieldInfo &info;

    QJsonObject operator()(bool) const { return plain("boolean"); }
    QJsonObject operator()(int) const { return range("integer", info); }
    QJsonObject operator()(double) const { return range("number", info); }
    QJsonObject operator()(const QStringList &) const { return listOf(plain("string")); }
    QJsonObject operator()(const QList<int> &) const { return listOf(range("integer", info)); }
    QJsonObject operator()(const QJsonArray &) const { return listOf(plain("object")); }
    QJsonObject operator()(const QString &) const
    {
        QJsonObject schema = plain("string");
        QJsonArray words;
        for (const QString &word : info.words)
            words.append(writeValue(info, word));
        if (!words.isEmpty())
            schema.insert(QStringLiteral("enum"), words);
        return schema;
    }
};

} // namespace

ProcessingParameter describedField(const FieldInfo &info, const FieldValue &byDefault)
{
    ProcessingParameter parameter;
    parameter.name = QLatin1String(info.name);
    parameter.description = info.byDefault
        ? tr("%1; by default %2").arg(fieldText(info.description), fieldText(info.byDefault))
        : fieldText(info.description);
    parameter.mandatory = info.isMandatory;
    if (!info.isMandatory && !isUnsaid(info, byDefault))
        parameter.defaultValue = writeValue(info, byDefault);
    parameter.constraints = std::visit(Schema{info}, byDefault);
    return parameter;
}

} // namespace tuilerie
