// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "pyramid/descriptor.h"

namespace tuilerie {

/// Where the slabs of a pyramid lie, given its descriptor's path. Private to the room.
class SlabLocator
{
public:
    explicit SlabLocator(const QString &descriptorPath);

    /// Full path of a slab, plain or /vsi….
    QString path(const PyramidLevel &level, bool mask, qint64 slabCol, qint64 slabRow) const;
    /// What all slab paths of the level begin with: a folder with "/" at its end, or an object prefix without.
    QString prefix(const PyramidLevel &level, bool mask) const;
    /// Full path of "<tray>/<object>" as references between objects have it (docs/rok4.md §6.3).
    QString objectPath(const QString &trayAndObject) const;

private:
    QString m_folder; ///< of the descriptor
    QString m_store;  ///< "/vsis3", or the virtual file system that the descriptor itself lies in
};

} // namespace tuilerie
