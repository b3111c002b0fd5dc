// SPDX-License-Identifier: GPL-3.0-or-later
#include "generate/raster/rasterparams.h"

#include "generate/raster/parameterreader.h"

#include <QCoreApplication>

namespace tuilerie {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("tuilerie::RasterPyramidParams", text);
}

// The Entrepôt's harvest takes an array of numbers, the descriptor and the command line a text.
Status takeNodata(const QJsonObject &object, QString &nodata)
{
    const QJsonValue found = object.value(QLatin1String("nodata"));
    if (!found.isArray())
        return ParameterReader(object).text("nodata", nodata);
    QStringList values;
    for (const QJsonValue &value : found.toArray()) {
        if (!value.isDouble())
            return fail(
                ErrorCode::Invalid, tr("The parameter “%1” must be a list of numbers.").arg(QLatin1String("nodata")));
        values << QString::number(value.toInteger());
    }
    nodata = values.join(QLatin1Char(','));
    return {};
}

} // namespace

QJsonObject RasterPyramidParams::toJson() const
{
    QJsonObject object{{QStringLiteral("paths"), QJsonArray::fromStringList(paths)}, {QStringLiteral("output"), output},
        {QStringLiteral("tms"), tms}, {QStringLiteral("interpolation"), interpolation}, {QStringLiteral("width"), slabWidth},
        {QStringLiteral("height"), slabHeight}, {QStringLiteral("mask"), mask}, {QStringLiteral("parallelization"), workers},
        {QStringLiteral("memory"), memoryMiB}, {QStringLiteral("channels"), channels}, {QStringLiteral("resume"), resume}};
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
    const ParameterReader read(object);
    TUILERIE_CHECK(read.texts("paths", params.paths));
    TUILERIE_CHECK(read.text("output", params.output));
    TUILERIE_CHECK(read.text("assign_crs", params.assignCrs));
    TUILERIE_CHECK(read.text("tms", params.tms));
    TUILERIE_CHECK(read.text("compression", params.format));
    TUILERIE_CHECK(read.text("sampleformat", params.sample));
    TUILERIE_CHECK(read.text("sample", params.sample));
    TUILERIE_CHECK(read.integer("samplesperpixel", 0, 4, params.channels));
    TUILERIE_CHECK(read.integer("channels", 0, 4, params.channels));
    TUILERIE_CHECK(takeNodata(object, params.nodata));
    TUILERIE_CHECK(read.text("interpolation", params.interpolation));
    TUILERIE_CHECK(read.text("top", params.top));
    TUILERIE_CHECK(read.text("bottom", params.bottom));
    TUILERIE_CHECK(read.integer("width", 1, 256, params.slabWidth));
    TUILERIE_CHECK(read.integer("height", 1, 256, params.slabHeight));
    TUILERIE_CHECK(read.boolean("mask", params.mask));
    TUILERIE_CHECK(read.integer("parallelization", 0, 1024, params.workers));
    TUILERIE_CHECK(read.integer("memory", 0, 1 << 30, params.memoryMiB));
    TUILERIE_CHECK(read.boolean("resume", params.resume));
    TUILERIE_CHECK(read.boolean("skip_unreadable", params.skipUnreadable));
    params.format = params.format.toUpper();
    params.sample = params.sample.toUpper();
    params.interpolation = params.interpolation.toLower();
    return params;
}

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

QJsonObject RasterPyramidResult::toJson() const
{
    return {{QStringLiteral("descriptor"), descriptorPath}, {QStringLiteral("slabs"), slabs},
        {QStringLiteral("tiles"), tiles}, {QStringLiteral("bytes"), bytes}, {QStringLiteral("seconds"), seconds},
        {QStringLiteral("warnings"), QJsonArray::fromStringList(warnings)}};
}

} // namespace tuilerie
