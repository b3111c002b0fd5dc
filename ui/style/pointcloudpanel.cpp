// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/style/pointcloudpanel.h"

#include "ui/widgets/format.h"
#include "ui/widgets/speak.h"

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QFormLayout>
#include <QHeaderView>
#include <QLabel>
#include <QSlider>
#include <QTreeWidget>

namespace tuilerie {

PointCloudPanel::PointCloudPanel(QWidget *parent)
    : QWidget(parent)
    , m_form(new QFormLayout(this))
    , m_mode(new QComboBox)
    , m_ramp(new QComboBox)
    , m_min(new QDoubleSpinBox)
    , m_max(new QDoubleSpinBox)
    , m_size(new QSlider(Qt::Horizontal))
    , m_classes(new QTreeWidget)
    , m_points(new QLabel)
{
    setObjectName(QStringLiteral("pointCloudPanel"));
    m_form->setContentsMargins(12, 0, 12, 10);
    m_mode->setObjectName(QStringLiteral("cloudMode"));
    m_ramp->setObjectName(QStringLiteral("cloudRamp"));
    m_min->setObjectName(QStringLiteral("cloudMin"));
    m_max->setObjectName(QStringLiteral("cloudMax"));
    m_size->setObjectName(QStringLiteral("cloudSize"));
    m_size->setRange(1, 20);
    m_size->setPageStep(2);
    m_classes->setObjectName(QStringLiteral("cloudClasses"));
    m_classes->setHeaderHidden(true);
    m_classes->setRootIsDecorated(false);
    m_classes->setUniformRowHeights(true);
    m_classes->setMinimumHeight(fontMetrics().lineSpacing() * 9);
    for (QDoubleSpinBox *box : {m_min, m_max}) {
        box->setRange(-100000, 100000);
        box->setDecimals(2);
        box->setKeyboardTracking(false);
        connect(box, &QDoubleSpinBox::valueChanged, this, &PointCloudPanel::take);
    }
    const auto add = [this](QWidget *field) {
        auto *label = new QLabel;
        label->setBuddy(field);
        m_form->addRow(label, field);
    };
    for (QWidget *field : std::initializer_list<QWidget *>{m_mode, m_ramp, m_min, m_max, m_size, m_points})
        add(field);
    m_form->addRow(m_classes);
    for (QComboBox *combo : {m_mode, m_ramp})
        connect(combo, &QComboBox::currentIndexChanged, this, &PointCloudPanel::take);
    connect(m_size, &QSlider::valueChanged, this, &PointCloudPanel::take);
    connect(m_classes, &QTreeWidget::itemChanged, this, &PointCloudPanel::take);
    speak(this, [this] { retranslate(); });
    showLayer(nullptr);
}

void PointCloudPanel::retranslate()
{
    const auto label = [this](QWidget *field, const QString &text) {
        static_cast<QLabel *>(m_form->labelForField(field))->setText(text);
    };
    label(m_mode, tr("Colour by"));
    label(m_ramp, tr("Colours"));
    label(m_min, tr("From"));
    label(m_max, tr("To"));
    label(m_size, tr("Point size"));
    label(m_points, tr("Points"));
    m_classes->setAccessibleName(tr("Classes that are shown"));
    if (m_layer)
        show();
}

void PointCloudPanel::showLayer(MapLayer *layer)
{
    m_layer = layer && layer->kind() == MapLayerKind::PointCloud ? layer : nullptr;
    setVisible(m_layer);
    if (!m_layer)
        return;
    m_facts = pointCloudFacts(*m_layer);
    m_style = pointCloudStyle(*m_layer);
    show();
}

void PointCloudPanel::show()
{
    m_filling = true;
    using Mode = PointCloudStyle::Mode;
    m_mode->clear();
    m_mode->addItem(tr("Height"), int(Mode::Height));
    m_mode->addItem(tr("Class"), int(Mode::Class));
    m_mode->addItem(tr("Intensity"), int(Mode::Intensity));
    if (m_facts.hasRgb)
        m_mode->addItem(tr("Colour of the points (RGB)"), int(Mode::Rgb));
    m_mode->setCurrentIndex(std::max(0, m_mode->findData(int(m_style.mode))));
    m_ramp->clear();
    m_ramp->addItem(tr("Viridis"), QStringLiteral("viridis"));
    m_ramp->addItem(tr("Terrain"), QStringLiteral("terrain"));
    m_ramp->addItem(tr("Grey"), QStringLiteral("gray"));
    m_ramp->setCurrentIndex(std::max(0, m_ramp->findData(m_style.ramp)));
    const bool ranged = m_style.mode == Mode::Height || m_style.mode == Mode::Intensity;
    m_form->setRowVisible(m_ramp, m_style.mode == Mode::Height);
    m_form->setRowVisible(m_min, ranged);
    m_form->setRowVisible(m_max, ranged);
    const bool own = m_style.min == m_style.max;
    m_min->setValue(!own ? m_style.min : m_style.mode == Mode::Height ? m_facts.minZ : m_facts.minIntensity);
    m_max->setValue(!own ? m_style.max : m_style.mode == Mode::Height ? m_facts.maxZ : m_facts.maxIntensity);
    m_size->setValue(qRound(m_style.pointSize));
    m_points->setText(formatCount(m_facts.points));
    m_classes->clear();
    for (const int value : m_facts.classes) {
        const PointClass known = pointClass(value);
        auto *item = new QTreeWidgetItem({QStringLiteral("%1 – %2").arg(value).arg(known.name)});
        item->setData(0, Qt::UserRole, value);
        QPixmap patch(12, 12);
        patch.fill(known.color);
        item->setIcon(0, patch);
        item->setCheckState(0, m_style.hiddenClasses.contains(value) ? Qt::Unchecked : Qt::Checked);
        m_classes->addTopLevelItem(item);
    }
    m_form->setRowVisible(m_classes, !m_facts.classes.isEmpty());
    m_filling = false;
}

void PointCloudPanel::take()
{
    if (m_filling || !m_layer)
        return;
    const PointCloudStyle before = m_style;
    const QObject *touched = sender();
    if (touched == m_mode) {
        m_style.mode = PointCloudStyle::Mode(m_mode->currentData().toInt());
        m_style.min = m_style.max = 0; // another quantity: the range of the old one says nothing
    } else if (touched == m_ramp) {
        m_style.ramp = m_ramp->currentData().toString();
    } else if (touched == m_min || touched == m_max) {
        m_style.min = std::min(m_min->value(), m_max->value());
        m_style.max = std::max(m_min->value(), m_max->value());
    } else if (touched == m_size) {
        m_style.pointSize = m_size->value();
    } else {
        m_style.hiddenClasses.clear();
        for (int i = 0; i < m_classes->topLevelItemCount(); ++i) {
            if (m_classes->topLevelItem(i)->checkState(0) == Qt::Unchecked)
                m_style.hiddenClasses << m_classes->topLevelItem(i)->data(0, Qt::UserRole).toInt();
        }
    }
    if (m_style == before)
        return;
    setPointCloudStyle(*m_layer, m_style);
    if (touched == m_mode)
        show();
}

} // namespace tuilerie
