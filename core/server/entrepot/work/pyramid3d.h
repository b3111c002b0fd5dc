// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/work/progress.h"
#include "box/boxedwork.h"
#include "check/finding.h"
#include "datastore/datastore.h"

namespace tuilerie {

/// Point cloud pyramids as files: one COPC, a VPC with the COPCs that it names, or an EPT. Private to the entrepot room.

/// The file of an upload that a reader would open, by its path in the upload. Invalid when there is none, or more than one
/// pyramid.
Result<QString> pyramid3dEntry(const Datastore &datastore, const QString &upload);
/// type_infos {format, points, …}, CRS and box of a pyramid by its own words, read in the box. Errors name the file.
Result<GeneratedData> describePyramid3d(
    const WorkBox &box, const QString &folder, const QString &entry, WorkControl &control);
/// What is wrong with it: nodes or files that are missing, hierarchy and header that do not agree.
Result<std::vector<Finding>> checkPyramid3d(const WorkBox &box, const QString &path, WorkControl &control);

} // namespace tuilerie
