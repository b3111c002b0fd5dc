// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/style/stretchpanel.h"

#include "ui/widgets/background.h"
#include "render/maplayer.h"
#include "ui/widgets/speak.h"
#include "ui/widgets/theme.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPushButton>
#include <QSlider>

namespace tuilerie {

namespace {

QWidget *rowOf(std::initializer_list<QWidget *> widgets)
{
    auto *row = new QWidget;
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    for (QWidget *widget : widgets)
        layout->addWidget(widget);
    return row;
}

QString numberText(double value)
{
    return QLocale().toString(value, 'g', 8);
}

/// What a user types: his locale's way or the programmers' way.
std::optional<double> numberFrom(const QString &text)
{
    bool ok = false;
    double value = QLocale().toDouble(text.trimmed(), &ok);
    if (!ok)
        value = text.trimmed().toDouble(&ok);
    return ok ? std::optional(value) : std::nullopt;
}

constexpr const char *bandLabels[] = {QT_TRANSLATE_NOOP("tuilerie::StretchPanel", "Red"),
    QT_TRANSLATE_NOOP("tuilerie::StretchPanel", "Green"), QT_TRANSLATE_NOOP("tuilerie::StretchPanel", "Blue")};

} // namespace

StretchPanel::StretchPanel(QWidget *parent)
    : QWidget(parent)
{
    setObjectName(QStringLiteral("stretchPanel"));
    build();
    speak(this, [this] {
        retranslate();
        showLayer(m_layer);
    });
}

void StretchPanel::build()
{
    m_form = new QFormLayout(this);
    m_form->setContentsMargins(12, 10, 12, 10);
    m_title = new QLabel;
    m_title->setFont(Theme::headingFont(2));
    m_title->setWordWrap(true);
    m_form->addRow(m_title);
    const auto add = [this](const char *label, QWidget *field, const char *name) {
        auto *text = new QLabel;
        text->setBuddy(field);
        field->setObjectName(QLatin1String(name));
        m_form->addRow(text, field);
        m_labels.emplace_back(text, label);
    };
    m_opacity = new QSlider(Qt::Horizontal);
    m_opacity->setRange(0, 100);
    add(QT_TR_NOOP("Opacity"), m_opacity, "opacity");
    m_mode = new QComboBox;
    add(QT_TR_NOOP("Shown as"), m_mode, "mode");
    for (int i = 0; i < 3; ++i) {
        m_bands[i] = new QComboBox;
        add(bandLabels[i], m_bands[i], i == 0 ? "band1" : i == 1 ? "band2" : "band3");
    }
    m_range = new QComboBox;
    add(QT_TR_NOOP("Stretch"), m_range, "range");
    for (QDoubleSpinBox *&box : m_percent) {
        box = new QDoubleSpinBox;
        box->setRange(0, 100);
        box->setDecimals(1);
        box->setSuffix(QStringLiteral(" %"));
    }
    m_percentRow = rowOf({m_percent[0], m_percent[1]});
    add(QT_TR_NOOP("Cut"), m_percentRow, "percent");
    m_seenOnly = new QCheckBox;
    m_seenOnly->setObjectName(QStringLiteral("seenOnly"));
    m_form->addRow(QString(), m_seenOnly);
    static const char *const limitLabels[] = {QT_TR_NOOP("Values"), QT_TR_NOOP("Values, green"), QT_TR_NOOP("Values, blue")};
    for (int i = 0; i < 3; ++i) {
        m_min[i] = new QLineEdit;
        m_max[i] = new QLineEdit;
        m_min[i]->setObjectName(QStringLiteral("min%1").arg(i + 1));
        m_max[i]->setObjectName(QStringLiteral("max%1").arg(i + 1));
        m_limitRow[i] = rowOf({m_min[i], m_max[i]});
        add(limitLabels[i], m_limitRow[i], "limits");
        connect(m_min[i], &QLineEdit::editingFinished, this, &StretchPanel::applyLimits);
        connect(m_max[i], &QLineEdit::editingFinished, this, &StretchPanel::applyLimits);
    }
    m_nodata = new QLineEdit;
    add(QT_TR_NOOP("No data"), m_nodata, "nodata");
    m_smooth = new QCheckBox;
    m_smooth->setObjectName(QStringLiteral("smooth"));
    m_form->addRow(QString(), m_smooth);
    m_status = new QLabel;
    m_status->setObjectName(QStringLiteral("stretchStatus"));
    m_status->setWordWrap(true);
    m_form->addRow(m_status);

    connect(m_opacity, &QSlider::valueChanged, this, [this](int percent) {
        if (m_layer)
            m_layer->setOpacity(percent / 100.);
    });
    for (QComboBox *box : {m_mode, m_bands[0], m_bands[1], m_bands[2], m_range}) {
        // A long name of a band must not make the panel wider.
        box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        box->setMinimumContentsLength(8);
        connect(box, &QComboBox::activated, this, &StretchPanel::apply);
    }
    for (QDoubleSpinBox *box : m_percent)
        connect(box, &QDoubleSpinBox::editingFinished, this, &StretchPanel::apply);
    connect(m_seenOnly, &QCheckBox::toggled, this, &StretchPanel::apply);
    connect(m_smooth, &QCheckBox::toggled, this, &StretchPanel::apply);
    connect(m_nodata, &QLineEdit::editingFinished, this, &StretchPanel::apply);
}

void StretchPanel::retranslate()
{
    for (const auto &[label, text] : m_labels)
        static_cast<QLabel *>(label)->setText(tr(text));
    const auto refill = [](QComboBox *box, const QStringList &texts) {
        const QSignalBlocker blocker(box);
        const int current = std::max(0, box->currentIndex());
        box->clear();
        box->addItems(texts);
        box->setCurrentIndex(current);
    };
    refill(m_mode, {tr("Gray"), tr("Colour")});
    refill(m_range, {tr("None (values as they are)"), tr("Least to greatest"), tr("Percentiles"), tr("Values I type")});
    m_seenOnly->setText(tr("Only of what the map shows"));
    m_smooth->setText(tr("Smooth between cells"));
    m_nodata->setPlaceholderText(tr("as in the file"));
    m_opacity->setAccessibleName(tr("Opacity"));
    m_percent[0]->setAccessibleName(tr("Darkest cells cut off"));
    m_percent[1]->setAccessibleName(tr("Brightest cells kept up to"));
    for (QLineEdit *edit : m_min)
        edit->setAccessibleName(tr("Least value"));
    for (QLineEdit *edit : m_max)
        edit->setAccessibleName(tr("Greatest value"));
    if (!m_layer)
        m_title->setText(tr("Select a layer to change its looks."));
}

void StretchPanel::showLayer(MapLayer *layer)
{
    m_layer = layer;
    ++m_question;
    m_status->clear();
    const bool raster = layer && layer->kind() == MapLayerKind::Raster;
    m_title->setText(layer ? layer->title() : tr("Select a layer to change its looks."));
    const auto show = [this](QWidget *field, bool visible) { m_form->setRowVisible(field, visible); };
    show(m_opacity, layer);
    for (QWidget *field : std::initializer_list<QWidget *>{m_mode, m_bands[0], m_bands[1], m_bands[2], m_range, m_percentRow,
             m_seenOnly, m_limitRow[0], m_limitRow[1], m_limitRow[2], m_nodata, m_smooth})
        show(field, raster);
    if (!layer)
        return;
    const QSignalBlocker blocker(m_opacity);
    m_opacity->setValue(qRound(layer->opacity() * 100));
    if (raster)
        fillBands();
    showStretch();
}

void StretchPanel::fillBands()
{
    for (QComboBox *box : m_bands) {
        const QSignalBlocker blocker(box);
        box->clear();
        for (int band = 1; band <= m_layer->bandCount(); ++band)
            box->addItem(m_layer->bandName(band));
    }
    m_mode->setEnabled(m_layer->bandCount() >= 3);
}

void StretchPanel::showStretch()
{
    if (!m_layer)
        return;
    if (m_layer->kind() != MapLayerKind::Raster)
        return;
    const RasterStretch &stretch = m_layer->stretch();
    // A palette has colours of its own: there is nothing to stretch.
    const bool palette = stretch.bands.empty();
    const bool color = stretch.bands.size() >= 3;
    const bool stretched = stretch.range != RasterStretch::Range::AsStored;
    m_mode->setCurrentIndex(color ? 1 : 0);
    m_range->setCurrentIndex(int(stretch.range));
    m_percent[0]->setValue(stretch.lowPercent);
    m_percent[1]->setValue(stretch.highPercent);
    {
        const QSignalBlocker blocker(m_smooth);
        m_smooth->setChecked(stretch.smooth);
    }
    m_nodata->setText(stretch.nodata ? numberText(*stretch.nodata) : QString());
    m_form->setRowVisible(m_mode, !palette);
    m_form->setRowVisible(m_range, !palette);
    m_form->setRowVisible(m_percentRow, stretch.range == RasterStretch::Range::Percentile);
    m_form->setRowVisible(
        m_seenOnly, stretch.range == RasterStretch::Range::Percentile || stretch.range == RasterStretch::Range::MinMax);
    static_cast<QLabel *>(m_form->labelForField(m_bands[0]))->setText(color ? tr("Red") : tr("Band"));
    static_cast<QLabel *>(m_form->labelForField(m_limitRow[0]))->setText(color ? tr("Values, red") : tr("Values"));
    for (int i = 0; i < 3; ++i) {
        const bool used = size_t(i) < stretch.bands.size();
        m_form->setRowVisible(m_bands[i], used && !palette);
        m_form->setRowVisible(m_limitRow[i], used && stretched);
        if (used)
            m_bands[i]->setCurrentIndex(stretch.bands[size_t(i)] - 1);
        if (used && size_t(i) < stretch.limits.size()) {
            m_min[i]->setText(numberText(stretch.limits[size_t(i)].min));
            m_max[i]->setText(numberText(stretch.limits[size_t(i)].max));
        }
    }
}

RasterStretch StretchPanel::chosen() const
{
    RasterStretch stretch = m_layer->stretch();
    if (!stretch.bands.empty()) {
        stretch.bands.clear();
        const bool color = m_mode->currentIndex() == 1;
        const bool wasColor = m_layer->stretch().bands.size() >= 3;
        for (int i = 0; i < (color ? 3 : 1); ++i)
            stretch.bands.push_back(
                color && !wasColor ? std::min(i + 1, m_layer->bandCount()) : m_bands[i]->currentIndex() + 1);
    }
    stretch.range = RasterStretch::Range(m_range->currentIndex());
    stretch.lowPercent = std::min(m_percent[0]->value(), m_percent[1]->value());
    stretch.highPercent = std::max(m_percent[0]->value(), m_percent[1]->value());
    stretch.smooth = m_smooth->isChecked();
    stretch.nodata = numberFrom(m_nodata->text());
    return stretch;
}

void StretchPanel::apply()
{
    if (!m_layer || m_layer->kind() != MapLayerKind::Raster)
        return;
    RasterStretch stretch = chosen();
    m_status->clear();
    const bool computed = stretch.range == RasterStretch::Range::MinMax || stretch.range == RasterStretch::Range::Percentile;
    if (computed) {
        compute(std::move(stretch));
        return;
    }
    ++m_question;
    // Values to type start from what is there now, or from what a byte can hold.
    stretch.limits.resize(stretch.bands.size());
    m_layer->setStretch(stretch);
    showStretch();
}

void StretchPanel::applyLimits()
{
    if (!m_layer || m_layer->kind() != MapLayerKind::Raster)
        return;
    RasterStretch stretch = m_layer->stretch();
    std::vector<RasterStretch::Limits> limits;
    for (size_t i = 0; i < stretch.bands.size() && i < 3; ++i) {
        const auto low = numberFrom(m_min[i]->text());
        const auto high = numberFrom(m_max[i]->text());
        if (!low || !high || !(*low < *high)) {
            m_status->setText(tr("The second value must be a number greater than the first."));
            return;
        }
        limits.push_back({*low, *high});
    }
    m_status->clear();
    bool same = limits.size() == stretch.limits.size();
    for (size_t i = 0; same && i < limits.size(); ++i)
        same = numberText(limits[i].min) == numberText(stretch.limits[i].min)
            && numberText(limits[i].max) == numberText(stretch.limits[i].max);
    if (same)
        return;
    stretch.limits = limits;
    stretch.range = RasterStretch::Range::Manual;
    ++m_question;
    m_layer->setStretch(stretch);
    showStretch();
}

void StretchPanel::compute(RasterStretch stretch)
{
    const Extent within = m_seenOnly->isChecked() && m_viewExtent ? m_viewExtent(*m_layer) : Extent();
    const int question = ++m_question;
    ++m_computing;
    m_status->setText(tr("Reading a sample of the values…"));
    runInBackground(WorkPool::quick(), this, m_layer->limitsTask(stretch, within),
        [this, question, stretch](Result<std::vector<RasterStretch::Limits>> limits) mutable {
            --m_computing;
            if (question != m_question || !m_layer)
                return;
            m_status->setText(limits ? QString() : limits.error().message);
            if (limits) {
                stretch.limits = std::move(*limits);
                m_layer->setStretch(stretch);
            }
            showStretch();
        });
}

} // namespace tuilerie
