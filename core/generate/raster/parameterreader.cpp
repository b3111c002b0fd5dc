// SPDX-License-Identifier: GPL-3.0-or-later
#include "generate/raster/parameterreader.h"

#include <QCoreApplication>
#include <QJsonArray>

#include <cmath>

namespace tuilerie {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("tuilerie::ParameterReader", text);
}

/// The number that a value is or spells; NaN for none.
double numberOf(const QJsonValue &value)
{
    bool good = value.isDouble();
    const double number = value.isString() ? value.toString().toDouble(&good) : value.toDouble();
    return good ? number : std::nan("");
}

} // namespace

QJsonValue ParameterReader::find(const char *name) const
{
    const QJsonValue value = m_object.value(QLatin1String(name));
    return value.isNull() ? QJsonValue(QJsonValue::Undefined) : value;
}

Status ParameterReader::text(const char *name, QString &value) const
{
    const QJsonValue found = find(name);
    if (found.isUndefined())
        return {};
    if (found.isString())
        value = found.toString();
    else if (found.isDouble() && found.toDouble() == std::floor(found.toDouble()))
        value = QString::number(found.toInteger());
    else
        return fail(ErrorCode::Invalid, tr("The parameter “%1” must be a text.").arg(QLatin1String(name)));
    return {};
}

Status ParameterReader::texts(const char *name, QStringList &values) const
{
    const QJsonValue found = find(name);
    if (found.isUndefined())
        return {};
    QStringList list;
    bool good = found.isArray() || found.isString();
    if (found.isString())
        list << found.toString();
    for (const QJsonValue &text : found.toArray()) {
        good = good && text.isString();
        list << text.toString();
    }
    if (!good)
        return fail(ErrorCode::Invalid, tr("The parameter “%1” must be a list of texts.").arg(QLatin1String(name)));
    values = list;
    return {};
}

Status ParameterReader::integer(const char *name, int low, int high, int &value) const
{
    const QJsonValue found = find(name);
    if (found.isUndefined())
        return {};
    const double number = numberOf(found);
    if (!(number >= low && number <= high) || number != std::floor(number))
        return fail(ErrorCode::Invalid,
            tr("The parameter “%1” must be a whole number from %2 to %3.").arg(QLatin1String(name)).arg(low).arg(high));
    value = int(number);
    return {};
}

Status ParameterReader::number(const char *name, double low, double high, double &value) const
{
    const QJsonValue found = find(name);
    if (found.isUndefined())
        return {};
    const double number = numberOf(found);
    if (!(number >= low && number <= high))
        return fail(ErrorCode::Invalid,
            tr("The parameter “%1” must be a number from %2 to %3.").arg(QLatin1String(name)).arg(low).arg(high));
    value = number;
    return {};
}

Status ParameterReader::boolean(const char *name, bool &value) const
{
    const QJsonValue found = find(name);
    if (found.isUndefined())
        return {};
    const QString text = found.toString();
    if (!found.isBool() && text != QLatin1String("true") && text != QLatin1String("false"))
        return fail(ErrorCode::Invalid, tr("The parameter “%1” must be true or false.").arg(QLatin1String(name)));
    value = found.isBool() ? found.toBool() : text == QLatin1String("true");
    return {};
}

} // namespace tuilerie
