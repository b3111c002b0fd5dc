// SPDX-License-Identifier: GPL-3.0-or-later
#include "commands.h"
#include "serveroptions.h"

#include "base/filename.h"
#include "publish/republish.h"
#include "sync/syncing.h"

#include <QCoreApplication>
#include <QJsonDocument>

namespace tuilerie::cli {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 shownFeatures = 100000;

QString tr(const char *text)
{
    return QCoreApplication::translate("tuilerie::cli::SyncCommand", text);
}

// "1,2.5,3,4"
std::optional<QList<double>> extentOf(const QString &text)
{
    QList<double> values;
    for (const QString &part : text.split(u',')) {
        bool good = false;
        values << part.trimmed().toDouble(&good);
        if (!good)
            return std::nullopt;
    }
    return values.size() == 4 && values[0] <= values[2] && values[1] <= values[3] ? std::optional(values) : std::nullopt;
}

QString shown(const QJsonValue &value)
{
    if (value.isNull() || value.isUndefined())
        return u"–"_s;
    if (value.isObject())
        return QString::fromUtf8(QJsonDocument(value.toObject()).toJson(QJsonDocument::Compact));
    return value.toVariant().toString();
}

Result<CopyOrigin> originOf(const QString &file)
{
    TUILERIE_TRY(copy, WorkingCopy::open(file, WorkingCopy::Access::Read));
    return copy->origin();
}

void tellPublished(const Republication &published, const QString &layer, Console &console)
{
    if (published.isOvertaken)
        console.text(tr("%1 shows a newer version already, which has these changes, too.").arg(layer));
    else if (published.tiles > 0)
        console.text(tr("%1 shows the new data: %2 of %3 tiles were made again.")
                         .arg(layer)
                         .arg(published.tiles)
                         .arg(published.ofTiles));
    else
        console.text(tr("%1 shows the new data.").arg(layer));
}

class SyncCommand final : public Command
{
public:
    QString name() const override { return u"sync"_s; }
    QString summary() const override
    {
        return tr("Takes a layer's data away as a GeoPackage, and brings what was edited in it back.");
    }
    QString synopsis() const override
    {
        return u"clone LAYER FILE.gpkg | status FILE.gpkg | pull FILE.gpkg | push FILE.gpkg | resolve FILE.gpkg "
               "[TABLE/FEATURE[/COLUMN]]... | restore FILE.gpkg [ID]"_s;
    }
    void addOptions(QCommandLineParser &parser) override
    {
        parser.addOptions({
            {u"extent"_s, tr("clone: features in this part only, in degrees (WGS 84)."), u"W,S,E,N"_s},
            {u"where"_s, tr("clone: features for which this SQL holds."), u"SQL"_s},
            {u"table"_s, tr("clone: this table (all of them); may be repeated."), u"TABLE"_s},
            {u"publish"_s, tr("push: makes the layer's tiles from the new data and switches to them.")},
            {u"mine"_s, tr("resolve: takes what was edited here.")},
            {u"theirs"_s, tr("resolve: takes what the others made of it.")},
            {u"list"_s, tr("restore: shows what is kept.")},
        });
        addLaterOption(parser);
        addServerOptions(parser);
    }

    ExitCode run(const QCommandLineParser &options, const QStringList &arguments, Console &console) override
    {
        const QString verb = arguments.value(0), file = arguments.value(verb == "clone"_L1 ? 2 : 1);
        const qsizetype count = arguments.size();
        if (file.isEmpty())
            return console.usage(
                tr("Say what to do and name the file: sync clone LAYER FILE.gpkg, or sync push FILE.gpkg."));
        if (verb == "clone"_L1 && count == 3)
            return clone(options, arguments.at(1), file, console);
        if (verb == "status"_L1 && count == 2)
            return status(file, console);
        if ((verb == "pull"_L1 || verb == "push"_L1) && count == 2)
            return exchange(options, verb == "push"_L1, file, console);
        if (verb == "resolve"_L1)
            return resolve(options, file, arguments.mid(2), console);
        if (verb == "restore"_L1 && count <= 3)
            return restore(options, file, arguments.value(2), console);
        return console.usage(tr("sync knows clone, status, pull, push, resolve and restore."));
    }

private:
    static ExitCode clone(const QCommandLineParser &options, const QString &layer, const QString &file, Console &console)
    {
        DataSelection selection;
        selection.tables = options.values(u"table"_s);
        selection.where = options.value(u"where"_s);
        if (options.isSet(u"extent"_s)) {
            const auto extent = extentOf(options.value(u"extent"_s));
            if (!extent)
                return console.usage(
                    tr("--extent is west,south,east,north in degrees, not \"%1\".").arg(options.value(u"extent"_s)));
            selection.extent = *extent;
        }
        return withServer(options, console, [&](EntrepotClient &client) -> ExitCode {
            const auto made = cloneLayer(client, options.value(u"server"_s), layer, file, selection);
            if (!made)
                return console.error(made.error());
            console.result(QJsonObject{{u"file"_s, file}, {u"layer"_s, layer}, {u"version"_s, made->version},
                {u"stored_data"_s, made->storedData}});
            console.text(tr("%1 is a working copy of %2, version %3.").arg(file, layer).arg(made->version));
            return Done;
        });
    }

