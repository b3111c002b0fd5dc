// SPDX-License-Identifier: GPL-3.0-or-later
#include "serveroptions.h"

#include "base/detached.h"
#include "client/signinstore.h"
#include "client/tokensource.h"

#include <QCoreApplication>
#include <QStandardPaths>

namespace tuilerie::cli {

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("tuilerie::cli::ServerOptions", text);
}

} // namespace

void addServerOptions(QCommandLineParser &parser)
{
    parser.addOptions({
        {u"server"_s, tr("The server: embedded, or an address such as https://data.geopf.fr/api (embedded)."), u"SERVER"_s,
            u"embedded"_s},
        {u"token-file"_s,
            tr("File with the bearer token, or with a sign-in as JSON: grant (password, client_credentials, "
               "authorization_code), realm, client_id, client_secret, username, password."),
            u"FILE"_s},
        {u"datastore"_s, tr("Id or name of the datastore (the first one of your account)."), u"NAME"_s},
        {u"data"_s, tr("Data folder of the embedded server (TUILERIE_DATA, else the one of your profile)."), u"DIR"_s},
    });
}

EmbeddedServerOptions embeddedOptions(const QCommandLineParser &parser)
{
    EmbeddedServerOptions options;
    options.dataFolder = parser.value(u"data"_s);
    return options;
}

Result<std::shared_ptr<ServerAccess>> connectToServer(
    const QCommandLineParser &parser, const QString &server, Console &console)
{
    const QString datastore = parser.value(u"datastore"_s);
    if (server == EmbeddedServerName) {
        const EmbeddedServerOptions options = embeddedOptions(parser);
        TUILERIE_TRY(state, ensureEmbeddedServer(options, console));
        console.log(tr("Embedded server: %1").arg(state.root.toString()));
        return embeddedAccess(state, options, datastore);
    }
    TUILERIE_TRY(address, ServerAddress::fromText(server));
    address.datastore = datastore;
    const auto open = [&console](const QUrl &page) {
        console.message(tr("Sign in with your browser: %1").arg(page.toString(QUrl::FullyEncoded)));
        const QString opener = QStandardPaths::findExecutable(u"xdg-open"_s);
        if (!opener.isEmpty() && (qEnvironmentVariableIsSet("DISPLAY") || qEnvironmentVariableIsSet("WAYLAND_DISPLAY")))
            startDetached(opener, {page.toString(QUrl::FullyEncoded)});
    };
    // What --token-file says, else how the user has signed in with the desktop.
    const QString file = parser.value(u"token-file"_s);
    TUILERIE_TRY(signIn, file.isEmpty() ? SignInStore().load(server) : loadSignIn(file));
    return std::make_shared<ServerAccess>(address, std::make_shared<TokenSource>(signIn, TokenSource::nameOf(signIn), open));
}

} // namespace tuilerie::cli
