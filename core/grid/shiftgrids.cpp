// SPDX-License-Identifier: GPL-3.0-or-later
#include "grid/shiftgrids.h"

#include "grid/projsupport.h"

#include <QCoreApplication>
#include <QHash>

#include <cmath>
#include <mutex>

namespace tuilerie {

namespace {

constexpr qsizetype cacheSize = 1000;

QString tr(const char *text)
{
    return QCoreApplication::translate("tuilerie::ShiftGridLack", text);
}

struct Cache
{
    std::mutex mutex;
    QHash<QString, std::optional<ShiftGridLack>> entries;
};

Cache &cache()
{
    static Cache instance;
    return instance;
}

struct FactoryDeleter
{
    void operator()(PJ_OPERATION_FACTORY_CONTEXT *factory) const { proj_operation_factory_context_destroy(factory); }
};
struct ListDeleter
{
    void operator()(PJ_OBJ_LIST *list) const { proj_list_destroy(list); }
};

Extent inDegrees(const Crs &crs, const Extent &extent)
{
    const auto degrees = Crs::fromText(QStringLiteral("OGC:CRS84"));
    if (extent.isEmpty() || !degrees)
        return {};
    const auto transform = CrsTransform::create(crs, *degrees);
    const auto there = transform ? transform->forward(extent) : fail(ErrorCode::Invalid, {});
    return there ? *there : Extent();
}

/// Names of the grids that the operation reads and that are not there. A name that begins with @ may be missing.
void findMissing(PJ_CONTEXT *context, const PJ *operation, ShiftGridLack &lack)
{
    const int count = proj_coordoperation_get_grid_used_count(context, operation);
    for (int i = 0; i < count; ++i) {
        const char *name = nullptr, *url = nullptr;
        int available = 0;
        if (!proj_coordoperation_get_grid_used(
                context, operation, i, &name, nullptr, nullptr, &url, nullptr, nullptr, &available)
            || available || !name || *name == '@' || qstrcmp(name, "null") == 0)
            continue;
        lack.names << QString::fromUtf8(name);
        if (url && *url)
            lack.urls << QString::fromUtf8(url);
    }
}

std::optional<ShiftGridLack> look(const Crs &from, const Crs &to, const Extent &area)
{
    const auto context = proj::makeContext();
    PJ_CONTEXT *const c = context.get();
    const proj::Object source(proj_create(c, from.wkt().toUtf8().constData()));
    const proj::Object target(proj_create(c, to.wkt().toUtf8().constData()));
    const std::unique_ptr<PJ_OPERATION_FACTORY_CONTEXT, FactoryDeleter> factory(
        proj_create_operation_factory_context(c, nullptr));
    if (!source || !target || !factory)
        return {};
    proj_operation_factory_context_set_spatial_criterion(c, factory.get(), PROJ_SPATIAL_CRITERION_PARTIAL_INTERSECTION);
    proj_operation_factory_context_set_grid_availability_use(c, factory.get(), PROJ_GRID_AVAILABILITY_IGNORED);
    if (!area.isEmpty())
        proj_operation_factory_context_set_area_of_interest(c, factory.get(), area.west, area.south, area.east, area.north);
    const std::unique_ptr<PJ_OBJ_LIST, ListDeleter> ways(
        proj_create_operations(c, source.get(), target.get(), factory.get()));
    const int count = ways ? proj_list_get_count(ways.get()) : 0;
    ShiftGridLack lack;
    for (int i = 0; i < count && lack.isStopped; ++i) {
        const proj::Object way(proj_list_get(c, ways.get(), i));
        ShiftGridLack missing;
        findMissing(c, way.get(), missing);
        const double accuracy = proj_coordoperation_get_accuracy(c, way.get());
        if (missing.names.isEmpty()) {
            lack.isStopped = false;
            lack.without = accuracy;
        } else if (lack.names.isEmpty()) {
            lack = missing;
            lack.with = accuracy;
        }
    }
    if (lack.names.isEmpty())
        return {};
    const char *folder = proj_context_get_user_writable_directory(c, 0);
    lack.folder = QString::fromUtf8(folder ? folder : "");
    return lack;
}

} // namespace

QString ShiftGridLack::what(const Crs &from, const Crs &to) const
{
    const auto shown = [](const Crs &crs) { return crs.id().isEmpty() ? crs.title() : crs.id(); };
    const QString grids = names.join(QLatin1String(", "));
    if (isStopped)
        return tr(
            "Data in %1 cannot be brought to %2: the shift grid %3, which tells where its datum lies, is not installed.")
            .arg(shown(from), shown(to), grids);
    if (without < 0)
        return tr("From %1 to %2, places will be off by nobody knows how much: the shift grid %3 is not installed.")
            .arg(shown(from), shown(to), grids);
    return tr("From %1 to %2, places will be off by up to %3 m: the shift grid %4, which would bring them to %5 m, is not "
              "installed.")
        .arg(shown(from), shown(to))
        .arg(without)
        .arg(grids)
        .arg(with);
}

QString ShiftGridLack::how() const
{
    if (urls.size() == names.size())
        return tr("Download %1 into the folder %2 (or run: projsync --file %3), then start again.")
            .arg(urls.join(QLatin1String(", ")), folder, names.first());
    return tr("Ask the producer of the data for %1 and put it into the folder %2, then start again.")
        .arg(names.join(QLatin1String(", ")), folder);
}

std::optional<ShiftGridLack> shiftGridLack(const Crs &from, const Crs &to, const Extent &extent)
{
    if (!from.isValid() || !to.isValid() || from.isSameAs(to))
        return {};
    const Extent area = inDegrees(from, extent);
    const QString key = QStringLiteral("%1\n%2\n%3 %4 %5 %6")
                            .arg(from.wkt(), to.wkt())
                            .arg(area.west)
                            .arg(area.south)
                            .arg(area.east)
                            .arg(area.north);
    {
        const std::lock_guard lock(cache().mutex);
        if (const auto found = cache().entries.constFind(key); found != cache().entries.constEnd())
            return *found;
    }
    auto lack = look(from, to, area);
    const std::lock_guard lock(cache().mutex);
    if (cache().entries.size() >= cacheSize)
        cache().entries.clear();
    cache().entries.insert(key, lack);
    return lack;
}

Status announceShiftGrids(const Crs &from, const Crs &to, const Extent &extent, double cell, WorkControl &control)
{
    const auto lack = shiftGridLack(from, to, extent);
    if (!lack || !lack->isSeen(cell))
        return {};
    const QString sentence = lack->what(from, to) + QLatin1Char(' ') + lack->how();
    if (lack->isStopped)
        return fail(ErrorCode::Unsupported, sentence);
    control.warning(sentence);
    return {};
}

} // namespace tuilerie
