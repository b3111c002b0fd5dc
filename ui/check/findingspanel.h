// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check/finding.h"

#include <QWidget>

class QLabel;
class QPushButton;
class QTableView;
class QToolButton;

namespace tuilerie {

class FindingsModel;
struct MapEntry;

/// The checks panel: what the rules found in the selected data set, worst first, with "Show on Map", "Fix…" and
/// "Repair on a Copy…" for vector files. UI thread only.
class FindingsPanel : public QWidget
{
    Q_OBJECT
public:
    explicit FindingsPanel(QWidget *parent = nullptr);
    void showEntry(const MapEntry *entry);
    QTableView *view() const { return m_view; }

signals:
    void showOnMap(const tuilerie::Finding &finding);
    void fixRequested(const tuilerie::Finding &finding);
    void repairRequested(const QString &path); ///< of this vector file on a copy
    void checkAgainRequested();

protected:
    void changeEvent(QEvent *event) override;

private:
    const Finding *current() const;
    void showCurrent();
    void retranslate();
    void summarize(const MapEntry *entry);

    FindingsModel *m_model;
    QTableView *m_view;
    QLabel *m_summary;
    QLabel *m_fix;
    QPushButton *m_showOnMap;
    QPushButton *m_doFix;
    QPushButton *m_repair;
    QToolButton *m_again;
};

} // namespace tuilerie
