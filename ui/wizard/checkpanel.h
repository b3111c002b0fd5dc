// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check/finding.h"
#include "ui/widgets/background.h"
#include "ui/wizard/dataset.h"
#include "ui/wizard/draftpanel.h"

class QLabel;
class QProgressBar;
class QPushButton;
class QTreeView;

namespace tuilerie {

class FindingsModel;

/// What the rules of core/check say of the data set; all findings are listed, and the program mends what it can.
class CheckPanel : public DraftPanel
{
    Q_OBJECT

public:
    explicit CheckPanel(DataSet *data, QWidget *parent = nullptr);

    QString id() const override { return QStringLiteral("check"); }
    QString title() const override { return tr("Check"); }
    QString subtitle() const override
    {
        return tr("What the rules found in the data set. Blocking findings must be put right first.");
    }
    void load(const PublishDraft &draft) override;
    void save(PublishDraft &draft) const override;
    QString problem() const override;
    QWidget *firstField() const override;

private:
    void run();
    void finished(Result<std::vector<Finding>> findings);
    void showSelected();
    const Finding *selected() const;
    void fix();
    void repair();
    void excludeFile(const QString &path);

    DataSet *m_data;
    QStringList m_paths;
    QString m_assignCrs;
    bool m_checked = false; ///< the findings are those of m_paths and m_assignCrs
    QString m_failure;
    FindingsModel *m_model;
    QLabel *m_verdictIcon;
    QLabel *m_verdict;
    QTreeView *m_view;
    QProgressBar *m_progress;
    QLabel *m_detail;
    QPushButton *m_show;
    QPushButton *m_fix;
    QPushButton *m_repair;
    QPushButton *m_again;
    LatestOnly<Result<std::vector<Finding>>> m_checking;
};

} // namespace tuilerie
