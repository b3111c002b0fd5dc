// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "publish/request.h"
#include "source/vectorinspect.h"

namespace tuilerie {

// Which tables of a vector data set are published, and how. A request without tables means all of them; the panels show them
// all. Pure.

/// One entry for each table of the data that the request publishes, in its order; all of the data's where it names none.
std::vector<PublishTable> chosenTables(const PublishRequest &request, const std::vector<VectorLayerInfo> &data);
/// None where they say nothing that the data do not say by themselves.
std::vector<PublishTable> shortTables(const std::vector<PublishTable> &tables, const std::vector<VectorLayerInfo> &data);
/// What the engine of vector tiles is asked for an estimate or a sample.
VectorPyramidParams vectorParams(const PublishRequest &request);

} // namespace tuilerie
