// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/check/findingspanel.h"

#include "base/work/progress.h"
#include "ui/check/findingsmodel.h"
#include "ui/check/repairdialog.h"
#include "ui/widgets/crspicker.h"
#include "ui/widgets/messagebox.h"
#include "ui/widgets/speak.h"
#include "ui/widgets/theme.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QTableView>

namespace tuilerie {

FindingsPanel::FindingsPanel(QWidget *parent)
    : QWidget(parent)
    , m_model(new FindingsModel(this))
    , m_view(new QTableView)
    , m_verdictIcon(new QLabel)
    , m_verdict(new QLabel)
    , m_progress(new QProgressBar)
    , m_detail(new QLabel)
    , m_showOnMap(new QPushButton(Theme::icon(QStringLiteral("show-on-map")), QString()))
    , m_fix(new QPushButton(Theme::icon(QStringLiteral("fix")), QString()))
    , m_repair(new QPushButton(Theme::icon(QStringLiteral("fix")), QString()))
    , m_again(new QPushButton(Theme::icon(QStringLiteral("refresh")), QString()))
{
    lay();
    connect(m_view->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &FindingsPanel::showCurrent);
    connect(m_view, &QTableView::doubleClicked, m_showOnMap, &QPushButton::click);
    connect(m_showOnMap, &QPushButton::clicked, this, [this] {
        if (const Finding *finding = current(); finding && finding->where)
            emit placeAsked(*finding);
    });
    connect(m_fix, &QPushButton::clicked, this, &FindingsPanel::fix);
    connect(m_repair, &QPushButton::clicked, this,
        [this] { repair(RepairDialog::fileToRepair(m_model->findings(), current())); });
    connect(m_again, &QPushButton::clicked, this, &FindingsPanel::checkAgainAsked);
    speak(this, [this] { retranslate(); });
}

void FindingsPanel::lay()
{
    m_view->setObjectName(QStringLiteral("findings"));
    m_view->setModel(m_model);
    m_view->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_view->setSelectionMode(QAbstractItemView::SingleSelection);
    m_view->setShowGrid(false);
    m_view->setAlternatingRowColors(true);
    m_view->setWordWrap(true);
    m_view->setTabKeyNavigation(false);
    m_view->verticalHeader()->hide();
    m_view->verticalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_view->horizontalHeader()->setHighlightSections(false);
    m_view->horizontalHeader()->setSectionResizeMode(FindingsModel::SeverityColumn, QHeaderView::ResizeToContents);
    m_view->horizontalHeader()->setSectionResizeMode(FindingsModel::Message, QHeaderView::Stretch);
    m_view->horizontalHeader()->setSectionResizeMode(FindingsModel::File, QHeaderView::ResizeToContents);
    m_verdict->setObjectName(QStringLiteral("checkVerdict"));
    m_verdict->setFont(Theme::headingFont(2));
    m_verdict->setWordWrap(true);
    m_progress->setTextVisible(false);
    m_progress->hide();
    m_detail->setObjectName(QStringLiteral("findingDetail"));
    m_detail->setWordWrap(true);
    m_detail->setTextFormat(Qt::PlainText);
    m_detail->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_showOnMap->setObjectName(QStringLiteral("showOnMap"));
    m_fix->setObjectName(QStringLiteral("fix"));
    m_repair->setObjectName(QStringLiteral("repair"));
    m_again->setObjectName(QStringLiteral("checkAgain"));
    for (QPushButton *button : {m_showOnMap, m_fix, m_repair, m_again})
        button->setAutoDefault(false); // Enter is the wizard's Next

    auto *verdict = new QHBoxLayout;
    verdict->addWidget(m_verdictIcon);
    verdict->addWidget(m_verdict, 1);
    auto *buttons = new QHBoxLayout;
    for (QPushButton *button : {m_showOnMap, m_fix, m_repair})
        buttons->addWidget(button);
    buttons->addStretch();
    buttons->addWidget(m_again);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->addLayout(verdict);
    layout->addWidget(m_progress);
    layout->addWidget(m_view, 1);
    layout->addWidget(m_detail);
    layout->addLayout(buttons);
}

void FindingsPanel::retranslate()
{
    m_showOnMap->setText(tr("Show on &map"));
    m_repair->setText(tr("&Repair on a copy…"));
    m_repair->setToolTip(tr("Writes a repaired copy of the vector file and goes on with it; the original is not changed."));
    m_again->setText(tr("Check &again"));
    m_view->setAccessibleName(tr("Findings"));
    m_progress->setAccessibleName(tr("Progress of the checks"));
    askAgain(m_model);
    showVerdict();
    showCurrent();
}

int FindingsPanel::count(Severity severity) const
{
    return m_model->count(severity);
}

const Finding *FindingsPanel::current() const
{
    const int row = m_view->currentIndex().row();
    return row >= 0 && size_t(row) < m_model->findings().size() ? &m_model->findings()[size_t(row)] : nullptr;
}

void FindingsPanel::show(Checked checked)
{
    m_checked = std::move(checked);
    const auto same = [](const Finding &a, const Finding &b) { return a.toJson() == b.toJson(); };
    const std::vector<Finding> &before = m_model->findings(), &now = m_checked.findings;
    // The same ones again must not take away the row that is being read.
    if (!std::equal(before.begin(), before.end(), now.begin(), now.end(), same)) {
        m_model->setFindings(m_checked.findings);
        if (m_model->rowCount() > 0)
            m_view->setCurrentIndex(m_model->index(0, FindingsModel::Message));
    }
    m_progress->setVisible(m_checked.state == State::Running);
    m_progress->setRange(0, 0);
    m_again->setEnabled(m_checked.checkable);
    showVerdict();
    showCurrent();
}

void FindingsPanel::setProgress(const Progress &progress)
{
    m_progress->setRange(0, progress.total > 0 ? 1000 : 0);
    if (progress.total > 0)
        m_progress->setValue(int(std::min<qint64>(progress.done, progress.total) * 1000 / progress.total));
}

QString FindingsPanel::verdict() const
{
    const auto counted = [](int count, const QString &one, const QString &many) {
        return count == 1 ? one : many.arg(count);
    };
    const auto of = [this](QString verdict) {
        if (!m_checked.title.isEmpty())
            return tr("%1: %2").arg(m_checked.title, verdict);
        verdict[0] = verdict[0].toUpper();
        return verdict;
    };
    switch (m_checked.state) {
    case State::NoData: return tr("Select a data set to see what its checks found.");
    case State::NoChecks: return of(tr("this kind of data has no checks."));
    case State::Service: return of(tr("a published layer has nothing to check."));
    case State::Waiting: return {};
    case State::Running: return of(tr("checking…"));
    case State::Failed: return m_checked.failure.isEmpty() ? of(tr("could not be checked.")) : m_checked.failure;
    case State::Done: break;
    }
    QStringList parts;
    if (const int blocking = count(Severity::Blocking); blocking > 0)
        parts << counted(blocking, tr("1 blocking finding"), tr("%1 blocking findings"));
    if (const int warnings = count(Severity::Warning); warnings > 0)
        parts << counted(warnings, tr("1 warning"), tr("%1 warnings"));
    if (const int notes = count(Severity::Info); notes > 0)
        parts << counted(notes, tr("1 note"), tr("%1 notes"));
    return of(parts.isEmpty() ? tr("every check passed.") : parts.join(tr(", ")));
}

void FindingsPanel::showVerdict()
{
    m_verdict->setText(verdict());
    const QIcon icon = m_checked.state == State::Failed || count(Severity::Blocking) > 0
        ? Theme::icon(QStringLiteral("blocking"), ThemeColor::Error)
        : count(Severity::Warning) > 0 ? Theme::icon(QStringLiteral("warning"), ThemeColor::Warning)
                                       : Theme::icon(QStringLiteral("success"), ThemeColor::Success);
    const bool known = m_checked.state == State::Failed || m_checked.state == State::Done;
    m_verdictIcon->setVisible(known);
    const int side = fontMetrics().height() + 4;
    m_verdictIcon->setPixmap(known ? icon.pixmap(side, side) : QPixmap());
}

void FindingsPanel::showCurrent()
{
    const Finding *finding = current();
    m_showOnMap->setEnabled(finding && finding->where);
    m_fix->setEnabled(finding && !finding->fixAction.isEmpty());
    m_fix->setText(finding && finding->fixAction == QLatin1String("assign-crs") ? tr("Assi&gn a CRS…")
            : finding && finding->fixAction == QLatin1String("exclude-file")    ? tr("Leave this file &out…")
                                                                                : tr("Fi&x…"));
    m_repair->setVisible(!RepairDialog::fileToRepair(m_model->findings(), finding).isEmpty());
    m_detail->setVisible(finding);
    if (finding)
        m_detail->setText(finding->path.isEmpty() ? finding->fix : finding->fix + QLatin1Char('\n') + finding->path);
}

void FindingsPanel::fix()
{
    if (!current())
        return;
    const Finding finding = *current(); // a copy: fixing replaces the list
    if (finding.fixAction == QLatin1String("assign-crs")) {
        const QString crs = CrsPicker::pick(this, tr("Assign a CRS"), finding.message, m_checked.assignCrs);
        if (!crs.isEmpty())
            emit crsAssigned(crs);
    } else if (finding.fixAction == QLatin1String("exclude-file") && !finding.path.isEmpty()) {
        const int answer = MessageBox::ask(this, MessageBox::Kind::Question, tr("Leave out a file"),
            tr("Go on without this file? It stays where it is on the disk.\n\n%1").arg(finding.path),
            {tr("Leave It Out"), tr("Cancel")}, 0, 1);
        if (answer == 0)
            emit fileExcluded(finding.path);
    } else if (!finding.path.isEmpty() && !vectorRepairs({finding}).empty()) {
        repair(finding.path);
    } else {
        MessageBox::show(this, MessageBox::Kind::Information, tr("How to mend it"), finding.fix);
    }
}

void FindingsPanel::repair(const QString &path)
{
    if (!path.isEmpty())
        emit repairing(RepairDialog::show(path, m_model->findings(), this));
}

} // namespace tuilerie
