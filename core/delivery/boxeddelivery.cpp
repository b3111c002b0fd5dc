// SPDX-License-Identifier: GPL-3.0-or-later
#include "delivery/datalook.h"
#include "delivery/deliveryfiles.h"
#include "source/inbox.h"
#include "source/workcopy.h"

#include <QJsonArray>

namespace tuilerie {

using namespace Qt::StringLiterals;

Result<DataLook> lookAtDataInBox(const QStringList &paths, PublishKind kind, const QString &assignCrs, WorkControl &control)
{
    TUILERIE_CHECK(makeWorkCopies(paths, control));
    const QJsonObject params{
        {u"paths"_s, QJsonArray::fromStringList(paths)}, {u"kind"_s, publishKindName(kind)}, {u"crs"_s, assignCrs}};
    const auto answer = inBox(u"look"_s, params, paths, {}, control);
    if (!answer)
        return lookAtData(paths, kind, assignCrs, control);
    if (!*answer)
        return fail(answer->error());
    return DataLook::fromJson(**answer);
}

Result<std::vector<DeliveryFile>> filesInBox(
    PublishKind kind, const QStringList &paths, bool byReference, WorkControl &control)
{
    // What is sent out of a zip lies in this program's copy of it.
    if (!byReference)
        TUILERIE_CHECK(makeWorkCopies(paths, control));
    const QJsonObject params{{u"paths"_s, QJsonArray::fromStringList(paths)}, {u"kind"_s, publishKindName(kind)},
        {u"by_reference"_s, byReference}};
    const auto answer = inBox(u"files"_s, params, paths, {}, control);
    if (!answer)
        return filesToDeliver(kind, paths, byReference, &control);
    if (!*answer)
        return fail(answer->error());
    std::vector<DeliveryFile> files;
    for (const QJsonValue file : (**answer)["files"_L1].toArray())
        files.push_back({file[0].toString(), file[1].toString(), file[2].toInteger()});
    return files;
}

Result<QJsonObject> pyramidInfosInBox(PublishKind kind, const QString &path, WorkControl &control)
{
    const QJsonObject params{{u"path"_s, path}, {u"kind"_s, publishKindName(kind)}};
    const auto answer = inBox(u"pyramid-infos"_s, params, {path}, {}, control);
    return answer ? *answer : pyramidInfos(kind, path);
}

} // namespace tuilerie