    static ExitCode status(const QString &file, Console &console)
    {
        const auto status = copyStatus(file, shownFeatures);
        if (!status)
            return console.error(status.error());
        console.result(*status);
        console.text(tr("%1, version %2.").arg((*status)[u"layer"_s].toString()).arg((*status)[u"version"_s].toInteger()));
        QList<QStringList> rows;
        for (const QJsonValue item : (*status)[u"features"_s].toArray()) {
            QStringList columns;
            for (const QJsonValue column : item[u"columns"_s].toArray())
                columns << column.toString();
            rows << QStringList{item[u"table"_s].toString(), QString::number(item[u"feature"_s].toInteger()),
                item[u"op"_s].toString(), columns.join(", "_L1)};
        }
        console.table({tr("table"), tr("feature"), tr("change"), tr("columns")}, rows, 4);
        tell((*status)[u"conflicts"_s].toArray(), console);
        return Done;
    }

    // With the server that the copy came from, unless another is named.
    static ExitCode exchange(const QCommandLineParser &options, bool isPush, const QString &file, Console &console)
    {
        const auto origin = originOf(file);
        if (!origin)
            return console.error(origin.error());
        const QString server = options.isSet(u"server"_s) ? options.value(u"server"_s) : origin->server,
                      layer = origin->layer;
        if (isPush && options.isSet(u"later"_s)) {
            OutboxItem item;
            item.server = serverOf(options, server);
            item.layer = layer;
            item.file = absolutePath(file);
            item.isToPublish = options.isSet(u"publish"_s);
            return sendLater(item, console);
        }
        return withServer(options, server, console, [&](EntrepotClient &client) -> ExitCode {
            const auto outcome = isPush ? pushCopy(client, file) : pullCopy(client, file);
            if (!outcome)
                return console.error(outcome.error());
            QJsonObject answer = outcome->toJson();
            if (outcome->isBlocked()) {
                console.result(outcome->blockers());
                tell(outcome->blockers(), console);
                return Blocked;
            }
            if (isPush && options.isSet(u"publish"_s)) {
                const auto published = republishLayer(client, layer, outcome->storedData);
                if (!published)
                    return console.error(published.error());
                const QJsonObject shown = published->toJson(outcome->pushed.total());
                for (auto item = shown.begin(); item != shown.end(); ++item)
                    answer.insert(item.key(), item.value());
                tellPublished(*published, layer, console);
            }
            console.result(answer);
            const auto say = [&](const QString &sentence, const ChangeSet::Count &count) {
                console.text(sentence.arg(count.inserts).arg(count.updates).arg(count.deletes));
            };
            say(tr("Pulled: %1 new, %2 changed, %3 deleted."), outcome->pulled);
            if (isPush)
                say(tr("Pushed: %1 new, %2 changed, %3 deleted."), outcome->pushed);
            console.text(tr("The copy stands on version %1.").arg(outcome->version));
            return Done;
        });
    }

    // What is to be decided.
    static ExitCode open(const QString &file, Console &console)
    {
        const auto copy = WorkingCopy::open(file, WorkingCopy::Access::Read);
        if (!copy)
            return console.error(copy.error());
        const auto conflicts = (*copy)->openConflicts();
        if (!conflicts)
            return console.error(conflicts.error());
        SyncOutcome left;
        left.conflicts = *conflicts;
        console.result(QJsonObject{{u"decided"_s, 0}, {u"left"_s, qint64(conflicts->size())},
            {u"conflicts"_s, left.blockers()}, {u"remapped"_s, QJsonArray()}, {u"version"_s, (*copy)->origin().version}});
        console.text(tr("%1 decided, %2 left.").arg(0).arg(conflicts->size()));
        tell(left.blockers(), console);
        return Done;
    }

