// SPDX-License-Identifier: GPL-3.0-or-later
// What a file does to the process that reads it costs the command line one sentence.
#include "e2esupport.h"

#include <QDir>

#include <csignal>
#include <sys/stat.h>

using namespace tuilerie::test;
using namespace Qt::StringLiterals;

namespace {

/// The process that `parent` does its work in; 0 for none.
pid_t workerOf(qint64 parent)
{
    QFile children(u"/proc/%1/task/%1/children"_s.arg(parent));
    return children.open(QIODevice::ReadOnly) ? pid_t(children.readAll().trimmed().split(' ').value(0).toInt()) : 0;
}

} // namespace

class CliBoxTest : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    QString path(const QString &name) const { return m_folder.filePath(name); }
    QStringList generate(const QString &output, const QStringList &more) const
    {
        return QStringList{u"generate"_s, u"raster"_s, path(u"ortho"_s), u"--output"_s, path(output), u"--format"_s,
                   u"PNG"_s, u"--progress=json"_s, u"--slab"_s, u"4x4"_s}
        + more;
    }

private slots:
    void initTestCase() { QVERIFY(makeOrthophoto(m_folder.path(), 3, 1000)); }

    // As a library does that a file brings down, once the work has begun.
    void aBreakdownIsASentence_data()
    {
        QTest::addColumn<int>("signal");
        QTest::newRow("segmentation") << SIGSEGV;
        QTest::newRow("killed for its memory") << SIGKILL;
    }

    void aBreakdownIsASentence()
    {
        QFETCH(int, signal);
        const QString output = u"broken%1/p"_s.arg(signal);
        QProcess process;
        process.start(programPath(u"tuilerie-cli"_s), generate(output, {}));
        int lines = 0;
        while (lines < 2) {
            QVERIFY(process.waitForReadyRead(60000));
            while (process.canReadLine())
                lines += QJsonDocument::fromJson(process.readLine()).object().value(u"done"_s).toInteger() > 0;
        }
        const pid_t worker = workerOf(process.processId());
        QVERIFY(worker > 0);
        ::kill(worker, signal);
        QVERIFY(process.waitForFinished(60000));
        const QByteArray said = process.readAllStandardError();
        QCOMPARE(process.exitStatus(), QProcess::NormalExit);
        QVERIFY2(process.exitCode() == 1 && said.contains("broke down"), said.constData());
        QVERIFY(!QFileInfo::exists(path(output + u".json"_s)));
        // What was done is kept, as after any stop.
        const CliResult whole = cli(generate(u"whole%1/p"_s.arg(signal), {}));
        VERIFY_CLI(whole, 0);
        const CliResult resumed = cli(generate(output, {u"--resume"_s}));
        VERIFY_CLI(resumed, 0);
        QCOMPARE(digests(path(u"broken%1"_s.arg(signal))), digests(path(u"whole%1"_s.arg(signal))));
    }

    // What a publication asks of its data it asks the box; here it waits for ever for what lies beside the raster.
    void planningIsBoxed_data()
    {
        QTest::addColumn<QStringList>("verb");
        QTest::addColumn<QStringList>("more");
        QTest::newRow("checks") << QStringList{u"publish"_s} << QStringList{u"--layer"_s, u"l"_s, u"--dry-run"_s};
        QTest::newRow("publish") << QStringList{u"publish"_s}
                                 << QStringList{u"--layer"_s, u"l"_s, u"--dry-run"_s, u"--no-check"_s};
        QTest::newRow("update") << QStringList{u"update"_s, u"l"_s} << QStringList{u"--no-check"_s};
    }

    void planningIsBoxed()
    {
        QFETCH(QStringList, verb);
        QFETCH(QStringList, more);
        const QString raster = path(u"ortho"_s) + u'/' + QDir(path(u"ortho"_s)).entryList({u"*.tif"_s}).value(0);
        const QString pipe = raster + u".aux.xml"_s;
        QCOMPARE(::mkfifo(pipe.toUtf8().constData(), 0600), 0);
        const auto remove = qScopeGuard([&] { QFile::remove(pipe); });
        QProcess process;
        process.start(programPath(u"tuilerie-cli"_s), verb + QStringList{raster} + more);
        QVERIFY(process.waitForStarted());
        breakChildren(process.processId(), SIGSEGV, [&] { return process.waitForFinished(1); });
        const QByteArray said = process.readAllStandardError();
        QCOMPARE(process.exitStatus(), QProcess::NormalExit);
        QVERIFY2(process.exitCode() == 1 && said.contains("broke down") && said.contains(raster.toUtf8()), said.constData());
    }

    // Links to another place, globs and the folder of the output are what a work has to see.
    void whatPeopleNameIsSeen()
    {
        QVERIFY(QDir(m_folder.path()).mkpath(u"links"_s));
        QVERIFY(QFile::link(path(u"ortho"_s), path(u"links/all"_s)));
        const auto filesOf = [this](const QStringList &paths) {
            const CliResult result = cli(QStringList{u"inspect"_s, u"--json"_s} + paths);
            return result.exitCode == 0 ? result.json[0][u"files"_s].toInteger() : -1;
        };
        QCOMPARE(filesOf({path(u"ortho"_s)}), 9);
        QCOMPARE(filesOf({path(u"links"_s)}), 9);
        QCOMPARE(filesOf({path(u"ortho/*.tif"_s)}), 9);
        QCOMPARE(filesOf({path(u"links/*/*.tif"_s)}), 9);
        const CliResult checked = cli({u"check"_s, path(u"links"_s)});
        VERIFY_CLI(checked, 0);
    }

    // What names others outside is refused by the same sentence as on a server.
    void nothingOutsideIsRead()
    {
        QFile vrt(path(u"m.vrt"_s));
        QVERIFY(vrt.open(QIODevice::WriteOnly));
        vrt.write(
            "<VRTDataset rasterXSize=\"1\" rasterYSize=\"1\"><VRTRasterBand dataType=\"Byte\" band=\"1\"><SimpleSource>"
            "<SourceFilename>/etc/passwd</SourceFilename></SimpleSource></VRTRasterBand></VRTDataset>");
        vrt.close();
        const CliResult checked = cli({u"check"_s, path(u"m.vrt"_s), u"--json"_s});
        VERIFY_CLI(checked, 4);
        QCOMPARE(checked.json[0][u"id"_s].toString(), u"file.outside"_s);
        const CliResult generated = cli({u"generate"_s, u"raster"_s, path(u"m.vrt"_s), u"--output"_s, path(u"out/m"_s)});
        VERIFY_CLI(generated, 4);
        const CliResult unchecked =
            cli({u"generate"_s, u"raster"_s, path(u"m.vrt"_s), u"--output"_s, path(u"out/m"_s), u"--no-check"_s});
        VERIFY_CLI(unchecked, 1);
        QVERIFY(unchecked.errors.contains("/etc/passwd"));
    }
};

TUILERIE_TEST_MAIN(CliBoxTest)
#include "cliboxtest.moc"
