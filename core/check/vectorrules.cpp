// SPDX-License-Identifier: GPL-3.0-or-later
#include "check/vectorrules.h"

#include "source/areaofuse.h"
#include "source/vectorinspect.h"

#include <QCoreApplication>

namespace tuilerie {

namespace {

QString tr(const char *sentence)
{
    return QCoreApplication::translate("tuilerie::VectorRules", sentence);
}

using Rule = void (*)(const VectorLayerInfo &, const QString &assignCrs, std::vector<Finding> &);

Finding finding(const char *id, Severity severity, const VectorLayerInfo &layer, const QString &message, const QString &fix, const char *action = "")
{
    Finding result{QString::fromLatin1(id), severity, layer.path, {}, {}, message, fix, QString::fromLatin1(action)};
    if (layer.extent && !layer.crs.isEmpty()) {
        result.where = layer.extent;
        result.whereCrs = layer.crs;
    }
    return result;
}

bool hasGeometry(const VectorLayerInfo &layer)
{
    return layer.geometry != QLatin1String("None");
}

void empty(const VectorLayerInfo &layer, const QString &, std::vector<Finding> &findings)
{
    if (layer.features == 0)
        findings.push_back(finding("vector.empty", Severity::Warning, layer, tr("The layer %1 of %2 holds no features.").arg(layer.name, layer.path),
                                   tr("Leave the layer out, or export it again.")));
}

void crsMissing(const VectorLayerInfo &layer, const QString &assignCrs, std::vector<Finding> &findings)
{
    if (hasGeometry(layer) && layer.crs.isEmpty() && assignCrs.isEmpty())
        findings.push_back(finding("vector.crs.missing", Severity::Blocking, layer,
                                   tr("The layer %1 of %2 does not say which coordinate reference system it is in.").arg(layer.name, layer.path),
                                   tr("Assign the coordinate reference system that the producer names (Lambert-93 is EPSG:2154)."), "assign-crs"));
}

void outside(const VectorLayerInfo &layer, const QString &assignCrs, std::vector<Finding> &findings)
{
    const auto crs = Crs::fromText(layer.crs.isEmpty() ? assignCrs : layer.crs);
    if (!layer.extent || !crs || layer.features == 0)
        return;
    const auto area = areaOfUseIn(*crs);
    const Extent &e = *layer.extent;
    if (!area || (e.west <= area->east && e.east >= area->west && e.south <= area->north && e.north >= area->south))
        return;
    findings.push_back(finding("vector.extent.outside", Severity::Warning, layer,
                               tr("The layer %1 of %2 lies wholly outside the area where %3 is used.").arg(layer.name, layer.path, crs->title()),
                               tr("Look at it on the map; if it is at the wrong place, correct its coordinate reference system."), "assign-crs"));
}

constexpr Rule kRules[] = {empty, crsMissing, outside};

} // namespace

std::vector<Finding> checkVectorFiles(const std::vector<FileEntry> &files, const QString &assignCrs, WorkControl &control)
{
    std::vector<Finding> findings;
    for (const FileEntry &file : files) {
        if (control.shouldStop() != StopRequest::None)
            break;
        const auto layers = readVectorLayers(file.path);
        if (!layers) {
            findings.push_back({QStringLiteral("vector.unreadable"), Severity::Blocking, file.path, {}, {}, layers.error().message,
                                tr("Copy the file again from its source, or leave it out."), QStringLiteral("exclude-file")});
            continue;
        }
        if (layers->empty())
            findings.push_back({QStringLiteral("vector.empty"), Severity::Warning, file.path, {}, {}, tr("%1 holds no layer.").arg(file.path),
                                tr("Leave the file out, or export it again."), QStringLiteral("exclude-file")});
        for (const VectorLayerInfo &layer : *layers) {
            for (const Rule rule : kRules)
                rule(layer, assignCrs, findings);
        }
    }
    return findings;
}

} // namespace tuilerie
