// SPDX-License-Identifier: GPL-3.0-or-later
#include "check/vector/vectorcheck.h"

#include <QCoreApplication>
#include <QHash>
#include <QLocale>

namespace tuilerie {

namespace {

QString tr(const char *sentence)
{
    return QCoreApplication::translate("tuilerie::VectorRules", sentence);
}

constexpr int kMostOfOneRule = 20;

/// "feature 12 at 651230.5, 6861000 (Self-intersection), feature 15…"
QString placesOf(const Sightings &seen)
{
    QStringList texts;
    for (const Sightings::Place &place : seen.first()) {
        QString text = place.at ? tr("feature %1 at %2, %3")
                                      .arg(QString::number(place.fid), QString::number(place.at->x, 'g', 10),
                                          QString::number(place.at->y, 'g', 10))
                                : tr("feature %1").arg(place.fid);
        if (!place.note.isEmpty())
            text += QStringLiteral(" (%1)").arg(place.note);
        texts << text;
    }
    QString list = texts.join(QStringLiteral("; "));
    if (seen.count() > qint64(seen.first().size()))
        list += QStringLiteral("; …");
    return list;
}

} // namespace

Finding &VectorCheck::add(const char *id, Severity severity, const CheckedFile &file, const QString &message,
    const QString &fix, const char *fixAction)
{
    findings.push_back(
        {QString::fromLatin1(id), severity, file.entry.path, {}, {}, message, fix, QString::fromLatin1(fixAction)});
    return findings.back();
}

Finding &VectorCheck::add(const char *id, Severity severity, const CheckedLayer &layer, const QString &message,
    const QString &fix, const char *fixAction)
{
    findings.push_back(
        {QString::fromLatin1(id), severity, layer.info.path, {}, {}, message, fix, QString::fromLatin1(fixAction)});
    const auto extent = layer.stats.extent ? layer.stats.extent : layer.info.extent;
    if (extent && !layer.crs.isEmpty()) {
        findings.back().where = extent;
        findings.back().whereCrs = layer.crs;
    }
    return findings.back();
}

void VectorCheck::addSeen(const char *id, Severity severity, CheckedLayer &layer, const Sightings &seen,
    const QString &message, const QString &fix, const char *fixAction)
{
    if (seen.count() == 0)
        return;
    const QString whole =
        tr("%1 First: %2.")
            .arg(message.arg(layer.info.name, layer.info.path, QLocale::c().toString(seen.count())), placesOf(seen));
    Finding &finding = add(id, severity, layer, whole, fix, fixAction);
    if (const auto &at = seen.first().front().at; at && !layer.crs.isEmpty())
        finding.where = Extent{at->x, at->y, at->x, at->y};
}

const std::vector<VectorRule> &vectorRules()
{
    static const std::vector<VectorRule> rules{
        {"file.", checkVectorRefused},
        {"vector.unreadable", checkVectorUnreadable},
        {"vector.shapefile.part", checkVectorParts},
        {"vector.size", checkVectorSize},
        {"vector.empty", checkVectorEmpty},
        {"vector.damaged", checkVectorReadErrors},
        {"vector.driver", checkVectorDriverWarnings},
        {"vector.crs.missing", checkVectorCrsMissing},
        {"vector.crs.declared", checkVectorCrsDeclared},
        {"vector.crs.mixed", checkVectorCrsMixed},
        {"vector.crs.shiftgrid", checkVectorShiftGrids},
        {"vector.axes.swapped", checkVectorAxes},
        {"vector.extent.outside", checkVectorOutside},
        {"vector.extent.strays", checkVectorStrays},
        {"vector.coordinates", checkVectorCoordinates},
        {"vector.geometry.invalid", checkVectorValidity},
        {"vector.geometry.types", checkVectorTypes},
        {"vector.geometry.none", checkVectorNoGeometry},
        {"vector.geometry.no-column", checkVectorNoCoordinates},
        {"vector.geometry.duplicate", checkVectorDuplicates},
        {"vector.geometry.dimensions", checkVectorDimensions},
        {"vector.density", checkVectorDensity},
        {"vector.key", checkVectorKeys},
        {"vector.name", checkVectorNames},
        {"vector.encoding", checkVectorEncoding},
        {"vector.index", checkVectorIndex},
        {"vector.gpkg.header", checkGpkgHeader},
        {"vector.gpkg.leftover", checkGpkgLeftovers},
        {"vector.gpkg.tables", checkGpkgTables},
        {"vector.gpkg.damaged", checkGpkgDamage},
        {"vector.gpkg.geometries", checkGpkgGeometries},
        {"vector.gpkg.contents", checkGpkgContents},
    };
    return rules;
}

std::vector<Finding> summedUp(std::vector<Finding> findings)
{
    QHash<QString, int> counts;
    for (const Finding &finding : findings)
        ++counts[finding.id];
    QHash<QString, int> seen;
    std::vector<Finding> result;
    for (Finding &finding : findings) {
        const int count = counts.value(finding.id);
        const int number = ++seen[finding.id];
        if (count <= kMostOfOneRule + 1 || number <= kMostOfOneRule) {
            result.push_back(std::move(finding));
        } else if (number == kMostOfOneRule + 1) {
            finding.path.clear();
            finding.where.reset();
            finding.message = tr("The same was found %1 more times. The last sentence was: %2")
                                  .arg(QString::number(count - kMostOfOneRule), finding.message);
            result.push_back(std::move(finding));
        }
    }
    return result;
}

} // namespace tuilerie
