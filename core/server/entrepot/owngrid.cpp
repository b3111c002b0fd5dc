// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/entrepot/owngrid.h"

#include "base/atomicfile.h"
#include "server/entrepot/catalogueofwork.h"

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

Result<std::optional<TileMatrixSet>> ownGrid(const Datastore &datastore, const QJsonObject &parameters, bool isLoopback)
{
    const QString path = parameters.value(QLatin1String("tms")).toString();
    if (!path.endsWith(QLatin1String(".json"), Qt::CaseInsensitive))
        return std::nullopt;
    // Whoever may name a path of this machine can find out what it holds: only somebody on it may.
    if (!isLoopback)
        return fail(ErrorCode::Denied,
            tr("A tile matrix set of your own is read on the server's own machine only. Choose one of GET "
               "/api/statics/tms."));
    if (!QFileInfo(path).isAbsolute())
        return fail(ErrorCode::Invalid, tr("Give the tile matrix set “%1” with its whole path.").arg(path));
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

Result<QJsonObject> completedForGrid(const Processing &processing, const QJsonObject &parameters, const TileMatrixSet &grid)
{
    static const QStringList names{QStringLiteral("tms"), QStringLiteral("top"), QStringLiteral("bottom"),
        QStringLiteral("top_level"), QStringLiteral("bottom_level"), QStringLiteral("composition")};
    QJsonObject others = parameters;
    for (const QString &name : names)
        others.remove(name);
    TUILERIE_TRY(complete, completedParameters(processing, others));
    const auto check = [&grid](const QString &top, const QString &bottom) -> Status {
        const int first = top.isEmpty() ? 0 : grid.indexOf(top);
        const int last = bottom.isEmpty() ? int(grid.levels().size()) - 1 : grid.indexOf(bottom);
        if (first < 0 || last < 0 || first > last)
            return fail(ErrorCode::Invalid,
                tr("The levels “%1” to “%2” are not levels of the tile matrix set %3, coarse to fine.")
                    .arg(top, bottom, grid.id()));
        return {};
    };
    const bool isVector = processing.outputStoredDataType == StoredDataType::VectorPyramid;
    const QLatin1String top(isVector ? "top_level" : "top"), bottom(isVector ? "bottom_level" : "bottom");
    TUILERIE_CHECK(check(modeljson::text(parameters.value(top)), modeljson::text(parameters.value(bottom))));
    const QJsonArray tables = parameters.value(QLatin1String("composition")).toArray();
    for (const QJsonValue table : tables)
        TUILERIE_CHECK(check(
            modeljson::text(table[QLatin1String("top_level")]), modeljson::text(table[QLatin1String("bottom_level")])));
    for (const QString &name : names)
        if (parameters.contains(name))
            complete.insert(name, parameters.value(name));
    return complete;
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
