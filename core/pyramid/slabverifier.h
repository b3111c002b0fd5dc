// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "pyramid/slabfile.h"
#include "pyramid/slabinventory.h"
#include "pyramid/tilecodec.h"

namespace tuilerie {

/// Looks at one slab after the other: header, index, tiles. One per thread; private to the room.
class SlabVerifier
{
public:
    SlabVerifier(const SlabFiles &files, const PyramidDescriptor &descriptor, const TileMatrixSet &grid);

    /// Adds the slab's figures and findings to report().
    void verify(const SlabTask &task);
    VerifyReport &report() { return m_report; }

private:
    struct Kind; // what one level's slabs must look like
    const Kind &kindOf(const SlabTask &task);
    void add(const QString &place, const QString &message);
    void checkHeader(const SlabTask &task, const OpenSlab &slab, const QByteArray &head);
    void checkLayout(const OpenSlab &slab, quint64 indexEnd, quint64 fileSize);
    void checkTiles(const SlabTask &task, const OpenSlab &slab);
    bool isNodata(const Kind &kind) const;

    const SlabFiles &m_files;
    const PyramidDescriptor &m_descriptor;
    const TileMatrixSet &m_grid;
    VerifyReport m_report;
    std::map<std::pair<int, bool>, std::shared_ptr<Kind>> m_kinds;
    std::vector<uint8_t> m_pixels;
};

} // namespace tuilerie
