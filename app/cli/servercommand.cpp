// SPDX-License-Identifier: GPL-3.0-or-later
#include "commands.h"
#include "serveroptions.h"

#include <QCoreApplication>

namespace tuilerie::cli {

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("tuilerie::cli::ServerCommand", text);
}

/// The embedded server by hand: publish starts it by itself and leaves it running, so that the layers can be used.
class ServerCommand final : public Command
{
public:
    QString name() const override { return u"server"_s; }
    QString summary() const override { return tr("Starts or stops the embedded server, or says where it runs."); }
    QString synopsis() const override { return u"[status | start | stop]"_s; }
    void addOptions(QCommandLineParser &parser) override
    {
        parser.addOption(
            {u"data"_s, tr("Data folder of the embedded server (TUILERIE_DATA, else the one of your profile)."), u"DIR"_s});
    }

    ExitCode run(const QCommandLineParser &options, const QStringList &arguments, Console &console) override
    {
        const QString action = arguments.value(0, u"status"_s);
        const EmbeddedServerOptions server = embeddedOptions(options);
        if (arguments.size() > 1 || !QStringList{u"status"_s, u"start"_s, u"stop"_s}.contains(action))
            return console.usage(tr("Say server status, server start or server stop."));
        if (action == "stop"_L1) {
            if (const Status stopped = stopEmbeddedServer(server); !stopped)
                return console.error(stopped.error());
            console.result(QJsonObject{{u"running"_s, false}});
            console.text(tr("The embedded server does not run."));
            return Done;
        }
        const auto state = action == "start"_L1 ? ensureEmbeddedServer(server, console) : findEmbeddedServer(server);
        if (!state) {
            if (action == "start"_L1)
                return console.error(state.error());
            console.result(QJsonObject{{u"running"_s, false}});
            console.text(state.error().message);
            return Done;
        }
        console.result(QJsonObject{{u"running"_s, true}, {u"root"_s, state->root.toString()}, {u"pid"_s, state->pid},
            {u"data"_s, server.dataFolder.isEmpty() ? defaultServerFolder() : server.dataFolder}});
        console.text(tr("The embedded server runs at %1 (process %2).").arg(state->root.toString()).arg(state->pid));
        return Done;
    }
};

} // namespace

std::unique_ptr<Command> makeServerCommand()
{
    return std::make_unique<ServerCommand>();
}

} // namespace tuilerie::cli
