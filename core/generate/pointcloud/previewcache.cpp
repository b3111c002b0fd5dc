// SPDX-License-Identifier: GPL-3.0-or-later
#include "generate/pointcloud/previewcache.h"

#include "base/atomicfile.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QDateTime>
#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QStandardPaths>

#include <atomic>
#include <cerrno>
#include <cstdio>

namespace tuilerie::pointcloud {

namespace {

constexpr int version = 1; ///< of what previews are like: another makes all anew
constexpr int daysKept = 30;

QString tr(const char *text)
{
    return QCoreApplication::translate("tuilerie::PointCloudPreview", text);
}

QJsonObject toJson(const PointCloudPreview &preview)
{
    QJsonArray classes;
    for (const int value : preview.classes)
        classes.append(value);
    return {{QStringLiteral("points"), preview.points}, {QStringLiteral("sampled"), preview.sampledPoints},
        {QStringLiteral("share"), preview.share}, {QStringLiteral("whole"), preview.isWhole},
        {QStringLiteral("extent"), preview.extent.toJson()}, {QStringLiteral("z"), QJsonArray{preview.minZ, preview.maxZ}},
        {QStringLiteral("crs"), preview.crs},
        {QStringLiteral("intensity"), QJsonArray{preview.minIntensity, preview.maxIntensity}},
        {QStringLiteral("rgb"), preview.hasRgb}, {QStringLiteral("classes"), classes},
        {QStringLiteral("unreadable"), QJsonArray::fromStringList(preview.unreadable)}};
}

PointCloudPreview fromJson(const QJsonObject &object)
{
    PointCloudPreview preview;
    preview.points = object.value(QLatin1String("points")).toInteger();
    preview.sampledPoints = object.value(QLatin1String("sampled")).toInteger();
    preview.share = object.value(QLatin1String("share")).toDouble();
    preview.isWhole = object.value(QLatin1String("whole")).toBool();
    const QJsonArray extent = object.value(QLatin1String("extent")).toArray(),
                     z = object.value(QLatin1String("z")).toArray();
    const QJsonArray intensity = object.value(QLatin1String("intensity")).toArray();
    preview.extent = {extent.at(0).toDouble(), extent.at(1).toDouble(), extent.at(2).toDouble(), extent.at(3).toDouble()};
    preview.minZ = z.at(0).toDouble();
    preview.maxZ = z.at(1).toDouble();
    preview.crs = object.value(QLatin1String("crs")).toString();
    preview.minIntensity = intensity.at(0).toDouble();
    preview.maxIntensity = intensity.at(1).toDouble();
    preview.hasRgb = object.value(QLatin1String("rgb")).toBool();
    for (const QJsonValue &value : object.value(QLatin1String("classes")).toArray())
        preview.classes << value.toInt();
    for (const QJsonValue &value : object.value(QLatin1String("unreadable")).toArray())
        preview.unreadable << value.toString();
    return preview;
}

} // namespace

PreviewCache::PreviewCache(const std::vector<FileEntry> &files, PreviewLevel level)
    : m_folder(QStandardPaths::writableLocation(QStandardPaths::GenericCacheLocation)
        + QStringLiteral("/tuilerie/pointcloudpreview"))
    , m_level(level)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    hash.addData(QByteArray::number(version) + (level == PreviewLevel::First ? " first\n" : " refined\n"));
    for (const FileEntry &file : files)
        hash.addData(
            file.path.toUtf8() + '\0' + QByteArray::number(file.size) + ' ' + QByteArray::number(file.stamp) + '\n');
    m_stem = m_folder + QLatin1Char('/') + QString::fromLatin1(hash.result().toHex().left(32));
}

std::optional<PointCloudPreview> PreviewCache::load() const
{
    const QString path = m_stem + QStringLiteral(".copc.laz"), notes = m_stem + QStringLiteral(".json");
    if (!QFile::exists(notes))
        return std::nullopt;
    const auto text = readWholeFile(notes);
    QFile file(path);
    if (!text || !file.open(QIODevice::ReadOnly))
        return std::nullopt;
    PointCloudPreview preview = fromJson(QJsonDocument::fromJson(*text).object());
    if (preview.sampledPoints <= 0)
        return std::nullopt;
    // Used today: not to be thrown away soon. The file belongs to us; whether this works does not matter.
    file.setFileTime(QDateTime::currentDateTimeUtc(), QFileDevice::FileModificationTime);
    preview.path = path;
    preview.level = m_level;
    preview.fromCache = true;
    return preview;
}

Result<QString> PreviewCache::temporaryPath() const
{
    errno = 0;
    if (!QDir().mkpath(m_folder))
        return fail(errorFromErrno(tr("Making the folder"), m_folder));
    prune();
    static std::atomic<int> number{0};
    return m_stem + QStringLiteral(".%1-%2.copc.laz").arg(QCoreApplication::applicationPid()).arg(++number);
}

Status PreviewCache::keep(const QString &temporary, PointCloudPreview &preview) const
{
    const QString path = m_stem + QStringLiteral(".copc.laz");
    if (::rename(QFile::encodeName(temporary).constData(), QFile::encodeName(path).constData()) != 0)
        return fail(errorFromErrno(tr("Writing the preview"), path));
    preview.path = path;
    // The notes come last: with them the preview is whole.
    return writeFileAtomically(
        m_stem + QStringLiteral(".json"), QJsonDocument(toJson(preview)).toJson(QJsonDocument::Compact));
}

void PreviewCache::prune() const
{
    const QDateTime oldest = QDateTime::currentDateTimeUtc().addDays(-daysKept);
    for (const QFileInfo &info : QDir(m_folder).entryInfoList(QDir::Files)) {
        // Notes stay as long as what they are about.
        const QString subject = info.suffix() == QLatin1String("json")
            ? info.path() + QLatin1Char('/') + info.completeBaseName() + QStringLiteral(".copc.laz")
            : info.filePath();
        const QFileInfo about(subject);
        if (!about.exists() || about.lastModified() < oldest)
            QFile::remove(info.filePath());
    }
}

} // namespace tuilerie::pointcloud
