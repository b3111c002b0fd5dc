// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/params/fieldjson.h"

#include <QCoreApplication>
#include <QJsonDocument>

#include <cmath>
#include <limits>

namespace tuilerie {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("tuilerie::Parameters", text);
}

// As the user wrote it, or nearly.
QString shown(const QJsonValue &value)
{
    QString text = value.toString();
    if (value.isDouble())
        text = QString::number(value.toDouble(), 'g', 12);
    else if (!value.isString())
        text = QString::fromUtf8(QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact)).mid(1).chopped(1);
    return text.size() > 60 ? text.left(60) + QStringLiteral("…") : text;
}

/// The number that a value is or spells; NaN for none.
double numberOf(const QJsonValue &value)
{
    bool good = value.isDouble();
    const double number = value.isString() ? value.toString().trimmed().toDouble(&good) : value.toDouble();
    return good ? number : std::nan("");
}

bool isWhole(double number, double low, double high)
{
    return number >= low && number <= high && number == std::floor(number);
}

class Reader
{
public:
    Reader(const FieldInfo &info, const QJsonValue &value, const QString &subject)
        : m_info(info)
        , m_value(value)
        , m_subject(subject.isEmpty() ? tr("The parameter “%1”").arg(QLatin1String(info.name)) : subject)
    {
    }

    Result<FieldValue> operator()(bool) const
    {
        const QString text = m_value.toString();
        if (!m_value.isBool() && text != QLatin1String("true") && text != QLatin1String("false"))
            return wrong(tr("true or false"));
        return FieldValue(m_value.isBool() ? m_value.toBool() : text == QLatin1String("true"));
    }

    Result<FieldValue> operator()(int) const
    {
        const double number = numberOf(m_value);
        if (!isWhole(number, m_info.low, m_info.high))
            return wrong(tr("a whole number from %1 to %2").arg(low(), high()));
        return FieldValue(int(number));
    }

    Result<FieldValue> operator()(double) const
    {
        const double number = numberOf(m_value);
        if (!(number >= m_info.low && number <= m_info.high))
            return wrong(tr("a number from %1 to %2").arg(low(), high()));
        return FieldValue(number);
    }

    Result<FieldValue> operator()(const QString &) const
    {
        if (m_info.isNumberList)
            return numbers();
        // Level ids are numbers to some.
        const double number = m_value.toDouble(std::nan(""));
        if (!m_value.isString() && !isWhole(number, -9e15, 9e15))
            return wrong(m_info.words.isEmpty() ? tr("a text") : anyOf(m_info.words));
        return m_value.isString() ? word(m_value.toString()) : word(QString::number(qint64(number)));
    }

    Result<FieldValue> operator()(const QStringList &) const
    {
        QStringList list;
        for (const QJsonValue &text : m_value.isString() ? QJsonArray{m_value} : m_value.toArray()) {
            if (!text.isString())
                return wrong(tr("a list of texts"));
            list << text.toString();
        }
        if (!m_value.isString() && !m_value.isArray())
            return wrong(tr("a list of texts"));
        return FieldValue(list);
    }

    Result<FieldValue> operator()(const QList<int> &) const
    {
        QList<int> list;
        const QJsonArray array = m_value.isArray() ? m_value.toArray() : QJsonArray{m_value};
        for (const QJsonValue &value : array) {
            const double number = numberOf(value);
            if (!isWhole(number, m_info.low, m_info.high))
                return wrong(tr("a list of whole numbers from %1 to %2").arg(low(), high()));
            list << int(number);
        }
        if (list.isEmpty())
            return wrong(tr("a list of whole numbers from %1 to %2").arg(low(), high()));
        return FieldValue(list);
    }

