// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/filename.h"

#include <QDir>
#include <QStringList>
#include <QUtf8StringView>

#include <algorithm>
#include <cerrno>
#include <memory>
#include <set>

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace tuilerie {

namespace {

constexpr char16_t escapes = 0xEF00;

bool isEscape(QChar letter)
{
    return letter.unicode() >= escapes + 0x80 && letter.unicode() <= escapes + 0xFF;
}

/// Bytes of the one character at the beginning; 0 when there is no valid one.
qsizetype characterLength(QByteArrayView bytes)
{
    const auto lead = uchar(bytes.front());
    const qsizetype length = lead < 0x80 ? 1 : lead < 0xC2 ? 0 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : lead < 0xF5 ? 4 : 0;
    if (length == 0 || length > bytes.size() || !QUtf8StringView(bytes.data(), length).isValidUtf8())
        return 0;
    return length;
}

bool hasEscapeAt(QByteArrayView bytes)
{
    return bytes.size() >= 3 && uchar(bytes[0]) == 0xEE && uchar(bytes[1]) >= 0xBE && uchar(bytes[1]) <= 0xBF;
}

template <typename Write> QString rewritten(const QString &text, const Write &write)
{
    if (std::none_of(text.begin(), text.end(), isEscape))
        return text;
    QString result;
    for (const QChar letter : text) {
        if (isEscape(letter))
            result += write(uchar(letter.unicode() - escapes));
        else
            result += letter;
    }
    return result;
}

} // namespace

QString pathOfBytes(QByteArrayView bytes)
{
    const bool isPlain =
        QUtf8StringView(bytes.data(), bytes.size()).isValidUtf8() && bytes.toByteArray().indexOf('\xEE') < 0;
    if (isPlain)
        return QString::fromUtf8(bytes);
    QString path;
    while (!bytes.isEmpty()) {
        const qsizetype length = hasEscapeAt(bytes) ? 0 : characterLength(bytes);
        if (length == 0)
            path += QChar(char16_t(escapes + uchar(bytes.front())));
        else
            path += QString::fromUtf8(bytes.first(length));
        bytes = bytes.sliced(std::max<qsizetype>(1, length));
    }
    return path;
}

QByteArray bytesOfPath(const QString &path)
{
    if (std::none_of(path.begin(), path.end(), isEscape))
        return path.toUtf8();
    QByteArray bytes;
    for (qsizetype at = 0; at < path.size();) {
        qsizetype end = at;
        while (end < path.size() && !isEscape(path[end]))
            ++end;
        bytes += QStringView(path).sliced(at, end - at).toUtf8();
        for (; end < path.size() && isEscape(path[end]); ++end)
            bytes += char(path[end].unicode() - escapes);
        at = end;
    }
    return bytes;
}

QString shownText(const QString &text)
{
    return rewritten(text, [](uchar) { return QChar(QChar::ReplacementCharacter); });
}

QString portablePath(const QString &path)
{
    return rewritten(path, [](uchar byte) { return QStringLiteral("%%1").arg(byte, 2, 16, QLatin1Char('0')).toUpper(); });
}

QString pathOfUrl(const QUrl &url)
{
    if (!url.isLocalFile())
        return {};
    // toLocalFile() would put a replacement in the place of what is no UTF-8.
    return pathOfBytes(QByteArray::fromPercentEncoding(url.path(QUrl::FullyEncoded).toLatin1()));
}

QStringList pathsOfArguments(int argc, char **argv)
{
    QStringList arguments;
    for (int i = 0; i < argc; ++i)
        arguments << pathOfBytes(argv[i]);
    return arguments;
}

FileStatus fileStatus(const QString &path)
{
    FileStatus status;
    const QByteArray name = bytesOfPath(path);
    struct stat state
    {
    };
    if (::lstat(name.constData(), &state) != 0)
        return status;
    status.isLink = S_ISLNK(state.st_mode);
    if (status.isLink && ::stat(name.constData(), &state) != 0)
        return status;
    status.exists = true;
    status.isFile = S_ISREG(state.st_mode);
    status.isFolder = S_ISDIR(state.st_mode);
    status.size = qint64(state.st_size);
    status.identity = {quint64(state.st_dev), quint64(state.st_ino)};
    status.stamp = qHashMulti(0, status.size, state.st_dev, state.st_ino, state.st_mtim.tv_sec, state.st_mtim.tv_nsec,
        state.st_ctim.tv_sec, state.st_ctim.tv_nsec);
    return status;
}

bool isFile(const QString &path)
{
    return fileStatus(path).isFile;
}

bool isFolder(const QString &path)
{
    return fileStatus(path).isFolder;
}

QString absolutePath(const QString &path)
{
    if (QDir::isAbsolutePath(path))
        return QDir::cleanPath(path);
    const std::unique_ptr<char, decltype(&::free)> folder(::getcwd(nullptr, 0), &::free);
    return QDir::cleanPath((folder ? pathOfBytes(folder.get()) : QDir::currentPath()) + QLatin1Char('/') + path);
}

std::optional<std::vector<FolderName>> folderNames(const QString &folder)
{
    const std::unique_ptr<DIR, int (*)(DIR *)> open(::opendir(bytesOfPath(folder).constData()), &::closedir);
    if (!open)
        return std::nullopt;
    std::vector<FolderName> names;
    while (const dirent *entry = ::readdir(open.get())) {
        const QByteArrayView bytes(entry->d_name);
        if (bytes == "." || bytes == "..")
            continue;
        unsigned char type = entry->d_type;
        if (type == DT_UNKNOWN) { // some file systems do not say it here
            struct stat state
            {
            };
            if (::fstatat(::dirfd(open.get()), entry->d_name, &state, AT_SYMLINK_NOFOLLOW) == 0)
                type = uchar(IFTODT(state.st_mode));
        }
        names.push_back({pathOfBytes(bytes), type == DT_LNK, type == DT_DIR, type == DT_REG});
    }
    return names;
}

std::optional<QStringList> filesBelow(const QString &folder)
{
    QStringList files;
    std::set<std::pair<quint64, quint64>> seen;
    QStringList waiting{folder};
    while (!waiting.isEmpty()) {
        const QString here = waiting.takeLast();
        if (!seen.insert(fileStatus(here).identity).second)
            continue;
        const auto names = folderNames(here);
        if (!names)
            return std::nullopt;
        for (const FolderName &entry : *names) {
            const QString path = here + QLatin1Char('/') + entry.name;
            const FileStatus status = entry.isLink ? fileStatus(path) : FileStatus();
            if (entry.isFolder || status.isFolder)
                waiting << path;
            else if (entry.isFile || status.isFile)
                files << path;
        }
    }
    files.sort();
    return files;
}

bool openFile(QFile &file, const QString &path)
{
    // Without O_NONBLOCK the opening of a pipe would wait for a writer.
    const int descriptor = ::open(bytesOfPath(path).constData(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (descriptor < 0)
        return false;
    struct stat state
    {
    };
    // open(2) opens folders, too.
    if (::fstat(descriptor, &state) == 0 && !S_ISDIR(state.st_mode)
        && file.open(descriptor, QIODevice::ReadOnly, QFileDevice::AutoCloseHandle))
        return true;
    const int reason = S_ISDIR(state.st_mode) ? EISDIR : errno;
    ::close(descriptor);
    errno = reason;
    return false;
}

} // namespace tuilerie
