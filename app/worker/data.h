// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "box/boxedside.h"

namespace tuilerie {

// What is asked of data before they are published: works of a tuilerie-worker.

/// {paths, kind, crs} → DataLook (delivery/datalook.h).
Result<QJsonObject> look(const QJsonObject &params, WorkControl &control);
/// {paths, kind, by_reference} → {files: [[path, remote path, bytes]]} (delivery/deliveryfiles.h).
Result<QJsonObject> filesOfDelivery(const QJsonObject &params, WorkControl &control);
/// {path, kind} → the type_infos of a pyramid (delivery/deliveryfiles.h).
Result<QJsonObject> infosOfPyramid(const QJsonObject &params, WorkControl &control);
/// {path} → {names}, of a zip.
Result<QJsonObject> archiveNames(const QJsonObject &params, WorkControl &control);
/// {path} of a zip or an SQL dump → {place}; the copy (source/workcopy.h) stays where `copies` says.
Result<QJsonObject> unpack(const QJsonObject &params, WorkControl &control);

} // namespace tuilerie
