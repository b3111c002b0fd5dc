// SPDX-License-Identifier: GPL-3.0-or-later
#include "check/vector/vectorcheck.h"

#include <QCoreApplication>
#include <QLocale>

#include <cmath>

namespace tuilerie {

namespace {

QString tr(const char *sentence)
{
    return QCoreApplication::translate("tuilerie::VectorRules", sentence);
}

template <typename Look> void eachGpkg(VectorCheck &check, const Look &look)
{
    for (CheckedFile &file : check.files) {
        if (file.gpkg)
            look(file, *file.gpkg);
    }
}

QString rewrite()
{
    return tr("Have a copy made in which all tables are written anew.");
}

constexpr const char *kRepair = "repair-geopackage";

/// GeoPackage 1.3.1 §1.1.1.1.1, and the values of versions 1.0 and 1.1.
bool isGpkgId(quint32 id)
{
    return id == 0x47504B47 || id == 0x47503130 || id == 0x47503131;
}

/// The ids that the standard itself gives: undefined Cartesian, undefined geographic.
bool isUndefined(qint64 srs)
{
    return srs == 0 || srs == -1;
}

} // namespace

void checkGpkgHeader(VectorCheck &check)
{
    eachGpkg(check, [&check](const CheckedFile &file, const GpkgReport &report) {
        if (!isGpkgId(report.applicationId))
            check.add("vector.gpkg.application-id", Severity::Warning, file,
                tr("%1 does not say in its header that it is a GeoPackage (application id %2): some programs refuse it.")
                    .arg(file.entry.path, QStringLiteral("0x%1").arg(report.applicationId, 8, 16, QLatin1Char('0'))),
                rewrite(), kRepair);
        else if (report.applicationId == 0x47504B47 && (report.userVersion < 10200 || report.userVersion >= 20000))
            check.add("vector.gpkg.version", Severity::Warning, file,
                tr("%1 gives %2 as its GeoPackage version, which does not exist (10200 is 1.2, 10300 is 1.3).")
                    .arg(file.entry.path, QString::number(report.userVersion)),
                rewrite(), kRepair);
    });
}

void checkGpkgLeftovers(VectorCheck &check)
{
    for (const CheckedFile &file : check.files) {
        const QStringList names = sqliteLeftovers(file.entry.path);
        if (names.isEmpty())
            continue;
        const bool isJournal = names.join(QLatin1Char(' ')).contains(QLatin1String("-journal"));
        check.add("vector.gpkg.leftover", isJournal ? Severity::Blocking : Severity::Warning, file,
            isJournal ? tr("The program that wrote %1 last was stopped half way: %2 lies beside it, and what it holds must "
                           "be undone first.")
                            .arg(file.entry.path, names.join(QStringLiteral(", ")))
                      : tr("Another program has %1 open, or was stopped: the latest changes are in %2 and would be lost if "
                           "the file were sent alone.")
                            .arg(file.entry.path, names.join(QStringLiteral(", "))),
            tr("Close the file in QGIS and other programs; or have a copy made that holds everything."), kRepair);
    }
}

void checkGpkgTables(VectorCheck &check)
{
    eachGpkg(check, [&check](const CheckedFile &file, const GpkgReport &report) {
        if (!report.missingTables.isEmpty())
            check.add("vector.gpkg.system-table", Severity::Blocking, file,
                tr("%1 is no whole GeoPackage: it lacks the table(s) %2.")
                    .arg(file.entry.path, report.missingTables.join(QStringLiteral(", "))),
                rewrite(), kRepair);
        for (const GpkgTable &table : report.tables) {
            if (!table.exists)
                check.add("vector.gpkg.table-missing", Severity::Blocking, file,
                    tr("%1 names the table %2 in its contents, but does not hold it.").arg(file.entry.path, table.name),
                    tr("Export the table again, or have a copy made that does not name it."), kRepair);
            else if (table.dataType == QLatin1String("features") && !table.hasGeometryRow)
                check.add("vector.gpkg.geometry-column", Severity::Blocking, file,
                    tr("%1 does not say which column of the table %2 holds the geometries.")
                        .arg(file.entry.path, table.name),
                    tr("Export the table again from its source."));
            else if (table.hasGeometryRow && !table.isSrsKnown && !isUndefined(table.srsId) && check.assignCrs.isEmpty())
                check.add("vector.gpkg.srs-unknown", Severity::Blocking, file,
                    tr("%1 gives the coordinate reference system %2 to the table %3, but does not define it.")
                        .arg(file.entry.path, QString::number(table.srsId), table.name),
                    tr("Assign the coordinate reference system that the producer names."), "assign-crs");
        }
        if (!report.unregistered.isEmpty() && report.missingTables.isEmpty())
            check.add("vector.gpkg.unregistered", Severity::Info, file,
                tr("%1 holds tables that its contents do not name: %2. Not all programs show them.")
                    .arg(file.entry.path, report.unregistered.join(QStringLiteral(", "))),
                tr("Nothing needs doing, if they are not to be published."));
    });
}

void checkGpkgDamage(VectorCheck &check)
{
    eachGpkg(check, [&check](const CheckedFile &file, const GpkgReport &report) {
        if (!report.damage.isEmpty())
            check.add("vector.gpkg.damaged", Severity::Blocking, file,
                tr("%1 is damaged inside: %2.").arg(file.entry.path, report.damage.first().section(QLatin1Char('\n'), 0, 0)),
                tr("Copy the file again from its source. A repaired copy holds what can still be read; compare its counts."),
                kRepair);
        if (report.foreignKeyErrors > 0)
            check.add("vector.gpkg.foreign-key", Severity::Warning, file,
                tr("%1 has %2 row(s) that refer to a row which does not exist.")
                    .arg(file.entry.path, QLocale::c().toString(report.foreignKeyErrors)),
                rewrite(), kRepair);
    });
}

void checkGpkgGeometries(VectorCheck &check)
{
    eachGpkg(check, [&check](const CheckedFile &file, const GpkgReport &report) {
        for (const GpkgTable &table : report.tables) {
            if (table.badBlobs > 0)
                check.add("vector.gpkg.blob", Severity::Blocking, file,
                    tr("In the table %1 of %2, %3 geometry(ies) are not written as GeoPackage has them (first in row %4).")
                        .arg(table.name, file.entry.path, QLocale::c().toString(table.badBlobs),
                            QString::number(table.firstBadBlob)),
                    tr("Export the table again; a repaired copy leaves these geometries out."), kRepair);
            if (table.otherSrsBlobs > 0)
                check.add("vector.gpkg.blob-srs", Severity::Warning, file,
                    tr("In the table %1 of %2, %3 geometry(ies) name another coordinate reference system than the table.")
                        .arg(table.name, file.entry.path, QLocale::c().toString(table.otherSrsBlobs)),
                    rewrite(), kRepair);
        }
    });
}

void checkGpkgContents(VectorCheck &check)
{
    check.eachLayer([&check](const CheckedLayer &layer, const CheckedFile &file) {
        const GpkgTable *table = file.gpkg ? file.gpkg->table(layer.info.name) : nullptr;
        if (!table || !layer.stats.readError.isEmpty())
            return;
        if (table->writtenCount >= 0 && table->writtenCount != layer.stats.features)
            check.add("vector.gpkg.count", Severity::Warning, layer,
                tr("%1 says that the table %2 has %3 rows, but it has %4.")
                    .arg(file.entry.path, layer.info.name, QLocale::c().toString(table->writtenCount),
                        QLocale::c().toString(layer.stats.features)),
                rewrite(), kRepair);
        if (!table->extent || !layer.stats.extent)
            return;
        const Extent &said = *table->extent, &real = *layer.stats.extent;
        // A too small extent hides features; one that is much too large leaves the map empty at "zoom to layer".
        // Programs round it to six figures.
        const double tolerance =
            1e-5 * std::max({std::abs(real.west), std::abs(real.east), std::abs(real.south), std::abs(real.north), 1.0});
        const double slack = std::max(real.width(), real.height()) + tolerance;
        if (!said.grown(tolerance, tolerance).contains(real) || !real.grown(slack, slack).contains(said))
            check.add("vector.gpkg.extent", Severity::Warning, layer,
                tr("%1 gives a wrong extent for the table %2.").arg(file.entry.path, layer.info.name), rewrite(), kRepair);
    });
}

void checkVectorIndex(VectorCheck &check)
{
    check.eachLayer([&check](CheckedLayer &layer, const CheckedFile &file) {
        const VectorLayerInfo &info = layer.info;
        const QString fix = tr("Have a copy made with a new spatial index.");
        const bool needsOne =
            info.driver != QLatin1String("ESRI Shapefile") || info.features > 100'000; // whose files seldom have one
        if (info.hasSpatialIndex == false && needsOne)
            check.add("vector.index.missing", Severity::Info, layer,
                tr("The layer %1 of %2 has no spatial index: maps and tiles of it take longer.").arg(info.name, info.path),
                fix, "rebuild-index");
        const GpkgTable *table = file.gpkg ? file.gpkg->table(info.name) : nullptr;
        if (!table || !table->hasGeometryRow || !table->exists)
            return;
        if (table->hasIndexEntry != table->hasIndexTable)
            check.add("vector.index.broken", Severity::Warning, layer,
                table->hasIndexEntry
                    ? tr("%1 says that the table %2 has a spatial index, but does not hold it.").arg(info.path, info.name)
                    : tr("%1 holds a spatial index of the table %2, but does not say so.").arg(info.path, info.name),
                fix, "rebuild-index");
        if (table->lacksTriggers)
            check.add("vector.index.triggers", Severity::Warning, layer,
                tr("The spatial index of the table %1 of %2 is not kept up to date when the table is edited: its triggers "
                   "are missing.")
                    .arg(info.name, info.path),
                fix, "rebuild-index");
        if (!layer.isIndexCompared)
            return;
        check.addSeen("vector.index.stale", Severity::Warning, layer, layer.stats.missedByIndex,
            tr("The spatial index of the layer %1 of %2 is out of date: it misses %3 feature(s), which maps will not show."),
            fix, "rebuild-index");
        if (const qint64 extra = table->indexed - layer.stats.indexed - layer.stats.notFinite.count(); extra > 0)
            check.add("vector.index.stale", Severity::Warning, layer,
                tr("The spatial index of the layer %1 of %2 is out of date: it has %3 entry(ies) of features that are not "
                   "there.")
                    .arg(info.name, info.path, QLocale::c().toString(extra)),
                fix, "rebuild-index");
    });
}

} // namespace tuilerie
