// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "source/pointcloud/lasfile.h"

#include <QByteArray>
#include <vector>

namespace tuilerie::pointcloud {

/// All bytes behind the standard fields, in their order, what nothing describes last. Offsets count from the first of them.
using ExtraFields = std::vector<ExtraByteField>;

ExtraFields extraFieldsOf(const LasFile &file);
int sizeOf(const ExtraFields &fields);
/// Data of the record LASF_Spec/4; empty when nothing is described.
QByteArray descriptorsOf(const ExtraFields &fields);
/// Adds the fields of `more` that `fields` lacks. Null when all is well, else the field of `more` that means something else
/// than its counterpart.
const ExtraByteField *unite(ExtraFields &fields, const ExtraFields &more);

} // namespace tuilerie::pointcloud
