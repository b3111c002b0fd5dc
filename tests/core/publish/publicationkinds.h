// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "publish/request.h"

#include <QTemporaryDir>

namespace tuilerie::test {

/// One of the ways in which data become a layer, with files that look like it: the client judges by names and first bytes.
struct PublicationKind
{
    const char *name;
    const char *file; ///< below the folder
    PublishKind kind;
    const char *services;
    const char *product = "";
    int executions = 1; ///< that it takes on the server
};

inline constexpr PublicationKind publicationKinds[] = {
    {"raster", "a.tif", PublishKind::Raster, "wmts,tms,wms-r"},
    {"vector tiles", "a.gpkg", PublishKind::Vector, "tms", "", 2},
    {"vector map", "a.gpkg", PublishKind::Vector, "wms-v"},
    {"vector tiles and map", "a.gpkg", PublishKind::Vector, "tms,wms-v", "", 2},
    {"styled pyramid", "a.gpkg", PublishKind::Vector, "wms-v,wmts,wms-r", "", 2},
    {"cloud", "a.laz", PublishKind::PointCloud, "download"},
    {"derived raster", "a.laz", PublishKind::PointCloud, "wmts,wms-r", "dtm"},
    {"cloud and derived raster", "a.laz", PublishKind::PointCloud, "download,wmts", "hillshade", 2},
    {"ready raster pyramid", "a.json", PublishKind::RasterPyramid, "wmts,wms-r"},
    {"ready vector pyramid", "a.json", PublishKind::VectorPyramid, "tms"},
    {"ready COPC", "a.copc.laz", PublishKind::Copc, "download"},
    {"ready EPT", "ept/ept.json", PublishKind::Ept, "download"},
    {"ready VPC", "a.vpc", PublishKind::Vpc, "download"},
};

/// The files of every kind in one folder.
class PublicationFiles
{
public:
    PublicationFiles();
    PublishRequest request(const PublicationKind &kind) const;
    void append(const PublicationKind &kind) const; ///< the data change
    QString path(const QString &name) const { return m_folder.filePath(name); }
    void write(const QString &name, const QByteArray &content) const;

private:
    QTemporaryDir m_folder;
};

/// A table of all kinds for a data-driven test: the column "kind" is an index of publicationKinds.
void addPublicationKinds();

} // namespace tuilerie::test
