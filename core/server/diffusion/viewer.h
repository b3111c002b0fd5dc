// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/diffusion/serviceaccess.h"

namespace tuilerie {

/// /catalogue.json: what is published openly, for the viewer page and for programs: {title, layers: [{name, title, abstract,
/// keywords, type, version, bbox: [w,s,e,n], crs, queryable, attribution, services: [{type, url}], …}]}.
HttpResponse catalogueJson(const ServiceAccess &access);

/// The viewer's files. The folder is looked for once: DiffusionOptions::webFolder, TUILERIE_WEB, the installed one, else
/// the one compiled in.
class ViewerFiles
{
public:
    explicit ViewerFiles(const QString &folder);
    /// `path` is relative to the folder; empty = index.html. 404 for what is not there or would leave the folder.
    HttpResponse answer(const std::string &path) const;

private:
    QString m_folder;
};

/// /definition?crs=EPSG:2154: {id, proj4, wkt, northing_first, area} for map clients that have no CRS database.
HttpResponse crsDefinition(const HttpRequest &request);

} // namespace tuilerie
