// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/params/vectorintegrationparams.h"

#include "model/params/fieldjson.h"

#include <QCoreApplication>

namespace tuilerie {

const Fields<VectorIntegrationParams> &VectorIntegrationParams::fields()
{
    using P = VectorIntegrationParams;
    static const Fields<P> table{field<P>(&P::srs,
                                     {.name = "srs",
                                         .description = QT_TRANSLATE_NOOP("tuilerie::Parameters", "CRS of the database"),
                                         .byDefault = QT_TRANSLATE_NOOP("tuilerie::Parameters", "the files' own"),
                                         .option = "database-crs",
                                         .valueName = "CRS"}),
        field<P>(&P::multigeomLayers,
            {.name = "multigeom_layers",
                .description = QT_TRANSLATE_NOOP("tuilerie::Parameters", "Tables that hold single and multi geometries"),
                .option = "multigeom-table",
                .valueName = "TABLE"}),
        field<P>(
            &P::update, {.name = "update", .description = QT_TRANSLATE_NOOP("tuilerie::Parameters", "Not on this server")}),
        field<P>(
            &P::remove, {.name = "delete", .description = QT_TRANSLATE_NOOP("tuilerie::Parameters", "Not on this server")})};
    return table;
}

QJsonObject VectorIntegrationParams::toJson() const
{
    return writeFields(*this);
}

Result<VectorIntegrationParams> VectorIntegrationParams::fromJson(const QJsonObject &object)
{
    return paramsFromJson<VectorIntegrationParams>(object);
}

} // namespace tuilerie
