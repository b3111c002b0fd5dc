// SPDX-License-Identifier: GPL-3.0-or-later
#include "grid/crs.h"

#include "grid/projsupport.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>
#include <list>
#include <mutex>

namespace tuilerie {

namespace {

// Its own context: an object may be made in one thread and used in another, which PROJ allows for the pair only.
struct Made
{
    Crs from;
    Crs to;
    proj::Context context;
    proj::Object transform;
};

/// What PROJ looks up in its database for one takes up to 60 ms: an object that goes is kept for the next create() of its
/// two CRS, on whatever thread.
class Shelf
{
public:
    static Shelf &instance()
    {
        static auto *const shelf = new Shelf; // never deleted: PROJ's own statics may go before it
        return *shelf;
    }

    std::unique_ptr<Made> take(const Crs &from, const Crs &to)
    {
        const std::lock_guard lock(m_mutex);
        const auto found = std::find_if(m_kept.begin(), m_kept.end(),
            [&](const auto &made) { return made->from.wkt() == from.wkt() && made->to.wkt() == to.wkt(); });
        if (found == m_kept.end())
            return nullptr;
        auto made = std::move(*found);
        m_kept.erase(found);
        return made;
    }

    void put(std::unique_ptr<Made> made)
    {
        const std::lock_guard lock(m_mutex);
        m_kept.push_front(std::move(made));
        if (m_kept.size() > Most)
            m_kept.pop_back();
    }

private:
    static constexpr size_t Most = 96; // some 400 KB each
    std::mutex m_mutex;
    std::list<std::unique_ptr<Made>> m_kept; ///< the one that went last in front
};

} // namespace

struct CrsTransform::Data
{
    Crs from;
    Crs to;
    std::unique_ptr<Made> made; // null = identity

