// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "datastore/catalogue.h"
#include "datastore/entitystore.h"
#include "model/configuration.h"
#include "model/datastore.h"
#include "model/storeddata.h"
#include "model/upload.h"
#include "model/offering.h"

#include <QDir>
#include <QHash>
#include <QLockFile>
#include <atomic>
#include <functional>
#include <memory>
#include <optional>

namespace tuilerie {

/// What a processing made, when it is whole.
struct GeneratedData
{
    QJsonObject typeInfos;
    QString srs;
    GeographicBox box; ///< degrees; empty = not known
    QString database;  ///< VECTOR-DB: path of its GeoPackage
    QString folder;    ///< PYRAMID-3D and ARCHIVE: where the files lie that can be downloaded
    QString entry;     ///< PYRAMID-3D and PMTiles: file to begin with, below that folder
    QString format;    ///< PYRAMID-3D and ARCHIVE: COPC, VPC, EPT, ARCHIVE, PMTILES
};

struct DatastoreOptions
{
    QString folder;  ///< everything lies below it; made when it is missing
    QString profile; ///< quota profile: "decouverte", "essentielle", "premium"; empty = as before, at first premium
    bool oneStepUnpublish = false; ///< DELETE of an offering ends it at once, for clients before the two-step deletion (§4)
    QStringList references = {};   ///< folders below which files may be handed over by reference; none = none may
};

/// A file of an upload.
struct UploadFile
{
    QString path; ///< in the upload: "data/tile_01.tif"
    qint64 size = 0;
    QString reference; ///< where the file lies when it was handed over by reference: never changed or removed by us
    bool isMd5 = false;
};

/// A producer's whole state: entities in datastore.sqlite, files in folders beside it, and the catalogue of what is
/// published. The state machines of docs/entrepot.md §4 are kept here, whoever calls. One process at a time (lock
/// file). Thread-safe.
class Datastore final : public CatalogueSource
{
public:
    static Result<std::shared_ptr<Datastore>> open(const DatastoreOptions &options);
    ~Datastore() override;

    const QString &id() const { return m_id; }
    const DatastoreOptions &options() const { return m_options; }
    EntityStore &entities() const { return *m_entities; }
    QString folder() const { return m_options.folder; }
    /// Where works on an upload keep what they unpack of it; goes with the upload.
    QString copyFolder(const QString &upload) const { return m_options.folder + QLatin1String("/copies/") + upload; }
    QString setting(const QString &name) const;
    Status setSetting(const QString &name, const QString &value);

    // --- uploads ---
    QString uploadFolder(const QString &upload) const;
    Result<QJsonObject> createUpload(const QJsonObject &body);
    /// Where to write a file that is being sent, on the same file system as its final place.
    Result<QString> incomingFile(const QString &upload) const;
    /// Takes a finished incoming file into the upload under `path`, in the place of one of that path.
    Status addFile(const QString &upload, const QString &path, const QString &incoming, bool isMd5);
    /// By reference: a file, or all files below a folder. Denied for what does not lie below the folders that the
    /// administrator named, links followed, whether it is there or not.
    Status addReference(const QString &upload, const QString &path, const QString &file);
    /// Whether a path of this machine lies below one of these folders, links followed; Denied with a sentence otherwise.
    Status mayRefer(const QString &path) const;
    Status removeFile(const QString &upload, const QString &path);
    Result<std::vector<UploadFile>> files(const QString &upload) const;
    Result<std::vector<UploadTreeNode>> tree(const QString &upload) const;
    QString pathOf(const QString &upload, const UploadFile &file) const;
    Result<QJsonObject> setUploadStatus(
        const QString &upload, const QStringList &from, const QString &to, const QString &event);
    Status deleteUpload(const QString &upload);
    /// Refuses what could leave the upload's folder; strips a leading "/".
    static Result<QString> safePath(const QString &path);

    // --- stored data ---
    QString pyramidFolder(const QString &storedData) const;
    Status deleteStoredData(const QString &id);
    /// {used_by: [...], use: [...]}
    Result<QJsonObject> dependencies(const QString &id) const;
    /// Fills type_infos, srs, extent, size from a pyramid's descriptor and makes the stored data GENERATED. `valueRange`:
    /// valueRangeOf() the pyramid (pyramid/valuerange.h), whose tiles, which may be somebody's, are not read here.
    Status pyramidGenerated(const QString &id, const QString &descriptorPath, const QJsonArray &valueRange = {});
    /// The same for databases, 3D pyramids and archives.
    Status dataGenerated(const QString &id, const GeneratedData &data);
    /// Path of a ROK4 pyramid's descriptor. NotFound when the stored data is gone, Invalid when it is none.
    Result<QString> pyramidOf(const QString &storedData) const;
    /// Path of a VECTOR-DB's GeoPackage. NotFound when the stored data is gone, Invalid when it is none.
    Result<QString> databaseOf(const QString &storedData) const;
    /// Path of a static's file: its name says what it is (.sld, .qml), for those who read it.
    QString staticPath(const QJsonObject &document) const;

