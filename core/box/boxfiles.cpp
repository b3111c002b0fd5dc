// SPDX-License-Identifier: GPL-3.0-or-later
#include "box/boxfiles.h"

#include "base/filename.h"

#include <QDir>
#include <QFileInfo>
#include <QSet>
#include <QStandardPaths>

#include <algorithm>

namespace tuilerie {

namespace {

bool isFar(const QString &path)
{
    return path.startsWith(QLatin1String("/vsi")) || path.contains(QLatin1String("://"));
}

/// Links below a folder, and below those that they lead to, each walked once.
class Links
{
public:
    void follow(const QString &folder)
    {
        const FileStatus status = fileStatus(folder);
        const QString key = QStringLiteral("%1/%2").arg(status.identity.first).arg(status.identity.second);
        if (!status.isFolder || m_seen.contains(key))
            return;
        m_seen.insert(key);
        for (const FolderName &entry : folderNames(folder).value_or(std::vector<FolderName>())) {
            const QString path = folder + QLatin1Char('/') + entry.name;
            if (entry.isLink)
                found << path;
            if (entry.isLink || entry.isFolder)
                follow(path);
        }
    }
    QStringList found;

private:
    QSet<QString> m_seen;
};

/// Of a glob the folder before its first part with a wildcard.
QString placeOf(const QString &path)
{
    const QString place = absolutePath(path);
    if (fileStatus(place).exists)
        return place;
    const auto wild = std::find_if(place.begin(), place.end(), [](QChar c) { return c == u'*' || c == u'?' || c == u'['; });
    return wild == place.end() ? place : place.left(std::max<qsizetype>(place.lastIndexOf(u'/', wild - place.begin()), 1));
}

/// The folder that is there, in which the output is made.
QString folderFor(const QString &output)
{
    QString folder = QFileInfo(absolutePath(output)).path();
    while (!isFolder(folder) && folder.size() > 1)
        folder = QFileInfo(folder).path();
    return folder;
}

} // namespace

std::optional<BoxFiles> boxFilesFor(const QStringList &inputs, const QStringList &outputs)
{
    BoxFiles files;
    Links links;
    for (const QString &input : inputs) {
        if (isFar(input))
            return std::nullopt;
        files.inputs << placeOf(input);
        links.follow(files.inputs.last());
    }
    files.inputs << links.found; // the box finds their real places
    for (const QString &output : outputs) {
        if (isFar(output))
            return std::nullopt;
        if (!output.isEmpty())
            files.folders << folderFor(output);
    }
    // The index of headers, which makes the second look at a large data set quick.
    const QString cache =
        QStandardPaths::writableLocation(QStandardPaths::GenericCacheLocation) + QLatin1String("/tuilerie");
    if (QDir().mkpath(cache))
        files.folders << cache;
    files.folders.removeDuplicates();
    return files;
}

} // namespace tuilerie
