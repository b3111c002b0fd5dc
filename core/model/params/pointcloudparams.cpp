// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/params/pointcloudparams.h"

#include "model/params/fieldjson.h"

#include <QCoreApplication>

namespace tuilerie {

using namespace Qt::StringLiterals;

const Fields<PointCloudParams> &PointCloudParams::fields()
{
    using P = PointCloudParams;
    static const Fields<P> table = [] {
        Fields<P> made{field<P>(&P::paths, pathsInfo()), field<P>(&P::output, outputInfo()),
            field<P>(&P::format,
                {.name = "format",
                    .description = QT_TRANSLATE_NOOP("tuilerie::Parameters", "Point clouds to download"),
                    .option = "cloud-format",
                    .valueName = "FORMAT",
                    .words = {u"copc"_s, u"ept"_s, u"vpc"_s},
                    .scope = FieldScope::Service})};
        addResourceFields(made);
        made.insert(made.end(),
            {field<P>(&P::tmp,
                 {.name = "tmp",
                     .description =
                         QT_TRANSLATE_NOOP("tuilerie::Parameters", "Point clouds: folder for what does not fit into memory"),
                     .byDefault = QT_TRANSLATE_NOOP("tuilerie::Parameters", "beside the output"),
                     .option = "tmp",
                     .valueName = "DIR",
                     .scope = FieldScope::Here}),
                field<P>(&P::assignCrs, assignCrsInfo()), field<P>(&P::skipUnreadable, skipUnreadableInfo()),
                field<P>(&P::resume, resumeInfo())});
        return made;
    }();
    return table;
}

QJsonObject PointCloudParams::toJson() const
{
    return writeFields(*this);
}

Result<PointCloudParams> PointCloudParams::fromJson(const QJsonObject &object)
{
    return paramsFromJson<PointCloudParams>(object);
}

} // namespace tuilerie
