// SPDX-License-Identifier: GPL-3.0-or-later
#include "publish/filesearch.h"

#include <QCoreApplication>
#include <QDir>
#include <QDirIterator>
#include <QFileInfo>
#include <QRegularExpression>

namespace tuilerie {

using namespace Qt::StringLiterals;

namespace {

bool isOneOf(const QString &name, const QSet<QString> &endings)
{
    return endings.contains(QFileInfo(name).suffix().toLower());
}

QStringList filesBelow(const QString &folder, const QSet<QString> &endings)
{
    QStringList found;
    QDirIterator all(folder, QDir::Files, QDirIterator::Subdirectories);
    while (all.hasNext()) {
        const QString file = all.next();
        if (isOneOf(file, endings))
            found << file;
    }
    return found;
}

// The pattern as a regular expression on whole paths: * and ? stay within a folder's name, ** is any depth of folders.
QRegularExpression patternOf(const QString &absolute)
{
    QString expression;
    for (qsizetype i = 0; i < absolute.size(); ++i) {
        const QStringView rest = QStringView(absolute).mid(i);
        const qsizetype end = rest.indexOf(u']', 2);
        if (rest.startsWith("**/"_L1)) {
            expression += "(?:[^/]+/)*"_L1;
            i += 2;
        } else if (rest.front() == u'*') {
            expression += "[^/]*"_L1;
        } else if (rest.front() == u'?') {
            expression += "[^/]"_L1;
        } else if (rest.front() == u'[' && end > 0) {
            expression += u'['
                + QString(rest.mid(1, end - 1).toString().replace(u'\\', "\\\\"_L1))
                      .replace(QRegularExpression(u"^!"_s), u"^"_s)
                + u']';
            i += end;
        } else {
            expression += QRegularExpression::escape(QString(rest.front()));
        }
    }
    return QRegularExpression(QRegularExpression::anchoredPattern(expression));
}

QStringList filesMatching(const QString &pattern, const QSet<QString> &endings)
{
    static const QRegularExpression wild(u"[*?\\[]"_s);
    const QString absolute = QDir::cleanPath(QFileInfo(pattern).absoluteFilePath());
    const QString fixed = absolute.left(absolute.indexOf(wild));
    const QString folder = fixed.left(fixed.lastIndexOf(u'/') + 1);
    const QRegularExpression expression = patternOf(absolute);
    // No deeper than the pattern asks for: it may stand above a whole disk.
    const bool isDeep = absolute.mid(folder.size()).contains(u'/');
    QStringList found;
    QDirIterator all(folder, QDir::Files, isDeep ? QDirIterator::Subdirectories : QDirIterator::NoIteratorFlags);
    while (all.hasNext()) {
        const QString file = all.next();
        if (isOneOf(file, endings) && expression.match(file).hasMatch())
            found << file;
    }
    return found;
}

} // namespace

Result<QStringList> findFiles(const QString &path, const QSet<QString> &endings)
{
    const QFileInfo info(path);
    QStringList found;
    if (info.isDir())
        found = filesBelow(info.absoluteFilePath(), endings);
    else if (info.isFile())
        found << info.absoluteFilePath();
    else if (path.contains(u'*') || path.contains(u'?') || path.contains(u'['))
        found = filesMatching(path, endings);
    else
        return fail(ErrorCode::NotFound,
            QCoreApplication::translate("tuilerie::Delivery", "%1 does not exist. Check the path.").arg(path));
    found.sort();
    return found;
}

QString commonFolder(const QStringList &files)
{
    QString common = QFileInfo(files.first()).absolutePath() + u'/';
    for (const QString &file : files) {
        while (!file.startsWith(common))
            common = common.left(common.lastIndexOf(u'/', -2) + 1);
    }
    return common;
}

} // namespace tuilerie