    // --- versions: pyramids that share files with the one before (hard links: each stands alone when the other goes) ---
    Status setAncestor(const QString &storedData, const QString &ancestor);
    QString ancestorOf(const QString &storedData) const; ///< empty: none
    /// What was made again of the ancestor: {changed, of} of a PyramidChanges, into `ancestry`.
    /// What the pyramid left of its sources for the version after it (raster pyramids; a file of DIR/.NAME.made). NotFound
    /// when it left none.
    Result<QByteArray> stateOf(const QString &storedData) const;
    Status noteChanges(const QString &storedData, const QJsonObject &changes);
    /// `ancestry.shared` of all relatives: bytes of files that an elder one has already. For after one came or went.
    Status countShared(const QString &storedData);

    // --- configurations and offerings ---
    Result<QJsonObject> createConfiguration(const QJsonObject &body);
    Result<QJsonObject> replaceConfiguration(const QString &id, const QJsonObject &body);
    Status deleteConfiguration(const QString &id);
    /// The style in a static of the type ROK4-STYLE. Invalid for another one, and for what cannot be drawn.
    Result<RasterStyle> rasterStyle(const QJsonObject &document) const;
    /// Whether the layers that show a static could show this style in its place.
    Status checkReplacedStyle(const QString &id, const RasterStyle &style) const;
    Result<QJsonObject> publish(const QString &configuration, const QString &endpoint, bool open);
    Result<QJsonObject> synchronize(const QString &offering); ///< PUT: the configuration's present state goes out
    Status deleteOffering(const QString &offering);

    // --- quotas ---
    std::vector<Endpoint> endpoints(const QString &publicUrl) const; ///< with use and quota
    static std::optional<Endpoint> endpoint(const QString &id);      ///< without them
    DatastoreInfo info(const QString &publicUrl) const;
    /// Conflict when so many more bytes do not fit the quota.
    Status checkRoom(qint64 moreBytes) const;
    /// Conflict when an offering of this layer name does not fit the quota.
    Status checkLayers(const QString &layerName) const;
    qint64 bytesUsed(const QString &kind) const;

    std::shared_ptr<const LayerCatalogue> catalogue() const override;
    /// After a change of an offering that is not made here: its entry of the catalogue alone is made anew.
    Status refreshLayer(const QString &offering);
    /// The same for the offerings that show a style, after a change of its file.
    Status refreshLayersOf(const QString &staticFile);

private:
    QStringList relativesOf(const QString &storedData) const;
    Result<QString> placeOf(
        const QString &storedData, QLatin1String member, const std::function<QString(const QString &)> &isNone) const;
    explicit Datastore(DatastoreOptions options)
        : m_options(std::move(options))
    {
    }
    Status prepare();
    Status readCatalogue(); ///< all of it, at the start
    Result<LayerCatalogue::Layer> shownLayer(const QJsonObject &offering) const;
    Result<std::shared_ptr<const PublishedLayer>> layerOf(
        const QJsonObject &offering, const QJsonObject &configuration, qint64 version, const QDateTime &updated) const;
    Status checkConfiguration(const QJsonObject &body, const QString &ownId) const;
    Status checkUse(const QString &type, const QJsonObject &typeInfos) const;
    Status checkPyramidUse(const QString &type, const QJsonObject &typeInfos) const;
    Status checkStyleUse(const StoredData &data, const QStringList &ids) const;
    Status checkRelationUse(const QJsonObject &typeInfos) const;
    Status checkDownloadUse(const QJsonObject &typeInfos) const;
    Result<StoredData> usableData(const QString &id) const;
    Status addUsedData(PublishedLayer &layer, const Configuration &configuration) const;
    Status snapshotPublication(const QString &offering, const QString &configuration);
    Status updateConfigurationStatus(const QString &configuration);

    DatastoreOptions m_options;
    QString m_id;
    std::unique_ptr<QLockFile> m_lock;
    std::unique_ptr<EntityStore> m_entities;
    std::shared_ptr<const LayerCatalogue> m_catalogue; ///< through std::atomic_load and atomic_store only
    QHash<QString, LayerCatalogue::Layer> m_shown; ///< the catalogue's entries by offering; guarded by the entities' mutex
    std::atomic<quint64> m_generation{0};
};

/// Removes a folder and all below; for folders of ours only.
Status removeFolder(const QString &folder);

} // namespace tuilerie
