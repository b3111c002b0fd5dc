// SPDX-License-Identifier: GPL-3.0-or-later
#include "source/plainalias.h"

#include "base/filename.h"
#include "source/filelist.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QTemporaryDir>

#include <cerrno>
#include <unistd.h>

namespace tuilerie {

Result<PlainAlias> makePlainAlias(const QString &path)
{
    const QString tr = QCoreApplication::translate("tuilerie::FileSearch", "Linking");
    auto folder = std::make_shared<QTemporaryDir>();
    if (!folder->isValid())
        return fail(errorFromErrno(tr, folder->path()));
    const QString whole = absolutePath(path), stem = QFileInfo(whole).completeBaseName();
    const auto nameFor = [&stem](const QString &name) {
        return portablePath(stem) + portablePath(name.mid(stem.size())).toLower();
    };
    const auto link = [&](const QString &name) {
        const QString target = QFileInfo(whole).path() + QLatin1Char('/') + name;
        return ::symlink(bytesOfPath(target).constData(), bytesOfPath(folder->filePath(nameFor(name))).constData()) == 0
            || errno == EEXIST; // "a.SHX" beside "a.shx": the first is as good
    };
    const QString own = QFileInfo(whole).fileName();
    if (!link(own))
        return fail(errorFromErrno(tr, folder->path()));
    const auto entries = describeFiles(QStringList{whole});
    for (const QString &sidecar : entries.front().sidecars) {
        if (!link(sidecar))
            return fail(errorFromErrno(tr, folder->path()));
    }
    return PlainAlias{folder->filePath(nameFor(own)), folder};
}

} // namespace tuilerie
