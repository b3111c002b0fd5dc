// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLabel;
class QProgressBar;
class QToolButton;

namespace tuilerie {

class MapDocument;

/// The status bar's left: the last message, and while something is being opened how far it is and a way to stop. UI thread
/// only.
class OpeningStatus : public QWidget
{
    Q_OBJECT

public:
    explicit OpeningStatus(MapDocument *document, QWidget *parent = nullptr);

    void setMessage(const QString &sentence);

private:
    void show();

    MapDocument *m_document;
    QProgressBar *m_progress;
    QToolButton *m_cancel;
    QLabel *m_message;
};

} // namespace tuilerie
