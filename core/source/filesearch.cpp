// SPDX-License-Identifier: GPL-3.0-or-later
#include "source/filesearch.h"

#include "base/filename.h"
#include "source/archive.h"

#include <QCoreApplication>
#include <QHash>
#include <QRegularExpression>
#include <QSet>

#include <algorithm>
#include <cerrno>
#include <map>
#include <set>

namespace tuilerie {

using namespace Qt::StringLiterals;

namespace {

using Identity = std::pair<quint64, quint64>;

QString tr(const char *sentence)
{
    return QCoreApplication::translate("tuilerie::FileSearch", sentence);
}

bool isWild(const QString &text)
{
    return text.contains(u'*') || text.contains(u'?') || text.contains(u'[');
}

QString nameOf(const QString &path)
{
    return path.mid(path.lastIndexOf(u'/') + 1);
}

QString inFolder(const QString &folder, const QString &name)
{
    return folder.endsWith(u'/') ? folder + name : folder + u'/' + name;
}

/// Whether a descriptor stands beside the folder of that name, or the journal of a run that was stopped.
bool isPyramidFolder(const QString &path, const std::function<bool(const QString &)> &isBeside)
{
    const QString name = nameOf(path);
    if (isBeside(u'.' + name + ".journal"_L1))
        return true;
    if (!isBeside(name + ".json"_L1))
        return false;
    QFile descriptor;
    return openFile(descriptor, path + ".json"_L1) && descriptor.read(1 << 18).contains("\"tile_matrix_set\"");
}

class Search
{
public:
    explicit Search(const FindOptions &options)
        : m_options(options)
    {
    }

    Status add(const QString &path)
    {
        if (path.startsWith("/vsi"_L1)) {
            take({path, kindOfName(path), -1, {}});
            return {};
        }
        const QString absolute = absolutePath(path);
        const FileStatus status = fileStatus(absolute);
        const size_t before = m_found.files.size();
        if (const QString archive = status.exists || status.isLink ? QString() : archiveAbove(absolute);
            !archive.isEmpty() && m_options.opensArchives) {
            TUILERIE_TRY(folder, unpackArchive(archive, m_options.control));
            return add(folder + absolute.mid(archive.size()));
        }
        if (status.isFolder) {
            TUILERIE_CHECK(addFolder(absolute, status));
        } else if (status.isFile && isArchiveName(absolute)) {
            TUILERIE_CHECK(addArchive(absolute));
        } else if (status.isFile) {
            if (const QString kind = otherArchiveKind(absolute); !kind.isEmpty())
                return fail(ErrorCode::Unsupported,
                    tr("%1 is an archive of a kind that is not opened here (%2). Unpack it and name the folder, or make a "
                       "zip of it.")
                        .arg(path, kind));
            take({absolute, kindOfFile(absolute), status.size, status.identity, status.stamp});
        } else if (status.exists) { // reading a pipe would wait for ever
            return fail(ErrorCode::Invalid, tr("%1 is a device, a pipe or a socket. Name a file or a folder.").arg(path));
        } else if (!status.isLink && isWild(path)) {
            m_matches = 0;
            TUILERIE_CHECK(glob(u"/"_s, absolute.split(u'/', Qt::SkipEmptyParts), 0, {}));
            if (m_matches == 0)
                return fail(ErrorCode::NotFound, tr("No file matches %1. Check the pattern.").arg(path));
        } else {
            return fail(ErrorCode::NotFound,
                status.isLink ? tr("%1 is a link that leads nowhere. Check where its file is.").arg(path)
                              : tr("%1 does not exist. Check the path.").arg(path));
        }
        TUILERIE_CHECK(followLinks());
        for (const QString &archive : std::exchange(m_archives, {})) {
            if (m_found.files.size() > before)
                leaveOut(LeftOut::Archive, archive);
            else
                m_toOpen << archive;
        }
        sortFrom(before);
        std::sort(m_toOpen.begin(), m_toOpen.end(), naturalOrder);
        for (const QString &archive : std::exchange(m_toOpen, {})) {
            const size_t first = m_found.files.size();
            TUILERIE_CHECK(addArchive(archive));
            sortFrom(first);
        }
        leaveIndexesOut(before);
        return {};
    }

    FoundFiles finish()
    {
        for (auto &[why, paths] : m_leftOut) {
            std::sort(paths.begin(), paths.end(), naturalOrder);
            paths.removeDuplicates();
            m_found.leftOut.push_back({why, paths});
        }
        return std::move(m_found);
    }

private:
    struct Link
    {
        QString path;
        FileStatus status;
        std::vector<Identity> above; ///< folders that it lies in
    };

