// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/entrepotclient.h"
#include "publish/publishrequest.h"

namespace tuilerie {

/// The use cases of publishing, each a chain of Entrepôt calls. They block (EntrepotClient) and report to the client's
/// WorkControl: progress steps are "upload", "check", "processing", "publish"; log lines say what happens, in sentences.
///
/// What a stop request does to the processing that runs on the server.
enum class OnStop {
    LeaveRunning,   ///< it goes on without us; the same call later waits for it
    PauseProcessing ///< it is paused where the server can; the same call later resumes it
};

/// The whole chain (docs/entrepot.md §22.1): upload → close → checks → processing → stored data → configurations →
/// offerings. It finds what an earlier, interrupted run has made (by the tag `tuilerie_fingerprint`) and goes on from there;
/// a finished one is repeated without doing anything again. A stop comes back as an error of code Cancelled or Paused.
/// Conflict when the layer is published already from other data. A failed check is an error of code Corrupt whose detail
/// holds the findings (see blockingFindings()).
Result<PublicationResult> publish(
    EntrepotClient &client, const PublishRequest &request, OnStop onStop = OnStop::LeaveRunning);

/// New data for a published layer, under the same addresses: a new pyramid aside, then PUT configuration and PUT offering
/// for each service. Title, abstract, keywords, tile matrix set and compression stay unless the request says otherwise. The
/// pyramid before stays stored, for rollbackLayer(). NotFound when there is no such layer.
Result<PublicationResult> updateLayer(
    EntrepotClient &client, const PublishRequest &request, OnStop onStop = OnStop::LeaveRunning);

/// Ends the layer's services: offerings (two-step deletion, docs/entrepot.md §4), then configurations. `withData` also
/// deletes the pyramids and uploads behind it that nothing else uses. NotFound when there is no such layer.
Status unpublishLayer(EntrepotClient &client, const QString &layer, bool withData);
Status unpublishOffering(EntrepotClient &client, const QString &offering);
/// Offerings, configurations and the stored data itself (docs/entrepot.md §22.4).
Status cascadeDelete(EntrepotClient &client, const QString &storedData);

Result<std::vector<PublishedLayerInfo>> listLayers(EntrepotClient &client);
Result<PublishedLayerInfo> findLayer(EntrepotClient &client, const QString &layer);

/// One pyramid that a layer has or had.
struct LayerVersion
{
    QString storedData; ///< id
    QString name;
    QDateTime creation;
    qint64 size = 0;
    bool isCurrent = false;
    QJsonObject toJson() const; ///< {version, name, creation, size, current}
};
Result<std::vector<LayerVersion>> layerVersions(EntrepotClient &client, const QString &layer); ///< newest first
/// Back to another version (an id of layerVersions(); empty = the one before the current).
Result<PublicationResult> rollbackLayer(EntrepotClient &client, const QString &layer, const QString &version);

/// Follows an execution to its end, handing on progress and new log lines. Corrupt when it fails, Cancelled when it was
/// aborted. A paused one is resumed first, one that was only created is launched.
Status followExecution(EntrepotClient &client, const QString &execution, OnStop onStop = OnStop::LeaveRunning);

/// The findings in an error of publish() and updateLayer(); empty for other errors.
QJsonArray blockingFindings(const Error &error);

} // namespace tuilerie
