// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "publish/publishkind.h"
#include "model/configuration.h"
#include "model/offering.h"

#include <QJsonObject>
#include <QDateTime>
#include <QStringList>
#include <vector>

namespace tuilerie {

/// One table of a vector publication: an entry of the vector processing's `composition`, and its style.
struct PublishTable
{
    QString table;          ///< as the files name it
    QString layer;          ///< name in the vector tiles; empty = the table's
    QStringList attributes; ///< empty = all
    QString filter;         ///< SQL WHERE clause; empty = all features
    QString top, bottom;    ///< level ids of the vector tiles; empty = the pyramid's
    QString style;          ///< path of a QML or SLD file; empty = the request's

    bool operator==(const PublishTable &) const = default;
    QJsonObject toJson() const; ///< {table, layer?, attributes?, filter?, top_level?, bottom_level?, style?}
    static PublishTable fromJson(const QJsonObject &object);
};

/// Everything that decides a publication: the wizard's draft, the options of `tuilerie-cli publish`. Plain value, JSON round
/// trip. Which services a kind of data may have, and which it gets unless others are named:
/// - raster: wmts, tms, wms-r (all three), from a raster pyramid;
/// - vector: tms (vector tiles), wms-v; these two by default; wms-r and wmts from a raster pyramid of the styled map. Of tms
/// and
///   wmts one layer has only one, because both are the layer's one WMTS-TMS configuration;
/// - pointcloud: download; and wmts, tms, wms-r of the raster that is derived as `product`, by default once `product` is
/// set;
/// - pyramid: what its kind has: ROK4 raster wmts, tms, wms-r; ROK4 vector tms; COPC, EPT, VPC download.
struct PublishRequest
{
    QStringList paths; ///< files, folders, globs; or one pyramid: a ROK4 descriptor (.json), a COPC, an EPT (its folder or
                       ///< ept.json), a VPC
    PublishKind kind = PublishKind::Automatic; ///< Automatic = what the paths are, see resolvedKind()
    QString layer;                             ///< layer_name: ^[A-Za-z_][A-Za-z0-9_\-.]*$
    QString title;                             ///< empty = the layer's name
    QString abstract;                          ///< empty = the title
    QStringList keywords;
    QStringList services = {
        QStringLiteral("wmts"), QStringLiteral("tms"), QStringLiteral("wms-r")}; ///< of docs/cli.md; see defaultServices()
    bool isPrivate = false;
    QString srs; ///< of the data: "EPSG:2154"; needed for files without CRS, else what they say
    /// Parameters of the processing (docs/entrepot.md §9): RasterPyramidParams::toJson() without paths and output for raster
    /// pyramids, also styled and derived ones; for vector tiles VectorPyramidParams::toJson() without paths, output and
    /// composition.
    QJsonObject parameters;
    std::vector<PublishTable> tables; ///< vector: which tables, the topmost first; empty = every one with a geometry
    QString style; ///< vector: path of a QML or SLD file for tables that have no other; empty = the one stored with the data
    QString product; ///< pointcloud, for wmts, tms and wms-r: dtm | dsm | hillshade | intensity | density
    double cell = 1; ///< of the product, in units of the data's CRS
    QString pointCloudFormat = QStringLiteral("copc"); ///< pointcloud, for download: copc | ept | vpc
    QJsonObject attribution;                           ///< {title, url, logo?}
    bool queryable = true;                             ///< GetFeatureInfo on the pixels
    bool copyFiles = false; ///< send the files' bytes also to a server that could read them in place

    bool operator==(const PublishRequest &) const = default;
    /// {paths, kind?, layer, title, abstract, keywords, services, private, srs, parameters, tables?, style?, product?,
    /// cell?, point_cloud_format?, attribution, queryable, copy_files}; without `services` a JSON has the kind's default.
    QJsonObject toJson() const;
    static Result<PublishRequest> fromJson(const QJsonObject &object);
    /// What can be known to be wrong before anything is sent: name, services, paths.
    Status validate() const;
    /// `kind`, or what the paths are by a look at their names and first bytes; never Automatic.
    PublishKind resolvedKind() const;
    bool isPyramid() const;              ///< resolvedKind() is one that is stored as it is
    QStringList allowedServices() const; ///< of resolvedKind(), in the order of screens
    QStringList defaultServices() const;
    bool wants(const QString &service) const { return services.contains(service); }
    /// Configuration types for the services: "wmts" and "tms" → WMTS-TMS, "wms-r" → WMS-RASTER, "wms-v" → WMS-VECTOR,
    /// "download" → DOWNLOAD.
    QStringList configurationTypes() const;

private:
    Status validateVector() const;
    Status validatePointCloud() const;
};

/// One published service, as `publish --json` prints it.
struct PublishedService
{
    QString service; ///< wmts, tms, wms-r, wms-v, download
    QString layer;
    QString url;      ///< what a GIS is given: GetCapabilities of WMTS and WMS, the TileMap of TMS, the list of a download
    QString offering; ///< id
    QString status;
    bool open = true;

    bool operator==(const PublishedService &) const = default;
    QJsonObject toJson() const; ///< {service, layer, url, offering, status, open}
};

struct PublicationResult
{
    std::vector<PublishedService> offerings;
    QString viewer;     ///< page that shows the layer, empty for servers without
    QString storedData; ///< id
    QString upload;     ///< id
    QStringList warnings;

    bool operator==(const PublicationResult &) const = default;
    QJsonObject toJson() const; ///< {offerings: [...], viewer, stored_data, warnings}
};

/// A layer of the datastore with all its services.
struct PublishedLayerInfo
{
    QString layer;
    QString title;
    QString abstract;
    std::vector<PublishedService> services;
    QString viewer;
    QStringList storedData;     ///< ids
    QStringList configurations; ///< ids
    QDateTime update;
    QJsonObject toJson() const; ///< {layer, title, abstract, services: [...], viewer, stored_data: [...], update}
};

/// The services behind an offering, with the addresses a user needs made from its url templates (docs/entrepot.md §13).
std::vector<PublishedService> publishedServices(const Offering &offering);

} // namespace tuilerie
