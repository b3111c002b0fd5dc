// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/params/vectorpyramidparams.h"
#include "publish/request.h"
#include "source/vectorinspect.h"

namespace tuilerie {

// Which tables of a vector data set are published, and how. A request without tables means all of them; the panels show them
// all. Pure.

/// One entry for each table of the data that the request publishes, in its order; all of the data's where it names none.
std::vector<PublishTable> chosenTables(const PublishRequest &request, const std::vector<VectorLayerInfo> &data);
/// None where they say nothing that the data do not say by themselves.
std::vector<PublishTable> shortTables(const std::vector<PublishTable> &tables, const std::vector<VectorLayerInfo> &data);
/// The engine's parameters with the request's paths and tables.
VectorPyramidParams vectorParams(const PublishRequest &request, const VectorPyramidParams &look);
/// `--table` of the command line: TABLE[:attribute,attribute][:top-bottom].
QString tableOption(const PublishTable &table);

} // namespace tuilerie
