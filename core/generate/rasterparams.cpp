// SPDX-License-Identifier: GPL-3.0-or-later
#include "generate/rasterparams.h"

#include <QCoreApplication>

#include <cmath>

namespace tuilerie {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("tuilerie::RasterPyramidParams", text);
}

tl::unexpected<Error> wrong(QLatin1String name, const char *expected)
{
    return fail(ErrorCode::Invalid, tr("The parameter “%1” must be %2.").arg(name, tr(expected)));
}

Status takeString(const QJsonObject &object, QLatin1String name, QString &value)
{
    const QJsonValue found = object.value(name);
    if (found.isUndefined() || found.isNull())
        return {};
    // Level ids are often written as numbers.
    if (found.isDouble() && found.toDouble() == std::floor(found.toDouble()))
        value = QString::number(found.toInteger());
    else if (found.isString())
        value = found.toString();
    else
        return wrong(name, QT_TRANSLATE_NOOP("tuilerie::RasterPyramidParams", "a text"));
    return {};
}

Status takeInt(const QJsonObject &object, QLatin1String name, int low, int high, int &value)
{
    const QJsonValue found = object.value(name);
    if (found.isUndefined() || found.isNull())
        return {};
    bool good = found.isDouble();
    double number = found.toDouble();
    if (found.isString())
        number = found.toString().toInt(&good);
    if (!good || number != std::floor(number) || number < low || number > high)
        return fail(ErrorCode::Invalid, tr("The parameter “%1” must be a whole number from %2 to %3.").arg(name).arg(low).arg(high));
    value = int(number);
    return {};
}

Status takeBool(const QJsonObject &object, QLatin1String name, bool &value)
{
    const QJsonValue found = object.value(name);
    if (found.isUndefined() || found.isNull())
        return {};
    if (found.isBool())
        value = found.toBool();
    else if (found.toString() == QLatin1String("true"))
        value = true;
    else if (found.toString() == QLatin1String("false"))
        value = false;
    else
        return wrong(name, QT_TRANSLATE_NOOP("tuilerie::RasterPyramidParams", "true or false"));
    return {};
}

Status takePaths(const QJsonObject &object, QStringList &paths)
{
    const QJsonValue found = object.value(QLatin1String("paths"));
    if (found.isUndefined() || found.isNull())
        return {};
    if (found.isString()) {
        paths = {found.toString()};
        return {};
    }
    QStringList list;
    for (const QJsonValue &path : found.toArray()) {
        if (!path.isString())
            return wrong(QLatin1String("paths"), QT_TRANSLATE_NOOP("tuilerie::RasterPyramidParams", "a list of paths"));
        list << path.toString();
    }
    if (!found.isArray())
        return wrong(QLatin1String("paths"), QT_TRANSLATE_NOOP("tuilerie::RasterPyramidParams", "a list of paths"));
    paths = list;
    return {};
}

// The Entrepôt's harvest takes an array of numbers, the descriptor and the command line a text.
Status takeNodata(const QJsonObject &object, QString &nodata)
{
    const QJsonValue found = object.value(QLatin1String("nodata"));
    if (!found.isArray())
        return takeString(object, QLatin1String("nodata"), nodata);
    QStringList values;
    for (const QJsonValue &value : found.toArray()) {
        if (!value.isDouble())
            return wrong(QLatin1String("nodata"), QT_TRANSLATE_NOOP("tuilerie::RasterPyramidParams", "a list of numbers"));
        values << QString::number(value.toInteger());
    }
    nodata = values.join(QLatin1Char(','));
    return {};
}

} // namespace

