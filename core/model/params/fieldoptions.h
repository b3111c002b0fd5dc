// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/params/fieldjson.h"

#include <QCommandLineParser>

namespace tuilerie {

/// The command line of the structs that have a field table: options with their help, struct ⇄ arguments. Whole numbers with
/// one option between them (width and height) are written 16x16, lists of texts as an option for each. A switch stands for
/// the value that is not the default. Several tables may have one option: it is added once, and each reads it; `named` are
/// the options so far. Errors are Invalid and begin with the option.

/// An option with the fields that it stands for, and what they hold.
struct OptionFields
{
    std::vector<const FieldInfo *> infos;
    std::vector<FieldValue> values;
};

/// Whether a command of this scope has the field's option.
bool hasOption(const FieldInfo &info, FieldScope scope);
/// Adds the option, with the fields' defaults in its help.
void addOption(QCommandLineParser &parser, const OptionFields &fields);
/// What the option says for the field: the `part`th of its values; undefined when it is not given.
Result<QJsonValue> givenValue(
    const QCommandLineParser &parser, const FieldInfo &info, const FieldValue &byDefault, int part, int parts);
/// Appends the option with the fields' values.
void appendOption(QStringList &arguments, const OptionFields &fields);

/// The fields that share the option of the field at `index`, in the table's order.
template <typename Params> std::vector<const Field<Params> *> sharersOf(const Field<Params> &field)
{
    std::vector<const Field<Params> *> sharers;
    for (const Field<Params> &other : Params::fields())
        if (other.info.option && qstrcmp(other.info.option, field.info.option) == 0)
            sharers.push_back(&other);
    return sharers;
}

template <typename Params> OptionFields optionFields(const Field<Params> &field, const Params &params)
{
    OptionFields fields;
    for (const Field<Params> *sharer : sharersOf(field)) {
        fields.infos.push_back(&sharer->info);
        fields.values.push_back(sharer->get(params));
    }
    return fields;
}

template <typename Params> QStringList optionsOf(FieldScope scope)
{
    QStringList options;
    for (const Field<Params> &field : Params::fields())
        if (hasOption(field.info, scope))
            options << QLatin1String(field.info.option);
    options.removeDuplicates();
    return options;
}

template <typename Params> void addOptions(QCommandLineParser &parser, FieldScope scope, QStringList &named)
{
    for (const Field<Params> &field : Params::fields()) {
        if (!hasOption(field.info, scope) || named.contains(QLatin1String(field.info.option)))
            continue;
        named << QLatin1String(field.info.option);
        addOption(parser, optionFields(field, Params()));
    }
}

/// `without` are options that this command has not.
template <typename Params>
Status readOptions(const QCommandLineParser &parser, Params &params, FieldScope scope, const QStringList &without = {})
{
    for (const Field<Params> &field : Params::fields()) {
        if (!hasOption(field.info, scope) || without.contains(QLatin1String(field.info.option)))
            continue;
        const auto sharers = sharersOf(field);
        const auto part = std::find(sharers.begin(), sharers.end(), &field) - sharers.begin();
        TUILERIE_TRY(given, givenValue(parser, field.info, field.get(Params()), int(part), int(sharers.size())));
        if (given.isUndefined())
            continue;
        TUILERIE_TRY(
            value, readValue(field.info, field.get(params), given, QLatin1String("--") + QLatin1String(field.info.option)));
        TUILERIE_CHECK(field.set(params, value));
    }
    return {};
}

/// Every option that is not the default.
template <typename Params>
void appendOptions(QStringList &arguments, const Params &params, FieldScope scope, QStringList &named)
{
    for (const Field<Params> &field : Params::fields()) {
        if (!hasOption(field.info, scope) || named.contains(QLatin1String(field.info.option)))
            continue;
        const OptionFields fields = optionFields(field, params);
        if (fields.values == optionFields(field, Params()).values)
            continue;
        named << QLatin1String(field.info.option);
        appendOption(arguments, fields);
    }
}

} // namespace tuilerie
