// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/wizard/vectorsamplepane.h"

#include "grid/crs.h"
#include "ui/wizard/gridchoice.h"
#include "ui/wizard/samplepicture.h"
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
#include <span>

namespace tuilerie {

static constexpr int pictureSide = 320;

VectorSamplePane::VectorSamplePane(QWidget *parent)
    : QWidget(parent)
    , m_picture(new SamplePicture)
    , m_level(new QComboBox)
    , m_caption(new QLabel)
    , m_sampling(this, WorkPool::quick())
{
    m_picture->setObjectName(QStringLiteral("vectorSamplePicture"));
    m_level->setObjectName(QStringLiteral("vectorSampleLevel"));
    m_level->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_caption->setObjectName(QStringLiteral("vectorSampleCaption"));
    m_caption->setWordWrap(true);
    m_caption->setMinimumHeight(2 * fontMetrics().lineSpacing());
    auto *label = new QLabel;
    label->setBuddy(m_level);
    auto *onMap = new QToolButton;
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
    connect(m_picture, &SamplePicture::neighbourAsked, this, &VectorSamplePane::moveBy);
    connect(m_picture, &SamplePicture::levelAsked, this, [this](int finer) {
        m_level->setCurrentIndex(std::clamp(m_level->currentIndex() - finer, 0, std::max(0, m_level->count() - 1)));
    });
    connect(m_level, &QComboBox::currentIndexChanged, this, &VectorSamplePane::goToTile);
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
        m_level->setAccessibleName(tr("Level of the sample"));
        nameLevels(m_level, m_grid, true);
        if (m_sample)
            show(Sample(*m_sample));
    });
}

const TileMatrix *VectorSamplePane::matrix() const
{
    return m_grid.level(m_level->currentData().toString());
}

const QImage &VectorSamplePane::image() const
{
    return m_picture->image();
}

QString VectorSamplePane::caption() const
{
    return m_caption->text();
}

void VectorSamplePane::setData(const Extent &extent, const QString &crs)
{
    m_crs = crs;
    m_place = {(extent.west + extent.east) / 2, (extent.south + extent.north) / 2};
}

void VectorSamplePane::setParams(const VectorPyramidParams &params, const TileMatrixSet &grid, const QStringList &levels)
{
    const QString before = m_level->currentData().toString();
    const bool sameGrid = m_grid == grid;
    m_params = params;
    m_grid = grid;
    {
        const QSignalBlocker blocker(m_level);
        m_level->clear();
        for (const QString &id : levels) {
            if (grid.level(id))
                m_level->addItem(QString(), id);
        }
        nameLevels(m_level, grid, true);
        // The finest tiles are often nearly empty: two levels up there is more to see.
        const int known = m_level->findData(before);
        m_level->setCurrentIndex(known >= 0 ? known : std::min(2, m_level->count() - 1));
    }
    if (sameGrid && m_level->currentData().toString() == before)
        ask();
    else
        goToTile();
}

void VectorSamplePane::goToTile()
{
    const TileMatrix *at = matrix();
    const auto from = Crs::fromText(m_crs), to = Crs::fromText(m_grid.crs());
    if (!at || !from || !to)
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

void VectorSamplePane::moveBy(int columns, int rows)
{
    const TileMatrix *at = matrix();
    const auto from = Crs::fromText(m_crs), to = Crs::fromText(m_grid.crs());
    if (!at || !from || !to)
        return;
    m_column = std::clamp(m_column + columns, qint64(0), at->matrixWidth - 1);
    m_row = std::clamp(m_row + rows, qint64(0), at->matrixHeight - 1);
    const Extent tile = at->tileExtent(m_column, m_row);
    Point place{(tile.west + tile.east) / 2, (tile.south + tile.north) / 2};
    if (const auto transform = CrsTransform::create(*from, *to); transform && transform->inverse(std::span(&place, 1)))
        m_place = place;
    ask();
}

void VectorSamplePane::ask()
{
    const TileMatrix *at = matrix();
    if (!at || m_params.paths.isEmpty())
        return;
    m_picture->setBusy(true);
    m_sampling.ask(
        [params = m_params, id = at->id, column = m_column, row = m_row](WorkControl &control) {
            Sample sample{sampleVectorTileInBox(params, id, column, row, control), VectorTilePicture()};
            if (sample.tile && !sample.tile->isEmpty())
                sample.picture = drawVectorTile(*sample.tile, pictureSide);
            return sample;
        },
        [this](const Sample &sample) { show(sample); });
}

void VectorSamplePane::show(const Sample &sample)
{
    m_sample = sample;
    m_tile = sample.tile.value_or(QByteArray());
    const TileMatrix *at = matrix();
    const QString where = at ? tr("Level %1, column %2, row %3").arg(at->id).arg(m_column).arg(m_row) : QString();
    m_caption->setText(where);
    if (!sample.tile)
        m_picture->setSentence(sample.tile.error().message);
    else if (m_tile.isEmpty())
        m_picture->setSentence(tr("No features in this tile."));
    else if (!sample.picture)
        m_picture->setSentence(sample.picture.error().message);
    else {
        m_picture->setImage(sample.picture->image);
        m_caption->setText(sample.picture->features == 1
                ? tr("%1: 1 feature, %2").arg(where, formatBytes(m_tile.size()))
                : tr("%1: %2 features, %3").arg(where, formatCount(sample.picture->features), formatBytes(m_tile.size())));
    }
}

} // namespace tuilerie
