// SPDX-License-Identifier: GPL-3.0-or-later
#include "check/shiftgridfinding.h"
#include "check/vector/vectorcheck.h"
#include "grid/crs.h"
#include "source/areaofuse.h"

#include <QCoreApplication>
#include <QSet>

namespace tuilerie {

namespace {

QString tr(const char *sentence)
{
    return QCoreApplication::translate("tuilerie::VectorRules", sentence);
}

QString shown(const QString &crs)
{
    const auto known = Crs::fromText(crs);
    if (!known)
        return crs.left(60);
    return known->id().isEmpty() ? known->title() : QStringLiteral("%1 (%2)").arg(known->id(), known->title());
}

bool isSame(const QString &a, const QString &b)
{
    if (a == b)
        return true;
    const auto first = Crs::fromText(a), second = Crs::fromText(b);
    return first && second && first->isSameAs(*second);
}

bool isApart(const Extent &box, const Extent &area)
{
    return box.west > area.east || box.east < area.west || box.south > area.north || box.north < area.south;
}

struct Placed
{
    Extent box;
    Extent area;
};

/// The layer's real extent and the area of use of its CRS, where both are known.
std::optional<Placed> placed(const CheckedLayer &layer)
{
    const auto crs = layer.crs.isEmpty() ? Result<Crs>{} : Crs::fromText(layer.crs);
    if (!layer.stats.extent || !crs || !crs->isValid())
        return {};
    const auto area = areaOfUseIn(*crs);
    return area ? std::optional(Placed{*layer.stats.extent, *area}) : std::nullopt;
}

bool isSwapped(const Placed &at)
{
    return isApart(at.box, at.area) && !isApart({at.box.south, at.box.west, at.box.north, at.box.east}, at.area);
}

} // namespace

void checkVectorCrsMissing(VectorCheck &check)
{
    check.eachLayer([&check](const CheckedLayer &layer, const CheckedFile &) {
        if (layer.info.geometry == QLatin1String("None") || !layer.crs.isEmpty())
            return;
        const auto &box = layer.stats.extent;
        const bool looksLikeDegrees = box && box->west >= -180 && box->east <= 180 && box->south >= -90 && box->north <= 90;
        check.add("vector.crs.missing", Severity::Blocking, layer,
            tr("The layer %1 of %2 does not say which coordinate reference system it is in.")
                .arg(layer.info.name, layer.info.path),
            looksLikeDegrees
                ? tr("Assign the coordinate reference system that the producer names; its coordinates look like degrees "
                     "(EPSG:4326).")
                : tr("Assign the coordinate reference system that the producer names (Lambert-93 is EPSG:2154)."),
            "assign-crs");
    });
}

void checkVectorCrsDeclared(VectorCheck &check)
{
    if (check.assignCrs.isEmpty())
        return;
    check.eachLayer([&check](const CheckedLayer &layer, const CheckedFile &) {
        if (!layer.info.crs.isEmpty() && !isSame(layer.info.crs, check.assignCrs))
            check.add("vector.crs.declared", Severity::Warning, layer,
                tr("The layer %1 of %2 is in %3, not in %4 as declared.")
                    .arg(layer.info.name, layer.info.path, shown(layer.info.crs), shown(check.assignCrs)),
                tr("Declare the coordinate reference system that the file has, or reproject the layer: the Entrepôt wants "
                   "all layers of an upload in the declared one."));
    });
}

void checkVectorCrsMixed(VectorCheck &check)
{
    QString first;
    QSet<QString> said;
    check.eachLayer([&](const CheckedLayer &layer, const CheckedFile &) {
        if (layer.crs.isEmpty())
            return;
        if (first.isEmpty())
            first = layer.crs;
        if (said.contains(layer.crs) || isSame(first, layer.crs))
            return;
        said.insert(layer.crs);
        check.add("vector.crs.mixed", Severity::Info, layer,
            tr("The layer %1 of %2 is in %3, other layers are in %4.")
                .arg(layer.info.name, layer.info.path, shown(layer.crs), shown(first)),
            tr("Tiles and maps put them together all the same; for an upload to the Géoplateforme bring all layers into one "
               "coordinate reference system."));
    });
}

void checkVectorShiftGrids(VectorCheck &check)
{
    std::map<QString, Extent> areas;
    check.eachLayer([&areas](const CheckedLayer &layer, const CheckedFile &) {
        if (layer.stats.extent)
            areas[layer.crs] = areas[layer.crs].united(*layer.stats.extent);
    });
    for (Finding &finding : shiftGridFindings("vector.crs.shiftgrid", areas))
        check.findings.push_back(std::move(finding));
}

void checkVectorAxes(VectorCheck &check)
{
    check.eachLayer([&check](const CheckedLayer &layer, const CheckedFile &) {
        if (const auto at = placed(layer); at && isSwapped(*at))
            check.add("vector.axes.swapped", Severity::Blocking, layer,
                tr("The layer %1 of %2 lies outside the area of use of %3, but would lie inside with x and y exchanged: its "
                   "axes seem to be in the wrong order.")
                    .arg(layer.info.name, layer.info.path, shown(layer.crs)),
                tr("Export it again with easting (or longitude) first, for instance with QGIS's “Swap X and Y "
                   "coordinates”."));
    });
}

void checkVectorOutside(VectorCheck &check)
{
    check.eachLayer([&check](const CheckedLayer &layer, const CheckedFile &) {
        if (const auto at = placed(layer); at && isApart(at->box, at->area) && !isSwapped(*at))
            check.add("vector.extent.outside", Severity::Warning, layer,
                tr("The layer %1 of %2 lies wholly outside the area where %3 is used.")
                    .arg(layer.info.name, layer.info.path, shown(layer.crs)),
                tr("Look at it on the map; if it is at the wrong place, correct its coordinate reference system."),
                "assign-crs");
    });
}

void checkVectorStrays(VectorCheck &check)
{
    check.eachLayer([&check](CheckedLayer &layer, const CheckedFile &) {
        if (const auto at = placed(layer); at && !isApart(at->box, at->area))
            check.addSeen("vector.extent.strays", Severity::Warning, layer, layer.stats.stray,
                tr("The layer %1 of %2 has %3 feature(s) outside the area where its coordinate reference system is used."),
                tr("Look at them on the map; delete or move those that are at the wrong place."));
    });
}

void checkVectorCoordinates(VectorCheck &check)
{
    check.eachLayer([&check](CheckedLayer &layer, const CheckedFile &) {
        check.addSeen("vector.coordinates.notfinite", Severity::Warning, layer, layer.stats.notFinite,
            tr("The layer %1 of %2 has %3 feature(s) with coordinates that are no numbers."),
            tr("Correct or delete these features; a repaired copy leaves them out."), "drop-empty");
        check.addSeen("vector.coordinates.huge", Severity::Warning, layer, layer.stats.huge,
            tr("The layer %1 of %2 has %3 feature(s) with coordinates that lie beyond the Earth."),
            tr("Correct or delete these features."));
    });
}

} // namespace tuilerie
