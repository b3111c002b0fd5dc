// SPDX-License-Identifier: GPL-3.0-or-later
// The same bytes for any number of workers; killed, paused or changed underneath, a run resumes to them or says why not.
#include "generate/vector/vectorpyramid.h"

#include "pyramid/verify.h"
#include "support/filesbelow.h"
#include "support/testsupport.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>

using namespace tuilerie;
using namespace tuilerie::test;

class VectorResumeTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        const ProcessResult made = runProgram(programPath(QStringLiteral("tuilerie-sample")),
            {QStringLiteral("--features"), QStringLiteral("15000"), QStringLiteral("--output"),
                m_folder.filePath(QStringLiteral("cadastre"))});
        QVERIFY2(made.exitCode == 0, made.errors.constData());
        m_params.paths = QStringList{m_folder.filePath(QStringLiteral("cadastre/vector/cadastre.gpkg"))};
        m_params.top = QStringLiteral("8");
        m_params.bottom = QStringLiteral("17");
        m_params.slabWidth = m_params.slabHeight = 2; // many slabs, so that there is much to be interrupted
        m_params.maxTileFeatures = 800;               // and limits met
        m_params.workers = 2;
        m_params.output = outputIn(QStringLiteral("undisturbed"));
        const auto result = generateVectorPyramid(m_params, m_undisturbed);
        VERIFY_OK(result);
        m_result = *result;
        m_expected = filesBelow(m_folder.filePath(QStringLiteral("undisturbed")));
        QVERIFY(m_expected.size() > 60);
        QVERIFY(m_result.reducedTiles > 0);
    }

    void anyNumberOfWorkers_data()
    {
        QTest::addColumn<int>("workers");
        QTest::addColumn<int>("memory");
        QTest::newRow("1") << 1 << 0;
        QTest::newRow("4") << 4 << 0;
        QTest::newRow("little memory") << 2 << 24;
    }
    void anyNumberOfWorkers()
    {
        QFETCH(int, workers);
        QFETCH(int, memory);
        VectorPyramidParams params = m_params;
        params.workers = workers;
        params.memoryMiB = memory;
        params.output = outputIn(QStringLiteral("workers%1-%2").arg(workers).arg(memory));
        const auto result = generateVectorPyramid(params, m_silent);
        VERIFY_OK(result);
        QCOMPARE(result->droppedFeatures, m_result.droppedFeatures);
        QCOMPARE(firstDifference(
                     filesBelow(m_folder.filePath(QStringLiteral("workers%1-%2").arg(workers).arg(memory))), m_expected),
            QString());
    }

    void killed_data()
    {
        QTest::addColumn<QString>("step");
        QTest::addColumn<int>("part"); ///< of eight
        QTest::newRow("reading") << QStringLiteral("read") << 4;
        QTest::newRow("simplifying") << QStringLiteral("simplify") << 4;
        for (int part = 0; part < 8; ++part)
            QTest::addRow("%d eighths of the work", part) << QStringLiteral("generate") << part;
        QTest::newRow("all slabs, no descriptor") << QStringLiteral("write") << 0;
    }
    void killed()
    {
        QFETCH(QString, step);
        QFETCH(int, part);
        VectorPyramidParams params = m_params;
        const QString folder = QStringLiteral("killed-%1%2").arg(step).arg(part);
        params.output = outputIn(folder);
        QFile json(m_folder.filePath(QStringLiteral("params.json")));
        QVERIFY(json.open(QIODevice::WriteOnly));
        json.write(QJsonDocument(params.toJson()).toJson());
        json.close();
        const qint64 total = m_undisturbed.totalOf(step);
        QVERIFY(total > 0);
        QVERIFY(killedAt(QCoreApplication::applicationDirPath() + QStringLiteral("/vectorprogram"), {json.fileName()}, step,
            total * part / 8));
        QVERIFY(!QFileInfo::exists(params.output + QStringLiteral(".json")));
        params.resume = true;
        const auto result = generateVectorPyramid(params, m_silent);
        VERIFY_OK(result);
        QCOMPARE(result->tiles, m_result.tiles);
        QCOMPARE(result->reducedTiles, m_result.reducedTiles);
        QCOMPARE(result->droppedFeatures, m_result.droppedFeatures);
        QCOMPARE(firstDifference(filesBelow(m_folder.filePath(folder)), m_expected), QString());
    }

    // Paused again and again, a little further each time; the counts of the end are those of an undisturbed run.
    void pausedManyTimes()
    {
        VectorPyramidParams params = m_params;
        params.output = outputIn(QStringLiteral("paused"));
        params.resume = true;
        int pauses = 0;
        for (;; ++pauses) {
            QVERIFY(pauses < 200);
            CountControl step(100 * (pauses + 1));
            const auto result = generateVectorPyramid(params, step);
            if (result) {
                QCOMPARE(result->tiles, m_result.tiles);
                QCOMPARE(result->reducedTiles, m_result.reducedTiles);
                QCOMPARE(result->droppedFeatures, m_result.droppedFeatures);
                break;
            }
            QCOMPARE(errorCodeName(result.error().code), QStringLiteral("paused"));
            QVERIFY(!QFileInfo::exists(params.output + QStringLiteral(".json")));
        }
        QVERIFY(pauses >= 2);
        QCOMPARE(firstDifference(filesBelow(m_folder.filePath(QStringLiteral("paused"))), m_expected), QString());
        // Whole now: resumed again, nothing is done; without resume it is refused, and so is another grid of levels.
        const auto again = generateVectorPyramid(params, m_silent);
        VERIFY_OK(again);
        QVERIFY(!again->warnings.isEmpty());
        params.resume = false;
        const auto refused = generateVectorPyramid(params, m_silent);
        QVERIFY(!refused && refused.error().code == ErrorCode::Conflict);
        params.resume = true;
        params.bottom = QStringLiteral("15");
        const auto other = generateVectorPyramid(params, m_silent);
        QVERIFY(!other && other.error().code == ErrorCode::Conflict);
    }

    void cancelledAtOnce()
    {
        VectorPyramidParams params = m_params;
        params.output = outputIn(QStringLiteral("cancelled"));
        RecordingControl control;
        control.stopAfter = 600; // features read
        const auto result = generateVectorPyramid(params, control);
        QVERIFY(!result);
        QCOMPARE(errorCodeName(result.error().code), QStringLiteral("cancelled"));
        QVERIFY(!QFileInfo::exists(params.output + QStringLiteral(".json")));
    }

    void otherParametersAndSourcesAreRefused()
    {
        VectorPyramidParams params = m_params;
        params.output = outputIn(QStringLiteral("other"));
        const QString copy = m_folder.filePath(QStringLiteral("copy.gpkg"));
        QVERIFY(QFile::copy(m_params.paths[0], copy));
        params.paths = QStringList{copy};
        CountControl step(400);
        QVERIFY(!generateVectorPyramid(params, step));
        const auto notAsked = generateVectorPyramid(params, m_silent);
        QVERIFY(!notAsked && notAsked.error().code == ErrorCode::Conflict);
        params.resume = true;
        params.simplification = 3;
        const auto other = generateVectorPyramid(params, m_silent);
        QVERIFY(!other && other.error().code == ErrorCode::Conflict);
        params.simplification = m_params.simplification;
        const ProcessResult edited = runProgram(QStringLiteral("ogrinfo"),
            {QStringLiteral("-q"), copy, QStringLiteral("-sql"), QStringLiteral("DELETE FROM adresses WHERE fid < 500")});
        QCOMPARE(edited.exitCode, 0);
        const auto changed = generateVectorPyramid(params, m_silent);
        QVERIFY(!changed && changed.error().code == ErrorCode::Conflict);
        QVERIFY2(changed.error().message.contains(QLatin1String("changed")), qPrintable(changed.error().message));
    }

private:
    /// Pauses when it has been asked so many times.
    class CountControl final : public WorkControl
    {
    public:
        explicit CountControl(int limit)
            : m_left(limit)
        {
        }
        void progress(const Progress &) override {}
        void log(const QString &) override {}
        void warning(const QString &) override {}
        StopRequest shouldStop() const override { return --m_left < 0 ? StopRequest::Pause : StopRequest::None; }

    private:
        mutable std::atomic<int> m_left;
    };

    QString outputIn(const QString &name) const
    {
        const QString folder = m_folder.filePath(name);
        QDir().mkpath(folder);
        return folder + QStringLiteral("/out");
    }

    QTemporaryDir m_folder;
    VectorPyramidParams m_params;
    VectorPyramidResult m_result;
    std::map<QString, QByteArray> m_expected;
    RecordingControl m_undisturbed;
    SilentControl m_silent;
};

TUILERIE_TEST_MAIN(VectorResumeTest)
#include "vectorresumetest.moc"