    ~Data()
    {
        if (made)
            Shelf::instance().put(std::move(made));
    }
    Result<Extent> bounds(PJ_DIRECTION direction, const Extent &extent) const;
};

namespace {

constexpr int densifyPoints = 21;
constexpr double poleLatitude = 89.99;

bool transformAll(PJ *transform, PJ_DIRECTION direction, std::span<Point> points)
{
    static_assert(sizeof(Point) == 2 * sizeof(double));
    proj_errno_reset(transform);
    const size_t stride = sizeof(Point);
    const size_t n = points.size();
    const size_t done = proj_trans_generic(
        transform, direction, &points.data()->x, stride, n, &points.data()->y, stride, n, nullptr, 0, 0, nullptr, 0, 0);
    bool good = done == n;
    for (Point &point : points) {
        if (!std::isfinite(point.x) || !std::isfinite(point.y)) {
            point = {HUGE_VAL, HUGE_VAL};
            good = false;
        }
    }
    return good;
}

std::optional<Extent> transformBounds(
    PJ_CONTEXT *context, PJ *transform, PJ_DIRECTION direction, const Extent &extent, bool toDegrees)
{
    Extent result;
    proj_errno_reset(transform);
    if (!proj_trans_bounds(context, transform, direction, extent.west, extent.south, extent.east, extent.north, &result.west,
            &result.south, &result.east, &result.north, densifyPoints))
        return std::nullopt;
    // PROJ says "across the antimeridian" by west > east.
    if (toDegrees && result.west > result.east) {
        result.west = -180;
        result.east = 180;
    }
    for (double value : {result.west, result.south, result.east, result.north}) {
        if (!std::isfinite(value))
            return std::nullopt;
    }
    return result;
}

} // namespace

CrsTransform::CrsTransform(std::unique_ptr<Data> data)
    : m_data(std::move(data))
{
}
CrsTransform::CrsTransform(CrsTransform &&) noexcept = default;
CrsTransform &CrsTransform::operator=(CrsTransform &&) noexcept = default;
CrsTransform::~CrsTransform() = default;

Result<CrsTransform> CrsTransform::create(const Crs &from, const Crs &to)
{
    const auto text = [](const char *sentence) { return QCoreApplication::translate("tuilerie::Crs", sentence); };
    if (!from.isValid() || !to.isValid())
        return fail(ErrorCode::Invalid, text("A coordinate reference system is missing. Assign one to the data first."));

    auto data = std::make_unique<Data>();
    data->from = from;
    data->to = to;
    // Exactly nothing is done between two names of one system, so that pixels on a grid stay on it.
    if (from.isSameAs(to))
        return CrsTransform(std::move(data));

    data->made = Shelf::instance().take(from, to);
    if (data->made)
        return CrsTransform(std::move(data));
    auto made = std::make_unique<Made>(Made{from, to, proj::makeContext(), nullptr});
    PJ_CONTEXT *context = made->context.get();
    const proj::Object source(proj_create(context, from.wkt().toUtf8().constData()));
    const proj::Object target(proj_create(context, to.wkt().toUtf8().constData()));
    proj::Object between;
    if (source && target)
        between.reset(proj_create_crs_to_crs_from_pj(context, source.get(), target.get(), nullptr, nullptr));
    if (between)
        made->transform.reset(proj_normalize_for_visualization(context, between.get()));
    if (!made->transform) {
        return fail(ErrorCode::Unsupported,
            text("There is no transformation from %1 to %2. Choose another coordinate reference system.")
                .arg(from.id().isEmpty() ? from.title() : from.id(), to.id().isEmpty() ? to.title() : to.id()),
            QString::fromUtf8(proj_context_errno_string(context, proj_context_errno(context))));
    }
    data->made = std::move(made);
    return CrsTransform(std::move(data));
}

bool CrsTransform::isIdentity() const
{
    return !m_data->made;
}

const Crs &CrsTransform::from() const
{
    return m_data->from;
}

const Crs &CrsTransform::to() const
{
    return m_data->to;
}

bool CrsTransform::forward(std::span<Point> points) const
{
    return isIdentity() || points.empty() || transformAll(m_data->made->transform.get(), PJ_FWD, points);
}

bool CrsTransform::inverse(std::span<Point> points) const
{
    return isIdentity() || points.empty() || transformAll(m_data->made->transform.get(), PJ_INV, points);
}

// A rectangle may reach past what a projection can show (the poles in web Mercator): then what lies inside the target's area
// of use is what counts.
Result<Extent> CrsTransform::Data::bounds(PJ_DIRECTION direction, const Extent &extent) const
{
    const Crs &source = direction == PJ_FWD ? from : to;
    const Crs &target = direction == PJ_FWD ? to : from;
    const bool toDegrees = target.isGeographic();
    const Extent area = target.areaOfUse();
    // A pole is at infinity in Mercator, and PROJ answers with a finite distance far out.
    const bool holdsPole = source.isGeographic() && !toDegrees && !area.isEmpty()
        && ((extent.north > poleLatitude && area.north < poleLatitude)
            || (extent.south < -poleLatitude && area.south > -poleLatitude));
    if (!holdsPole) {
        if (const auto found = transformBounds(made->context.get(), made->transform.get(), direction, extent, toDegrees))
            return *found;
    }
    if (!area.isEmpty()) {
        TUILERIE_TRY(degrees, Crs::fromText(QStringLiteral("OGC:CRS84")));
        TUILERIE_TRY(fromDegrees, CrsTransform::create(degrees, source));
        std::optional<Extent> inSource = area;
        if (!fromDegrees.isIdentity() && !source.isGeographic())
            inSource = transformBounds(
                fromDegrees.m_data->made->context.get(), fromDegrees.m_data->made->transform.get(), PJ_FWD, area, false);
        const Extent clipped = inSource ? extent.intersected(*inSource) : Extent();
        if (!clipped.isEmpty()) {
            if (const auto found =
                    transformBounds(made->context.get(), made->transform.get(), direction, clipped, toDegrees))
                return *found;
        }
    }
    return fail(ErrorCode::Invalid,
        QCoreApplication::translate("tuilerie::Crs",
            "The extent %1 %2 %3 %4 (%5) cannot be transformed to %6. Check that "
            "the right coordinate reference system is assigned.")
            .arg(extent.west)
            .arg(extent.south)
            .arg(extent.east)
            .arg(extent.north)
            .arg(source.title(), target.title()));
}

Result<Extent> CrsTransform::forward(const Extent &extent) const
{
    if (isIdentity())
        return extent;
    return m_data->bounds(PJ_FWD, extent);
}

Result<Extent> CrsTransform::inverse(const Extent &extent) const
{
    if (isIdentity())
        return extent;
    return m_data->bounds(PJ_INV, extent);
}

} // namespace tuilerie
