// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/upload.h"

namespace tuilerie {

using namespace modeljson;

QJsonObject Upload::toJson() const
{
    QJsonObject object;
    writeCommon(object);
    object.insert(QLatin1String("description"), description);
    object.insert(QLatin1String("srs"), srs);
    put(object, "contact", contact);
    object.insert(QLatin1String("size"), size);
    object.insert(QLatin1String("open"), open);
    put(object, "extent", extent);
    object.insert(QLatin1String("type_infos"), typeInfos);
    return object;
}

Upload Upload::fromJson(const QJsonObject &object)
{
    Upload upload;
    upload.readCommon(object);
    upload.description = object.value(QLatin1String("description")).toString();
    upload.srs = object.value(QLatin1String("srs")).toString();
    upload.contact = object.value(QLatin1String("contact")).toString();
    upload.size = integer(object.value(QLatin1String("size")));
    upload.open = boolean(object.value(QLatin1String("open")));
    upload.extent = object.value(QLatin1String("extent")).toObject();
    upload.typeInfos = object.value(QLatin1String("type_infos")).toObject();
    return upload;
}

QJsonObject UploadTreeNode::toJson() const
{
    QJsonObject object{{QStringLiteral("type"), isDirectory ? QStringLiteral("DIRECTORY") : QStringLiteral("FILE")},
        {QStringLiteral("name"), name}, {QStringLiteral("size"), size}};
    if (isDirectory)
        object.insert(QLatin1String("children"), treeToJson(children));
    return object;
}

UploadTreeNode UploadTreeNode::fromJson(const QJsonObject &object)
{
    UploadTreeNode node;
    node.isDirectory =
        object.value(QLatin1String("type")).toString().compare(QLatin1String("DIRECTORY"), Qt::CaseInsensitive) == 0;
    node.name = object.value(QLatin1String("name")).toString();
    node.size = integer(object.value(QLatin1String("size")));
    node.children = treeFromJson(object.value(QLatin1String("children")).toArray());
    return node;
}

QJsonArray treeToJson(const std::vector<UploadTreeNode> &nodes)
{
    QJsonArray result;
    for (const UploadTreeNode &node : nodes)
        result.append(node.toJson());
    return result;
}

std::vector<UploadTreeNode> treeFromJson(const QJsonArray &array)
{
    std::vector<UploadTreeNode> nodes;
    for (const QJsonValue item : array)
        nodes.push_back(UploadTreeNode::fromJson(item.toObject()));
    return nodes;
}

namespace {
void collectSizes(const std::vector<UploadTreeNode> &nodes, const QString &prefix, QMap<QString, qint64> &sizes)
{
    for (const UploadTreeNode &node : nodes) {
        if (node.isDirectory)
            collectSizes(node.children, prefix + node.name + QLatin1Char('/'), sizes);
        else
            sizes.insert(prefix + node.name, node.size);
    }
}
} // namespace

QMap<QString, qint64> treeSizes(const std::vector<UploadTreeNode> &nodes)
{
    QMap<QString, qint64> sizes;
    collectSizes(nodes, {}, sizes);
    return sizes;
}

} // namespace tuilerie
