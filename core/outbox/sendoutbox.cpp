// SPDX-License-Identifier: GPL-3.0-or-later
#include "outbox/sendoutbox.h"

#include "publish/republish.h"
#include "publish/update.h"
#include "sync/syncing.h"

#include <QCoreApplication>
#include <QLockFile>
#include <QMap>

#include <algorithm>

namespace tuilerie {

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("tuilerie::Outbox", text);
}

struct Outcome
{
    QJsonObject result;
    QJsonArray blockers; ///< not empty: nothing was sent
};

Result<Outcome> pushItem(EntrepotClient &client, const OutboxItem &item)
{
    TUILERIE_TRY(pushed, pushCopy(client, item.file));
    if (pushed.isBlocked())
        return Outcome{{}, pushed.blockers()};
    QJsonObject result = pushed.toJson();
    if (item.isToPublish) {
        TUILERIE_TRY(published, republishLayer(client, item.layer, pushed.storedData));
        const QJsonObject shown = published.toJson(pushed.pushed.total());
        for (auto one = shown.begin(); one != shown.end(); ++one)
            result.insert(one.key(), one.value());
    }
    return Outcome{result, {}};
}

Result<Outcome> publishItem(EntrepotClient &client, Outbox &outbox, const OutboxItem &item)
{
    auto done = [&]() -> Result<PublicationResult> {
        if (item.kind == OutboxKind::Update)
            return updateLayer(client, item.request, item.choices);
        PublishRun run;
        run.identity = item.identity;
        run.identified = [&](const PublicationIdentity &identity) {
            if (const Status kept = outbox.keepIdentity(item.id, identity); !kept)
                client.control().warning(kept.error().message);
        };
        return publish(client, item.request, run);
    }();
    if (done)
        return Outcome{done->toJson(), {}};
    const QJsonArray findings = blockingFindings(done.error());
    if (findings.isEmpty())
        return fail(done.error());
    return Outcome{{}, findings};
}

// What is so for all that is for the same server, until it answers, or the user signs in.
bool isOfTheWay(const Error &error)
{
    return error.code == ErrorCode::Network || error.code == ErrorCode::Busy || error.code == ErrorCode::Denied;
}

bool isStop(const Error &error)
{
    return error.code == ErrorCode::Cancelled || error.code == ErrorCode::Paused;
}

class Sending
{
public:
    Sending(Outbox &outbox, const SendChoices &choices, WorkControl &control)
        : m_outbox(outbox)
        , m_choices(choices)
        , m_control(control)
    {
    }

    Result<SendReport> run()
    {
        TUILERIE_TRY(items, m_outbox.list());
        std::vector<OutboxItem> before; // and still there
        for (const OutboxItem &item : items) {
            TUILERIE_TRY(isSent, tryOne(item, before));
            if (!isSent)
                before.push_back(item);
        }
        TUILERIE_TRY(left, m_outbox.list());
        for (const OutboxItem &item : left)
            if (isMeant(item))
                m_report.left.push_back(item);
        return m_report;
    }

private:
    bool isMeant(const OutboxItem &item) const
    {
        return (m_choices.only.empty() || m_choices.only.contains(item.id))
            && (m_choices.server.isEmpty() || m_choices.server == item.server.name);
    }

    Result<bool> tryOne(const OutboxItem &item, const std::vector<OutboxItem> &before)
    {
        const bool isStopped = item.state == OutboxState::Blocked || item.state == OutboxState::Failed;
        if (!isMeant(item) || item.state == OutboxState::Held || (isStopped && !m_choices.alsoStopped))
            return false;
        const auto first =
            std::find_if(before.begin(), before.end(), [&](const OutboxItem &other) { return item.goesAfter(other); });
        if (const auto silent = m_silent.constFind(item.server.name); silent != m_silent.constEnd()) {
            TUILERIE_CHECK(m_outbox.note(item.id, *silent));
            return false;
        }
        if (first != before.end()) {
            TUILERIE_CHECK(m_outbox.note(item.id, tr("Waits for number %1 of the same layer.").arg(first->id)));
            return false;
        }
        if (const Status begun = m_outbox.begin(item.id, m_choices.alsoStopped); !begun) {
            if (begun.error().code == ErrorCode::Conflict || begun.error().code == ErrorCode::NotFound)
                return false;
            return fail(begun.error());
        }
        auto outcome = send(item);
        if (outcome && outcome->blockers.isEmpty()) {
            TUILERIE_CHECK(m_outbox.end(item.id));
            m_report.sent.push_back({item, outcome->result});
            return true;
        }
        if (outcome) {
            const QString reason = item.kind == OutboxKind::Push
                ? tr("There are conflicts to decide, or rules that the merged data break.")
                : tr("The checks found what keeps the data from being published.");
            TUILERIE_CHECK(m_outbox.end(item.id, OutboxState::Blocked, reason, outcome->blockers));
            return false;
        }
        const Error &error = outcome.error();
        const bool goesOn = isStop(error) || isOfTheWay(error);
        TUILERIE_CHECK(m_outbox.end(item.id, goesOn ? OutboxState::Waiting : OutboxState::Failed, error.message));
        if (isStop(error))
            return fail(error);
        if (isOfTheWay(error)) {
            m_silent.insert(item.server.name, error.message);
            m_report.waitsForServer = m_report.waitsForServer || error.code != ErrorCode::Denied;
        }
        return false;
    }

    Result<Outcome> send(const OutboxItem &item)
    {
        if (m_choices.begins)
            m_choices.begins(item);
        TUILERIE_TRY(access, m_choices.connect(item));
        EntrepotClient client(access, m_control);
        return item.kind == OutboxKind::Push ? pushItem(client, item) : publishItem(client, m_outbox, item);
    }

    Outbox &m_outbox;
    const SendChoices &m_choices;
    WorkControl &m_control;
    QMap<QString, QString> m_silent; ///< servers that did not answer, and what was said of it
    SendReport m_report;
};

} // namespace

bool SendReport::isBlocked() const
{
    return std::any_of(left.begin(), left.end(), [](const auto &item) { return item.state == OutboxState::Blocked; });
}

QJsonObject SendReport::toJson() const
{
    QJsonArray done, waiting;
    for (const Sent &one : sent) {
        QJsonObject item = one.item.toJson();
        for (const auto name : {"state"_L1, "reason"_L1, "details"_L1})
            item.remove(name);
        item.insert(u"result"_s, one.result);
        done.append(item);
    }
    for (const OutboxItem &item : left)
        waiting.append(item.toJson());
    return {{u"sent"_s, done}, {u"left"_s, waiting}};
}

Result<SendReport> sendOutbox(Outbox &outbox, const SendChoices &choices, WorkControl &control)
{
    const auto lead = outbox.lead();
    if (!lead)
        return fail(ErrorCode::Busy, tr("Another program is sending the outbox. Wait until it has ended."));
    return Sending(outbox, choices, control).run();
}

} // namespace tuilerie
