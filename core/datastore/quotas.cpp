// SPDX-License-Identifier: GPL-3.0-or-later
#include "datastore/datastore.h"

#include <QCoreApplication>
#include <array>
#include <limits>

namespace tuilerie {

namespace {

constexpr qint64 Gigabyte = 1000ll * 1000 * 1000;

struct QuotaProfile
{
    const char *name;
    qint64 bytes;
    qint64 layers;
};
constexpr qint64 Unlimited = 1000000; // more than anybody makes, so that use < quota stays true
// The offers of the platform (design §5).
constexpr std::array Profiles{QuotaProfile{"decouverte", 100 * Gigabyte, 20},
    QuotaProfile{"essentielle", 500 * Gigabyte, 50}, QuotaProfile{"premium", 20000 * Gigabyte, Unlimited}};

struct EndpointForm
{
    const char *id;
    const char *technicalName;
    const char *name;
    QLatin1String type;
    bool open;
    std::array<std::pair<const char *, const char *>, 2> urls; ///< type, path
};
const std::array Endpoints{EndpointForm{"6d1f0f8e-5a53-4b0e-9a53-0f3e5d6f1a01", "wmts", "WMTS and TMS",
                               ConfigurationType::WmtsTms, true, {{{"WMTS", "/wmts"}, {"TMS", "/tms/1.0.0"}}}},
    EndpointForm{"6d1f0f8e-5a53-4b0e-9a53-0f3e5d6f1a02", "wms-raster", "WMS raster", ConfigurationType::WmsRaster, true,
        {{{"WMS", "/wms-r"}, {nullptr, nullptr}}}},
    EndpointForm{"6d1f0f8e-5a53-4b0e-9a53-0f3e5d6f1a11", "wmts-private", "Private WMTS and TMS", ConfigurationType::WmtsTms,
        false, {{{"WMTS", "/private/wmts"}, {"TMS", "/private/tms/1.0.0"}}}},
    EndpointForm{"6d1f0f8e-5a53-4b0e-9a53-0f3e5d6f1a12", "wms-raster-private", "Private WMS raster",
        ConfigurationType::WmsRaster, false, {{{"WMS", "/private/wms-r"}, {nullptr, nullptr}}}},
    EndpointForm{"6d1f0f8e-5a53-4b0e-9a53-0f3e5d6f1a03", "wms-vector", "WMS vector", ConfigurationType::WmsVector, true,
        {{{"WMS", "/wms-v"}, {nullptr, nullptr}}}},
    EndpointForm{"6d1f0f8e-5a53-4b0e-9a53-0f3e5d6f1a13", "wms-vector-private", "Private WMS vector",
        ConfigurationType::WmsVector, false, {{{"WMS", "/private/wms-v"}, {nullptr, nullptr}}}},
    EndpointForm{"6d1f0f8e-5a53-4b0e-9a53-0f3e5d6f1a04", "download", "Download with ranges", ConfigurationType::Download,
        true, {{{"DOWNLOAD", "/download"}, {nullptr, nullptr}}}},
    EndpointForm{"6d1f0f8e-5a53-4b0e-9a53-0f3e5d6f1a14", "download-private", "Private download with ranges",
        ConfigurationType::Download, false, {{{"DOWNLOAD", "/private/download"}, {nullptr, nullptr}}}}};

QString tr(const char *text)
{
    return QCoreApplication::translate("tuilerie::Datastore", text);
}

const QuotaProfile &profileOf(const QString &name)
{
    for (const QuotaProfile &profile : Profiles)
        if (name == QLatin1String(profile.name))
            return profile;
    return Profiles.back();
}

Endpoint endpointOf(const EndpointForm &form, const QString &publicUrl)
{
    Endpoint endpoint;
    endpoint.id = QLatin1String(form.id);
    endpoint.name = QLatin1String(form.name);
    endpoint.technicalName = QLatin1String(form.technicalName);
    endpoint.type = form.type;
    endpoint.open = form.open;
    for (const auto &[type, path] : form.urls)
        if (type)
            endpoint.urls.push_back({QLatin1String(type), publicUrl + QLatin1String(path)});
    return endpoint;
}

} // namespace

qint64 Datastore::bytesUsed(const QString &kind) const
{
    qint64 bytes = 0;
    const std::lock_guard lock(m_entities->mutex());
    if (kind == EntityKind::Upload)
        // Files by reference take no room of ours.
        (void)m_entities->database().run("SELECT coalesce(sum(size),0) FROM upload_file WHERE reference IS NULL", {},
            [&](const SqlRow &row) { bytes = row.integer(0); });
    else
        // What versions share is counted once.
        (void)m_entities->database().run(
            "SELECT coalesce(sum(json_extract(doc,'$.size')-coalesce(json_extract(doc,'$.ancestry.shared'),0)),0) "
            "FROM entity WHERE kind=? AND status IS NOT 'DELETED'",
            {kind}, [&](const SqlRow &row) { bytes = row.integer(0); });
    return bytes;
}

std::vector<Endpoint> Datastore::endpoints(const QString &publicUrl) const
{
    const QuotaProfile &profile = profileOf(setting(QStringLiteral("profile")));
    std::vector<Endpoint> result;
    const std::lock_guard lock(m_entities->mutex());
    for (const EndpointForm &form : Endpoints) {
        Endpoint endpoint = endpointOf(form, publicUrl);
        (void)m_entities->database().run("SELECT count(*) FROM link WHERE target=? AND role='endpoint'", {endpoint.id},
            [&](const SqlRow &row) { endpoint.use = row.integer(0); });
        endpoint.quota = profile.layers;
        result.push_back(std::move(endpoint));
    }
    return result;
}

std::optional<Endpoint> Datastore::endpoint(const QString &id)
{
    for (const EndpointForm &form : Endpoints)
        if (id == QLatin1String(form.id))
            return endpointOf(form, {});
    return std::nullopt;
}

Status Datastore::checkLayers(const QString &layerName) const
{
    const QuotaProfile &profile = profileOf(setting(QStringLiteral("profile")));
    if (profile.layers >= Unlimited)
        return {}; // counting would make each publication dearer than the one before
    bool isKnown = false;
    qint64 count = 0;
    const std::lock_guard lock(m_entities->mutex());
    TUILERIE_CHECK(m_entities->database().run("SELECT count(DISTINCT layer_name), coalesce(max(layer_name=?),0) FROM entity "
                                              "WHERE kind='offering'",
        {layerName}, [&](const SqlRow &row) {
            count = row.integer(0);
            isKnown = row.integer(1) != 0;
        }));
    if (!isKnown && count >= profile.layers)
        return fail(ErrorCode::Conflict, tr("The quota of %1 layers is used up. Unpublish one first.").arg(profile.layers));
    return {};
}

Status Datastore::checkRoom(qint64 moreBytes) const
{
    const QuotaProfile &profile = profileOf(setting(QStringLiteral("profile")));
    const qint64 used = bytesUsed(EntityKind::Upload) + bytesUsed(EntityKind::StoredData) + bytesUsed(EntityKind::Annex);
    if (used + moreBytes > profile.bytes)
        return fail(ErrorCode::Conflict,
            tr("The quota of %1 GB is used up (%2 GB). Delete uploads or stored data that nothing uses.")
                .arg(profile.bytes / Gigabyte)
                .arg(double(used) / double(Gigabyte), 0, 'f', 1));
    return {};
}

DatastoreInfo Datastore::info(const QString &publicUrl) const
{
    const QuotaProfile &profile = profileOf(setting(QStringLiteral("profile")));
    DatastoreInfo info;
    info.id = m_id;
    info.name = QStringLiteral("Tuilerie");
    info.technicalName = QStringLiteral("tuilerie");
    info.description = tr("The datastore of this server");
    info.community = {setting(QStringLiteral("community")), QStringLiteral("Tuilerie"), {}, {}};
    info.contact = setting(QStringLiteral("contact"));
    info.endpoints = endpoints(publicUrl);
    // One disk, one quota: each storage shows its own use of the whole.
    const auto storage = [&](const char *tail, const char *name, const QStringList &labels, QLatin1String kind) {
        return StorageUse{QLatin1String("6d1f0f8e-5a53-4b0e-9a53-0f3e5d6f2a") + QLatin1String(tail), QLatin1String(name),
            QStringLiteral("FILESYSTEM"), labels, bytesUsed(kind), profile.bytes};
    };
    info.dataStorages = {storage("01", "pyramids",
        {QStringLiteral("PYRAMIDE"), QStringLiteral("VECTEUR"), QStringLiteral("ARCHIVE")}, EntityKind::StoredData)};
    info.uploads = storage("02", "uploads", {QStringLiteral("LIVRAISON")}, EntityKind::Upload);
    info.annexes = storage("03", "annexes", {QStringLiteral("ANNEXE")}, EntityKind::Annex);
    return info;
}

} // namespace tuilerie
