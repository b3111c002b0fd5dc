// SPDX-License-Identifier: GPL-3.0-or-later
#include "source/archive.h"

#include "base/filename.h"
#include "base/work/progressmeter.h"
#include "source/inbox.h"
#include "source/workcopy.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QDir>
#include <QFileInfo>
#include <QJsonArray>
#include <QLocale>
#include <QSet>

#include <cerrno>
#include <fcntl.h>
#include <memory>
#include <sys/stat.h>
#include <unistd.h>
#include <vector>
#include <zip.h>

namespace tuilerie {

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *sentence)
{
    return QCoreApplication::translate("tuilerie::Archive", sentence);
}

constexpr qint64 mostEntries = 100'000;
constexpr quint64 mostRatio = 200; ///< rasters of one colour and texts of noughts come to that, bombs to a thousand
constexpr quint64 smallEnough = 1ULL << 30;
constexpr qsizetype longestName = 255, longestPath = 2000; ///< of a file system, in bytes

struct ZipCloser
{
    void operator()(zip_t *zip) const { zip_discard(zip); }
};
using Zip = std::unique_ptr<zip_t, ZipCloser>;

struct Entry
{
    zip_uint64_t index = 0;
    QString name; ///< clean, by slashes
    quint64 size = 0;
};

struct Contents
{
    std::vector<Entry> files;
    quint64 bytes = 0;
    QByteArray key; ///< of all that its directory says, checksums included
};

Result<Zip> openZip(const QString &path)
{
    int code = 0;
    Zip zip(zip_open(bytesOfPath(path).constData(), ZIP_RDONLY, &code));
    if (zip)
        return zip;
    zip_error_t error;
    zip_error_init_with_code(&error, code);
    const QString detail = QString::fromUtf8(zip_error_strerror(&error));
    zip_error_fini(&error);
    if (code == ZIP_ER_OPEN)
        return fail(ErrorCode::Denied, tr("%1 cannot be opened. Ask for the right to read it.").arg(path), detail);
    return fail(ErrorCode::Corrupt,
        tr("%1 cannot be read as a zip: it is damaged, incomplete or of another format. Copy it again from its source.")
            .arg(path),
        detail);
}

/// What systems lay beside people's files.
bool isOfTheSystem(const QStringList &parts)
{
    static const QSet<QString> names{u".ds_store"_s, u"thumbs.db"_s, u"desktop.ini"_s};
    return parts.contains("__MACOSX"_L1) || names.contains(parts.last().toLower()) || parts.last().startsWith("._"_L1);
}

/// What is wrong with an entry's name; empty for nothing.
QString wrongName(const QString &name, const QStringList &parts)
{
    if (name.startsWith(u'/') || (name.size() > 1 && name[1] == u':'))
        return tr("it has the place on a disk in its name");
    if (parts.contains(".."_L1))
        return tr("it leads out of the folder");
    for (const QString &part : parts) {
        if (part.toUtf8().size() > longestName)
            return tr("its name is too long");
    }
    for (const QChar letter : name) {
        if (letter.unicode() < 0x20 || letter.unicode() == 0x7f)
            return tr("its name holds control characters");
    }
    return name.toUtf8().size() > longestPath ? tr("its name is too long") : QString();
}

/// What cannot be unpacked of an entry, by what the directory says of it; empty for nothing.
QString wrongKind(zip_t *zip, const zip_stat_t &said, const QString &name)
{
    zip_uint8_t system = 0;
    zip_uint32_t attributes = 0;
    zip_file_get_external_attributes(zip, said.index, 0, &system, &attributes);
    const mode_t mode = attributes >> 16;
    if ((system == ZIP_OPSYS_UNIX || system == ZIP_OPSYS_OS_X) && (mode & S_IFMT) != 0 && !S_ISREG(mode) && !S_ISDIR(mode))
        return S_ISLNK(mode) ? tr("it is a link") : tr("it is a device or a pipe");
    if ((said.valid & ZIP_STAT_ENCRYPTION_METHOD) && said.encryption_method != ZIP_EM_NONE)
        return tr("it is encrypted");
    if ((said.valid & ZIP_STAT_COMP_METHOD) && !zip_compression_method_supported(said.comp_method, 0))
        return tr("it is compressed by a method that is not known here (%1)").arg(said.comp_method);
    if (isArchiveName(name))
        return tr("it is a zip within the zip");
    if (const QString kind = otherArchiveKind(name); !kind.isEmpty())
        return tr("it is an archive within the zip (%1)").arg(kind);
    return {};
}

