// SPDX-License-Identifier: GPL-3.0-or-later
// Two million features: all of them at the bottom level, memory bounded, limits kept, tiles that GDAL reads.
#include "generate/vector/vectorpyramid.h"

#include "mvttiles.h"
#include "support/testsupport.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QRandomGenerator>

#include <cmath>

using namespace tuilerie;
using namespace tuilerie::test;

namespace {

constexpr int memoryMiB = 400;

/// Which ids of each layer are in the tiles. Walks the
/// protobuf by hand, for millions of features are many for GDAL; a sample of tiles is compared with it.
class TileCounter
{
public:
    explicit TileCounter(std::map<QString, std::vector<bool>> &seen)
        : m_seen(seen)
    {
    }

    void add(const QByteArray &tile)
    {
        Reader layers{tile.constData(), tile.constData() + tile.size()};
        while (layers.next()) {
            if (layers.field != 3)
                continue;
            QString name;
            for (Reader layer{layers.begin, layers.finish}; layer.next();)
                if (layer.field == 1)
                    name = QString::fromUtf8(layer.begin, layer.finish - layer.begin);
            std::vector<bool> &ids = m_seen[name];
            for (Reader layer{layers.begin, layers.finish}; layer.next();) {
                if (layer.field != 2)
                    continue;
                for (Reader feature{layer.begin, layer.finish}; feature.next();) {
                    if (feature.field != 1)
                        continue;
                    if (ids.size() <= feature.value)
                        ids.resize(size_t(feature.value) + 1 + ids.size() / 2);
                    ids[size_t(feature.value)] = true;
                }
            }
        }
    }

private:
    struct Reader
    {
        const char *at;
        const char *end;
        quint64 field = 0;
        quint64 value = 0;
        const char *begin = nullptr;
        const char *finish = nullptr;

        quint64 varint()
        {
            quint64 result = 0;
            for (int shift = 0; at < end && shift < 64; shift += 7) {
                const auto byte = quint8(*at++);
                result |= quint64(byte & 0x7F) << shift;
                if (byte < 0x80)
                    break;
            }
            return result;
        }
        bool next()
        {
            if (at >= end)
                return false;
            const quint64 key = varint();
            field = key >> 3;
            if ((key & 7) == 0) {
                value = varint();
            } else {
                const quint64 size = varint();
                begin = at;
                at += size;
                finish = at;
            }
            return at <= end;
        }
    };
    std::map<QString, std::vector<bool>> &m_seen;
};

} // namespace

class VectorLargeTest : public QObject
{
    Q_OBJECT

public:
    // Qt ends a test function after five minutes, which a busy machine may need.
    VectorLargeTest() { qputenv("QTEST_FUNCTION_TIMEOUT", "1800000"); }

private slots:
    void twoMillionFeatures()
    {
        const QString source = m_folder.filePath(QStringLiteral("vector/cadastre.gpkg"));
        const ProcessResult made = runProgram(programPath(QStringLiteral("tuilerie-sample")),
            {QStringLiteral("--features"), QStringLiteral("2000000"), QStringLiteral("--output"), m_folder.path()}, 600000);
        QVERIFY2(made.exitCode == 0, made.errors.constData());
        VectorPyramidParams params;
        params.paths = QStringList{source};
        params.output = m_folder.filePath(QStringLiteral("out"));
        params.top = QStringLiteral("8");
        params.bottom = QStringLiteral("16");
        params.workers = 2;
        params.memoryMiB = memoryMiB;
        QFile json(m_folder.filePath(QStringLiteral("params.json")));
        QVERIFY(json.open(QIODevice::WriteOnly));
        json.write(QJsonDocument(params.toJson()).toJson());
        json.close();
        // In a process of its own, whose memory can be looked at.
        const ProcessResult run =
            runProgram(QCoreApplication::applicationDirPath() + QStringLiteral("/vectorprogram"), {json.fileName()}, 900000);
        QVERIFY2(run.exitCode == 0, run.errors.constData());
        const QJsonObject result = QJsonDocument::fromJson(run.output).object();
        qInfo("%lld features, %lld tiles, %.0f MB, %.0f s, peak %.0f MiB",
            result.value(QLatin1String("features")).toInteger(), result.value(QLatin1String("tiles")).toInteger(),
            result.value(QLatin1String("bytes")).toDouble() / 1e6, result.value(QLatin1String("seconds")).toDouble(),
            result.value(QLatin1String("peak_kib")).toDouble() / 1024);
        QVERIFY(result.value(QLatin1String("features")).toInteger() >= 2000000);
        const double peak = result.value(QLatin1String("peak_kib")).toDouble() / 1024;
        QVERIFY2(peak < memoryMiB, "more memory than was given");
        QVERIFY(result.value(QLatin1String("reduced_tiles")).toInteger() > 0); // the upper levels cannot hold them all
        QVERIFY(!result.value(QLatin1String("warnings")).toArray().isEmpty());

        // All of them at the bottom, and in every tile no more than is allowed.
        std::map<QString, std::vector<bool>> seen;
        QRandomGenerator random(2);
        int sampled = 0;
        qint64 tiles = 0;
        forEachTile(result.value(QLatin1String("descriptor")).toString(),
            [&](const QString &level, qint64 col, qint64 row, const QByteArray &tile) {
                ++tiles;
                QVERIFY(tile.size() <= params.maxTileBytes);
                if (level == params.bottom)
                    TileCounter(seen).add(tile);
                if (random.bounded(level.toInt() < 14 ? 10 : 150) != 0)
                    return;
                QString problem;
                const auto features = readMvt(tile, level, col, row, false, &problem);
                QVERIFY2(problem.isEmpty(), qPrintable(problem));
                QVERIFY(!features.empty() && features.size() <= size_t(params.maxTileFeatures));
                for (const MvtFeature &feature : features) {
                    QVERIFY2(feature.geometry->IsValid(),
                        qPrintable(QStringLiteral("%1/%2/%3 feature %4").arg(level).arg(col).arg(row).arg(feature.id)));
                    QVERIFY(!feature.attributes.isEmpty());
                    if (level == params.bottom)
                        QVERIFY(seen[feature.layer].size() > size_t(feature.id) && seen[feature.layer][size_t(feature.id)]);
                }
                ++sampled;
            });
        QCOMPARE(tiles, result.value(QLatin1String("tiles")).toInteger());
        QVERIFY(sampled > 20);
        qint64 all = 0;
        for (const auto &[layer, ids] : seen)
            all += std::count(ids.begin(), ids.end(), true);
        QCOMPARE(all, result.value(QLatin1String("features")).toInteger());
        QCOMPARE(seen.size(), size_t(5));
    }

private:
    QTemporaryDir m_folder;
};

TUILERIE_TEST_MAIN(VectorLargeTest)
#include "vectorlargetest.moc"
