// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/entrepotclient.h"
#include "publish/identity.h"
#include "publish/plan.h"

#include <functional>
#include <optional>

namespace tuilerie {

/// The first half of a publication: from files to stored data, each GENERATED and made from exactly this request: found, or
/// made from wherever an earlier run stopped. Internal to this room.
class PyramidProduction
{
public:
    /// `executing` hears of each execution that works for it, before it is followed.
    PyramidProduction(EntrepotClient &client, const PublishRequest &request, const PublicationIdentity &identity,
        std::function<void(const QString &execution)> executing = {});

    /// Everything that the request's services need, by type.
    Result<ProducedData> run();
    const QStringList &warnings() const { return m_warnings; }
    /// Statics by relation for tables that the request gives no style.
    void keepStyles(const QMap<QString, QString> &styles) { m_kept = styles; }
    const LayerStyles &styles() const { return m_styles; }
    /// Makes a version of a layer: `ancestor` by the type of the stored data, where what has not changed may be taken from
    /// it.
    void makeVersion(const QMap<QString, QString> &ancestors)
    {
        m_ancestors = ancestors;
        m_cause = QStringLiteral("update");
    }

private:
    Status checkProcessings(const std::vector<PlannedData> &plan);
    Result<StoredData> produce(const PlannedData &planned, ProducedData &made);
    Result<std::optional<StoredData>> findStoredData(const QString &type);
    Result<StoredData> finish(const QString &storedData);
    Status follow(const QString &execution);
    Result<Upload> closedUpload();
    Result<Upload> openUpload();
    Result<std::optional<Upload>> untaggedUpload(const Upload &wanted);
    Status fill(const Upload &upload, bool byReference);
    Status waitForChecks(const QString &upload);
    Result<Processing> findProcessing(const PlannedData &planned);
    Result<StoredData> process(const PlannedData &planned, const Upload *upload, const StoredData *source);
    Result<QJsonObject> acceptedParameters(
        const Processing &processing, const PlannedData &planned, const StoredData *source);
    void addAncestor(QJsonObject &parameters, const Processing &processing, const PlannedData &planned);
    Tags tagsOf(const PlannedData &planned, const QString &upload, const StoredData *source);
    void log(const QString &sentence) { m_client.control().log(sentence); }

    EntrepotClient &m_client;
    const PublishRequest &m_request;
    const PublicationIdentity &m_identity;
    const std::function<void(const QString &)> m_executing;
    std::optional<Upload> m_upload;        ///< closed
    std::vector<Processing> m_processings; ///< whole, once they have been asked for
    LayerStyles m_styles;
    QMap<QString, QString> m_kept;
    QMap<QString, QString> m_ancestors;
    QString m_cause = QStringLiteral("publish");
    QStringList m_warnings;
};

} // namespace tuilerie
