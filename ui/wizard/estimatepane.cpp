// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/wizard/estimatepane.h"

#include "grid/crs.h"
#include "ui/wizard/estimatemodel.h"
#include "ui/widgets/speak.h"
#include "ui/widgets/theme.h"

#include <QHeaderView>
#include <QJsonDocument>
#include <QLabel>
#include <QTableView>
#include <QVBoxLayout>

namespace tuilerie {

static constexpr int AskAfterMs = 300;

EstimatePane::EstimatePane(QWidget *parent)
    : QWidget(parent)
    , m_model(new EstimateModel(this))
    , m_table(new QTableView)
    , m_totals(new QLabel)
    , m_estimating(this, WorkPool::lengthy())
{
    m_table->setObjectName(QStringLiteral("estimateTable"));
    m_table->setModel(m_model);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 6);
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    m_table->horizontalHeader()->setSectionResizeMode(EstimateModel::Scale, QHeaderView::ResizeToContents);
    m_table->horizontalHeader()->setHighlightSections(false);
    m_table->setSelectionMode(QAbstractItemView::NoSelection);
    m_table->setAlternatingRowColors(true);
    m_table->setShowGrid(false);
    m_table->setTabKeyNavigation(false);
    m_table->setMinimumHeight(fontMetrics().lineSpacing() * 6);
    m_totals->setObjectName(QStringLiteral("estimateTotals"));
    m_totals->setFont(Theme::headingFont(2));
    m_totals->setWordWrap(true);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->addWidget(m_table, 1);
    layout->addWidget(m_totals);
    m_delay.setSingleShot(true);
    m_delay.setInterval(AskAfterMs);
    connect(&m_delay, &QTimer::timeout, this, &EstimatePane::ask);
    speak(this, [this] {
        m_table->setAccessibleName(tr("Estimate for each level"));
        askAgain(m_model);
        if (!m_model->estimate().levels.empty())
            m_totals->setText(m_model->totals());
        else if (m_delay.isActive() || m_estimating.isRunning())
            m_totals->setText(tr("Estimating…"));
    });
}

const PyramidEstimate &EstimatePane::estimate() const
{
    return m_model->estimate();
}

void EstimatePane::setParams(const RasterPyramidParams &params, const TileMatrixSet &grid)
{
    setQuestion(
        QString::fromUtf8(QJsonDocument(params.toJson()).toJson(QJsonDocument::Compact)),
        [params](WorkControl &control) { return estimateRasterPyramidInBox(params, control); }, grid);
}

void EstimatePane::setQuestion(const QString &key, Question question, const TileMatrixSet &grid)
{
    if (key == m_key && grid == m_grid)
        return;
    m_key = key;
    m_question = std::move(question);
    m_grid = grid;
    // An octree's levels have no pixels.
    for (const int column : {EstimateModel::CellSize, EstimateModel::Scale})
        m_table->setColumnHidden(column, grid.levels().empty());
    m_estimating.cancel();
    m_totals->setText(tr("Estimating…"));
    m_delay.start();
}

void EstimatePane::ask()
{
    m_estimating.ask(m_question, [this](const Result<PyramidEstimate> &estimate) { show(estimate); });
}

void EstimatePane::show(const Result<PyramidEstimate> &estimate)
{
    if (!estimate) {
        m_model->clear();
        m_totals->setText(estimate.error().message);
        return;
    }
    const auto crs = Crs::fromText(m_grid.crs());
    m_model->setEstimate(*estimate, m_grid, crs ? crs->metersPerUnit() : 1);
    m_totals->setText(m_model->totals());
    emit estimated(*estimate);
}

} // namespace tuilerie