QJsonObject RasterPyramidParams::toJson() const
{
    QJsonObject object{{QStringLiteral("paths"), QJsonArray::fromStringList(paths)},
                       {QStringLiteral("output"), output},
                       {QStringLiteral("tms"), tms},
                       {QStringLiteral("interpolation"), interpolation},
                       {QStringLiteral("width"), slabWidth},
                       {QStringLiteral("height"), slabHeight},
                       {QStringLiteral("mask"), mask},
                       {QStringLiteral("parallelization"), workers},
                       {QStringLiteral("memory"), memoryMiB},
                       {QStringLiteral("channels"), channels},
                       {QStringLiteral("resume"), resume}};
    if (skipUnreadable)
        object.insert(QStringLiteral("skip_unreadable"), true);
    // Members that are empty by default are left out: the Entrepôt takes "absent" and not "" for them.
    const auto put = [&object](const QString &name, const QString &value) {
        if (!value.isEmpty())
            object.insert(name, value);
    };
    put(QStringLiteral("compression"), format.toLower());
    put(QStringLiteral("assign_crs"), assignCrs);
    put(QStringLiteral("sample"), sample);
    put(QStringLiteral("nodata"), nodata);
    put(QStringLiteral("top"), top);
    put(QStringLiteral("bottom"), bottom);
    return object;
}

Result<RasterPyramidParams> RasterPyramidParams::fromJson(const QJsonObject &object)
{
    RasterPyramidParams params;
    TUILERIE_CHECK(takePaths(object, params.paths));
    TUILERIE_CHECK(takeString(object, QLatin1String("output"), params.output));
    TUILERIE_CHECK(takeString(object, QLatin1String("assign_crs"), params.assignCrs));
    TUILERIE_CHECK(takeString(object, QLatin1String("tms"), params.tms));
    TUILERIE_CHECK(takeString(object, QLatin1String("compression"), params.format));
    TUILERIE_CHECK(takeString(object, QLatin1String("sampleformat"), params.sample));
    TUILERIE_CHECK(takeString(object, QLatin1String("sample"), params.sample));
    TUILERIE_CHECK(takeInt(object, QLatin1String("samplesperpixel"), 0, 4, params.channels));
    TUILERIE_CHECK(takeInt(object, QLatin1String("channels"), 0, 4, params.channels));
    TUILERIE_CHECK(takeNodata(object, params.nodata));
    TUILERIE_CHECK(takeString(object, QLatin1String("interpolation"), params.interpolation));
    TUILERIE_CHECK(takeString(object, QLatin1String("top"), params.top));
    TUILERIE_CHECK(takeString(object, QLatin1String("bottom"), params.bottom));
    TUILERIE_CHECK(takeInt(object, QLatin1String("width"), 1, 256, params.slabWidth));
    TUILERIE_CHECK(takeInt(object, QLatin1String("height"), 1, 256, params.slabHeight));
    TUILERIE_CHECK(takeBool(object, QLatin1String("mask"), params.mask));
    TUILERIE_CHECK(takeInt(object, QLatin1String("parallelization"), 0, 1024, params.workers));
    TUILERIE_CHECK(takeInt(object, QLatin1String("memory"), 0, 1 << 30, params.memoryMiB));
    TUILERIE_CHECK(takeBool(object, QLatin1String("resume"), params.resume));
    TUILERIE_CHECK(takeBool(object, QLatin1String("skip_unreadable"), params.skipUnreadable));
    params.format = params.format.toUpper();
    params.sample = params.sample.toUpper();
    params.interpolation = params.interpolation.toLower();
    return params;
}

QJsonObject PyramidEstimate::toJson() const
{
    QJsonArray list;
    for (const LevelEstimate &level : levels)
        list.append(QJsonObject{{QStringLiteral("id"), level.id},
                                {QStringLiteral("tiles"), level.tiles},
                                {QStringLiteral("bytes"), level.bytes},
                                {QStringLiteral("seconds"), level.seconds}});
    return {{QStringLiteral("levels"), list},
            {QStringLiteral("bytes"), QJsonArray{bytesLow, bytesHigh}},
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

QJsonObject RasterPyramidResult::toJson() const
{
    return {{QStringLiteral("descriptor"), descriptorPath},
            {QStringLiteral("slabs"), slabs},
            {QStringLiteral("tiles"), tiles},
            {QStringLiteral("bytes"), bytes},
            {QStringLiteral("seconds"), seconds},
            {QStringLiteral("warnings"), QJsonArray::fromStringList(warnings)}};
}

} // namespace tuilerie