    Result<FieldValue> operator()(const QJsonArray &) const
    {
        const QJsonArray array = m_value.toArray();
        const bool good = m_value.isArray()
            && std::all_of(array.begin(), array.end(), [](const QJsonValue &entry) { return entry.isObject(); });
        return good ? Result<FieldValue>(array) : wrong(tr("a list of objects"));
    }

private:
    QString low() const { return QString::number(m_info.low, 'g', 12); }
    QString high() const { return QString::number(m_info.high, 'g', 12); }

    tl::unexpected<Error> wrong(const QString &allowed) const
    {
        return fail(ErrorCode::Invalid, tr("%1 must be %2, not “%3”.").arg(m_subject, allowed, shown(m_value)));
    }

    Result<FieldValue> word(const QString &text) const
    {
        if (m_info.words.isEmpty())
            return FieldValue(text);
        for (const QString &other : m_info.otherWords)
            if (other.section(QLatin1Char('='), 0, 0).compare(text, Qt::CaseInsensitive) == 0)
                return FieldValue(other.section(QLatin1Char('='), 1));
        for (const QString &known : m_info.words)
            if (known.compare(text, Qt::CaseInsensitive) == 0)
                return FieldValue(known);
        // Nothing stands for what is not said.
        return text.isEmpty() && m_info.byDefault ? Result<FieldValue>(text) : wrong(anyOf(m_info.words));
    }

    // The Entrepôt's harvest takes an array, the descriptor and the command line a text.
    Result<FieldValue> numbers() const
    {
        QStringList list;
        if (m_value.isString() && m_value.toString().isEmpty())
            return FieldValue(QString());
        const QJsonArray array = m_value.isArray() ? m_value.toArray()
            : m_value.isString()                   ? QJsonArray::fromStringList(m_value.toString().split(QLatin1Char(',')))
                                                   : QJsonArray{m_value};
        for (const QJsonValue &value : array) {
            const double number = numberOf(value);
            if (!std::isfinite(number))
                return wrong(tr("numbers with commas between"));
            list << (value.isString() ? value.toString() : QString::number(number, 'g', 12));
        }
        return FieldValue(list.join(QLatin1Char(',')));
    }

    const FieldInfo &m_info;
    const QJsonValue m_value;
    const QString m_subject;
};

} // namespace

Result<FieldValue> readValue(const FieldInfo &info, const FieldValue &like, const QJsonValue &value, const QString &subject)
{
    return std::visit(Reader(info, value, subject), like);
}

QJsonValue writeValue(const FieldInfo &info, const FieldValue &value)
{
    const auto write = [&info](const auto &held) {
        using Type = std::decay_t<decltype(held)>;
        if constexpr (std::is_same_v<Type, QString>) {
            return QJsonValue(info.lowerOnWire ? held.toLower() : held);
        } else if constexpr (std::is_same_v<Type, QStringList>) {
            return QJsonValue(QJsonArray::fromStringList(held));
        } else if constexpr (std::is_same_v<Type, QList<int>>) {
            QJsonArray list;
            for (const int number : held)
                list.append(number);
            return QJsonValue(list);
        } else {
            return QJsonValue(held);
        }
    };
    return std::visit(write, value);
}

QJsonValue findValue(const FieldInfo &info, const QJsonObject &object)
{
    for (const QString &name : QStringList(QLatin1String(info.name)) + info.otherNames)
        if (const QJsonValue value = object.value(name); !value.isUndefined() && !value.isNull())
            return value;
    return QJsonValue(QJsonValue::Undefined);
}

Status refuseUnknown(const QJsonObject &object, const QStringList &known)
{
    const QStringList names = object.keys();
    for (const QString &name : names) {
        if (known.contains(name))
            continue;
        const QString nearest = nearestName(name, known);
        return fail(ErrorCode::Invalid,
            nearest.isEmpty() ? tr("There is no parameter “%1”. Leave it out.").arg(name)
                              : tr("There is no parameter “%1”. Did you mean “%2”?").arg(name, nearest));
    }
    return {};
}

} // namespace tuilerie
