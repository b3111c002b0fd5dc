// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "model/configuration.h"
#include "model/offering.h"

#include <QJsonObject>
#include <QDateTime>
#include <QStringList>
#include <vector>

namespace tuilerie {

/// Everything that decides a publication: the wizard's draft, the options of `tuilerie-cli publish`. Plain value, JSON round trip.
struct PublishRequest {
    QStringList paths;          ///< raster files, folders, globs; or one ROK4 descriptor (.json)
    QString layer;              ///< layer_name: ^[A-Za-z_][A-Za-z0-9_\-.]*$
    QString title;              ///< empty = the layer's name
    QString abstract;           ///< empty = the title
    QStringList keywords;
    QStringList services = {QStringLiteral("wmts"), QStringLiteral("tms"), QStringLiteral("wms-r")}; ///< of cli.md
    bool isPrivate = false;
    QString srs;                ///< of the data: "EPSG:2154"; needed for files without CRS, else what they say
    /// Parameters of the raster processing (reference §9): RasterPyramidParams::toJson() without paths and output.
    QJsonObject parameters;
    QJsonObject attribution;    ///< {title, url, logo?}
    bool queryable = true;      ///< GetFeatureInfo on the pixels
    bool copyFiles = false;     ///< send the files' bytes also to a server that could read them in place

    bool operator==(const PublishRequest &) const = default;
    QJsonObject toJson() const; ///< {paths, layer, title, abstract, keywords, services, private, srs, parameters, attribution, queryable, copy_files}
    static Result<PublishRequest> fromJson(const QJsonObject &object);
    /// What can be known to be wrong before anything is sent: name, services, paths.
    Status validate() const;
    bool isPyramid() const; ///< paths is one ROK4 descriptor
    /// Identity of data and parameters: paths, sizes, times of the files, and `parameters`. The same request after an
    /// interruption has the same one, so that it goes on instead of starting again.
    QString fingerprint() const;
    /// Configuration types for the services: "wmts" and "tms" → WMTS-TMS, "wms-r" → WMS-RASTER.
    QStringList configurationTypes() const;
};

/// One published service, as `publish --json` prints it.
struct PublishedService {
    QString service; ///< wmts, tms, wms-r
    QString layer;
    QString url;     ///< what a GIS is given: GetCapabilities of WMTS and WMS, the TileMap of TMS
    QString offering; ///< id
    QString status;
    bool open = true;

    bool operator==(const PublishedService &) const = default;
    QJsonObject toJson() const; ///< {service, layer, url, offering, status, open}
};

struct PublicationResult {
    std::vector<PublishedService> offerings;
    QString viewer;     ///< page that shows the layer, empty for servers without
    QString storedData; ///< id
    QString upload;     ///< id
    QStringList warnings;

    bool operator==(const PublicationResult &) const = default;
    QJsonObject toJson() const; ///< {offerings: [...], viewer, stored_data, warnings}
};

/// A layer of the datastore with all its services.
struct PublishedLayerInfo {
    QString layer;
    QString title;
    QString abstract;
    std::vector<PublishedService> services;
    QString viewer;
    QStringList storedData; ///< ids
    QStringList configurations; ///< ids
    QDateTime update;
    QJsonObject toJson() const; ///< {layer, title, abstract, services: [...], viewer, stored_data: [...], update}
};

/// The services behind an offering, with the addresses a user needs made from its url templates (reference §13).
std::vector<PublishedService> publishedServices(const Offering &offering);

} // namespace tuilerie
