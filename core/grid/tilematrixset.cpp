// SPDX-License-Identifier: GPL-3.0-or-later
#include "grid/tilematrixset.h"

#include "base/atomicfile.h"
#include "grid/bundledgrids.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QJsonDocument>

#include <cmath>

namespace tuilerie {

Result<TileMatrixSet> TileMatrixSet::find(const QString &idOrPath)
{
    if (idOrPath.endsWith(QLatin1String(".json"), Qt::CaseInsensitive))
        return load(idOrPath);
    const auto &grids = BundledGrids::all();
    const auto found = grids.find(idOrPath);
    if (found != grids.end())
        return found->second;
    return fail(ErrorCode::NotFound,
        QCoreApplication::translate("tuilerie::TileMatrixSet",
            "There is no tile matrix set named \"%1\". Choose one that is bundled, such as PM or "
            "LAMB93_50cm, or give the path of a JSON file.")
            .arg(idOrPath));
}

Result<TileMatrixSet> TileMatrixSet::load(const QString &path)
{
    TUILERIE_TRY(text, readWholeFile(path));
    QJsonParseError problem;
    const QJsonDocument document = QJsonDocument::fromJson(text, &problem);
    if (!document.isObject()) {
        return fail(ErrorCode::Invalid,
            QCoreApplication::translate(
                "tuilerie::TileMatrixSet", "%1 is not a tile matrix set: it is not a JSON object. Check the file.")
                .arg(path),
            problem.error == QJsonParseError::NoError
                ? QString()
                : QStringLiteral("%1 at byte %2").arg(problem.errorString()).arg(problem.offset));
    }
    QString id = QFileInfo(path).fileName();
    id.chop(id.endsWith(QLatin1String(".json"), Qt::CaseInsensitive) ? 5 : 0);
    return fromJson(id, document.object());
}

QStringList TileMatrixSet::bundledIds()
{
    QStringList ids;
    for (const auto &[id, set] : BundledGrids::all())
        ids << id;
    return ids;
}

int TileMatrixSet::indexOf(const QString &id) const
{
    const auto found =
        std::find_if(m_levels.begin(), m_levels.end(), [&](const TileMatrix &level) { return level.id == id; });
    return found == m_levels.end() ? -1 : int(found - m_levels.begin());
}

const TileMatrix *TileMatrixSet::level(const QString &id) const
{
    const int index = indexOf(id);
    return index < 0 ? nullptr : &m_levels[size_t(index)];
}

Status TileMatrixSet::checkLevels(const QString &top, const QString &bottom) const
{
    for (const QString &id : {top, bottom}) {
        if (!id.isEmpty() && !level(id))
            return fail(ErrorCode::Invalid,
                QCoreApplication::translate(
                    "tuilerie::TileMatrixSet", "The tile matrix set %1 has no level “%2”. Its levels are %3 to %4.")
                    .arg(m_id, id, m_levels.front().id, m_levels.back().id));
    }
    if (!top.isEmpty() && !bottom.isEmpty() && indexOf(top) > indexOf(bottom))
        return fail(ErrorCode::Invalid,
            QCoreApplication::translate("tuilerie::TileMatrixSet",
                "The level “%1” is finer than “%2” in the tile matrix set %3: the coarsest level comes first, then the "
                "finest.")
                .arg(top, bottom, m_id));
    return {};
}

bool TileMatrixSet::isQuadTree() const
{
    for (size_t i = 1; i < m_levels.size(); ++i) {
        const TileMatrix &fine = m_levels[i];
        const TileMatrix &coarse = m_levels[i - 1];
        if (!(std::abs(2 * fine.cellSize - coarse.cellSize) < 0.0001 * fine.cellSize) || fine.origin != coarse.origin
            || fine.tileWidth != coarse.tileWidth || fine.tileHeight != coarse.tileHeight)
            return false;
    }
    return true;
}

int TileMatrixSet::nearestLevel(double cellSize) const
{
    int best = int(m_levels.size()) - 1;
    double bestDistance = HUGE_VAL;
    for (int i = best; i >= 0; --i) {
        const double distance = std::abs(std::log(m_levels[size_t(i)].cellSize / cellSize));
        // From the fine end, and only a clear improvement counts: of equals the finer one stays.
        if (distance < bestDistance - 1e-9) {
            best = i;
            bestDistance = distance;
        }
    }
    return best;
}

} // namespace tuilerie
