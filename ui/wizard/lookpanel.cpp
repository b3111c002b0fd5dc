// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/wizard/lookpanel.h"

#include "generate/raster/rasterproposal.h"
#include "grid/crs.h"
#include "ui/wizard/estimatepane.h"
#include "ui/wizard/gridchoice.h"
#include "ui/wizard/picturechoice.h"
#include "ui/wizard/rangeslider.h"
#include "ui/wizard/samplepane.h"
#include "ui/widgets/speak.h"
#include "ui/widgets/theme.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QRegularExpression>
#include <QStandardItemModel>
#include <algorithm>

namespace tuilerie {

LookPanel::LookPanel(DataSet *data, QWidget *parent)
    : DraftPanel(parent)
    , m_data(data)
    , m_tmsLabel(new QLabel)
    , m_tms(new QComboBox)
    , m_levelsLabel(new QLabel)
    , m_top(new QComboBox)
    , m_to(new QLabel)
    , m_bottom(new QComboBox)
    , m_levels(new RangeSlider)
    , m_formatLabel(new QLabel)
    , m_format(new QComboBox)
    , m_formatHint(new QLabel)
    , m_values(new QComboBox)
    , m_valuesLabel(new QLabel)
    , m_bandsLabel(new QLabel)
    , m_bands(new QComboBox)
    , m_interpolationLabel(new QLabel)
    , m_interpolation(new QComboBox)
    , m_nodataLabel(new QLabel)
    , m_nodata(new QLineEdit)
    , m_mask(new QCheckBox)
    , m_sample(new SamplePane(QStringLiteral("sample"), true))
    , m_estimate(new EstimatePane)
{
    makeFields();
    lay();
    connect(m_tms, &QComboBox::currentIndexChanged, this, &LookPanel::gridChosen);
    connect(m_top, &QComboBox::currentIndexChanged, this, &LookPanel::levelsChosen);
    connect(m_bottom, &QComboBox::currentIndexChanged, this, &LookPanel::levelsChosen);
    connect(m_levels, &RangeSlider::rangeChanged, this, [this](int low, int high) {
        setLevels(low, high);
        fieldChanged();
    });
    for (QComboBox *combo : {m_format, m_interpolation})
        connect(combo, &QComboBox::currentIndexChanged, this, &LookPanel::fieldChanged);
    connect(m_values, &QComboBox::currentIndexChanged, this, [this] {
        fillFormats();
        fieldChanged();
    });
    connect(m_picture, &PictureChoice::changed, this, &LookPanel::fieldChanged);
    for (QLineEdit *edit : {m_nodata, m_bands->lineEdit()})
        connect(edit, &QLineEdit::textChanged, this, &LookPanel::fieldChanged);
    connect(m_mask, &QCheckBox::toggled, this, &LookPanel::fieldChanged);
    connect(m_sample, &SamplePane::showPlace, this, &LookPanel::showPlace);
    connect(m_estimate, &EstimatePane::estimated, this, &LookPanel::estimated);
    speak(this, [this] { retranslate(); });
}

void LookPanel::makeFields()
{
    m_tms->setObjectName(QStringLiteral("tmsCombo"));
    m_top->setObjectName(QStringLiteral("topLevelCombo"));
    m_bottom->setObjectName(QStringLiteral("bottomLevelCombo"));
    m_levels->setObjectName(QStringLiteral("levelSlider"));
    m_format->setObjectName(QStringLiteral("formatCombo"));
    m_formatHint->setObjectName(QStringLiteral("formatHint"));
    m_formatHint->setWordWrap(true);
    m_formatHint->setForegroundRole(QPalette::PlaceholderText);
    m_formatHint->setMinimumHeight(2 * fontMetrics().lineSpacing());
    m_formatHint->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    m_values->setObjectName(QStringLiteral("valuesCombo"));
    for (const char *word : {"FLOAT32", "UINT8"})
        m_values->addItem(QString(), QLatin1String(word));
    m_interpolation->setObjectName(QStringLiteral("interpolationCombo"));
    for (const char *word : {"bicubic", "linear", "lanczos", "nn"})
        m_interpolation->addItem(QString(), QLatin1String(word));
    m_bands->setObjectName(QStringLiteral("bandsCombo"));
    m_bands->setEditable(true);
    m_bands->lineEdit()->setObjectName(QStringLiteral("bandsEdit"));
    m_bands->setInsertPolicy(QComboBox::NoInsert);
    m_nodata->setObjectName(QStringLiteral("nodataEdit"));
    m_mask->setObjectName(QStringLiteral("maskCheck"));
}

void LookPanel::lay()
{
    auto *levels = new QHBoxLayout;
    levels->addWidget(m_top, 1);
    levels->addWidget(m_to);
    levels->addWidget(m_bottom, 1);
    for (QComboBox *combo : {m_tms, m_top, m_bottom}) {
        combo->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        combo->setMinimumContentsLength(8);
    }
    const std::pair<QLabel *, QWidget *> buddies[] = {{m_tmsLabel, m_tms}, {m_levelsLabel, m_top}, {m_valuesLabel, m_values},
        {m_bandsLabel, m_bands}, {m_formatLabel, m_format}, {m_interpolationLabel, m_interpolation},
        {m_nodataLabel, m_nodata}};
    for (const auto &[label, field] : buddies)
        label->setBuddy(field);
    auto *form = new QFormLayout;
    form->addRow(m_tmsLabel, m_tms);
    form->addRow(m_levelsLabel, levels);
    form->addRow(QString(), m_levels);
    form->addRow(m_valuesLabel, m_values);
    form->addRow(m_bandsLabel, m_bands);
    m_picture = new PictureChoice(form, this);
    form->addRow(m_formatLabel, m_format);
    form->addRow(QString(), m_formatHint);
    form->addRow(m_interpolationLabel, m_interpolation);
    form->addRow(m_nodataLabel, m_nodata);
    form->addRow(QString(), m_mask);
    form->setVerticalSpacing(6);
    auto *left = new QVBoxLayout;
    left->addLayout(form);
    left->addWidget(m_estimate, 1);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(16);
    layout->addLayout(left, 3);
    layout->addWidget(m_sample, 2);
}

void LookPanel::retranslate()
{
    m_tmsLabel->setText(tr("&Tile matrix set:"));
    m_levelsLabel->setText(tr("&Levels:"));
    m_to->setText(tr("to"));
    m_valuesLabel->setText(tr("Val&ues:"));
    m_bandsLabel->setText(tr("B&ands:"));
    m_bands->setToolTip(tr("Numbers of the bands to show as red, green and blue, or of a single one. The first band is 1."));
    m_bands->lineEdit()->setPlaceholderText(tr("as the data say which is which"));
    m_formatLabel->setText(tr("F&ormat:"));
    m_interpolationLabel->setText(tr("&Interpolation:"));
    m_nodataLabel->setText(tr("No&data:"));
    m_mask->setText(tr("Keep a &mask of where there are data"));
    m_mask->setToolTip(tr("Needed when the pyramid will be updated or merged with another one; costs little."));
    m_top->setAccessibleName(tr("Coarsest level"));
    m_bottom->setAccessibleName(tr("Finest level"));
    m_levels->setAccessibleName(tr("Levels"));
    m_levels->setToolTip(tr("The mark shows the level that is nearest to the data."));
    m_nodata->setPlaceholderText(tr("as the data; else for instance 255,255,255"));
    const QString values[] = {tr("As measured (float32)"), tr("As a picture (uint8)")};
    for (int i = 0; i < m_values->count(); ++i)
        m_values->setItemText(i, values[i]);
    const QString kernels[] = {tr("Bicubic: smooth, for photographs"), tr("Linear: soft"), tr("Lanczos: sharpest, slower"),
        tr("Nearest: keeps values, for classes")};
    for (int i = 0; i < m_interpolation->count(); ++i)
        m_interpolation->setItemText(i, kernels[i]);
    fillFormats();
    nameLevels(m_top, m_grid);
    nameLevels(m_bottom, m_grid);
    if (m_tms->count() == 0)
        return;
    m_filledFor.reset();
    fillGrids();
    showHints();
}

QWidget *LookPanel::firstField() const
{
    return m_tms;
}

const PyramidEstimate &LookPanel::estimate() const
{
    return m_estimate->estimate();
}

bool LookPanel::valuesKept() const
{
    const RasterInfo *raster = m_data->raster();
    return raster && raster->type != RasterSampleType::UInt8 && m_values->currentData() == QStringLiteral("FLOAT32");
}

/// Only where there is a choice. Proposals are the orders that people ask for.
void LookPanel::showBands()
{
    const RasterInfo &info = *m_data->raster();
    const bool isChoice = info.bands > 1 && !info.hasPalette;
    m_bandsLabel->setVisible(isChoice);
    m_bands->setVisible(isChoice);
    m_bands->clear();
    m_bands->addItem(QString());
    for (const char *order : {"4,1,2", "4,3,2", "3,2,1"})
        if (info.bands >= (order[0] == '4' ? 4 : 3))
            m_bands->addItem(QLatin1String(order));
    if (info.colours == 2)
        m_bands->addItem(QStringLiteral("2"));
    m_bands->setCurrentIndex(0);
    m_bands->setEditText(m_params.bands);
}

/// Values of one band are drawn in a style.
bool LookPanel::isDrawn() const
{
    return valuesKept() && channelsOut() == 1;
}

int LookPanel::channelsOut() const
{
    const RasterInfo *raster = m_data->raster();
    return raster ? proposedChannels(*raster, m_params) : 3;
}

void LookPanel::load(const PublishDraft &draft)
{
    const RasterInfo *raster = m_data->raster();
    if (!raster)
        return;
    m_loading = true;
    m_params = draft.pyramid();
    m_picture->set(draft.request.rasterStyles);
    const bool isMeasured = raster->type != RasterSampleType::UInt8;
    m_valuesLabel->setVisible(isMeasured);
    m_values->setVisible(isMeasured);
    m_values->setCurrentIndex(m_params.sample == QLatin1String("UINT8") ? 1 : 0);
    fillGrids();
    fillFormats();
    showBands();
    // What the data propose, where nobody chose; the first of those that can hold the values, where it cannot be.
    m_format->setCurrentIndex(std::max(0, m_format->findData(proposedFormat(*raster, m_params))));
    m_params.format = m_format->currentData().toString();
    m_interpolation->setCurrentIndex(std::max(0, m_interpolation->findData(m_params.interpolation)));
    m_nodata->setText(m_params.nodata);
    m_mask->setChecked(m_params.mask);
    m_sample->setData(raster->crs, m_data->footprints());
    m_tms->setCurrentIndex(std::max(0, m_tms->findData(m_params.tms)));
    const QString top = m_params.top, bottom = m_params.bottom;
    gridChosen();
    if (!top.isEmpty() && !bottom.isEmpty() && m_grid.indexOf(top) >= 0 && m_grid.indexOf(bottom) >= m_grid.indexOf(top))
        setLevels(m_grid.indexOf(top), m_grid.indexOf(bottom));
    m_loading = false;
    fieldChanged();
}

void LookPanel::save(PublishDraft &draft) const
{
    if (!m_data->raster())
        return;
    draft.request.raster = m_params;
    draft.request.rasterStyles = isDrawn() ? m_picture->styles() : QStringList();
    draft.request.raster.paths.clear();
    draft.request.raster.assignCrs.clear();
}

void LookPanel::fillGrids()
{
    const QString crs = m_data->crs();
    if (m_filledFor == crs && m_tms->count() > 0)
        return;
    m_filledFor = crs;
    const QSignalBlocker blocker(m_tms);
    const QString before = m_tms->currentData().toString();
    fillGridCombo(m_tms, crs);
    // A grid of the user's own, named in the draft by its file.
    if (m_params.tms.endsWith(QLatin1String(".json")) && m_tms->findData(m_params.tms) < 0)
        m_tms->addItem(m_params.tms, m_params.tms);
    m_tms->setCurrentIndex(std::max(0, m_tms->findData(before)));
}

void LookPanel::fillFormats()
{
    struct Choice
    {
        const char *word;
        QString text;
        bool pictureOnly;
    };
    const std::vector<Choice> choices{{"JPG", tr("JPEG, quality 75"), true}, {"JPG90", tr("JPEG, quality 90"), true},
        {"PNG", tr("PNG"), true}, {"ZIP", tr("TIFF, Deflate"), false}, {"LZW", tr("TIFF, LZW"), false},
        {"PKB", tr("TIFF, PackBits"), false}, {"RAW", tr("TIFF, uncompressed"), false}};
    const QSignalBlocker blocker(m_format);
    const QString before = m_format->currentData().toString();
    m_format->clear();
    for (const Choice &choice : choices) {
        if (!choice.pictureOnly || !valuesKept())
            m_format->addItem(tr("%1 (%2)").arg(choice.text, QLatin1String(choice.word)), QLatin1String(choice.word));
    }
    m_format->setCurrentIndex(std::max(0, m_format->findData(before)));
}

void LookPanel::gridChosen()
{
    const auto grid = TileMatrixSet::find(m_tms->currentData().toString());
    if (!grid)
        return;
    m_grid = *grid;
    const QSignalBlocker topBlocker(m_top), bottomBlocker(m_bottom);
    for (QComboBox *combo : {m_top, m_bottom}) {
        combo->clear();
        for (const TileMatrix &matrix : m_grid.levels())
            combo->addItem(QString(), matrix.id);
        nameLevels(combo, m_grid);
    }
    const int last = int(m_grid.levels().size()) - 1;
    m_levels->setBounds(0, last);
    const double cellSize = m_data->raster() ? cellSizeInGrid(*m_data->raster(), m_grid) : 0;
    const int nearest = cellSize > 0 ? m_grid.nearestLevel(cellSize) : last;
    m_levels->setMark(nearest);
    setLevels(0, nearest);
    fieldChanged();
}

void LookPanel::setLevels(int top, int bottom)
{
    const QSignalBlocker topBlocker(m_top), bottomBlocker(m_bottom);
    m_top->setCurrentIndex(top);
    m_bottom->setCurrentIndex(bottom);
    m_levels->setRange(top, bottom);
}

void LookPanel::levelsChosen()
{
    int top = m_top->currentIndex(), bottom = m_bottom->currentIndex();
    // The end that was touched stays; the other one gives way.
    if (top > bottom && sender() == m_top)
        bottom = top;
    else if (top > bottom)
        top = bottom;
    setLevels(top, bottom);
    fieldChanged();
}

void LookPanel::fieldChanged()
{
    if (m_loading || m_grid.levels().empty())
        return;
    m_params.tms = m_tms->currentData().toString();
    m_params.top = m_top->currentData().toString();
    m_params.bottom = m_bottom->currentData().toString();
    m_params.format = m_format->currentData().toString();
    const RasterInfo *raster = m_data->raster();
    m_params.sample = raster && raster->type != RasterSampleType::UInt8 ? m_values->currentData().toString() : QString();
    m_params.interpolation = m_interpolation->currentData().toString();
    m_params.nodata = m_nodata->text().simplified().remove(QLatin1Char(' '));
    m_params.bands = m_bands->currentText().simplified().remove(QLatin1Char(' '));
    // Where nothing else says what has no data, the pyramid has masks in any case.
    const bool needsMask = raster && needsMasks(*raster, m_params, proposedChannels(*raster, m_params));
    m_mask->setEnabled(!needsMask);
    if (needsMask) {
        const QSignalBlocker blocker(m_mask);
        m_mask->setChecked(true);
    }
    m_params.mask = m_mask->isChecked();
    m_picture->setRowsVisible(isDrawn());
    showHints();
    refresh();
    emit changed();
}

void LookPanel::showHints()
{
    const QString format = m_params.format;
    QString hint;
    if (format == QLatin1String("JPG"))
        hint = tr("Small and quick, for photographs. No transparency: places without data take the nodata colour.");
    else if (format == QLatin1String("JPG90"))
        hint = tr("As JPEG, with hardly any visible loss, about twice as heavy.");
    else if (format == QLatin1String("PNG"))
        hint =
            tr("Without loss and with transparency, for maps and plans; about ten times as heavy as JPEG on photographs.");
    else if (format == QLatin1String("ZIP"))
        hint = tr(
            "Values as they are, well packed: for terrain and measures. Desktop GIS read them, web pages get the picture.");
    else if (format == QLatin1String("LZW"))
        hint = tr(
            "Values as they are, packed a little less than with Deflate. Desktop GIS read them, web pages get the picture.");
    else if (format == QLatin1String("PKB"))
        hint = tr("Values as they are, packed only where they are even. Desktop GIS read them, web pages get the picture.");
    else
        hint = tr("Values as they are, not packed: quickest to make, heaviest to keep.");
    m_formatHint->setText(hint);
}

void LookPanel::refresh()
{
    if (!problem().isEmpty())
        return;
    QStringList levels;
    for (int i = m_bottom->currentIndex(); i >= m_top->currentIndex() && i >= 0 && i < int(m_grid.levels().size()); --i)
        levels << m_grid.levels()[size_t(i)].id;
    const QString style = isDrawn() ? m_picture->styles().value(0) : QString();
    m_sample->setSource(rasterSample(m_params, *m_data->raster(), m_grid.crs(), style), m_grid, levels);
    m_estimate->setParams(m_params, m_grid);
}

QString LookPanel::problem() const
{
    if (!m_data->raster())
        return tr("The data set is not open.");
    static const QRegularExpression bands(QStringLiteral("^\\d+(,\\d+)*$"));
    if (!m_params.bands.isEmpty() && !bands.match(m_params.bands).hasMatch())
        return tr("Bands are numbers with commas between them, such as 4,1,2.");
    for (const QString &band : m_params.bands.split(QLatin1Char(','), Qt::SkipEmptyParts))
        if (band.toInt() < 1 || band.toInt() > m_data->raster()->bands)
            return tr("There is no band %1; the data have %2.").arg(band).arg(m_data->raster()->bands);
    if (m_params.nodata.isEmpty())
        return {};
    static const QRegularExpression numbers(QStringLiteral("^-?\\d+(\\.\\d+)?(,-?\\d+(\\.\\d+)?)*$"));
    if (!numbers.match(m_params.nodata).hasMatch())
        return tr("Nodata is one number for each band, with commas between them, such as 255,255,255.");
    const qsizetype count = m_params.nodata.count(QLatin1Char(',')) + 1;
    if (count != 1 && count != channelsOut() && count != 3)
        return tr("Nodata has %1 numbers for %2 bands.").arg(count).arg(channelsOut());
    return {};
}

} // namespace tuilerie
