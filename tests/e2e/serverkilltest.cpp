// SPDX-License-Identifier: GPL-3.0-or-later
#include "e2esupport.h"

#include <csignal>

using namespace tuilerie::test;
using namespace Qt::StringLiterals;

/// Jobs live in the server: they survive its death, and that of who asked for them.
class ServerKillTest : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    ServerGuard m_guard;

    QStringList publish(const QString &layer) const
    {
        return {u"publish"_s, m_folder.filePath(u"ortho"_s), u"--layer"_s, layer, u"--format"_s, u"PNG"_s, u"--slab"_s,
            u"4x4"_s, u"--service"_s, u"tms"_s, u"--progress=json"_s};
    }
    // Runs publish until the processing has written something; the caller then breaks something.
    static bool waitForWork(QProcess &process)
    {
        while (process.state() != QProcess::NotRunning) {
            while (process.canReadLine()) {
                const QJsonObject progress = QJsonDocument::fromJson(process.readLine()).object();
                if (progress.value(u"step"_s).toString() == "generate"_L1 && progress.value(u"done"_s).toInteger() > 0)
                    return true;
            }
            process.waitForReadyRead(1000);
        }
        return false;
    }
    static qint64 serverPid()
    {
        return cli({u"server"_s, u"status"_s, u"--json"_s}).json.object().value(u"pid"_s).toInteger();
    }
    static QMap<QString, QByteArray> slabsOf(const QString &layer)
    {
        const QJsonArray layers = cli({u"layers"_s, u"--json"_s}).json.array();
        for (const QJsonValue &found : layers) {
            if (found[u"layer"_s].toString() == layer) {
                auto all = digests(qEnvironmentVariable("TUILERIE_DATA") + u"/pyramids/"_s
                    + found[u"stored_data"_s].toArray().at(0).toString());
                // The descriptor and the list carry names of their own.
                all.removeIf([](const auto &it) { return !it.key().endsWith(".tif"_L1); });
                return all;
            }
        }
        return {};
    }
    // Slabs by their place below the pyramid's name.
    static QMap<QString, QByteArray> withoutName(const QMap<QString, QByteArray> &slabs)
    {
        QMap<QString, QByteArray> plain;
        for (auto it = slabs.begin(); it != slabs.end(); ++it)
            plain.insert(it.key().mid(it.key().indexOf("DATA"_L1)), it.value());
        return plain;
    }

private slots:
    void initTestCase()
    {
        qputenv("TUILERIE_DATA", QFile::encodeName(m_folder.filePath(u"data"_s)));
        QVERIFY(makeOrthophoto(m_folder.path(), 3, 1100));
        const CliResult whole = cli(publish(u"undisturbed"_s));
        VERIFY_CLI(whole, 0);
        QVERIFY(slabsOf(u"undisturbed"_s).size() > 20);
    }

    void serverIsKilled()
    {
        QProcess process;
        process.start(programPath(u"tuilerie-cli"_s), publish(u"killed"_s));
        QVERIFY(waitForWork(process));
        const qint64 pid = serverPid();
        QVERIFY(pid > 0);
        QCOMPARE(::kill(pid_t(pid), SIGKILL), 0);
        QVERIFY(process.waitForFinished(240000));
        const QByteArray said = process.readAllStandardError();
        QVERIFY2(process.exitCode() == 0, said.constData());
        QVERIFY(serverPid() != pid);
        // The job went on by itself: it was not asked for a second time.
        int jobs = 0;
        for (const QJsonValue &job : cli({u"jobs"_s, u"--json"_s}).json.array())
            jobs += job[u"output"_s][u"stored_data"_s][u"name"_s].toString() == "killed"_L1;
        QCOMPARE(jobs, 1);

        const CliResult again = cli(publish(u"killed"_s));
        VERIFY_CLI(again, 0);
        QCOMPARE(withoutName(slabsOf(u"killed"_s)), withoutName(slabsOf(u"undisturbed"_s)));
    }

    void commandLineIsInterrupted()
    {
        QProcess process;
        process.start(programPath(u"tuilerie-cli"_s), publish(u"interrupted"_s));
        QVERIFY(waitForWork(process));
        ::kill(pid_t(process.processId()), SIGINT);
        QVERIFY(process.waitForFinished(60000));
        const QByteArray said = process.readAllStandardError();
        QVERIFY2(process.exitCode() == 130, said.constData());
        // The job waits for us.
        bool paused = false;
        for (const QJsonValue &job : cli({u"jobs"_s, u"--json"_s}).json.array())
            paused = paused || job[u"job_state"_s].toString().startsWith("paus"_L1);
        QVERIFY(paused);
        const CliResult again = cli(publish(u"interrupted"_s));
        VERIFY_CLI(again, 0);
        QCOMPARE(withoutName(slabsOf(u"interrupted"_s)), withoutName(slabsOf(u"undisturbed"_s)));
    }

    void commandLineIsKilled()
    {
        QProcess process;
        process.start(programPath(u"tuilerie-cli"_s), publish(u"abandoned"_s));
        QVERIFY(waitForWork(process));
        process.kill();
        QVERIFY(process.waitForFinished(60000));
        const CliResult again = cli(publish(u"abandoned"_s));
        VERIFY_CLI(again, 0);
        QCOMPARE(withoutName(slabsOf(u"abandoned"_s)), withoutName(slabsOf(u"undisturbed"_s)));
    }

    void pausedResumedCancelled()
    {
        QProcess process;
        process.start(programPath(u"tuilerie-cli"_s), publish(u"steered"_s));
        QVERIFY(waitForWork(process));
        QString id;
        for (const QJsonValue &job : cli({u"jobs"_s, u"--json"_s}).json.array()) {
            if (job[u"status"_s].toString() == "PROGRESS"_L1)
                id = job[u"_id"_s].toString();
        }
        QVERIFY(!id.isEmpty());
        const auto state = [&id] {
            return cli({u"jobs"_s, u"show"_s, id, u"--json"_s}).json.object().value(u"job_state"_s).toString();
        };
        const CliResult paused = cli({u"jobs"_s, u"pause"_s, id});
        VERIFY_CLI(paused, 0);
        QTRY_COMPARE_WITH_TIMEOUT(state(), u"paused"_s, 60000);
        const CliResult resumed = cli({u"jobs"_s, u"resume"_s, id});
        VERIFY_CLI(resumed, 0);
        QVERIFY(state() != "paused"_L1);
        const CliResult cancelled = cli({u"jobs"_s, u"cancel"_s, id});
        VERIFY_CLI(cancelled, 0);
        QVERIFY(process.waitForFinished(60000));
        QCOMPARE(process.exitCode(), 130);
        const CliResult unknown = cli({u"jobs"_s, u"show"_s, u"00000000-0000-0000-0000-000000000000"_s});
        VERIFY_CLI(unknown, 1);
    }
};

TUILERIE_TEST_MAIN(ServerKillTest)
#include "serverkilltest.moc"
