// SPDX-License-Identifier: GPL-3.0-or-later
#include "box/boxedwork.h"

#include "base/atomicfile.h"
#include "base/childprocess.h"
#include "support/testsupport.h"

#include <QElapsedTimer>
#include <QFileInfo>

#include <csignal>
#include <sys/wait.h>
#include <unistd.h>

using namespace tuilerie;
using namespace Qt::StringLiterals;

namespace {

// Asks to stop as soon as the work has said something.
class StopAtFirstWord final : public WorkControl
{
public:
    explicit StopAtFirstWord(StopRequest request)
        : m_request(request)
    {
    }
    void progress(const Progress &) override {}
    void log(const QString &) override { m_isSaid = true; }
    void warning(const QString &) override {}
    StopRequest shouldStop() const override { return m_isSaid ? m_request : StopRequest::None; }

private:
    const StopRequest m_request;
    std::atomic<bool> m_isSaid{false};
};

} // namespace

class BoxedWorkTest : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    QString m_input;

    Result<QJsonObject> run(const QString &work, WorkControl &control, WorkBox::Options options = {},
        QJsonObject params = {}, const BoxFiles *files = nullptr)
    {
        options.program = QCoreApplication::applicationDirPath() + "/badworker"_L1;
        if (params.isEmpty())
            params = {{u"path"_s, m_input}};
        const BoxFiles own{{m_input}, {}};
        return WorkBox(options).run(work, params, files ? *files : own, control);
    }

    static QList<int> children()
    {
        QList<int> pids;
        QFile file(u"/proc/self/task/%1/children"_s.arg(::getpid()));
        if (file.open(QIODevice::ReadOnly))
            for (const QByteArray &pid : file.readAll().simplified().split(' '))
                if (!pid.isEmpty())
                    pids << pid.toInt();
        return pids;
    }

