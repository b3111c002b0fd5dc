// SPDX-License-Identifier: GPL-3.0-or-later
#include "source/rememberedfiles.h"

#include "base/filename.h"
#include "base/work/parallel.h"
#include "base/work/progressmeter.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QHash>

#include <xxhash.h>

#include <algorithm>
#include <cerrno>
#include <memory>

namespace tuilerie {

using namespace Qt::StringLiterals;

namespace {

/// 0 where a file cannot be read.
quint64 contentOf(const RememberedFile &remembered)
{
    const std::unique_ptr<XXH3_state_t, decltype(&XXH3_freeState)> state(XXH3_createState(), XXH3_freeState);
    if (!state || XXH3_64bits_reset(state.get()) != XXH_OK)
        return 0;
    const QString folder = remembered.path.left(remembered.path.lastIndexOf(u'/') + 1);
    QStringList paths{remembered.path};
    for (const QString &sidecar : remembered.sidecars)
        paths << folder + sidecar;
    QByteArray part(1 << 20, Qt::Uninitialized);
    for (const QString &path : std::as_const(paths)) {
        QFile file;
        if (!openFile(file, path))
            return 0;
        for (;;) {
            const qint64 count = file.read(part.data(), part.size());
            if (count < 0)
                return 0;
            if (count == 0)
                break;
            XXH3_64bits_update(state.get(), part.constData(), size_t(count));
        }
        const qint64 size = file.size(); // so that bytes of one are not taken for those of the next
        XXH3_64bits_update(state.get(), &size, sizeof size);
    }
    return std::max<quint64>(1, XXH3_64bits_digest(state.get()));
}

QStringList pathsOf(const std::vector<RememberedFile> &files)
{
    QStringList paths;
    for (const RememberedFile &file : files)
        paths << file.path;
    return paths;
}

} // namespace

bool RememberedFile::isUntouched(const RememberedFile &before) const
{
    return path == before.path && size == before.size && stamp == before.stamp && sidecarStamp == before.sidecarStamp;
}

QDataStream &operator<<(QDataStream &out, const RememberedFile &file)
{
    return out << file.path << file.size << file.stamp << file.sidecarStamp << file.content;
}

QDataStream &operator>>(QDataStream &in, RememberedFile &file)
{
    return in >> file.path >> file.size >> file.stamp >> file.sidecarStamp >> file.content;
}

qint64 FileComparison::changed() const
{
    return qint64(gone.size()) + qint64(std::count(isSame.begin(), isSame.end(), 0));
}

Result<FileComparison> compareFiles(
    const std::vector<RememberedFile> &before, std::vector<RememberedFile> &now, int workers, WorkControl &control)
{
    FileComparison comparison;
    QHash<QString, int> known;
    const QStringList keysBefore = namesAmong(pathsOf(before)), keysNow = namesAmong(pathsOf(now));
    comparison.hasSameOrder = isSameOrder(keysBefore, keysNow);
    for (qsizetype i = 0; i < keysBefore.size(); ++i)
        known.insert(keysBefore.at(i), int(i));
    std::vector<bool> isThere(before.size());
    for (const QString &key : keysNow) {
        comparison.before.push_back(known.value(key, -1));
        if (comparison.before.back() >= 0)
            isThere[size_t(comparison.before.back())] = true;
    }
    for (size_t i = 0; i < before.size(); ++i)
        if (!isThere[i])
            comparison.gone.push_back(int(i));
    comparison.isSame.resize(now.size());
    ProgressMeter meter(control, u"compare"_s, qint64(now.size()));
    TUILERIE_CHECK(parallel(workers, qint64(now.size()), control, [&](int, qint64 index) -> Status {
        const int place = comparison.before[size_t(index)];
        if (place >= 0) {
            const RememberedFile &old = before[size_t(place)];
            RememberedFile &file = now[size_t(index)];
            if (file.isUntouched(old))
                file.content = old.content;
            else if (file.size == old.size && old.content != 0)
                file.content = contentOf(file);
            comparison.isSame[size_t(index)] =
                file.isUntouched(old) || (file.size == old.size && file.content != 0 && file.content == old.content);
        }
        return meter.add(1);
    }));
    return comparison;
}

Status rememberContents(
    std::vector<RememberedFile> &files, std::span<const RememberedFile> before, int workers, WorkControl &control)
{
    QHash<QString, const RememberedFile *> known;
    for (const RememberedFile &file : before)
        known.insert(file.path, &file);
    ProgressMeter meter(control, u"remember"_s, qint64(files.size()));
    TUILERIE_CHECK(parallel(workers, qint64(files.size()), control, [&](int, qint64 index) -> Status {
        RememberedFile &file = files[size_t(index)];
        if (const RememberedFile *old = known.value(file.path); file.content == 0 && old && file.isUntouched(*old))
            file.content = old->content;
        if (file.content == 0)
            file.content = contentOf(file);
        return meter.add(1);
    }));
    // What was written to meanwhile may have other bytes than those that were used.
    const std::vector<FileEntry> entries = describeFiles(pathsOf(files));
    for (size_t i = 0; i < files.size(); ++i)
        if (files[i].stamp != entries[i].stamp || files[i].sidecarStamp != entries[i].sidecarStamp)
            files[i].content = 0;
    return {};
}

FinishedFile FinishedFile::of(const QString &path)
{
    const QFileInfo info(path);
    return info.isFile() ? FinishedFile{info.size(), info.lastModified().toMSecsSinceEpoch()} : FinishedFile();
}

QDataStream &operator<<(QDataStream &out, const FinishedFile &file)
{
    return out << file.size << file.modified;
}

QDataStream &operator>>(QDataStream &in, FinishedFile &file)
{
    return in >> file.size >> file.modified;
}

QString madeFolder(const QString &output)
{
    const QFileInfo info(output);
    return info.absolutePath() + "/."_L1 + info.fileName() + ".made"_L1;
}

Status removeMade(const QString &output)
{
    QDir folder(madeFolder(output));
    errno = 0;
    if (folder.exists() && !folder.removeRecursively())
        return fail(
            errorFromErrno(QCoreApplication::translate("tuilerie::RememberedFiles", "Removing what an earlier version left"),
                folder.path()));
    return {};
}

} // namespace tuilerie
