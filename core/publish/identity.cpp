// SPDX-License-Identifier: GPL-3.0-or-later
#include "publish/identity.h"

#include "base/filename.h"

#include "model/params/fieldjson.h"
#include "model/rasterstyle.h"
#include "model/storeddata.h"
#include "delivery/deliveryfiles.h"

#include <QCryptographicHash>
#include <QFileInfo>
#include <QJsonDocument>

namespace tuilerie {

using namespace Qt::StringLiterals;

namespace {

class Fingerprint
{
public:
    void add(const QString &text) { m_hash.addData(text.toUtf8() + '\n'); }
    void addObject(const QJsonObject &object)
    {
        add(QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact)));
    }
    void addFile(const QString &path)
    {
        if (!path.isEmpty())
            add(u"%1|%2"_s.arg(absolutePath(path)).arg(fileStatus(path).stamp));
    }
    QString text() const { return QString::fromLatin1(m_hash.result().toHex().left(32)); }

private:
    QCryptographicHash m_hash{QCryptographicHash::Sha256};
};

// Only what differs from a raster's request, so that those keep their fingerprints.
void addKindOfData(const PublishRequest &request, Fingerprint &hash)
{
    for (const PublishTable &table : request.tables) {
        hash.addObject(table.toJson());
        hash.addFile(table.style);
    }
    hash.addFile(request.style);
    if (!request.derive.product.isEmpty())
        hash.add(u"%1|%2"_s.arg(request.derive.product).arg(request.derive.cell));
    if (request.cloud.format != "copc"_L1)
        hash.add(request.cloud.format);
}

} // namespace

PublicationIdentity PublicationIdentity::of(const PublishRequest &request)
{
    // What lies at the paths, as far as a look at the folders tells; one that cannot be read fails later, with a sentence.
    SilentControl quiet;
    const std::vector<DeliveryFile> files =
        filesInBox(request.resolvedKind(), request.paths, true, quiet).value_or(std::vector<DeliveryFile>());
    const auto addFiles = [&files](Fingerprint &hash) {
        for (const DeliveryFile &file : files)
            hash.addFile(file.path);
    };
    PublicationIdentity identity;
    Fingerprint whole;
    whole.add(request.layer);
    whole.add(request.srs);
    const QJsonObject parameters = request.parameters();
    whole.addObject(parameters);
    addKindOfData(request, whole);
    if (const QString grid = parameters.value("tms"_L1).toString(); QFileInfo(grid).suffix() == "json"_L1)
        whole.addFile(grid);
    addFiles(whole);
    identity.request = whole.text();
    if (!request.rasterStyles.isEmpty()) {
        Fingerprint drawn;
        drawn.add(identity.request);
        for (const QString &style : request.rasterStyles) {
            drawn.add(style);
            if (!builtInStyles().contains(style))
                drawn.addFile(style);
        }
        identity.styles = drawn.text();
    }

    const PublishKind kind = request.resolvedKind();
    if (kind != PublishKind::Vector && kind != PublishKind::PointCloud)
        return identity;
    Fingerprint data;
    data.add(request.layer);
    data.add(request.srs);
    const QJsonObject database = writeFields(request.database, JsonPart::Chosen);
    for (const QLatin1String name : {"srs"_L1, "multigeom_layers"_L1})
        if (database.contains(name))
            data.addObject({{name, database.value(name)}});
    addFiles(data);
    identity.data = data.text();
    if (kind == PublishKind::PointCloud)
        identity.cloud = identity.data + request.cloud.format;
    return identity;
}

QStringList PublicationIdentity::all() const
{
    QStringList known{request, data, cloud, styles};
    known.removeAll(QString());
    return known;
}

QString PublicationIdentity::ofStoredData(const QString &type) const
{
    if (type == StoredDataType::VectorDb && !data.isEmpty())
        return data;
    return cloud.isEmpty() || type == StoredDataType::RasterPyramid ? request : cloud;
}

QJsonObject PublicationIdentity::toJson() const
{
    QJsonObject object{{u"request"_s, request}};
    modeljson::put(object, "data", data);
    modeljson::put(object, "cloud", cloud);
    modeljson::put(object, "styles", styles);
    return object;
}

PublicationIdentity PublicationIdentity::fromJson(const QJsonObject &object)
{
    return {object.value("request"_L1).toString(), object.value("data"_L1).toString(), object.value("cloud"_L1).toString(),
        object.value("styles"_L1).toString()};
}

} // namespace tuilerie
