// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/atomicfile.h"
#include "support/testsupport.h"

#include <sys/resource.h>

#include <csignal>

using namespace tuilerie;

class AtomicFileTest : public QObject
{
    Q_OBJECT

private slots:
    void writesAndReadsBack()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("a/b/c.json"));
        VERIFY_OK(writeFileAtomically(path, QByteArray("first")));
        VERIFY_OK(writeFileAtomically(path, QByteArray("second")));
        const auto content = readWholeFile(path);
        VERIFY_OK(content);
        QCOMPARE(*content, QByteArray("second"));
        QCOMPARE(QDir(folder.filePath(QStringLiteral("a/b"))).entryList(QDir::Files), QStringList{QStringLiteral("c.json")});
    }

    void missingFileSaysSo()
    {
        const auto content = readWholeFile(QStringLiteral("/nowhere/at/all"));
        QVERIFY(!content);
        QCOMPARE(content.error().code, ErrorCode::NotFound);
        QVERIFY(content.error().message.contains(QLatin1String("/nowhere/at/all")));
    }

    // A write that fails half-way leaves the old file whole and no temporary one. The limit stands in for a full disk: the
    // kernel refuses the bytes past it just so.
    void failedWriteKeepsTheOldFile()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("kept"));
        VERIFY_OK(writeFileAtomically(path, QByteArray("old")));
        std::signal(SIGXFSZ, SIG_IGN);
        rlimit before{};
        getrlimit(RLIMIT_FSIZE, &before);
        const rlimit small{1000, before.rlim_max};
        setrlimit(RLIMIT_FSIZE, &small);
        const auto status = writeFileAtomically(path, QByteArray(5000, 'x'));
        setrlimit(RLIMIT_FSIZE, &before);
        QVERIFY(!status);
        QCOMPARE(*readWholeFile(path), QByteArray("old"));
        QCOMPARE(QDir(folder.path()).entryList(QDir::Files).size(), 1);
    }
};

TUILERIE_TEST_MAIN(AtomicFileTest)
#include "atomicfiletest.moc"
