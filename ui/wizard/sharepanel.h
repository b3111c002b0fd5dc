// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/wizard/draftpanel.h"

class QCheckBox;
class QComboBox;
class QLabel;
class QPushButton;
class QRadioButton;

namespace tuilerie {

class ServerSession;

/// On which server, by which services, and to whom.
class SharePanel : public DraftPanel
{
    Q_OBJECT

public:
    explicit SharePanel(ServerSession *servers, QWidget *parent = nullptr);

    QString id() const override { return QStringLiteral("share"); }
    QString title() const override { return tr("Share"); }
    QString subtitle() const override
    {
        return tr("On which server, by which services and to whom the layer is published.");
    }
    void load(const PublishDraft &draft) override;
    void save(PublishDraft &draft) const override;
    QString problem() const override;
    QWidget *firstField() const override;

    /// A published layer stays on its server.
    void setServerFixed(bool fixed);

private:
    QString server() const;
    void serverChanged();
    void sayWhere();
    std::vector<std::pair<QString, QCheckBox *>> serviceBoxes() const;
    bool anyService() const;
    void nameServices();
    void signIn();
    void test();

    ServerSession *m_servers;
    bool m_serverFixed = false;
    QRadioButton *m_embedded;
    QRadioButton *m_other;
    QComboBox *m_url;
    QPushButton *m_signIn;
    QPushButton *m_test;
    QLabel *m_state;
    QCheckBox *m_wmts;
    QCheckBox *m_tms;
    QCheckBox *m_wmsr;
    QCheckBox *m_wmsv;
    QCheckBox *m_download;
    QLabel *m_serviceHint;
    QString m_servicesFor;
    PublishKind m_kind = PublishKind::Raster; ///< of m_request
    PublishRequest m_request;                 ///< whose services these are
    QRadioButton *m_public;
    QRadioButton *m_private;
};

} // namespace tuilerie
