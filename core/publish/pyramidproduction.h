// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "publish/publication.h"
#include "publish/publicationplan.h"

namespace tuilerie {

/// The first half of a publication: from files to stored data, each GENERATED and made from exactly this request: found, or
/// made from wherever an earlier run stopped. Internal to this room.
class PyramidProduction
{
public:
    PyramidProduction(EntrepotClient &client, const PublishRequest &request, OnStop onStop);

    /// Everything that the request's services need, by type.
    Result<ProducedData> run();
    const QStringList &warnings() const { return m_warnings; }
    /// Statics by relation for tables that the request gives no style.
    void keepStyles(const QMap<QString, QString> &styles) { m_kept = styles; }
    /// Of a vector publication: ids of statics by relation.
    const QMap<QString, QString> &styles() const { return m_styles; }

private:
    QString fingerprintOf(const QString &type) const;
    Result<StoredData> produce(const PlannedData &planned, ProducedData &made);
    Result<std::optional<StoredData>> findStoredData(const QString &type);
    Result<StoredData> finish(const QString &storedData);
    Result<Upload> closedUpload();
    Result<Upload> openUpload();
    Status fill(const Upload &upload, bool byReference);
    Status waitForChecks(const QString &upload);
    Result<Processing> findProcessing(const PlannedData &planned);
    Result<StoredData> process(const PlannedData &planned, const Upload *upload, const StoredData *database);
    Result<QJsonObject> acceptedParameters(
        const Processing &processing, const PlannedData &planned, const StoredData *database);
    Tags tagsOf(const PlannedData &planned, const QString &upload, const StoredData *database) const;
    void log(const QString &sentence) { m_client.control().log(sentence); }

    EntrepotClient &m_client;
    const PublishRequest &m_request;
    const OnStop m_onStop;
    std::optional<Upload> m_upload; ///< closed; deleted at the end
    QMap<QString, QString> m_styles, m_kept;
    QStringList m_warnings;
};

/// The newest stored data of another type that was made for the same layer from the same delivery.
Result<StoredData> siblingOf(EntrepotClient &client, const StoredData &data, const QString &type);

/// Pauses between looks at something that takes its time: short at first, and never long where the server is this machine.
class Patience
{
public:
    explicit Patience(const EntrepotClient &client)
        : m_longestMs(client.address().isLoopback() ? 500 : 10000)
    {
    }
    Status wait(WorkControl &control)
    {
        const int ms = m_ms;
        m_ms = std::min(m_ms * 3 / 2, m_longestMs);
        return waitFor(ms, control);
    }

private:
    int m_ms = 100;
    int m_longestMs;
};

} // namespace tuilerie
