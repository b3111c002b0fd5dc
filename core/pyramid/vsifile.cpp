// SPDX-License-Identifier: GPL-3.0-or-later
#include "pyramid/vsifile.h"

#include "base/atomicfile.h"

#include <QCoreApplication>

#include <algorithm>
#include <cpl_conv.h>
#include <cpl_error.h>
#include <cpl_string.h>
#include <cpl_vsi.h>
#include <cpl_vsi_error.h>

namespace tuilerie::vsi {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(tuilerie::VsiFile)
};

struct Closer
{
    void operator()(VSILFILE *file) const { VSIFCloseL(file); }
};
using File = std::unique_ptr<VSILFILE, Closer>;

// GDAL lists a whole folder to open one file unless it is told not to; with millions of slabs that never ends.
class NoListing
{
public:
    NoListing() { CPLSetThreadLocalConfigOption("GDAL_DISABLE_READDIR_ON_OPEN", "EMPTY_DIR"); }
    ~NoListing() { CPLSetThreadLocalConfigOption("GDAL_DISABLE_READDIR_ON_OPEN", nullptr); }
};

// A store that says nothing any more would keep a thread for ever: GDAL waits without end unless it is told not to. Whoever
// has set these options keeps them.
class BoundedWait
{
public:
    BoundedWait()
    {
        for (size_t i = 0; i < options.size(); ++i)
            if ((m_isOurs[i] = !CPLGetConfigOption(options[i].first, nullptr)))
                CPLSetThreadLocalConfigOption(options[i].first, options[i].second);
    }
    ~BoundedWait()
    {
        for (size_t i = 0; i < options.size(); ++i)
            if (m_isOurs[i])
                CPLSetThreadLocalConfigOption(options[i].first, nullptr);
    }

private:
    static constexpr std::array<std::pair<const char *, const char *>, 3> options{
        {{"GDAL_HTTP_CONNECTTIMEOUT", "10"}, {"GDAL_HTTP_LOW_SPEED_LIMIT", "1"}, {"GDAL_HTTP_LOW_SPEED_TIME", "60"}}};
    std::array<bool, 3> m_isOurs{};
};

// GDAL's messages belong into the error, not on stderr.
class QuietErrors
{
public:
    QuietErrors()
    {
        CPLPushErrorHandler(CPLQuietErrorHandler);
        CPLErrorReset();
        VSIErrorReset();
    }
    ~QuietErrors() { CPLPopErrorHandler(); }
    QString text() const
    {
        const char *vsiText = VSIGetLastErrorMsg();
        return QString::fromUtf8(vsiText && *vsiText ? vsiText : CPLGetLastErrorMsg());
    }
};

tl::unexpected<Error> cannotRead(const QString &path, const QuietErrors &errors)
{
    const QString detail = errors.text();
    VSIStatBufL status;
    const bool there = VSIStatExL(path.toUtf8().constData(), &status, VSI_STAT_EXISTS_FLAG) == 0;
    if (!there && !detail.contains(QLatin1String("403")))
        return fail(ErrorCode::NotFound, Text::tr("%1 does not exist. Check the path.").arg(path), detail);
    return fail(ErrorCode::Network,
        Text::tr("%1 cannot be read from the object store. Check the address, the keys and the network, then "
                 "try again.")
            .arg(path),
        detail);
}

tl::unexpected<Error> cannotWrite(const QString &path, const QuietErrors &errors)
{
    return fail(ErrorCode::Network,
        Text::tr("%1 cannot be written to the object store. Check the address, the keys and the network, then "
                 "resume.")
            .arg(path),
        errors.text());
}

} // namespace

bool isVirtual(const QString &path)
{
    return path.startsWith(QLatin1String("/vsi"));
}

QString fromUrl(const QString &path)
{
    if (path.startsWith(QLatin1String("s3://"), Qt::CaseInsensitive)) {
        // A cluster's name is the server's own business: connections are configured outside of pyramids.
        const QString rest = path.mid(5);
        const QString bucket = rest.section(QLatin1Char('/'), 0, 0).section(QLatin1Char('@'), 0, 0);
        return QStringLiteral("/vsis3/") + bucket + rest.mid(rest.section(QLatin1Char('/'), 0, 0).size());
    }
    if (path.startsWith(QLatin1String("file://"), Qt::CaseInsensitive))
        return path.mid(7);
    return path;
}

Result<QByteArray> readRange(const QString &path, quint64 offset, quint64 size, quint64 *total)
{
    const QuietErrors errors;
    const NoListing noListing;
    const BoundedWait boundedWait;
    const File file(VSIFOpenExL(path.toUtf8().constData(), "rb", TRUE));
    if (!file)
        return cannotRead(path, errors);
    if (VSIFSeekL(file.get(), 0, SEEK_END) != 0)
        return cannotRead(path, errors);
    const quint64 length = VSIFTellL(file.get());
    if (total)
        *total = length;
    const quint64 wanted = offset < length ? std::min(size, length - offset) : 0;
    QByteArray bytes(qsizetype(wanted), Qt::Uninitialized);
    if (wanted > 0
        && (VSIFSeekL(file.get(), offset, SEEK_SET) != 0
            || VSIFReadL(bytes.data(), 1, size_t(wanted), file.get()) != wanted))
        return cannotRead(path, errors);
    return bytes;
}

Result<QByteArray> readAll(const QString &path)
{
    return readRange(path, 0, std::numeric_limits<quint64>::max());
}

Status writeAll(const QString &path, const QByteArray &content)
{
    const QuietErrors errors;
    const NoListing noListing;
    const BoundedWait boundedWait;
    VSILFILE *file = VSIFOpenExL(path.toUtf8().constData(), "wb", TRUE);
    if (!file)
        return cannotWrite(path, errors);
    const bool written = VSIFWriteL(content.constData(), 1, size_t(content.size()), file) == size_t(content.size());
    // The object is sent when it is closed, so that is where most failures show.
    if (VSIFCloseL(file) != 0 || !written)
        return cannotWrite(path, errors);
    return {};
}

Status writeWhole(const QString &path, const QByteArray &content)
{
    return isVirtual(path) ? writeAll(path, content) : writeFileAtomically(path, content);
}

bool exists(const QString &path)
{
    const QuietErrors errors;
    const NoListing noListing;
    const BoundedWait boundedWait;
    VSIStatBufL status;
    return VSIStatExL(path.toUtf8().constData(), &status, VSI_STAT_EXISTS_FLAG) == 0;
}

Status removeFiles(const QString &folder, const QStringList &prefixes)
{
    const QuietErrors errors;
    const std::unique_ptr<VSIDIR, decltype(&VSICloseDir)> listing(
        VSIOpenDir(folder.toUtf8().constData(), 0, nullptr), VSICloseDir);
    if (!listing)
        return {};
    CPLStringList paths;
    while (const VSIDIREntry *entry = VSIGetNextDirEntry(listing.get())) {
        const QString name = QString::fromUtf8(entry->pszName);
        if (std::any_of(prefixes.begin(), prefixes.end(), [&](const QString &prefix) { return name.startsWith(prefix); }))
            paths.AddString((folder + QLatin1Char('/') + name).toUtf8().constData());
    }
    if (paths.empty())
        return {};
    const std::unique_ptr<int, decltype(&VSIFree)> removed(VSIUnlinkBatch(paths.List()), VSIFree);
    for (int i = 0; i < paths.Count(); ++i)
        if (!removed || !removed.get()[i])
            return cannotWrite(QString::fromUtf8(paths[i]), errors);
    return {};
}

} // namespace tuilerie::vsi
