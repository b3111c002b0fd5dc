// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/entrepot/catalogueofwork.h"

#include "grid/tilematrixset.h"
#include "model/params/deriveparams.h"
#include "model/params/fieldform.h"
#include "model/params/pointcloudparams.h"
#include "model/params/rasterpyramidparams.h"
#include "model/params/styledpyramidparams.h"
#include "model/params/vectorintegrationparams.h"
#include "model/params/vectorpyramidparams.h"

#include <QCoreApplication>

namespace tuilerie {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("tuilerie::EntrepotService", text);
}

QJsonObject textForm()
{
    return {{QStringLiteral("type"), QStringLiteral("string")}};
}

QJsonArray wordsIn(const QStringList &words)
{
    return QJsonArray::fromStringList(words);
}

ProcessingParameter *find(std::vector<ProcessingParameter> &form, const char *name)
{
    for (ProcessingParameter &parameter : form)
        if (parameter.name == QLatin1String(name))
            return &parameter;
    return nullptr;
}

/// The grids are this server's.
std::vector<ProcessingParameter> withGrids(std::vector<ProcessingParameter> form)
{
    find(form, "tms")->constraints.insert(QStringLiteral("enum"), wordsIn(TileMatrixSet::bundledIds()));
    return form;
}

/// The version before is an entity here.
ProcessingParameter ancestorParameter()
{
    return {WorkId::Ancestor,
        tr("Stored data that the pyramid is the next version of: what has not changed since is taken from it"), false,
        QJsonValue(QJsonValue::Undefined), textForm(), {}};
}

std::vector<ProcessingParameter> rasterPyramidForm()
{
    std::vector<ProcessingParameter> form = withGrids(describedFields<RasterPyramidParams>());
    form.push_back(ancestorParameter());
    return form;
}

/// Of the platform's, what ours translates or refuses with a sentence (completedparameters.cpp).
std::vector<ProcessingParameter> vectorPyramidForm()
{
    std::vector<ProcessingParameter> form = withGrids(describedFields<VectorPyramidParams>());
    const QJsonValue none(QJsonValue::Undefined);
    form.push_back({QStringLiteral("tippecanoe_options"), tr("Only -S with a number"), false, none, textForm(), {}});
    form.push_back({QStringLiteral("area"), tr("Not on this server"), false, none, textForm(), {}});
    form.push_back(ancestorParameter());
    return form;
}

/// Tables and styles are entities here: relations of the database, statics.
std::vector<ProcessingParameter> styledPyramidForm()
{
    std::vector<ProcessingParameter> form = withGrids(describedFields<StyledPyramidParams>());
    form.insert(form.begin(),
        {QStringLiteral("relations"), tr("Tables, the topmost first: name, style"), true, QJsonValue(QJsonValue::Undefined),
            {{QStringLiteral("type"), QStringLiteral("array")},
                {QStringLiteral("items"), QJsonObject{{QStringLiteral("type"), QStringLiteral("object")}}}},
            QStringLiteral("GEOSERVER-STYLE")});
    return form;
}

/// The name is the platform's word.
std::vector<ProcessingParameter> pmTilesForm()
{
    const QJsonValue none(QJsonValue::Undefined);
    return {{QStringLiteral("fileout_name"), tr("Name of the file, without ending (that of the stored data)"), false, none,
                textForm(), {}},
        {QStringLiteral("attribution"), tr("Whose data they are"), false, none, textForm(), {}}};
}

std::vector<ProcessingParameter> pointCloudForm(const QStringList &formats)
{
    std::vector<ProcessingParameter> form = describedFields<PointCloudParams>();
    ProcessingParameter *format = find(form, "format");
    format->constraints.insert(QStringLiteral("enum"), wordsIn(formats));
    format->defaultValue = formats.first();
    return form;
}

/// The raster from the points, and the pyramid of it.
std::vector<ProcessingParameter> derivedForm()
{
    std::vector<ProcessingParameter> form = describedFields<DeriveParams>();
    for (const ProcessingParameter &parameter : withGrids(describedFields<RasterPyramidParams>()))
        if (!find(form, parameter.name.toLatin1().constData()))
            form.push_back(parameter);
    return form;
}

} // namespace

std::vector<ProcessingParameter> parametersOf(const QString &workId)
{
    if (workId == WorkId::RasterPyramid)
        return rasterPyramidForm();
    if (workId == WorkId::VectorIntegration)
        return describedFields<VectorIntegrationParams>();
    if (workId == WorkId::VectorPyramid)
        return vectorPyramidForm();
    if (workId == WorkId::StyledPyramid)
        return styledPyramidForm();
    if (workId == WorkId::CopcPyramid)
        return pointCloudForm({QStringLiteral("copc"), QStringLiteral("vpc")});
    if (workId == WorkId::EptPyramid)
        return pointCloudForm({QStringLiteral("ept")});
    if (workId == WorkId::DerivedPyramid)
        return derivedForm();
    if (workId == WorkId::PmTiles || workId == WorkId::RasterPmTiles)
        return pmTilesForm();
    return {};
}

} // namespace tuilerie
