// SPDX-License-Identifier: GPL-3.0-or-later
#include "generate/export/cogexport.h"

#include "base/work/parallel.h"
#include "grid/crs.h"
#include "pyramid/tilecodec.h"
#include "source/gdalprogress.h"
#include "source/gdalsupport.h"

#include <QCoreApplication>
#include <QFile>

#include <cpl_string.h>
#include <gdal_priv.h>

#include <cstring>

namespace tuilerie {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(tuilerie::Export)
};

// One level of the pyramid in the view of the finest one: its pixels from a place on.
class LevelDataset final : public GDALDataset
{
public:
    LevelDataset(const ExportPlan &plan, size_t step, qint64 left, qint64 top, int width, int height);
    ~LevelDataset() override { m_overviews.clear(); }

    const OGRSpatialReference *GetSpatialRef() const override { return m_crs.IsEmpty() ? nullptr : &m_crs; }
    CPLErr GetGeoTransform(double *transform) override
    {
        std::copy_n(m_transform.data(), 6, transform);
        return CE_None;
    }
    std::vector<std::unique_ptr<LevelDataset>> &overviews() { return m_overviews; }
    void place(const OGRSpatialReference &crs, const std::array<double, 6> &transform)
    {
        m_crs = crs;
        m_transform = transform;
    }
    // The pixels of one block, all bands interleaved; null after an error, which GDAL has been told.
    const uint8_t *block(int column, int row);
    const std::optional<Error> &failure() const { return m_failure; }

private:
    Status readBlock(int column, int row);

    const ExportPlan &m_plan;
    const ExportLevel &m_level;
    const qint64 m_left; // of the level's pixels
    const qint64 m_top;
    size_t m_pixelBytes = 1;
    std::unique_ptr<TileCodec> m_codec;
    std::vector<uint8_t> m_nodata; // a pixel
    std::vector<uint8_t> m_tile;
    std::vector<uint8_t> m_block;
    int m_blockColumn = -1;
    int m_blockRow = -1;
    std::optional<Error> m_failure;
    OGRSpatialReference m_crs;
    std::array<double, 6> m_transform{0, 1, 0, 0, 0, 1};
    std::vector<std::unique_ptr<LevelDataset>> m_overviews;
};

class LevelBand final : public GDALRasterBand
{
public:
    LevelBand(LevelDataset *dataset, int band, GDALDataType type, const TileMatrix &matrix, int bands,
        std::optional<double> nodata)
        : m_nodata(nodata)
        , m_bands(bands)
    {
        poDS = dataset;
        nBand = band;
        eDataType = type;
        nBlockXSize = matrix.tileWidth;
        nBlockYSize = matrix.tileHeight;
    }

    CPLErr IReadBlock(int column, int row, void *data) override
    {
        const auto *dataset = static_cast<LevelDataset *>(poDS);
        const uint8_t *pixels = const_cast<LevelDataset *>(dataset)->block(column, row);
        if (!pixels)
            return CE_Failure;
        const auto size = size_t(GDALGetDataTypeSizeBytes(eDataType));
        auto *out = static_cast<uint8_t *>(data);
        const size_t count = size_t(nBlockXSize) * size_t(nBlockYSize);
        pixels += size * size_t(nBand - 1);
        for (size_t i = 0; i < count; ++i)
            std::memcpy(out + i * size, pixels + i * size * size_t(m_bands), size);
        return CE_None;
    }
    double GetNoDataValue(int *isSet) override
    {
        if (isSet)
            *isSet = m_nodata.has_value();
        return m_nodata.value_or(0);
    }
    GDALColorInterp GetColorInterpretation() override
    {
        constexpr GDALColorInterp colours[] = {GCI_RedBand, GCI_GreenBand, GCI_BlueBand, GCI_AlphaBand};
        if (m_bands >= 3)
            return colours[nBand - 1];
        return nBand == 1 ? GCI_GrayIndex : GCI_AlphaBand;
    }
    int GetOverviewCount() override { return int(static_cast<LevelDataset *>(poDS)->overviews().size()); }
    GDALRasterBand *GetOverview(int number) override
    {
        auto &overviews = static_cast<LevelDataset *>(poDS)->overviews();
        return number < 0 || size_t(number) >= overviews.size() ? nullptr : overviews[size_t(number)]->GetRasterBand(nBand);
    }

private:
    std::optional<double> m_nodata;
    int m_bands;
};

