// SPDX-License-Identifier: GPL-3.0-or-later
#include "source/rastersource.h"

#include "source/openraster.h"

#include <QCoreApplication>

#include <gdal.h>

#include <algorithm>
#include <cmath>
#include <list>
#include <unordered_map>

namespace tuilerie {

namespace {

/// Along one axis, which cell of the file lies under each output pixel's centre.
struct Axis
{
    int first = 0;          ///< first output pixel that the file covers
    std::vector<int> cells; ///< for each from there on
    int low = 0;            ///< smallest and largest cell
    int high = -1;
    bool isContiguous = true; ///< cells go up one by one

    bool isEmpty() const { return cells.empty(); }
    int count() const { return int(cells.size()); }
};

/// `start`: position of the output's edge in the file's cells; `step`: cells of the file per output pixel.
void fillAxis(Axis &axis, double start, double step, int outputSize, int fileSize, bool isFlipped)
{
    // Extents are computed with rounding: a centre may lie a hair beside where it is meant to be.
    constexpr double hair = 1e-6;
    axis.cells.clear();
    axis.isContiguous = true;
    const auto position = [&](qint64 i) { return start + (double(i) + 0.5) * step + hair; };
    qint64 first = qint64(std::clamp(std::ceil((-start - hair) / step - 0.5), 0.0, double(outputSize)));
    qint64 end = qint64(std::clamp(std::ceil((fileSize - start - hair) / step - 0.5), 0.0, double(outputSize)));
    while (first < end && position(first) < 0)
        ++first;
    while (end > first && position(end - 1) >= fileSize)
        --end;
    axis.first = int(first);
    axis.cells.reserve(size_t(end - first));
    for (qint64 i = first; i < end; ++i) {
        const int cell = std::clamp(int(std::floor(position(i))), 0, fileSize - 1);
        axis.cells.push_back(isFlipped ? fileSize - 1 - cell : cell);
    }
    for (size_t i = 1; i < axis.cells.size(); ++i)
        axis.isContiguous = axis.isContiguous && axis.cells[i] == axis.cells[i - 1] + 1;
    if (!axis.cells.empty()) {
        const auto [low, high] = std::minmax_element(axis.cells.begin(), axis.cells.end());
        axis.low = *low;
        axis.high = *high;
    }
}

class MosaicReader final : public RasterReader
{
public:
    MosaicReader(std::shared_ptr<const RasterSource> source, const RasterReadOptions &options)
        : m_source(std::move(source))
        , m_options(options)
    {
    }

    Status read(const Extent &extent, int width, int height, RasterBlock &out) override
    {
        if (width <= 0 || height <= 0 || extent.isEmpty())
            return fail(ErrorCode::Internal, QStringLiteral("RasterReader::read: empty window"));
        const size_t pixels = size_t(width) * size_t(height);
        out.width = width;
        out.height = height;
        out.channels = m_options.channels;
        out.isFloat = m_options.asFloat;
        out.bytes.clear();
        out.floats.clear();
        if (out.isFloat)
            out.floats.assign(pixels * size_t(out.channels), 0.f);
        else
            out.bytes.assign(pixels * size_t(out.channels), 0);
        out.valid.assign(pixels, 0);
        for (const int index : m_source->tilesTouching(extent))
            TUILERIE_CHECK(readTile(index, extent, out));
        const size_t valid = size_t(std::count(out.valid.begin(), out.valid.end(), uint8_t(255)));
        out.empty = valid == 0;
        if (valid == pixels)
            out.valid.clear();
        return {};
    }

private:
    Result<OpenRaster *> opened(int index);
    Status readTile(int index, const Extent &extent, RasterBlock &out);
    Status readDirect(OpenRaster &file, int level, RasterBlock &out);
    Status readConverted(OpenRaster &file, int level, RasterBlock &out);
    void *rowOf(RasterBlock &out, int row, int column) const
    {
        const size_t at = (size_t(row) * size_t(out.width) + size_t(column)) * size_t(out.channels);
        return out.isFloat ? static_cast<void *>(out.floats.data() + at) : static_cast<void *>(out.bytes.data() + at);
    }
    /// Makes room for `pixels` source pixels.
    void reserve(const PixelPlan &plan, size_t pixels)
    {
        m_samples.resize(pixels * plan.bands.size() * (plan.readsFloat ? 4 : 1));
        m_mask.resize(plan.hasMask ? pixels : 0);
    }

