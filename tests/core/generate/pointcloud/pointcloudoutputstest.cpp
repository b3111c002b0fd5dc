// SPDX-License-Identifier: GPL-3.0-or-later
// The other containers: EPT and VPC; COPC taken as it is; and the estimate against what comes out.
#include "generate/pointcloud/pointcloudpyramid.h"

#include "base/atomicfile.h"
#include "cloudsum.h"
#include "copcchecks.h"
#include "source/pointcloud/copcfile.h"
#include "support/testsupport.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonDocument>

#include <cmath>
#include <set>
#include <sys/stat.h>

using namespace tuilerie;
using namespace tuilerie::test;

class PointCloudOutputsTest : public QObject
{
    Q_OBJECT

private slots:
    void ept()
    {
        PointCloudParams params = paramsFor(QStringLiteral("ept"));
        params.paths = QStringList{data("ign/las_with_several_extra_byte_bloc.laz")};
        const auto result = generatePointCloud(params, m_silent);
        VERIFY_OK(result);
        QCOMPARE(result->path, params.output + QStringLiteral("/ept.json"));
        const QJsonObject ept = readJson(result->path);
        QCOMPARE(ept[QLatin1String("points")].toInteger(), 697721);
        QCOMPARE(ept[QLatin1String("dataType")].toString(), QStringLiteral("laszip"));
        QCOMPARE(ept[QLatin1String("srs")][QLatin1String("horizontal")].toString(), QStringLiteral("2154"));
        const QJsonArray cube = ept[QLatin1String("bounds")].toArray(),
                         tight = ept[QLatin1String("boundsConforming")].toArray();
        std::set<QString> names;
        for (const QJsonValue &attribute : ept[QLatin1String("schema")].toArray())
            names.insert(attribute[QLatin1String("name")].toString());
        QVERIFY(names.contains(QStringLiteral("Infrared")) && names.contains(QStringLiteral("GpsTime")));
        const CloudSum before = cloudSum(params.paths);
        for (int axis = 0; axis < 3; ++axis) {
            QCOMPARE(cube[3 + axis].toDouble() - cube[axis].toDouble(), cube[3].toDouble() - cube[0].toDouble());
            QVERIFY(std::abs(tight[axis].toDouble() - before.minimum[axis]) < 1e-6
                && std::abs(tight[3 + axis].toDouble() - before.maximum[axis]) < 1e-6);
        }
        // Every node of the hierarchy is a file with that many points, and there are no others.
        const QJsonObject hierarchy = readJson(params.output + QStringLiteral("/ept-hierarchy/0-0-0-0.json"));
        QStringList files;
        qint64 points = 0;
        for (auto it = hierarchy.begin(); it != hierarchy.end(); ++it) {
            const QString path = params.output + QStringLiteral("/ept-data/") + it.key() + QStringLiteral(".laz");
            files << path;
            points += it->toInteger();
            QVERIFY(it->toInteger() > 0 && it->toInteger() <= 100000);
            QCOMPARE(cloudSum({path}).points, it->toInteger());
        }
        QCOMPARE(points, 697721);
        QCOMPARE(QDir(params.output + QStringLiteral("/ept-data")).entryList(QDir::Files).size(), files.size());
        QVERIFY(cloudSum(files) == before);
        QVERIFY(!QFileInfo::exists(params.output + QStringLiteral(".part")));
    }

