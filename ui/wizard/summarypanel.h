// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/pyramidresult.h"
#include "ui/wizard/dataset.h"
#include "ui/wizard/draftpanel.h"

class QLabel;
class QPlainTextEdit;
class QPushButton;

namespace tuilerie {

class ServerSession;

/// The whole publication in one sentence, what it will cost, and the command that does the same.
class SummaryPanel : public DraftPanel
{
    Q_OBJECT

public:
    SummaryPanel(DataSet *data, ServerSession *servers, QWidget *parent = nullptr);

    QString id() const override { return QStringLiteral("summary"); }
    QString title() const override { return tr("Summary"); }
    QString subtitle() const override { return tr("What happens when you publish."); }
    void load(const PublishDraft &draft) override;
    void save(PublishDraft &) const override {}
    QWidget *firstField() const override;

    void setEstimate(const PyramidEstimate &estimate);
    QString sentence() const;
    QString commandLine() const;

private:
    void showTotals();
    static qint64 freeBytes(); ///< for the embedded server; any thread
    QString made(const PublishRequest &request) const;
    static QString serviceName(const QString &service, PublishKind kind);

    DataSet *m_data;
    ServerSession *m_servers;
    PublishDraft m_draft;
    PyramidEstimate m_estimate;
    QLabel *m_sentence;
    QLabel *m_totals;
    QPlainTextEdit *m_command;
    QPushButton *m_copy;
    qint64 m_free = -1; ///< not known yet
    LatestOnly<qint64> m_asking;
};

} // namespace tuilerie
