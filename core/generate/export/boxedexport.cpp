// SPDX-License-Identifier: GPL-3.0-or-later
#include "generate/export/pyramidexport.h"
#include "pyramid/pyramidplaces.h"
#include "source/inbox.h"

#include <QJsonArray>

namespace tuilerie {

using namespace Qt::StringLiterals;

namespace {

QStringList textsOf(const QJsonValue &value)
{
    QStringList list;
    for (const QJsonValue text : value.toArray())
        list << text.toString();
    return list;
}

/// Nothing where the pyramid is not on this machine.
std::optional<Result<QJsonObject>> ask(
    const QString &work, const ExportParams &params, const QStringList &outputs, WorkControl &control)
{
    const auto places = pyramidPlaces(params.pyramid);
    if (!places)
        return std::nullopt;
    QJsonObject asked = params.toJson();
    asked.insert(u"resume"_s, params.resume);
    return inBox(work, asked, *places, outputs, control);
}

} // namespace

QJsonObject ExportOutlook::toJson() const
{
    return {{u"levels"_s, QJsonArray::fromStringList(levels)}, {u"tiles"_s, tiles}};
}

ExportOutlook ExportOutlook::fromJson(const QJsonObject &object)
{
    return {textsOf(object["levels"_L1]), object["tiles"_L1].toInteger()};
}

ExportedPyramid ExportedPyramid::fromJson(const QJsonObject &object)
{
    return {object["path"_L1].toString(), textsOf(object["levels"_L1]), object["tiles"_L1].toInteger(),
        object["contents"_L1].toInteger(), object["bytes"_L1].toInteger(), object["seconds"_L1].toDouble()};
}

Result<ExportOutlook> lookAtExportInBox(const ExportParams &params, WorkControl &control)
{
    const auto answer = ask(u"export-outlook"_s, params, {}, control);
    if (!answer)
        return lookAtExport(params, control);
    if (!*answer)
        return fail(answer->error());
    return ExportOutlook::fromJson(**answer);
}

Result<ExportedPyramid> exportPyramidInBox(const ExportParams &params, WorkControl &control)
{
    const auto answer = ask(u"export"_s, params, {params.output}, control);
    if (!answer)
        return exportPyramid(params, control);
    if (!*answer)
        return fail(answer->error());
    return ExportedPyramid::fromJson(**answer);
}

} // namespace tuilerie
