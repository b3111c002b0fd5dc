// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/wizard/samplepane.h"

#include "grid/crs.h"
#include "ui/wizard/gridchoice.h"
#include "ui/wizard/samplelocator.h"
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

namespace tuilerie {

SamplePane::SamplePane(const QString &name, bool hasLocator, QWidget *parent)
    : QWidget(parent)
    , m_picture(new SamplePicture)
    , m_locator(new SampleLocator)
    , m_level(new QComboBox)
    , m_caption(new QLabel)
    , m_sampling(this, WorkPool::quick())
{
    m_picture->setObjectName(name + QLatin1String("Picture"));
    m_locator->setObjectName(name + QLatin1String("Locator"));
    m_level->setObjectName(name + QLatin1String("Level"));
    m_caption->setObjectName(name + QLatin1String("Caption"));
    m_level->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_caption->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_caption->setWordWrap(true);
    m_caption->setMinimumHeight(2 * fontMetrics().lineSpacing());
    m_caption->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    m_locator->setVisible(hasLocator);

    auto *label = new QLabel;
    label->setBuddy(m_level);
    auto *onMap = new QToolButton;
    onMap->setObjectName(name + QLatin1String("OnMap"));
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
            show(SampledTile(*m_sample));
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

void SamplePane::setData(const QString &crs, const std::vector<Extent> &footprints)
{
    if (m_crs == crs && m_footprints == footprints)
        return;
    m_crs = crs;
    m_footprints = footprints;
    m_locator->setFootprints(footprints);
    placeAtCentre();
}

void SamplePane::placeAtCentre()
{
    // The middle of the mosaic may be a hole: the middle of the file that is nearest to it is not.
    Extent whole;
    for (const Extent &footprint : m_footprints)
        whole = whole.isEmpty() ? footprint : whole.united(footprint);
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

void SamplePane::setSource(SampleSource source, const TileMatrixSet &grid, const QStringList &levels, int first)
{
    const QString before = level();
    const bool isSameGrid = m_grid == grid;
    m_source = std::move(source);
    m_grid = grid;
    fillLevels(levels, first);
    if (isSameGrid && level() == before)
        ask();
    else
        goToTile();
}

void SamplePane::fillLevels(const QStringList &levels, int first)
{
    const QString before = level();
    const QSignalBlocker blocker(m_level);
    m_level->clear();
    for (const QString &id : levels)
        if (m_grid.level(id))
            m_level->addItem(QString(), id);
    nameLevels(m_level, m_grid, true);
    const int known = m_level->findData(before);
    m_level->setCurrentIndex(known >= 0 ? known : std::min(first, m_level->count() - 1));
}

void SamplePane::goTo(Point place)
{
    m_place = place;
    goToTile();
}

void SamplePane::goToTile()
{
    const TileMatrix *at = matrix();
    if (!at || m_crs.isEmpty())
        return;
    const auto from = Crs::fromText(m_crs), to = Crs::fromText(m_grid.crs());
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
    if (!at || m_crs.isEmpty())
        return;
    m_column = std::clamp(m_column + columns, qint64(0), at->matrixWidth - 1);
    m_row = std::clamp(m_row + rows, qint64(0), at->matrixHeight - 1);
    const auto from = Crs::fromText(m_crs), to = Crs::fromText(m_grid.crs());
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
    if (!at || m_crs.isEmpty() || !m_source)
        return;
    m_picture->setBusy(true);
    m_sampling.ask([source = m_source, matrix = *at, column = m_column, row = m_row](
                       WorkControl &control) { return source(matrix, column, row, control); },
        [this](const SampledTile &sample) { show(sample); });
}

void SamplePane::show(const SampledTile &sample)
{
    m_sample = sample;
    m_tile = sample.tile.value_or(QByteArray());
    const TileMatrix *at = matrix();
    const QString where = at ? tr("Level %1, column %2, row %3").arg(at->id).arg(m_column).arg(m_row) : QString();
    m_caption->setText(where);
    if (!sample.tile) {
        m_picture->setSentence(sample.tile.error().message);
    } else if (m_tile.isEmpty()) {
        m_picture->setSentence(sample.features ? tr("No features in this tile.") : tr("No data in this tile."));
    } else if (!sample.image) {
        m_picture->setSentence(sample.image.error().message);
    } else {
        const QString bytes = formatBytes(m_tile.size());
        m_picture->setImage(*sample.image);
        m_caption->setText(!sample.features ? tr("%1: %2").arg(where, bytes)
                : *sample.features == 1     ? tr("%1: 1 feature, %2").arg(where, bytes)
                                            : tr("%1: %2 features, %3").arg(where, formatCount(*sample.features), bytes));
    }
}

} // namespace tuilerie
