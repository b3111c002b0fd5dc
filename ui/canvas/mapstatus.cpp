// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/mapstatus.h"

#include "ui/canvas/mapcanvas.h"
#include "ui/canvas/scalebar.h"
#include "ui/canvas/whenready.h"
#include "ui/widgets/settings.h"
#include "ui/widgets/crspicker.h"
#include "ui/widgets/format.h"
#include "ui/widgets/speak.h"
#include "ui/widgets/theme.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QProgressBar>
#include <QToolButton>
#include <cmath>

namespace tuilerie {

namespace {

constexpr double offeredScales[] = {500, 1000, 2000, 5000, 10000, 25000, 50000, 100000, 250000, 1000000, 5000000};

QString crsLabel(const QString &crs)
{
    if (crs.isEmpty())
        return MapStatus::tr("No CRS");
    // A CRS without a name in any authority is WKT, which is no label.
    return crs.size() > 24 ? MapStatus::tr("Own CRS") : crs;
}

} // namespace

MapStatus::MapStatus(MapCanvas *canvas, QWidget *parent)
    : QWidget(parent)
    , m_canvas(canvas)
    , m_drawing(new QProgressBar)
    , m_coordinates(new QLabel)
    , m_displayCrs(new QToolButton)
    , m_scale(new QComboBox)
    , m_mapCrs(new QToolButton)
{
    m_drawing->setObjectName(QStringLiteral("drawingProgress"));
    m_drawing->setRange(0, 0);
    m_drawing->setTextVisible(false);
    m_drawing->setFixedSize(56, 8);
    // It keeps its place, so that nothing jumps whenever the map draws.
    QSizePolicy keep = m_drawing->sizePolicy();
    keep.setRetainSizeWhenHidden(true);
    m_drawing->setSizePolicy(keep);
    m_drawing->hide();

    m_coordinates->setObjectName(QStringLiteral("coordinates"));
    m_coordinates->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_coordinates->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_coordinates->setMinimumWidth(
        m_coordinates->fontMetrics().horizontalAdvance(QStringLiteral("-0 000 000.00   0 000 000.00")));
    for (QToolButton *button : {m_displayCrs, m_mapCrs}) {
        button->setAutoRaise(true);
        button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    }
    m_displayCrs->setObjectName(QStringLiteral("displayCrs"));
    m_displayCrs->setPopupMode(QToolButton::InstantPopup);
    m_mapCrs->setObjectName(QStringLiteral("mapCrs"));
    m_mapCrs->setIcon(Theme::icon(QStringLiteral("crs")));
    m_scale->setObjectName(QStringLiteral("scale"));
    m_scale->setEditable(true);
    m_scale->setInsertPolicy(QComboBox::NoInsert);
    m_scale->setMinimumContentsLength(11);
    m_scale->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);

    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    for (QWidget *widget : std::initializer_list<QWidget *>{m_drawing, m_coordinates, m_displayCrs, m_scale, m_mapCrs})
        layout->addWidget(widget);

    auto *menu = new QMenu(m_displayCrs);
    m_displayCrs->setMenu(menu);
    connect(menu, &QMenu::aboutToShow, this, [this, menu] {
        menu->clear();
        menu->addAction(tr("Same as the map"), this, [this] { setDisplayCrs({}); });
        menu->addAction(tr("WGS 84 (degrees)"), this, [this] { setDisplayCrs(QStringLiteral("EPSG:4326")); });
        menu->addAction(tr("RGF93 / Lambert-93"), this, [this] { setDisplayCrs(QStringLiteral("EPSG:2154")); });
        menu->addSeparator();
        menu->addAction(tr("Another CRS…"), this, &MapStatus::chooseDisplayCrs);
    });
    connect(m_mapCrs, &QToolButton::clicked, this, &MapStatus::chooseMapCrs);
    connect(m_scale->lineEdit(), &QLineEdit::returnPressed, this, &MapStatus::applyScale);
    connect(m_scale, &QComboBox::activated, this, &MapStatus::applyScale);
    connect(canvas, &MapCanvas::viewChanged, this, &MapStatus::showView);
    connect(canvas, &MapCanvas::cursorMoved, this, &MapStatus::showCoordinates);
    connect(canvas, &MapCanvas::cursorLeft, this, [this] {
        m_place.reset();
        m_coordinates->clear();
    });
    connect(canvas, &MapCanvas::drawingChanged, m_drawing, &QWidget::setVisible);

