// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/wizard/checkpanel.h"

#include "ui/check/findingsmodel.h"
#include "ui/check/repairdialog.h"
#include "source/filelist.h"
#include "ui/widgets/crspicker.h"
#include "ui/widgets/theme.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QTreeView>
#include <QVBoxLayout>

namespace tuilerie {

CheckPanel::CheckPanel(DataSet *data, QWidget *parent)
    : DraftPanel(parent)
    , m_data(data)
    , m_model(new FindingsModel(this))
    , m_verdictIcon(new QLabel)
    , m_verdict(new QLabel)
    , m_view(new QTreeView)
    , m_progress(new QProgressBar)
    , m_detail(new QLabel)
    , m_show(new QPushButton(Theme::icon(QStringLiteral("show-on-map")), tr("&Show on map")))
    , m_fix(new QPushButton(Theme::icon(QStringLiteral("fix")), tr("&Fix")))
    , m_repair(new QPushButton(Theme::icon(QStringLiteral("fix")), tr("&Repair on a copy…")))
    , m_again(new QPushButton(Theme::icon(QStringLiteral("refresh")), tr("Check &again")))
    , m_checking(this)
{
    m_verdict->setObjectName(QStringLiteral("checkVerdict"));
    m_verdict->setFont(Theme::headingFont(2));
    m_verdict->setWordWrap(true);
    m_view->setObjectName(QStringLiteral("findingsView"));
    m_view->setAccessibleName(tr("Findings"));
    m_view->setModel(m_model);
    m_view->setRootIsDecorated(false);
    m_view->setUniformRowHeights(true);
    m_view->setAlternatingRowColors(true);
    m_view->header()->setStretchLastSection(false);
    m_view->header()->setSectionResizeMode(FindingsModel::SeverityColumn, QHeaderView::ResizeToContents);
    m_view->header()->setSectionResizeMode(FindingsModel::Message, QHeaderView::Stretch);
    m_view->header()->setSectionResizeMode(FindingsModel::File, QHeaderView::ResizeToContents);
    m_progress->setTextVisible(false);
    m_detail->setObjectName(QStringLiteral("findingDetail"));
    m_detail->setWordWrap(true);
    m_detail->setTextFormat(Qt::PlainText);
    m_detail->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_detail->setMinimumHeight(fontMetrics().lineSpacing() * 3);
    m_detail->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    m_show->setObjectName(QStringLiteral("showFindingButton"));
    m_fix->setObjectName(QStringLiteral("fixFindingButton"));
    m_repair->setObjectName(QStringLiteral("repairButton"));
    m_repair->setToolTip(tr("Writes a repaired copy of the vector file and goes on with it; the original is not changed."));
    m_again->setObjectName(QStringLiteral("checkAgainButton"));

    auto *buttons = new QHBoxLayout;
    buttons->addWidget(m_show);
    buttons->addWidget(m_fix);
    buttons->addWidget(m_repair);
    buttons->addStretch();
    buttons->addWidget(m_again);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    auto *verdict = new QHBoxLayout;
    verdict->addWidget(m_verdictIcon);
    verdict->addWidget(m_verdict, 1);
    layout->addLayout(verdict);
    layout->addWidget(m_progress);
    layout->addWidget(m_view, 1);
    layout->addWidget(m_detail);
    layout->addLayout(buttons);

    connect(m_view->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &CheckPanel::showSelected);
    connect(m_show, &QPushButton::clicked, this, [this] {
        if (const Finding *finding = selected(); finding && finding->where)
            emit showPlace(*finding->where, finding->whereCrs);
    });
    connect(m_fix, &QPushButton::clicked, this, &CheckPanel::fix);
    connect(m_repair, &QPushButton::clicked, this, &CheckPanel::repair);
    connect(m_again, &QPushButton::clicked, this, &CheckPanel::run);
    m_progress->hide();
    showSelected();
}

QWidget *CheckPanel::firstField() const
{
    return m_view;
}

void CheckPanel::load(const PublishDraft &draft)
{
    if (m_checked && m_paths == draft.request.paths && m_assignCrs == draft.request.assignCrs)
        return;
    m_paths = draft.request.paths;
    m_assignCrs = draft.request.assignCrs;
    run();
}

void CheckPanel::save(PublishDraft &draft) const
{
    draft.request.paths = m_paths;
    draft.request.assignCrs = m_assignCrs;
}

void CheckPanel::run()
{
    m_checked = false;
    m_failure.clear();
    m_model->setFindings({});
    m_verdict->setText(tr("Checking…"));
    m_verdictIcon->setPixmap({});
    m_again->setEnabled(false);
    m_progress->setRange(0, 0);
    m_progress->show();
    showSelected();
    m_checking.ask([paths = m_paths, crs = m_assignCrs](WorkControl &control) { return checkPaths(paths, crs, control); },
        [this](Result<std::vector<Finding>> findings) { finished(std::move(findings)); },
        [this](const Progress &progress) {
            m_progress->setRange(0, int(progress.total));
            m_progress->setValue(int(progress.done));
        });
    emit changed();
}

static QString counted(int count, const QString &one, const QString &many)
{
    return count == 1 ? one : many.arg(count);
}

void CheckPanel::finished(Result<std::vector<Finding>> findings)
{
    m_progress->hide();
    m_again->setEnabled(true);
    if (!findings) {
        m_failure = findings.error().message;
        m_verdict->setText(m_failure);
        emit changed();
        return;
    }
    m_checked = true;
    m_model->setFindings(std::move(*findings));
    const int blocking = m_model->count(Severity::Blocking), warnings = m_model->count(Severity::Warning);
    QStringList parts;
    if (blocking > 0)
        parts << counted(blocking, tr("1 blocking finding"), tr("%1 blocking findings"));
    if (warnings > 0)
        parts << counted(warnings, tr("1 warning"), tr("%1 warnings"));
    m_verdict->setText(parts.isEmpty() ? tr("The data set is in order.") : parts.join(tr(", ")));
    const QIcon icon = blocking > 0 ? Theme::icon(QStringLiteral("blocking"), ThemeColor::Error)
        : warnings > 0              ? Theme::icon(QStringLiteral("warning"), ThemeColor::Warning)
                                    : Theme::icon(QStringLiteral("success"), ThemeColor::Success);
    m_verdictIcon->setPixmap(icon.pixmap(fontMetrics().height() + 4, fontMetrics().height() + 4));
    if (m_model->rowCount() > 0)
        m_view->setCurrentIndex(m_model->index(0, 0));
    showSelected();
    emit changed();
}

const Finding *CheckPanel::selected() const
{
    const int row = m_view->currentIndex().row();
    return row >= 0 && row < int(m_model->findings().size()) ? &m_model->findings()[size_t(row)] : nullptr;
}

void CheckPanel::showSelected()
{
    const Finding *finding = selected();
    m_show->setEnabled(finding && finding->where);
    const bool canFix = finding
        && (finding->fixAction == QLatin1String("assign-crs") || finding->fixAction == QLatin1String("exclude-file"));
    m_fix->setEnabled(canFix);
    m_fix->setText(!canFix                                      ? tr("&Fix")
            : finding->fixAction == QLatin1String("assign-crs") ? tr("Assign a CR&S…")
                                                                : tr("Leave this &file out"));
    m_repair->setVisible(!RepairDialog::fileToRepair(m_model->findings(), finding).isEmpty());
    QString text;
    if (finding) {
        text = finding->message;
        if (!finding->fix.isEmpty())
            text += QLatin1Char('\n') + finding->fix;
        if (!finding->path.isEmpty())
            text += QLatin1Char('\n') + finding->path;
    }
    m_detail->setText(text);
}

void CheckPanel::fix()
{
    const Finding *finding = selected();
    if (!finding)
        return;
    if (finding->fixAction == QLatin1String("assign-crs")) {
        const QString crs = CrsPicker::pick(this, tr("Assign a CRS"), finding->fix, m_assignCrs);
        if (crs.isEmpty())
            return;
        m_assignCrs = crs;
    } else if (finding->fixAction == QLatin1String("exclude-file")) {
        excludeFile(finding->path);
    } else {
        return;
    }
    m_data->open(m_paths, m_assignCrs);
    run();
}

void CheckPanel::repair()
{
    const QString path = RepairDialog::fileToRepair(m_model->findings(), selected());
    if (path.isEmpty())
        return;
    auto *dialog = RepairDialog::show(path, m_model->findings(), this);
    connect(dialog, &RepairDialog::copyChosen, this, [this](const QString &original, const QString &copy) {
        m_paths = pathsWithCopy(m_paths, original, copy);
        m_data->open(m_paths, m_assignCrs);
        run();
    });
}

void CheckPanel::excludeFile(const QString &path)
{
    if (m_paths.removeOne(path))
        return;
    // It came with a folder or a glob: the others are named one by one.
    const auto files = listFiles(m_paths, m_data->kind());
    if (!files)
        return;
    m_paths.clear();
    for (const FileEntry &file : *files) {
        if (file.path != path)
            m_paths << file.path;
    }
}

QString CheckPanel::problem() const
{
    if (!m_failure.isEmpty())
        return m_failure;
    if (!m_checked)
        return tr("The checks are still running.");
    if (const int blocking = m_model->count(Severity::Blocking); blocking > 0)
        return counted(blocking, tr("1 blocking finding must be put right before the data can be published."),
            tr("%1 blocking findings must be put right before the data can be published."));
    return {};
}

} // namespace tuilerie
