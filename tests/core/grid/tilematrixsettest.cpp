// SPDX-License-Identifier: GPL-3.0-or-later
#include "grid/crs.h"
#include "grid/tilematrixset.h"
#include "base/atomicfile.h"
#include "support/testsupport.h"

#include <QJsonDocument>

using namespace tuilerie;

namespace {

// The published files, beside the real data.
QString publishedFolder()
{
    return test::realDataPath(QStringLiteral("../reference/tilematrixsets"));
}

QJsonObject readObject(const QString &path)
{
    return QJsonDocument::fromJson(readWholeFile(path).value_or(QByteArray())).object();
}

QJsonObject userGrid()
{
    const auto level = [](const QString &id, double cell) {
        return QJsonObject{{QStringLiteral("id"), id}, {QStringLiteral("cellSize"), cell},
            {QStringLiteral("pointOfOrigin"), QJsonArray{100, 900}}, {QStringLiteral("tileWidth"), 256},
            {QStringLiteral("tileHeight"), 128}, {QStringLiteral("matrixWidth"), 3}, {QStringLiteral("matrixHeight"), 4}};
    };
    return {{QStringLiteral("crs"), QStringLiteral("EPSG:2154")}, {QStringLiteral("title"), QStringLiteral("Ours")},
        {QStringLiteral("tileMatrices"), QJsonArray{level(QStringLiteral("fine"), 1), level(QStringLiteral("coarse"), 2)}}};
}

} // namespace

class TileMatrixSetTest : public QObject
{
    Q_OBJECT

private slots:
    // Member for member and digit for digit, the slips in the published files included.
    void bundledGridsEqualThePublishedFiles()
    {
        const QDir folder(publishedFolder());
        const QStringList files = folder.entryList({QStringLiteral("*.json")}, QDir::Files, QDir::Name);
        if (files.isEmpty())
            QSKIP("no ../reference/tilematrixsets beside TUILERIE_TEST_DATA");
        QCOMPARE(files.size(), 71);
        QStringList ids;
        for (const QString &file : files) {
            const QString id = file.chopped(5);
            ids << id;
            const auto set = TileMatrixSet::find(id);
            VERIFY_OK(set);
            QCOMPARE(set->id(), id);
            QJsonObject published = readObject(folder.filePath(file));
            QJsonArray levels = published.value(QStringLiteral("tileMatrices")).toArray();
            QList<QJsonValue> sorted(levels.begin(), levels.end());
            std::sort(sorted.begin(), sorted.end(), [](const QJsonValue &a, const QJsonValue &b) {
                return a[QStringLiteral("cellSize")].toDouble() > b[QStringLiteral("cellSize")].toDouble();
            });
            const QJsonObject ours = set->toJson();
            const QJsonArray ourLevels = ours.value(QStringLiteral("tileMatrices")).toArray();
            QCOMPARE(ourLevels.size(), sorted.size());
            for (qsizetype i = 0; i < sorted.size(); ++i) {
                const QByteArray a = QJsonDocument(ourLevels.at(i).toObject()).toJson();
                const QByteArray b = QJsonDocument(sorted.at(i).toObject()).toJson();
                QVERIFY2(ourLevels.at(i) == sorted.at(i),
                    (qPrintable(id) + QByteArray(": ") + a + " published: " + b).constData());
            }
            for (const char *member : {"id", "crs", "orderedAxes"})
                QCOMPARE(ours.value(QLatin1String(member)), published.value(QLatin1String(member)));
            QCOMPARE(ours.keys(), published.keys());
            // The published file read as a user's own gives the same value.
            const auto loaded = TileMatrixSet::find(folder.filePath(file));
            VERIFY_OK(loaded);
            QVERIFY(*loaded == *set);
        }
        QStringList bundled = TileMatrixSet::bundledIds();
        bundled.sort();
        ids.sort();
        QCOMPARE(bundled, ids);
    }

