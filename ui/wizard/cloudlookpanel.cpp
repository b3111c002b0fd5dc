// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/wizard/cloudlookpanel.h"

#include "generate/pointcloud/pointcloudpyramid.h"
#include "grid/crs.h"
#include "ui/wizard/estimatepane.h"
#include "ui/wizard/levelchooser.h"
#include "ui/wizard/picturechoice.h"
#include "ui/widgets/format.h"
#include "ui/widgets/speak.h"

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <cmath>

namespace tuilerie {

CloudLookPanel::CloudLookPanel(DataSet *data, QWidget *parent)
    : DraftPanel(parent)
    , m_data(data)
    , m_form(new QFormLayout)
    , m_format(new QComboBox)
    , m_formatHint(new QLabel)
    , m_product(new QComboBox)
    , m_productHint(new QLabel)
    , m_ground(new QComboBox)
    , m_cell(new QDoubleSpinBox)
    , m_estimate(new EstimatePane)
{
    m_format->setObjectName(QStringLiteral("cloudFormatCombo"));
    for (const char *word : {"copc", "vpc", "ept"})
        m_format->addItem(QString(), QLatin1String(word));
    m_product->setObjectName(QStringLiteral("cloudProductCombo"));
    for (const char *word : {"", "hillshade", "dtm", "dsm", "intensity", "density"})
        m_product->addItem(QString(), QLatin1String(word));
    m_ground->setObjectName(QStringLiteral("cloudGroundCombo"));
    for (const QList<int> &classes : {QList<int>{2}, QList<int>{2, 9, 66}})
        m_ground->addItem(QString(), QVariant::fromValue(classes));
    m_cell->setObjectName(QStringLiteral("cloudCellSpin"));
    m_cell->setRange(0.01, 1000);
    m_cell->setDecimals(2);
    m_cell->setSingleStep(0.25);
    m_cell->setKeyboardTracking(false);
    for (QLabel *hint : {m_formatHint, m_productHint}) {
        hint->setWordWrap(true);
        hint->setForegroundRole(QPalette::PlaceholderText);
        hint->setMinimumHeight(2 * fontMetrics().lineSpacing());
        hint->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    }
    m_form->setVerticalSpacing(6);
    const auto add = [this](QWidget *field) {
        auto *label = new QLabel;
        label->setBuddy(field);
        m_form->addRow(label, field);
    };
    add(m_format);
    m_form->addRow(QString(), m_formatHint);
    add(m_product);
    m_form->addRow(QString(), m_productHint);
    add(m_ground);
    add(m_cell);
    m_picture = new PictureChoice(m_form, this);
    m_levels = new LevelChooser(m_form, this);
    auto *left = new QVBoxLayout;
    left->addLayout(m_form);
    left->addStretch();
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(16);
    layout->addLayout(left, 1);
    layout->addWidget(m_estimate, 1);
    connect(m_format, &QComboBox::currentIndexChanged, this, &CloudLookPanel::fieldChanged);
    connect(m_product, &QComboBox::currentIndexChanged, this, &CloudLookPanel::fieldChanged);
    connect(m_ground, &QComboBox::currentIndexChanged, this, &CloudLookPanel::fieldChanged);
    connect(m_cell, &QDoubleSpinBox::valueChanged, this, &CloudLookPanel::fieldChanged);
    connect(m_picture, &PictureChoice::changed, this, &CloudLookPanel::fieldChanged);
    connect(m_levels, &LevelChooser::changed, this, &CloudLookPanel::fieldChanged);
    connect(m_estimate, &EstimatePane::estimated, this, &CloudLookPanel::estimated);
    speak(this, [this] {
        const auto name = [this](QWidget *field, const QString &text) {
            static_cast<QLabel *>(m_form->labelForField(field))->setText(text);
        };
        name(m_format, tr("Do&wnload as:"));
        name(m_product, tr("Deri&ved picture:"));
        name(m_ground, tr("Ground:"));
        m_ground->setItemText(0, tr("Ground points (class 2)"));
        m_ground->setItemText(1, tr("As IGN: ground, water and virtual points (2, 9, 66)"));
        name(m_cell, tr("C&ell:"));
        const QString formats[] = {tr("COPC: one file, read in parts over HTTP"),
            tr("VPC: a COPC for each file, and an index"), tr("EPT: a folder of small files")};
        for (int i = 0; i < m_format->count(); ++i)
            m_format->setItemText(i, formats[i]);
        const QString products[] = {tr("None: download only"), tr("Hillshade of the terrain"), tr("Terrain (ground points)"),
            tr("Surface (first returns)"), tr("Intensity"), tr("Density")};
        for (int i = 0; i < m_product->count(); ++i)
            m_product->setItemText(i, products[i]);
        showHints();
    });
}

QWidget *CloudLookPanel::firstField() const
{
    return isPyramid() ? static_cast<QWidget *>(m_estimate) : m_format;
}

bool CloudLookPanel::isPyramid() const
{
    return isPyramidKind(m_data->publishKind());
}

bool CloudLookPanel::isMeasured() const
{
    return m_request.derive.product == QLatin1String("dtm") || m_request.derive.product == QLatin1String("dsm");
}

void CloudLookPanel::load(const PublishDraft &draft)
{
    if (!m_data->isReady() || m_data->kind() != SourceKind::PointCloud)
        return;
    m_loading = true;
    m_request = draft.request;
    m_format->setCurrentIndex(std::max(0, m_format->findData(m_request.cloud.format)));
    m_product->setCurrentIndex(std::max(0, m_product->findData(m_request.derive.product)));
    // Classes that the command line chose are a choice of their own.
    while (m_ground->count() > 2)
        m_ground->removeItem(2);
    int ground = m_ground->findData(QVariant::fromValue(m_request.derive.groundClasses));
    if (ground < 0) {
        QStringList classes;
        for (const int value : m_request.derive.groundClasses)
            classes << QString::number(value);
        ground = m_ground->count();
        m_ground->addItem(classes.join(QStringLiteral(", ")), QVariant::fromValue(m_request.derive.groundClasses));
    }
    m_ground->setCurrentIndex(ground);
    m_cell->setValue(m_request.derive.cell);
    const auto crs = Crs::fromText(m_data->crs());
    m_cell->setSuffix(crs && crs->isGeographic() ? QStringLiteral(" °") : QStringLiteral(" m"));
    m_picture->set(m_request.rasterStyles);
    m_levels->setData(m_data->crs());
    m_levels->set(m_request.raster.tms, m_request.raster.top, m_request.raster.bottom);
    m_loading = false;
    fieldChanged();
}

void CloudLookPanel::save(PublishDraft &draft) const
{
    if (!m_data->isReady() || m_data->kind() != SourceKind::PointCloud)
        return;
    draft.request.cloud = m_request.cloud;
    draft.request.derive = m_request.derive;
    draft.request.raster = m_request.raster;
    draft.request.rasterStyles = m_request.rasterStyles;
}

void CloudLookPanel::fieldChanged()
{
    if (m_loading)
        return;
    m_request.cloud.format = m_format->currentData().toString();
    m_request.derive.product = isPyramid() ? QString() : m_product->currentData().toString();
    m_request.derive.groundClasses = m_ground->currentData().value<QList<int>>();
    m_request.derive.cell = m_cell->value();
    m_request.raster.tms = m_levels->tms();
    m_request.raster.top = m_levels->top();
    m_request.raster.bottom = m_levels->bottom();
    // Pictures are transparent where there are no points.
    m_request.raster.format = m_request.derive.product.isEmpty() ? QString()
        : isMeasured()                                           ? QStringLiteral("ZIP")
                                                                 : QStringLiteral("PNG");
    m_request.rasterStyles = isMeasured() ? m_picture->styles() : QStringList();
    showHints();
    PointCloudParams params = m_request.shared().cloud;
    params.paths = m_request.paths;
    // The engine tells the three by the output's name; nothing is written for an estimate.
    params.output = m_request.cloud.format == QLatin1String("copc") ? QStringLiteral("estimate.copc.laz")
        : m_request.cloud.format == QLatin1String("vpc")            ? QStringLiteral("estimate.vpc")
                                                                    : QStringLiteral("estimate");
    if (!isPyramid())
        m_estimate->setQuestion(
            params.paths.join(QLatin1Char('\n')) + params.output + params.assignCrs,
            [params](WorkControl &control) { return estimatePointCloudInBox(params, control); }, TileMatrixSet());
    emit changed();
}

void CloudLookPanel::showHints()
{
    const bool product = !m_request.derive.product.isEmpty();
    m_form->setRowVisible(m_format, !isPyramid());
    m_form->setRowVisible(m_product, !isPyramid());
    m_form->setRowVisible(m_productHint, !isPyramid());
    m_form->setRowVisible(m_ground,
        m_request.derive.product == QLatin1String("dtm") || m_request.derive.product == QLatin1String("hillshade"));
    m_form->setRowVisible(m_cell, product);
    m_picture->setRowsVisible(isMeasured());
    m_levels->setRowsVisible(product);
    m_estimate->setVisible(!isPyramid());
    const QString format = m_request.cloud.format;
    m_formatHint->setText(isPyramid()
            ? tr("The data are a point cloud pyramid already: they are published for download as they are.")
            : format == QLatin1String("copc")
            ? tr("All points and attributes, merged. QGIS and web viewers read it from its address.")
            : format == QLatin1String("vpc") ? tr("Files stay apart; the index says where each one is. For very large lots.")
                                             : tr("For viewers that know no COPC."));
    QString hint;
    if (m_request.derive.product == QLatin1String("hillshade"))
        hint = tr("Terrain from ground points, lit from the north-west: readable on any map.");
    else if (m_request.derive.product == QLatin1String("dtm"))
        hint = tr("Heights of the ground as measures (float32). Desktop GIS read them, web pages get the picture.");
    else if (m_request.derive.product == QLatin1String("dsm"))
        hint = tr("Heights of roofs and treetops as measures (float32). Desktop GIS read them, web pages get the picture.");
    else if (m_request.derive.product == QLatin1String("intensity"))
        hint = tr("How strongly the ground reflects the laser: a black and white picture.");
    else if (m_request.derive.product == QLatin1String("density"))
        hint = tr("How many points each cell holds.");
    else
        hint = tr("Without one, the layer has no WMTS and no WMS.");
    if (product && m_data->cloud().points > 0) {
        const Extent extent = m_data->extent();
        const double area = extent.width() * extent.height();
        const double perCell =
            area > 0 ? double(m_data->cloud().points) / area * m_request.derive.cell * m_request.derive.cell : 0;
        if (perCell > 0 && perCell < 1)
            hint += QLatin1Char(' ') + tr("There is less than one point in each cell: choose larger cells.");
    }
    m_productHint->setText(hint);
}

QString CloudLookPanel::problem() const
{
    return m_data->isReady() ? QString() : tr("The data set is not open.");
}

} // namespace tuilerie
