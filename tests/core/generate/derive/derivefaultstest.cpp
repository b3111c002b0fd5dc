// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/atomicfile.h"
#include "derivefixture.h"
#include "support/testsupport.h"
#include "support/throwingcontrol.h"

#include <QDir>
#include <QJsonDocument>

using namespace tuilerie;
using namespace tuilerie::test;

/// Derived rasters where something is wrong: the parameters, the files, a thread; stopped and killed runs.
class DeriveFaultsTest : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;
    QString path(const QString &name) const { return m_folder.filePath(name); }
    SilentControl m_silent;

private slots:
    void init()
    {
        QVERIFY(QDir(m_folder.path()).entryList(QDir::Files | QDir::Hidden).filter(QStringLiteral("part")).isEmpty());
    }

    void errorsSayWhatToDo()
    {
        const QString good = path(QStringLiteral("good.las")), tif = path(QStringLiteral("never.tif"));
        auto points = scattered(20, 1, 2, plane);
        QVERIFY(writeLas(good, points));
        const auto error = [&](const DeriveParams &params) {
            const auto result = deriveRaster(params, m_silent);
            return result ? Error() : result.error();
        };
        const auto says = [](const Error &found, ErrorCode code, const QString &word) {
            return found.code == code && found.message.contains(word);
        };
        QVERIFY(says(error(paramsOf({good}, QStringLiteral("chm"), 1, tif)), ErrorCode::Invalid, QStringLiteral("chm")));
        QVERIFY(says(error(paramsOf({good}, QStringLiteral("dtm"), 0, tif)), ErrorCode::Invalid, QStringLiteral("cell")));
        QVERIFY(says(
            error(paramsOf({good}, QStringLiteral("dtm"), 1e-7, tif)), ErrorCode::Invalid, QStringLiteral("larger cell")));
        QVERIFY(says(error(paramsOf({good}, QStringLiteral("dtm"), 1, path(QStringLiteral("no/such/a.tif")))),
            ErrorCode::NotFound, QStringLiteral("no/such")));
        QVERIFY(
            error(paramsOf({path(QStringLiteral("none.las"))}, QStringLiteral("dtm"), 1, tif)).code == ErrorCode::NotFound);

        for (LasPoint &p : points)
            p.pointClass = 5;
        const QString wood = path(QStringLiteral("wood.las"));
        QVERIFY(writeLas(wood, points));
        QVERIFY(says(error(paramsOf({wood}, QStringLiteral("dtm"), 1, tif)), ErrorCode::Invalid,
            QStringLiteral("class 5: 400 points")));

        LasOptions options;
        options.crs = QStringLiteral("EPSG:32631");
        const QString other = path(QStringLiteral("utm.las"));
        QVERIFY(writeLas(other, points, options));
        QVERIFY(says(error(paramsOf({good, other}, QStringLiteral("dsm"), 1, tif)), ErrorCode::Invalid,
            QStringLiteral("EPSG:32631")));
        options.crs.clear();
        const QString bare = path(QStringLiteral("bare.las"));
        QVERIFY(writeLas(bare, points, options));
        DeriveParams params = paramsOf({bare}, QStringLiteral("dsm"), 1, tif);
        QVERIFY(says(error(params), ErrorCode::Invalid, QStringLiteral("--crs EPSG")));
        params.assignCrs = QStringLiteral("EPSG:2154");
        QVERIFY(deriveRaster(params, m_silent).has_value());
        QVERIFY(QFile::remove(tif));

        const QString cut = path(QStringLiteral("cut.las"));
        QFile file(cut);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(bytesOf(good).chopped(1000));
        file.close();
        const Error corrupt = error(paramsOf({cut}, QStringLiteral("dsm"), 1, tif));
        QVERIFY2(says(corrupt, ErrorCode::Corrupt, QStringLiteral("cut.las")), qPrintable(corrupt.message));
        QVERIFY(!QFile::exists(tif));
    }

    // What goes wrong in a thread of the run is its error, not the end of the process, and leaves nothing behind.
    void defectInATaskIsAnError()
    {
        const QString las = path(QStringLiteral("defect.las")), tif = path(QStringLiteral("defect.tif"));
        QVERIFY(writeLas(las, scattered(400, 3, 9, hills)));
        const QStringList before = QDir(m_folder.path()).entryList(QDir::Files);
        DeriveParams params = paramsOf({las}, QStringLiteral("dtm"), 1, tif);
        for (const int workers : {1, 4}) {
            params.workers = workers;
            ThrowingControl reading(QStringLiteral("derive"));
            VERIFY_DEFECT_IS_AN_ERROR(deriveRaster(params, reading));
            ThrowingControl opening;
            VERIFY_DEFECT_IS_AN_ERROR(deriveRaster(params, opening));
        }
        QCOMPARE(QDir(m_folder.path()).entryList(QDir::Files), before);
    }

    void stoppingLeavesNothing_data()
    {
        QTest::addColumn<int>("after");
        QTest::newRow("before anything") << 0;
        QTest::newRow("while reading") << 60000;
    }
    void stoppingLeavesNothing()
    {
        QFETCH(int, after);
        const QString las = path(QStringLiteral("long.las")), tif = path(QStringLiteral("stopped.tif"));
        QVERIFY(writeLas(las, scattered(400, 3, 9, hills)));
        const QStringList before = QDir(m_folder.path()).entryList(QDir::Files);
        RecordingControl control;
        control.stopAfter = after;
        const auto result = deriveRaster(paramsOf({las}, QStringLiteral("dtm"), 1, tif), control);
        QVERIFY(!result);
        QCOMPARE(int(result.error().code), int(ErrorCode::Cancelled));
        QCOMPARE(QDir(m_folder.path()).entryList(QDir::Files), before);
        control.stopAfter = -1;
        VERIFY_OK(deriveRaster(paramsOf({las}, QStringLiteral("dtm"), 1, tif), control));
        QVERIFY(control.lastDone > 0);
        QVERIFY(QFile::remove(tif));
    }

    /// What a killed run leaves is in nobody's way: the next one begins anew, and what it makes is the same.
    void killed_data()
    {
        QTest::addColumn<QString>("step");
        QTest::addColumn<int>("count");
        QTest::newRow("while reading") << QStringLiteral("derive") << 200000;
        QTest::newRow("at the end") << QStringLiteral("derive") << 479000;
    }
    void killed()
    {
        QFETCH(QString, step);
        QFETCH(int, count);
        const QString las = path(QStringLiteral("killed.las")), tif = path(QStringLiteral("killed.tif"));
        const QString undisturbed = path(QStringLiteral("undisturbed.tif"));
        QVERIFY(writeLas(las, scattered(400, 3, 9, hills)));
        VERIFY_OK(deriveRaster(paramsOf({las}, QStringLiteral("dtm"), 1, undisturbed), m_silent));
        const DeriveParams params = paramsOf({las}, QStringLiteral("dtm"), 1, tif);
        const QString json = path(QStringLiteral("params.json"));
        VERIFY_OK(writeFileAtomically(json, QJsonDocument(params.toJson()).toJson()));
        QVERIFY(killedAt(QCoreApplication::applicationDirPath() + QStringLiteral("/deriveprogram"), {json}, step, count));
        QVERIFY(!QFile::exists(tif));
        const QDir folder(m_folder.path());
        QVERIFY(!folder.entryList({QStringLiteral("*.part")}, QDir::Files).isEmpty());
        VERIFY_OK(deriveRaster(params, m_silent));
        QCOMPARE(folder.entryList({QStringLiteral("*.part")}, QDir::Files), QStringList());
        QVERIFY(bytesOf(tif) == bytesOf(undisturbed));
        QVERIFY(QFile::remove(tif) && QFile::remove(undisturbed));
    }

    void wrongHeaders_data()
    {
        QTest::addColumn<double>("from"); // shares of the true box
        QTest::addColumn<double>("to");
        QTest::newRow("half") << 0.0 << 0.5;
        QTest::newRow("all zero") << 0.0 << 0.0;
        QTest::newRow("elsewhere") << 3.0 << 4.0;
        QTest::newRow("upside down") << 1.0 << 0.0;
    }

    /// Points count where they are, whatever the headers say: the raster is that of true headers.
    void wrongHeaders()
    {
        QFETCH(double, from);
        QFETCH(double, to);
        QStringList honest, lying;
        for (int i = 0; i < 3; ++i) {
            std::vector<LasPoint> points = scattered(60, 2, quint32(13 + i), plane);
            for (LasPoint &point : points)
                point.x += 60 * i;
            honest << path(QStringLiteral("honest%1.las").arg(i));
            lying << path(QStringLiteral("lying%1.las").arg(i));
            QVERIFY(writeLas(honest.last(), points));
            QByteArray bytes = bytesOf(honest.last());
            double most[6];
            std::memcpy(most, bytes.constData() + 179, sizeof most);
            for (int axis = 0; axis < 3; ++axis) {
                const double size = most[2 * axis] - most[2 * axis + 1], least = most[2 * axis + 1];
                most[2 * axis] = from == to ? 0 : least + to * size;
                most[2 * axis + 1] = from == to ? 0 : least + from * size;
            }
            std::memcpy(bytes.data() + 179, most, sizeof most);
            VERIFY_OK(writeFileAtomically(lying.last(), bytes));
        }
        for (const char *product : {"dsm", "dtm"}) {
            const QString right = path(QStringLiteral("right.tif")), made = path(QStringLiteral("made.tif"));
            const auto expected = deriveRaster(paramsOf(honest, QLatin1String(product), 2, right), m_silent);
            VERIFY_OK(expected);
            QCOMPARE(expected->width, qint64(90));
            QCOMPARE(expected->warnings, QStringList());
            RecordingControl control;
            const auto result = deriveRaster(paramsOf(lying, QLatin1String(product), 2, made), control);
            VERIFY_OK(result);
            QVERIFY(bytesOf(made) == bytesOf(right));
            QCOMPARE(control.warnings().size(), 3);
            QVERIFY(control.warnings().constFirst().contains(QStringLiteral("outside")));
            QVERIFY(QFile::remove(right) && QFile::remove(made));
        }
    }

    /// A count that is too low leaves points out: that is said.
    void countTooLow()
    {
        const QString las = path(QStringLiteral("count.las"));
        QVERIFY(writeLas(las, scattered(60, 2, 13, plane)));
        QByteArray bytes = bytesOf(las);
        const quint64 few = 3000;
        std::memcpy(bytes.data() + 247, &few, sizeof few);
        VERIFY_OK(writeFileAtomically(las, bytes));
        RecordingControl control;
        VERIFY_OK(deriveRaster(paramsOf({las}, QStringLiteral("dsm"), 1, path(QStringLiteral("count.tif"))), control));
        QCOMPARE(control.warnings().size(), 1);
        QVERIFY2(
            control.warnings().constFirst().contains(QStringLiteral("3000")), qPrintable(control.warnings().constFirst()));
    }
};

TUILERIE_TEST_MAIN(DeriveFaultsTest)
#include "derivefaultstest.moc"
