// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QList>
#include <QStringList>
#include <functional>
#include <variant>
#include <vector>

namespace tuilerie {

/// What a parameter holds on its way between a struct and its written forms; a QJsonArray is a list of structs of their own.
using FieldValue = std::variant<bool, int, double, QString, QStringList, QList<int>, QJsonArray>;

/// Where a parameter can be said.
enum class FieldScope {
    Everywhere,
    Here,   ///< to an engine on this machine only: paths, output, resume
    Service ///< to a server only, which chooses what an engine is told otherwise
};

/// One parameter of a processing: all that its JSON, its option on the command line, its entry in the API's form and the
/// sentences of its errors are made from. Texts are English and marked for translation.
struct FieldInfo
{
    const char *name;                  ///< in JSON and in the API (docs/entrepot.md §9 where that has it)
    const char *description = nullptr; ///< a few words without a full stop; null = has no option and is in no form
    const char *byDefault = nullptr;   ///< what happens when it is not said, where the default's value does not tell
    const char *option = nullptr;      ///< on the command line, without dashes. Fields of one option are written 16x16
    const char *valueName = nullptr;   ///< of the option, in its help
    double low = 0, high = 0;          ///< numbers, and each of a list of them; a text has any
    QStringList words = {};            ///< of a text: there are no others. Read in any case
    QStringList otherNames = {};       ///< that JSON may have, too; the first name counts where several are there
    QStringList otherWords = {};       ///< "nearest=nn": a word that is read as another
    bool lowerOnWire = false;          ///< words are small letters in JSON and in the API
    bool isNumberList = false;         ///< a text of numbers with commas between, in JSON also an array
    bool isMandatory = false;          ///< in the API's form
    bool isQuiet = false;              ///< a default that is not said, though it is no empty text, zero or empty list
    FieldScope scope = FieldScope::Everywhere;
};

template <typename Params> struct Field
{
    FieldInfo info;
    std::function<FieldValue(const Params &)> get;
    std::function<Status(Params &, const FieldValue &)> set; ///< of the type that get() gives; fails for entries only
};

/// The field table of a processing. Built once, never changed, any thread.
template <typename Params> using Fields = std::vector<Field<Params>>;

template <typename Params, typename Owner, typename Value> Field<Params> field(Value Owner::*member, FieldInfo info)
{
    return {std::move(info), [member](const Params &params) { return FieldValue(params.*member); },
        [member](Params &params, const FieldValue &value) -> Status {
            params.*member = std::get<Value>(value);
            return {};
        }};
}

/// A list of structs that have toJson() and fromJson() themselves.
template <typename Params, typename Entry> Field<Params> entries(std::vector<Entry> Params::*member, FieldInfo info)
{
    return {std::move(info),
        [member](const Params &params) {
            QJsonArray list;
            for (const Entry &entry : params.*member)
                list.append(entry.toJson());
            return FieldValue(list);
        },
        [member](Params &params, const FieldValue &value) -> Status {
            std::vector<Entry> list;
            for (const QJsonValue &object : std::get<QJsonArray>(value)) {
                TUILERIE_TRY(entry, Result<Entry>(Entry::fromJson(object.toObject())));
                list.push_back(entry);
            }
            params.*member = std::move(list);
            return {};
        }};
}

/// The words that a text may be, by the field's name; none for a field that takes any.
template <typename Params> QStringList wordsOf(const char *name)
{
    for (const Field<Params> &field : Params::fields())
        if (qstrcmp(field.info.name, name) == 0)
            return field.info.words;
    return {};
}

/// Whether a default says nothing: an empty text or list, 0 for "choose yourself", or a field that keeps quiet.
bool isUnsaid(const FieldInfo &info, const FieldValue &byDefault);
/// A translated text of a field table.
QString fieldText(const char *text);
/// "dtm, dsm or density", in the user's language.
QString anyOf(const QStringList &words);
/// The known name that a wrong one was probably meant to be; empty when none is near.
QString nearestName(const QString &name, const QStringList &known);

} // namespace tuilerie
