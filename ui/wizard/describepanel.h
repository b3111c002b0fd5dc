// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/wizard/draftpanel.h"

class QLabel;
class QLineEdit;
class QPlainTextEdit;

namespace tuilerie {

class ServerSession;

/// What the layer is called and what catalogues say of it.
class DescribePanel : public DraftPanel
{
    Q_OBJECT

public:
    /// `servers` may be null: then no name is known to be taken.
    explicit DescribePanel(ServerSession *servers, QWidget *parent = nullptr);

    QString id() const override { return QStringLiteral("describe"); }
    QString title() const override { return tr("Describe"); }
    QString subtitle() const override
    {
        return tr("What the layer is called, and what capabilities and catalogues say of it.");
    }
    void load(const PublishDraft &draft) override;
    void save(PublishDraft &draft) const override;
    QString problem() const override;
    QWidget *firstField() const override;

    /// The name of a published layer cannot be changed: it is shown, not asked.
    void setNameFixed(bool fixed);
    /// "ortho 2024/toulouse.tif" → "toulouse": a valid layer name out of a path or title.
    static QString suggestedName(const PublishRequest &request);
    static bool isValidName(const QString &name);

private:
    void askTakenNames();
    void fieldChanged();

    ServerSession *m_servers;
    QString m_server;
    bool m_nameFixed = false;
    QStringList m_taken;
    QLineEdit *m_name;
    QLabel *m_nameHint;
    QLineEdit *m_title;
    QPlainTextEdit *m_abstract;
    QLineEdit *m_keywords;
    QLineEdit *m_attribution;
    QLineEdit *m_attributionUrl;
};

} // namespace tuilerie
