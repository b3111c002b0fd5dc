// SPDX-License-Identifier: GPL-3.0-or-later
#include "publish/cancel.h"

#include "publish/belongings.h"
#include "publish/layers.h"
#include "publish/patience.h"
#include "publish/publicationstyles.h"
#include "publish/restarts.h"
#include "publish/tags.h"

namespace tuilerie {

using namespace Qt::StringLiterals;

namespace {

Status unlessGone(Status status)
{
    return !status && status.error().code == ErrorCode::NotFound ? Status() : status;
}

// Every service that the request asks for is published.
Result<bool> isWhole(EntrepotClient &client, const PublishRequest &request, const std::vector<Configuration> &ours)
{
    QStringList missing = request.configurationTypes();
    for (const Configuration &configuration : ours) {
        TUILERIE_TRY(offerings, client.offeringsOf(configuration.id));
        for (const Offering &item : offerings) {
            TUILERIE_TRY(offering, client.offering(item.id));
            if (offering.status == OfferingStatus::Published)
                missing.removeAll(configuration.type);
        }
    }
    return missing.isEmpty();
}

Status endExecution(EntrepotClient &client, ProcessingExecution execution)
{
    Patience patience(client);
    bool asked = false;
    while (!execution.isFinished()) {
        if (!std::exchange(asked, true)) {
            const Status aborted = client.abortExecution(execution.id);
            // It may have ended meanwhile.
            if (!aborted && aborted.error().code != ErrorCode::Conflict)
                return aborted;
        } else {
            TUILERIE_CHECK(patience.wait(client.control()));
        }
        TUILERIE_TRY(now, client.execution(execution.id));
        execution = now;
    }
    return {};
}

Status removeData(EntrepotClient &client, const StoredData &data, bool isShared)
{
    TUILERIE_TRY(executions, executionsOf(client, data.id));
    for (const ProcessingExecution &execution : executions)
        TUILERIE_CHECK(endExecution(client, execution));
    // A database that the layer was published from before may be needed for its other version.
    if (isShared && data.status == StoredDataStatus::Generated)
        return {};
    const Status deleted = unlessGone(client.deleteStoredData(data.id));
    // Refused while a layer uses it: then it is not only ours.
    return !deleted && deleted.error().code == ErrorCode::Conflict ? Status() : deleted;
}

// While its checks run an upload cannot be deleted; opened again it has none.
Status removeUpload(EntrepotClient &client, const Upload &upload)
{
    Status deleted = unlessGone(client.deleteUpload(upload.id));
    if (deleted || deleted.error().code != ErrorCode::Conflict)
        return deleted;
    Patience patience(client);
    for (;;) {
        (void)client.openUpload(upload.id);
        deleted = unlessGone(client.deleteUpload(upload.id));
        if (deleted || deleted.error().code != ErrorCode::Conflict)
            return deleted;
        const auto now = client.upload(upload.id);
        // Some platforms let a check run to its end; anything else in the way does not go by waiting.
        if (!now || now->status != UploadStatus::Checking)
            return now ? deleted : unlessGone(fail(now.error()));
        TUILERIE_CHECK(patience.wait(client.control()));
    }
}

Result<CancelOutcome> removeAll(EntrepotClient &client, const PublishRequest &request, const PublicationIdentity &identity)
{
    TUILERIE_TRY(configurations, configurationsOf(client, request.layer));
    std::vector<Configuration> ours;
    for (const Configuration &configuration : configurations) {
        if (configuration.tags.value(publicationtag::fingerprint) == identity.ofConfiguration())
            ours.push_back(configuration);
    }
    TUILERIE_TRY(whole, isWhole(client, request, ours));
    if (whole)
        return CancelOutcome::PublishedAlready;
    for (const Configuration &configuration : ours)
        TUILERIE_CHECK(removeConfiguration(client, configuration.id));

    TUILERIE_TRY(made, storedDataOf(client, identity.all()));
    // What was made of others goes first: what they were made of is in use until then.
    std::stable_partition(
        made.begin(), made.end(), [](const StoredData &data) { return data.type != StoredDataType::VectorDb; });
    const bool isShared = ours.size() < configurations.size();
    for (const StoredData &data : made)
        TUILERIE_CHECK(removeData(client, data, isShared && identity.ofStoredData(data.type) != identity.request));
    TUILERIE_TRY(sent, uploadsOf(client, identity.all()));
    for (const Upload &upload : sent)
        TUILERIE_CHECK(removeUpload(client, upload));
    if (!isShared)
        removeStyles(client, request.layer);
    return CancelOutcome::Removed;
}

} // namespace

Result<CancelOutcome> cancelPublication(
    EntrepotClient &client, const PublishRequest &request, const PublicationIdentity &identity)
{
    return throughRestarts(client, [&] { return removeAll(client, request, identity); });
}

} // namespace tuilerie