private slots:
    void initTestCase()
    {
        QVERIFY(QDir(m_folder.path()).mkpath(u"delivery"_s));
        m_input = m_folder.filePath(u"delivery/a file.tif"_s);
        VERIFY_OK(writeFileAtomically(m_input, QByteArray("content")));
    }

    void whatIsSaidComesThrough()
    {
        test::RecordingControl control;
        const auto answer = run(u"talk"_s, control, {}, {{u"key"_s, u"d'été"_s}});
        VERIFY_OK(answer);
        QCOMPARE((*answer)["key"_L1].toString(), u"d'été"_s);
        QCOMPARE(control.lines(), QStringList{u"a line\nwith a break"_s});
        QCOMPARE(control.warnings(), QStringList{u"un avertissement d'été"_s});
        QCOMPARE(control.totalOf(u"read"_s), 4);
    }

    void errorsComeBackAsTheyAre()
    {
        SilentControl control;
        const auto answer = run(u"refuse"_s, control);
        QVERIFY(!answer);
        QCOMPARE(answer.error(), (Error{ErrorCode::DiskFull, u"The disk is full."_s, u"detail"_s}));
        const auto thrown = run(u"throw"_s, control);
        QVERIFY(!thrown);
        QCOMPARE(thrown.error().code, ErrorCode::Internal);
        const auto unknown = run(u"nothing of the kind"_s, control);
        QVERIFY(!unknown);
        QCOMPARE(unknown.error().code, ErrorCode::Internal);
    }

    void breakdownsNameTheFile_data()
    {
        QTest::addColumn<QString>("how");
        for (const char *how : {"segfault", "abort", "stack", "threadstack", "exit"})
            QTest::newRow(how) << QString::fromLatin1(how);
    }

    void breakdownsNameTheFile()
    {
        QFETCH(QString, how);
        SilentControl control;
        // Several inputs: it is told which of them was open.
        const QString other = m_folder.filePath(u"delivery/b.tif"_s);
        VERIFY_OK(writeFileAtomically(other, QByteArray("content")));
        const BoxFiles files{
            how == "threadstack"_L1 || how == "exit"_L1 ? QStringList{m_input} : QStringList{other, m_input}, {}};
        const auto answer = run(how, control, {}, {}, &files);
        QVERIFY(!answer);
        QCOMPARE(answer.error().code, ErrorCode::Corrupt);
        QVERIFY2(answer.error().message.contains(u"a file.tif"_s), qPrintable(answer.error().message));
        QVERIFY2(!answer.error().message.contains(u"b.tif"_s), qPrintable(answer.error().message));
    }

    void limitsEndTheWork_data()
    {
        QTest::addColumn<QString>("how");
        QTest::addColumn<int>("memoryMiB");
        QTest::addColumn<int>("silentSeconds");
        QTest::addColumn<QString>("words");
        QTest::newRow("memory") << u"memory"_s << 200 << 1800 << u"a file.tif"_s;
        QTest::newRow("hang") << u"hang"_s << 0 << 1 << u"did nothing"_s;
    }

    void limitsEndTheWork()
    {
        QFETCH(QString, how);
        QFETCH(int, memoryMiB);
        QFETCH(int, silentSeconds);
        QFETCH(QString, words);
        SilentControl control;
        WorkBox::Options options;
        options.memoryMiB = memoryMiB;
        options.silentSeconds = silentSeconds;
        const auto answer = run(how, control, options);
        QVERIFY(!answer);
        QCOMPARE(answer.error().code, ErrorCode::Corrupt);
        QVERIFY2(answer.error().message.contains(words), qPrintable(answer.error().message));
    }

    void stopsOnRequest_data()
    {
        QTest::addColumn<QString>("how");
        QTest::addColumn<bool>("pause");
        QTest::newRow("pause") << u"wait"_s << true;
        QTest::newRow("cancel") << u"wait"_s << false;
        QTest::newRow("cancel of one that does not listen") << u"deaf"_s << false;
    }

    void stopsOnRequest()
    {
        QFETCH(QString, how);
        QFETCH(bool, pause);
        StopAtFirstWord control(pause ? StopRequest::Pause : StopRequest::Cancel);
        const auto answer = run(how, control);
        QVERIFY(!answer);
        QCOMPARE(answer.error().code, pause ? ErrorCode::Paused : ErrorCode::Cancelled);
    }

    // What the kernel can keep from it, it does not get.
    void seesItsFilesAndNothingElse()
    {
        const QJsonObject here = WorkBox::confinement();
        QVERIFY(QDir(m_folder.path()).mkpath(u"own"_s) && QDir(m_folder.path()).mkpath(u"other"_s));
        const QString secret = m_folder.filePath(u"other/secret"_s);
        VERIFY_OK(writeFileAtomically(secret, QByteArray("secret")));
        QVERIFY(QFile::link(secret, m_folder.filePath(u"delivery/link"_s)));
        SilentControl control;
        const BoxFiles files{{m_input}, {m_folder.filePath(u"own"_s)}};
        const auto seen = run(u"look"_s, control, {},
            {{u"input"_s, m_input}, {u"secret"_s, secret}, {u"link"_s, m_folder.filePath(u"delivery/link"_s)},
                {u"writeOwn"_s, m_folder.filePath(u"own/made"_s)}, {u"writeInput"_s, m_input},
                {u"writeOther"_s, m_folder.filePath(u"other/made"_s)},
                {u"writeBeside"_s, m_folder.filePath(u"delivery/made"_s)}},
            &files);
        VERIFY_OK(seen);
        QVERIFY((*seen)["input"_L1].toBool());
        QVERIFY((*seen)["writeOwn"_L1].toBool());
        QVERIFY((*seen)["temporary"_L1].toBool());
        QCOMPARE((*seen)["local"_L1].toString(), u"allowed"_s);
        QCOMPARE(*readWholeFile(m_input), QByteArray("content"));
        if (here["landlock"_L1].toInt() > 0) {
            for (const char *name : {"secret", "link", "writeInput", "writeOther", "writeBeside"})
                QVERIFY2(!(*seen)[QLatin1String(name)].toBool(), name);
        } else {
            qWarning("this kernel has no Landlock: files are not kept from a work");
        }
        if (here["seccomp"_L1].toBool()) {
            QCOMPARE((*seen)["network"_L1].toString(), u"Permission denied"_s);
            QCOMPARE((*seen)["program"_L1].toString(), u"Permission denied"_s);
        } else {
            qWarning("this kernel has no seccomp: calls are not kept from a work");
        }
    }

    // The next work's process is there before the work is, one that has gone is noticed, and none is left behind.
    void aSpareWaits()
    {
        WorkBox::Options options;
        options.program = QCoreApplication::applicationDirPath() + "/badworker"_L1;
        options.keepsSpare = true;
        SilentControl control;
        {
            const WorkBox box(options);
            const auto worker = [&] {
                const auto answer = box.run(u"who"_s, {}, {}, control);
                return answer ? (*answer)["pid"_L1].toInt() : 0;
            };
            const int first = worker();
            QVERIFY(first > 0);
            const QList<int> waiting = children();
            QCOMPARE(waiting.size(), 1);
            QVERIFY(waiting.first() != first);
            QCOMPARE(worker(), waiting.first());

            const int killed = children().value(0);
            QVERIFY(killed > 0 && ::kill(killed, SIGKILL) == 0);
            siginfo_t info;
            QCOMPARE(::waitid(P_PID, id_t(killed), &info, WEXITED | WNOWAIT), 0);
            const int other = worker();
            QVERIFY(other > 0 && other != killed);
        }
        QVERIFY(children().isEmpty());
    }

    void withoutTheProgramItSaysSo()
    {
        SilentControl control;
        WorkBox::Options options;
        options.program = u"/nowhere/tuilerie-worker"_s;
        const auto answer = WorkBox(options).run(u"check"_s, {}, {}, control);
        QVERIFY(!answer);
        QVERIFY(!programBeside(u"tuilerie-worker"_s).isEmpty());
    }

    // It is not for people.
    void byHandItSaysWhatItIs()
    {
        const auto result = test::runProgram(test::programPath(u"tuilerie-worker"_s), {});
        QCOMPARE(result.exitCode, 2);
        QVERIFY(result.errors.contains("not by hand"));
    }
};

QTEST_GUILESS_MAIN(BoxedWorkTest)
#include "boxedworktest.moc"