LevelDataset::LevelDataset(const ExportPlan &plan, size_t step, qint64 left, qint64 top, int width, int height)
    : m_plan(plan)
    , m_level(plan.levels[step])
    , m_left(left)
    , m_top(top)
{
    nRasterXSize = width;
    nRasterYSize = height;
    eAccess = GA_ReadOnly;
    const PyramidDescriptor &descriptor = plan.reader->descriptor();
    const bool isFloat = plan.form == TileForm::Float;
    m_pixelBytes = size_t(descriptor.channels) * (isFloat ? 4 : 1);
    m_nodata.resize(m_pixelBytes);
    const std::vector<double> nodata = descriptor.nodataValues();
    for (size_t band = 0; band < size_t(descriptor.channels); ++band) {
        const auto value = float(nodata[band]);
        if (isFloat)
            std::memcpy(m_nodata.data() + 4 * band, &value, 4);
        else
            m_nodata[band] = uint8_t(nodata[band]);
        // Bytes that equal the fill may be a colour of the picture: only numbers have a value that means nothing.
        SetBand(int(band) + 1,
            new LevelBand(this, int(band) + 1, isFloat ? GDT_Float32 : GDT_Byte, m_level.matrix, descriptor.channels,
                isFloat ? std::optional<double>(value) : std::nullopt));
    }
}

const uint8_t *LevelDataset::block(int column, int row)
{
    if (column != m_blockColumn || row != m_blockRow) {
        m_blockColumn = -1;
        if (const Status read = readBlock(column, row); !read) {
            m_failure = read.error();
            CPLError(CE_Failure, CPLE_FileIO, "%s", read.error().message.toUtf8().constData());
            return nullptr;
        }
        m_blockColumn = column;
        m_blockRow = row;
    }
    return m_block.data();
}

// A block of a coarser level begins within a tile where the finest one begins at an odd tile.
Status LevelDataset::readBlock(int column, int row)
{
    const TileMatrix &matrix = m_level.matrix;
    const qint64 width = matrix.tileWidth;
    const qint64 height = matrix.tileHeight;
    m_block.resize(size_t(width * height) * m_pixelBytes);
    for (size_t i = 0; i < m_block.size(); i += m_pixelBytes)
        std::memcpy(m_block.data() + i, m_nodata.data(), m_pixelBytes);
    if (!m_codec) {
        TUILERIE_TRY(format, m_plan.reader->descriptor().rasterFormat());
        TUILERIE_TRY(codec, TileCodec::create(format, m_plan.reader->descriptor().channels, int(width), int(height)));
        m_codec = std::move(codec);
        m_tile.resize(m_block.size());
    }
    const qint64 left = m_left + column * width;
    const qint64 top = m_top + row * height;
    for (qint64 tileRow = top / height; tileRow * height < top + height; ++tileRow) {
        for (qint64 tileCol = left / width; tileCol * width < left + width; ++tileCol) {
            TUILERIE_TRY(bytes, m_plan.reader->tile(m_level.id, tileCol, tileRow));
            if (bytes.isEmpty())
                continue;
            TUILERIE_CHECK(m_codec->decode(
                {reinterpret_cast<const uint8_t *>(bytes.constData()), size_t(bytes.size())}, m_tile.data()));
            const qint64 fromX = std::max(left, tileCol * width);
            const qint64 toX = std::min(left + width, (tileCol + 1) * width);
            for (qint64 y = std::max(top, tileRow * height); y < std::min(top + height, (tileRow + 1) * height); ++y) {
                const qint64 from = (y - tileRow * height) * width + fromX - tileCol * width;
                const qint64 to = (y - top) * width + fromX - left;
                std::memcpy(m_block.data() + size_t(to) * m_pixelBytes, m_tile.data() + size_t(from) * m_pixelBytes,
                    size_t(toX - fromX) * m_pixelBytes);
            }
        }
    }
    return {};
}

