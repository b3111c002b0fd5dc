// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/entrepot/owngrid.h"

#include "base/atomicfile.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QJsonDocument>

namespace tuilerie {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("tuilerie::EntrepotService", text);
}

} // namespace

Result<std::optional<TileMatrixSet>> ownGrid(const Datastore &datastore, const QJsonObject &parameters)
{
    const QString path = parameters.value(QLatin1String("tms")).toString();
    if (!path.endsWith(QLatin1String(".json"), Qt::CaseInsensitive))
        return std::nullopt;
    if (!QFileInfo(path).isAbsolute())
        return fail(ErrorCode::Invalid, tr("Give the tile matrix set “%1” with its whole path.").arg(path));
    TUILERIE_CHECK(datastore.mayRefer(path));
    TUILERIE_TRY(grid, TileMatrixSet::load(path));
    const auto taken = [&] {
        return fail(ErrorCode::Conflict,
            tr("There is another tile matrix set named “%1”. Give your file another name.").arg(grid.id()));
    };
    if (TileMatrixSet::bundledIds().contains(grid.id())) {
        TUILERIE_TRY(bundled, TileMatrixSet::find(grid.id()));
        if (bundled.crs() != grid.crs() || bundled.levels() != grid.levels())
            return taken();
        return grid;
    }
    TUILERIE_TRY(pyramids, datastore.entities().all(EntityKind::StoredData));
    for (const QJsonObject &document : pyramids) {
        const QString copy = gridCopy(datastore, document.value(QLatin1String("_id")).toString(), grid);
        if (!QFileInfo::exists(copy))
            continue;
        // A pyramid's descriptor may have that name, too: then it is no grid.
        const auto other = TileMatrixSet::load(copy);
        if (other && (other->crs() != grid.crs() || other->levels() != grid.levels()))
            return taken();
    }
    return grid;
}

QString gridCopy(const Datastore &datastore, const QString &storedData, const TileMatrixSet &grid)
{
    return datastore.pyramidFolder(storedData) + QLatin1Char('/') + grid.id() + QLatin1String(".json");
}

Status keepGrid(const Datastore &datastore, const QString &storedData, const TileMatrixSet &grid)
{
    const QString copy = gridCopy(datastore, storedData, grid);
    if (!QDir().mkpath(QFileInfo(copy).path()))
        return fail(errorFromErrno(tr("make the pyramid's folder"), QFileInfo(copy).path()));
    return writeFileAtomically(copy, QJsonDocument(grid.toJson()).toJson());
}

} // namespace tuilerie
