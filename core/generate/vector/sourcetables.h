// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "generate/vector/vectorprofile.h"

#include "source/gdalsupport.h"

class OGRLayer;

namespace tuilerie::vector {

/// Opens the profile's files and fills in its inputs: the tables that are asked for, or all that have a geometry; tables of
/// one name in several files are one input.
Status findInputs(VectorProfile &profile, WorkControl &control);

/// A table opened for reading, with its filter set.
struct OpenTable
{
    GdalDataset dataset;
    OGRLayer *layer = nullptr;
};
/// `unfiltered`: without the table's filter, for looking at how the data are.
Result<OpenTable> openTable(const VectorInput &input, const TablePart &part, bool unfiltered = false);

} // namespace tuilerie::vector
