// SPDX-License-Identifier: GPL-3.0-or-later
#include "check/vector/vectorrepairs.h"

#include "check/vector/vectorfix.h"
#include "source/filelist.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QJsonArray>

namespace tuilerie {

namespace {

struct Words
{
    const char *action, *title, *sentence;
};

constexpr Words allWords[] = {
    {"make-valid", QT_TRANSLATE_NOOP("tuilerie::VectorRepair", "Make geometries valid"),
        QT_TRANSLATE_NOOP("tuilerie::VectorRepair",
            "Each invalid geometry gets its valid form of the same kind; a polygon stays a polygon.")},
    {"promote-to-multi", QT_TRANSLATE_NOOP("tuilerie::VectorRepair", "Make all geometries multi"),
        QT_TRANSLATE_NOOP(
            "tuilerie::VectorRepair", "In layers that mix them, single geometries become multi ones of one part.")},
    {"drop-empty", QT_TRANSLATE_NOOP("tuilerie::VectorRepair", "Leave out features without geometry"),
        QT_TRANSLATE_NOOP(
            "tuilerie::VectorRepair", "Features that have no geometry, and their attributes, do not go into the copy.")},
    {"rebuild-index", QT_TRANSLATE_NOOP("tuilerie::VectorRepair", "Rebuild the spatial index"),
        QT_TRANSLATE_NOOP("tuilerie::VectorRepair", "The copy gets a new spatial index of all features.")},
    {"repair-geopackage", QT_TRANSLATE_NOOP("tuilerie::VectorRepair", "Write a sound GeoPackage"),
        QT_TRANSLATE_NOOP("tuilerie::VectorRepair",
            "Every table that can be read is written anew, with correct system tables, extents and counts.")},
    {"rename-for-entrepot", QT_TRANSLATE_NOOP("tuilerie::VectorRepair", "Rename for the Entrepôt"),
        QT_TRANSLATE_NOOP("tuilerie::VectorRepair",
            "Tables and columns get names that the Entrepôt takes: no accents, no hyphens, no reserved words.")},
    {"assign-crs", QT_TRANSLATE_NOOP("tuilerie::VectorRepair", "Assign a CRS"),
        QT_TRANSLATE_NOOP("tuilerie::VectorRepair",
            "Layers that name no coordinate reference system get the chosen one; no coordinate is changed.")},
    {"set-encoding", QT_TRANSLATE_NOOP("tuilerie::VectorRepair", "Write texts in UTF-8"),
        QT_TRANSLATE_NOOP("tuilerie::VectorRepair", "Texts of another encoding, or encoded twice, become UTF-8.")},
};

QString wordsOf(const QString &action, const char *Words::*which)
{
    for (const Words &words : allWords) {
        if (action == QLatin1String(words.action))
            return QCoreApplication::translate("tuilerie::VectorRepair", words.*which);
    }
    return {};
}

} // namespace

QJsonObject VectorRepair::toJson() const
{
    return {{QStringLiteral("action"), action}, {QStringLiteral("title"), vectorRepairTitle(action)},
        {QStringLiteral("what"), vectorRepairSentence(action)},
        {QStringLiteral("findings"), QJsonArray::fromStringList(findings)}};
}

std::vector<VectorRepair> vectorRepairs(const std::vector<Finding> &findings, const QString &path)
{
    std::vector<VectorRepair> repairs;
    for (const QString &action : vectorFixActions()) {
        VectorRepair repair{action, {}, 0};
        for (const Finding &finding : findings) {
            // Rasters and point clouds ask for a CRS too; a layer at the wrong place has one.
            if (finding.fixAction != action || !finding.id.startsWith(QLatin1String("vector."))
                || finding.id == QLatin1String("vector.extent.outside"))
                continue;
            if (!path.isEmpty() && finding.path != path)
                continue;
            ++repair.count;
            if (!repair.findings.contains(finding.id))
                repair.findings << finding.id;
        }
        if (repair.count > 0)
            repairs.push_back(repair);
    }
    return repairs;
}

QString vectorRepairTitle(const QString &action)
{
    return wordsOf(action, &Words::title);
}

QString vectorRepairSentence(const QString &action)
{
    return wordsOf(action, &Words::sentence);
}

QStringList vectorRepairsDone(const VectorFixReport &report)
{
    const std::pair<const char *, qint64> counts[] = {
        {QT_TRANSLATE_NOOP("tuilerie::VectorRepair", "Geometries made valid: %1."), report.madeValid},
        {QT_TRANSLATE_NOOP("tuilerie::VectorRepair", "Geometries made multi: %1."), report.promoted},
        {QT_TRANSLATE_NOOP("tuilerie::VectorRepair", "Features left out, having no geometry: %1."), report.dropped},
        {QT_TRANSLATE_NOOP("tuilerie::VectorRepair", "Texts written in UTF-8: %1."), report.recoded},
    };
    QStringList done;
    for (const auto &[sentence, count] : counts) {
        if (count > 0)
            done << QCoreApplication::translate("tuilerie::VectorRepair", sentence).arg(count);
    }
    return done + report.lines;
}

QString proposedCopy(const QString &path)
{
    const QFileInfo original(path);
    const QString stem =
        original.absolutePath() + QLatin1Char('/') + original.completeBaseName() + QStringLiteral("_repaired");
    QString name = stem + QStringLiteral(".gpkg");
    for (int i = 2; QFileInfo::exists(name); ++i)
        name = QStringLiteral("%1_%2.gpkg").arg(stem).arg(i);
    return name;
}

QStringList pathsWithCopy(const QStringList &paths, const QString &original, const QString &copy)
{
    QStringList result = paths;
    const QString clean = QDir::cleanPath(original);
    for (QString &path : result) {
        if (QDir::cleanPath(path) == clean) {
            path = copy;
            return result;
        }
    }
    const auto files = listFiles(paths, SourceKind::Vector);
    if (!files)
        return result;
    result.clear();
    for (const FileEntry &file : *files) {
        // A copy beside the original may have been listed with its folder.
        const QString &path = file.path == clean ? copy : file.path;
        if (!result.contains(path))
            result << path;
    }
    return result;
}

} // namespace tuilerie
