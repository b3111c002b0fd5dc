// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/style/symboleditor.h"

#include "ui/widgets/colorbutton.h"
#include "ui/widgets/speak.h"

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QFormLayout>
#include <QLabel>
#include <QSlider>

namespace tuilerie {

SymbolEditor::SymbolEditor(QWidget *parent)
    : QWidget(parent)
    , m_form(new QFormLayout(this))
    , m_fill(new ColorButton)
    , m_outline(new ColorButton)
    , m_width(new QDoubleSpinBox)
    , m_dash(new QComboBox)
    , m_marker(new QComboBox)
    , m_size(new QDoubleSpinBox)
    , m_unit(new QComboBox)
    , m_opacity(new QSlider(Qt::Horizontal))
{
    m_form->setContentsMargins({});
    m_fill->setObjectName(QStringLiteral("symbolFill"));
    m_outline->setObjectName(QStringLiteral("symbolOutline"));
    m_width->setObjectName(QStringLiteral("symbolWidth"));
    m_dash->setObjectName(QStringLiteral("symbolDash"));
    m_marker->setObjectName(QStringLiteral("symbolMarker"));
    m_size->setObjectName(QStringLiteral("symbolSize"));
    m_unit->setObjectName(QStringLiteral("symbolUnit"));
    m_opacity->setObjectName(QStringLiteral("symbolOpacity"));
    for (QDoubleSpinBox *box : {m_width, m_size}) {
        box->setRange(0, 10000);
        box->setDecimals(2);
        box->setSingleStep(0.1);
        connect(box, &QDoubleSpinBox::valueChanged, this, &SymbolEditor::take);
    }
    m_size->setSingleStep(0.5);
    m_opacity->setRange(0, 100);
    for (QWidget *field :
        std::initializer_list<QWidget *>{m_marker, m_size, m_fill, m_outline, m_width, m_dash, m_unit, m_opacity}) {
        auto *label = new QLabel;
        label->setBuddy(field);
        m_form->addRow(label, field);
    }
    for (ColorButton *button : {m_fill, m_outline})
        connect(button, &ColorButton::colorChosen, this, &SymbolEditor::take);
    for (QComboBox *combo : {m_dash, m_marker, m_unit})
        connect(combo, &QComboBox::currentIndexChanged, this, &SymbolEditor::take);
    connect(m_opacity, &QSlider::valueChanged, this, &SymbolEditor::take);
    speak(this, [this] {
        retranslate();
        setSymbol(m_geometry, m_symbol);
    });
}

void SymbolEditor::retranslate()
{
    m_filling = true;
    const auto label = [this](QWidget *field, const QString &text) {
        static_cast<QLabel *>(m_form->labelForField(field))->setText(text);
    };
    label(m_marker, tr("Shape"));
    label(m_size, tr("Size"));
    label(m_fill, tr("Fill"));
    label(m_outline, m_geometry == VectorGeometry::Line ? tr("Colour") : tr("Outline"));
    label(m_width, tr("Width"));
    label(m_dash, tr("Pattern"));
    label(m_unit, tr("Unit"));
    label(m_opacity, tr("Opacity"));
    const auto fill = [](QComboBox *combo, const QStringList &names, const QStringList &texts) {
        const QVariant current = combo->currentData();
        combo->clear();
        for (qsizetype i = 0; i < names.size(); ++i)
            combo->addItem(texts.value(i, names[i]), names[i]);
        combo->setCurrentIndex(std::max(0, combo->findData(current)));
    };
    fill(m_dash, dashPatterns(), {tr("Solid"), tr("Dashes"), tr("Dots"), tr("Dash, dot"), tr("Dash, dot, dot"), tr("None")});
    fill(m_marker, markerShapes(),
        {tr("Circle"), tr("Square"), tr("Diamond"), tr("Triangle"), tr("Pentagon"), tr("Hexagon"), tr("Star"), tr("Cross"),
            tr("Cross, turned"), tr("Arrow")});
    fill(m_unit, {QStringLiteral("mm"), QStringLiteral("px"), QStringLiteral("pt"), QStringLiteral("map")},
        {tr("Millimetres"), tr("Pixels"), tr("Points"), tr("Units of the map")});
    m_filling = false;
}

void SymbolEditor::setSymbol(VectorGeometry geometry, const VectorSymbol &symbol)
{
    const bool other = geometry != m_geometry;
    m_geometry = geometry;
    m_symbol = symbol;
    if (other)
        retranslate();
    m_filling = true;
    const bool point = geometry == VectorGeometry::Point, line = geometry == VectorGeometry::Line;
    m_form->setRowVisible(m_marker, point);
    m_form->setRowVisible(m_size, point);
    m_form->setRowVisible(m_fill, !line);
    m_fill->setColor(symbol.fill);
    m_outline->setColor(symbol.outline);
    m_width->setValue(symbol.width);
    m_dash->setCurrentIndex(m_dash->findData(symbol.dash));
    m_marker->setCurrentIndex(m_marker->findData(symbol.marker));
    m_size->setValue(symbol.size);
    m_unit->setCurrentIndex(m_unit->findData(symbol.unit));
    m_opacity->setValue(qRound(symbol.opacity * 100));
    m_filling = false;
}

void SymbolEditor::take()
{
    if (m_filling)
        return;
    // Only what was touched: rounding in a field must not change what the user left alone.
    const QObject *touched = sender();
    if (touched == m_fill)
        m_symbol.fill = m_fill->color();
    else if (touched == m_outline)
        m_symbol.outline = m_outline->color();
    else if (touched == m_width)
        m_symbol.width = m_width->value();
    else if (touched == m_dash)
        m_symbol.dash = m_dash->currentData().toString();
    else if (touched == m_marker)
        m_symbol.marker = m_marker->currentData().toString();
    else if (touched == m_size)
        m_symbol.size = m_size->value();
    else if (touched == m_unit)
        m_symbol.unit = m_unit->currentData().toString();
    else
        m_symbol.opacity = m_opacity->value() / 100.;
    emit changed();
}

} // namespace tuilerie
