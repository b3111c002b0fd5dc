// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "box/boxedside.h"

namespace tuilerie {

/// Point cloud pyramids that somebody delivers or that an engine made: a COPC, a VPC with the COPCs that it names, or an
/// EPT, each by the `path` of the file that a reader opens. Works of a tuilerie-worker; errors name the file.

/// {format, crs, type_infos: {points, …}, degrees: [w, s, e, n] in WGS 84 or null}, by its own words.
Result<QJsonObject> describePyramid3d(const QJsonObject &params, WorkControl &control);
/// {findings}: nodes or files that are missing, hierarchy and header that do not agree.
Result<QJsonObject> checkPyramid3d(const QJsonObject &params, WorkControl &control);

} // namespace tuilerie
