// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "base/work/progress.h"
#include "delivery/publishkind.h"

#include <QJsonObject>
#include <QString>
#include <QStringList>
#include <vector>

namespace tuilerie {

/// One file on its way into an upload.
struct DeliveryFile
{
    QString path;       ///< on this machine, as in base/filename.h; by reference it may be a folder, for all files below it
    QString remotePath; ///< "data/tile_01.tif"
    qint64 size = 0;
    bool operator==(const DeliveryFile &) const = default;
};

/// One that is on this machine; the remote path is made one that any machine can write.
DeliveryFile deliveryFile(const QString &path, const QString &remotePath);

/// The files of one kind behind PATH... (source/filesearch.h) that the list of formats lets go into an upload, with their
/// sidecars. Remote paths are below "data/", in folders as on disk below the common one. With `byReference` a VRT goes as it
/// is; else the files that it names go in its place, because the Entrepôt takes no VRT, and one that is more than a mosaic
/// of whole files is Unsupported; a zip, too, goes as it is by reference, and else what it holds, because the Entrepôt takes
/// none. What is left out is said to `control`, when there is one. Errors of findFiles(), and
/// Invalid when a path has no file of that kind.
Result<std::vector<DeliveryFile>> dataFiles(
    const QStringList &paths, SourceKind kind, bool byReference, WorkControl *control = nullptr);
/// A ROK4 pyramid in a folder: its descriptor, its list file and every slab, by paths relative to the descriptor's folder;
/// with `byReference` the slabs come as the folders of their levels. Unsupported for pyramids on S3.
Result<std::vector<DeliveryFile>> pyramidFiles(const QString &descriptorPath, bool byReference);
/// One COPC; a VPC with the COPC files that it names; an EPT with all below its folder, which by reference goes as a whole.
Result<std::vector<DeliveryFile>> pyramid3dFiles(PublishKind kind, const QString &path, bool byReference);

/// What is sent of these paths, by their kind: dataFiles(), pyramidFiles() or pyramid3dFiles(). Reads descriptors, indexes
/// and VRTs; any thread. filesInBox() has it done in the box.
Result<std::vector<DeliveryFile>> filesToDeliver(
    PublishKind kind, const QStringList &paths, bool byReference, WorkControl *control = nullptr);
Result<std::vector<DeliveryFile>> filesInBox(
    PublishKind kind, const QStringList &paths, bool byReference, WorkControl &control);

/// type_infos of an upload of a pyramid that was made elsewhere (docs/entrepot.md §6), as far as its descriptor says them.
QJsonObject pyramidInfos(PublishKind kind, const QString &path);
Result<QJsonObject> pyramidInfosInBox(PublishKind kind, const QString &path, WorkControl &control);

} // namespace tuilerie
