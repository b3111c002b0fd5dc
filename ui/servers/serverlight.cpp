// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/servers/serverlight.h"

#include "ui/servers/serversession.h"
#include "ui/widgets/speak.h"
#include "ui/widgets/theme.h"

namespace tuilerie {

ServerLight::ServerLight(ServerSession *servers, QWidget *parent)
    : QToolButton(parent)
    , m_servers(servers)
{
    setObjectName(QStringLiteral("serverLight"));
    setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    setAutoRaise(true);
    connect(m_servers, &ServerSession::lightChanged, this, &ServerLight::refresh);
    connect(this, &QToolButton::clicked, m_servers, &ServerSession::start);
    speak(this, [this] { refresh(); });
}

void ServerLight::refresh()
{
    switch (m_servers->light()) {
    case ServerSession::Light::Off:
        setText(tr("Server off"));
        setIcon(Theme::icon(QStringLiteral("server"), ThemeColor::Muted));
        break;
    case ServerSession::Light::Starting:
        setText(tr("Server starting"));
        setIcon(Theme::icon(QStringLiteral("server"), ThemeColor::Warning));
        break;
    case ServerSession::Light::On:
        setText(tr("Server on"));
        setIcon(Theme::icon(QStringLiteral("server"), ThemeColor::Success));
        break;
    case ServerSession::Light::Trouble:
        setText(tr("Server trouble"));
        setIcon(Theme::icon(QStringLiteral("server"), ThemeColor::Error));
        break;
    }
    setToolTip(m_servers->sentence());
}

} // namespace tuilerie
