// SPDX-License-Identifier: GPL-3.0-or-later
#include "check/vector/featurelook.h"
#include "check/vector/vectorcheck.h"
#include "source/csvgeometry.h"

#include <QCoreApplication>
#include <QLocale>

#include <ogr_core.h>

#include <algorithm>

namespace tuilerie {

namespace {

QString tr(const char *sentence)
{
    return QCoreApplication::translate("tuilerie::VectorRules", sentence);
}

constexpr qint64 kTileFeatures =
    5000; ///< what a vector tile holds before it is reduced (VectorPyramidParams::maxTileFeatures)

QString typeName(int type)
{
    return QString::fromLatin1(OGRGeometryTypeToName(OGRwkbGeometryType(type))).remove(QLatin1Char(' '));
}

/// Points, lines or areas.
int dimensionOf(int type)
{
    switch (singleType(type)) {
    case wkbPoint: return 0;
    case wkbLineString:
    case wkbCircularString:
    case wkbCompoundCurve: return 1;
    default: return 2;
    }
}

} // namespace

void checkVectorValidity(VectorCheck &check)
{
    check.eachLayer([&check](CheckedLayer &layer, const CheckedFile &) {
        check.addSeen("vector.geometry.invalid", Severity::Warning, layer, layer.stats.invalid,
            tr("The layer %1 of %2 has %3 geometry(ies) that are not valid."),
            tr("Have a copy made in which they are valid, or correct them by hand in QGIS (Check validity, Fix "
               "geometries)."),
            "make-valid");
    });
}

void checkVectorTypes(VectorCheck &check)
{
    check.eachLayer([&check](CheckedLayer &layer, const CheckedFile &) {
        check.addSeen("vector.geometry.type", Severity::Warning, layer, layer.stats.wrongType,
            tr("The layer %1 of %2 has %3 geometry(ies) of another type than it declares."),
            tr("Have a copy made in which all are multi, or export the layer again with its true type."),
            "promote-to-multi");
        const auto &types = layer.stats.types;
        if (types.size() < 2)
            return;
        QStringList counts;
        bool isMixed = false, isMixedMulti = false, hasCollection = false;
        for (const auto &[type, count] : types) {
            counts << QStringLiteral("%1 %2").arg(QLocale::c().toString(count), typeName(type));
            hasCollection = hasCollection || type == wkbGeometryCollection;
            isMixed = isMixed || dimensionOf(type) != dimensionOf(types.begin()->first);
            isMixedMulti = isMixedMulti || std::any_of(types.begin(), types.end(), [type = type](const auto &other) {
                return other.first != type && singleType(other.first) == type;
            });
        }
        if (isMixed || hasCollection)
            check.add("vector.geometry.mixed-types", Severity::Warning, layer,
                tr("The layer %1 of %2 mixes geometries of several kinds: %3.")
                    .arg(layer.info.name, layer.info.path, counts.join(QStringLiteral(", "))),
                tr("Put each kind into a layer of its own: a style, a Shapefile and a PostGIS table are made for one "
                   "kind."));
        if (isMixedMulti && layer.info.driver != QLatin1String("ESRI Shapefile")) // which does not tell them apart
            check.add("vector.geometry.mixed-multi", Severity::Info, layer,
                tr("The layer %1 of %2 mixes single and multi geometries: %3.")
                    .arg(layer.info.name, layer.info.path, counts.join(QStringLiteral(", "))),
                tr("Have a copy made in which all are multi."), "promote-to-multi");
    });
}

void checkVectorNoGeometry(VectorCheck &check)
{
    check.eachLayer([&check](CheckedLayer &layer, const CheckedFile &) {
        const QString fix = tr("Have a copy made without them, if they should not be there: a map cannot show them.");
        check.addSeen("vector.geometry.null", Severity::Warning, layer, layer.stats.noGeometry,
            tr("The layer %1 of %2 has %3 feature(s) without geometry."), fix, "drop-empty");
        check.addSeen("vector.geometry.empty", Severity::Warning, layer, layer.stats.emptyGeometry,
            tr("The layer %1 of %2 has %3 feature(s) with an empty geometry."), fix, "drop-empty");
    });
}

void checkVectorNoCoordinates(VectorCheck &check)
{
    check.eachLayer([&check](const CheckedLayer &layer, const CheckedFile &) {
        if (layer.info.driver == QLatin1String("CSV") && layer.info.geometry == QLatin1String("None")
            && layer.stats.features > 0)
            check.add("vector.geometry.no-column", Severity::Warning, layer,
                tr("No column of %1 says where its lines are, so that a map cannot show them.").arg(layer.info.path),
                tr("Name the columns of the coordinates, or the one of the geometry, one of these: %1.")
                    .arg(QString::fromStdString(csvGeometryNames())));
    });
}

void checkVectorDuplicates(VectorCheck &check)
{
    check.eachLayer([&check](CheckedLayer &layer, const CheckedFile &) {
        check.addSeen("vector.geometry.duplicate", Severity::Info, layer, repeated(layer.stats.geometryHashes),
            tr("The layer %1 of %2 has %3 feature(s) with the same geometry as another one."),
            tr("Delete those that were entered twice (QGIS: Delete duplicate geometries)."));
        layer.stats.geometryHashes = {};
    });
}

void checkVectorDimensions(VectorCheck &check)
{
    check.eachLayer([&check](const CheckedLayer &layer, const CheckedFile &) {
        if (layer.stats.curves > 0)
            check.add("vector.geometry.curves", Severity::Info, layer,
                tr("The layer %1 of %2 has %3 geometry(ies) with curves; tiles show them as short straight lines.")
                    .arg(layer.info.name, layer.info.path, QLocale::c().toString(layer.stats.curves)),
                tr("Nothing needs doing."));
        if (layer.stats.withZ > 0 || layer.stats.withM > 0)
            check.add("vector.geometry.zm", Severity::Info, layer,
                tr("The layer %1 of %2 has geometries with heights (%3) or measures (%4); vector tiles hold neither.")
                    .arg(layer.info.name, layer.info.path, QLocale::c().toString(layer.stats.withZ),
                        QLocale::c().toString(layer.stats.withM)),
                tr("Nothing needs doing; put a height that must be seen into a column."));
    });
}

void checkVectorDensity(VectorCheck &check)
{
    check.eachLayer([&check](CheckedLayer &layer, const CheckedFile &) {
        qint64 most = 0;
        for (const auto &[cell, count] : layer.stats.density)
            most = std::max(most, count);
        if (most > kTileFeatures)
            check.add("vector.density", Severity::Info, layer,
                tr("The layer %1 of %2 has up to %3 features in one tile of about 2.4 km (level 14 of PM); a vector tile "
                   "holds 5,000, so that tiles of that level and above will be reduced.")
                    .arg(layer.info.name, layer.info.path, QLocale::c().toString(most)),
                tr("Begin the layer's levels lower (15 or more), filter it for the upper levels, or accept reduced tiles."));
        layer.stats.density = {};
    });
}

} // namespace tuilerie
