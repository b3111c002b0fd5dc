// SPDX-License-Identifier: GPL-3.0-or-later
#include "render/rasterstretch.h"

#include <QJsonArray>

namespace tuilerie {

namespace {
const char *const rangeNames[] = {"as-stored", "min-max", "percentile", "manual"};
}

QJsonObject RasterStretch::toJson() const
{
    QJsonObject object{{QStringLiteral("range"), QLatin1String(rangeNames[int(range)])},
        {QStringLiteral("percent"), QJsonArray{lowPercent, highPercent}}, {QStringLiteral("smooth"), smooth}};
    QJsonArray bandList;
    for (const int band : bands)
        bandList.append(band);
    QJsonArray limitList;
    for (const Limits &limit : limits)
        limitList.append(QJsonArray{limit.min, limit.max});
    object.insert(QStringLiteral("bands"), bandList);
    object.insert(QStringLiteral("limits"), limitList);
    if (nodata)
        object.insert(QStringLiteral("nodata"), *nodata);
    return object;
}

RasterStretch RasterStretch::fromJson(const QJsonObject &object)
{
    RasterStretch stretch;
    const QString name = object.value(QLatin1String("range")).toString();
    for (int i = 0; i < 4; ++i) {
        if (name == QLatin1String(rangeNames[i]))
            stretch.range = Range(i);
    }
    const QJsonArray percent = object.value(QLatin1String("percent")).toArray();
    stretch.lowPercent = percent.at(0).toDouble(stretch.lowPercent);
    stretch.highPercent = percent.at(1).toDouble(stretch.highPercent);
    stretch.smooth = object.value(QLatin1String("smooth")).toBool();
    const QJsonArray bandList = object.value(QLatin1String("bands")).toArray();
    for (const QJsonValue &band : bandList)
        stretch.bands.push_back(band.toInt());
    const QJsonArray limitList = object.value(QLatin1String("limits")).toArray();
    for (const QJsonValue &limit : limitList)
        stretch.limits.push_back({limit.toArray().at(0).toDouble(), limit.toArray().at(1).toDouble()});
    if (const QJsonValue nodata = object.value(QLatin1String("nodata")); nodata.isDouble())
        stretch.nodata = nodata.toDouble();
    return stretch;
}

} // namespace tuilerie
