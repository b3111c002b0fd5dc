// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/filename.h"
#include "base/atomicfile.h"
#include "support/testsupport.h"

#include <fcntl.h>
#include <unistd.h>

using namespace tuilerie;
using namespace tuilerie::test;

namespace {

/// A file with these bytes for a name, which Qt could not write.
bool writeNative(const QByteArray &path, const QByteArray &content)
{
    const int file = ::open(path.constData(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
    const bool isWritten = file >= 0 && ::write(file, content.constData(), size_t(content.size())) == content.size();
    return ::close(file) == 0 && isWritten;
}

} // namespace

class FileNameTest : public QObject
{
    Q_OBJECT

private slots:
    void everyNameSurvives_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("ascii") << QByteArray("a/b.tif");
        QTest::newRow("utf-8") << QByteArray("\xC3\xA9t\xC3\xA9/\xF0\x9F\x97\xBA.tif");
        QTest::newRow("latin-1") << QByteArray("\xE9t\xE9/c\xF4te.tif");
        QTest::newRow("cut character") << QByteArray("a\xC3");
        QTest::newRow("overlong") << QByteArray("\xC0\xAF\xE0\x80\xAF");
        QTest::newRow("surrogate") << QByteArray("\xED\xA0\x80");
        QTest::newRow("private use itself") << QByteArray("\xEE\xBE\xA9 \xEF\xBF\xBD \xEE\x80\x80");
        QByteArray all;
        for (int byte = 1; byte < 256; ++byte)
            all += char(byte);
        QTest::newRow("every byte") << all;
    }

    void everyNameSurvives()
    {
        QFETCH(QByteArray, bytes);
        const QString path = pathOfBytes(bytes);
        QCOMPARE(bytesOfPath(path), bytes);
        // It goes through what carries text: JSON, databases and requests do so as UTF-8.
        QCOMPARE(bytesOfPath(QString::fromUtf8(path.toUtf8())), bytes);
        QUrl url;
        url.setScheme(QStringLiteral("file"));
        QByteArray encoded = bytes.toPercentEncoding("/");
        url = QUrl::fromEncoded(QByteArray("file:///") + encoded);
        QCOMPARE(bytesOfPath(pathOfUrl(url)), QByteArray("/") + bytes);
    }

    void ordinaryNamesStay()
    {
        const QString path = QStringLiteral("/données/été 2024/tuile_01.tif");
        QCOMPARE(pathOfBytes(path.toUtf8()), path);
        QCOMPARE(bytesOfPath(path), path.toUtf8());
        QCOMPARE(shownText(path), path);
        QCOMPARE(portablePath(path), path);
        QCOMPARE(pathOfUrl(QUrl::fromLocalFile(path)), path);
        QVERIFY(pathOfUrl(QUrl(QStringLiteral("https://example.org/a.tif"))).isEmpty());
    }

    void twoNamesAreNeverOne()
    {
        QVERIFY(pathOfBytes("\xE9") != pathOfBytes("\xEE\xBE\xA9")); // the escape, and that character itself
        QCOMPARE(portablePath(pathOfBytes("c\xF4te.tif")), QStringLiteral("c%F4te.tif"));
        QCOMPARE(shownText(pathOfBytes("c\xF4te.tif")), QStringLiteral("c\uFFFDte.tif"));
    }

    void filesAreOpened()
    {
        QTemporaryDir folder;
        const QByteArray name = folder.path().toUtf8() + "/c\xF4te.txt";
        QVERIFY(writeNative(name, "content"));
        QVERIFY(!QFileInfo::exists(pathOfBytes(name))); // Qt itself cannot
        const FileStatus status = fileStatus(pathOfBytes(name));
        QVERIFY(status.exists && status.isFile && !status.isFolder && !status.isLink);
        QCOMPARE(status.size, 7);
        QVERIFY(status.stamp != 0 && status.stamp == fileStatus(pathOfBytes(name)).stamp);
        QVERIFY(writeNative(name + "2", "content"));
        QVERIFY(status.stamp != fileStatus(pathOfBytes(name + "2")).stamp);
        QCOMPARE(::unlink((name + "2").constData()), 0);
        const auto content = readWholeFile(pathOfBytes(name));
        VERIFY_OK(content);
        QCOMPARE(*content, QByteArray("content"));
        const auto names = folderNames(folder.path());
        QVERIFY(names && names->size() == 1);
        QCOMPARE(bytesOfPath(names->front().name), QByteArray("c\xF4te.txt"));
        QVERIFY(names->front().isFile && !names->front().isLink && !names->front().isFolder);
        QCOMPARE(filesBelow(folder.path()).value_or(QStringList()), QStringList{pathOfBytes(name)});
        QFile file;
        QVERIFY(!openFile(file, folder.path())); // a folder
        QVERIFY(!openFile(file, folder.filePath(QStringLiteral("none"))));
        QVERIFY(!folderNames(folder.filePath(QStringLiteral("none"))));
    }

    void linksInCirclesEnd()
    {
        QTemporaryDir folder;
        QVERIFY(QDir(folder.path()).mkpath(QStringLiteral("a/b")));
        QVERIFY(writeNative(folder.path().toUtf8() + "/a/b/file", "x"));
        QVERIFY(QFile::link(folder.filePath(QStringLiteral("a")), folder.filePath(QStringLiteral("a/b/up"))));
        QVERIFY(QFile::link(folder.filePath(QStringLiteral("nowhere")), folder.filePath(QStringLiteral("a/dangling"))));
        const auto files = filesBelow(folder.path());
        QVERIFY(files);
        QCOMPARE(*files, QStringList{folder.filePath(QStringLiteral("a/b/file"))});
        const FileStatus dangling = fileStatus(folder.filePath(QStringLiteral("a/dangling")));
        QVERIFY(dangling.isLink && !dangling.exists);
    }
};

TUILERIE_TEST_MAIN(FileNameTest)
#include "filenametest.moc"
