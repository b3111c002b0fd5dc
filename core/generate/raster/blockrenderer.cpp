// SPDX-License-Identifier: GPL-3.0-or-later
#include "generate/raster/blockrenderer.h"

#include <QCoreApplication>

#include <cmath>
#include <cstring>

namespace tuilerie::raster {

namespace {

// A window of this many source pixels at most is held at once; larger ones are rendered in quarters.
constexpr qint64 windowLimit = 3000000;
constexpr int smallestPart = 16;

template <typename Sample>
void toFloats(const Sample *in, const uint8_t *valid, FloatWindow &out, int channels, bool weighted)
{
    const size_t count = size_t(out.width) * size_t(out.height);
    const size_t comps = size_t(out.comps);
    const size_t n = size_t(channels);
    float *to = out.data.data();
    if (channels == 3 && comps == 4 && !weighted) {
        for (size_t i = 0; i < count; ++i, in += 3, to += 4) {
            to[0] = float(in[0]);
            to[1] = float(in[1]);
            to[2] = float(in[2]);
            to[3] = 0;
        }
        return;
    }
    if (comps == n) {
        for (size_t i = 0; i < count * n; ++i)
            to[i] = float(in[i]);
        return;
    }
    std::memset(to, 0, count * comps * sizeof(float));
    for (size_t i = 0; i < count; ++i, in += n, to += comps) {
        if (weighted && !valid[i])
            continue;
        for (size_t c = 0; c < n; ++c)
            to[c] = float(in[c]);
        if (weighted)
            to[n] = 1;
    }
}

} // namespace

MosaicGrid BlockRenderer::mosaicOf(const RasterInfo &info, int decimation)
{
    const double cellX = info.cellSizeX * decimation;
    const double cellY = info.cellSizeY * decimation;
    // A part of a cell at the end counts as one; a rounding error does not.
    return {{info.extent.west, info.extent.north}, cellX, cellY, qint64(std::ceil(info.extent.width() / cellX - 0.01)),
        qint64(std::ceil(info.extent.height() / cellY - 0.01))};
}

Result<std::unique_ptr<BlockRenderer>> BlockRenderer::create(const RenderSetup &setup)
{
    TUILERIE_TRY(reader, RasterReader::create(setup.source, setup.read));
    std::unique_ptr<CrsTransform> transform;
    if (!setup.gridCrs.isSameAs(setup.sourceCrs)) {
        TUILERIE_TRY(made, CrsTransform::create(setup.gridCrs, setup.sourceCrs));
        if (!made.isIdentity())
            transform = std::make_unique<CrsTransform>(std::move(made));
    }
    return std::unique_ptr<BlockRenderer>(new BlockRenderer(setup, std::move(reader), std::move(transform)));
}

BlockRenderer::BlockRenderer(
    const RenderSetup &setup, std::unique_ptr<RasterReader> reader, std::unique_ptr<CrsTransform> transform)
    : m_setup(setup)
    , m_reader(std::move(reader))
    , m_transform(std::move(transform))
    , m_mosaic(mosaicOf(setup.source->info(), setup.decimation))
{
}

const KernelTable &BlockRenderer::kernel(double span)
{
    // Rounded, so that neighbouring blocks of a level share tables and do not differ visibly.
    const int key = std::max(1, int(std::lround(span * 256)));
    std::unique_ptr<KernelTable> &table = m_kernels[key];
    if (!table)
        table = std::make_unique<KernelTable>(m_setup.interpolation, key / 256.0);
    return *table;
}

Status BlockRenderer::render(const TileMatrix &matrix, const PixelRect &rect, PixelImage &out)
{
    out = PixelImage(rect, m_setup.layout);
    PixelMapping mapping(matrix, m_mosaic, m_transform.get());
    qint64 shiftX = 0;
    qint64 shiftY = 0;
    if (mapping.isAligned(shiftX, shiftY))
        return copyAligned(rect, shiftX, shiftY, out);
    return renderPart(matrix, mapping, rect, out);
}

Status BlockRenderer::readWindow(const PixelRect &window)
{
    const Extent extent{m_mosaic.origin.x + double(window.x0) * m_mosaic.cellSizeX,
        m_mosaic.origin.y - double(window.y1) * m_mosaic.cellSizeY,
        m_mosaic.origin.x + double(window.x1) * m_mosaic.cellSizeX,
        m_mosaic.origin.y - double(window.y0) * m_mosaic.cellSizeY};
    return m_reader->read(extent, int(window.width()), int(window.height()), m_block);
}

Status BlockRenderer::copyAligned(const PixelRect &rect, qint64 shiftX, qint64 shiftY, PixelImage &out)
{
    const PixelRect source{rect.x0 + shiftX, rect.y0 + shiftY, rect.x1 + shiftX, rect.y1 + shiftY};
    const PixelRect window = source.intersected({0, 0, m_mosaic.width, m_mosaic.height});
    if (window.isEmpty())
        return {};
    TUILERIE_CHECK(readWindow(window));
    if (m_block.empty)
        return {};
    const size_t size = out.pixelBytes();
    const size_t width = size_t(window.width());
    const uint8_t *samples =
        m_block.isFloat ? reinterpret_cast<const uint8_t *>(m_block.floats.data()) : m_block.bytes.data();
    for (qint64 y = window.y0; y < window.y1; ++y) {
        const size_t at = size_t(y - window.y0) * width;
        uint8_t *to = out.pixel(window.x0 - shiftX, y - shiftY);
        uint8_t *toValid = out.valid(window.x0 - shiftX, y - shiftY);
        const uint8_t *valid = m_block.valid.empty() ? nullptr : m_block.valid.data() + at;
        if (!valid || std::memchr(valid, 0, width) == nullptr) {
            std::memcpy(to, samples + at * size, width * size);
            std::memset(toValid, 255, width);
            continue;
        }
        for (size_t i = 0; i < width; ++i) {
            if (!valid[i])
                continue;
            std::memcpy(to + i * size, samples + (at + i) * size, size);
            toValid[i] = 255;
        }
    }
    return {};
}

Status BlockRenderer::renderPart(const TileMatrix &matrix, PixelMapping &mapping, const PixelRect &rect, PixelImage &out)
{
    mapping.prepare(rect);
    double x0 = 0, y0 = 0, x1 = 0, y1 = 0;
    if (!mapping.bounds(x0, y0, x1, y1))
        return {};
    x0 = std::max(x0, 0.0);
    y0 = std::max(y0, 0.0);
    x1 = std::min(x1, double(m_mosaic.width));
    y1 = std::min(y1, double(m_mosaic.height));
    if (x1 <= x0 || y1 <= y0)
        return {};

    const bool nearest = m_setup.interpolation == Interpolation::Nearest;
    // The kernel's size is that of the whole 1024-pixel square that the part lies in: the same for any way to cut the work.
    constexpr qint64 square = 1024;
    const auto down = [](qint64 v) { return v - ((v % square) + square) % square; };
    const PixelRect around{down(rect.x0), down(rect.y0), down(rect.x0) + square, down(rect.y0) + square};
    double spanX = 1, spanY = 1;
    mapping.span(around, spanX, spanY);
    const KernelTable *kernelX = nearest ? nullptr : &kernel(spanX);
    const KernelTable *kernelY = nearest ? nullptr : &kernel(spanY);
    const qint64 marginX = nearest ? 1 : kernelX->taps() / 2 + 1;
    const qint64 marginY = nearest ? 1 : kernelY->taps() / 2 + 1;
    const PixelRect window{qint64(std::floor(x0)) - marginX, qint64(std::floor(y0)) - marginY,
        qint64(std::ceil(x1)) + marginX, qint64(std::ceil(y1)) + marginY};

    const bool straddles = down(rect.x1 - 1) != around.x0 || down(rect.y1 - 1) != around.y0;
    if (straddles
        || (window.width() * window.height() > windowLimit && std::max(rect.width(), rect.height()) > smallestPart)) {
        qint64 midX = rect.x0 + (rect.width() + 1) / 2;
        qint64 midY = rect.y0 + (rect.height() + 1) / 2;
        if (straddles) {
            midX = around.x1 < rect.x1 ? around.x1 : rect.x1;
            midY = around.y1 < rect.y1 ? around.y1 : rect.y1;
        }
        for (const PixelRect &part : {PixelRect{rect.x0, rect.y0, midX, midY}, PixelRect{midX, rect.y0, rect.x1, midY},
                 PixelRect{rect.x0, midY, midX, rect.y1}, PixelRect{midX, midY, rect.x1, rect.y1}})
            if (!part.isEmpty())
                TUILERIE_CHECK(renderPart(matrix, mapping, part, out));
        return {};
    }

    TUILERIE_CHECK(readWindow(window));
    if (m_block.empty)
        return {};
    if (nearest) {
        sampleNearest(mapping, rect, window, out);
    } else {
        fillFloats(window);
        resample(mapping, rect, window, *kernelX, *kernelY, out);
    }
    return {};
}

void BlockRenderer::fillFloats(const PixelRect &window)
{
    const int channels = m_block.channels;
    m_weighted = !m_block.valid.empty() && std::memchr(m_block.valid.data(), 0, m_block.valid.size()) != nullptr;
    const int needed = channels + (m_weighted ? 1 : 0);
    m_floats.comps = needed == 1 ? 1 : needed == 2 ? 2 : needed <= 4 ? 4 : 8;
    m_floats.width = int(window.width());
    m_floats.height = int(window.height());
    m_floats.data.resize(size_t(m_floats.width) * size_t(m_floats.height) * size_t(m_floats.comps));
    if (m_block.isFloat)
        toFloats(m_block.floats.data(), m_block.valid.data(), m_floats, channels, m_weighted);
    else
        toFloats(m_block.bytes.data(), m_block.valid.data(), m_floats, channels, m_weighted);
}

void BlockRenderer::sampleNearest(
    const PixelMapping &mapping, const PixelRect &rect, const PixelRect &window, PixelImage &out)
{
    const size_t count = size_t(rect.width());
    std::vector<double> xs(count), ys(count);
    const size_t size = out.pixelBytes();
    const size_t width = size_t(window.width());
    const uint8_t *samples =
        m_block.isFloat ? reinterpret_cast<const uint8_t *>(m_block.floats.data()) : m_block.bytes.data();
    for (qint64 y = rect.y0; y < rect.y1; ++y) {
        mapping.row(y, xs.data(), ys.data());
        uint8_t *to = out.pixel(rect.x0, y);
        uint8_t *toValid = out.valid(rect.x0, y);
        for (size_t i = 0; i < count; ++i) {
            if (!(xs[i] >= 0 && ys[i] >= 0 && xs[i] < double(m_mosaic.width) && ys[i] < double(m_mosaic.height)))
                continue;
            const size_t at = size_t(qint64(ys[i]) - window.y0) * width + size_t(qint64(xs[i]) - window.x0);
            if (!m_block.valid.empty() && !m_block.valid[at])
                continue;
            std::memcpy(to + i * size, samples + at * size, size);
            toValid[i] = 255;
        }
    }
}

void BlockRenderer::resample(const PixelMapping &mapping, const PixelRect &rect, const PixelRect &window,
    const KernelTable &kernelX, const KernelTable &kernelY, PixelImage &out)
{
    const size_t count = size_t(rect.width());
    const size_t comps = size_t(m_floats.comps);
    const size_t channels = size_t(m_block.channels);
    const size_t width = size_t(window.width());
    std::vector<double> xs(count), ys(count);
    std::vector<int32_t> fixedX(count), fixedY(count);
    std::vector<size_t> places(count);
    std::vector<float> sums(count * comps), packed(count * channels);
    std::vector<uint8_t> bytes(count * channels);
    const double originX = double(window.x0) + 0.5;
    const double originY = double(window.y0) + 0.5;
    for (qint64 y = rect.y0; y < rect.y1; ++y) {
        mapping.row(y, xs.data(), ys.data());
        size_t used = 0;
        for (size_t i = 0; i < count; ++i) {
            if (!(xs[i] >= 0 && ys[i] >= 0 && xs[i] < double(m_mosaic.width) && ys[i] < double(m_mosaic.height)))
                continue;
            if (m_weighted && !m_block.valid[size_t(qint64(ys[i]) - window.y0) * width + size_t(qint64(xs[i]) - window.x0)])
                continue;
            // Positive, the window has a margin: adding a half and cutting rounds.
            fixedX[used] = int32_t((xs[i] - originX) * KernelTable::phases + 0.5);
            fixedY[used] = int32_t((ys[i] - originY) * KernelTable::phases + 0.5);
            places[used++] = i;
        }
        if (used == 0)
            continue;
        convolve(m_floats, fixedX.data(), fixedY.data(), used, kernelX, kernelY, sums.data());
        if (!m_weighted && !out.isFloat() && used == count) { // nearly all rows of imagery
            roundToBytes(sums.data(), int(comps), int(channels), out.pixel(rect.x0, y), count);
            std::memset(out.valid(rect.x0, y), 255, count);
            continue;
        }
        for (size_t i = 0; i < used; ++i) {
            const float *sum = sums.data() + i * comps;
            // The pixel under the centre is valid, but negative lobes can still cancel its weight.
            const float weight = m_weighted ? sum[channels] : 1;
            if (m_weighted && weight < 0.25F) {
                const float *own = m_floats.data.data()
                    + (size_t(qint64(ys[places[i]]) - window.y0) * width + size_t(qint64(xs[places[i]]) - window.x0))
                        * comps;
                for (size_t c = 0; c < channels; ++c)
                    packed[i * channels + c] = own[c];
                continue;
            }
            const float factor = 1 / weight;
            for (size_t c = 0; c < channels; ++c)
                packed[i * channels + c] = m_weighted ? sum[c] * factor : sum[c];
        }
        const uint8_t *result = reinterpret_cast<const uint8_t *>(packed.data());
        if (!out.isFloat()) {
            roundToBytes(packed.data(), int(channels), int(channels), bytes.data(), used);
            result = bytes.data();
        }
        const size_t size = out.pixelBytes();
        uint8_t *to = out.pixel(rect.x0, y);
        uint8_t *toValid = out.valid(rect.x0, y);
        if (used == count) {
            std::memcpy(to, result, count * size);
            std::memset(toValid, 255, count);
        } else {
            for (size_t i = 0; i < used; ++i) {
                std::memcpy(to + places[i] * size, result + i * size, size);
                toValid[places[i]] = 255;
            }
        }
    }
}

} // namespace tuilerie::raster
