// SPDX-License-Identifier: GPL-3.0-or-later
#include "grid/projsupport.h"

#include <QRegularExpression>

#include <cmath>

namespace tuilerie::proj {

namespace {

// OGC's two URI forms and WMS's own CRS:84, as AUTH:CODE.
QString authorityForm(const QString &text)
{
    static const QRegularExpression uri(
        QStringLiteral(
            "^(?:urn:(?:x-)?ogc:def:crs:([^:]+):[^:]*:(.+)|https?://www\\.opengis\\.net/def/crs/([^/]+)/[^/]*/(.+)"
            "|https?://www\\.opengis\\.net/gml/srs/(epsg)\\.xml#(.+))$"),
        QRegularExpression::CaseInsensitiveOption);
    QString name = text.trimmed();
    if (const auto match = uri.match(name); match.hasMatch()) {
        for (int group : {1, 3, 5}) {
            if (!match.captured(group).isEmpty())
                name = match.captured(group).toUpper() + QLatin1Char(':') + match.captured(group + 1);
        }
    }
    static const QRegularExpression crs84(
        QStringLiteral("^(?:CRS|OGC):(?:CRS)?(84|83|27)$"), QRegularExpression::CaseInsensitiveOption);
    if (const auto match = crs84.match(name); match.hasMatch())
        return QStringLiteral("OGC:CRS") + match.captured(1);
    if (name.compare(QLatin1String("EPSG:900913"), Qt::CaseInsensitive) == 0)
        return QStringLiteral("EPSG:3857");
    static const QRegularExpression code(QStringLiteral("^[A-Za-z]+:[A-Za-z0-9_.]+$"));
    if (code.match(name).hasMatch())
        return name.section(QLatin1Char(':'), 0, 0).toUpper() + name.mid(name.indexOf(QLatin1Char(':')));
    return name;
}

// AUTH:CODE (also compound), a URI, a PROJ string, WKT or PROJJSON. PROJ takes any other text for the title of a CRS and
// compares it with those of its whole database, a fifth of a second for each text that a request or a file makes up.
bool isDefinitionOrCode(const QString &text)
{
    static const QRegularExpression form(
        QStringLiteral(
            "^(?:[A-Za-z0-9_]+:[^:]*|urn:ogc:.*|https?://.*|\\+.*|.*(?:proj|init)=.*|[A-Za-z0-9_]+\\s*[\\[(].*|\\{.*)$"),
        QRegularExpression::CaseInsensitiveOption | QRegularExpression::DotMatchesEverythingOption);
    return form.match(text).hasMatch();
}

Object named(PJ_CONTEXT *context, const char *authority, const char *code)
{
    return Object(proj_create_from_database(context, authority, code, PJ_CATEGORY_CRS, 0, nullptr));
}

bool isWkt1(PJ_CONTEXT *context, const QString &text)
{
    const PJ_GUESSED_WKT_DIALECT dialect = proj_context_guess_wkt_dialect(context, text.toUtf8().constData());
    return dialect == PJ_GUESSED_WKT1_GDAL || dialect == PJ_GUESSED_WKT1_ESRI;
}

bool isOfKnownDatum(PJ_CONTEXT *context, const PJ *crs)
{
    if (proj_get_id_code(crs, 0))
        return true;
    const Object datum(proj_crs_get_datum_forced(context, crs));
    if (!datum)
        return false;
    if (proj_get_id_code(datum.get(), 0))
        return true;
    const char *const name = proj_get_name(datum.get());
    if (qstricmp(name, "unknown") == 0)
        return false;
    constexpr PJ_TYPE frame = PJ_TYPE_GEODETIC_REFERENCE_FRAME;
    PJ_OBJ_LIST *known = proj_create_from_name(context, nullptr, name, &frame, 1, false, 1, nullptr);
    const bool isKnown = known && proj_list_get_count(known) > 0;
    proj_list_destroy(known);
    return isKnown;
}

// A few points of the area where both are meant to be used, in `crs`'s own (visual) axis order after the transform.
std::vector<PJ_COORD> samplePoints(PJ_CONTEXT *context, const PJ *crs)
{
    double west = -180, south = -80, east = 180, north = 80;
    proj_get_area_of_use(context, crs, &west, &south, &east, &north, nullptr);
    if (!(west > -1000 && east > west && north > south)) {
        west = -10, south = 40, east = 10, north = 60;
    }
    std::vector<PJ_COORD> points;
    for (double u : {0.2, 0.5, 0.75}) {
        for (double v : {0.25, 0.5, 0.8})
            points.push_back(proj_coord(west + u * (east - west), south + v * (north - south), 0, 0));
    }
    return points;
}

} // namespace

Context makeContext()
{
    Context context(proj_context_create());
    proj_log_level(context.get(), PJ_LOG_NONE);
    return context;
}

Object horizontalCrs(PJ_CONTEXT *context, const QString &text)
{
    QString name = authorityForm(text);
    if (!isDefinitionOrCode(name))
        return nullptr;
    if (name.startsWith(QLatin1Char('+')) && !name.contains(QLatin1String("+type=crs")))
        name += QLatin1String(" +type=crs");
    Object crs(proj_create(context, name.toUtf8().constData()));
    Object bound; // the outermost, of which the way to WGS 84 is kept
    // Compound and bound CRS wrap the one that positions are in.
    while (crs) {
        const PJ_TYPE type = proj_get_type(crs.get());
        if (type == PJ_TYPE_COMPOUND_CRS) {
            crs.reset(proj_crs_get_sub_crs(context, crs.get(), 0));
        } else if (type == PJ_TYPE_BOUND_CRS) {
            Object inner(proj_get_source_crs(context, crs.get()));
            if (!bound)
                bound = std::move(crs);
            crs = std::move(inner);
        } else {
            break;
        }
    }
    if (!crs)
        return nullptr;
    const PJ_TYPE type = proj_get_type(crs.get());
    if (type == PJ_TYPE_GEOGRAPHIC_3D_CRS)
        crs.reset(proj_crs_demote_to_2D(context, nullptr, crs.get()));
    else if (type != PJ_TYPE_GEOGRAPHIC_2D_CRS && type != PJ_TYPE_PROJECTED_CRS)
        return nullptr;
    if (!crs || !bound || (isWkt1(context, name) && isOfKnownDatum(context, crs.get())))
        return crs;
    const Object hub(proj_get_target_crs(context, bound.get()));
    const Object way(proj_crs_get_coordoperation(context, bound.get()));
    // GDAL writes the TOWGS84 of a WKT 1 as WKT 2 whatever the datum: zeros for one that is known say nothing of it.
    std::array<double, 7> shift{};
    const bool isNothing =
        proj_coordoperation_get_towgs84_values(context, way.get(), shift.data(), int(shift.size()), 0) != 0
        && std::all_of(shift.begin(), shift.end(), [](double value) { return value == 0; });
    if (proj_get_id_code(crs.get(), 0) || (isNothing && isOfKnownDatum(context, crs.get())))
        return crs;
    return Object(proj_crs_create_bound_crs(context, crs.get(), hub.get(), way.get()));
}

Object withoutBound(PJ_CONTEXT *context, const PJ *crs)
{
    return Object(proj_get_type(crs) == PJ_TYPE_BOUND_CRS ? proj_get_source_crs(context, crs) : proj_clone(context, crs));
}

QString identifier(PJ_CONTEXT *context, const PJ *crs)
{
    if (proj_get_type(crs) == PJ_TYPE_BOUND_CRS)
        return {};
    const char *authority = proj_get_id_auth_name(crs, 0);
    const char *code = proj_get_id_code(crs, 0);
    if (authority && code)
        return QString::fromUtf8(authority) + QLatin1Char(':') + QString::fromUtf8(code);

    // A WKT without its identifier. EPSG first: other authorities repeat its entries.
    for (const char *wanted : {"EPSG", "IGNF", "OGC", "ESRI"}) {
        int *confidences = nullptr;
        PJ_OBJ_LIST *candidates = proj_identify(context, crs, wanted, nullptr, &confidences);
        QString found;
        for (int i = 0; candidates && i < proj_list_get_count(candidates) && found.isEmpty() && i < 5; ++i) {
            const Object candidate(proj_list_get(context, candidates, i));
            const char *candidateCode = candidate ? proj_get_id_code(candidate.get(), 0) : nullptr;
            if (candidateCode && confidences[i] >= 70 && areSame(context, candidate.get(), crs))
                found = QLatin1String(wanted) + QLatin1Char(':') + QString::fromUtf8(candidateCode);
        }
        proj_int_list_destroy(confidences);
        proj_list_destroy(candidates);
        if (!found.isEmpty())
            return found;
    }
    return {};
}

bool areSame(PJ_CONTEXT *context, const PJ *a, const PJ *b)
{
    if (proj_is_equivalent_to_with_ctx(context, a, b, PJ_COMP_EQUIVALENT_EXCEPT_AXIS_ORDER_GEOGCRS))
        return true;
    if (proj_get_type(a) != proj_get_type(b))
        return false;

    // Two authorities write one system in two ways (other names, parallels swapped, axes in another order).
    PJ_OPERATION_FACTORY_CONTEXT *factory = proj_create_operation_factory_context(context, nullptr);
    proj_operation_factory_context_set_spatial_criterion(context, factory, PROJ_SPATIAL_CRITERION_PARTIAL_INTERSECTION);
    PJ_OBJ_LIST *operations = proj_create_operations(context, a, b, factory);
    Object operation;
    if (operations && proj_list_get_count(operations) > 0)
        operation.reset(proj_list_get(context, operations, 0));
    proj_list_destroy(operations);
    proj_operation_factory_context_destroy(factory);
    if (!operation || proj_coordoperation_has_ballpark_transformation(context, operation.get())
        || proj_coordoperation_get_accuracy(context, operation.get()) != 0)
        return false;

    const Object between(proj_normalize_for_visualization(context, operation.get()));
    const Object geographic = named(context, "OGC", "CRS84");
    const Object toCrs(proj_create_crs_to_crs_from_pj(context, geographic.get(), a, nullptr, nullptr));
    const Object toCrsVisual(toCrs ? proj_normalize_for_visualization(context, toCrs.get()) : nullptr);
    if (!between || !toCrsVisual)
        return false;
    const bool degrees = proj_degree_output(toCrsVisual.get(), PJ_FWD);
    const double tolerance = degrees ? 1e-9 : 1e-4;
    for (const PJ_COORD &point : samplePoints(context, a)) {
        const PJ_COORD inA = proj_trans(toCrsVisual.get(), PJ_FWD, point);
        if (!std::isfinite(inA.xy.x))
            continue;
        const PJ_COORD inB = proj_trans(between.get(), PJ_FWD, inA);
        if (!(std::abs(inA.xy.x - inB.xy.x) <= tolerance && std::abs(inA.xy.y - inB.xy.y) <= tolerance))
            return false;
    }
    return true;
}

} // namespace tuilerie::proj
