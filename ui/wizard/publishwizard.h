// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "grid/extent.h"
#include "ui/wizard/dataset.h"
#include "publish/publishdraft.h"

#include <QDialog>
#include <vector>

class QLabel;
class QListWidget;
class QPushButton;
class QStackedWidget;

namespace tuilerie {

class DataPanel;
class DraftPanel;
class LookPage;
class ServerSession;
class SummaryPanel;

/// The publish wizard: six pages over one draft, that is kept in the profile with every change, so closing it loses nothing.
/// Not modal. Keys: the letters underlined, Alt+Left and Alt+Right between the pages, Enter for Next, Esc closes. UI thread.
class PublishWizard : public QDialog
{
    Q_OBJECT

public:
    PublishWizard(ServerSession *servers, DraftStore *drafts, QWidget *parent = nullptr);
    ~PublishWizard() override;

    void start(const PublishDraft &draft);
    void addPaths(const QStringList &paths);
    const PublishDraft &draft() const { return m_draft; }
    LookPage *lookPage() const { return m_lookPage; }
    int page() const;
    int pageCount() const { return int(m_panels.size()); }
    DraftPanel *panel(int index) const { return m_panels[size_t(index)]; }
    QString problemShown() const;

signals:
    void publishAsked(const tuilerie::PublishDraft &draft);
    void showPlace(const tuilerie::Extent &extent, const QString &crs);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void closeEvent(QCloseEvent *event) override;

private:
    void lay();
    void retranslate();
    void goTo(int index);
    void next();
    void publish();
    void panelChanged();
    void showProblem(bool loud);
    void savePage();
    void keep();

    ServerSession *m_servers;
    DraftStore *m_drafts;
    DataSet m_data;
    PublishDraft m_draft;
    std::vector<DraftPanel *> m_panels;
    DataPanel *m_dataPanel;
    LookPage *m_lookPage;
    SummaryPanel *m_summaryPanel;
    QListWidget *m_steps;
    QLabel *m_heading;
    QLabel *m_subtitle;
    QStackedWidget *m_stack;
    QLabel *m_problemIcon;
    QLabel *m_problem;
    QPushButton *m_back;
    QPushButton *m_next;
    QPushButton *m_publish;
    QPushButton *m_close;
    int m_reached = 0; ///< the last page that may be gone to
    bool m_turning = false;
    bool m_loud = false; ///< the problem is said as one that was run into
    bool m_published = false;
};

} // namespace tuilerie
