// SPDX-License-Identifier: GPL-3.0-or-later
#include "commands.h"
#include "serveroptions.h"

#include "publish/layers.h"
#include "publish/versions.h"

#include <QCoreApplication>

namespace tuilerie::cli {

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("tuilerie::cli::VersionCommands", text);
}

ExitCode showSwitched(const Result<PublicationResult> &result, const QString &layer, Console &console)
{
    if (!result)
        return console.error(result.error());
    console.result(result->toJson());
    console.text(tr("%1 shows version %2 now.").arg(layer, result->storedData));
    return Done;
}

class VersionsCommand final : public Command
{
public:
    QString name() const override { return u"versions"_s; }
    QString summary() const override { return tr("Lists the pyramids that a layer has had, newest first; deletes some."); }
    QString synopsis() const override { return u"LAYER"_s; }
    void addOptions(QCommandLineParser &parser) override
    {
        parser.addOptions({
            {u"delete"_s, tr("Deletes a version that is not shown; the others lose nothing."), u"VERSION"_s},
            {u"keep"_s, tr("Deletes all but the newest N and the one that is shown."), u"N"_s},
        });
        addServerOptions(parser);
    }

    ExitCode run(const QCommandLineParser &options, const QStringList &arguments, Console &console) override
    {
        if (arguments.size() != 1)
            return console.usage(tr("Name one layer."));
        bool isNumber = true;
        const int kept = options.isSet(u"keep"_s) ? options.value(u"keep"_s).toInt(&isNumber) : 0;
        if (!isNumber || (options.isSet(u"keep"_s) && kept < 1))
            return console.usage(tr("--keep is a whole number of at least 1, not \"%1\".").arg(options.value(u"keep"_s)));
        return withServer(options, console, [&](EntrepotClient &client) -> ExitCode {
            if (options.isSet(u"delete"_s))
                if (const Status gone = deleteVersion(client, arguments.first(), options.value(u"delete"_s)); !gone)
                    return console.error(gone.error());
            if (kept > 0)
                if (const auto gone = keepVersions(client, arguments.first(), kept); !gone)
                    return console.error(gone.error());
            const auto versions = layerVersions(client, arguments.first());
            if (!versions)
                return console.error(versions.error());
            QJsonArray list;
            QList<QStringList> rows;
            for (const LayerVersion &version : *versions) {
                list.append(version.toJson());
                rows << QStringList{QString::number(version.number), version.storedData,
                    version.isCurrent ? tr("current") : QString(),
                    version.creation.toLocalTime().toString(u"yyyy-MM-dd HH:mm:ss"_s), version.cause, version.author,
                    readableBytes(double(version.size)), readableBytes(double(version.shared))};
            }
            console.result(list);
            console.table(
                {tr("no."), tr("version"), QString(), tr("made"), tr("cause"), tr("author"), tr("size"), tr("shared")}, rows,
                6);
            return Done;
        });
    }
};

class RollbackCommand final : public Command
{
public:
    QString name() const override { return u"rollback"_s; }
    QString summary() const override { return tr("Puts an earlier version of a layer back, all at once."); }
    QString synopsis() const override { return u"LAYER [VERSION]"_s; }
    void addOptions(QCommandLineParser &parser) override { addServerOptions(parser); }

    ExitCode run(const QCommandLineParser &options, const QStringList &arguments, Console &console) override
    {
        if (arguments.isEmpty() || arguments.size() > 2)
            return console.usage(tr("Name the layer, and the version if it is not the one before."));
        return withServer(options, console, [&](EntrepotClient &client) {
            return showSwitched(rollbackLayer(client, arguments.first(), arguments.value(1)), arguments.first(), console);
        });
    }
};

class SwitchCommand final : public Command
{
public:
    QString name() const override { return u"switch"_s; }
    QString summary() const override { return tr("Shows another version of a layer, all at once."); }
    QString synopsis() const override { return u"LAYER VERSION"_s; }
    void addOptions(QCommandLineParser &parser) override { addServerOptions(parser); }

    ExitCode run(const QCommandLineParser &options, const QStringList &arguments, Console &console) override
    {
        if (arguments.size() != 2)
            return console.usage(tr("Name the layer and the version: its id or its number in versions LAYER."));
        return withServer(options, console, [&](EntrepotClient &client) {
            return showSwitched(switchLayerTo(client, arguments.at(0), arguments.at(1)), arguments.first(), console);
        });
    }
};

class StatsCommand final : public Command
{
public:
    QString name() const override { return u"stats"_s; }
    QString summary() const override { return tr("Says how often a layer was asked for and how many bytes went out."); }
    QString synopsis() const override { return u"LAYER"_s; }
    void addOptions(QCommandLineParser &parser) override
    {
        parser.addOption({u"days"_s, tr("How far to look back (30)."), u"N"_s, u"30"_s});
        addServerOptions(parser);
    }

    ExitCode run(const QCommandLineParser &options, const QStringList &arguments, Console &console) override
    {
        if (arguments.size() != 1)
            return console.usage(tr("Name one layer."));
        bool good = false;
        const int days = options.value(u"days"_s).toInt(&good);
        if (!good || days < 1 || days > 36500)
            return console.usage(tr("--days is a whole number of at least 1, not \"%1\".").arg(options.value(u"days"_s)));
        return withServer(options, console, [&](EntrepotClient &client) -> ExitCode {
            const auto layer = findLayer(client, arguments.first());
            if (!layer)
                return console.error(layer.error());
            const QDateTime now = QDateTime::currentDateTimeUtc();
            QJsonArray list;
            QList<QStringList> rows;
            QStringList asked;
            for (const PublishedService &service : layer->services) {
                if (asked.contains(service.offering))
                    continue;
                asked << service.offering;
                const auto statistics = client.offeringStatistics(service.offering, now.addDays(-days), now);
                if (!statistics)
                    return console.error(statistics.error());
                const QJsonObject total = statistics->value(u"total"_s).toObject();
                QJsonObject item = *statistics;
                item.insert(u"service"_s, service.service);
                item.insert(u"offering"_s, service.offering);
                list.append(item);
                rows << QStringList{service.service, QString::number(total.value(u"hits"_s).toInteger()),
                    readableBytes(total.value(u"data_transfer"_s).toDouble())};
            }
            console.result(list);
            console.table({tr("service"), tr("requests"), tr("sent")}, rows, 1);
            return Done;
        });
    }
};

} // namespace

std::unique_ptr<Command> makeVersionsCommand()
{
    return std::make_unique<VersionsCommand>();
}

std::unique_ptr<Command> makeRollbackCommand()
{
    return std::make_unique<RollbackCommand>();
}

std::unique_ptr<Command> makeSwitchCommand()
{
    return std::make_unique<SwitchCommand>();
}

std::unique_ptr<Command> makeStatsCommand()
{
    return std::make_unique<StatsCommand>();
}

} // namespace tuilerie::cli