Error refusal(const QString &path, const QString &name, const QString &why)
{
    return {ErrorCode::Invalid,
        tr("%1 is not unpacked because of its entry “%2”: %3. Unpack it yourself, look at what it holds, and name the "
           "folder.")
            .arg(path, name, why),
        {}};
}

Result<Contents> contentsOf(zip_t *zip, const QString &path)
{
    const qint64 count = zip_get_num_entries(zip, 0);
    if (count > mostEntries)
        return fail(ErrorCode::Unsupported,
            tr("%1 holds %2 entries; at most %3 are unpacked. Unpack it yourself and name the folder.")
                .arg(path)
                .arg(count)
                .arg(mostEntries));
    Contents contents;
    QCryptographicHash hash(QCryptographicHash::Sha256);
    QSet<QString> files, folders;
    quint64 packed = 0;
    const quint64 whole = quint64(std::max<qint64>(0, fileStatus(path).size));
    for (qint64 i = 0; i < count; ++i) {
        zip_stat_t said;
        zip_stat_init(&said);
        if (zip_stat_index(zip, zip_uint64_t(i), ZIP_FL_ENC_GUESS, &said) != 0 || !said.name || !(said.valid & ZIP_STAT_SIZE)
            || !(said.valid & ZIP_STAT_COMP_SIZE))
            return fail(ErrorCode::Corrupt,
                tr("The directory of %1 is damaged at its entry %2. Copy it again from its source.").arg(path).arg(i + 1),
                QString::fromUtf8(zip_strerror(zip)));
        const QByteArray raw(said.name);
        hash.addData(raw + '\0' + QByteArray::number(said.size) + ' ' + QByteArray::number(said.comp_size) + ' '
            + QByteArray::number(said.crc) + '\n');
        QString name = QString::fromUtf8(raw).replace(u'\\', u'/');
        const bool isFolder = name.endsWith(u'/');
        QStringList parts = name.split(u'/', Qt::SkipEmptyParts);
        parts.removeAll(u"."_s);
        if (const QString wrong = wrongName(name, parts); !wrong.isEmpty())
            return fail(refusal(path, name, wrong));
        if (parts.isEmpty() || isOfTheSystem(parts))
            continue;
        name = parts.join(u'/');
        if (const QString wrong = wrongKind(zip, said, name); !wrong.isEmpty())
            return fail(refusal(path, name, wrong));
        for (qsizetype k = 1; k < parts.size() + (isFolder ? 1 : 0); ++k)
            folders.insert(parts.mid(0, k).join(u'/'));
        if (isFolder)
            continue;
        if (files.contains(name))
            return fail(refusal(path, name, tr("it is there twice")));
        files.insert(name);
        packed += said.comp_size;
        if (packed > whole || said.size > (1ULL << 62) || contents.bytes + said.size > (1ULL << 62))
            return fail(refusal(path, name, tr("it shares its bytes with other entries, as bombs do")));
        contents.bytes += said.size;
        contents.files.push_back({zip_uint64_t(i), name, said.size});
    }
    for (const QString &name : std::as_const(files)) {
        if (folders.contains(name))
            return fail(refusal(path, name, tr("it is a file and a folder")));
    }
    if (contents.bytes > smallEnough && contents.bytes / mostRatio > whole)
        return fail(ErrorCode::Unsupported,
            tr("%1 would become %2, more than %3 times its size: that is no delivery but a bomb. If it is one after all, "
               "unpack it yourself and name the folder.")
                .arg(path, QLocale().formattedDataSize(qint64(contents.bytes)))
                .arg(mostRatio));
    contents.key = hash.result().left(16);
    return contents;
}

class Unpacking
{
public:
    Unpacking(zip_t *zip, const QString &path, const Contents &contents, WorkControl &control)
        : m_zip(zip)
        , m_path(path)
        , m_contents(contents)
        , m_meter(control, u"unpack"_s, qint64(contents.bytes))
        , m_buffer(1 << 18, Qt::Uninitialized)
    {
    }

    Status run(const QString &folder)
    {
        QDir().mkpath(folder);
        for (const Entry &entry : m_contents.files)
            TUILERIE_CHECK(unpack(entry, folder + u'/' + entry.name));
        return {};
    }

private:
    Error damaged(const Entry &entry, const QString &detail) const
    {
        return {ErrorCode::Corrupt,
            tr("The entry “%2” of %1 is damaged. Copy the zip again from its source.").arg(m_path, entry.name), detail};
    }

