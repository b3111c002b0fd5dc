// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/wizard/samplepane.h"

#include "generate/raster/rasterproposal.h"
#include "grid/crs.h"
#include "ui/wizard/gridchoice.h"
#include "ui/wizard/samplelocator.h"
#include "ui/wizard/samplepicture.h"
#include "ui/wizard/tilepicture.h"
#include "ui/widgets/format.h"
#include "ui/widgets/speak.h"
#include "ui/widgets/theme.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>
#include <cmath>

namespace tuilerie {

SamplePane::SamplePane(QWidget *parent)
    : QWidget(parent)
    , m_picture(new SamplePicture)
    , m_locator(new SampleLocator)
    , m_level(new QComboBox)
    , m_caption(new QLabel)
    , m_sampling(this, WorkPool::quick())
{
    m_picture->setObjectName(QStringLiteral("samplePicture"));
    m_locator->setObjectName(QStringLiteral("sampleLocator"));
    m_level->setObjectName(QStringLiteral("sampleLevel"));
    m_caption->setObjectName(QStringLiteral("sampleCaption"));
    m_caption->setTextInteractionFlags(Qt::TextSelectableByMouse);

    auto *label = new QLabel;
    label->setBuddy(m_level);
    auto *onMap = new QToolButton;
    onMap->setObjectName(QStringLiteral("sampleOnMap"));
    onMap->setIcon(Theme::icon(QStringLiteral("show-on-map")));
    auto *top = new QHBoxLayout;
    top->addWidget(label);
    top->addWidget(m_level, 1);
    top->addWidget(onMap);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->addLayout(top);
    layout->addWidget(m_picture, 1);
    layout->addWidget(m_caption);
    layout->addWidget(m_locator);

    connect(m_picture, &SamplePicture::neighbourAsked, this, &SamplePane::moveBy);
    connect(m_picture, &SamplePicture::levelAsked, this, &SamplePane::changeLevel);
    connect(m_locator, &SampleLocator::placeChosen, this, &SamplePane::goTo);
    connect(m_level, &QComboBox::currentIndexChanged, this, &SamplePane::goToTile);
    connect(onMap, &QToolButton::clicked, this, [this] {
        if (matrix())
            emit showPlace(matrix()->tileExtent(m_column, m_row), m_grid.crs());
    });
    speak(this, [this, label, onMap] {
        label->setText(tr("Sample le&vel:"));
        onMap->setToolTip(tr("Show this place on the map"));
        onMap->setAccessibleName(onMap->toolTip());
        m_picture->setAccessibleName(tr("Sample tile"));
        m_picture->setToolTip(
            tr("Drag it or press the arrow keys for another tile, turn the wheel or press + and − for another level."));
        m_locator->setToolTip(tr("Click where the sample is to be taken."));
        m_level->setAccessibleName(tr("Level of the sample"));
        nameLevels(m_level, m_grid, true);
        if (m_sample)
            show(Sample(*m_sample));
    });
}

QString SamplePane::level() const
{
    return m_level->currentData().toString();
}

const QImage &SamplePane::image() const
{
    return m_picture->image();
}

const TileMatrix *SamplePane::matrix() const
{
    return m_grid.level(level());
}

void SamplePane::setData(const RasterInfo &data, const std::vector<Extent> &footprints)
{
    const bool isSame = m_data && m_data->crs == data.crs && m_footprints == footprints;
    m_data = data;
    if (isSame)
        return;
    m_footprints = footprints;
    m_locator->setFootprints(footprints);
    placeAtCentre();
}

void SamplePane::placeAtCentre()
{
    // The middle of the mosaic may be a hole: the middle of the file that is nearest to it is not.
    const Extent &whole = m_data->extent;
    const Point middle{(whole.west + whole.east) / 2, (whole.south + whole.north) / 2};
    double nearest = HUGE_VAL;
    for (const Extent &footprint : m_footprints) {
        const Point centre{(footprint.west + footprint.east) / 2, (footprint.south + footprint.north) / 2};
        const double distance = std::hypot(centre.x - middle.x, centre.y - middle.y);
        if (distance < nearest) {
            nearest = distance;
            m_place = footprint.contains(middle) ? middle : centre;
        }
    }
    m_locator->setPlace(m_place);
}

void SamplePane::setParams(const RasterPyramidParams &params, const TileMatrixSet &grid, int topLevel, int bottomLevel)
{
    const bool gridChanged = !(m_grid == grid);
    m_params = params;
    m_grid = grid;
    fillLevels(topLevel, bottomLevel);
    if (gridChanged)
        goToTile();
    else
        ask();
}

void SamplePane::fillLevels(int topLevel, int bottomLevel)
{
    const QString before = level();
    const QSignalBlocker blocker(m_level);
    m_level->clear();
    for (int i = bottomLevel; i >= topLevel && i >= 0 && i < int(m_grid.levels().size()); --i)
        m_level->addItem(QString(), m_grid.levels()[size_t(i)].id);
    nameLevels(m_level, m_grid, true);
    m_level->setCurrentIndex(std::max(0, m_level->findData(before)));
    if (level() != before)
        goToTile();
}

void SamplePane::goTo(Point place)
{
    m_place = place;
    goToTile();
}

void SamplePane::goToTile()
{
    const TileMatrix *at = matrix();
    if (!at || !m_data)
        return;
    const auto from = Crs::fromText(m_data->crs), to = Crs::fromText(m_grid.crs());
    if (!from || !to)
        return;
    const auto transform = CrsTransform::create(*from, *to);
    Point place = m_place;
    if (!transform || !transform->forward(std::span(&place, 1)))
        return;
    m_column = std::clamp(
        qint64(std::floor((place.x - at->origin.x) / (at->cellSize * at->tileWidth))), qint64(0), at->matrixWidth - 1);
    m_row = std::clamp(
        qint64(std::floor((at->origin.y - place.y) / (at->cellSize * at->tileHeight))), qint64(0), at->matrixHeight - 1);
    ask();
}

void SamplePane::moveBy(int columns, int rows)
{
    const TileMatrix *at = matrix();
    if (!at || !m_data)
        return;
    m_column = std::clamp(m_column + columns, qint64(0), at->matrixWidth - 1);
    m_row = std::clamp(m_row + rows, qint64(0), at->matrixHeight - 1);
    const auto from = Crs::fromText(m_data->crs), to = Crs::fromText(m_grid.crs());
    const Extent tile = at->tileExtent(m_column, m_row);
    Point place{(tile.west + tile.east) / 2, (tile.south + tile.north) / 2};
    if (from && to) {
        if (const auto transform = CrsTransform::create(*from, *to); transform && transform->inverse(std::span(&place, 1))) {
            m_place = place;
            m_locator->setPlace(place);
        }
    }
    ask();
}

void SamplePane::changeLevel(int finer)
{
    // The list goes from the finest to the coarsest.
    m_level->setCurrentIndex(std::clamp(m_level->currentIndex() - finer, 0, m_level->count() - 1));
}

void SamplePane::ask()
{
    const TileMatrix *at = matrix();
    if (!at || !m_data || m_params.paths.isEmpty())
        return;
    m_picture->setBusy(true);
    const bool asFloat = keepsValues(*m_data, m_params);
    const int channels = proposedChannels(*m_data, m_params);
    double nodata = m_data->nodata.value_or(qQNaN());
    if (bool ok = false; !m_params.nodata.isEmpty()) {
        const double stated = m_params.nodata.section(QLatin1Char(','), 0, 0).toDouble(&ok);
        nodata = ok ? stated : nodata;
    }
    m_sampling.ask(
        [params = m_params, matrix = *at, crs = m_grid.crs(), column = m_column, row = m_row, style = m_style, asFloat,
            channels, nodata](WorkControl &control) {
            Sample sample{sampleRasterTileInBox(params, matrix.id, column, row, control), QImage()};
            if (!sample.tile || sample.tile->isEmpty())
                return sample;
            const auto compression = RasterFormat::compressionFromWord(params.format);
            if (compression)
                sample.image = tilePicture(*sample.tile, {*compression, asFloat ? SampleType::Float32 : SampleType::UInt8},
                    channels, {matrix, column, row, crs}, nodata, style);
            return sample;
        },
        [this](const Sample &sample) {
            show(sample);
            emit sampled();
        });
}

void SamplePane::show(const Sample &sample)
{
    m_sample = sample;
    m_tile = sample.tile.value_or(QByteArray());
    const TileMatrix *at = matrix();
    const QString where = at ? tr("Level %1, column %2, row %3").arg(at->id).arg(m_column).arg(m_row) : QString();
    if (!sample.tile) {
        m_picture->setSentence(sample.tile.error().message);
        m_caption->setText(where);
    } else if (m_tile.isEmpty()) {
        m_picture->setSentence(tr("No data in this tile."));
        m_caption->setText(where);
    } else if (!sample.image) {
        m_picture->setSentence(sample.image.error().message);
        m_caption->setText(where);
    } else {
        m_picture->setImage(*sample.image);
        m_caption->setText(tr("%1: %2").arg(where, formatBytes(m_tile.size())));
    }
}

} // namespace tuilerie
