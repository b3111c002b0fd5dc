// SPDX-License-Identifier: GPL-3.0-or-later
#include "publish/belongings.h"

#include "publish/tags.h"

namespace tuilerie {

using namespace Qt::StringLiterals;

namespace {

// Each listed item whole, without those that are gone between the two calls.
template <typename T, typename List, typename Get>
Status addTagged(const QString &fingerprint, const List &list, const Get &get, std::vector<T> &found)
{
    for (const T &item : list) {
        const Result<T> whole = get(item.id);
        if (!whole && whole.error().code == ErrorCode::NotFound)
            continue;
        if (!whole)
            return fail(whole.error());
        if (whole->tags.value(publicationtag::fingerprint) == fingerprint && whole->status != "DELETED"_L1)
            found.push_back(*whole);
    }
    return {};
}

Filter byFingerprint(const QString &fingerprint)
{
    return {{u"tags[%1]"_s.arg(publicationtag::fingerprint), fingerprint}};
}

} // namespace

Result<std::vector<StoredData>> storedDataOf(EntrepotClient &client, const QStringList &fingerprints)
{
    std::vector<StoredData> found;
    for (const QString &fingerprint : fingerprints) {
        TUILERIE_TRY(list, client.storedDataList(byFingerprint(fingerprint)));
        TUILERIE_CHECK(addTagged(
            fingerprint, list, [&client](const QString &id) { return client.storedData(id); }, found));
    }
    return found;
}

Result<std::vector<Upload>> uploadsOf(EntrepotClient &client, const QStringList &fingerprints)
{
    std::vector<Upload> found;
    for (const QString &fingerprint : fingerprints) {
        TUILERIE_TRY(list, client.uploads(byFingerprint(fingerprint)));
        TUILERIE_CHECK(addTagged(
            fingerprint, list, [&client](const QString &id) { return client.upload(id); }, found));
    }
    return found;
}

Result<std::vector<ProcessingExecution>> executionsOf(EntrepotClient &client, const QString &storedData)
{
    TUILERIE_TRY(list, client.executions({{u"output_stored_data"_s, storedData}}));
    std::vector<ProcessingExecution> found;
    for (const ProcessingExecution &item : list) {
        TUILERIE_TRY(whole, client.execution(item.id));
        if (whole.output.id == storedData)
            found.push_back(whole);
    }
    return found;
}

Result<std::vector<Configuration>> configurationsOf(EntrepotClient &client, const QString &layer)
{
    TUILERIE_TRY(list, client.configurations({{u"layer_name"_s, layer}}));
    std::vector<Configuration> found;
    for (const Configuration &item : list) {
        if (item.layerName != layer)
            continue;
        TUILERIE_TRY(whole, client.configuration(item.id));
        found.push_back(whole);
    }
    return found;
}

bool isPaused(const ProcessingExecution &execution)
{
    return execution.jobState == "paused"_L1 || execution.jobState == "pausing"_L1;
}

} // namespace tuilerie
