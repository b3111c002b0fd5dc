// SPDX-License-Identifier: GPL-3.0-or-later
#include "outbox/outboxitem.h"

#include "model/json.h"

namespace tuilerie {

using namespace Qt::StringLiterals;

QString outboxWord(OutboxKind kind)
{
    return kind == OutboxKind::Publish ? u"publish"_s : kind == OutboxKind::Update ? u"update"_s : u"push"_s;
}

QString outboxWord(OutboxState state)
{
    switch (state) {
    case OutboxState::Waiting: return u"waiting"_s;
    case OutboxState::Held: return u"held"_s;
    case OutboxState::Sending: return u"sending"_s;
    case OutboxState::Blocked: return u"blocked"_s;
    case OutboxState::Failed: break;
    }
    return u"failed"_s;
}

QJsonObject OutboxItem::toJson() const
{
    QJsonObject object{{u"id"_s, id}, {u"kind"_s, outboxWord(kind)}, {u"layer"_s, layer}, {u"server"_s, server.name},
        {u"state"_s, outboxWord(state)}, {u"reason"_s, reason}, {u"details"_s, details}};
    if (kind == OutboxKind::Push) {
        object.insert(u"file"_s, file);
        object.insert(u"publish"_s, isToPublish);
    } else {
        object.insert(u"paths"_s, modeljson::array(request.paths));
    }
    modeljson::put(object, "created", modeljson::date(created));
    modeljson::put(object, "tried", modeljson::date(tried));
    return object;
}

} // namespace tuilerie