    void sortFrom(size_t first)
    {
        std::sort(m_found.files.begin() + qptrdiff(first), m_found.files.end(),
            [](const FoundFile &a, const FoundFile &b) { return naturalOrder(a.path, b.path); });
    }

    void take(FoundFile file)
    {
        if (m_seen.contains(file.path))
            return;
        m_seen.insert(file.path);
        m_identities.insert(file.identity);
        m_found.files.push_back(std::move(file));
    }

    void leaveOut(LeftOut why, const QString &path) { m_leftOut[why] << path; }

    Status addArchive(const QString &path)
    {
        if (!m_options.opensArchives) {
            m_found.archives << path;
            return {};
        }
        TUILERIE_TRY(folder, unpackArchive(path, m_options.control));
        return addFolder(folder, fileStatus(folder));
    }

    Status addFolder(const QString &path, const FileStatus &status)
    {
        if (holdsOwnPyramid(path)) {
            leaveOut(LeftOut::OwnPyramid, path);
            return {};
        }
        return walk(path, status.identity, {});
    }

    Result<std::vector<FolderName>> namesOf(const QString &folder)
    {
        auto names = folderNames(folder);
        if (!names)
            return fail(errno == EACCES || errno == EPERM ? ErrorCode::Denied : ErrorCode::Io,
                tr("The folder %1 cannot be opened: no permission. Ask for the right to read it, or name only the others.")
                    .arg(folder));
        return std::move(*names);
    }

    /// All data files below; links wait, so that what they lead to counts by its own name.
    Status walk(const QString &folder, const Identity &identity, std::vector<Identity> above)
    {
        if (!m_folders.insert(identity).second)
            return {};
        TUILERIE_TRY(names, namesOf(folder));
        above.push_back(identity);
        const Neighbours beside(names);
        for (const FolderName &entry : names) {
            const QString path = inFolder(folder, entry.name);
            if (entry.isFolder) {
                if (const FileStatus status = enterable(path, beside); status.isFolder)
                    TUILERIE_CHECK(walk(path, status.identity, above));
            } else {
                consider(path, entry, beside, above);
            }
        }
        return {};
    }

    /// The names of one folder, in small letters, with what could be the owner of a sidecar.
    class Neighbours
    {
    public:
        explicit Neighbours(const std::vector<FolderName> &names)
        {
            for (const FolderName &entry : names) {
                m_names.insert(entry.name);
                if (!entry.isFolder && formatOfName(entry.name))
                    m_data[stem(entry.name)] << entry.name;
            }
        }
        bool has(const QString &name) const { return m_names.contains(name); }
        bool isEptFolder() const { return has(u"ept.json"_s); }
        /// Does it belong to another file here?
        bool isSidecar(const QString &name) const
        {
            // "a.tif.aux.xml" is found by "a", and so is "a.b.tfw" of "a.b.tif" by "a".
            const QStringList owners = m_data.value(stem(name));
            const bool isData = formatOfName(name);
            return std::any_of(owners.begin(), owners.end(), [&](const QString &owner) {
                return owner != name && (isData ? isSidecarOf(name, owner) : isOf(name, owner));
            });
        }

    private:
        static QString stem(const QString &name) { return name.left(name.indexOf(u'.', 1)).toLower(); }
        static bool isOf(const QString &name, const QString &owner)
        {
            return name.startsWith(owner.left(owner.lastIndexOf(u'.') + 1), Qt::CaseInsensitive);
        }
        QSet<QString> m_names;
        QHash<QString, QStringList> m_data;
    };

    /// Its status when the folder is to be walked; what is not is noted.
    FileStatus enterable(const QString &path, const Neighbours &beside)
    {
        const QString name = nameOf(path);
        if (name.startsWith(u'.')) {
            if (!name.endsWith(".journal"_L1))
                leaveOut(LeftOut::Hidden, path);
            return {};
        }
        if (beside.isEptFolder() && name.startsWith("ept-"_L1))
            return {};
        if (isPyramidFolder(path, [&](const QString &other) { return beside.has(other); })) {
            leaveOut(LeftOut::OwnPyramid, path);
            return {};
        }
        return fileStatus(path);
    }

