// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/publication.h"

namespace tuilerie {

/// The first half of a publication: from files to a stored pyramid. Internal to this room.
class PyramidProduction
{
public:
    PyramidProduction(EntrepotClient &client, const PublishRequest &request, OnStop onStop);

    /// A GENERATED pyramid made from exactly this request: found, or made from wherever an earlier run stopped.
    Result<StoredData> run();
    const QStringList &warnings() const { return m_warnings; }

private:
    Result<std::optional<StoredData>> findStoredData();
    Result<StoredData> finish(const QString &storedData);
    Result<Upload> closedUpload();
    Result<Upload> openUpload();
    Status fill(const Upload &upload, bool byReference);
    Status waitForChecks(const QString &upload);
    Result<Processing> findProcessing();
    Result<StoredData> process(const Upload &upload);
    QJsonObject acceptedParameters(const Processing &processing);
    void log(const QString &sentence) { m_client.control().log(sentence); }

    EntrepotClient &m_client;
    const PublishRequest &m_request;
    const OnStop m_onStop;
    const QString m_fingerprint;
    QStringList m_warnings;
};

/// Pauses between looks at something that takes its time: short at first, and never long where the server is this machine.
class Patience
{
public:
    explicit Patience(const EntrepotClient &client) : m_longestMs(client.address().isLoopback() ? 500 : 10000) {}
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