    void vpc()
    {
        PointCloudParams params = paramsFor(QStringLiteral("lot.vpc"));
        params.paths = tiles();
        const auto result = generatePointCloud(params, m_silent);
        VERIFY_OK(result);
        QCOMPARE(result->points, 276547);
        const QJsonArray features = readJson(params.output)[QLatin1String("features")].toArray();
        QCOMPARE(features.size(), 4);
        QStringList files;
        for (const QJsonValue &feature : features) {
            QCOMPARE(feature[QLatin1String("stac_version")].toString(), QStringLiteral("1.0.0"));
            const QJsonValue properties = feature[QLatin1String("properties")];
            const QString href = feature[QLatin1String("assets")][QLatin1String("data")][QLatin1String("href")].toString();
            QVERIFY(href.endsWith(QStringLiteral(".copc.laz")));
            files << QFileInfo(params.output).dir().filePath(href);
            QCOMPARE(copcProblem(files.last()), QString());
            const CloudSum sum = cloudSum({files.last()});
            QCOMPARE(properties[QLatin1String("pc:count")].toInteger(), sum.points);
            QCOMPARE(properties[QLatin1String("proj:epsg")].toInt(), 2154);
            const QJsonArray box = properties[QLatin1String("proj:bbox")].toArray(),
                             degrees = feature[QLatin1String("bbox")].toArray();
            QVERIFY(
                std::abs(box[0].toDouble() - sum.minimum[0]) < 1e-6 && std::abs(box[5].toDouble() - sum.maximum[2]) < 1e-6);
            // 770,550 m east in Lambert-93 is 3.9° east of Greenwich; longitude first.
            QVERIFY(degrees[0].toDouble() > 3 && degrees[0].toDouble() < 5 && degrees[1].toDouble() > 43
                && degrees[1].toDouble() < 45);
            const QString overview =
                QFileInfo(params.output)
                    .dir()
                    .filePath(feature[QLatin1String("assets")][QLatin1String("overview")][QLatin1String("href")].toString());
            QCOMPARE(copcProblem(overview), QString());
        }
        QVERIFY(cloudSum(files) == cloudSum(params.paths));
    }

    void copcAsItIs()
    {
        // Two levels deep, so that the overview has less.
        PointCloudParams first = paramsFor(QStringLiteral("whole.copc.laz"));
        first.paths = QStringList{data("lasr/bcts_3.laz")};
        VERIFY_OK(generatePointCloud(first, m_silent));
        PointCloudParams params = paramsFor(QStringLiteral("taken.vpc"));
        params.paths = QStringList{first.output};
        const auto result = generatePointCloud(params, m_silent);
        VERIFY_OK(result);
        const QString copy = m_folder.filePath(QStringLiteral("taken/whole.copc.laz"));
        QVERIFY(*readWholeFile(copy) == *readWholeFile(first.output));
        struct stat a = {}, b = {};
        QVERIFY(::stat(QFile::encodeName(copy).constData(), &a) == 0
            && ::stat(QFile::encodeName(first.output).constData(), &b) == 0);
        QVERIFY(a.st_ino != b.st_ino); // a file of its own: what is written to the one is not written to the other
        const auto overview = CopcFile::open(m_folder.filePath(QStringLiteral("taken/taken-overview.copc.laz")));
        VERIFY_OK(overview);
        const auto whole = CopcFile::open(first.output);
        qint64 top = 0;
        for (const CopcNode &node : (*whole)->nodes())
            top += node.key.level <= 1 ? node.chunk.points : 0;
        QCOMPARE((*overview)->file()->header().points, top);
        QVERIFY(top < result->points);
    }

    void folderInTheWay()
    {
        PointCloudParams params = paramsFor(QStringLiteral("way.vpc"));
        params.paths = tiles();
        QDir().mkpath(m_folder.filePath(QStringLiteral("way/theirs")));
        const auto result = generatePointCloud(params, m_silent);
        QVERIFY(!result);
        QCOMPARE(result.error().code, ErrorCode::Conflict);
    }

    void pausedVpc()
    {
        PointCloudParams params = paramsFor(QStringLiteral("paused.vpc"));
        params.paths = tiles();
        RecordingControl control;
        control.stopAfter = 100000;
        control.stopWith = StopRequest::Pause;
        const auto paused = generatePointCloud(params, control);
        QVERIFY(!paused);
        QCOMPARE(paused.error().code, ErrorCode::Paused);
        QVERIFY(!QFileInfo::exists(params.output));
        params.resume = true;
        const auto result = generatePointCloud(params, m_silent);
        VERIFY_OK(result);
        QCOMPARE(result->points, 276547);
        PointCloudParams once = params;
        once.output = m_folder.filePath(QStringLiteral("once/paused.vpc"));
        once.resume = false;
        VERIFY_OK(generatePointCloud(once, m_silent));
        for (const QString &name : QDir(m_folder.filePath(QStringLiteral("paused"))).entryList(QDir::Files))
            QVERIFY(*readWholeFile(m_folder.filePath(QStringLiteral("paused/") + name))
                == *readWholeFile(m_folder.filePath(QStringLiteral("once/paused/") + name)));
    }

