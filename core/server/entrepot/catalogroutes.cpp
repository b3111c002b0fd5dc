// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/entrepot/apirequest.h"
#include "server/entrepot/entrepotservice.h"

#include "grid/tilematrixset.h"

#include <QCoreApplication>

namespace tuilerie {

namespace {

HttpResponse answer(Result<HttpResponse> result)
{
    return result ? std::move(*result) : apiError(result.error());
}

QJsonObject listItem(const TileMatrixSet &grid)
{
    return {{QStringLiteral("_id"), grid.id()}, {QStringLiteral("srs"), grid.crs()}};
}

Result<HttpResponse> listGrids(const HttpRequest &http)
{
    const ApiRequest request{http, {}, {}};
    TUILERIE_TRY(page, pageOf(request));
    QJsonArray items;
    qint64 total = 0;
    const QStringList ids = TileMatrixSet::bundledIds();
    for (const QString &id : ids) {
        TUILERIE_TRY(grid, TileMatrixSet::find(id));
        if (request.hasQuery("srs") && request.query("srs").compare(grid.crs(), Qt::CaseInsensitive) != 0)
            continue;
        if (total >= page.offset && items.size() < page.limit)
            items.append(listItem(grid));
        ++total;
    }
    return listAnswer(items, page, total);
}

/// A bundled grid only: a path would be somebody's way to read files of this machine.
Result<TileMatrixSet> bundled(const HttpRequest &http)
{
    const QString id = toText(http.captures.at(0));
    if (!TileMatrixSet::bundledIds().contains(id))
        return fail(ErrorCode::NotFound,
            QCoreApplication::translate("tuilerie::EntrepotService", "There is no tile matrix set “%1”.").arg(id));
    return TileMatrixSet::find(id);
}

Result<HttpResponse> describeGrid(const HttpRequest &http)
{
    TUILERIE_TRY(grid, bundled(http));
    QJsonObject object = listItem(grid);
    QJsonArray levels;
    for (const TileMatrix &level : grid.levels())
        levels.append(QJsonObject{{QStringLiteral("id"), level.id}, {QStringLiteral("resolution"), level.cellSize}});
    object.insert(QLatin1String("levels"), levels);
    return HttpResponse::json(200, object);
}

Result<HttpResponse> publicOfferings(EntrepotService &service, const HttpRequest &http)
{
    const ApiRequest request{http, {}, {}};
    TUILERIE_TRY(page, pageOf(request));
    const auto catalogue = service.datastore()->catalogue();
    QJsonArray items;
    qint64 total = 0;
    for (const auto &layer : catalogue->layers()) {
        if (!layer->open)
            continue;
        if (total >= page.offset && items.size() < page.limit)
            items.append(QJsonObject{{QStringLiteral("layer_name"), layer->name}, {QStringLiteral("type"), layer->type},
                {QStringLiteral("title"), layer->title}, {QStringLiteral("open"), true}});
        ++total;
    }
    return listAnswer(items, page, total);
}

} // namespace

void addCatalogRoutes(HttpRouter &router, const ServicePointer &service)
{
    // Public: no token (docs/entrepot.md §1).
    router.add("GET", "/api/statics/tms", [](const HttpRequest &http) { return answer(listGrids(http)); });
    router.add("GET", "/api/statics/tms/{}", [](const HttpRequest &http) { return answer(describeGrid(http)); });
    router.add("GET", "/api/statics/tms/{}/file", [](const HttpRequest &http) {
        const auto grid = bundled(http);
        return grid ? HttpResponse::json(200, grid->toJson()) : apiError(grid.error());
    });
    router.add("GET", "/api/catalogs/offerings",
        [service](const HttpRequest &http) { return answer(publicOfferings(*service, http)); });
    router.add("GET", "/api/catalogs/communities", [service](const HttpRequest &) {
        return listAnswer({QJsonObject{{QStringLiteral("_id"), service->datastore()->setting(QStringLiteral("community"))},
                              {QStringLiteral("name"), QStringLiteral("Tuilerie")}, {QStringLiteral("public"), true}}},
            {}, 1);
    });
    router.add("GET", "/api/catalogs/organizations", [](const HttpRequest &) { return listAnswer({}, {}, 0); });
}

} // namespace tuilerie