    useDisplayCrs(Settings::text(Settings::DisplayCrs));
    speak(this, [this] { retranslate(); });
}

MapStatus::~MapStatus() = default;

void MapStatus::retranslate()
{
    m_displayCrs->setToolTip(tr("CRS of the coordinates"));
    m_scale->setToolTip(tr("Scale of the map, for pixels of 0.28 mm as in WMTS"));
    m_scale->setAccessibleName(tr("Scale"));
    m_mapCrs->setToolTip(tr("CRS of the map: click to choose another"));
    const QSignalBlocker blocker(m_scale);
    m_scale->clear();
    for (const double scale : offeredScales)
        m_scale->addItem(mapScaleText(scale));
    showView();
}

void MapStatus::showView()
{
    if (!m_scale->lineEdit()->hasFocus())
        m_scale->setEditText(mapScaleText(m_canvas->scaleDenominator()));
    const QString &crs = m_canvas->view().crs;
    m_mapCrs->setText(crsLabel(crs));
    m_displayCrs->setText(m_chosenCrs.isEmpty() ? QStringLiteral("x, y") : crsLabel(m_chosenCrs));
    if (m_transformFrom != crs)
        remakeTransform();
}

void MapStatus::remakeTransform()
{
    m_transform.reset();
    m_transformFrom = m_canvas->view().crs;
    const auto from = Crs::fromText(m_transformFrom);
    const auto to = Crs::fromText(m_chosenCrs.isEmpty() ? m_transformFrom : m_chosenCrs);
    m_degrees = to && to->isGeographic();
    if (m_chosenCrs.isEmpty() || !from || !to)
        return;
    if (auto transform = CrsTransform::create(*from, *to))
        m_transform.emplace(std::move(*transform));
}

void MapStatus::setDisplayCrs(const QString &crs)
{
    Settings::setValue(Settings::DisplayCrs, crs);
    useDisplayCrs(crs);
}

void MapStatus::useDisplayCrs(const QString &crs)
{
    m_displayCrsWanted = crs;
    whenReady(crs, this, [this, crs] {
        if (crs != m_displayCrsWanted)
            return;
        m_chosenCrs = crs;
        m_coordinates->clear();
        remakeTransform();
        showView();
        if (m_place)
            showCoordinates(*m_place);
    });
}

void MapStatus::showCoordinates(Point place)
{
    m_place = place;
    double unit = m_canvas->view().unitsPerPixel;
    if (m_transform) {
        Point points[] = {place};
        if (!m_transform->forward(points)) {
            m_coordinates->setText(tr("outside"));
            return;
        }
        place = points[0];
        unit = unit * m_canvas->metersPerUnit() / (m_degrees ? 111320. : 1.);
    }
    const int decimals = decimalsFor(unit);
    m_coordinates->setText(
        formatCoordinate(place.x, decimals) + QStringLiteral("   ") + formatCoordinate(place.y, decimals));
}

QString MapStatus::coordinatesText() const
{
    return m_coordinates->text();
}

void MapStatus::applyScale()
{
    const double scale = mapScaleFromText(m_scale->currentText());
    m_canvas->setFocus();
    if (scale > 0)
        m_canvas->zoomToScale(scale);
    showView();
}

void MapStatus::chooseDisplayCrs()
{
    const QString crs = CrsPicker::pick(this, tr("CRS of the coordinates"),
        tr("Coordinates under the cursor are shown in this CRS. The map stays as it is."), m_chosenCrs);
    if (!crs.isEmpty())
        setDisplayCrs(crs);
}

void MapStatus::chooseMapCrs()
{
    const QString crs = CrsPicker::pick(
        this, tr("CRS of the map"), tr("The map is drawn in this CRS. The data stay as they are."), m_canvas->view().crs);
    if (!crs.isEmpty())
        whenReady(crs, m_canvas, [canvas = m_canvas, crs] { canvas->setCrs(crs); });
}

} // namespace tuilerie