    /// A COPC among the inputs is copied, whatever is done to it later.
    void vpcHoldsCopiesOfItsOwn()
    {
        const QString las = m_folder.filePath(QStringLiteral("own.las"));
        std::vector<TestPoint> points(2000);
        for (size_t i = 0; i < points.size(); ++i) {
            points[i].x = int(i * 37 % 10000);
            points[i].y = int(i * 91 % 10000);
            points[i].gps = double(i);
        }
        QVERIFY(writeLas(las, points));
        PointCloudParams params;
        params.paths = QStringList{las};
        params.output = m_folder.filePath(QStringLiteral("own.copc.laz"));
        SilentControl control;
        VERIFY_OK(generatePointCloud(params, control));
        PointCloudParams index;
        index.paths = QStringList{params.output};
        index.output = m_folder.filePath(QStringLiteral("own.vpc"));
        VERIFY_OK(generatePointCloud(index, control));
        const QString copy = m_folder.filePath(QStringLiteral("own/own.copc.laz"));
        const auto contentOf = [](const QString &path) {
            QFile file(path);
            return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
        };
        const QByteArray before = contentOf(copy);
        QVERIFY(!before.isEmpty() && before == contentOf(params.output));
        QFile source(params.output);
        QVERIFY(source.open(QIODevice::ReadWrite) && source.seek(500) && source.write(QByteArray(100, 'x')) == 100);
        source.close();
        QVERIFY(contentOf(copy) == before);
    }

    void estimate()
    {
        PointCloudParams params = paramsFor(QStringLiteral("estimated.copc.laz"));
        params.paths =
            QStringList{data("lasr/bcts_1.laz"), data("lasr/bcts_2.laz"), data("lasr/bcts_3.laz"), data("lasr/bcts_4.laz")};
        const auto estimate = estimatePointCloud(params, m_silent);
        VERIFY_OK(estimate);
        const auto result = generatePointCloud(params, m_silent);
        VERIFY_OK(result);
        QVERIFY2(estimate->bytesLow <= result->bytes && result->bytes <= estimate->bytesHigh,
            qPrintable(
                QStringLiteral("%1…%2, in fact %3").arg(estimate->bytesLow).arg(estimate->bytesHigh).arg(result->bytes)));
        QVERIFY(estimate->secondsLow > 0 && estimate->secondsHigh > estimate->secondsLow);
        qint64 nodes = 0;
        for (const LevelEstimate &level : estimate->levels)
            nodes += level.tiles;
        QVERIFY2(nodes > result->nodes / 3 && nodes < result->nodes * 3,
            qPrintable(QStringLiteral("%1 nodes, in fact %2").arg(nodes).arg(result->nodes)));
    }

private:
    static QString data(const char *name) { return dataPath(QStringLiteral("pointcloud/") + QString::fromLatin1(name)); }
    static QStringList tiles()
    {
        return {data("ign/test_data_77055_627755_LA93_IGN69.laz"), data("ign/test_data_77060_627755_LA93_IGN69.laz"),
            data("ign/test_data_77055_627760_LA93_IGN69.laz"), data("ign/test_data_77060_627760_LA93_IGN69.laz")};
    }
    PointCloudParams paramsFor(const QString &name) const
    {
        PointCloudParams params;
        params.output = m_folder.filePath(name);
        params.memoryMiB = 1000;
        return params;
    }
    static QJsonObject readJson(const QString &path)
    {
        return QJsonDocument::fromJson(readWholeFile(path).value_or(QByteArray())).object();
    }

    QTemporaryDir m_folder;
    SilentControl m_silent;
};

TUILERIE_TEST_MAIN(PointCloudOutputsTest)
#include "pointcloudoutputstest.moc"
