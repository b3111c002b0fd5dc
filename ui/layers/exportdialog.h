// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "generate/export/pyramidexport.h"
#include "ui/widgets/background.h"

#include <QDialog>
#include <functional>

class QComboBox;
class QLabel;
class QLineEdit;
class QProgressBar;
class QPushButton;

namespace tuilerie {

/// "Export…": a pyramid of this machine into one file for those who have no ROK4 reader. What does not fit is said as soon
/// as a format is chosen, before work begins. The work goes on behind the window, can be paused, and is kept in the settings
/// until it is done or cancelled, so that it goes on after a restart. Closing the dialog pauses it. UI thread; nothing here
/// waits.
class ExportDialog : public QDialog
{
    Q_OBJECT

public:
    /// `params`: the pyramid, and what is known of the rest; with an output it is an export that was not finished.
    explicit ExportDialog(const ExportParams &params, QWidget *parent = nullptr);
    ~ExportDialog() override;

    /// Opens one for each export that an earlier session, or a dialog that was closed, left unfinished.
    static void offerUnfinished(QWidget *parent);
    bool isRunning() const { return bool(m_running); }

signals:
    void exported(const QString &path);
    void message(const QString &sentence); ///< for the status bar

private:
    using Sentence = std::function<QString()>; ///< in the language of the moment
    void lay();
    void retranslate();
    void look();
    void showOutlook(const Result<ExportOutlook> &outlook, const QStringList &warnings);
    void chooseFile();
    void chooseFormat();
    void startOrPause();
    void start();
    void finish(const Result<ExportedPyramid> &made);
    void drop();
    void showButtons();
    void say(Sentence sentence);
    ExportParams params() const;
    void keep(bool isUnfinished) const;

    QString m_pyramid;
    QString m_abstract;
    QComboBox *m_format;
    QComboBox *m_level;
    QLineEdit *m_title;
    QLineEdit *m_attribution;
    QLineEdit *m_file;
    QPushButton *m_choose;
    QLabel *m_state;
    QProgressBar *m_progress;
    QPushButton *m_start;
    QPushButton *m_cancel;
    QPushButton *m_close;
    QList<QLabel *> m_labels;
    LatestOnly<std::pair<Result<ExportOutlook>, QStringList>> m_looking;
    std::shared_ptr<BackgroundControl> m_running;
    Sentence m_sentence;
    bool m_mayStart = false;
    bool m_isPaused = false; ///< an unfinished one is on the disk
    bool m_isDropped = false;
};

} // namespace tuilerie
