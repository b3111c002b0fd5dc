// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/params/field.h"

namespace tuilerie {

/// JSON of the structs that have a field table: numbers may come as texts (the Entrepôt's forms send them so), level ids as
/// numbers, a list of one as its text; what is absent or null leaves the value as it is. Errors are Invalid; their sentences
/// name the parameter, what was given and what is allowed. Pure, any thread.

enum class JsonPart {
    Whole, ///< all but defaults that say nothing
    Chosen ///< only what differs from the default
};

/// The value that JSON spells, of the type of `like`, within the field's range. `subject` is what the error begins with.
Result<FieldValue> readValue(const FieldInfo &info, const FieldValue &like, const QJsonValue &value, const QString &subject);
QJsonValue writeValue(const FieldInfo &info, const FieldValue &value);
/// The first of the field's names that the object has; undefined for none.
QJsonValue findValue(const FieldInfo &info, const QJsonObject &object);
/// Invalid when the object has another member than these, with the nearest of them.
Status refuseUnknown(const QJsonObject &object, const QStringList &known);

template <typename Params> QStringList namesOf()
{
    QStringList names;
    for (const Field<Params> &field : Params::fields())
        names << QLatin1String(field.info.name) << field.info.otherNames;
    return names;
}

/// `withoutHere` leaves out what only this machine can use: the parameters that a server is asked with.
template <typename Params>
QJsonObject writeFields(const Params &params, JsonPart part = JsonPart::Whole, bool withoutHere = false)
{
    static const Params plain;
    QJsonObject object;
    for (const Field<Params> &field : Params::fields()) {
        const FieldValue value = field.get(params), byDefault = field.get(plain);
        const bool says = value != byDefault || (part == JsonPart::Whole && !isUnsaid(field.info, byDefault));
        if (says && !(withoutHere && field.info.scope == FieldScope::Here))
            object.insert(QLatin1String(field.info.name), writeValue(field.info, value));
    }
    return object;
}

/// Takes what the table knows; other members may be somebody else's.
template <typename Params> Status readFields(const QJsonObject &object, Params &params)
{
    for (const Field<Params> &field : Params::fields()) {
        const QJsonValue found = findValue(field.info, object);
        if (found.isUndefined())
            continue;
        TUILERIE_TRY(value, readValue(field.info, field.get(params), found, QString()));
        TUILERIE_CHECK(field.set(params, value));
    }
    return {};
}

/// Whether a struct that was filled by hand keeps to its table.
template <typename Params> Status checkFields(const Params &params)
{
    Params again;
    return readFields(writeFields(params, JsonPart::Chosen), again);
}

template <typename Params> Result<Params> paramsFromJson(const QJsonObject &object)
{
    Params params;
    TUILERIE_CHECK(refuseUnknown(object, namesOf<Params>()));
    TUILERIE_CHECK(readFields(object, params));
    return params;
}

} // namespace tuilerie
