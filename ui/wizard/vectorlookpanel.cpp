// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/wizard/vectorlookpanel.h"

#include "ui/wizard/estimatepane.h"
#include "ui/wizard/levelchooser.h"
#include "ui/wizard/samplepane.h"
#include "base/filename.h"
#include "publish/tablechoice.h"
#include "ui/widgets/filedialog.h"
#include "ui/widgets/speak.h"

#include <QComboBox>
#include <QFileInfo>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QJsonDocument>
#include <QLabel>
#include <QSpinBox>
#include <QTreeWidget>
#include <algorithm>

namespace tuilerie {

namespace {
const auto chooseFile = QLatin1String("\n"); // no path has one
constexpr int firstSampleLevel = 2;          // the finest tiles are often nearly empty
}

VectorLookPanel::VectorLookPanel(DataSet *data, QWidget *parent)
    : DraftPanel(parent)
    , m_data(data)
    , m_style(new QComboBox)
    , m_tables(new QTreeWidget)
    , m_tileKilobytes(new QSpinBox)
    , m_tileFeatures(new QSpinBox)
    , m_sample(new SamplePane(QStringLiteral("vectorSample"), false))
    , m_estimate(new EstimatePane)
    , m_looking(this, WorkPool::quick())
{
    m_style->setObjectName(QStringLiteral("publishStyleCombo"));
    m_tables->setObjectName(QStringLiteral("tableLevels"));
    m_tileKilobytes->setObjectName(QStringLiteral("tileKilobytes"));
    m_tileFeatures->setObjectName(QStringLiteral("tileFeatures"));
    lay();
    connect(m_style, &QComboBox::activated, this, &VectorLookPanel::chooseStyle);
    connect(m_levels, &LevelChooser::changed, this, [this] {
        if (!m_loading)
            fillTables();
        fieldChanged();
    });
    for (QSpinBox *box : {m_tileKilobytes, m_tileFeatures}) {
        box->setKeyboardTracking(false);
        connect(box, &QSpinBox::valueChanged, this, &VectorLookPanel::fieldChanged);
    }
    connect(m_sample, &SamplePane::showPlace, this, &VectorLookPanel::showPlace);
    connect(m_estimate, &EstimatePane::estimated, this, &VectorLookPanel::takeEstimate);
}

void VectorLookPanel::lay()
{
    m_style->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_style->setMinimumContentsLength(8);
    m_tileKilobytes->setRange(10, 100000);
    m_tileKilobytes->setSingleStep(50);
    m_tileKilobytes->setGroupSeparatorShown(true);
    m_tileFeatures->setRange(10, 10000000);
    m_tileFeatures->setSingleStep(500);
    m_tileFeatures->setGroupSeparatorShown(true);
    m_tables->setColumnCount(3);
    m_tables->setRootIsDecorated(false);
    m_tables->setSelectionMode(QAbstractItemView::NoSelection);
    m_tables->header()->setStretchLastSection(false);
    m_tables->header()->setSectionResizeMode(0, QHeaderView::Stretch);
    m_tables->header()->setSectionResizeMode(1, QHeaderView::ResizeToContents);
    m_tables->header()->setSectionResizeMode(2, QHeaderView::ResizeToContents);
    m_tables->setMinimumHeight(fontMetrics().lineSpacing() * 5);
    m_tables->setMaximumHeight(fontMetrics().lineSpacing() * 9);
    auto *form = new QFormLayout;
    form->setVerticalSpacing(6);
    auto *styleLabel = new QLabel;
    styleLabel->setBuddy(m_style);
    form->addRow(styleLabel, m_style);
    m_levels = new LevelChooser(form, this);
    auto *limits = new QHBoxLayout;
    limits->addWidget(m_tileKilobytes, 1);
    limits->addWidget(m_tileFeatures, 1);
    auto *limitsLabel = new QLabel;
    limitsLabel->setBuddy(m_tileKilobytes);
    form->addRow(limitsLabel, limits);
    auto *left = new QVBoxLayout;
    left->addLayout(form);
    left->addWidget(m_tables);
    left->addWidget(m_estimate, 1);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(16);
    layout->addLayout(left, 3);
    layout->addWidget(m_sample, 2);
    speak(this, [this, styleLabel, limitsLabel] {
        styleLabel->setText(tr("St&yle:"));
        limitsLabel->setText(tr("Tile li&mits:"));
        m_style->setToolTip(tr("For the pictures (WMS, WMTS). Vector tiles are styled by whoever shows them."));
        m_tileKilobytes->setSuffix(tr(" kB"));
        m_tileKilobytes->setAccessibleName(tr("Bytes of a tile at most"));
        m_tileFeatures->setSuffix(tr(" features"));
        m_tileFeatures->setAccessibleName(tr("Features of a tile at most"));
        m_tables->setHeaderLabels({tr("Table"), tr("From level"), tr("To level")});
        m_tables->setAccessibleName(tr("Levels of each table"));
        nameStyles();
        fillTables();
    });
}

void VectorLookPanel::nameStyles()
{
    for (int i = 0; i < m_style->count(); ++i) {
        const QString style = m_style->itemData(i).toString();
        m_style->setItemText(i,
            style.isEmpty()           ? tr("As stored with the data, else a plain one")
                : style == MapStyles  ? tr("As the map shows it")
                : style == chooseFile ? tr("From a file (QML, SLD)…")
                                      : QFileInfo(style).fileName());
    }
}

QWidget *VectorLookPanel::firstField() const
{
    return m_style;
}

void VectorLookPanel::load(const PublishDraft &draft)
{
    if (!m_data->isReady() || m_data->kind() != SourceKind::Vector)
        return;
    m_loading = true;
    m_request = draft.request;
    m_hasMapStyles = !draft.mapStyles.isEmpty();
    m_style->clear();
    m_style->addItem(QString(), QString());
    if (m_hasMapStyles)
        m_style->addItem(QString(), QString(MapStyles));
    if (!m_request.style.isEmpty() && m_request.style != MapStyles)
        m_style->addItem(QString(), m_request.style);
    m_style->addItem(QString(), QString(chooseFile));
    nameStyles();
    m_style->setCurrentIndex(std::max(0, m_style->findData(m_request.style)));
    m_levels->setData(m_data->crs());
    m_levels->set(m_request.vector.tms, m_request.vector.top, m_request.vector.bottom);
    m_tileKilobytes->setValue(m_request.vector.maxTileBytes / 1000);
    m_tileFeatures->setValue(m_request.vector.maxTileFeatures);
    m_sample->setData(m_data->crs(), {m_data->extent()});
    m_request.tables = chosenTables(m_request, m_data->tables());
    fillTables();
    m_loading = false;
    lookForStyle();
    fieldChanged();
}

void VectorLookPanel::save(PublishDraft &draft) const
{
    if (!m_data->isReady() || m_data->kind() != SourceKind::Vector)
        return;
    draft.request.vector = m_request.vector;
    draft.request.style = m_request.style;
    draft.request.tables = shortTables(m_request.tables, m_data->tables());
}

void VectorLookPanel::fillTables()
{
    m_tables->clear();
    for (size_t i = 0; i < m_request.tables.size(); ++i) {
        auto *item = new QTreeWidgetItem(m_tables, {m_request.tables[i].table});
        item->setToolTip(0, m_request.tables[i].table);
        for (const int column : {1, 2}) {
            auto *combo = new QComboBox;
            combo->setAccessibleName(column == 1 ? tr("%1: from level").arg(m_request.tables[i].table)
                                                 : tr("%1: to level").arg(m_request.tables[i].table));
            combo->addItem(tr("all"), QString());
            for (const TileMatrix &matrix : m_levels->grid().levels())
                combo->addItem(matrix.id, matrix.id);
            const QString &level = column == 1 ? m_request.tables[i].top : m_request.tables[i].bottom;
            combo->setCurrentIndex(std::max(0, combo->findData(level)));
            connect(combo, &QComboBox::activated, this, [this, i, column, combo] {
                (column == 1 ? m_request.tables[i].top : m_request.tables[i].bottom) = combo->currentData().toString();
                fieldChanged();
            });
            m_tables->setItemWidget(item, column, combo);
        }
    }
}

void VectorLookPanel::chooseStyle()
{
    QString style = m_style->currentData().toString();
    if (style == chooseFile) {
        style = FileDialog::openFile(
            this, QStringLiteral("style"), tr("Choose a style"), tr("Styles (*.qml *.sld);;All files (*)"));
        if (style.isEmpty()) {
            m_style->setCurrentIndex(std::max(0, m_style->findData(m_request.style)));
            return;
        }
        if (m_style->findData(style) < 0)
            m_style->insertItem(m_style->count() - 1, QFileInfo(style).fileName(), style);
        m_style->setCurrentIndex(m_style->findData(style));
    }
    m_request.style = style;
    lookForStyle();
    fieldChanged();
}

void VectorLookPanel::lookForStyle()
{
    m_styleIsGone = false;
    m_looking.cancel();
    if (m_request.style.isEmpty() || m_request.style == MapStyles)
        return;
    m_looking.ask([style = m_request.style](WorkControl &) { return isFile(style); },
        [this](bool isThere) {
            m_styleIsGone = !isThere;
            if (m_styleIsGone)
                fieldChanged();
        });
}

void VectorLookPanel::fieldChanged()
{
    if (m_loading)
        return;
    m_request.vector.tms = m_levels->tms();
    m_request.vector.top = m_levels->top();
    m_request.vector.bottom = m_levels->bottom();
    m_request.vector.maxTileBytes = m_tileKilobytes->value() * 1000;
    m_request.vector.maxTileFeatures = m_tileFeatures->value();
    refresh();
    emit changed();
}

void VectorLookPanel::refresh()
{
    if (!problem().isEmpty())
        return;
    const VectorPyramidParams params = vectorParams(m_request);
    const QString key = QString::fromUtf8(QJsonDocument(params.toJson()).toJson(QJsonDocument::Compact))
        + params.paths.join(QLatin1Char('\n'));
    m_estimate->setQuestion(
        key, [params](WorkControl &control) { return estimateVectorPyramidInBox(params, control); }, m_levels->grid());
    if (!m_knownLevels.isEmpty())
        m_sample->setSource(vectorSample(params), m_levels->grid(), m_knownLevels, firstSampleLevel);
}

void VectorLookPanel::takeEstimate(const PyramidEstimate &estimate)
{
    m_knownLevels.clear();
    const TileMatrixSet &grid = m_levels->grid();
    for (qsizetype i = qsizetype(grid.levels().size()) - 1; i >= 0; --i) {
        const QString &id = grid.levels()[size_t(i)].id;
        if (std::any_of(
                estimate.levels.begin(), estimate.levels.end(), [&](const LevelEstimate &level) { return level.id == id; }))
            m_knownLevels << id;
    }
    if (m_request.vector.bottom.isEmpty() && !m_knownLevels.isEmpty())
        m_levels->showChosen(m_knownLevels.front());
    m_sample->setSource(vectorSample(vectorParams(m_request)), grid, m_knownLevels, firstSampleLevel);
    emit estimated(estimate);
}

QString VectorLookPanel::problem() const
{
    if (!m_data->isReady())
        return tr("The data set is not open.");
    for (const PublishTable &table : m_request.tables) {
        const int top = m_levels->grid().indexOf(table.top), bottom = m_levels->grid().indexOf(table.bottom);
        if (top >= 0 && bottom >= 0 && top > bottom)
            return tr("The levels of the table %1 end before they begin.").arg(table.table);
    }
    if (m_styleIsGone)
        return tr("The style %1 is no longer there. Choose another one.").arg(m_request.style);
    return {};
}

} // namespace tuilerie
