// SPDX-License-Identifier: GPL-3.0-or-later
#include "worker/data.h"

#include "delivery/datalook.h"
#include "delivery/deliveryfiles.h"
#include "model/json.h"
#include "source/archive.h"
#include "source/workcopy.h"

namespace tuilerie {

using namespace Qt::StringLiterals;

Result<QJsonObject> look(const QJsonObject &params, WorkControl &control)
{
    TUILERIE_TRY(seen,
        lookAtData(modeljson::texts(params["paths"_L1]), publishKindFromName(params["kind"_L1].toString()),
            params["crs"_L1].toString(), control));
    return seen.toJson();
}

Result<QJsonObject> filesOfDelivery(const QJsonObject &params, WorkControl &control)
{
    TUILERIE_TRY(files,
        filesToDeliver(publishKindFromName(params["kind"_L1].toString()), modeljson::texts(params["paths"_L1]),
            params["by_reference"_L1].toBool(), &control));
    QJsonArray list;
    for (const DeliveryFile &file : files)
        list.append(QJsonArray{file.path, file.remotePath, file.size});
    return QJsonObject{{u"files"_s, list}};
}

Result<QJsonObject> infosOfPyramid(const QJsonObject &params, WorkControl &)
{
    return pyramidInfos(publishKindFromName(params["kind"_L1].toString()), params["path"_L1].toString());
}

Result<QJsonObject> archiveNames(const QJsonObject &params, WorkControl &)
{
    TUILERIE_TRY(names, namesInArchive(params["path"_L1].toString()));
    return QJsonObject{{u"names"_s, QJsonArray::fromStringList(names)}};
}

Result<QJsonObject> unpack(const QJsonObject &params, WorkControl &control)
{
    TUILERIE_TRY(place, makeWorkCopy(params["path"_L1].toString(), control));
    return QJsonObject{{u"place"_s, place}};
}

} // namespace tuilerie
