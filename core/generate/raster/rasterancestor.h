// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "generate/raster/imagespill.h"
#include "generate/raster/rasterplan.h"
#include "model/pyramidresult.h"
#include "source/rememberedfiles.h"

namespace tuilerie::raster {

/// What a finished pyramid leaves beside itself for the version that comes after it, in DIR/.NAME.made: its sources as they
/// were, the records of its slabs, and the images that those handed to coarser ones, lossless. So the next version makes
/// only the slabs whose sources have changed and those above them, byte for byte as a whole run would; the others are the
/// same files. For one thread.
class RasterAncestor
{
public:
    /// A source file as the pyramid was made from it.
    struct Source
    {
        RememberedFile file;
        Extent extent; ///< in the mosaic's CRS
    };

    /// Of the pyramid at this place; nothing where none was left, or it is damaged.
    static std::optional<RasterAncestor> load(const PyramidPlace &place) { return loadFrom(place.stateFile(), place); }
    static std::optional<RasterAncestor> loadFrom(const QString &stateFile, const PyramidPlace &place);
    /// Leaves it in a folder, which is to become place.madeFolder(). Files that are as the ancestor has them are not read
    /// again.
    static Status save(const QString &folder, const RasterProfile &profile, const std::vector<PixelSlabRecord> &records,
        const RasterAncestor *ancestor, WorkControl &control);

    const PyramidPlace &place() const { return m_place; }
    const std::map<SlabKey, PixelSlabRecord> &records() const { return m_records; }

    /// What has changed since, as far as a plan is concerned.
    struct Difference
    {
        std::vector<bool> isSame; ///< by the plan's nodes: slabs that are as they were; empty: none is
        QString reason;           ///< why none is, as a sentence
        PyramidChanges changes;
    };
    /// Looks at sizes and times of the sources, and at the bytes of those that have others. Paused, Cancelled.
    Result<Difference> compare(const RasterProfile &profile, const RasterPlan &plan, WorkControl &control) const;

private:
    std::vector<RememberedFile> files() const;

    PyramidPlace m_place;
    QByteArray m_setting; ///< RasterProfile::setting()
    std::vector<Source> m_sources;
    std::map<SlabKey, PixelSlabRecord> m_records;
};

} // namespace tuilerie::raster
