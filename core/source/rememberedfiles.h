// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "source/filelist.h"

#include <QDataStream>

#include <span>

namespace tuilerie {

/// A source file as something was made from it: enough to tell later whether it is the same, whatever its dates say.
struct RememberedFile
{
    QString path;
    qint64 size = 0;
    quint64 stamp = 0;        ///< as in FileEntry
    quint64 sidecarStamp = 0; ///< as in FileEntry
    quint64 content = 0;      ///< XXH3 of its bytes and its sidecars'; 0 where they could not be read, or were not yet
    QStringList sidecars;     ///< as in FileEntry; not written down

    /// By path, size and stamps: nothing is read.
    bool isUntouched(const RememberedFile &before) const;
};
QDataStream &operator<<(QDataStream &out, const RememberedFile &file);
QDataStream &operator>>(QDataStream &in, RememberedFile &file);

/// What became of files since they were remembered.
struct FileComparison
{
    std::vector<int> before;  ///< by the files now: number of what it was before, −1 = new
    std::vector<char> isSame; ///< by the files now: its bytes are those that it had
    std::vector<int> gone;    ///< numbers of those that are no more
    bool hasSameOrder = true; ///< as isSameOrder()
    qint64 changed() const;   ///< files that are other, new or gone
};

/// Files are found again by namesAmong(). Bytes are read only of those that are of the same size, but touched; what
/// was read is noted in `now`. In parallel. Paused, Cancelled.
Result<FileComparison> compareFiles(
    const std::vector<RememberedFile> &before, std::vector<RememberedFile> &now, int workers, WorkControl &control);

/// Fills in the contents that are not known yet; of files that are untouched since `before` those from there. Files whose
/// stamps are no more what they say get none: they count as changed the next time. In parallel. Paused, Cancelled.
Status rememberContents(
    std::vector<RememberedFile> &files, std::span<const RememberedFile> before, int workers, WorkControl &control);

/// What tells that a finished file, which nobody writes to, is the one that was left. Not its stamp: that changes with each
/// hard link.
struct FinishedFile
{
    qint64 size = -1;    ///< bytes; −1 = there is none
    qint64 modified = 0; ///< milliseconds since 1970

    static FinishedFile of(const QString &path);
    bool exists() const { return size >= 0; }
    bool operator==(const FinishedFile &) const = default;
};
QDataStream &operator<<(QDataStream &out, const FinishedFile &file);
QDataStream &operator>>(QDataStream &in, FinishedFile &file);

/// Where an output leaves what the version after it goes on from: the folder DIR/.NAME.made beside it.
QString madeFolder(const QString &output);
/// Takes it away, where it is.
Status removeMade(const QString &output);

} // namespace tuilerie
