// SPDX-License-Identifier: GPL-3.0-or-later
// The memory that is given is kept, measured at the peak of a process of its own, where it is far less than the points need.
#include "cloudsum.h"
#include "source/pointcloud/lasfile.h"
#include "support/testsupport.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRandomGenerator>

#include <cmath>

using namespace tuilerie;
using namespace tuilerie::test;

class CloudBudgetTest : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;
    static constexpr int pointsOfTile = 1'500'000;

    /// Runs a program on parameters; its result, with the peak.
    QJsonObject runOf(const QString &program, QJsonObject params, int memoryMiB)
    {
        params.insert(QStringLiteral("paths"), QJsonArray{m_folder.filePath(QStringLiteral("in"))});
        params.insert(QStringLiteral("memory"), memoryMiB);
        params.insert(QStringLiteral("parallelization"), 2);
        const QString json = m_folder.filePath(QStringLiteral("params.json"));
        QFile file(json);
        if (!file.open(QIODevice::WriteOnly))
            return {};
        file.write(QJsonDocument(params).toJson());
        file.close();
        const ProcessResult run =
            runProgram(QCoreApplication::applicationDirPath() + QLatin1Char('/') + program, {json}, 280000);
        if (run.exitCode != 0)
            qWarning("%s", run.errors.constData());
        const QJsonObject result = QJsonDocument::fromJson(run.output).object();
        qInfo("%s: %lld MiB of %d", qPrintable(program), result.value(QLatin1String("peak_kib")).toInteger() / 1024,
            memoryMiB);
        return result;
    }

    static bool isKept(const QJsonObject &result, int memoryMiB)
    {
        const qint64 peak = result.value(QLatin1String("peak_kib")).toInteger();
        return peak > 0 && peak <= qint64(memoryMiB) * 1024 * 105 / 100;
    }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(QDir(m_folder.path()).mkdir(QStringLiteral("in")));
        QRandomGenerator random(5);
        for (int tile = 0; tile < 2; ++tile) {
            std::vector<TestPoint> points(pointsOfTile);
            double time = 1e6 * tile;
            for (TestPoint &point : points) {
                point.x = 63600000 + tile * 100000 + random.bounded(100000);
                point.y = 693300000 + random.bounded(100000);
                point.z = 10000 + int(2000 * std::sin(point.x / 7000.0) * std::cos(point.y / 9000.0)) + random.bounded(30);
                point.intensity = quint16(random.bounded(4000));
                point.gps = time += 1e-5;
            }
            QVERIFY(writeLas(m_folder.filePath(QStringLiteral("in/%1.las").arg(tile)), points));
        }
    }

    void copc()
    {
        const QString output = m_folder.filePath(QStringLiteral("budget.copc.laz"));
        const QJsonObject result = runOf(QStringLiteral("pointcloudprogram"), {{QStringLiteral("output"), output}}, 192);
        QCOMPARE(result.value(QLatin1String("points")).toInteger(), qint64(2 * pointsOfTile));
        QVERIFY(result.value(QLatin1String("temporary_bytes")).toInteger() > 0); // more than fits
        QVERIFY(isKept(result, 192));
    }

    void derived_data()
    {
        QTest::addColumn<QString>("product");
        QTest::newRow("dtm") << QStringLiteral("dtm");
        QTest::newRow("dsm") << QStringLiteral("dsm");
    }
    void derived()
    {
        QFETCH(QString, product);
        const QJsonObject result = runOf(QStringLiteral("deriveprogram"),
            {{QStringLiteral("output"), m_folder.filePath(product + QStringLiteral(".tif"))},
                {QStringLiteral("product"), product}, {QStringLiteral("cell"), 1}},
            128);
        QCOMPARE(result.value(QLatin1String("points")).toInteger(), qint64(2 * pointsOfTile));
        QVERIFY(isKept(result, 128));
    }
};

TUILERIE_TEST_MAIN(CloudBudgetTest)
#include "cloudbudgettest.moc"
