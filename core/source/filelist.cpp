// SPDX-License-Identifier: GPL-3.0-or-later
#include "source/filelist.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QDir>
#include <QDirIterator>
#include <QFileInfo>
#include <QHash>
#include <QSet>

#include <algorithm>

namespace tuilerie {

namespace {

bool isGlob(const QString &path)
{
    return path.contains(QLatin1Char('*')) || path.contains(QLatin1Char('?')) || path.contains(QLatin1Char('['));
}

// One path segment after the other, so that the pattern may also stand in a folder's name.
void glob(const QString &folder, const QStringList &segments, qsizetype at, QStringList &found)
{
    const QString &segment = segments[at];
    const bool last = at + 1 == segments.size();
    const QDir dir(folder);
    if (segment == QLatin1String("**")) {
        if (!last)
            glob(folder, segments, at + 1, found);
        for (const QString &name : dir.entryList(QDir::Dirs | QDir::NoDotAndDotDot | QDir::NoSymLinks, QDir::Name))
            glob(dir.filePath(name), segments, at, found);
        return;
    }
    if (!isGlob(segment)) {
        const QString next = dir.filePath(segment);
        if (last ? QFileInfo::exists(next) : QFileInfo(next).isDir()) {
            if (last)
                found << next;
            else
                glob(next, segments, at + 1, found);
        }
        return;
    }
    const QDir::Filters filters = (last ? QDir::Files : QDir::Dirs | QDir::NoDotAndDotDot) | QDir::CaseSensitive;
    for (const QString &name : dir.entryList({segment}, filters, QDir::Name)) {
        if (last)
            found << dir.filePath(name);
        else
            glob(dir.filePath(name), segments, at + 1, found);
    }
}

QStringList expandGlob(const QString &path)
{
    QStringList found;
    const QString absolute = QDir::cleanPath(QDir::current().absoluteFilePath(path));
    glob(QStringLiteral("/"), absolute.split(QLatin1Char('/'), Qt::SkipEmptyParts), 0, found);
    return found;
}

/// It lists others, and would repeat them.
bool isIndex(const QString &path)
{
    return path.endsWith(QLatin1String(".vrt"), Qt::CaseInsensitive)
        || path.endsWith(QLatin1String(".vpc"), Qt::CaseInsensitive);
}

/// Without the node files of EPTs, which lie below their ept.json.
void keepEptOnce(QStringList &files)
{
    QStringList roots;
    for (const QString &file : std::as_const(files)) {
        if (isEptDescriptor(file))
            roots << QFileInfo(file).path() + QLatin1String("/ept-data/");
    }
    if (!roots.isEmpty())
        files.removeIf([&](const QString &file) {
            return std::any_of(roots.begin(), roots.end(), [&](const QString &root) { return file.startsWith(root); });
        });
}

// A folder that cannot be entered would be a silent hole in the data.
Status checkEnterable(const QFileInfo &folder)
{
    if (folder.isReadable() && folder.isExecutable())
        return {};
    return fail(ErrorCode::Denied,
        QCoreApplication::translate("tuilerie::RasterSource",
            "The folder %1 cannot be opened: no permission. Ask for the right to read it, or name only the others.")
            .arg(folder.filePath()));
}

Result<QStringList> filesOfFolder(const QString &folder, SourceKind kind)
{
    TUILERIE_CHECK(checkEnterable(QFileInfo(folder)));
    QStringList found;
    bool others = false;
    QDirIterator walk(folder, QDir::Files | QDir::Dirs | QDir::NoDotAndDotDot, QDirIterator::Subdirectories);
    while (walk.hasNext()) {
        const QString path = walk.next();
        if (walk.fileInfo().isDir()) {
            TUILERIE_CHECK(checkEnterable(walk.fileInfo()));
            continue;
        }
        if (kindOfName(path) != kind)
            continue;
        others = others || !isIndex(path);
        found << path;
    }
    if (kind == SourceKind::PointCloud)
        keepEptOnce(found);
    if (kind != SourceKind::Vector && others)
        found.removeIf(isIndex);
    std::sort(found.begin(), found.end());
    return found;
}

/// The sorted names of each folder, read once.
class Folders
{
public:
    void describe(FileEntry &entry)
    {
        const QFileInfo info(entry.path);
        if (info.exists()) {
            entry.size = info.size();
            entry.modified = info.lastModified().toMSecsSinceEpoch();
        }
        const QString folder = info.absolutePath();
        auto names = m_names.find(folder);
        if (names == m_names.end())
            names = m_names.insert(folder, sortedNames(folder));
        const QString own = info.fileName();
        const QString stem = info.completeBaseName() + QLatin1Char('.');
        quint64 stamp = 0;
        for (auto name = std::lower_bound(names->cbegin(), names->cend(), stem);
             name != names->cend() && name->startsWith(stem); ++name) {
            if (*name == own)
                continue;
            entry.sidecars << *name;
            const QFileInfo side(folder + QLatin1Char('/') + *name);
            stamp = stamp * 1099511628211ULL + qHashMulti(0, *name, side.size(), side.lastModified().toMSecsSinceEpoch());
        }
        entry.sidecarStamp = stamp;
    }

private:
    static QStringList sortedNames(const QString &folder)
    {
        QStringList names = QDir(folder).entryList(QDir::Files | QDir::Hidden, QDir::NoSort);
        std::sort(names.begin(), names.end());
        return names;
    }
    QHash<QString, QStringList> m_names;
};

} // namespace

std::vector<FileEntry> describeFiles(const QStringList &paths)
{
    std::vector<FileEntry> entries(size_t(paths.size()));
    Folders folders;
    for (size_t i = 0; i < entries.size(); ++i) {
        entries[i].path = paths[qsizetype(i)];
        folders.describe(entries[i]);
    }
    return entries;
}

Result<std::vector<FileEntry>> listFiles(const QStringList &paths, SourceKind kind)
{
    std::vector<FileEntry> entries;
    QSet<QString> seen;
    Folders folders;
    for (const QString &path : paths) {
        QStringList files;
        bool whole = false; // a folder or a glob, of which only the files of this kind count
        if (path.startsWith(QLatin1String("/vsi"))) {
            files << path;
        } else if (QFileInfo(path).isDir()) {
            TUILERIE_TRY(held, filesOfFolder(QDir(path).absolutePath(), kind));
            files = held;
            whole = true;
        } else if (const QFileInfo info(path); info.exists()) {
            if (!info.isFile()) // reading a pipe would wait for ever
                return fail(ErrorCode::Invalid,
                    QCoreApplication::translate(
                        "tuilerie::RasterSource", "%1 is a device, a pipe or a socket. Name a file or a folder.")
                        .arg(path));
            files << info.absoluteFilePath();
        } else if (isGlob(path)) {
            for (const QString &found : expandGlob(path)) {
                if (QFileInfo(found).isDir()) {
                    TUILERIE_TRY(held, filesOfFolder(found, kind));
                    files << held;
                } else if (kindOfName(found) == kind) {
                    files << found;
                }
            }
            whole = true;
        }
        if (files.isEmpty())
            return fail(ErrorCode::NotFound,
                whole
                    ? QCoreApplication::translate("tuilerie::RasterSource",
                        "%1 holds no file of the kind that is asked for. Choose the folder that holds the data.")
                          .arg(path)
                    : QCoreApplication::translate("tuilerie::RasterSource", "%1 does not exist. Check the path.").arg(path));
        for (const QString &file : files) {
            const QString clean = file.startsWith(QLatin1String("/vsi")) ? file : QDir::cleanPath(file);
            if (seen.contains(clean))
                continue;
            seen.insert(clean);
            FileEntry entry;
            entry.path = clean;
            if (!clean.startsWith(QLatin1String("/vsi")))
                folders.describe(entry);
            entries.push_back(std::move(entry));
        }
    }
    if (entries.empty())
        return fail(ErrorCode::NotFound,
            QCoreApplication::translate("tuilerie::RasterSource", "No file was given. Name a file, a folder or a pattern."));
    return entries;
}

} // namespace tuilerie