    void knownFigures()
    {
        QCOMPARE(TileMatrixSet::bundledIds().size(), 71);
        const auto pm = TileMatrixSet::find(QStringLiteral("PM"));
        VERIFY_OK(pm);
        QCOMPARE(pm->levels().size(), size_t(22));
        QCOMPARE(pm->crs(), QStringLiteral("EPSG:3857"));
        QCOMPARE(pm->level(QStringLiteral("15"))->cellSize, 4.77731426782352);
        QCOMPARE(pm->level(QStringLiteral("21"))->matrixWidth, qint64(2097152));
        QCOMPARE(pm->indexOf(QStringLiteral("21")), 21);
        QCOMPARE(pm->indexOf(QStringLiteral("22")), -1);
        QVERIFY(!pm->level(QStringLiteral("22")));
        QCOMPARE(TileMatrixSet::find(QStringLiteral("2975_50cm"))->levels().back().statedScaleDenominator, 3571.42857142857);
        QCOMPARE(TileMatrixSet::find(QStringLiteral("2154_1M_MNT"))->toJson().value(QStringLiteral("id")).toString(),
            QStringLiteral("EPSG2154_1m_MNT"));
    }

    void everyBundledCrsIsKnown()
    {
        for (const QString &id : TileMatrixSet::bundledIds()) {
            const auto set = TileMatrixSet::find(id);
            const auto crs = Crs::fromText(set->crs());
            VERIFY_OK(crs);
            QCOMPARE(crs->id(), set->crs());
        }
    }

    void quadTrees()
    {
        for (const QString &id : TileMatrixSet::bundledIds()) {
            const bool irregular = id == QLatin1String("LAMB93") || id.endsWith(QLatin1String("_IGNF"))
                || (id.endsWith(QLatin1String("_1M_MNT")) && id != QLatin1String("2154_1M_MNT"));
            QVERIFY2(TileMatrixSet::find(id)->isQuadTree() == !irregular, qPrintable(id));
        }
    }

    void nearestLevel()
    {
        const auto set = TileMatrixSet::find(QStringLiteral("2154_50cm"));
        const auto at = [&](double cell) { return set->levels()[size_t(set->nearestLevel(cell))].cellSize; };
        QCOMPARE(at(0.5), 0.5);
        QCOMPARE(at(0.01), 0.5);
        QCOMPARE(at(1.4), 1.0);
        QCOMPARE(at(1.42), 2.0);
        QCOMPARE(at(std::sqrt(2.0)), 1.0); // equally far: the finer one
        QCOMPARE(at(1e9), 131072.0);
    }

