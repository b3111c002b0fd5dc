// SPDX-License-Identifier: GPL-3.0-or-later
#include "source/geometrycheck.h"

#include <geos_c.h>

#include <algorithm>
#include <vector>

namespace tuilerie {

namespace {

void onError(const char *message, void *user)
{
    static_cast<GeometryCheck *>(user)->noteReason(message);
}

struct Owned
{
    GEOSContextHandle_t context;
    GEOSGeometry *geometry;
    ~Owned()
    {
        if (geometry)
            GEOSGeom_destroy_r(context, geometry);
    }
    Owned(GEOSContextHandle_t c, GEOSGeometry *g)
        : context(c)
        , geometry(g)
    {
    }
    Owned(const Owned &) = delete;
    Owned &operator=(const Owned &) = delete;
};

/// Copies of the parts of a collection that have the given dimension.
void partsOf(GEOSContextHandle_t context, const GEOSGeometry *geometry, int dimension, std::vector<GEOSGeometry *> &parts)
{
    const int type = GEOSGeomTypeId_r(context, geometry);
    if (type >= GEOS_MULTIPOINT) {
        for (int i = 0; i < GEOSGetNumGeometries_r(context, geometry); ++i)
            partsOf(context, GEOSGetGeometryN_r(context, geometry, i), dimension, parts);
    } else if (GEOSGeom_getDimensions_r(context, geometry) == dimension && !GEOSisEmpty_r(context, geometry)) {
        parts.push_back(GEOSGeom_clone_r(context, geometry));
    }
}

} // namespace

struct GeometryCheck::Engine
{
    GEOSContextHandle_t context = GEOS_init_r();
    GEOSWKBReader *strict = GEOSWKBReader_create_r(context);
    GEOSWKBReader *lenient = GEOSWKBReader_create_r(context);
    GEOSWKBWriter *writer = GEOSWKBWriter_create_r(context);

    ~Engine()
    {
        GEOSWKBReader_destroy_r(context, strict);
        GEOSWKBReader_destroy_r(context, lenient);
        GEOSWKBWriter_destroy_r(context, writer);
        GEOS_finish_r(context);
    }
};

GeometryCheck::GeometryCheck()
    : m_engine(std::make_unique<Engine>())
{
    GEOSContext_setErrorMessageHandler_r(m_engine->context, onError, this);
    GEOSContext_setNoticeMessageHandler_r(m_engine->context, nullptr, nullptr);
    GEOSWKBReader_setFixStructure_r(m_engine->context, m_engine->lenient, 1); // closes rings
    GEOSWKBWriter_setOutputDimension_r(m_engine->context, m_engine->writer, 3);
    GEOSWKBWriter_setFlavor_r(m_engine->context, m_engine->writer, GEOS_WKB_ISO);
}

GeometryCheck::~GeometryCheck() = default;

std::optional<GeometryFlaw> GeometryCheck::flawOf(const QByteArray &wkb)
{
    m_reason.clear();
    GEOSContextHandle_t context = m_engine->context;
    const Owned geometry(context,
        GEOSWKBReader_read_r(
            context, m_engine->strict, reinterpret_cast<const unsigned char *>(wkb.constData()), size_t(wkb.size())));
    if (!geometry.geometry) // "IllegalArgumentException: Points of LinearRing do not form a closed linestring"
        return GeometryFlaw{m_reason.section(QStringLiteral(": "), -1), {}};
    char *reason = nullptr;
    GEOSGeometry *place = nullptr;
    if (GEOSisValidDetail_r(context, geometry.geometry, 0, &reason, &place) == 1)
        return {};
    const Owned where(context, place);
    GeometryFlaw flaw{reason ? QString::fromUtf8(reason) : m_reason, {}};
    GEOSFree_r(context, reason);
    Point at;
    if (place && GEOSGeomGetX_r(context, place, &at.x) == 1 && GEOSGeomGetY_r(context, place, &at.y) == 1)
        flaw.at = at;
    return flaw;
}

QByteArray GeometryCheck::madeValid(const QByteArray &wkb)
{
    GEOSContextHandle_t context = m_engine->context;
    const Owned geometry(context,
        GEOSWKBReader_read_r(
            context, m_engine->lenient, reinterpret_cast<const unsigned char *>(wkb.constData()), size_t(wkb.size())));
    if (!geometry.geometry)
        return {};
    const int dimension = GEOSGeom_getDimensions_r(context, geometry.geometry);
    // "Structure" knows holes from shells, so that what overlaps is joined and not cut out.
    GEOSMakeValidParams *params = GEOSMakeValidParams_create_r(context);
    GEOSMakeValidParams_setMethod_r(context, params, GEOS_MAKE_VALID_STRUCTURE);
    GEOSMakeValidParams_setKeepCollapsed_r(context, params, 0);
    Owned valid(context, GEOSMakeValidWithParams_r(context, geometry.geometry, params));
    GEOSMakeValidParams_destroy_r(context, params);
    if (!valid.geometry || GEOSisEmpty_r(context, valid.geometry))
        return {};
    if (GEOSGeomTypeId_r(context, valid.geometry) == GEOS_GEOMETRYCOLLECTION
        && GEOSGeomTypeId_r(context, geometry.geometry) != GEOS_GEOMETRYCOLLECTION) {
        std::vector<GEOSGeometry *> parts;
        partsOf(context, valid.geometry, dimension, parts);
        if (parts.empty())
            return {};
        const int multi = dimension == 2 ? GEOS_MULTIPOLYGON : dimension == 1 ? GEOS_MULTILINESTRING : GEOS_MULTIPOINT;
        GEOSGeometry *joined = GEOSGeom_createCollection_r(context, multi, parts.data(), unsigned(parts.size()));
        GEOSGeom_destroy_r(context, valid.geometry);
        valid.geometry = joined;
        if (!joined)
            return {};
    }
    size_t size = 0;
    unsigned char *bytes = GEOSWKBWriter_write_r(context, m_engine->writer, valid.geometry, &size);
    const QByteArray result(reinterpret_cast<const char *>(bytes), qsizetype(bytes ? size : 0));
    GEOSFree_r(context, bytes);
    return result;
}

} // namespace tuilerie
