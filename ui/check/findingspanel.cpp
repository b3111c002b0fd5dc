// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/check/findingspanel.h"

#include "ui/data/mapdocument.h"
#include "ui/check/findingsmodel.h"
#include "ui/check/repairdialog.h"
#include "ui/widgets/theme.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QTableView>
#include <QToolButton>

namespace tuilerie {

FindingsPanel::FindingsPanel(QWidget *parent)
    : QWidget(parent)
    , m_model(new FindingsModel(this))
    , m_view(new QTableView)
    , m_summary(new QLabel)
    , m_fix(new QLabel)
    , m_showOnMap(new QPushButton)
    , m_doFix(new QPushButton)
    , m_repair(new QPushButton)
    , m_again(new QToolButton)
{
    m_view->setObjectName(QStringLiteral("findings"));
    m_view->setModel(m_model);
    m_view->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_view->setSelectionMode(QAbstractItemView::SingleSelection);
    m_view->setShowGrid(false);
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->setAlternatingRowColors(true);
    m_view->setWordWrap(true);
    m_view->setTabKeyNavigation(false);
    m_view->verticalHeader()->hide();
    m_view->verticalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_view->horizontalHeader()->setHighlightSections(false);
    m_view->horizontalHeader()->setSectionResizeMode(FindingsModel::SeverityColumn, QHeaderView::ResizeToContents);
    m_view->horizontalHeader()->setSectionResizeMode(FindingsModel::Message, QHeaderView::Stretch);
    m_view->horizontalHeader()->setSectionResizeMode(FindingsModel::File, QHeaderView::ResizeToContents);

    m_summary->setObjectName(QStringLiteral("findingsSummary"));
    m_fix->setObjectName(QStringLiteral("findingFix"));
    m_fix->setWordWrap(true);
    m_showOnMap->setObjectName(QStringLiteral("showOnMap"));
    m_showOnMap->setIcon(Theme::icon(QStringLiteral("show-on-map")));
    m_doFix->setObjectName(QStringLiteral("fix"));
    m_doFix->setIcon(Theme::icon(QStringLiteral("fix")));
    m_repair->setObjectName(QStringLiteral("repair"));
    m_repair->setIcon(Theme::icon(QStringLiteral("fix")));
    m_again->setObjectName(QStringLiteral("checkAgain"));
    m_again->setIcon(Theme::icon(QStringLiteral("refresh")));
    m_again->setAutoRaise(true);

    auto *top = new QHBoxLayout;
    top->setContentsMargins(10, 4, 6, 4);
    top->addWidget(m_summary, 1);
    top->addWidget(m_again);
    auto *bottom = new QHBoxLayout;
    bottom->setContentsMargins(10, 4, 6, 6);
    bottom->addWidget(m_fix, 1);
    bottom->addWidget(m_showOnMap);
    bottom->addWidget(m_doFix);
    bottom->addWidget(m_repair);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(top);
    layout->addWidget(m_view);
    layout->addLayout(bottom);

    connect(m_view->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &FindingsPanel::showCurrent);
    connect(m_view, &QTableView::doubleClicked, m_showOnMap, &QPushButton::click);
    connect(m_showOnMap, &QPushButton::clicked, this, [this] {
        if (const Finding *finding = current())
            emit showOnMap(*finding);
    });
    connect(m_doFix, &QPushButton::clicked, this, [this] {
        if (const Finding *finding = current())
            emit fixRequested(Finding(*finding)); // a copy: fixing replaces the list
    });
    connect(m_repair, &QPushButton::clicked, this, [this] {
        if (const QString path = RepairDialog::fileToRepair(m_model->findings(), current()); !path.isEmpty())
            emit repairRequested(path);
    });
    connect(m_again, &QToolButton::clicked, this, &FindingsPanel::checkAgainRequested);
    retranslate();
    showEntry(nullptr);
}

void FindingsPanel::retranslate()
{
    m_showOnMap->setText(tr("Show on &Map"));
    m_doFix->setText(tr("&Fix…"));
    m_repair->setText(tr("&Repair on a Copy…"));
    m_repair->setToolTip(tr("Writes a repaired copy of the vector file and goes on with it; the original is not changed."));
    m_again->setToolTip(tr("Check again"));
    m_again->setAccessibleName(tr("Check again"));
    m_view->setAccessibleName(tr("Findings"));
}

void FindingsPanel::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

const Finding *FindingsPanel::current() const
{
    const int row = m_view->currentIndex().row();
    return row >= 0 && size_t(row) < m_model->findings().size() ? &m_model->findings()[size_t(row)] : nullptr;
}

void FindingsPanel::summarize(const MapEntry *entry)
{
    if (!entry) {
        m_summary->setText(tr("Select a data set to see what its checks found."));
    } else if (entry->isService()) {
        m_summary->setText(tr("A published layer has nothing to check."));
    } else if (entry->state == MapEntry::State::Opening || entry->checkState == MapEntry::CheckState::Running) {
        m_summary->setText(tr("Checking %1…").arg(entry->title));
    } else if (entry->checkState == MapEntry::CheckState::Failed) {
        m_summary->setText(tr("%1 could not be checked.").arg(entry->title));
    } else if (entry->checkState == MapEntry::CheckState::NotYet) {
        m_summary->setText(entry->kind == SourceKind::Unknown ? tr("This kind of data has no checks.") : QString());
    } else if (entry->findings.empty()) {
        m_summary->setText(tr("%1: every check passed.").arg(entry->title));
    } else {
        m_summary->setText(tr("%1 — blocking: %2, warnings: %3, notes: %4")
                               .arg(entry->title)
                               .arg(m_model->count(Severity::Blocking))
                               .arg(m_model->count(Severity::Warning))
                               .arg(m_model->count(Severity::Info)));
    }
}

void FindingsPanel::showEntry(const MapEntry *entry)
{
    m_model->setFindings(entry ? entry->findings : std::vector<Finding>());
    m_again->setEnabled(entry && entry->kind != SourceKind::Unknown && entry->state != MapEntry::State::Opening);
    summarize(entry);
    if (m_model->rowCount() > 0)
        m_view->setCurrentIndex(m_model->index(0, FindingsModel::Message));
    showCurrent();
}

void FindingsPanel::showCurrent()
{
    const Finding *finding = current();
    m_fix->setText(finding ? finding->fix : QString());
    m_showOnMap->setEnabled(finding && finding->where);
    m_doFix->setEnabled(finding && !finding->fixAction.isEmpty());
    m_repair->setVisible(!RepairDialog::fileToRepair(m_model->findings(), finding).isEmpty());
}

} // namespace tuilerie
