// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "generate/vector/vectorwriting.h"
#include "model/pyramidresult.h"

namespace tuilerie::vector {

/// What a finished vector pyramid leaves beside itself for the version that comes after it (PyramidPlace::stateFile()): what
/// each slab was made of (SlabInput), its record, and the features' hashes. A later version reads its sources whole, but
/// makes only the slabs that are made of something else, byte for byte as a whole run would; the others are the same files.
/// For one thread.
class VectorAncestor
{
public:
    /// Nothing where none was left, or it is damaged.
    static std::optional<VectorAncestor> load(const PyramidPlace &place);
    /// Leaves it in a folder, which is to become place.madeFolder().
    static Status save(const QString &folder, const VectorProfile &profile, const VectorPlan &plan,
        const std::vector<VectorSlabRecord> &records);

    const PyramidPlace &place() const { return m_place; }

    struct Difference
    {
        std::map<SlabKey, VectorSlabRecord> same; ///< slabs that are as they were
        QString reason;                           ///< why none is, as a sentence
        PyramidChanges changes;                   ///< without tiles
    };
    Difference compare(const VectorProfile &profile, const VectorPlan &plan) const;

private:
    struct Source
    {
        QString path;
        qint64 size = 0;
        quint64 stamp = 0, sidecarStamp = 0;
    };
    PyramidPlace m_place;
    QByteArray m_setting; ///< VectorProfile::setting()
    std::vector<Source> m_sources;
    std::vector<uint64_t> m_contents; ///< of the features, ascending
    std::map<SlabKey, std::pair<VectorSlabRecord, SlabInput>> m_slabs;
};

} // namespace tuilerie::vector
