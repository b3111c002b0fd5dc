// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "base/work/progress.h"
#include "source/fileformat.h"

#include <QStringList>
#include <vector>

namespace tuilerie {

/// Why a name in a folder, or one that a glob matched, is no file of the data set.
enum class LeftOut {
    NotData,    ///< no format has that ending, and it belongs to no file beside it
    Hidden,     ///< its name begins with a dot
    Index,      ///< a VRT or VPC beside files of its kind, which it would repeat
    Repeated,   ///< a link to a file or folder that is there by itself
    Loop,       ///< a link to a folder that it lies in
    OwnPyramid, ///< the slabs of a pyramid, finished or not
    Archive,    ///< a zip beside data, which it may repeat
    BrokenLink, ///< it leads nowhere
    NoDriver,   ///< known, but this program's GDAL was built without it
    Special     ///< a pipe, a socket or a device
};

struct LeftOutGroup
{
    LeftOut why = LeftOut::NotData;
    QStringList paths;
    QString sentence() const; ///< which names the first ten
    bool isWarning() const;   ///< worth saying whenever data are read; the others only in a check
    QString code() const;     ///< "broken-link", for ids of findings
};

struct FoundFile
{
    QString path; ///< absolute and clean
    SourceKind kind = SourceKind::Unknown;
    qint64 size = -1;                     ///< bytes; −1 when it could not be asked
    std::pair<quint64, quint64> identity; ///< device and inode
    quint64 stamp = 0;                    ///< as in FileStatus
};

struct FoundFiles
{
    std::vector<FoundFile> files;      ///< of all kinds, each once, in naturalOrder() within each of the given paths
    std::vector<LeftOutGroup> leftOut; ///< in the order of LeftOut
    QStringList archives;              ///< zips that were not opened, where that was asked
    std::vector<FoundFile> of(SourceKind kind) const;
    /// Says to `control` what isWarning().
    void warn(WorkControl &control) const;
};

/// The one way from what people name to files (paths as in base/filename.h). A folder is walked with all below it; a path
/// with
/// * ? [..] that names no file is a glob, "**" in the place of a folder standing for any depth and at the end for all below;
/// anything else is taken as given, whatever it holds, and its kind is looked up in its bytes where its name is silent. In
/// folders and globs data are told by their endings (.json by its bytes), links to files and folders are followed, each
/// folder once by device and inode; sidecars are no files of their own; an EPT is its ept.json; and what else lies there is
/// in leftOut. A zip is a folder (source/archive.h), also where a path leads into one; one in a folder that holds other data
/// is left out, since it may hold the same. NotFound, naming the path, when a path does not exist or a glob matches nothing,
/// Denied for a folder that cannot be read, which would be a silent hole in the data, Invalid for a pipe or device, and what
/// unpackArchive() says. A folder without data gives no file.
struct FindOptions
{
    WorkControl *control = nullptr; ///< asked and told while zips are unpacked
    bool opensArchives = true;      ///< else they are FoundFiles::archives
};
Result<FoundFiles> findFiles(const QStringList &paths, const FindOptions &options = {});

/// Is it a glob, that is no name of a file itself?
bool isGlob(const QString &path);
/// Does it stand for files that somebody else chose: a folder, a glob, a zip? Else it is what it was named for.
bool isCollection(const QString &path);

/// Tile 2 before tile 10: runs of digits by their value, the rest by code point, folders before what lies deeper. A total
/// order.
bool naturalOrder(const QString &a, const QString &b);

/// Does a pyramid of ours lie in the folder: a ROK4 descriptor of its name beside it, or the journal of a run?
bool holdsOwnPyramid(const QString &folder);

} // namespace tuilerie