    void consider(const QString &path, const FolderName &entry, const Neighbours &beside, const std::vector<Identity> &above)
    {
        if (entry.isLink) {
            const FileStatus status = fileStatus(path);
            if (!status.exists)
                leaveOut(LeftOut::BrokenLink, path);
            else if (!status.isFile || !beside.isSidecar(entry.name))
                m_links.push_back({path, status, above});
            return;
        }
        if (!entry.isFile)
            leaveOut(LeftOut::Special, path);
        else if (!beside.isSidecar(entry.name))
            takeByName(path, nullptr);
    }

    void takeByName(const QString &path, const FileStatus *known)
    {
        const QString name = nameOf(path);
        const FileFormat *format = formatOfName(path);
        const bool mayBeJson = !format && name.endsWith(".json"_L1, Qt::CaseInsensitive);
        const SourceKind kind = format ? format->kind : mayBeJson ? kindOfFile(path) : SourceKind::Unknown;
        if (name.startsWith(u'.'))
            return leaveOut(LeftOut::Hidden, path);
        if (isArchiveName(name)) // which it is not told in a folder
            m_archives << path;
        else if (kind == SourceKind::Unknown)
            leaveOut(LeftOut::NotData, path);
        if (kind == SourceKind::Unknown)
            return;
        if (format && !hasDriver(*format))
            return leaveOut(LeftOut::NoDriver, path);
        const FileStatus status = known ? *known : fileStatus(path);
        take({path, kind, status.exists ? status.size : -1, status.identity, status.stamp});
    }

    Status followLinks()
    {
        for (size_t i = 0; i < m_links.size(); ++i) { // following one may find more
            const Link link = m_links[i];
            if (link.status.isFile) {
                if (m_identities.contains(link.status.identity))
                    leaveOut(LeftOut::Repeated, link.path);
                else
                    takeByName(link.path, &link.status);
            } else if (!link.status.isFolder) {
                leaveOut(LeftOut::Special, link.path);
            } else if (std::find(link.above.begin(), link.above.end(), link.status.identity) != link.above.end()) {
                leaveOut(LeftOut::Loop, link.path);
            } else if (m_folders.contains(link.status.identity)) {
                leaveOut(LeftOut::Repeated, link.path);
            } else if (nameOf(link.path).startsWith(u'.')) {
                leaveOut(LeftOut::Hidden, link.path);
            } else if (holdsOwnPyramid(link.path)) {
                leaveOut(LeftOut::OwnPyramid, link.path);
            } else {
                TUILERIE_CHECK(walk(link.path, link.status.identity, link.above));
            }
        }
        m_links.clear();
        return {};
    }

    /// One segment after the other, so that the pattern may also stand in a folder's name.
    Status glob(const QString &folder, const QStringList &segments, qsizetype at, std::vector<Identity> above)
    {
        const QString &segment = segments[at];
        const bool isLast = at + 1 == segments.size();
        const bool isDeep = segment == "**"_L1;
        if (!isDeep && !isWild(segment)) {
            const QString next = inFolder(folder, segment);
            const FileStatus status = fileStatus(next);
            if (!isLast)
                return status.isFolder ? glob(next, segments, at + 1, {}) : Status();
            return status.exists ? takeMatch(next, status) : Status();
        }
        if (isDeep && isLast) {
            ++m_matches;
            return addFolder(folder, fileStatus(folder));
        }
        const FileStatus here = fileStatus(folder);
        if (std::find(above.begin(), above.end(), here.identity) != above.end()) {
            leaveOut(LeftOut::Loop, folder);
            return {};
        }
        above.push_back(here.identity);
        if (isDeep)
            TUILERIE_CHECK(glob(folder, segments, at + 1, {}));
        auto names = namesOf(folder);
        if (!names) // "/*/x" meets folders that are nobody's business
            return isDeep ? Status(fail(names.error())) : Status();
        const Neighbours beside(*names);
        const QRegularExpression pattern(QRegularExpression::wildcardToRegularExpression(segment));
        for (const FolderName &entry : *names) {
            const QString path = inFolder(folder, entry.name);
            // As in a shell, * does not stand for what is hidden.
            if (entry.name.startsWith(u'.') && !segment.startsWith(u'.'))
                continue;
            if (!isDeep && !pattern.match(entry.name).hasMatch())
                continue;
            const FileStatus status = fileStatus(path);
            if (isDeep || !isLast) {
                if (!status.isFolder || !enterable(path, beside).isFolder)
                    continue;
                TUILERIE_CHECK(isDeep ? glob(path, segments, at, above) : glob(path, segments, at + 1, {}));
            } else if (status.isFolder) {
                TUILERIE_CHECK(takeMatch(path, status));
            } else {
                ++m_matches;
                consider(path, entry, beside, above);
            }
        }
        return {};
    }

