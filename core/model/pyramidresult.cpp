// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/pyramidresult.h"

namespace tuilerie {

QJsonObject PyramidEstimate::toJson() const
{
    QJsonArray list;
    for (const LevelEstimate &level : levels)
        list.append(QJsonObject{{QStringLiteral("id"), level.id}, {QStringLiteral("tiles"), level.tiles},
            {QStringLiteral("bytes"), level.bytes}, {QStringLiteral("seconds"), level.seconds}});
    return {{QStringLiteral("levels"), list}, {QStringLiteral("bytes"), QJsonArray{bytesLow, bytesHigh}},
        {QStringLiteral("seconds"), QJsonArray{secondsLow, secondsHigh}}};
}

PyramidEstimate PyramidEstimate::fromJson(const QJsonObject &object)
{
    PyramidEstimate estimate;
    for (const QJsonValue &value : object.value(QLatin1String("levels")).toArray())
        estimate.levels.push_back({value[QLatin1String("id")].toString(), value[QLatin1String("tiles")].toInteger(),
            value[QLatin1String("bytes")].toInteger(), value[QLatin1String("seconds")].toDouble()});
    const QJsonArray bytes = object.value(QLatin1String("bytes")).toArray();
    estimate.bytesLow = bytes.at(0).toInteger();
    estimate.bytesHigh = bytes.at(1).toInteger();
    const QJsonArray seconds = object.value(QLatin1String("seconds")).toArray();
    estimate.secondsLow = seconds.at(0).toDouble();
    estimate.secondsHigh = seconds.at(1).toDouble();
    return estimate;
}

QJsonObject PyramidChanges::toJson() const
{
    const auto counts = [](qint64 countOfFiles, qint64 countOfFeatures, qint64 countOfSlabs, qint64 countOfTiles) {
        return QJsonObject{{QStringLiteral("files"), countOfFiles}, {QStringLiteral("features"), countOfFeatures},
            {QStringLiteral("slabs"), countOfSlabs}, {QStringLiteral("tiles"), countOfTiles}};
    };
    return {{QStringLiteral("changed"), counts(files, features, slabs, tiles)},
        {QStringLiteral("of"), counts(ofFiles, ofFeatures, ofSlabs, ofTiles)}};
}

PyramidChanges PyramidChanges::fromJson(const QJsonObject &object)
{
    const auto count = [&object](const char *part, const char *name) {
        return object[QLatin1String(part)][QLatin1String(name)].toInteger();
    };
    return {count("changed", "files"), count("of", "files"), count("changed", "features"), count("of", "features"),
        count("changed", "slabs"), count("of", "slabs"), count("changed", "tiles"), count("of", "tiles")};
}

QJsonObject VersionOutlook::toJson() const
{
    QJsonObject object = changes.toJson();
    object.insert(QStringLiteral("seconds"), seconds);
    object.insert(QStringLiteral("of_seconds"), ofSeconds);
    if (!reason.isEmpty())
        object.insert(QStringLiteral("reason"), reason);
    return object;
}

VersionOutlook VersionOutlook::fromJson(const QJsonObject &object)
{
    return {PyramidChanges::fromJson(object), object[QLatin1String("seconds")].toDouble(),
        object[QLatin1String("of_seconds")].toDouble(), object[QLatin1String("reason")].toString()};
}

QJsonObject RasterPyramidResult::toJson() const
{
    QJsonObject object = changes ? changes->toJson() : QJsonObject();
    object.insert(QStringLiteral("descriptor"), descriptorPath);
    object.insert(QStringLiteral("slabs"), slabs);
    object.insert(QStringLiteral("tiles"), tiles);
    object.insert(QStringLiteral("bytes"), bytes);
    object.insert(QStringLiteral("seconds"), seconds);
    object.insert(QStringLiteral("warnings"), QJsonArray::fromStringList(warnings));
    return object;
}

} // namespace tuilerie