    static ExitCode resolve(
        const QCommandLineParser &options, const QString &file, const QStringList &places, Console &console)
    {
        const bool isMine = options.isSet(u"mine"_s), isTheirs = options.isSet(u"theirs"_s);
        if (!isMine && !isTheirs && places.isEmpty())
            return open(file, console);
        if (isMine == isTheirs)
            return console.usage(tr("Say whether --mine or --theirs is right."));
        std::vector<WorkingCopy::Choice> choices;
        for (const QString &place : places) {
            // Tables may have a stroke in their names; the feature is the last number.
            const QStringList parts = place.split(u'/');
            bool isFeature = false, isBeforeLast = false;
            const qint64 last = parts.last().toLongLong(&isFeature),
                         before = parts.value(parts.size() - 2).toLongLong(&isBeforeLast);
            if (parts.size() >= 3 && isBeforeLast)
                choices.push_back({QStringList(parts.mid(0, parts.size() - 2)).join(u'/'), before, parts.last(), isMine});
            else if (parts.size() >= 2 && isFeature)
                choices.push_back({QStringList(parts.mid(0, parts.size() - 1)).join(u'/'), last, {}, isMine});
            else
                choices.push_back({place, {}, {}, isMine});
        }
        if (choices.empty())
            choices.push_back({{}, {}, {}, isMine});
        const auto copy = WorkingCopy::open(file, WorkingCopy::Access::Change);
        if (!copy)
            return console.error(copy.error());
        qint64 decided = 0;
        for (const WorkingCopy::Choice &choice : choices) {
            const auto count = (*copy)->choose(choice);
            if (!count)
                return console.error(count.error());
            decided += *count;
        }
        const auto merged = (*copy)->merge();
        if (!merged)
            return console.error(merged.error());
        SyncOutcome left;
        left.conflicts = merged->conflicts;
        left.problems = merged->problems;
        console.result(QJsonObject{{u"decided"_s, decided}, {u"left"_s, qint64(left.conflicts.size())},
            {u"conflicts"_s, left.blockers()}, {u"remapped"_s, merged->remapped},
            {u"version"_s, (*copy)->origin().version}});
        console.text(tr("%1 decided, %2 left.").arg(decided).arg(left.conflicts.size()));
        tell(left.blockers(), console);
        return merged->problems.empty() ? Done : Blocked;
    }

    static ExitCode restore(const QCommandLineParser &options, const QString &file, const QString &id, Console &console)
    {
        const bool isList = options.isSet(u"list"_s) || id.isEmpty();
        bool isNumber = false;
        const qint64 number = id.toLongLong(&isNumber);
        if (!isList && !isNumber)
            return console.usage(tr("Give the number of a line of sync restore --list."));
        const auto copy = WorkingCopy::open(file, isList ? WorkingCopy::Access::Read : WorkingCopy::Access::Change);
        if (!copy)
            return console.error(copy.error());
        if (isList) {
            const auto kept = (*copy)->kept();
            if (!kept)
                return console.error(kept.error());
            console.result(*kept);
            QList<QStringList> rows;
            for (const QJsonValue item : *kept)
                rows << QStringList{QString::number(item[u"id"_s].toInteger()), item[u"moment"_s].toString(),
                    item[u"table"_s].toString(), QString::number(item[u"feature"_s].toInteger()), item[u"side"_s].toString(),
                    shown(item[u"values"_s])};
            console.table({tr("id"), tr("kept since"), tr("table"), tr("feature"), tr("side"), tr("values")}, rows, 6);
            return Done;
        }
        const auto problems = (*copy)->restore(number);
        if (!problems)
            return console.error(problems.error());
        SyncOutcome left;
        left.problems = *problems;
        console.result(QJsonObject{{u"restored"_s, problems->empty() ? 1 : 0}, {u"conflicts"_s, left.blockers()}});
        tell(left.blockers(), console);
        return problems->empty() ? Done : Blocked;
    }

    static void tell(const QJsonArray &blockers, Console &console)
    {
        bool isToDecide = false;
        for (const QJsonValue item : blockers) {
            if (const QString message = item[u"message"_s].toString(); !message.isEmpty()) {
                console.message(message);
                continue;
            }
            isToDecide = true;
            const QString column = item[u"column"_s].toString();
            console.message(tr("Conflict at %1: base %2, mine %3, theirs %4")
                                .arg(item[u"table"_s].toString() + u'/' + QString::number(item[u"feature"_s].toInteger())
                                        + (column.isEmpty() ? QString() : u'/' + column),
                                    shown(item[u"base"_s]), shown(item[u"mine"_s]), shown(item[u"theirs"_s])));
        }
        if (isToDecide)
            console.message(tr("Decide each with tuilerie-cli sync resolve --mine or --theirs, then push."));
    }
};

} // namespace

std::unique_ptr<Command> makeSyncCommand()
{
    return std::make_unique<SyncCommand>();
}

} // namespace tuilerie::cli
