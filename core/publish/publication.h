// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "publish/identity.h"

#include <QDateTime>

namespace tuilerie {

enum class PublicationState { Running, Paused, Failed, Cancelled, Done };

/// A publication that the user has asked for, from the click to its end, whichever program carries it through. What is not
/// Done, Failed or Cancelled goes on at the next start: publish() finds what the server has of it already. Plain value, JSON
/// round trip but for `result`, which is written for people.
struct Publication
{
    QString id;     ///< UUID
    QString server; ///< "embedded" or a URL
    PublishRequest request;
    PublicationIdentity identity; ///< empty until its first run has found it out
    QStringList executions;       ///< ids of those that have worked for it on the server, the newest last
    PublicationState state = PublicationState::Running;
    Error error;              ///< when Failed
    PublicationResult result; ///< when Done
    QStringList warnings;
    QDateTime created;
    QDateTime finished; ///< when Cancelled: once the server has nothing of it any more

    bool isBeingCancelled() const { return state == PublicationState::Cancelled && !finished.isValid(); }
    bool isEnded() const { return state != PublicationState::Running && state != PublicationState::Paused; }
    QString title() const { return request.title.isEmpty() ? request.layer : request.title; }
    /// What publish() returned, unless the user had asked for the stop: Done or Failed.
    void end(const Result<PublicationResult> &outcome);
    void addWarning(const QString &sentence);    ///< once each
    void addExecution(const QString &execution); ///< once each
    QJsonObject toJson() const;
    static Result<Publication> fromJson(const QJsonObject &object);
};

} // namespace tuilerie
