// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "pyramid/descriptor.h"
#include "pyramid/slab.h"

#include <map>

namespace tuilerie {

/// One slab that a list file names.
struct ListedSlab
{
    SlabPosition position;
    QByteArray md5; ///< hexadecimal, empty where the list has none
};

/// NAME.list of a pyramid (docs/rok4.md §7): which slabs there are, by level.
class SlabList
{
public:
    struct Part
    {
        int level = 0; ///< index into the descriptor's levels
        bool mask = false;
        auto operator<=>(const Part &) const = default;
    };

    /// Corrupt for text that is no such list. Lines of slabs of no level of the descriptor are gathered in strangers().
    static Result<SlabList> parse(const QByteArray &text, const PyramidDescriptor &descriptor);
    const std::vector<ListedSlab> &slabs(const Part &part) const;
    const QStringList &strangers() const { return m_strangers; }

private:
    std::map<Part, std::vector<ListedSlab>> m_slabs;
    QStringList m_strangers;
};

/// The list's text for slabs that are all the pyramid's own; `root` is the pyramid's folder, or "bucket/NAME". Lines are as
/// slabListLine() gives them.
QByteArray slabListText(const QString &root, const QList<QByteArray> &lines);
/// "0/DATA/12/00/75/61.tif", "0/DATA_12_258_181"; with the MD5 of the slab's bytes when `slab` is given.
QByteArray slabListLine(
    const PyramidLevel &level, bool mask, qint64 slabCol, qint64 slabRow, const QByteArray *slab = nullptr);

} // namespace tuilerie
