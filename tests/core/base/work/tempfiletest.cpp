// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/work/parallel.h"
#include "base/work/tempfile.h"
#include "support/testsupport.h"

#include <sys/resource.h>

#include <csignal>

using namespace tuilerie;

namespace {

QByteArray readAt(const TempFile &file, quint64 offset, qsizetype size)
{
    QByteArray bytes(size, '?');
    const Status status = file.read({bytes.data(), size_t(size)}, offset);
    return status ? bytes : QByteArray("error");
}

} // namespace

class TempFileTest : public QObject
{
    Q_OBJECT

private slots:
    void writesAndReadsWithoutAName()
    {
        QTemporaryDir folder;
        const QString place = folder.filePath(QStringLiteral("a/b"));
        TempFile file(place);
        QVERIFY2(!QFileInfo::exists(place), "nothing before the first write");
        const auto first = file.append(QByteArray("hello"));
        VERIFY_OK(first);
        QCOMPARE(*first, 0u);
        const auto second = file.append(QByteArray("world"));
        VERIFY_OK(second);
        QCOMPARE(*second, 5u);
        VERIFY_OK(file.write(QByteArray("W"), 5));
        QCOMPARE(file.size(), 10u);
        QCOMPARE(readAt(file, 0, 10), QByteArray("helloWorld"));
        QCOMPARE(QDir(place).entryList(QDir::Files | QDir::Hidden | QDir::System).size(), 0);
        const quint64 room = file.reserve(100);
        QCOMPARE(room, 10u);
        VERIFY_OK(file.write(QByteArray("late"), room + 96));
        QCOMPARE(readAt(file, room + 96, 4), QByteArray("late"));
    }

    void threadsAppendSideBySide()
    {
        QTemporaryDir folder;
        TempFile file(folder.path());
        std::vector<quint64> places(400);
        VERIFY_OK(parallel(4, 400, [&](int, qint64 index) -> Status {
            TUILERIE_TRY(place, file.append(QByteArray::number(1000 + index)));
            places[size_t(index)] = place;
            return {};
        }));
        QCOMPARE(file.size(), 1600u);
        for (int i = 0; i < 400; ++i)
            QCOMPARE(readAt(file, places[size_t(i)], 4), QByteArray::number(1000 + i));
    }

    void readingBeyondTheEndIsAnError()
    {
        QTemporaryDir folder;
        TempFile file(folder.path());
        char byte = 0;
        QCOMPARE(file.read({&byte, 1}, 0).error().code, ErrorCode::Corrupt);
        VERIFY_OK(file.append(QByteArray("abc")));
        const Status status = file.read({&byte, 1}, 3);
        QVERIFY(!status);
        QCOMPARE(status.error().code, ErrorCode::Corrupt);
        QVERIFY(status.error().message.contains(folder.path()));
    }

    void namedOneIsTakenUpAgain()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("points.pack"));
        QCOMPARE(TempFile::open(path, false).error().code, ErrorCode::NotFound);
        {
            const auto file = TempFile::open(path, true);
            VERIFY_OK(file);
            VERIFY_OK((*file)->append(QByteArray("kept")));
            VERIFY_OK((*file)->sync());
        }
        {
            const auto again = TempFile::open(path, false);
            VERIFY_OK(again);
            QCOMPARE((*again)->size(), 4u);
            QCOMPARE(readAt(**again, 0, 4), QByteArray("kept"));
            VERIFY_OK((*again)->append(QByteArray("more")));
            QCOMPARE(readAt(**again, 0, 8), QByteArray("keptmore"));
        }
        const auto fresh = TempFile::open(path, true);
        VERIFY_OK(fresh);
        QCOMPARE((*fresh)->size(), 0u);
    }

    void fullDiskIsSaid()
    {
        if (!QFileInfo::exists(QStringLiteral("/dev/full")))
            QSKIP("there is no /dev/full here");
        const auto file = TempFile::open(QStringLiteral("/dev/full"), false);
        VERIFY_OK(file);
        const auto place = (*file)->append(QByteArray("x"));
        QVERIFY(!place);
        QCOMPARE(place.error().code, ErrorCode::DiskFull);
        QVERIFY(place.error().message.contains(QLatin1String("Free some space")));
    }

    // The limit of a file's size stands in for a disk that becomes full half-way: what fits was written, the rest is said.
    void diskThatBecomesFullIsSaid()
    {
        QTemporaryDir folder;
        TempFile file(folder.path());
        VERIFY_OK(file.append(QByteArray(500, 'a')));
        std::signal(SIGXFSZ, SIG_IGN);
        rlimit before{};
        getrlimit(RLIMIT_FSIZE, &before);
        const rlimit small{1000, before.rlim_max};
        setrlimit(RLIMIT_FSIZE, &small);
        const auto place = file.append(QByteArray(5000, 'b'));
        setrlimit(RLIMIT_FSIZE, &before);
        QVERIFY(!place);
        QCOMPARE(place.error().code, ErrorCode::Io);
        QVERIFY(place.error().message.contains(folder.path()));
        QCOMPARE(readAt(file, 0, 500), QByteArray(500, 'a'));
    }

    void forbiddenFolderIsSaid()
    {
        TempFile file(QStringLiteral("/proc/nowhere"));
        const auto place = file.append(QByteArray("x"));
        QVERIFY(!place);
        QVERIFY(place.error().message.contains(QLatin1String("/proc/nowhere")));
    }
};

TUILERIE_TEST_MAIN(TempFileTest)
#include "tempfiletest.moc"
