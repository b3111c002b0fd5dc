// SPDX-License-Identifier: GPL-3.0-or-later
#include "grid/crs.h"

#include "grid/projsupport.h"

#include <QCoreApplication>
#include <QHash>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <utility>
#include <vector>

namespace tuilerie {

// Everything is asked of PROJ once, so that a value is immutable and needs no PROJ object of its own.
struct Crs::Data
{
    QString id;
    QString title;
    QString wkt;
    QString wkt1Gdal;
    bool geographic = false;
    bool northingFirst = false;
    double metersPerUnit = 1;
    double turn = 0;
    Extent areaOfUse;
};

namespace {

constexpr double metersPerDegree = 111319.49079327358; // WMTS 1.0.0 §6.1: a degree on the WGS 84 equator
constexpr qsizetype longestText = 100'000;
constexpr qsizetype cacheSize = 1000;

bool isAlongMeridian(const QString &direction)
{
    return direction == QLatin1String("north") || direction == QLatin1String("south");
}

struct Axes
{
    bool northingFirst = false;
    double unit = 1; // of the first axis: radians or metres
};

Axes axesOf(PJ_CONTEXT *context, const PJ *crs)
{
    Axes axes;
    const proj::Object system(proj_crs_get_coordinate_system(context, crs));
    if (!system)
        return axes;
    QString directions[2];
    QString names[2];
    for (int i = 0; i < 2; ++i) {
        const char *name = nullptr;
        const char *direction = nullptr;
        double unit = 1;
        if (!proj_cs_get_axis_info(context, system.get(), i, &name, nullptr, &direction, &unit, nullptr, nullptr, nullptr))
            return axes;
        names[i] = QString::fromUtf8(name).toLower();
        directions[i] = QString::fromUtf8(direction).toLower();
        if (i == 0)
            axes.unit = unit;
    }
    if (isAlongMeridian(directions[0]) && isAlongMeridian(directions[1]))
        axes.northingFirst = names[0].contains(QLatin1String("northing")); // polar: both axes run along meridians
    else
        axes.northingFirst = isAlongMeridian(directions[0]);
    return axes;
}

Extent areaOfUseOf(PJ_CONTEXT *context, const PJ *crs)
{
    Extent area;
    if (!proj_get_area_of_use(context, crs, &area.west, &area.south, &area.east, &area.north, nullptr) || area.south < -90)
        return {};
    // Across the antimeridian (the Pacific grids): the whole belt is the smallest rectangle with west < east.
    if (area.west > area.east) {
        area.west = -180;
        area.east = 180;
    }
    return area;
}

// Of a cylindrical projection: the same step of longitude is the same step of x at every latitude, one turn of them aside.
double turnOf(PJ_CONTEXT *context, const PJ *crs)
{
    const proj::Object geodetic(proj_crs_get_geodetic_crs(context, crs));
    const proj::Object conversion(proj_crs_get_coordoperation(context, crs));
    const proj::Object projection(conversion ? proj_normalize_for_visualization(context, conversion.get()) : nullptr);
    if (!geodetic || !projection)
        return 0;
    const double turn = 2 * std::numbers::pi / axesOf(context, geodetic.get()).unit;
    constexpr int count = 6;
    std::vector<double> steps;
    for (const double latitude : {0.0, -0.11, 0.12}) {
        double last = 0;
        for (int i = 0; i <= count; ++i) {
            const PJ_COORD at =
                proj_trans(projection.get(), PJ_FWD, proj_coord((double(i) / count - 0.487) * turn, latitude * turn, 0, 0));
            const double step = at.xy.x - std::exchange(last, at.xy.x);
            if (!std::isfinite(step))
                return 0;
            if (i > 0)
                steps.push_back(step);
        }
    }
    const double one =
        *std::min_element(steps.begin(), steps.end(), [](double a, double b) { return std::abs(a) < std::abs(b); });
    const bool isEven = std::all_of(steps.begin(), steps.end(), [one](double step) {
        const double most = 1e-6 * std::abs(one);
        return std::abs(step - one) <= most || std::abs(step - one + count * one) <= most; // the latter holds the seam
    });
    return isEven ? std::abs(one) * count : 0;
}

QString wktOf(PJ_CONTEXT *context, const PJ *crs, PJ_WKT_TYPE type)
{
    const char *const options[] = {"MULTILINE=NO", nullptr};
    return QString::fromUtf8(proj_as_wkt(context, crs, type, options));
}

// Definitions are looked up again and again (every source file, every GetMap); PROJ needs a millisecond for each.
struct Cache
{
    std::mutex mutex;
    QHash<QString, Crs> entries;
    QHash<QPair<QString, QString>, bool> same;
};

Cache &cache()
{
    static Cache instance;
    return instance;
}

} // namespace

Result<Crs> Crs::fromText(const QString &text)
{
    {
        const std::lock_guard lock(cache().mutex);
        const auto found = cache().entries.constFind(text);
        if (found != cache().entries.constEnd())
            return *found;
    }
    const auto context = proj::makeContext();
    const proj::Object crs = text.size() <= longestText ? proj::horizontalCrs(context.get(), text) : nullptr;
    if (!crs) {
        const QString shown = text.size() > 100 ? text.left(100) + QChar(0x2026) : text;
        return fail(ErrorCode::Invalid,
            QCoreApplication::translate("tuilerie::Crs",
                "There is no coordinate reference system \"%1\". Give a code "
                "such as EPSG:2154 or IGNF:LAMB93, or a WKT definition.")
                .arg(shown),
            QString::fromUtf8(proj_context_errno_string(context.get(), proj_context_errno(context.get()))));
    }

    auto data = std::make_shared<Data>();
    const proj::Object bare = proj::withoutBound(context.get(), crs.get());
    const Axes axes = axesOf(context.get(), bare.get());
    data->id = proj::identifier(context.get(), crs.get());
    data->title = QString::fromUtf8(proj_get_name(bare.get()));
    data->wkt = wktOf(context.get(), crs.get(), PJ_WKT2_2019);
    data->wkt1Gdal = wktOf(context.get(), crs.get(), PJ_WKT1_GDAL);
    data->geographic = proj_get_type(bare.get()) == PJ_TYPE_GEOGRAPHIC_2D_CRS;
    data->northingFirst = axes.northingFirst;
    data->metersPerUnit = data->geographic ? metersPerDegree * axes.unit * 180 / std::numbers::pi : axes.unit;
    data->turn = data->geographic ? 2 * std::numbers::pi / axes.unit : turnOf(context.get(), bare.get());
    data->areaOfUse = areaOfUseOf(context.get(), bare.get());
    if (data->areaOfUse.isEmpty() && !data->id.isEmpty() && data->id != text) {
        if (const proj::Object known = proj::horizontalCrs(context.get(), data->id))
            data->areaOfUse = areaOfUseOf(context.get(), known.get());
    }

    Crs result;
    result.m_data = std::move(data);
    const std::lock_guard lock(cache().mutex);
    if (cache().entries.size() >= cacheSize)
        cache().entries.clear();
    cache().entries.insert(text, result);
    return result;
}

QString Crs::id() const
{
    return m_data ? m_data->id : QString();
}

QString Crs::title() const
{
    return m_data ? m_data->title : QString();
}

QString Crs::wkt() const
{
    return m_data ? m_data->wkt : QString();
}

QString Crs::wkt1Gdal() const
{
    return m_data ? m_data->wkt1Gdal : QString();
}

bool Crs::isGeographic() const
{
    return m_data && m_data->geographic;
}

double Crs::metersPerUnit() const
{
    return m_data ? m_data->metersPerUnit : 1;
}

double Crs::turn() const
{
    return m_data ? m_data->turn : 0;
}

bool Crs::isNorthingFirst() const
{
    return m_data && m_data->northingFirst;
}

Extent Crs::areaOfUse() const
{
    return m_data ? m_data->areaOfUse : Extent();
}

bool Crs::isSameAs(const Crs &other) const
{
    if (!m_data || !other.m_data)
        return !m_data && !other.m_data;
    if (m_data == other.m_data || m_data->wkt == other.m_data->wkt
        || (!m_data->id.isEmpty() && m_data->id == other.m_data->id))
        return true;
    if (m_data->geographic != other.m_data->geographic)
        return false;

    const QPair<QString, QString> key(m_data->wkt, other.m_data->wkt);
    {
        const std::lock_guard lock(cache().mutex);
        const auto found = cache().same.constFind(key);
        if (found != cache().same.constEnd())
            return *found;
    }
    const auto context = proj::makeContext();
    const proj::Object a(proj_create(context.get(), m_data->wkt.toUtf8().constData()));
    const proj::Object b(proj_create(context.get(), other.m_data->wkt.toUtf8().constData()));
    const bool same = a && b && proj::areSame(context.get(), a.get(), b.get());
    const std::lock_guard lock(cache().mutex);
    if (cache().same.size() >= cacheSize)
        cache().same.clear();
    cache().same.insert(key, same);
    return same;
}

} // namespace tuilerie
