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

} // namespace

PreviewCache::PreviewCache(const std::vector<FileEntry> &files, PreviewLevel level)
    : m_folder(folder())
    , m_level(level)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    hash.addData(QByteArray::number(version) + (level == PreviewLevel::First ? " first\n" : " refined\n"));
    for (const FileEntry &file : files)
        hash.addData(
            file.path.toUtf8() + '\0' + QByteArray::number(file.size) + ' ' + QByteArray::number(file.stamp) + '\n');
    m_stem = m_folder + QLatin1Char('/') + QString::fromLatin1(hash.result().toHex().left(32));
}

QString PreviewCache::folder()
{
    return QStandardPaths::writableLocation(QStandardPaths::GenericCacheLocation)
        + QStringLiteral("/tuilerie/pointcloudpreview");
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
    PointCloudPreview preview = PointCloudPreview::fromJson(QJsonDocument::fromJson(*text).object());
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
        m_stem + QStringLiteral(".json"), QJsonDocument(preview.toJson()).toJson(QJsonDocument::Compact));
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
