// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "source/gdalsupport.h"

namespace tuilerie {

/// What GDAL's drivers change on reading, put right: a data set that stands before the driver's and gives the same layers
/// with the values that the file holds. The types of a CSV's and a schemaless GML's columns come from all of their values,
/// so that codes stay texts (columntype.h), and a CSV's geometries from the columns of csvgeometry.h; ids of a
/// GeoJSON that the driver clamps come from its text; lists are their JSON, which every format can hold; two columns of one
/// name are two; a moment never gets a 60th second by rounding; a CSV's texts that are no UTF-8 are Windows-1252. Data sets
/// that need none of this come back as they are.
///
/// `rawText`: texts stay the bytes that they are.
/// The data set is for one thread at a time; what was found out about a file's columns is kept as long as its size and date
/// are the same.
Result<GdalDataset> withTrueValues(GdalDataset dataset, const QString &path, bool rawText);

} // namespace tuilerie
