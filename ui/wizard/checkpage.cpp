// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/wizard/checkpage.h"

#include "check/boxedcheck.h"
#include "delivery/publishkind.h"
#include "source/filelist.h"
#include "source/workcopy.h"
#include "ui/check/findingspanel.h"
#include "ui/check/repairdialog.h"

#include <QTableView>
#include <QVBoxLayout>

namespace tuilerie {

CheckPage::CheckPage(DataSet *data, QWidget *parent)
    : DraftPanel(parent)
    , m_data(data)
    , m_findings(new FindingsPanel)
    , m_checking(this, WorkPool::lengthy())
    , m_listing(this, WorkPool::quick())
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->addWidget(m_findings);
    connect(m_findings, &FindingsPanel::placeAsked, this,
        [this](const Finding &finding) { emit showPlace(*finding.where, finding.whereCrs); });
    connect(m_findings, &FindingsPanel::crsAssigned, this, [this](const QString &crs) { runOn(m_paths, crs); });
    connect(m_findings, &FindingsPanel::fileExcluded, this, &CheckPage::exclude);
    connect(m_findings, &FindingsPanel::repairing, this, [this](RepairDialog *dialog) {
        connect(dialog, &RepairDialog::copyChosen, this, [this](const QString &original, const QString &copy) {
            runOn(pathsWithCopy(m_paths, original, copy), m_assignCrs);
        });
    });
    connect(m_findings, &FindingsPanel::checkAgainAsked, this, &CheckPage::run);
}

QWidget *CheckPage::firstField() const
{
    return m_findings->view();
}

void CheckPage::load(const PublishDraft &draft)
{
    if (m_checked && m_paths == draft.request.paths && m_assignCrs == draft.request.assignCrs)
        return;
    m_paths = draft.request.paths;
    m_assignCrs = draft.request.assignCrs;
    run();
}

void CheckPage::save(PublishDraft &draft) const
{
    draft.request.paths = m_paths;
    draft.request.assignCrs = m_assignCrs;
}

void CheckPage::runOn(const QStringList &paths, const QString &assignCrs)
{
    m_paths = paths;
    m_assignCrs = assignCrs;
    m_data->open(m_paths, m_assignCrs);
    run();
}

void CheckPage::run()
{
    m_checked = false;
    m_failure.clear();
    m_findings->show({FindingsPanel::State::Running, {}, {}, {}, m_assignCrs, false});
    m_checking.ask(
        [paths = m_paths, crs = m_assignCrs](WorkControl &control) {
            return checkPathsInBox(paths, crs, control, {sourceKindOf(publishKindOf(paths)), true});
        },
        [this](Result<std::vector<Finding>> findings) { finished(std::move(findings)); },
        [this](const Progress &progress) { m_findings->setProgress(progress); });
    emit changed();
}

void CheckPage::finished(Result<std::vector<Finding>> findings)
{
    m_checked = findings.has_value();
    if (findings) {
        m_findings->show({FindingsPanel::State::Done, {}, std::move(*findings), {}, m_assignCrs, true});
    } else {
        m_failure = findings.error().message;
        m_findings->show({FindingsPanel::State::Failed, {}, {}, m_failure, m_assignCrs, true});
    }
    emit changed();
}

/// Goes on without this file, which may have come with a folder or a glob: then the others are named one by one.
void CheckPage::exclude(const QString &file)
{
    QStringList paths = m_paths;
    if (paths.removeOne(file)) {
        runOn(paths, m_assignCrs);
        return;
    }
    m_listing.ask(
        [paths, file, kind = m_data->kind()](WorkControl &) {
            const auto files = listFiles(paths, kind);
            if (!files)
                return paths;
            QStringList others;
            for (const FileEntry &entry : *files) {
                if (asGiven(entry.path) != file)
                    others << asGiven(entry.path);
            }
            return others;
        },
        [this, before = paths](const QStringList &others) {
            if (m_paths == before)
                runOn(others, m_assignCrs);
        });
}

QString CheckPage::problem() const
{
    if (!m_failure.isEmpty())
        return m_failure;
    if (!m_checked)
        return tr("The checks are still running.");
    const int blocking = m_findings->count(Severity::Blocking);
    return blocking == 0 ? QString()
        : blocking == 1  ? tr("1 blocking finding must be put right before the data can be published.")
                         : tr("%1 blocking findings must be put right before the data can be published.").arg(blocking);
}

} // namespace tuilerie