    void userFile()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("ours.v2.json"));
        VERIFY_OK(writeFileAtomically(path, QJsonDocument(userGrid()).toJson()));
        const auto set = TileMatrixSet::find(path);
        VERIFY_OK(set);
        QCOMPARE(set->id(), QStringLiteral("ours.v2"));
        QCOMPARE(set->title(), QStringLiteral("Ours"));
        QCOMPARE(set->levels().front().id, QStringLiteral("coarse")); // sorted, whatever the order in the file
        QCOMPARE(set->levels().front().tileHeight, 128);
        const auto again = TileMatrixSet::fromJson(set->id(), set->toJson());
        VERIFY_OK(again);
        QCOMPARE(again->levels().size(), size_t(2));
        QCOMPARE(again->levels().back().statedScaleDenominator, 1 / 0.00028);
    }

    void wrongFilesAreRefusedByName_data()
    {
        QTest::addColumn<QString>("member");
        QTest::addColumn<QJsonValue>("value");
        QTest::addColumn<bool>("ofLevel");
        const auto row = [](const char *name, const char *member, QJsonValue value, bool ofLevel) {
            QTest::newRow(name) << QString::fromLatin1(member) << value << ofLevel;
        };
        row("no crs", "crs", QJsonValue::Undefined, false);
        row("unknown crs", "crs", QStringLiteral("EPSG:999999"), false);
        row("no levels", "tileMatrices", QJsonValue::Undefined, false);
        row("empty levels", "tileMatrices", QJsonArray(), false);
        row("levels are no objects", "tileMatrices", QJsonArray{1, 2}, false);
        row("number as id", "id", 3, true);
        row("bad id", "id", QStringLiteral("a<b"), true);
        row("id twice", "id", QStringLiteral("coarse"), true);
        row("no cell size", "cellSize", QJsonValue::Undefined, true);
        row("zero cell size", "cellSize", 0, true);
        row("cell size is text", "cellSize", QStringLiteral("1"), true);
        row("origin of one number", "pointOfOrigin", QJsonArray{1}, true);
        row("origin beyond all measure", "pointOfOrigin", QJsonArray{-1e308, 0}, true);
        row("cells that no place has", "cellSize", 1e-300, true);
        row("more tiles than can be counted", "matrixWidth", 4294967296.0, true);
        row("origin of texts", "pointOfOrigin", QJsonArray{QStringLiteral("a"), QStringLiteral("b")}, true);
        row("tile width 0", "tileWidth", 0, true);
        row("tile width half", "tileWidth", 256.5, true);
        row("tile height huge", "tileHeight", 1e9, true);
        row("no matrix width", "matrixWidth", QJsonValue::Undefined, true);
        row("negative matrix height", "matrixHeight", -4, true);
        row("scale is text", "scaleDenominator", QStringLiteral("x"), true);
    }

    void wrongFilesAreRefusedByName()
    {
        QFETCH(QString, member);
        QFETCH(QJsonValue, value);
        QFETCH(bool, ofLevel);
        QJsonObject object = userGrid();
        if (ofLevel) {
            QJsonArray levels = object.value(QStringLiteral("tileMatrices")).toArray();
            QJsonObject level = levels.at(0).toObject();
            level.insert(member, value);
            levels[0] = level;
            object.insert(QStringLiteral("tileMatrices"), levels);
        } else {
            object.insert(member, value);
        }
        const auto set = TileMatrixSet::fromJson(QStringLiteral("ours"), object);
        QVERIFY(!set);
        QCOMPARE(set.error().code, ErrorCode::Invalid);
        QVERIFY2(set.error().message.contains(member) || set.error().message.contains(QLatin1String("tileMatrices[0].id")),
            qPrintable(set.error().message));
    }

    void wrongNamesAreRefused()
    {
        QVERIFY(!TileMatrixSet::fromJson(QStringLiteral("a<b"), userGrid()));
        QVERIFY(!TileMatrixSet::fromJson(QStringLiteral("a>b"), userGrid()));
        QVERIFY(!TileMatrixSet::fromJson(QString(), userGrid()));
        const auto missing = TileMatrixSet::find(QStringLiteral("NOWHERE"));
        QVERIFY(!missing);
        QCOMPARE(missing.error().code, ErrorCode::NotFound);
        QVERIFY(missing.error().message.contains(QLatin1String("NOWHERE")));
        QCOMPARE(TileMatrixSet::find(QStringLiteral("/nowhere/x.json")).error().code, ErrorCode::NotFound);
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("x.json"));
        VERIFY_OK(writeFileAtomically(path, QByteArray("{ \"crs\": ")));
        QCOMPARE(TileMatrixSet::find(path).error().code, ErrorCode::Invalid);
    }

    void twoLevelsOfOneCellSizeAreRefused()
    {
        QJsonObject object = userGrid();
        QJsonArray levels = object.value(QStringLiteral("tileMatrices")).toArray();
        QJsonObject level = levels.at(0).toObject();
        level.insert(QStringLiteral("cellSize"), 2);
        levels[0] = level;
        object.insert(QStringLiteral("tileMatrices"), levels);
        QVERIFY(!TileMatrixSet::fromJson(QStringLiteral("ours"), object));
    }
};

TUILERIE_TEST_MAIN(TileMatrixSetTest)
#include "tilematrixsettest.moc"
