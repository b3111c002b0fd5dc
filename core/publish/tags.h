// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLatin1String>

namespace tuilerie::publicationtag {

/// Which request made an entity: an interrupted publication finds its parts by it.
inline constexpr QLatin1String fingerprint("tuilerie_fingerprint");
/// The layer that a stored data was made for: its versions.
inline constexpr QLatin1String layer("tuilerie_layer");
/// Tags by which the Géoplateforme's portal follows a pipeline (docs/entrepot.md §10).
inline constexpr QLatin1String datasheet("datasheet_name");
inline constexpr QLatin1String uploadId("upload_id");
inline constexpr QLatin1String vectorDbId("vectordb_id");
/// What made a version, and who: a cause of LayerVersion, a name.
inline constexpr QLatin1String cause("tuilerie_cause");
inline constexpr QLatin1String author("tuilerie_author");
/// What a derived raster shows, for an update that does not say it again.
inline constexpr QLatin1String product("tuilerie_product");
inline constexpr QLatin1String cell("tuilerie_cell");

} // namespace tuilerie::publicationtag
