// SPDX-License-Identifier: GPL-3.0-or-later
// Merging COPCs whose nodes are nodes of the whole: chunks are copied, and what comes out is what the raw tiles give.
#include "generate/pointcloud/pointcloudpyramid.h"

#include "base/atomicfile.h"
#include "check/pointcloud/verifycopc.h"
#include "cloudsum.h"
#include "copcchecks.h"
#include "source/pointcloud/copcfile.h"
#include "support/testsupport.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRandomGenerator>

#include <cmath>

using namespace tuilerie;
using namespace tuilerie::test;

class CloudGraftTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        for (int t = 0; t < 4; ++t)
            m_raw << writeTile(QStringLiteral("raw%1").arg(t), t, 20000);
        for (const QString &path : m_raw)
            m_tiles << copcOf({path});
        QVERIFY(!m_tiles.contains(QString()));
        m_whole = copcOf(m_raw);
        QVERIFY(!m_whole.isEmpty());
    }

    // Four tiles of 1 km that abut: all but their roots is copied, and the file is that of the raw tiles, but for the last
    // digits of means.
    void tilesBecomeTheWhole()
    {
        QStringList shuffled = m_tiles;
        std::reverse(shuffled.begin(), shuffled.end());
        for (const int workers : {1, 3}) {
            const auto result = merged(workers == 1 ? m_tiles : shuffled, workers);
            VERIFY_OK(result);
            QCOMPARE(result->copiedPoints, copiedOf(m_tiles));
            QVERIFY(result->copiedPoints > 4 * tilePoints / 2);
            QCOMPARE(copcProblem(result->path), QString());
            QVERIFY(cloudSum({result->path}) == cloudSum(m_raw));
            sameOctrees(result->path, m_whole);
            sameStatistics(result->path, m_whole);
            SilentControl control;
            const auto report = verifyPointCloud(result->path, control);
            VERIFY_OK(report);
            QCOMPARE(report->errors, QStringList());
            if (workers == 1)
                m_bytes = *readWholeFile(result->path);
            else
                QCOMPARE(*readWholeFile(result->path), m_bytes);
        }
    }

    // Copying does not decode: a byte within a copied chunk that is no longer right is carried over as it is.
    void copiedMeansCopied()
    {
        const QString damaged = m_folder.filePath(QStringLiteral("damaged.copc.laz"));
        QByteArray bytes = *readWholeFile(m_tiles[0]);
        const auto copc = CopcFile::open(m_tiles[0]);
        const auto node = std::find_if((*copc)->nodes().begin(), (*copc)->nodes().end(),
            [](const CopcNode &n) { return n.key.level > 0 && n.chunk.points > 0; });
        const qint64 at = node->chunk.offset + node->chunk.size / 2;
        bytes[at] = char(bytes[at] ^ 0x55);
        VERIFY_OK(writeFileAtomically(damaged, bytes));
        const auto result = merged({damaged, m_tiles[1], m_tiles[2], m_tiles[3]}, 2);
        VERIFY_OK(result);
        const auto own = CopcFile::open(result->path);
        VERIFY_OK(own);
        const QByteArray chunk = bytes.mid(node->chunk.offset, node->chunk.size);
        QVERIFY(std::any_of((*own)->nodes().begin(), (*own)->nodes().end(),
            [&](const CopcNode &n) { return n.chunk.size == chunk.size() && *(*own)->file()->read(n.chunk) == chunk; }));
    }

    // A chunk that is not its node's, as its first record shows: the file is decoded, its points are where it says, and this
    // is said. In the middle of a merge, with files before and behind that are copied.
    void chunkOfAnotherPlace()
    {
        const QString path = m_folder.filePath(QStringLiteral("displaced.copc.laz"));
        QByteArray bytes = *readWholeFile(m_tiles[1]);
        const auto copc = CopcFile::open(m_tiles[1]);
        const auto node = std::find_if((*copc)->nodes().begin(), (*copc)->nodes().end(),
            [](const CopcNode &n) { return n.key.level == 1 && n.key.x == 0 && n.chunk.points > 0; });
        QVERIFY(node != (*copc)->nodes().end());
        qint32 x;
        memcpy(&x, bytes.constData() + node->chunk.offset, sizeof x);
        x += 50000; // into the tile's other half, with all that follow
        memcpy(bytes.data() + node->chunk.offset, &x, sizeof x);
        VERIFY_OK(writeFileAtomically(path, bytes));
        const QStringList paths{m_tiles[0], path, m_tiles[2], m_tiles[3]};
        RecordingControl control;
        const auto result = merged(paths, 2, &control);
        VERIFY_OK(result);
        QVERIFY(control.lines().contains(
            QStringLiteral("The COPC %1 is decoded: its points are not where its header and its hierarchy say.").arg(path)));
        QCOMPARE(result->copiedPoints, copiedOf({m_tiles[0], m_tiles[2], m_tiles[3]}));
        QCOMPARE(copcProblem(result->path), QString());
        QVERIFY(cloudSum({result->path}) == cloudSum(paths));
    }

    // A chunk whose bytes are lost: nothing is made of it, and the sentence names the file.
    void lostChunk()
    {
        const QString path = m_folder.filePath(QStringLiteral("lost.copc.laz"));
        QByteArray bytes = *readWholeFile(m_tiles[3]);
        const auto copc = CopcFile::open(m_tiles[3]);
        const CopcNode &node = (*copc)->nodes().back();
        QVERIFY(node.key.level > 0 && node.chunk.points > 0);
        bytes.replace(node.chunk.offset, node.chunk.size, QByteArray(node.chunk.size, '\0'));
        VERIFY_OK(writeFileAtomically(path, bytes));
        PointCloudParams params = paramsFor({m_tiles[0], m_tiles[1], path}, 2);
        const auto result = generatePointCloud(params, m_silent);
        QVERIFY(!result);
        QVERIFY2(result.error().message.contains(path), qPrintable(result.error().message));
        QVERIFY(!QFileInfo::exists(params.output));
    }

    // Two as COPC, two raw: those two are copied, in the same whole.
    void mixedWithRawTiles()
    {
        const auto result = merged({m_tiles[0], m_raw[1], m_raw[2], m_tiles[3]}, 2);
        VERIFY_OK(result);
        QVERIFY(result->copiedPoints > 0 && result->copiedPoints < 2 * tilePoints);
        sameOctrees(result->path, m_whole);
        sameStatistics(result->path, m_whole);
    }

    // Ground on both sides of 0 m: the tile's own cube is twice as wide as the tile, its level 1 is the whole's.
    void tilesOnBothSidesOfZero()
    {
        QStringList raw{m_raw[0]}, tiles{m_tiles[0]};
        for (int t = 1; t < 3; ++t) {
            raw << writeTile(QStringLiteral("coast%1").arg(t), t, t == 1 ? 0 : -90000);
            tiles << copcOf({raw.last()});
        }
        const auto copc = CopcFile::open(tiles[1]);
        VERIFY_OK(copc);
        QCOMPARE((*copc)->info().halfSize, 1000.0);
        const auto result = merged(tiles, 2);
        VERIFY_OK(result);
        QVERIFY(result->copiedPoints > 3 * tilePoints / 2);
        QCOMPARE(copcProblem(result->path), QString());
        const QString whole = copcOf(raw);
        sameOctrees(result->path, whole);
        sameStatistics(result->path, whole);
        // And what is merged is merged again with the fourth, and by itself.
        const QString fourth = writeTile(QStringLiteral("coast4"), 4, -90000);
        const auto more = merged({result->path, copcOf({fourth})}, 2);
        VERIFY_OK(more);
        QVERIFY(more->copiedPoints > 2 * tilePoints);
        QCOMPARE(copcProblem(more->path), QString());
        QVERIFY(cloudSum({more->path}) == cloudSum(QStringList(raw) << fourth));
        // One that fills its empty corner shares the column of its root: both are decoded.
        const auto filled = merged({result->path, m_tiles[3]}, 2);
        VERIFY_OK(filled);
        QCOMPARE(filled->copiedPoints, 0);
        QCOMPARE(copcProblem(filled->path), QString());
        QVERIFY(cloudSum({filled->path}) == cloudSum(QStringList(raw) << m_raw[3]));
        const auto again = merged({result->path}, 2);
        VERIFY_OK(again);
        QVERIFY(again->copiedPoints > 0);
        sameOctrees(again->path, result->path);
    }

    // What does not line up is decoded as before, with the same points.
    void othersAreDecoded_data()
    {
        QTest::addColumn<QString>("with");
        QTest::addColumn<int>("grafted"); ///< the first files, or from −1 on the last one alone: the finer or richer
        QTest::addColumn<QString>("why");
        QTest::newRow("the same twice") << QStringLiteral("twice") << 1
                                        << QStringLiteral("other files reach into its cells");
        QTest::newRow("strip across") << QStringLiteral("strip") << 0 << QStringLiteral("other files reach into its cells");
        const QString stored = QStringLiteral("its points are stored in another way than the pyramid's");
        QTest::newRow("another scale") << QStringLiteral("scale") << -1 << stored;
        QTest::newRow("extra bytes") << QStringLiteral("extra") << -1 << stored;
        QTest::newRow("another format") << QStringLiteral("format") << -1 << stored;
        QTest::newRow("no statistics") << QStringLiteral(
            "statistics") << 1 << QStringLiteral("it has no statistics of all its points, or these contradict its header");
        QTest::newRow("a cube off the grid")
            << QStringLiteral("cube") << 1 << QStringLiteral("its octree's cells are not the pyramid's");
        QTest::newRow("another spacing") << QStringLiteral("spacing") << 1
                                         << QStringLiteral("its nodes have another spacing than the pyramid's");
        QTest::newRow("damaged hierarchy") << QStringLiteral("hierarchy") << 1 << QStringLiteral("its hierarchy is damaged");
    }
    void othersAreDecoded()
    {
        QFETCH(QString, with);
        QFETCH(int, grafted);
        QFETCH(QString, why);
        QStringList paths{m_tiles[0]};
        const QString other = m_folder.filePath(with + QStringLiteral(".copc.laz"));
        if (with == QLatin1String("twice")) {
            paths << m_tiles[1] << other;
            QVERIFY(QFile::copy(m_tiles[1], other));
        } else if (with == QLatin1String("strip")) {
            const QString strip = m_folder.filePath(QStringLiteral("strip.las"));
            QVERIFY(writeLas(strip, landscape(50000, 63600000, 63800000, 693340000, 693360000, 20000, 9)));
            paths << m_tiles[1] << strip;
        } else if (with == QLatin1String("scale") || with == QLatin1String("extra") || with == QLatin1String("format")) {
            TestFile file;
            file.scale = with == QLatin1String("scale") ? 0.005 : 0.01;
            file.extraBytes = with == QLatin1String("extra") ? 2 : 0;
            file.pointFormat = with == QLatin1String("format") ? 7 : 6;
            const int finer = with == QLatin1String("scale") ? 2 : 1;
            const QString las = m_folder.filePath(with + QStringLiteral(".las"));
            QVERIFY(writeLas(las,
                landscape(tilePoints, 63700000 * finer, 63800000 * finer, 693300000 * finer, 693400000 * finer, 20000, 4),
                file));
            paths << copcOf({las});
        } else {
            QByteArray bytes = *readWholeFile(m_tiles[1]);
            const auto copc = CopcFile::open(m_tiles[1]);
            const auto number = [&bytes](qint64 at, double change) {
                double value;
                memcpy(&value, bytes.constData() + at, sizeof value);
                value += change;
                memcpy(bytes.data() + at, &value, sizeof value);
            };
            if (with == QLatin1String("statistics")) {
                const qsizetype record = bytes.indexOf("sampled-points");
                bytes.replace(record, 7, "changed");
            } else if (with == QLatin1String("hierarchy")) {
                const qint64 page = qint64((*copc)->info().hierarchyOffset);
                bytes.replace(page, 4, QByteArray(4, '\x7f')); // the level of its first node
            } else if (with == QLatin1String("cube")) {
                number(429, 0.5);
                number(453, 0.5);
                number(461, 0.5 / 64);
            } else {
                number(461, 1);
            }
            VERIFY_OK(writeFileAtomically(other, bytes));
            paths << other;
        }
        RecordingControl control;
        const auto result = merged(paths, 2, &control);
        VERIFY_OK(result);
        QCOMPARE(result->copiedPoints, copiedOf(grafted < 0 ? paths.mid(1) : paths.first(grafted)));
        QVERIFY2(!control.lines().filter(why).isEmpty(), qPrintable(control.lines().join(QLatin1Char('\n'))));
        QCOMPARE(copcProblem(result->path), QString());
        const CloudSum before = cloudSum(paths), after = cloudSum({result->path});
        QCOMPARE(after.points, before.points);
        QCOMPARE(after.classes, before.classes);
        QVERIFY(with == QLatin1String("scale") || with == QLatin1String("extra") || with == QLatin1String("format")
            || after == before);
    }

    // A header that says less than the nodes have is found when the root is decoded: the file is measured and decoded.
    void headerThatLies()
    {
        QByteArray bytes = *readWholeFile(m_tiles[1]);
        const auto copc = CopcFile::open(m_tiles[1]);
        // The greatest x, in the header and in the statistics alike.
        const double east = (*copc)->file()->header().extent.east, less = east - 100;
        memcpy(bytes.data() + 179, &less, sizeof less);
        const QByteArray key = QByteArrayLiteral("\"X\":{");
        const qsizetype object = bytes.indexOf(key), most = bytes.indexOf("\"maximum\":", object) + 10;
        const qsizetype end = most + QByteArray(bytes.mid(most, 40)).indexOf(',');
        const QByteArray number = QByteArray::number(less, 'f', 0);
        QCOMPARE(number.size(), end - most);
        bytes.replace(most, end - most, number);
        const QString path = m_folder.filePath(QStringLiteral("liar.copc.laz"));
        VERIFY_OK(writeFileAtomically(path, bytes));
        RecordingControl control;
        const auto result = merged({m_tiles[0], path, m_tiles[2], m_tiles[3]}, 2, &control);
        VERIFY_OK(result);
        QVERIFY2(!control.lines().filter(QStringLiteral("its points are not where")).filter(path).isEmpty(),
            qPrintable(control.lines().join(QLatin1Char('\n'))));
        QCOMPARE(result->copiedPoints, copiedOf({m_tiles[0], m_tiles[2], m_tiles[3]}));
        sameOctrees(result->path, m_whole);
        // Alone at the edge of the whole, whose header then has the true extent.
        const auto edge = merged({m_tiles[0], path}, 2);
        VERIFY_OK(edge);
        const auto made = CopcFile::open(edge->path);
        VERIFY_OK(made);
        QCOMPARE((*made)->file()->header().extent.east, east);
    }

    // Stopped at any place and resumed: the same bytes.
    void resumed()
    {
        const QStringList paths{m_raw[0], m_tiles[2], m_raw[1], m_tiles[3]}; // these take long enough for checkpoints
        const auto undisturbed = merged(paths, 2);
        VERIFY_OK(undisturbed);
        const QByteArray expected = *readWholeFile(undisturbed->path);
        const qint64 total = 4 * tilePoints;
        int behind = 0;
        for (int round = 1; round < 10; ++round) {
            PointCloudParams params = paramsFor(paths, 2);
            RecordingControl control;
            control.stopAfter = total * round / 10;
            control.stopWith = StopRequest::Pause;
            if (generatePointCloud(params, control))
                continue; // done before it saw
            QVERIFY(!QFileInfo::exists(params.output));
            params.resume = true;
            RecordingControl second;
            VERIFY_OK(generatePointCloud(params, second));
            behind += second.lines().join(QLatin1Char(' ')).contains(QStringLiteral("Resumed")) ? 1 : 0;
            QCOMPARE(*readWholeFile(params.output), expected);
        }
        qInfo("%d resumed behind a checkpoint", behind);
    }

    // EPT nodes have heads of their own, which tell of their points: decoded as before.
    void eptIsDecoded()
    {
        PointCloudParams params = paramsFor(m_tiles, 2);
        params.output = m_folder.filePath(QStringLiteral("ept"));
        SilentControl control;
        const auto result = generatePointCloud(params, control);
        VERIFY_OK(result);
        QCOMPARE(result->copiedPoints, 0);
        QCOMPARE(result->points, 4 * tilePoints);
    }