// The finest level, with those that fit exactly over it.
Result<std::unique_ptr<LevelDataset>> openPlan(const ExportPlan &plan)
{
    const ExportLevel &finest = plan.levels.back();
    const qint64 left = finest.limits.minCol * finest.matrix.tileWidth;
    const qint64 top = finest.limits.minRow * finest.matrix.tileHeight;
    const qint64 width = (finest.limits.maxCol - finest.limits.minCol + 1) * finest.matrix.tileWidth;
    const qint64 height = (finest.limits.maxRow - finest.limits.minRow + 1) * finest.matrix.tileHeight;
    if (width > std::numeric_limits<int>::max() || height > std::numeric_limits<int>::max())
        return fail(ErrorCode::Unsupported,
            Text::tr("Level %1 of %2 has %3 × %4 pixels, more than a TIFF can have. Export a coarser one (--level).")
                .arg(finest.id, plan.name)
                .arg(width)
                .arg(height));
    auto dataset = std::make_unique<LevelDataset>(plan, plan.levels.size() - 1, left, top, int(width), int(height));
    for (size_t step = plan.levels.size() - 1, factor = 2; step-- > 0; factor *= 2) {
        const auto whole = qint64(factor);
        // One block is the smallest that a reader asks for.
        if (left % whole != 0 || top % whole != 0
            || (width * 2 <= whole * finest.matrix.tileWidth && height * 2 <= whole * finest.matrix.tileHeight))
            break;
        dataset->overviews().push_back(std::make_unique<LevelDataset>(
            plan, step, left / whole, top / whole, int((width + whole - 1) / whole), int((height + whole - 1) / whole)));
    }
    TUILERIE_TRY(crs, Crs::fromText(plan.reader->grid().crs()));
    OGRSpatialReference reference;
    reference.importFromWkt(crs.wkt().toUtf8().constData());
    reference.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
    const double cell = finest.matrix.cellSize;
    dataset->place(reference, {plan.extent.west, cell, 0, plan.extent.north, 0, -cell});
    if (!plan.title.isEmpty())
        dataset->SetMetadataItem("TIFFTAG_IMAGEDESCRIPTION", plan.title.toUtf8().constData());
    if (!plan.attribution.isEmpty())
        dataset->SetMetadataItem("TIFFTAG_COPYRIGHT", plan.attribution.toUtf8().constData());
    return dataset;
}

} // namespace

Status exportCog(const ExportPlan &plan, const QString &output, int workers, WorkControl &control)
{
    ensureGdal();
    TUILERIE_TRY(dataset, openPlan(plan));
    CPLStringList options;
    options.SetNameValue("BIGTIFF", "IF_SAFER");
    options.SetNameValue("BLOCKSIZE", QByteArray::number(plan.levels.back().matrix.tileWidth).constData());
    options.SetNameValue("NUM_THREADS", QByteArray::number(workerCount(workers)).constData());
    options.SetNameValue("OVERVIEW_RESAMPLING", "AVERAGE");
    if (plan.form == TileForm::Jpeg) {
        options.SetNameValue("COMPRESS", "JPEG");
        options.SetNameValue("QUALITY", "90");
    } else {
        options.SetNameValue("COMPRESS", "DEFLATE");
        options.SetNameValue("PREDICTOR", "YES");
    }
    GDALDriver *driver = GetGDALDriverManager()->GetDriverByName("COG");
    if (!driver)
        return fail(ErrorCode::Internal, QStringLiteral("GDAL has no COG driver"));
    ProgressMeter meter(control, QStringLiteral("export"), GdalProgress::steps);
    GdalProgress progress(meter);
    GdalErrorTrap trap;
    GDALDatasetUniquePtr made(driver->CreateCopy(
        QFile::encodeName(output).constData(), dataset.get(), TRUE, options.List(), GdalProgress::watch, &progress));
    const bool isGood = bool(made);
    made.reset(); // writes what is left; what fails then is in the trap
    TUILERIE_CHECK(progress.status());
    std::optional<Error> failure = dataset->failure();
    for (const auto &overview : dataset->overviews())
        failure = failure ? failure : overview->failure();
    if (failure)
        return fail(*failure);
    if (!isGood || !trap.text().isEmpty())
        return fail(unwrittenFile(output, trap.text()));
    return {};
}

} // namespace tuilerie
