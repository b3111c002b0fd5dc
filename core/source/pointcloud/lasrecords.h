// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "source/pointcloud/bytefile.h"
#include "source/pointcloud/lasfile.h"

namespace tuilerie {

/// The header and all records of an open file: what readLasHeader() and LasFile::open() share.
/// Errors as for readLasHeader().
Result<LasHeader> parseLas(const ByteFile &file, std::vector<LasRecord> &records);

/// Descriptors of LASF_Spec/4 (all such records one after the other) for the `extraBytes` bytes behind the standard fields.
/// Bytes that no descriptor names are no field.
std::vector<ExtraByteField> extraByteFields(const QByteArray &descriptors, int extraBytes);

} // namespace tuilerie
