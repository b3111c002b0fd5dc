// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/servers/signindialog.h"

#include "ui/widgets/speak.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace tuilerie {

SignInDialog::SignInDialog(const QString &server, const SignIn &current, QWidget *parent)
    : QDialog(parent)
    , m_grant(new QComboBox)
    , m_form(new QFormLayout)
    , m_token(new QLineEdit(current.token))
    , m_realm(new QLineEdit(current.realm.toString()))
    , m_clientId(new QLineEdit(current.clientId))
    , m_clientSecret(new QLineEdit(current.clientSecret))
    , m_username(new QLineEdit(current.username))
    , m_password(new QLineEdit(current.password))
    , m_totpSeed(new QLineEdit(current.totpSeed))
    , m_hint(new QLabel)
    , m_buttons(new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel))
{
    m_grant->setObjectName(QStringLiteral("grantCombo"));
    for (const Grant grant : {Grant::StaticToken, Grant::AuthorizationCode, Grant::Password, Grant::ClientCredentials})
        m_grant->addItem(QString(), int(grant));
    m_grant->setCurrentIndex(m_grant->findData(int(current.grant)));
    m_token->setObjectName(QStringLiteral("tokenEdit"));
    m_username->setObjectName(QStringLiteral("usernameEdit"));
    m_password->setObjectName(QStringLiteral("passwordEdit"));
    m_clientId->setObjectName(QStringLiteral("clientIdEdit"));
    for (QLineEdit *secret : {m_token, m_clientSecret, m_password, m_totpSeed})
        secret->setEchoMode(QLineEdit::Password);
    m_realm->setObjectName(QStringLiteral("realmEdit"));
    m_realm->setPlaceholderText(QStringLiteral("https://sso.geopf.fr/realms/geoplateforme"));
    m_realm->setMinimumWidth(fontMetrics().averageCharWidth() * 50);
    m_hint->setWordWrap(true);
    m_hint->setForegroundRole(QPalette::PlaceholderText);

    for (QWidget *field : std::initializer_list<QWidget *>{
             m_grant, m_token, m_realm, m_clientId, m_clientSecret, m_username, m_password, m_totpSeed}) {
        auto *label = new QLabel;
        label->setBuddy(field);
        m_form->addRow(label, field);
    }
    auto *layout = new QVBoxLayout(this);
    layout->addLayout(m_form);
    layout->addWidget(m_hint);
    layout->addStretch();
    layout->addWidget(m_buttons);

    connect(m_grant, &QComboBox::currentIndexChanged, this, &SignInDialog::showFields);
    for (QLineEdit *edit : {m_token, m_realm, m_clientId, m_username, m_password})
        connect(edit, &QLineEdit::textChanged, this, &SignInDialog::showFields);
    connect(m_buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(m_buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    speak(this, [this, host = QUrl(server).host()] {
        setWindowTitle(tr("Sign in to %1").arg(host));
        const QString grants[] = {
            tr("With a token"), tr("In the browser"), tr("With a user name and password"), tr("As a service account")};
        for (int i = 0; i < m_grant->count(); ++i)
            m_grant->setItemText(i, grants[i]);
        const std::pair<QWidget *, QString> names[] = {{m_grant, tr("&How:")}, {m_token, tr("&Token:")},
            {m_realm, tr("&Realm:")}, {m_clientId, tr("&Client id:")}, {m_clientSecret, tr("Client &secret:")},
            {m_username, tr("&User name:")}, {m_password, tr("&Password:")}, {m_totpSeed, tr("T&wo-factor seed:")}};
        for (const auto &[field, name] : names)
            static_cast<QLabel *>(m_form->labelForField(field))->setText(name);
        showFields();
    });
}

SignIn SignInDialog::signIn() const
{
    SignIn result;
    result.grant = Grant(m_grant->currentData().toInt());
    if (result.grant == Grant::StaticToken) {
        result.token = m_token->text().trimmed();
        return result;
    }
    result.realm = QUrl(m_realm->text().trimmed());
    result.clientId = m_clientId->text().trimmed();
    result.clientSecret = m_clientSecret->text();
    if (result.grant == Grant::Password) {
        result.username = m_username->text();
        result.password = m_password->text();
        result.totpSeed = m_totpSeed->text().trimmed();
    }
    return result;
}

void SignInDialog::showFields()
{
    const auto grant = Grant(m_grant->currentData().toInt());
    const bool token = grant == Grant::StaticToken, password = grant == Grant::Password;
    const auto setRow = [this](QWidget *field, bool visible) {
        field->setVisible(visible);
        m_form->labelForField(field)->setVisible(visible);
    };
    setRow(m_token, token);
    for (QWidget *field : {m_realm, m_clientId, m_clientSecret})
        setRow(field, !token);
    for (QWidget *field : {m_username, m_password, m_totpSeed})
        setRow(field, password);
    m_hint->setText(token ? tr("The token of tuilerie-server's --token-file, or one from the server's own pages.")
            : grant == Grant::AuthorizationCode ? tr("A page of the server opens in your browser when a sign-in is needed.")
                                                : tr("Kept in your profile, in a file that only you can read."));
    const bool realmGiven =
        QUrl(m_realm->text().trimmed()).scheme().startsWith(QLatin1String("http")) && !m_clientId->text().isEmpty();
    m_buttons->button(QDialogButtonBox::Ok)
        ->setEnabled(token ? !m_token->text().trimmed().isEmpty()
                           : realmGiven && (!password || (!m_username->text().isEmpty() && !m_password->text().isEmpty())));
}

} // namespace tuilerie
