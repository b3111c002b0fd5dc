// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/wizard/publishwizard.h"

#include "ui/wizard/checkpage.h"
#include "ui/wizard/datapanel.h"
#include "ui/wizard/describepanel.h"
#include "ui/wizard/lookpage.h"
#include "ui/servers/serversession.h"
#include "ui/wizard/sharepanel.h"
#include "ui/wizard/summarypanel.h"
#include "ui/widgets/speak.h"
#include "ui/widgets/theme.h"

#include <QCloseEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QShortcut>
#include <QStackedWidget>
#include <QVBoxLayout>
#include <algorithm>

namespace tuilerie {

PublishWizard::PublishWizard(ServerSession *servers, DraftStore *drafts, QWidget *parent)
    : QDialog(parent)
    , m_servers(servers)
    , m_drafts(drafts)
    , m_dataPanel(new DataPanel(&m_data))
    , m_lookPage(new LookPage(&m_data))
    , m_summaryPanel(new SummaryPanel(&m_data, servers))
    , m_steps(new QListWidget)
    , m_heading(new QLabel)
    , m_subtitle(new QLabel)
    , m_stack(new QStackedWidget)
    , m_problemIcon(new QLabel)
    , m_problem(new QLabel)
    , m_back(new QPushButton(Theme::icon(QStringLiteral("back")), QString()))
    , m_next(new QPushButton(Theme::icon(QStringLiteral("next")), QString()))
    , m_publish(new QPushButton(Theme::icon(QStringLiteral("publish")), QString()))
    , m_close(new QPushButton)
{
    setObjectName(QStringLiteral("publishWizard"));
    m_panels = {m_dataPanel, new CheckPage(&m_data), m_lookPage, new DescribePanel(servers), new SharePanel(servers),
        m_summaryPanel};
    lay();
    for (DraftPanel *panel : m_panels) {
        connect(panel, &DraftPanel::changed, this, &PublishWizard::panelChanged);
        connect(panel, &DraftPanel::showPlace, this, &PublishWizard::showPlace);
    }
    connect(m_lookPage, &LookPage::estimated, m_summaryPanel, &SummaryPanel::setEstimate);
    connect(m_back, &QPushButton::clicked, this, [this] { goTo(page() - 1); });
    connect(m_next, &QPushButton::clicked, this, &PublishWizard::next);
    connect(m_publish, &QPushButton::clicked, this, &PublishWizard::publish);
    connect(m_close, &QPushButton::clicked, this, &QWidget::close);
    connect(m_steps, &QListWidget::currentRowChanged, this, [this](int row) {
        if (!m_turning)
            goTo(row);
    });
    connect(new QShortcut(QKeySequence(Qt::ALT | Qt::Key_Left), this), &QShortcut::activated, m_back, &QPushButton::click);
    connect(new QShortcut(QKeySequence(Qt::ALT | Qt::Key_Right), this), &QShortcut::activated, m_next, &QPushButton::click);
    speak(this, [this] { retranslate(); });
}

PublishWizard::~PublishWizard() = default;

void PublishWizard::lay()
{
    m_steps->setObjectName(QStringLiteral("wizardSteps"));
    m_steps->setFrameShape(QFrame::NoFrame);
    m_steps->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_steps->setFocusPolicy(Qt::ClickFocus);
    for (size_t i = 0; i < m_panels.size(); ++i) {
        m_steps->addItem(QString());
        m_stack->addWidget(m_panels[i]);
    }
    m_steps->viewport()->setAutoFillBackground(false); // it stands on the window, it is no field
    m_heading->setFont(Theme::headingFont(1));
    m_subtitle->setWordWrap(true);
    m_subtitle->setForegroundRole(QPalette::PlaceholderText);
    m_problem->setObjectName(QStringLiteral("wizardProblem"));
    m_problem->setWordWrap(true);
    m_problem->setMinimumHeight(fontMetrics().lineSpacing());
    m_back->setObjectName(QStringLiteral("backButton"));
    m_next->setObjectName(QStringLiteral("nextButton"));
    m_next->setLayoutDirection(Qt::RightToLeft); // its arrow stands behind the word
    m_publish->setObjectName(QStringLiteral("publishButton"));
    m_close->setObjectName(QStringLiteral("closeButton"));
    for (QPushButton *button : {m_back, m_close})
        button->setAutoDefault(false);
    m_next->setDefault(true);

    auto *problem = new QHBoxLayout;
    problem->addWidget(m_problemIcon);
    problem->addWidget(m_problem, 1);
    auto *buttons = new QHBoxLayout;
    buttons->addLayout(problem, 1);
    buttons->addSpacing(12);
    buttons->addWidget(m_back);
    buttons->addWidget(m_next);
    buttons->addWidget(m_publish);
    buttons->addWidget(m_close);
    auto *right = new QVBoxLayout;
    right->addWidget(m_heading);
    right->addWidget(m_subtitle);
    right->addSpacing(6);
    right->addWidget(m_stack, 1);
    auto *middle = new QHBoxLayout;
    middle->addWidget(m_steps);
    middle->addLayout(right, 1);
    auto *layout = new QVBoxLayout(this);
    layout->addLayout(middle, 1);
    layout->addLayout(buttons);
    resize(1040, 700);
}

void PublishWizard::retranslate()
{
    setWindowTitle(tr("Publish"));
    m_back->setText(tr("&Back"));
    m_next->setText(tr("&Next"));
    m_publish->setText(tr("&Publish"));
    m_close->setText(tr("&Close"));
    m_steps->setAccessibleName(tr("Steps"));
    for (int i = 0; i < m_steps->count(); ++i) {
        m_steps->item(i)->setText(tr("%1. %2").arg(i + 1).arg(m_panels[size_t(i)]->title()));
        m_steps->item(i)->setSizeHint({});
    }
    const QSize size(m_steps->sizeHintForColumn(0), fontMetrics().height() + 14);
    for (int i = 0; i < m_steps->count(); ++i)
        m_steps->item(i)->setSizeHint(size);
    m_steps->setFixedWidth(size.width() + 44);
    m_heading->setText(m_panels[size_t(page())]->title());
    m_subtitle->setText(m_panels[size_t(page())]->subtitle());
    showProblem(m_loud);
}

void PublishWizard::start(const PublishDraft &draft)
{
    m_draft = draft;
    m_published = false;
    m_reached = 0;
    m_turning = true; // panels report changes while they are filled
    m_dataPanel->load(m_draft);
    m_turning = false;
    const auto at =
        std::find_if(m_panels.begin(), m_panels.end(), [&](const DraftPanel *p) { return p->id() == draft.page; });
    // A draft goes on where it was; its files are read again meanwhile, and Look needs them.
    goTo(0);
    if (at != m_panels.end())
        m_reached = int(at - m_panels.begin());
    if (m_reached > 0) {
        auto *waiting = new QObject(this);
        connect(&m_data, &DataSet::changed, waiting, [this, waiting] {
            if (m_data.state() == DataSet::State::Opening)
                return;
            const int target = m_data.state() == DataSet::State::Ready && page() == 0 ? m_reached : page();
            waiting->deleteLater();
            // What lies before is read again too: the checks run, the estimate is made.
            m_turning = true;
            for (int i = 1; i < target; ++i)
                m_panels[size_t(i)]->load(m_draft);
            m_turning = false;
            goTo(target);
        });
    }
}

void PublishWizard::addPaths(const QStringList &paths)
{
    goTo(0);
    m_dataPanel->addPaths(paths);
}

int PublishWizard::page() const
{
    return m_stack->currentIndex();
}

QString PublishWizard::problemShown() const
{
    return m_problem->text();
}

void PublishWizard::savePage()
{
    m_panels[size_t(page())]->save(m_draft);
    // Of these data: the pages behind ask for their kind.
    m_draft.request.look = m_data.paths() == m_draft.request.paths ? m_data.look() : PublishRequest::Look();
}

void PublishWizard::keep()
{
    savePage();
    m_draft.page = m_panels[size_t(page())]->id();
    if (!m_published && !m_draft.request.paths.isEmpty())
        m_drafts->keep(m_draft);
}

void PublishWizard::goTo(int index)
{
    if (index < 0 || index >= pageCount())
        return;
    if (page() != index || m_turning)
        savePage();
    m_turning = true;
    m_stack->setCurrentIndex(index);
    m_reached = std::max(m_reached, index);
    DraftPanel *panel = m_panels[size_t(index)];
    panel->load(m_draft);
    m_steps->setCurrentRow(index);
    m_heading->setText(panel->title());
    m_subtitle->setText(panel->subtitle());
    m_turning = false;
    const bool isLast = index == pageCount() - 1;
    m_back->setEnabled(index > 0);
    m_next->setVisible(!isLast);
    m_publish->setVisible(isLast);
    (isLast ? m_publish : m_next)->setDefault(true);
    panelChanged();
    (isLast ? static_cast<QWidget *>(m_publish) : panel->firstField())->setFocus(Qt::TabFocusReason);
}

void PublishWizard::panelChanged()
{
    if (m_turning)
        return;
    keep();
    showProblem(false);
    // Pages behind one with a problem cannot be jumped to.
    const bool stuck = !m_panels[size_t(page())]->problem().isEmpty();
    for (int i = 0; i < pageCount(); ++i) {
        QListWidgetItem *item = m_steps->item(i);
        const bool open = i <= page() || (i <= m_reached && !stuck);
        item->setFlags(open ? item->flags() | Qt::ItemIsEnabled | Qt::ItemIsSelectable
                            : item->flags() & ~(Qt::ItemIsEnabled | Qt::ItemIsSelectable));
    }
}

void PublishWizard::showProblem(bool loud)
{
    m_loud = loud;
    const QString problem = m_panels[size_t(page())]->problem();
    m_problem->setText(problem);
    m_problem->setForegroundRole(loud ? QPalette::WindowText : QPalette::PlaceholderText);
    const int side = fontMetrics().height();
    m_problemIcon->setPixmap(problem.isEmpty() ? QPixmap()
            : loud                             ? Theme::icon(QStringLiteral("error"), ThemeColor::Error).pixmap(side, side)
                                               : Theme::icon(QStringLiteral("info"), ThemeColor::Info).pixmap(side, side));
}

void PublishWizard::next()
{
    DraftPanel *panel = m_panels[size_t(page())];
    if (!panel->problem().isEmpty()) {
        showProblem(true);
        panel->firstField()->setFocus(Qt::OtherFocusReason);
        return;
    }
    goTo(page() + 1);
}

void PublishWizard::publish()
{
    for (int i = 0; i < pageCount(); ++i) {
        if (m_panels[size_t(i)]->problem().isEmpty())
            continue;
        goTo(i);
        showProblem(true);
        return;
    }
    keep();
    m_published = true;
    m_drafts->discard();
    emit publishAsked(m_draft);
    close();
}

void PublishWizard::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape) {
        // Nothing to ask: the draft is kept.
        close();
        return;
    }
    QDialog::keyPressEvent(event);
}

void PublishWizard::closeEvent(QCloseEvent *event)
{
    if (!m_published) {
        keep();
        m_drafts->write();
    }
    QDialog::closeEvent(event);
}

} // namespace tuilerie
