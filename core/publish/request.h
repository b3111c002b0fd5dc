// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "delivery/publishkind.h"
#include "model/configuration.h"
#include "model/offering.h"
#include "model/params/deriveparams.h"
#include "model/params/pointcloudparams.h"
#include "model/params/rasterpyramidparams.h"
#include "model/params/styledpyramidparams.h"
#include "model/params/vectorintegrationparams.h"
#include "model/params/vectorpyramidparams.h"
#include "model/pyramidresult.h"

#include <QJsonObject>
#include <QDateTime>
#include <QStringList>
#include <vector>

namespace tuilerie {

/// One table of a vector publication: an entry of the vector processing's `composition`, and its style.
struct PublishTable : VectorTableParams
{
    QString style; ///< path of a QML or SLD file; empty = the request's

    bool operator==(const PublishTable &) const = default;
    QJsonObject toJson() const; ///< as VectorTableParams, and style?
    static Result<PublishTable> fromJson(const QJsonObject &object);
};

/// Everything that decides a publication: the wizard's draft, the options of `tuilerie-cli publish`. Plain value, JSON round
/// trip. Which services a kind of data may have, and which it gets unless others are named:
/// - raster: wmts, tms, wms-r (these three by default), from a raster pyramid;
/// - vector: tms (vector tiles), wms-v; these two by default; wms-r and wmts from a raster pyramid of the styled map. Of tms
///   and wmts one layer has only one, because both are the layer's one WMTS-TMS configuration;
/// - both also download: one PMTiles file of their tiles (publish/tilefile.h), vector tiles where there are no pictures;
/// - pointcloud: download; and wmts, tms, wms-r of the raster that is derived as `derive.product`, by default once that is
/// set;
/// - pyramid: what its kind has: ROK4 raster wmts, tms, wms-r, download; ROK4 vector tms, download; COPC, EPT, VPC download.
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
    QString srs;       ///< of the data: "EPSG:2154"
    QString assignCrs; ///< for files that name no CRS; the only `assignCrs` that counts here
    /// What the processings are asked, of which those of the kind count: their own parameters, and neither paths, output nor
    /// tables. What several processings of one publication have in common is said once; see shared().
    RasterPyramidParams raster;       ///< rasters; point clouds: of the raster that is made of them
    VectorPyramidParams vector;       ///< vector: of the tiles; grid, levels and resources also of pictures
    StyledPyramidParams styled;       ///< vector: of pictures of the styled map
    VectorIntegrationParams database; ///< vector; without `srs` the data's
    DeriveParams derive;              ///< pointcloud: the raster for wmts, tms and wms-r; without `product` there is none
    PointCloudParams cloud;           ///< pointcloud, for download
    std::vector<PublishTable> tables; ///< vector: which tables, the topmost first; empty = every one with a geometry
    QString style; ///< vector: path of a QML or SLD file for tables that have no other; empty = the one stored with the data
    /// rasters: how they are drawn, the first by default: words of builtInStyles() and paths of ROK4 styles (JSON); empty =
    /// as the server draws them
    QStringList rasterStyles;
    QJsonObject attribution; ///< {title, url, logo?}
    bool queryable = true;   ///< GetFeatureInfo on the pixels
    bool copyFiles = false;  ///< send the files' bytes also to a server that could read them in place
    /// What a look at the paths has said before, for threads that must not look. No part of what is asked: not in JSON, and
    /// always equal.
    struct Look
    {
        PublishKind kind = PublishKind::Automatic;
        bool isFolder = false; ///< the first path
        bool operator==(const Look &) const { return true; }
    } look;

    bool operator==(const PublishRequest &) const = default;
    /// What is said of the publication as a whole and has an option of its own: title, keywords, private, crs…
    static const Fields<PublishRequest> &fields();
    /// {the fields, kind?, services, attribution?, raster?, vector?, styled?, database?, derive?, cloud?}, of the last six
    /// what is not the default; without `services` a JSON has the kind's default. What earlier versions wrote is read, too.
    QJsonObject toJson() const;
    static Result<PublishRequest> fromJson(const QJsonObject &object);
    /// What can be known to be wrong before anything is sent: name, services, paths, parameters.
    Status validate() const;
    /// `kind`, or what the paths are by `look`, or by a new one at their names and first bytes; never Automatic.
    PublishKind resolvedKind() const;
    bool isPyramid() const;              ///< resolvedKind() is one that is stored as it is
    QStringList allowedServices() const; ///< of resolvedKind(), in the order of screens
    QStringList defaultServices() const;
    bool hasRaster() const; ///< resolvedKind() is shown through a raster pyramid of its own pixels, which styles draw
    bool wants(const QString &service) const { return services.contains(service); }
    /// The same with what its processings have in common in each of them: the CRS for files without one, and of the raster's
    /// or the vector tiles' parameters grid, threads, memory, and what becomes of unreadable files.
    PublishRequest shared() const;
    /// What its processings are asked, in one flat object that other parameters differ from: for fingerprints.
    QJsonObject parameters() const;
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
    std::optional<PyramidChanges> changes; ///< of an update that the server made from the version before
    double seconds = 0;                    ///< of an update

    bool operator==(const PublicationResult &) const = default;
    QJsonObject toJson() const; ///< {offerings: [...], viewer, stored_data, warnings, changed?, of?, seconds?}
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
