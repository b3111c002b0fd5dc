// SPDX-License-Identifier: GPL-3.0-or-later
#include "commands.h"
#include "serveroptions.h"

#include "publish/layers.h"

#include <QCoreApplication>

namespace tuilerie::cli {

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("tuilerie::cli::LayerCommands", text);
}

class LayersCommand final : public Command
{
public:
    QString name() const override { return u"layers"_s; }
    QString summary() const override { return tr("Lists the published layers with their addresses."); }
    QString synopsis() const override { return u""_s; }
    void addOptions(QCommandLineParser &parser) override { addServerOptions(parser); }

    ExitCode run(const QCommandLineParser &options, const QStringList &arguments, Console &console) override
    {
        if (!arguments.isEmpty())
            return console.usage(tr("layers takes no names."));
        return withServer(options, console, [&](EntrepotClient &client) -> ExitCode {
            const auto layers = listLayers(client);
            if (!layers)
                return console.error(layers.error());
            QJsonArray list;
            for (const PublishedLayerInfo &layer : *layers) {
                list.append(layer.toJson());
                console.text(layer.title == layer.layer ? layer.layer : u"%1  (%2)"_s.arg(layer.layer, layer.title));
                for (const PublishedService &service : layer.services)
                    console.text(u"  %1  %2%3"_s.arg(service.service, -8)
                                     .arg(service.url, service.open ? QString() : u"  "_s + tr("private")));
                if (!layer.viewer.isEmpty())
                    console.text(u"  %1  %2"_s.arg(u"viewer"_s, -8).arg(layer.viewer));
            }
            console.result(list);
            if (layers->empty())
                console.text(tr("No layer is published. Publish one: tuilerie-cli publish PATH... --layer NAME."));
            return Done;
        });
    }
};

class UnpublishCommand final : public Command
{
public:
    QString name() const override { return u"unpublish"_s; }
    QString summary() const override
    {
        return tr("Ends all services of a layer; its pyramid stays unless --delete-data is given.");
    }
    QString synopsis() const override { return u"LAYER"_s; }
    void addOptions(QCommandLineParser &parser) override
    {
        parser.addOption({u"delete-data"_s, tr("Also deletes the layer's pyramids, of all versions.")});
        addServerOptions(parser);
    }

    ExitCode run(const QCommandLineParser &options, const QStringList &arguments, Console &console) override
    {
        if (arguments.size() != 1)
            return console.usage(tr("Name one layer."));
        return withServer(options, console, [&](EntrepotClient &client) -> ExitCode {
            const bool withData = options.isSet(u"delete-data"_s);
            if (const Status done = unpublishLayer(client, arguments.first(), withData); !done)
                return console.error(done.error());
            console.result(
                QJsonObject{{u"layer"_s, arguments.first()}, {u"unpublished"_s, true}, {u"data_deleted"_s, withData}});
            console.text(withData ? tr("%1 is no longer published, and its data are deleted.").arg(arguments.first())
                                  : tr("%1 is no longer published. Its pyramid is kept; publishing the same data again is a "
                                       "matter of seconds.")
                                        .arg(arguments.first()));
            return Done;
        });
    }
};

} // namespace

std::unique_ptr<Command> makeLayersCommand()
{
    return std::make_unique<LayersCommand>();
}

std::unique_ptr<Command> makeUnpublishCommand()
{
    return std::make_unique<UnpublishCommand>();
}

} // namespace tuilerie::cli
