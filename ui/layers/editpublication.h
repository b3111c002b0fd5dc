// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "publish/request.h"
#include "publish/publishdraft.h"

#include <QDialog>
#include <functional>

class QDialogButtonBox;
class QLabel;

namespace tuilerie {

class DescribePanel;
class ServerSession;

/// "Edit publication…": the wizard's panel of what is said of a layer, over a layer that is published. Saving replaces its
/// configurations and synchronises its offerings; tiles and addresses stay. UI thread; nothing here waits.
class EditPublication : public QDialog
{
    Q_OBJECT

public:
    EditPublication(
        ServerSession *servers, const QString &server, const PublishedLayerInfo &layer, QWidget *parent = nullptr);

signals:
    void saved();

private:
    void fetch();
    void save();
    using Sentence = std::function<QString()>; ///< in the language of the moment
    void setBusy(bool busy, Sentence sentence);
    void say(Sentence sentence);

    ServerSession *m_servers;
    QString m_server;
    PublishedLayerInfo m_layer;
    DescribePanel *m_panel;
    QLabel *m_state;
    Sentence m_sentence;
    QDialogButtonBox *m_buttons;
};

} // namespace tuilerie
