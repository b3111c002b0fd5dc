// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/filedialog.h"

#include "ui/widgets/settings.h"

#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <optional>

namespace tuilerie {

namespace {

std::optional<QStringList> s_next;

QString lastFolder(const QString &purpose)
{
    const QString folder = Settings::folder(purpose);
    // The dialog itself looks at the disk from here on.
    return QFileInfo(folder).isDir() ? folder : QDir::homePath();
}

void remember(const QString &purpose, const QString &path)
{
    if (path.isEmpty())
        return;
    const QFileInfo info(path);
    Settings::setFolder(purpose, info.isDir() ? info.absoluteFilePath() : info.absolutePath());
}

template <typename Ask> QStringList ask(const QString &purpose, Ask &&show)
{
    QStringList answer;
    if (s_next) {
        answer = *s_next;
        s_next.reset();
    } else {
        answer = show(lastFolder(purpose));
    }
    answer.removeAll(QString());
    if (!answer.isEmpty())
        remember(purpose, answer.first());
    return answer;
}

} // namespace

QStringList FileDialog::openFiles(QWidget *parent, const QString &purpose, const QString &title, const QString &filter)
{
    return ask(purpose, [&](const QString &folder) { return QFileDialog::getOpenFileNames(parent, title, folder, filter); });
}

QString FileDialog::openFile(QWidget *parent, const QString &purpose, const QString &title, const QString &filter)
{
    return ask(purpose, [&](const QString &folder) {
        return QStringList{QFileDialog::getOpenFileName(parent, title, folder, filter)};
    }).value(0);
}

QString FileDialog::openFolder(QWidget *parent, const QString &purpose, const QString &title)
{
    return ask(purpose, [&](const QString &folder) {
        return QStringList{QFileDialog::getExistingDirectory(parent, title, folder)};
    }).value(0);
}

QString FileDialog::saveFile(
    QWidget *parent, const QString &purpose, const QString &title, const QString &filter, const QString &suggestedName)
{
    return ask(purpose, [&](const QString &folder) {
        return QStringList{QFileDialog::getSaveFileName(parent, title, QDir(folder).filePath(suggestedName), filter)};
    }).value(0);
}

void FileDialog::setNextFileNames(const QStringList &paths)
{
    s_next = paths;
}

} // namespace tuilerie
