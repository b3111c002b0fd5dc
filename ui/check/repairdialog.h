// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "check/finding.h"
#include "check/vector/vectorrepairs.h"

#include <QDialog>
#include <memory>

class QCheckBox;
class QGroupBox;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QProgressBar;
class QPushButton;

namespace tuilerie {

class BackgroundControl;
struct Progress;
struct VectorFixReport;

/// Repairs of one vector file on a copy: which of those that its findings name, and under which name. Works off the UI
/// thread, with progress and a way to stop; then says what was done and offers to go on with the copy. The original is only
/// read. UI thread only.
class RepairDialog : public QDialog
{
    Q_OBJECT

public:
    RepairDialog(const QString &path, std::vector<VectorRepair> repairs, QWidget *parent = nullptr);
    ~RepairDialog() override;

    /// The file whose repairs are offered where this finding is selected: its own, else the first with any. Empty for none.
    static QString fileToRepair(const std::vector<Finding> &findings, const Finding *selected);
    /// Shows the dialog over the parent's window and comes back at once. It deletes itself.
    static RepairDialog *show(const QString &path, const std::vector<Finding> &findings, QWidget *parent);

    void reject() override;

signals:
    /// The user goes on with the copy, which is whole.
    void copyChosen(const QString &original, const QString &copy);

private:
    void lay();
    void sayRepairs();
    void sayClose();
    void chooseCrs(bool ticked);
    void chooseName();
    void updateButtons();
    void start();
    void finished(const Result<VectorFixReport> &report);
    void setEditable(bool editable);

    QString m_path;
    std::vector<VectorRepair> m_repairs;
    std::vector<QCheckBox *> m_ticks; ///< one for each repair
    std::vector<QLabel *> m_words;    ///< the sentence below it
    QString m_crs;
    QString m_copy; ///< once it is written
    QGroupBox *m_choices;
    QLineEdit *m_name;
    QPushButton *m_browse;
    QProgressBar *m_progress;
    QLabel *m_status;
    QPlainTextEdit *m_done;
    QPushButton *m_repair;
    QPushButton *m_use;
    QPushButton *m_close;
    std::shared_ptr<BackgroundControl> m_control; ///< while the work goes on
};

} // namespace tuilerie
