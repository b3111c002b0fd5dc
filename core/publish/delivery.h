// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/entrepotclient.h"
#include "publish/request.h"

namespace tuilerie {

/// One file on its way into an upload.
struct DeliveryFile
{
    QString path;       ///< on this machine; by reference it may be a folder, for all files below it
    QString remotePath; ///< "data/tile_01.tif"
    qint64 size = 0;
    bool operator==(const DeliveryFile &) const = default;
};

/// The files behind PATH...: rasters (a file, a folder with all below it, a glob) with their companions (world file, .prj,
/// .msk, .aux.xml). Remote paths are below "data/", in folders as on disk below the common one. With `byReference` a VRT
/// goes as it is; else the files that it names go in its place, because the Entrepôt takes no VRT, and one that is more than
/// a mosaic of whole files is Unsupported. NotFound for a path that is not there, Invalid when there is no raster at all.
Result<std::vector<DeliveryFile>> deliveryFiles(const QStringList &paths, bool byReference);
/// A ROK4 pyramid in a folder: its descriptor, its list file and every slab, by paths relative to the descriptor's folder;
/// with `byReference` the slabs come as the folders of their levels. Unsupported for pyramids on S3.
Result<std::vector<DeliveryFile>> pyramidFiles(const QString &descriptorPath, bool byReference);

/// What the request sends, by its kind: deliveryFiles(), pyramidFiles(), vectorFiles(), pointCloudFiles() or
/// pyramid3dFiles().
Result<std::vector<DeliveryFile>> filesToDeliver(const PublishRequest &request, bool byReference);
/// GeoPackage, Shapefile (with .shx, .dbf, .prj, .cpg), GeoJSON, FlatGeobuf, CSV (with .csvt, .prj), also from folders and
/// globs.
Result<std::vector<DeliveryFile>> vectorFiles(const QStringList &paths);
/// LAS, LAZ, COPC: files, folders, globs.
Result<std::vector<DeliveryFile>> pointCloudFiles(const QStringList &paths);
/// One COPC; a VPC with the COPC files that it names; an EPT with all below its folder, which by reference goes as a whole.
Result<std::vector<DeliveryFile>> pyramid3dFiles(PublishKind kind, const QString &path, bool byReference);

/// Puts the files into an open upload: by reference where the server reads this machine's files, else by multipart, streamed
/// from disk. Can be repeated after any interruption: files whose size in the upload's tree is right already are left alone,
/// others are removed there and sent again (docs/entrepot.md §6.3). A file that was answered 409 or timed out although it
/// arrived counts as sent. With multipart, ends with one data.md5 over all files. Progress step "upload": in files by
/// reference, else in bytes.
Status deliver(EntrepotClient &client, const QString &upload, const std::vector<DeliveryFile> &files, bool byReference);

} // namespace tuilerie
