// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <proj.h>
#include <proj_experimental.h>

#include <QString>
#include <memory>

namespace tuilerie::proj {

// Owners of PROJ's C objects, and the few calls on them that the room shares. Private to the room.
struct ContextDeleter
{
    void operator()(PJ_CONTEXT *context) const { proj_context_destroy(context); }
};
struct ObjectDeleter
{
    void operator()(PJ *object) const { proj_destroy(object); }
};
using Context = std::unique_ptr<PJ_CONTEXT, ContextDeleter>;
using Object = std::unique_ptr<PJ, ObjectDeleter>;

/// A new context that stays silent on stderr. An object and its context belong to one thread at a time.
Context makeContext();

/// The horizontal CRS that `text` describes; null when PROJ knows none. It is bound to WGS 84 (PJ_TYPE_BOUND_CRS) where the
/// text brings its own way there: a PROJ string, WKT 2 or PROJJSON that says so, or the TOWGS84 of a WKT 1 whose datum no
/// authority knows (of one that is known, authorities know better; GDAL, too, drops it then).
Object horizontalCrs(PJ_CONTEXT *context, const QString &text);

/// The CRS itself, of one that is bound.
Object withoutBound(PJ_CONTEXT *context, const PJ *crs);

/// "EPSG:2154", of the object itself, or of the one entry of the database that it is the same as; empty when there is none,
/// and where it is bound: no name tells that.
QString identifier(PJ_CONTEXT *context, const PJ *crs);

/// True when the database's way from one to the other is exact and moves no point of `a`'s area of use, axis order aside.
bool areSame(PJ_CONTEXT *context, const PJ *a, const PJ *b);

} // namespace tuilerie::proj
