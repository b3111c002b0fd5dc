// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "source/pointcloud/lasfile.h"

#include <QByteArray>
#include <vector>

namespace tuilerie::pointcloud {

/// One field behind the standard ones (LAS 1.4 R15 §2.6, record LASF_Spec/4): 192 bytes describe it. Bytes that nothing
/// describes are a field without a descriptor.
struct ExtraField
{
    QByteArray name;
    QByteArray descriptor;
    int size = 0;   ///< bytes
    int offset = 0; ///< from the record's first byte behind the standard fields
    /// What decides how the bytes are read: type, scale and offset. Two fields of one name must agree in it.
    QByteArray meaning() const;
    bool operator==(const ExtraField &) const = default;
};

using ExtraFields = std::vector<ExtraField>;

/// Of a file: several records LASF_Spec/4 are read as one. Descriptors of more bytes than there are, are left out.
ExtraFields extraFieldsOf(const LasFile &file);
int sizeOf(const ExtraFields &fields);
/// Data of the record LASF_Spec/4; empty when nothing is described.
QByteArray descriptorsOf(const ExtraFields &fields);
/// Adds the fields of `more` that `fields` lacks. The name of a field that both have with different meanings comes back;
/// empty = good.
QByteArray unite(ExtraFields &fields, const ExtraFields &more);

} // namespace tuilerie::pointcloud
