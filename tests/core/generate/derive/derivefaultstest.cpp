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

    /// Points outside of the header's bounds are told, not put anywhere.
    void wrongHeadersAreTold()
    {
        const QString las = path(QStringLiteral("bounds.las"));
        QVERIFY(writeLas(las, scattered(60, 2, 13, plane)));
        QByteArray bytes = bytesOf(las);
        const double east = west + 30;
        std::memcpy(bytes.data() + 179, &east, sizeof east);
        QFile file(las);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(bytes);
        file.close();
        RecordingControl control;
        const auto result =
            deriveRaster(paramsOf({las}, QStringLiteral("dsm"), 1, path(QStringLiteral("bounds.tif"))), control);
        VERIFY_OK(result);
        QCOMPARE(result->width, 30);
        QCOMPARE(control.warnings().size(), 1);
        QVERIFY(control.warnings().constFirst().contains(QStringLiteral("outside")));
    }
};

TUILERIE_TEST_MAIN(DeriveFaultsTest)
#include "derivefaultstest.moc"
