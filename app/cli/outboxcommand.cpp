// SPDX-License-Identifier: GPL-3.0-or-later
#include "commands.h"
#include "serveroptions.h"

#include "outbox/sendoutbox.h"

#include <QCoreApplication>

namespace tuilerie::cli {

using namespace Qt::StringLiterals;

namespace {

constexpr int firstWaitMs = 5000;
constexpr int longestWaitMs = 60000;

QString tr(const char *text)
{
    return QCoreApplication::translate("tuilerie::cli::OutboxCommand", text);
}

QString stateText(OutboxState state)
{
    switch (state) {
    case OutboxState::Waiting: return tr("waiting");
    case OutboxState::Held: return tr("held");
    case OutboxState::Sending: return tr("sending");
    case OutboxState::Blocked: return tr("blocked");
    case OutboxState::Failed: break;
    }
    return tr("failed");
}

QString kindText(OutboxKind kind)
{
    return kind == OutboxKind::Publish ? tr("publication") : kind == OutboxKind::Update ? tr("update") : tr("push");
}

void show(const std::vector<OutboxItem> &items, Console &console)
{
    QList<QStringList> rows;
    for (const OutboxItem &item : items)
        rows << QStringList{
            QString::number(item.id), kindText(item.kind), item.layer, item.server.name, stateText(item.state), item.reason};
    if (rows.isEmpty())
        console.text(tr("The outbox is empty."));
    else
        console.table({tr("number"), tr("what"), tr("layer"), tr("server"), tr("state"), tr("reason")}, rows, 6);
}

ExitCode list(Outbox &outbox, Console &console)
{
    const auto items = outbox.list();
    if (!items)
        return console.error(items.error());
    QJsonArray all;
    for (const OutboxItem &item : *items)
        all.append(item.toJson());
    console.result(all);
    show(*items, console);
    return Done;
}

class OutboxCommand final : public Command
{
public:
    QString name() const override { return u"outbox"_s; }
    QString summary() const override
    {
        return tr("Publications, updates and pushes that were made without a network: lists, sends, holds, moves, drops.");
    }
    QString synopsis() const override { return u"list | send [ID]... | hold ID | release ID | move ID PLACE | drop ID"_s; }
    void addOptions(QCommandLineParser &parser) override
    {
        parser.addOption({u"wait"_s, tr("send: tries again until the servers answer.")});
        addServerOptions(parser);
    }

    ExitCode run(const QCommandLineParser &options, const QStringList &arguments, Console &console) override
    {
        const QString verb = arguments.value(0, u"list"_s);
        std::vector<qint64> numbers;
        for (const QString &text : arguments.mid(1)) {
            bool isNumber = false;
            numbers.push_back(text.toLongLong(&isNumber));
            if (!isNumber)
                return console.usage(tr("\"%1\" is no number of the outbox. Look at it with outbox list.").arg(text));
        }
        const size_t wanted = verb == "list"_L1 ? 0 : verb == "move"_L1 ? 2 : 1;
        const bool isKnown = QStringList{u"list"_s, u"send"_s, u"hold"_s, u"release"_s, u"move"_s, u"drop"_s}.contains(verb);
        if (!isKnown || (verb != "send"_L1 && numbers.size() != wanted))
            return console.usage(tr("The outbox knows list, send, hold ID, release ID, move ID PLACE and drop ID."));
        const auto outbox = Outbox::open();
        if (!outbox)
            return console.error(outbox.error());
        if (verb == "list"_L1)
            return list(**outbox, console);
        if (verb == "send"_L1)
            return send(options, numbers, **outbox, console);
        const qint64 id = numbers.front();
        const Status done = verb == "hold"_L1 ? (*outbox)->hold(id)
            : verb == "release"_L1            ? (*outbox)->release(id)
            : verb == "move"_L1               ? (*outbox)->move(id, int(std::clamp<qint64>(numbers.back(), 1, 1'000'000)))
                                              : (*outbox)->drop(id);
        if (!done)
            return console.error(done.error());
        return list(**outbox, console);
    }

private:
    static ExitCode send(
        const QCommandLineParser &options, const std::vector<qint64> &numbers, Outbox &outbox, Console &console)
    {
        SendChoices choices;
        choices.only = {numbers.begin(), numbers.end()};
        for (const qint64 number : numbers)
            if (const auto known = outbox.item(number); !known)
                return console.error(known.error());
        if (options.isSet(u"server"_s))
            choices.server = options.value(u"server"_s);
        choices.alsoStopped = true; // who asks for it has put right what was wrong
        // Ways that are said now are newer than those of the item.
        choices.connect = [&](const OutboxItem &item) {
            const OutboxServer now = serverOf(options, item.server.name);
            return connectToServer({item.server.name, now.datastore.isEmpty() ? item.server.datastore : now.datastore,
                                       now.tokenFile.isEmpty() ? item.server.tokenFile : now.tokenFile,
                                       now.dataFolder.isEmpty() ? item.server.dataFolder : now.dataFolder},
                console);
        };
        choices.begins = [&](const OutboxItem &item) {
            console.log(tr("Number %1: %2 of %3").arg(item.id).arg(kindText(item.kind), item.layer));
            if (item.kind == OutboxKind::Push)
                console.whole.reset();
            else
                console.whole.emplace(item.request);
        };
        console.onInterrupt = StopRequest::Pause;
        SendReport whole;
        for (int wait = firstWaitMs;; wait = std::min(wait * 2, longestWaitMs)) {
            const auto report = sendOutbox(outbox, choices, console);
            if (!report)
                return console.error(report.error());
            whole.sent.insert(whole.sent.end(), report->sent.begin(), report->sent.end());
            whole.left = report->left;
            if (!options.isSet(u"wait"_s) || !report->waitsForServer)
                break;
            // What failed by itself is not tried over and over.
            choices.alsoStopped = false;
            console.log(tr("Waiting for the server."));
            if (const Status waited = waitFor(wait, console); !waited)
                return console.error(waited.error());
        }
        console.result(whole.toJson());
        for (const SendReport::Sent &sent : whole.sent)
            console.text(tr("Sent: number %1, %2 of %3.").arg(sent.item.id).arg(kindText(sent.item.kind), sent.item.layer));
        if (!whole.left.empty() || whole.sent.empty())
            show(whole.left, console);
        // What the user holds is no failure.
        const bool isAllSent = std::all_of(
            whole.left.begin(), whole.left.end(), [](const OutboxItem &item) { return item.state == OutboxState::Held; });
        return isAllSent ? Done : whole.isBlocked() ? Blocked : Failed;
    }
};

} // namespace

std::unique_ptr<Command> makeOutboxCommand()
{
    return std::make_unique<OutboxCommand>();
}

} // namespace tuilerie::cli
