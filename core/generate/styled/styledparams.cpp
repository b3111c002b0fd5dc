// SPDX-License-Identifier: GPL-3.0-or-later
#include "generate/styled/styledpyramid.h"

#include "generate/raster/parameterreader.h"

#include <QCoreApplication>

namespace tuilerie {

QJsonObject StyledPyramidParams::toJson() const
{
    // What a raster pyramid has too is said in the same words.
    RasterPyramidParams shared;
    shared.output = output;
    shared.tms = tms;
    shared.top = top;
    shared.bottom = bottom;
    shared.format = format;
    shared.slabWidth = slabWidth;
    shared.slabHeight = slabHeight;
    shared.workers = workers;
    shared.memoryMiB = memoryMiB;
    shared.resume = resume;
    QJsonObject object = shared.toJson();
    for (const char *name : {"paths", "interpolation", "mask", "channels"})
        object.remove(QLatin1String(name));
    QJsonArray list;
    for (const StyledTable &table : tables)
        list.append(table.toJson());
    object.insert(QStringLiteral("tables"), list);
    object.insert(QStringLiteral("background"), background);
    object.insert(QStringLiteral("buffer"), buffer);
    object.insert(QStringLiteral("metatile"), metatile);
    return object;
}

Result<StyledPyramidParams> StyledPyramidParams::fromJson(const QJsonObject &object)
{
    TUILERIE_TRY(shared, RasterPyramidParams::fromJson(object));
    StyledPyramidParams params;
    const ParameterReader read(object);
    params.output = shared.output;
    params.tms = shared.tms;
    params.top = shared.top;
    params.bottom = shared.bottom;
    if (!shared.format.isEmpty())
        params.format = shared.format;
    params.slabWidth = shared.slabWidth;
    params.slabHeight = shared.slabHeight;
    params.workers = shared.workers;
    params.memoryMiB = shared.memoryMiB;
    params.resume = shared.resume;
    const QJsonValue tables = object.value(QLatin1String("tables"));
    if (!tables.isUndefined() && !tables.isArray())
        return fail(ErrorCode::Invalid,
            QCoreApplication::translate("tuilerie::StyledPyramid", "The parameter “tables” must be a list."));
    for (const QJsonValue &table : tables.toArray())
        params.tables.push_back(StyledTable::fromJson(table.toObject()));
    params.background = object.value(QLatin1String("background")).toString(params.background);
    TUILERIE_CHECK(read.integer("buffer", 0, 4096, params.buffer));
    TUILERIE_CHECK(read.integer("metatile", 1, 32, params.metatile));
    return params;
}

} // namespace tuilerie
