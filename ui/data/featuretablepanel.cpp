// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/data/featuretablepanel.h"

#include "ui/data/featuretablemodel.h"
#include "ui/widgets/format.h"
#include "ui/widgets/speak.h"
#include "ui/widgets/theme.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>

namespace tuilerie {

FeatureTablePanel::FeatureTablePanel(QWidget *parent)
    : QWidget(parent)
    , m_model(new FeatureTableModel(this))
    , m_title(new QLabel)
    , m_filter(new QLineEdit)
    , m_state(new QLabel)
    , m_zoom(new QToolButton)
    , m_view(new QTableView)
{
    setObjectName(QStringLiteral("featureTablePanel"));
    m_title->setFont(Theme::headingFont(2));
    m_filter->setObjectName(QStringLiteral("tableFilter"));
    m_filter->setClearButtonEnabled(true);
    m_state->setObjectName(QStringLiteral("tableState"));
    m_zoom->setObjectName(QStringLiteral("tableZoom"));
    m_zoom->setIcon(Theme::icon(QStringLiteral("zoom-layer")));
    m_zoom->setAutoRaise(true);
    m_view->setObjectName(QStringLiteral("featureTable"));
    m_view->setModel(m_model);
    m_view->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_view->setSelectionMode(QAbstractItemView::SingleSelection);
    m_view->setAlternatingRowColors(true);
    m_view->setWordWrap(false);
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    // Fixed heights: a table of millions of rows must not measure them.
    m_view->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_view->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 6);
    m_view->horizontalHeader()->setSortIndicatorClearable(true);
    m_view->horizontalHeader()->setSortIndicator(-1, Qt::AscendingOrder);
    m_view->setSortingEnabled(true);
    auto *top = new QHBoxLayout;
    top->addWidget(m_title);
    top->addSpacing(8);
    top->addWidget(m_filter, 1);
    top->addWidget(m_state);
    top->addWidget(m_zoom);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 6, 8, 4);
    layout->addLayout(top);
    layout->addWidget(m_view, 1);
    connect(m_filter, &QLineEdit::returnPressed, this, &FeatureTablePanel::applyFilter);
    connect(m_filter, &QLineEdit::textChanged, this, [this](const QString &text) {
        if (text.isEmpty())
            applyFilter();
    });
    connect(m_model, &FeatureTableModel::stateChanged, this, &FeatureTablePanel::showState);
    connect(m_model, &FeatureTableModel::failed, this, [this](const QString &sentence) {
        m_problem = sentence;
        showState();
    });
    connect(m_view->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this] { rowChosen(false); });
    connect(m_view, &QTableView::doubleClicked, this, [this] { rowChosen(true); });
    connect(m_zoom, &QToolButton::clicked, this, [this] { rowChosen(true); });
    speak(this, [this] { retranslate(); });
    showLayer(nullptr);
}

void FeatureTablePanel::retranslate()
{
    m_filter->setPlaceholderText(tr("Filter, for instance \"population\" > 1000 and \"nom\" like 'Saint%' – then Enter"));
    m_filter->setAccessibleName(tr("Filter"));
    m_zoom->setToolTip(tr("Zoom the map to the selected row"));
    m_zoom->setAccessibleName(m_zoom->toolTip());
    m_view->setAccessibleName(tr("Attributes"));
    askAgain(m_model);
    if (!m_layer)
        m_title->setText(tr("Select a vector layer to see its attributes."));
    showState();
}

void FeatureTablePanel::showLayer(MapLayer *layer)
{
    m_layer = layer && layer->kind() == MapLayerKind::Vector ? layer : nullptr;
    if (isVisible() || !m_layer)
        open();
}

void FeatureTablePanel::open()
{
    const QString id = m_layer ? m_layer->id() : QString();
    m_title->setText(m_layer ? m_layer->title() : tr("Select a vector layer to see its attributes."));
    m_filter->setEnabled(m_layer);
    if (id == m_shown)
        return;
    m_shown = id;
    m_problem.clear();
    {
        const QSignalBlocker blocker(m_filter);
        m_filter->clear();
    }
    m_view->horizontalHeader()->setSortIndicator(-1, Qt::AscendingOrder);
    m_model->setTable(m_layer ? FeatureTable::create(*m_layer) : nullptr);
    const QFontMetrics metrics = fontMetrics();
    for (int i = 0; i < m_model->columnCount(); ++i) {
        const VectorField &field = m_model->table()->fields()[size_t(i)];
        const int wide = metrics.averageCharWidth() * (field.isNumber ? 12 : 20);
        m_view->setColumnWidth(i, std::clamp(metrics.horizontalAdvance(field.name) + 40, wide, wide * 2));
    }
}

void FeatureTablePanel::applyFilter()
{
    m_problem.clear();
    m_model->setFilter(m_filter->text().trimmed());
    showState();
}

void FeatureTablePanel::showState()
{
    QString text;
    if (m_model->table()) {
        const qint64 rows = m_model->rowCount(), all = m_model->table()->featureCount();
        text = m_model->isReading()                  ? tr("%1 rows so far…").arg(formatCount(rows))
            : m_model->filter().isEmpty() || all < 0 ? (rows == 1 ? tr("1 row") : tr("%1 rows").arg(formatCount(rows)))
                                                     : tr("%1 of %2 rows").arg(formatCount(rows), formatCount(all));
    }
    m_state->setText(m_problem.isEmpty() ? text : m_problem);
    m_state->setForegroundRole(m_problem.isEmpty() ? QPalette::PlaceholderText : QPalette::WindowText);
    m_zoom->setEnabled(m_view->currentIndex().isValid());
}

void FeatureTablePanel::select(const QString &layerId, qint64 feature)
{
    if (layerId != m_shown || feature < 0)
        return;
    const int row = m_model->rowOf(feature);
    if (row < 0)
        return;
    m_selecting = true; // the map shows it already
    m_view->setCurrentIndex(m_model->index(row, 0));
    m_view->scrollTo(m_model->index(row, 0), QAbstractItemView::PositionAtCenter);
    m_selecting = false;
}

void FeatureTablePanel::rowChosen(bool zoom)
{
    m_zoom->setEnabled(m_view->currentIndex().isValid());
    const qint64 feature = m_model->featureAt(m_view->currentIndex().row());
    if (feature < 0 || m_selecting)
        return;
    runInBackground(
        WorkPool::quick(), this, [table = m_model->table(), feature] { return table->shape(feature); },
        [this, zoom, question = ++m_question](const Result<MapShape> &shape) {
            if (question != m_question)
                return; // the hand has gone on meanwhile
            if (!shape) {
                m_problem = shape.error().message;
                showState();
            } else if (zoom) {
                emit zoomAsked(*shape);
            } else {
                emit shapeChosen(*shape);
            }
        });
}

void FeatureTablePanel::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    open();
}

} // namespace tuilerie
