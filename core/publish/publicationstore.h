// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "publish/publishrequest.h"

#include <QDateTime>
#include <QString>
#include <vector>

namespace tuilerie {

enum class PublicationState { Running, Paused, Failed, Cancelled, Done };

/// A publication that the user has asked for, from the click to its end. What is not Done, Failed or Cancelled goes on at
/// the next start: the client's publish() finds what the server has of it already. Plain value.
struct Publication
{
    QString id;     ///< UUID
    QString server; ///< "embedded" or a URL
    PublishRequest request;
    PublicationState state = PublicationState::Running;
    Error error;              ///< when Failed
    PublicationResult result; ///< when Done
    QStringList warnings;
    QDateTime created;
    QDateTime finished;

    bool isEnded() const { return state != PublicationState::Running && state != PublicationState::Paused; }
    QString title() const { return request.title.isEmpty() ? request.layer : request.title; }
    QJsonObject toJson() const;
    static Result<Publication> fromJson(const QJsonObject &object);
};

/// The publications of this profile, one file each, written atomically. UI thread.
class PublicationStore
{
public:
    explicit PublicationStore(QString folder = defaultFolder());
    static QString defaultFolder();

    std::vector<Publication> load() const; ///< oldest first; files that cannot be read are left where they are and logged
    Status save(const Publication &publication) const;
    void remove(const QString &id) const;

private:
    QString file(const QString &id) const;
    QString m_folder;
};

} // namespace tuilerie
