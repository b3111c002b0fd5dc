// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QToolButton>

namespace tuilerie {

class ServerSession;

/// A light and a word for the status bar: how the embedded server is. A click starts it when it is off or in trouble. UI
/// thread.
class ServerLight : public QToolButton
{
    Q_OBJECT

public:
    explicit ServerLight(ServerSession *servers, QWidget *parent = nullptr);

private:
    void refresh();

    ServerSession *m_servers;
};

} // namespace tuilerie
