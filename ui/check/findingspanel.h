// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check/finding.h"

#include <QWidget>

class QLabel;
class QProgressBar;
class QPushButton;
class QTableView;

namespace tuilerie {

class FindingsModel;
class RepairDialog;
struct Progress;

/// What the rules found in one data set, worst first, and what can be done about it: look at the place, assign a CRS, leave
/// a file out, repair on a copy, check again. The checks dock and the wizard's page show the same panel; they give it the
/// data set's state and carry out what it asks for. UI thread only.
class FindingsPanel : public QWidget
{
    Q_OBJECT
public:
    enum class State {
        NoData,   ///< nothing is chosen
        NoChecks, ///< there are no rules for this kind of data
        Service,  ///< a published layer
        Waiting,  ///< to be checked
        Running,
        Failed,
        Done
    };
    struct Checked
    {
        State state = State::NoData;
        QString title; ///< of the data set; empty where there is only one
        std::vector<Finding> findings;
        QString failure;        ///< why it Failed, where that is known
        QString assignCrs;      ///< that the user has given the files without one
        bool checkable = false; ///< it can be checked again
    };

    explicit FindingsPanel(QWidget *parent = nullptr);
    void show(Checked checked);
    void setProgress(const Progress &progress); ///< of the running check
    int count(Severity severity) const;
    QTableView *view() const { return m_view; }

signals:
    void placeAsked(const tuilerie::Finding &finding); ///< to be shown on the map; it has one
    void crsAssigned(const QString &crs);
    void fileExcluded(const QString &path);
    /// A repair is on its way: its copyChosen() says what to go on with.
    void repairing(tuilerie::RepairDialog *dialog);
    void checkAgainAsked();

private:
    const Finding *current() const;
    void lay();
    void retranslate();
    void showCurrent();
    void showVerdict();
    QString verdict() const;
    void fix();
    void repair(const QString &path);

    Checked m_checked;
    FindingsModel *m_model;
    QTableView *m_view;
    QLabel *m_verdictIcon;
    QLabel *m_verdict;
    QProgressBar *m_progress;
    QLabel *m_detail;
    QPushButton *m_showOnMap;
    QPushButton *m_fix;
    QPushButton *m_repair;
    QPushButton *m_again;
};

} // namespace tuilerie