    Status takeMatch(const QString &path, const FileStatus &status)
    {
        ++m_matches;
        if (status.isFolder)
            return addFolder(path, status);
        takeByName(path, &status);
        return {};
    }

    /// A VRT beside the files that it names would show them twice.
    void leaveIndexesOut(size_t from)
    {
        QHash<int, bool> hasOthers;
        for (size_t i = from; i < m_found.files.size(); ++i) {
            if (!isIndexFile(m_found.files[i].path))
                hasOthers[int(m_found.files[i].kind)] = true;
        }
        const auto end =
            std::remove_if(m_found.files.begin() + qptrdiff(from), m_found.files.end(), [&](const FoundFile &file) {
                const bool goes = isIndexFile(file.path) && hasOthers.value(int(file.kind));
                if (goes) {
                    leaveOut(LeftOut::Index, file.path);
                    m_seen.remove(file.path);
                }
                return goes;
            });
        m_found.files.erase(end, m_found.files.end());
    }

    const FindOptions m_options;
    FoundFiles m_found;
    QStringList m_archives; ///< of a folder or a glob, which count where nothing else is there
    QStringList m_toOpen;
    std::map<LeftOut, QStringList> m_leftOut;
    QSet<QString> m_seen;
    std::set<Identity> m_identities; ///< of files that are taken
    std::set<Identity> m_folders;    ///< that were walked
    std::vector<Link> m_links;
    qint64 m_matches = 0;
};

} // namespace

Result<FoundFiles> findFiles(const QStringList &paths, const FindOptions &options)
{
    if (paths.isEmpty())
        return fail(ErrorCode::NotFound, tr("No file was given. Name a file, a folder or a pattern."));
    Search search(options);
    for (const QString &path : paths)
        TUILERIE_CHECK(search.add(path));
    return search.finish();
}

bool isGlob(const QString &path)
{
    return isWild(path) && !path.startsWith("/vsi"_L1) && !fileStatus(path).exists;
}

bool isCollection(const QString &path)
{
    return isFolder(path) || isArchive(path) || isGlob(path);
}

bool holdsOwnPyramid(const QString &folder)
{
    const QString parent = folder.left(std::max<qsizetype>(1, folder.lastIndexOf(u'/')));
    return isPyramidFolder(folder, [&](const QString &name) { return fileStatus(inFolder(parent, name)).exists; });
}

std::vector<FoundFile> FoundFiles::of(SourceKind kind) const
{
    std::vector<FoundFile> result;
    std::copy_if(
        files.begin(), files.end(), std::back_inserter(result), [=](const FoundFile &file) { return file.kind == kind; });
    return result;
}

void FoundFiles::warn(WorkControl &control) const
{
    for (const LeftOutGroup &group : leftOut) {
        if (group.isWarning())
            control.warning(group.sentence());
    }
}

bool naturalOrder(const QString &a, const QString &b)
{
    const auto weight = [](QChar letter) { return letter == u'/' ? char16_t(0) : letter.unicode(); };
    const auto isDigit = [](QChar letter) { return letter >= u'0' && letter <= u'9'; };
    // Files of one folder begin alike: what they have in common is passed over, but for digits of a number that goes on.
    qsizetype i = std::mismatch(a.begin(), a.end(), b.begin(), b.end()).first - a.begin();
    while (i > 0 && isDigit(a[i - 1]))
        --i;
    qsizetype j = i;
    while (i < a.size() && j < b.size()) {
        if (!isDigit(a[i]) || !isDigit(b[j])) {
            if (a[i] != b[j])
                return weight(a[i]) < weight(b[j]);
            ++i;
            ++j;
            continue;
        }
        const auto run = [&](const QString &text, qsizetype &at) {
            while (at + 1 < text.size() && text[at] == u'0' && isDigit(text[at + 1]))
                ++at;
            const qsizetype from = at;
            while (at < text.size() && isDigit(text[at]))
                ++at;
            return QStringView(text).sliced(from, at - from);
        };
        const QStringView left = run(a, i), right = run(b, j);
        if (left.size() != right.size())
            return left.size() < right.size();
        if (const int order = left.compare(right); order != 0)
            return order < 0;
    }
    if (i < a.size() || j < b.size())
        return j < b.size();
    return a < b; // 01 and 1
}

} // namespace tuilerie
