// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check/finding.h"
#include "ui/widgets/background.h"
#include "ui/wizard/dataset.h"
#include "ui/wizard/draftpanel.h"

namespace tuilerie {

class FindingsPanel;

/// The wizard's page "Check": the panel of findings over the draft's data set, which is checked whenever it is another one.
class CheckPage : public DraftPanel
{
    Q_OBJECT

public:
    explicit CheckPage(DataSet *data, QWidget *parent = nullptr);

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
    void runOn(const QStringList &paths, const QString &assignCrs);
    void finished(Result<std::vector<Finding>> findings);
    void exclude(const QString &file);

    DataSet *m_data;
    QStringList m_paths;
    QString m_assignCrs;
    bool m_checked = false; ///< the findings are those of m_paths and m_assignCrs
    QString m_failure;
    FindingsPanel *m_findings;
    LatestOnly<Result<std::vector<Finding>>> m_checking;
    LatestOnly<QStringList> m_listing; ///< the files of a folder, without one
};

} // namespace tuilerie