private:
    static constexpr int tilePoints = 250000;

    static std::vector<TestPoint> landscape(int count, int x0, int x1, int y0, int y1, int z, quint32 seed)
    {
        QRandomGenerator random(seed);
        std::vector<TestPoint> points;
        for (int i = 0; i < count; ++i) {
            TestPoint p;
            p.x = x0 + random.bounded(x1 - x0 + 1); // also on the far edges
            p.y = y0 + int(qint64(y1 - y0) * i / count);
            p.z = z + int(3000 * std::sin(p.x * 1e-4) * std::cos(p.y * 1e-4)) + random.bounded(50);
            p.intensity = quint16(random.bounded(2000));
            p.returns = quint8(1 + i % 3) | quint8(0x30 + (i % 5 == 0 ? 0x10 : 0));
            p.classification = quint8(2 + i % 4);
            p.user = quint8(i % 7 == 0 ? 3 : 0);
            p.angle = qint16(i % 3000 - 1500);
            p.source = quint16(seed);
            p.gps = 2e8 + seed * 1000 + i / 3 * 1e-5;
            p.flags = quint8((i % 2 ? 64 : 0) | (i % 11 == 0 ? 128 : 0) | (i % 13 == 0 ? 0x14 : 0));
            points.push_back(p);
        }
        return points;
    }
    QString writeTile(const QString &name, int tile, int z)
    {
        const int x0 = 63600000 + tile % 2 * 100000, y0 = 693300000 + tile / 2 * 100000;
        const QString path = m_folder.filePath(name + QStringLiteral(".las"));
        return writeLas(path, landscape(tilePoints, x0, x0 + 100000, y0, y0 + 100000, z, 20 + quint32(tile))) ? path
                                                                                                              : QString();
    }
    PointCloudParams paramsFor(const QStringList &paths, int workers)
    {
        PointCloudParams params;
        params.paths = paths;
        params.workers = workers;
        params.memoryMiB = 600;
        params.output = m_folder.filePath(QStringLiteral("out%1.copc.laz").arg(m_count++));
        return params;
    }
    Result<PointCloudResult> merged(const QStringList &paths, int workers, WorkControl *control = nullptr)
    {
        return generatePointCloud(paramsFor(paths, workers), control ? *control : m_silent);
    }
    QString copcOf(const QStringList &paths)
    {
        const auto result = merged(paths, 2);
        return result ? result->path : QString();
    }
    /// All points but the roots'.
    static qint64 copiedOf(const QStringList &paths)
    {
        qint64 copied = 0;
        for (const QString &path : paths) {
            const auto copc = CopcFile::open(path);
            copied += (*copc)->file()->points() - (*copc)->nodes().front().chunk.points;
        }
        return copied;
    }
    /// Nodes, their chunks, and the order of these in the file.
    static void sameOctrees(const QString &path, const QString &expected)
    {
        const auto own = CopcFile::open(path), other = CopcFile::open(expected);
        VERIFY_OK(own);
        VERIFY_OK(other);
        QCOMPARE((*own)->info().halfSize, (*other)->info().halfSize);
        QCOMPARE((*own)->nodes().size(), (*other)->nodes().size());
        for (size_t i = 0; i < (*own)->nodes().size(); ++i) {
            const CopcNode &mine = (*own)->nodes()[i], &theirs = (*other)->nodes()[i];
            QVERIFY(mine.key == theirs.key && mine.chunk.points == theirs.chunk.points
                && mine.chunk.offset == theirs.chunk.offset);
            if (mine.chunk.points > 0)
                QCOMPARE(*(*own)->file()->read(mine.chunk), *(*other)->file()->read(theirs.chunk));
        }
        // Head, records, chunks, chunk table and hierarchy: all that comes before the statistics.
        const qint64 size = (*own)->file()->record("qgis", 0)->offset - 60;
        QCOMPARE(size, (*other)->file()->record("qgis", 0)->offset - 60);
        QByteArray mine = readWholeFile(path)->left(size), theirs = readWholeFile(expected)->left(size);
        QVERIFY(mine == theirs);
    }
    static void sameStatistics(const QString &path, const QString &expected)
    {
        const auto statistics = [](const QString &file) {
            const auto copc = CopcFile::open(file);
            return QJsonDocument::fromJson((*copc)->file()->record("qgis", 0)->data).object();
        };
        const QJsonObject own = statistics(path), other = statistics(expected);
        QCOMPARE(own.value(QLatin1String("sampled-points")), other.value(QLatin1String("sampled-points")));
        const QJsonObject theirs = other.value(QLatin1String("stats")).toObject();
        for (auto it = theirs.constBegin(); it != theirs.constEnd(); ++it) {
            const QJsonObject mine = own.value(QLatin1String("stats"))[it.key()].toObject(), object = it->toObject();
            for (const char *key : {"minimum", "maximum", "class-count"})
                QVERIFY2(mine.value(QLatin1String(key)) == object.value(QLatin1String(key)), qPrintable(it.key()));
            for (const char *key : {"mean", "standard-deviation"}) {
                const double a = mine.value(QLatin1String(key)).toDouble(), b = object.value(QLatin1String(key)).toDouble();
                QVERIFY2(std::abs(a - b) <= 1e-8 * std::max(1.0, std::abs(b)), qPrintable(it.key()));
            }
        }
    }

    QTemporaryDir m_folder;
    int m_count = 0;
    SilentControl m_silent;
    QStringList m_raw, m_tiles;
    QString m_whole;
    QByteArray m_bytes;
};

TUILERIE_TEST_MAIN(CloudGraftTest)
#include "cloudgrafttest.moc"