    Status unpack(const Entry &entry, const QString &target)
    {
        struct Source
        {
            zip_file_t *file;
            ~Source()
            {
                if (file)
                    zip_fclose(file);
            }
        } source{zip_fopen_index(m_zip, entry.index, 0)};
        if (!source.file)
            return fail(damaged(entry, QString::fromUtf8(zip_strerror(m_zip))));
        const QString folder = QFileInfo(target).path();
        if (!QDir().mkpath(folder))
            return fail(errorFromErrno(tr("make the folder"), folder));
        struct Target
        {
            int descriptor;
            ~Target() { ::close(descriptor); }
        } out{::open(bytesOfPath(target).constData(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600)};
        if (out.descriptor < 0)
            return fail(errorFromErrno(tr("unpack the file"), target));
        quint64 written = 0;
        for (;;) {
            const zip_int64_t count = zip_fread(source.file, m_buffer.data(), zip_uint64_t(m_buffer.size()));
            if (count < 0)
                return fail(damaged(entry, QString::fromUtf8(zip_file_strerror(source.file))));
            if (count == 0)
                break;
            written += quint64(count);
            if (written > entry.size)
                return fail(damaged(entry, u"more bytes than declared"_s));
            for (zip_int64_t done = 0; done < count;) {
                const ssize_t more = ::write(out.descriptor, m_buffer.constData() + done, size_t(count - done));
                if (more < 0 && errno == EINTR)
                    continue;
                if (more < 0)
                    return fail(errorFromErrno(tr("unpack the file"), target));
                done += more;
            }
            m_bytes += qint64(count);
            TUILERIE_CHECK(m_meter.advance(m_bytes, m_bytes));
        }
        if (written != entry.size)
            return fail(damaged(entry, u"fewer bytes than declared"_s));
        return ::fdatasync(out.descriptor) == 0 ? Status() : fail(errorFromErrno(tr("unpack the file"), target));
    }

    zip_t *m_zip;
    const QString &m_path;
    const Contents &m_contents;
    ProgressMeter m_meter;
    QByteArray m_buffer;
    qint64 m_bytes = 0;
};

} // namespace

bool isArchiveName(const QString &path)
{
    return path.endsWith(".zip"_L1, Qt::CaseInsensitive);
}

bool isArchive(const QString &path)
{
    return isArchiveName(path) && isFile(path);
}

QString archiveAbove(const QString &path)
{
    for (qsizetype at = path.indexOf(".zip/"_L1, 0, Qt::CaseInsensitive); at >= 0;
         at = path.indexOf(".zip/"_L1, at + 1, Qt::CaseInsensitive)) {
        if (const QString above = path.left(at + 4); isFile(above))
            return above;
    }
    return {};
}

QString otherArchiveKind(const QString &path)
{
    static constexpr QLatin1String endings[] = {
        "7z"_L1, "rar"_L1, "tar"_L1, "tar.gz"_L1, "tgz"_L1, "tar.bz2"_L1, "tbz2"_L1, "tar.xz"_L1, "txz"_L1, "tar.zst"_L1};
    for (const QLatin1String ending : endings) {
        if (path.endsWith(u'.' + QString(ending), Qt::CaseInsensitive))
            return ending;
    }
    return {};
}

Result<QStringList> namesInArchive(const QString &path)
{
    SilentControl quiet;
    if (const auto names = usesBox() ? inBox(u"names-in-archive"_s, {{u"path"_s, path}}, {path}, {}, quiet) : std::nullopt) {
        if (!*names)
            return fail(names->error());
        QStringList list;
        for (const QJsonValue name : (**names)["names"_L1].toArray())
            list << name.toString();
        return list;
    }
    TUILERIE_TRY(zip, openZip(path));
    TUILERIE_TRY(contents, contentsOf(zip.get(), path));
    QStringList names;
    for (const Entry &entry : contents.files)
        names << entry.name;
    return names;
}

Result<QString> unpackArchive(const QString &path, WorkControl *control)
{
    if (auto copy = workCopyByBox(path, control))
        return *std::move(copy);
    TUILERIE_TRY(zip, openZip(path));
    TUILERIE_TRY(contents, contentsOf(zip.get(), path));
    SilentControl quiet;
    // Without the ending: QGIS takes whatever is named below a .zip for an entry of one.
    const QString stem = QFileInfo(path).completeBaseName();
    return workCopy(path, stem.isEmpty() ? u"zip"_s : portablePath(stem), contents.key, qint64(contents.bytes), control,
        [&](const QString &folder) { return Unpacking(zip.get(), path, contents, control ? *control : quiet).run(folder); });
}

} // namespace tuilerie
