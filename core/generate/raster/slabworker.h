// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "generate/raster/imagespill.h"
#include "generate/raster/pixelsource.h"
#include "base/work/progressmeter.h"
#include "generate/raster/slabencoder.h"
#include "pyramid/pyramidstorage.h"

namespace tuilerie::raster {

using ImagePointer = std::shared_ptr<const PixelImage>;

/// What all workers of a run share.
struct RunContext
{
    const RasterProfile &profile;
    const RasterPlan &plan;
    PyramidStorage &storage;
    SlabJournal<PixelSlabRecord> &journal;
    const ImageSpill &spill;
    ProgressMeter &meter;
    PixelSourceMaker source;
};

/// Makes one slab after another: renders or puts together its pixels, encodes its tiles, writes it and its record, and hands
/// back what its parents need. One per thread.
class SlabWorker
{
public:
    struct Outcome
    {
        PixelSlabRecord record;
        std::vector<ImagePointer> forParents; ///< in the order of the node's parents
    };

    static Result<std::unique_ptr<SlabWorker>> create(const RunContext &context);

    /// `parts` are what the children handed over; none for a slab of the bottom level. Without `write`, nothing is encoded
    /// or written: a slab that is done already is made again for its parents only.
    Result<Outcome> make(int node, const std::vector<ImagePointer> &parts, bool write);

private:
    explicit SlabWorker(const RunContext &context)
        : m_context(context)
    {
    }
    Status renderBase(const SlabNode &node, bool write, std::vector<PixelImage> &forParents);
    Status putTogether(
        const SlabNode &node, const std::vector<ImagePointer> &parts, bool write, std::vector<PixelImage> &forParents);
    Result<PixelSlabRecord> store(const SlabNode &node, const std::vector<PixelImage> &forParents);
    std::vector<PixelImage> emptyParts(const SlabNode &node) const;
    void handUp(const SlabNode &node, const PixelImage &image, std::vector<PixelImage> &forParents) const;

    RunContext m_context;
    std::unique_ptr<PixelSource> m_renderer;
    std::unique_ptr<SlabEncoder> m_encoder;
};

/// The blocks of tiles in which a slab of the bottom level is rendered: at most plan.blockTiles() each way, neighbours one
/// after another.
std::vector<PixelRect> renderBlocks(const RasterPlan &plan, const SlabNode &node);

} // namespace tuilerie::raster
