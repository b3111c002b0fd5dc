// SPDX-License-Identifier: GPL-3.0-or-later
#include "check/vector/vectorcheck.h"

#include "base/filename.h"
#include "check/outsidefinding.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QLocale>

namespace tuilerie {

namespace {

QString tr(const char *sentence)
{
    return QCoreApplication::translate("tuilerie::VectorRules", sentence);
}

constexpr qint64 kPortalLimit = 2'000'000'000; ///< of a file at cartes.gouv.fr

QString copyAgain()
{
    return tr("Copy the file again from its source, or leave it out.");
}

/// Bytes of the file and of what belongs to it.
qint64 sizeOf(const FileEntry &entry)
{
    qint64 size = std::max<qint64>(entry.size, 0);
    for (const QString &name : entry.sidecars)
        size += fileStatus(QFileInfo(entry.path).path() + QLatin1Char('/') + name).size;
    return size;
}

} // namespace

void checkVectorRefused(VectorCheck &check)
{
    for (const CheckedFile &file : check.files) {
        if (file.refusal)
            check.findings.push_back(outsideFinding(file.entry.path, *file.refusal));
    }
}

void checkVectorUnreadable(VectorCheck &check)
{
    for (const CheckedFile &file : check.files) {
        const bool isRefused = file.refusal && !file.refusal->isCrsLink; // which has a finding of its own
        if (!isRefused && !file.problem.isEmpty() && file.missingParts.isEmpty())
            check.add("vector.unreadable", Severity::Blocking, file, file.problem,
                tr("Leave the file out, or put a whole one in its place."), "exclude-file");
    }
}

void checkVectorParts(VectorCheck &check)
{
    for (const CheckedFile &file : check.files) {
        if (!file.missingParts.isEmpty())
            check.add("vector.shapefile.part", Severity::Blocking, file,
                tr("%1 is not whole: %2 is missing. A Shapefile is at least a .shp, a .shx and a .dbf file.")
                    .arg(file.entry.path, file.missingParts.join(QStringLiteral(", "))),
                tr("Copy all files of that name from the source into the same folder."), "exclude-file");
    }
}

void checkVectorSize(VectorCheck &check)
{
    for (const CheckedFile &file : check.files) {
        if (const qint64 size = sizeOf(file.entry); size > kPortalLimit)
            check.add("vector.size", Severity::Info, file,
                tr("%1 has %2 GB; the form of cartes.gouv.fr takes files of up to 2 GB.")
                    .arg(file.entry.path, QLocale::c().toString(double(size) / 1e9, 'f', 1)),
                tr("Nothing needs doing for this program's servers. For the form, cut the data into several files, or "
                   "deliver through the API."));
    }
}

void checkVectorEmpty(VectorCheck &check)
{
    for (const CheckedFile &file : check.files) {
        if (file.problem.isEmpty() && file.layers.empty())
            check.add("vector.empty", Severity::Warning, file, tr("%1 holds no layer.").arg(file.entry.path),
                tr("Leave the file out, or export it again."), "exclude-file");
        for (const CheckedLayer &layer : file.layers) {
            if (layer.stats.features == 0 && layer.stats.readError.isEmpty())
                check.add("vector.empty", Severity::Warning, layer,
                    tr("The layer %1 of %2 holds no features.").arg(layer.info.name, layer.info.path),
                    tr("Leave the layer out, or export it again."));
        }
    }
}

void checkVectorReadErrors(VectorCheck &check)
{
    check.eachLayer([&check](const CheckedLayer &layer, const CheckedFile &) {
        if (!layer.stats.readError.isEmpty())
            check.add("vector.damaged", Severity::Blocking, layer,
                tr("Some features of the layer %1 of %2 cannot be read (%3).")
                    .arg(layer.info.name, layer.info.path, layer.stats.readError),
                layer.info.driver == QLatin1String("GPKG")
                    ? tr("Write its tables anew into a copy, or copy the file again from its source.")
                    : copyAgain(),
                layer.info.driver == QLatin1String("GPKG") ? "repair-geopackage" : "exclude-file");
        // Some formats say in their header how many there are, and GDAL takes the file's end for that of the features.
        else if (layer.info.driver == QLatin1String("FlatGeobuf") && layer.stats.features < layer.info.features)
            check.add("vector.damaged", Severity::Blocking, layer,
                tr("The layer %1 of %2 ends early: it says that it has %3 features, but holds %4.")
                    .arg(layer.info.name, layer.info.path, QLocale::c().toString(layer.info.features),
                        QLocale::c().toString(layer.stats.features)),
                copyAgain(), "exclude-file");
    });
}

// What no rule of ours has words for: the driver's own.
void checkVectorDriverWarnings(VectorCheck &check)
{
    constexpr qsizetype most = 3;
    check.eachLayer([&check](const CheckedLayer &layer, const CheckedFile &) {
        QStringList warnings;
        for (const QString &warning : layer.stats.warnings)
            if (!warning.contains(QLatin1String("Several features with id"))) // vector.key.duplicate
                warnings << warning;
        if (warnings.isEmpty())
            return;
        const QString list =
            warnings.mid(0, most).join(QStringLiteral("; ")) + (warnings.size() > most ? QStringLiteral("; …") : QString());
        check.add("vector.driver", Severity::Warning, layer,
            tr("Reading the layer %1 of %2 gives %3 warning(s): %4")
                .arg(layer.info.name, layer.info.path, QString::number(warnings.size()), list),
            tr("Look at these values in the result; export the layer again from its source where they are wrong."));
    });
}

} // namespace tuilerie
