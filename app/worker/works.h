// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "box/boxedside.h"

namespace tuilerie {

/// The works that a tuilerie-worker can do, by name: parameters are those of the engines (model/params), results their
/// toJson(). `check` takes {paths, kind, crs} and gives {findings, systems: [{path, table, crs}]}, the CRS that each data
/// set says it is in; `find` {paths, crs, only, before_work}, the last two as in CheckScope, and gives the findings alone;
/// `verify` takes {pyramid}; data.h, probe.h and pyramid3d.h have others. `copies`, of any: the folder of copies of zips and
/// SQL dumps (source/workcopy.h), which go when the work is done, unless another process uses them.
std::map<QString, BoxedWork> boxedWorks();

} // namespace tuilerie