    std::shared_ptr<const RasterSource> m_source;
    RasterReadOptions m_options;
    std::list<std::pair<int, OpenRaster>> m_open; ///< last used first
    std::unordered_map<int, std::list<std::pair<int, OpenRaster>>::iterator> m_places;
    Axis m_columns;
    Axis m_rows;
    std::vector<int> m_relative;
    std::vector<char> m_samples;
    std::vector<uint8_t> m_mask;
};

Result<OpenRaster *> MosaicReader::opened(int index)
{
    if (const auto found = m_places.find(index); found != m_places.end()) {
        m_open.splice(m_open.begin(), m_open, found->second);
        return &m_open.front().second;
    }
    if (m_open.size() >= size_t(std::max(1, m_options.maxOpenFiles))) {
        m_places.erase(m_open.back().first);
        m_open.pop_back();
    }
    TUILERIE_TRY(file, OpenRaster::open(m_source->tiles()[size_t(index)], m_options));
    m_open.emplace_front(index, std::move(file));
    m_places[index] = m_open.begin();
    return &m_open.front().second;
}

Status MosaicReader::readTile(int index, const Extent &extent, RasterBlock &out)
{
    const RasterTile &tile = m_source->tiles()[size_t(index)];
    const double stepX = extent.width() / out.width / tile.cellSizeX;
    const double stepY = extent.height() / out.height / tile.cellSizeY;
    TUILERIE_TRY(file, opened(index));
    const int level = file->levelFor(std::min(stepX, stepY));
    // Cells of the level that is read: overviews have rounded sizes, so each axis has its own factor.
    const double cellX = tile.extent.width() / file->levelWidth(level);
    const double cellY = tile.extent.height() / file->levelHeight(level);
    fillAxis(m_columns, (extent.west - tile.extent.west) / cellX, extent.width() / out.width / cellX, out.width,
        file->levelWidth(level), false);
    fillAxis(m_rows, (tile.extent.north - extent.north) / cellY, extent.height() / out.height / cellY, out.height,
        file->levelHeight(level), tile.isSouthUp);
    if (m_columns.isEmpty() || m_rows.isEmpty())
        return {};

    Status status;
    if (m_columns.isContiguous && m_rows.isContiguous && file->plan().isPlainCopy())
        status = readDirect(*file, level, out);
    else
        status = readConverted(*file, level, out);
    if (!status) { // a handle that failed once is not asked again
        m_places.erase(index);
        m_open.pop_front();
    }
    return status;
}

// Bytes as they are in the file, without a copy in between.
Status MosaicReader::readDirect(OpenRaster &file, int level, RasterBlock &out)
{
    const PixelWindow window{m_columns.low, m_rows.low, m_columns.count(), m_rows.count()};
    TUILERIE_CHECK(file.read(level, window, window.width, window.height, rowOf(out, m_rows.first, m_columns.first),
        qint64(out.width) * out.channels, nullptr));
    for (int row = m_rows.first; row < m_rows.first + m_rows.count(); ++row)
        std::fill_n(out.valid.begin() + qptrdiff(row) * out.width + m_columns.first, m_columns.count(), uint8_t(255));
    return {};
}

Status MosaicReader::readConverted(OpenRaster &file, int level, RasterBlock &out)
{
    const PixelPlan &plan = file.plan();
    const int width = m_columns.high - m_columns.low + 1;
    m_relative.resize(m_columns.cells.size());
    for (size_t i = 0; i < m_relative.size(); ++i)
        m_relative[i] = m_columns.cells[i] - m_columns.low;
    const size_t pixelBytes = plan.bands.size() * (plan.readsFloat ? 4 : 1);
    // A bounded number of lines at a time, enough of them that a block is rarely cut; single ones where most would be thrown
    // away.
    const bool isSparse = m_rows.high - m_rows.low + 1 > 3 * m_rows.count();
    const int maxRows = isSparse ? 1 : int(std::max<size_t>(256, (size_t(8) << 20) / (size_t(width) * pixelBytes)));
    int at = 0;
    while (at < m_rows.count()) {
        int low = m_rows.cells[size_t(at)];
        int high = low;
        int end = at + 1;
        for (; end < m_rows.count(); ++end) {
            const int cell = m_rows.cells[size_t(end)];
            if (std::max(high, cell) - std::min(low, cell) + 1 > maxRows)
                break;
            low = std::min(low, cell);
            high = std::max(high, cell);
        }
        const int height = high - low + 1;
        reserve(plan, size_t(width) * size_t(height));
        TUILERIE_CHECK(file.read(level, {m_columns.low, low, width, height}, width, height, m_samples.data(),
            qint64(width * pixelBytes), m_mask.data()));
        for (int i = at; i < end; ++i) {
            const size_t line = size_t(m_rows.cells[size_t(i)] - low) * size_t(width);
            const int row = m_rows.first + i;
            convertRow(plan, m_samples.data() + line * pixelBytes, plan.hasMask ? m_mask.data() + line : nullptr, m_relative,
                rowOf(out, row, m_columns.first),
                out.valid.data() + size_t(row) * size_t(out.width) + size_t(m_columns.first));
        }
        at = end;
    }
    return {};
}

} // namespace

Result<std::unique_ptr<RasterReader>> RasterReader::create(
    std::shared_ptr<const RasterSource> source, const RasterReadOptions &options)
{
    const auto tr = [](const char *sentence) { return QCoreApplication::translate("tuilerie::RasterSource", sentence); };
    if (!source)
        return fail(ErrorCode::Internal, QStringLiteral("RasterReader::create: no source"));
    if (options.channels < 1 || options.channels > 4)
        return fail(ErrorCode::Invalid, tr("%1 channels were asked for; there can be 1 to 4.").arg(options.channels));
    const RasterSampleType type = source->info().type;
    if (!options.asFloat && !(options.stretchMax > options.stretchMin) && !source->info().hasPalette
        && (type == RasterSampleType::Float32 || type == RasterSampleType::Other))
        return fail(ErrorCode::Invalid,
            tr("The values are not 8-bit. Give the lowest and the highest value to show as black and white, or keep them as "
               "FLOAT32."));
    ensureGdal();
    if (options.blockCacheMiB > 0)
        GDALSetCacheMax64(GIntBig(options.blockCacheMiB) << 20);
    return std::make_unique<MosaicReader>(std::move(source), options);
}

} // namespace tuilerie
