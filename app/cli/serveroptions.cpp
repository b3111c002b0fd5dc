// SPDX-License-Identifier: GPL-3.0-or-later
#include "serveroptions.h"

#include "base/detached.h"
#include "client/signinstore.h"
#include "client/tokensource.h"
#include "outbox/outbox.h"

#include <QCoreApplication>
#include <QFileInfo>
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

OutboxServer serverOf(const QCommandLineParser &parser, const QString &server)
{
    const auto path = [&parser](const QString &option) {
        const QString given = parser.value(option);
        return given.isEmpty() ? given : QFileInfo(given).absoluteFilePath();
    };
    return {server, parser.value(u"datastore"_s), path(u"token-file"_s), path(u"data"_s)};
}

Result<std::shared_ptr<ServerAccess>> connectToServer(const OutboxServer &server, Console &console)
{
    if (server.name == EmbeddedServerName) {
        EmbeddedServerOptions options;
        options.dataFolder = server.dataFolder;
        TUILERIE_TRY(state, ensureEmbeddedServer(options, console));
        console.log(tr("Embedded server: %1").arg(state.root.toString()));
        return embeddedAccess(state, options, server.datastore);
    }
    TUILERIE_TRY(address, ServerAddress::fromText(server.name));
    address.datastore = server.datastore;
    const auto open = [&console](const QUrl &page) {
        console.message(tr("Sign in with your browser: %1").arg(page.toString(QUrl::FullyEncoded)));
        const QString opener = QStandardPaths::findExecutable(u"xdg-open"_s);
        if (!opener.isEmpty() && (qEnvironmentVariableIsSet("DISPLAY") || qEnvironmentVariableIsSet("WAYLAND_DISPLAY")))
            startDetached(opener, {page.toString(QUrl::FullyEncoded)});
    };
    // What --token-file says, else how the user has signed in with the desktop.
    TUILERIE_TRY(signIn, server.tokenFile.isEmpty() ? SignInStore().load(server.name) : loadSignIn(server.tokenFile));
    return std::make_shared<ServerAccess>(address, std::make_shared<TokenSource>(signIn, TokenSource::nameOf(signIn), open));
}

void addLaterOption(QCommandLineParser &parser)
{
    parser.addOption({u"later"_s, tr("Keeps it in the outbox without asking a server: tuilerie-cli outbox send.")});
}

ExitCode sendLater(const OutboxItem &item, Console &console)
{
    const auto outbox = Outbox::open();
    if (!outbox)
        return console.error(outbox.error());
    const auto kept = (*outbox)->add(item);
    if (!kept)
        return console.error(kept.error());
    console.result(QJsonObject{{u"outbox"_s, kept->toJson()}});
    console.text(tr("Kept in the outbox as number %1: tuilerie-cli outbox send sends it.").arg(kept->id));
    return Done;
}

} // namespace tuilerie::cli
