// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/style/labelspanel.h"

#include "ui/widgets/colorbutton.h"
#include "ui/widgets/speak.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QFontComboBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QSpinBox>

namespace tuilerie {

LabelsPanel::LabelsPanel(QWidget *parent)
    : QWidget(parent)
    , m_form(new QFormLayout(this))
    , m_on(new QCheckBox)
    , m_kept(new QLabel)
    , m_text(new QComboBox)
    , m_font(new QFontComboBox)
    , m_size(new QDoubleSpinBox)
    , m_bold(new QCheckBox)
    , m_color(new ColorButton)
    , m_halo(new QCheckBox)
    , m_haloColor(new ColorButton)
    , m_haloSize(new QDoubleSpinBox)
    , m_placement(new QComboBox)
    , m_minScale(new QSpinBox)
    , m_maxScale(new QSpinBox)
{
    m_form->setContentsMargins(0, 6, 0, 0);
    m_on->setObjectName(QStringLiteral("labelsOn"));
    m_text->setObjectName(QStringLiteral("labelsText"));
    m_text->setEditable(true);
    m_text->setInsertPolicy(QComboBox::NoInsert);
    m_font->setObjectName(QStringLiteral("labelsFont"));
    m_size->setObjectName(QStringLiteral("labelsSize"));
    m_size->setRange(1, 200);
    m_size->setDecimals(1);
    m_size->setSuffix(QStringLiteral(" pt"));
    m_bold->setObjectName(QStringLiteral("labelsBold"));
    m_color->setObjectName(QStringLiteral("labelsColor"));
    m_halo->setObjectName(QStringLiteral("labelsHalo"));
    m_haloColor->setObjectName(QStringLiteral("labelsHaloColor"));
    m_haloSize->setObjectName(QStringLiteral("labelsHaloSize"));
    m_haloSize->setRange(0, 20);
    m_haloSize->setSingleStep(0.1);
    m_haloSize->setSuffix(QStringLiteral(" mm"));
    m_placement->setObjectName(QStringLiteral("labelsPlacement"));
    m_minScale->setObjectName(QStringLiteral("labelsMinScale"));
    m_maxScale->setObjectName(QStringLiteral("labelsMaxScale"));
    m_kept->setWordWrap(true);
    for (QComboBox *combo : {m_text, static_cast<QComboBox *>(m_font), m_placement}) {
        combo->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        combo->setMinimumContentsLength(8);
    }
    for (QSpinBox *box : {m_minScale, m_maxScale}) {
        box->setRange(0, 500000000);
        box->setGroupSeparatorShown(true);
        box->setPrefix(QStringLiteral("1 : "));
        box->setSingleStep(1000);
        box->setKeyboardTracking(false);
        connect(box, &QSpinBox::valueChanged, this, &LabelsPanel::take);
    }
    const auto row = [this](std::initializer_list<QWidget *> fields) {
        auto *holder = new QWidget;
        auto *layout = new QHBoxLayout(holder);
        layout->setContentsMargins({});
        for (QWidget *field : fields)
            layout->addWidget(field);
        layout->addStretch();
        auto *label = new QLabel;
        label->setBuddy(*fields.begin());
        m_form->addRow(label, holder);
    };
    m_form->addRow(m_on);
    m_form->addRow(m_kept);
    const auto add = [this](QWidget *field) {
        auto *label = new QLabel;
        label->setBuddy(field);
        m_form->addRow(label, field);
    };
    add(m_text);
    add(m_font);
    row({m_size, m_bold});
    row({m_color});
    row({m_halo, m_haloColor, m_haloSize});
    add(m_placement);
    add(m_minScale);
    add(m_maxScale);

    for (QCheckBox *box : {m_on, m_bold, m_halo})
        connect(box, &QCheckBox::toggled, this, &LabelsPanel::take);
    for (ColorButton *button : {m_color, m_haloColor})
        connect(button, &ColorButton::colorChosen, this, &LabelsPanel::take);
    for (QDoubleSpinBox *box : {m_size, m_haloSize}) {
        box->setKeyboardTracking(false);
        connect(box, &QDoubleSpinBox::valueChanged, this, &LabelsPanel::take);
    }
    connect(m_font, &QFontComboBox::currentFontChanged, this, &LabelsPanel::take);
    connect(m_placement, &QComboBox::currentIndexChanged, this, &LabelsPanel::take);
    connect(m_text, &QComboBox::activated, this, &LabelsPanel::take);
    connect(m_text->lineEdit(), &QLineEdit::editingFinished, this, &LabelsPanel::take);
    speak(this, [this] { retranslate(); });
}

void LabelsPanel::retranslate()
{
    m_on->setText(tr("Show labels"));
    m_kept->setText(tr("The labels have rules or sizes by data. They are shown and saved as they are."));
    m_bold->setText(tr("Bold"));
    m_halo->setText(QString());
    m_halo->setAccessibleName(tr("Halo"));
    m_haloColor->setAccessibleName(tr("Colour of the halo"));
    m_haloSize->setAccessibleName(tr("Width of the halo"));
    m_color->setAccessibleName(tr("Colour"));
    m_size->setAccessibleName(tr("Size"));
    m_text->setToolTip(tr("A field, or an expression such as \"name\" || ' (' || \"code\" || ')'"));
    for (QSpinBox *box : {m_minScale, m_maxScale})
        box->setSpecialValueText(tr("any scale"));
    const QString names[] = {QString(), QString(), tr("Text"), tr("Font"), tr("Size"), tr("Colour"), tr("Halo"),
        tr("Placement"), tr("From scale"), tr("To scale")};
    for (int i = 2; i < m_form->rowCount(); ++i) {
        if (QLayoutItem *item = m_form->itemAt(i, QFormLayout::LabelRole))
            static_cast<QLabel *>(item->widget())->setText(names[i]);
    }
    m_minScale->setToolTip(tr("Labels are left out when the map is smaller than this."));
    m_maxScale->setToolTip(tr("Labels are left out when the map is larger than this."));
    fillPlacements();
}

void LabelsPanel::fillPlacements()
{
    const bool before = std::exchange(m_filling, true);
    m_placement->clear();
    m_placement->addItem(tr("Best place"), QStringLiteral("auto"));
    if (m_geometry != VectorGeometry::Line)
        m_placement->addItem(tr("Around"), QStringLiteral("around"));
    if (m_geometry != VectorGeometry::Line)
        m_placement->addItem(
            m_geometry == VectorGeometry::Point ? tr("On the point") : tr("On the centre"), QStringLiteral("over"));
    if (m_geometry != VectorGeometry::Point)
        m_placement->addItem(
            m_geometry == VectorGeometry::Line ? tr("Along, curved") : tr("Along the border"), QStringLiteral("along"));
    if (m_labels.placement.isEmpty())
        m_placement->addItem(tr("As loaded"), QString());
    m_placement->setCurrentIndex(std::max(0, m_placement->findData(m_labels.placement)));
    m_filling = before;
}

void LabelsPanel::setLabels(VectorGeometry geometry, const std::vector<VectorField> &fields, const VectorLabels &labels)
{
    const bool otherFields = fields != m_fields;
    m_geometry = geometry;
    m_fields = fields;
    m_labels = labels;
    m_filling = true;
    if (otherFields) {
        m_text->clear();
        for (const VectorField &field : m_fields)
            m_text->addItem(field.name);
    }
    m_text->setEditText(labels.text);
    m_on->setChecked(labels.on);
    if (!labels.font.isEmpty())
        m_font->setCurrentFont(QFont(labels.font));
    m_size->setValue(labels.size);
    m_bold->setChecked(labels.bold);
    m_color->setColor(labels.color);
    m_halo->setChecked(labels.halo);
    m_haloColor->setColor(labels.haloColor);
    m_haloSize->setValue(labels.haloSize);
    m_minScale->setValue(qRound(std::min(labels.minScale, 5e8)));
    m_maxScale->setValue(qRound(std::min(labels.maxScale, 5e8)));
    fillPlacements();
    show();
    m_filling = false;
}

void LabelsPanel::show()
{
    m_form->setRowVisible(1, m_labels.kept);
    for (int i = 2; i < m_form->rowCount(); ++i)
        m_form->setRowVisible(i, m_labels.on && !m_labels.kept);
    m_haloColor->setEnabled(m_labels.halo);
    m_haloSize->setEnabled(m_labels.halo);
}

void LabelsPanel::take()
{
    if (m_filling)
        return;
    const VectorLabels before = m_labels;
    const QObject *touched = sender();
    if (touched == m_on) {
        m_labels.on = m_on->isChecked();
        // The field that most often names things; the user sees it and may choose another.
        if (m_labels.on && m_labels.text.isEmpty() && !m_labels.kept) {
            const auto named = std::find_if(m_fields.begin(), m_fields.end(), [](const VectorField &f) {
                return f.name.startsWith(QLatin1String("nom"), Qt::CaseInsensitive)
                    || f.name.contains(QLatin1String("name"), Qt::CaseInsensitive)
                    || f.name.startsWith(QLatin1String("lib"), Qt::CaseInsensitive);
            });
            const auto text = named != m_fields.end()
                ? named
                : std::find_if(m_fields.begin(), m_fields.end(), [](const VectorField &f) { return !f.isNumber; });
            if (!m_fields.empty())
                m_labels.text = text != m_fields.end() ? text->name : m_fields.front().name;
            m_text->setEditText(m_labels.text);
        }
    }
    if (touched == m_text || touched == m_text->lineEdit()) {
        m_labels.text = m_text->currentText().trimmed();
        m_labels.isExpression =
            std::none_of(m_fields.begin(), m_fields.end(), [&](const VectorField &f) { return f.name == m_labels.text; });
    }
    if (touched == m_font)
        m_labels.font = m_font->currentFont().family();
    if (touched == m_size)
        m_labels.size = m_size->value();
    m_labels.bold = m_bold->isChecked();
    m_labels.color = m_color->color();
    m_labels.halo = m_halo->isChecked();
    m_labels.haloColor = m_haloColor->color();
    if (touched == m_haloSize)
        m_labels.haloSize = m_haloSize->value();
    if (touched == m_placement)
        m_labels.placement = m_placement->currentData().toString();
    if (touched == m_minScale)
        m_labels.minScale = m_minScale->value();
    if (touched == m_maxScale)
        m_labels.maxScale = m_maxScale->value();
    show();
    if (m_labels != before)
        emit changed();
}

} // namespace tuilerie
