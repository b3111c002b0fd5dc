// SPDX-License-Identifier: GPL-3.0-or-later
#include "source/filelist.h"

#include "base/filename.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QHash>
#include <QSet>

#include <algorithm>

namespace tuilerie {

namespace {

QString tr(const char *sentence)
{
    return QCoreApplication::translate("tuilerie::FileSearch", sentence);
}

/// The names of each folder, read once, sorted without regard to letter case.
class Folders
{
public:
    void describe(FileEntry &entry)
    {
        const QFileInfo info(entry.path); // for the parts of the path alone
        const QString folder = info.path();
        auto known = m_folders.find(folder);
        if (known == m_folders.end())
            known = m_folders.insert(folder, read(folder));
        const QString own = info.fileName();
        const QString stem = info.completeBaseName() + QLatin1Char('.');
        const QString small = stem.toLower();
        quint64 stamp = 0;
        for (auto name = std::lower_bound(known->names.cbegin(), known->names.cend(), std::pair(small, QString()));
             name != known->names.cend() && name->first.startsWith(small); ++name) {
            const QString &spelled = name->second;
            // "TILE.tfw" is that of "tile.tif" unless there is a "TILE.tif" as well.
            const bool isOurs =
                spelled.startsWith(stem) || !known->stems.contains(QFileInfo(spelled).completeBaseName() + QLatin1Char('.'));
            if (spelled == own || !isOurs)
                continue;
            entry.sidecars << spelled;
            const FileStatus side = fileStatus(folder + QLatin1Char('/') + spelled);
            stamp = stamp * 1099511628211ULL + qHashMulti(0, spelled, side.stamp);
        }
        entry.sidecarStamp = stamp;
    }

private:
    struct Folder
    {
        std::vector<std::pair<QString, QString>> names; ///< in small letters, as spelled
        QSet<QString> stems;                            ///< of data files
    };

    static Folder read(const QString &path)
    {
        Folder folder;
        for (const FolderName &entry : folderNames(path).value_or(std::vector<FolderName>())) {
            if (entry.isFolder)
                continue;
            folder.names.emplace_back(entry.name.toLower(), entry.name);
            if (formatOfName(entry.name))
                folder.stems.insert(QFileInfo(entry.name).completeBaseName() + QLatin1Char('.'));
        }
        std::sort(folder.names.begin(), folder.names.end());
        return folder;
    }

    QHash<QString, Folder> m_folders;
};

} // namespace

std::vector<FileEntry> describeFiles(const std::vector<FoundFile> &files)
{
    std::vector<FileEntry> entries;
    Folders folders;
    for (const FoundFile &file : files) {
        FileEntry entry{file.path, file.size, file.stamp, {}, 0};
        if (!file.path.startsWith(QLatin1String("/vsi")))
            folders.describe(entry);
        entries.push_back(std::move(entry));
    }
    return entries;
}

std::vector<FileEntry> describeFiles(const QStringList &paths)
{
    std::vector<FoundFile> files;
    for (const QString &path : paths) {
        const FileStatus status = fileStatus(path);
        files.push_back({path, SourceKind::Unknown, status.exists ? status.size : -1, status.identity, status.stamp});
    }
    return describeFiles(files);
}

Result<std::vector<FileEntry>> listFiles(const QStringList &paths, SourceKind kind, WorkControl *control)
{
    if (paths.isEmpty())
        return fail(ErrorCode::NotFound, tr("No file was given. Name a file, a folder or a pattern."));
    std::vector<FoundFile> files;
    QSet<QString> seen;
    for (const QString &path : paths) {
        TUILERIE_TRY(found, findFiles({path}, {control}));
        if (control)
            found.warn(*control);
        if (isCollection(path))
            found.files = found.of(kind);
        if (found.files.empty())
            return fail(ErrorCode::NotFound,
                tr("%1 holds no file of the kind that is asked for. Choose the folder that holds the data.").arg(path));
        for (FoundFile &file : found.files) {
            if (!seen.contains(file.path)) {
                seen.insert(file.path);
                files.push_back(std::move(file));
            }
        }
    }
    return describeFiles(files);
}

QStringList namesAmong(const QStringList &paths)
{
    QStringList names;
    for (const QString &path : paths)
        names << path.mid(path.lastIndexOf(QLatin1Char('/')) + 1);
    return QSet<QString>(names.begin(), names.end()).size() == names.size() ? names : paths;
}

bool isSameOrder(const QStringList &before, const QStringList &now)
{
    QHash<QString, qsizetype> places;
    for (qsizetype i = 0; i < before.size(); ++i)
        places.insert(before.at(i), i);
    qsizetype last = -1;
    for (const QString &name : now) {
        const auto found = places.constFind(name);
        if (found == places.constEnd())
            continue;
        if (*found < last)
            return false;
        last = *found;
    }
    return true;
}

} // namespace tuilerie
