// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/signin.h"

#include <QDialog>

class QComboBox;
class QDialogButtonBox;
class QFormLayout;
class QLabel;
class QLineEdit;

namespace tuilerie {

/// How to sign in to a server: a token, or one of the OAuth 2.0 grants with a client of the user's own. UI thread.
class SignInDialog : public QDialog
{
    Q_OBJECT

public:
    SignInDialog(const QString &server, const SignIn &current, QWidget *parent = nullptr);

    SignIn signIn() const;

private:
    void showFields();

    QComboBox *m_grant;
    QFormLayout *m_form;
    QLineEdit *m_token;
    QLineEdit *m_realm;
    QLineEdit *m_clientId;
    QLineEdit *m_clientSecret;
    QLineEdit *m_username;
    QLineEdit *m_password;
    QLineEdit *m_totpSeed;
    QLabel *m_hint;
    QDialogButtonBox *m_buttons;
};

} // namespace tuilerie
