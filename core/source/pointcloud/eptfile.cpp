// SPDX-License-Identifier: GPL-3.0-or-later
#include "source/pointcloud/eptfile.h"

#include "base/filename.h"
#include "source/fileformat.h"
#include "source/lascrs.h"
#include "source/pointcloud/bytefile.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSet>

#include <algorithm>
#include <cmath>

namespace tuilerie {

namespace {

constexpr qint64 kLargestJson = qint64(256) << 20;

QString tr(const char *sentence)
{
    return QCoreApplication::translate("tuilerie::PointCloudSource", sentence);
}

tl::unexpected<Error> wrong(const QString &path, const QString &what)
{
    return fail(ErrorCode::Corrupt,
        tr("%1 is damaged: %2. Make the EPT again, or copy it again from its source.").arg(path, what), what);
}

Result<QJsonObject> readObject(const QString &path)
{
    TUILERIE_TRY(file, ByteFile::open(path));
    if (file->size() > kLargestJson)
        return wrong(path, tr("it is too large for a JSON file"));
    TUILERIE_TRY(bytes, file->read(0, file->size()));
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(bytes, &error);
    if (!document.isObject())
        return wrong(path, tr("it is no JSON object (%1)").arg(error.errorString()));
    return document.object();
}

bool takeBox(const QJsonValue &value, Extent &box, double &minZ, double &maxZ)
{
    const QJsonArray numbers = value.toArray();
    if (numbers.size() != 6 || !std::all_of(numbers.begin(), numbers.end(), [](const QJsonValue &number) {
            return number.isDouble() && std::isfinite(number.toDouble());
        }))
        return false;
    box = {numbers[0].toDouble(), numbers[1].toDouble(), numbers[3].toDouble(), numbers[4].toDouble()};
    minZ = numbers[2].toDouble();
    maxZ = numbers[5].toDouble();
    return box.east >= box.west && box.north >= box.south && maxZ >= minZ;
}

bool parseKey(const QString &name, OctreeKey &key)
{
    const QStringList parts = name.split(QLatin1Char('-'));
    if (parts.size() != 4)
        return false;
    bool good[4];
    key = {parts[0].toInt(&good[0]), parts[1].toInt(&good[1]), parts[2].toInt(&good[2]), parts[3].toInt(&good[3])};
    if (!(good[0] && good[1] && good[2] && good[3]) || key.level < 0 || key.level > 31)
        return false;
    const qint64 cells = qint64(1) << key.level;
    return key.x >= 0 && key.y >= 0 && key.z >= 0 && key.x < cells && key.y < cells && key.z < cells;
}

void takeCrs(const QJsonObject &srs, EptFile &ept)
{
    const QByteArray wkt = srs.value(QStringLiteral("wkt")).toString().toUtf8();
    const QString authority = srs.value(QStringLiteral("authority")).toString();
    const auto code = [&](const char *name) {
        const QJsonValue value = srs.value(QLatin1String(name));
        const QString text = value.isDouble() ? QString::number(value.toInt()) : value.toString();
        return authority.isEmpty() || text.isEmpty() ? QString() : authority + QLatin1Char(':') + text;
    };
    if (const QString name = code("horizontal"); !name.isEmpty())
        ept.crs = crsOfWkt(name.toUtf8());
    if (ept.crs.isEmpty() && !wkt.isEmpty())
        ept.crs = crsOfWkt(wkt);
    ept.verticalCrs = code("vertical");
    if (ept.verticalCrs.isEmpty() && !wkt.isEmpty())
        ept.verticalCrs = cloudCrsOfText(wkt).vertical;
}

Status takeFields(const QString &path, const QJsonArray &schema, EptFile &ept)
{
    for (const QJsonValue &value : schema) {
        const QJsonObject object = value.toObject();
        EptField field;
        field.name = object.value(QStringLiteral("name")).toString();
        field.type = object.value(QStringLiteral("type")).toString();
        field.size = object.value(QStringLiteral("size")).toInt();
        field.scale = object.value(QStringLiteral("scale")).toDouble(1);
        field.offset = object.value(QStringLiteral("offset")).toDouble(0);
        for (const QJsonValue &count : object.value(QStringLiteral("counts")).toArray())
            field.counts[count.toObject().value(QStringLiteral("value")).toInt()] +=
                count.toObject().value(QStringLiteral("count")).toInteger();
        if (field.name.isEmpty() || field.size < 1 || field.size > 8)
            return wrong(path, tr("its schema has a field without name or size"));
        ept.fields.push_back(std::move(field));
    }
    for (const char *name : {"X", "Y", "Z"}) {
        if (!ept.field(QLatin1String(name)))
            return wrong(path, tr("its schema has no %1").arg(QLatin1String(name)));
    }
    return {};
}

Status readHierarchy(const QString &folder, EptFile &ept)
{
    std::vector<OctreeKey> waiting{OctreeKey{}};
    QSet<QString> seen;
    while (!waiting.empty()) {
        const OctreeKey root = waiting.back();
        waiting.pop_back();
        const QString path = folder + QLatin1String("/ept-hierarchy/") + octreeKeyName(root) + QLatin1String(".json");
        TUILERIE_TRY(page, readObject(path));
        ++ept.pages;
        for (auto entry = page.constBegin(); entry != page.constEnd(); ++entry) {
            OctreeKey key;
            const qint64 points = entry.value().toInteger(-2);
            if (!parseKey(entry.key(), key) || key.level < root.level)
                return wrong(path, tr("%1 is no node that it may list").arg(entry.key()));
            const int up = key.level - root.level;
            if (OctreeKey{root.level, key.x >> up, key.y >> up, key.z >> up} != root)
                return wrong(path, tr("%1 is no node that it may list").arg(entry.key()));
            if (points == -1 && key != root) {
                waiting.push_back(key);
                continue;
            }
            if (points < 0)
                return wrong(path, tr("the node %1 has %2 points").arg(entry.key()).arg(points));
            if (seen.contains(entry.key()))
                return wrong(path, tr("the node %1 is listed twice").arg(entry.key()));
            seen.insert(entry.key());
            if (points > 0)
                ept.nodes.push_back({key, points});
        }
    }
    std::sort(ept.nodes.begin(), ept.nodes.end(), [](const EptNode &a, const EptNode &b) { return a.key < b.key; });
    return {};
}

QString descriptorPath(const QString &path)
{
    return isFolder(path) ? absolutePath(path) + QLatin1String("/ept.json") : absolutePath(path);
}

} // namespace

QString octreeKeyName(const OctreeKey &key)
{
    return QStringLiteral("%1-%2-%3-%4").arg(key.level).arg(key.x).arg(key.y).arg(key.z);
}

bool EptFile::isEpt(const QString &path)
{
    const QString descriptor = descriptorPath(path);
    return isEptDescriptor(descriptor) && isFile(descriptor);
}

const EptField *EptFile::field(const QString &name) const
{
    const auto found = std::find_if(fields.begin(), fields.end(), [&](const EptField &field) { return field.name == name; });
    return found == fields.end() ? nullptr : &*found;
}

QString EptFile::nodePath(const OctreeKey &key) const
{
    const char *suffix = dataType == QLatin1String("laszip") ? "laz"
        : dataType == QLatin1String("zstandard")             ? "zst"
                                                             : "bin";
    return m_folder + QLatin1String("/ept-data/") + octreeKeyName(key) + QLatin1Char('.') + QLatin1String(suffix);
}

Result<std::shared_ptr<const EptFile>> EptFile::open(const QString &path)
{
    auto ept = std::make_shared<EptFile>();
    ept->m_path = descriptorPath(path);
    ept->m_folder = QFileInfo(ept->m_path).path();
    TUILERIE_TRY(object, readObject(ept->m_path));
    ept->dataType = object.value(QStringLiteral("dataType")).toString();
    ept->version = object.value(QStringLiteral("version")).toString();
    ept->points = object.value(QStringLiteral("points")).toInteger(-1);
    ept->span = object.value(QStringLiteral("span")).toInteger(0);
    if (!takeBox(object.value(QStringLiteral("bounds")), ept->cube, ept->cubeMinZ, ept->cubeMaxZ)
        || !takeBox(object.value(QStringLiteral("boundsConforming")), ept->extent, ept->minZ, ept->maxZ))
        return wrong(ept->m_path, tr("its bounds are not six numbers, least first"));
    if (ept->points < 0 || ept->span < 1)
        return wrong(ept->m_path, tr("it does not say how many points there are or their span"));
    if (ept->dataType != QLatin1String("laszip") && ept->dataType != QLatin1String("binary")
        && ept->dataType != QLatin1String("zstandard"))
        return fail(ErrorCode::Unsupported,
            tr("The points of %1 are stored as \"%2\"; laszip, binary and zstandard are known. Make the EPT again with one "
               "of these.")
                .arg(ept->m_path, ept->dataType));
    if (object.value(QStringLiteral("hierarchyType")).toString(QStringLiteral("json")) != QLatin1String("json"))
        return fail(ErrorCode::Unsupported,
            tr("The hierarchy of %1 is compressed, which cannot be read. Make the EPT again with a hierarchy of type json.")
                .arg(ept->m_path));
    TUILERIE_CHECK(takeFields(ept->m_path, object.value(QStringLiteral("schema")).toArray(), *ept));
    takeCrs(object.value(QStringLiteral("srs")).toObject(), *ept);
    TUILERIE_CHECK(readHierarchy(ept->m_folder, *ept));
    return ept;
}

} // namespace tuilerie
