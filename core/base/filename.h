// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QFile>
#include <QString>
#include <QStringList>
#include <QUrl>
#include <optional>
#include <utility>
#include <vector>

namespace tuilerie {

// Names of files are bytes (POSIX); ours are QString. A byte that is no UTF-8 stands in a path as the character U+EF00 +
// byte, of the private use area, so that every name there can be survives as text: in lists, JSON, databases and requests.
// The three bytes of a real U+EF80 … U+EFFF in a name are written the same way, so that no two names become one. Qt's own
// file classes know nothing of this: files that others named are opened, asked and listed with the functions here, and their
// paths go to GDAL and the system as bytesOfPath(). All functions may be called on any thread.

QString pathOfBytes(QByteArrayView bytes);   ///< never fails, never loses
QByteArray bytesOfPath(const QString &path); ///< its inverse; UTF-8 for an ordinary path
QString shownText(const QString &text);      ///< for people: U+FFFD in the place of each byte that is no text
QString portablePath(const QString &path);   ///< valid UTF-8 for another machine: "%E9" in the place of such a byte
QString pathOfUrl(const QUrl &url);          ///< of a file: URL; "" for any other
QStringList pathsOfArguments(
    int argc, char **argv); ///< the command line, with the program's name; QCoreApplication loses bytes

/// What stat(2) says. A link is followed: `isLink` says that the name itself is one, and it is all that is said of a
/// dangling one.
struct FileStatus
{
    bool exists = false;
    bool isFile = false;
    bool isFolder = false;
    bool isLink = false;
    qint64 size = 0;
    std::pair<quint64, quint64> identity; ///< device and inode
    /// Another one once the file is another: of its size, its identity and its times to the nanosecond, also that of its
    /// inode, which no program sets back. Says nothing of its content; the same over restarts of the machine.
    quint64 stamp = 0;
};
FileStatus fileStatus(const QString &path);
bool isFile(const QString &path);
bool isFolder(const QString &path);

QString absolutePath(const QString &path); ///< clean ("." and ".." gone), from the working folder when relative

/// Names in a folder, in the file system's order, without "." and ".."; nullopt when it cannot be read (errno says why).
struct FolderName
{
    QString name;
    bool isLink = false;
    bool isFolder = false; ///< not for links
    bool isFile = false;   ///< a regular one; neither for links
};
std::optional<std::vector<FolderName>> folderNames(const QString &folder);

/// All regular files below, with their whole paths, sorted by their code points; links are followed, each folder once. For
/// folders of our own making, of which every file counts; nullopt when one cannot be read (errno says why).
std::optional<QStringList> filesBelow(const QString &folder);

/// Opens for reading. `file` must be closed; its fileName() stays empty.
bool openFile(QFile &file, const QString &path);

} // namespace tuilerie
