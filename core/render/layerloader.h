// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "render/maplayer.h"
#include "source/rastersource.h"

namespace tuilerie {

/// Opening what the map shows. Every function blocks while it reads headers, samples or the network: call them on a worker
/// thread (the RenderSession must have started). What they return belongs to the UI thread from then on.

/// One file as it is; many as a mosaic, with an overview where they are so many that a picture of all would take long: made
/// of samples at first (mosaicoverview.h; build() makes it whole, and the layer must be opened again to show that). Other
/// than uint8 data come with a 2–98 % stretch of a sample.
/// `stretch` (of an earlier session) is used instead where it has limits. `assignCrs` is for files without CRS.
Result<std::unique_ptr<MapLayer>> openRasterLayer(const std::shared_ptr<const RasterSource> &source, const QString &title,
    const QString &assignCrs, const RasterStretch &stretch, WorkControl &control);

/// Every table with a geometry of a GeoPackage, Shapefile, CSV…: one layer each, in the style that the GeoPackage stores for
/// it where it does. Opened for reading only. `assignCrs` is for tables without CRS.
Result<std::vector<std::unique_ptr<MapLayer>>> openVectorLayers(
    const QString &path, const QString &title, const QString &assignCrs, WorkControl &control);

/// A layer of a WMTS, drawn from the server's real tiles. The capabilities are asked for anew, past every cache.
Result<std::unique_ptr<MapLayer>> openWmtsLayer(
    const QString &capabilitiesUrl, const QString &layer, const QString &title, WorkControl &control);

/// A layer of a WMS 1.3.0, drawn from the server's pictures in the map's CRS where it offers that one.
Result<std::unique_ptr<MapLayer>> openWmsLayer(
    const QString &capabilitiesUrl, const QString &layer, const QString &title, WorkControl &control);

/// Tiles of a TMS, pictures or vector tiles: `tileMapUrl` is the TileMap's address, …/tms/1.0.0/{layer}. Only in EPSG:3857
/// (PM); Unsupported for others, which QGIS core cannot draw from an address.
Result<std::unique_ptr<MapLayer>> openTmsLayer(const QString &tileMapUrl, const QString &title, WorkControl &control);

/// The point cloud of a download layer (COPC, EPT), read in parts from its address and drawn as QGIS would by itself.
/// `listUrl` is the list of the download, …/download/{layer}. Unsupported when it offers none of these.
Result<std::unique_ptr<MapLayer>> openDownloadLayer(const QString &listUrl, const QString &title, WorkControl &control);

} // namespace tuilerie
