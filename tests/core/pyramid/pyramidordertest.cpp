// SPDX-License-Identifier: GPL-3.0-or-later
// What all pyramid engines share around their slabs: journal, leftovers, list, descriptor, and what is there already.
#include "pyramid/pyramidorder.h"

#include "base/atomicfile.h"
#include "pyramid/slablist.h"
#include "support/testsupport.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QFileInfo>

using namespace tuilerie;
using namespace tuilerie::test;

namespace {

struct OwnRecord : SlabRecord
{
    qint64 own = 0;
    bool operator==(const OwnRecord &) const = default;
};
QDataStream &operator<<(QDataStream &out, const OwnRecord &record)
{
    return out << static_cast<const SlabRecord &>(record) << record.own;
}
QDataStream &operator>>(QDataStream &in, OwnRecord &record)
{
    return in >> static_cast<SlabRecord &>(record) >> record.own;
}

/// Slabs that are made of nothing, and stop where they are told to.
class Maker
{
public:
    Result<std::vector<SlabRecord>> operator()(const PyramidWork &work)
    {
        made = 0;
        SlabJournal<OwnRecord> journal(work.log);
        std::vector<OwnRecord> records;
        for (int level = 10; level <= 12; ++level)
            for (qint64 col = 0; col < 3; ++col) {
                const SlabKey key{level, col, 5};
                if (const auto found = journal.records().find(key); found != journal.records().end()) {
                    records.push_back(found->second);
                    continue;
                }
                if (made == stopAfter)
                    return fail(ErrorCode::Paused, QStringLiteral("paused"));
                ++made;
                OwnRecord record;
                record.key = key;
                record.own = 7 * col;
                if (!isEmpty && level > 10) { // the top level receives nothing
                    const QByteArray bytes = "slab " + QByteArray::number(level) + ' ' + QByteArray::number(col);
                    TUILERIE_CHECK(work.storage.writeSlab(QString::number(level), false, col, 5, bytes));
                    record.dataSize = bytes.size();
                    record.dataHash = slabHash(bytes);
                    record.tiles = 2;
                    record.limits = {col * 16 + 1, 80, col * 16 + 2, 80};
                }
                TUILERIE_CHECK(journal.append(record));
                records.push_back(record);
            }
        for (const OwnRecord &record : records)
            ownSum += record.own;
        return std::vector<SlabRecord>(records.begin(), records.end());
    }
    int stopAfter = -1;
    bool isEmpty = false;
    int made = 0;
    qint64 ownSum = 0;
};

} // namespace

class PyramidOrderTest : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_maker = {};
        m_order = {};
        m_order.place = {m_folder.filePath(QString::fromLatin1(QTest::currentTestFunction())), QStringLiteral("out")};
        if (const char *row = QTest::currentDataTag())
            m_order.place.folder += QLatin1Char('-') + QString::fromLatin1(row);
        QVERIFY(QDir().mkpath(m_order.place.folder));
        m_order.records = "test";
        m_order.fingerprint = "f";
        m_order.sourceState = "s";
        m_order.top = 10;
        m_order.nothing = QStringLiteral("nothing there");
        m_order.descriptor.tileMatrixSet = QStringLiteral("PM");
        m_order.descriptor.format = QStringLiteral("TIFF_PBF_MVT");
        for (const char *id : {"10", "11", "12"}) {
            PyramidLevel level;
            level.id = QLatin1String(id);
            m_order.descriptor.levels.push_back(level);
        }
        m_order.slabs = [this](const PyramidWork &work) { return m_maker(work); };
    }

    void whole()
    {
        const auto made = makePyramid(m_order, m_control);
        VERIFY_OK(made);
        QCOMPARE(made->slabs, 6);
        QCOMPARE(made->tiles, 12);
        const auto descriptor = PyramidDescriptor::load(made->descriptorPath);
        VERIFY_OK(descriptor);
        QCOMPARE(descriptor->levels.size(), size_t(3));
        QVERIFY((descriptor->levels[0].limits == TileRange{0, 0, 0, 0}));
        QVERIFY((descriptor->levels[2].limits == TileRange{1, 80, 34, 80}));
        const auto text = readWholeFile(m_order.place.folder + QStringLiteral("/out.list"));
        VERIFY_OK(text);
        const auto list = SlabList::parse(*text, *descriptor);
        VERIFY_OK(list);
        QCOMPARE(list->slabs({2, false}).size(), size_t(3));
        QVERIFY(list->strangers().isEmpty());
        QVERIFY(!QFileInfo::exists(journalFolder()));
        // Again: refused, or nothing left to do, or another one.
        const auto again = makePyramid(m_order, m_control);
        QVERIFY(!again && again.error().code == ErrorCode::Conflict);
        m_order.resume = true;
        m_maker.made = -1;
        RecordingControl control;
        VERIFY_OK(makePyramid(m_order, control));
        QCOMPARE(m_maker.made, -1);
        QCOMPARE(control.warnings().size(), 1);
        m_order.descriptor.levels.back().tilesPerWidth = 8;
        const auto other = makePyramid(m_order, m_control);
        QVERIFY(!other && other.error().code == ErrorCode::Conflict);
    }

    void resumedWithItsOwnFields()
    {
        m_maker.stopAfter = 5;
        const auto paused = makePyramid(m_order, m_control);
        QVERIFY(!paused && paused.error().code == ErrorCode::Paused);
        // What a kill in the middle of a write leaves.
        const QString stale = m_order.place.folder + QStringLiteral("/out.json.1-2.tmp");
        VERIFY_OK(writeFileAtomically(stale, QByteArray("{")));
        m_order.resume = true;
        m_maker.stopAfter = -1;
        const auto made = makePyramid(m_order, m_control);
        VERIFY_OK(made);
        QCOMPARE(m_maker.made, 4);
        QCOMPARE(m_maker.ownSum, 3 * (0 + 7 + 14));
        QVERIFY(!QFileInfo::exists(stale));
    }

    void changedSources_data()
    {
        QTest::addColumn<bool>("mixes");
        QTest::newRow("said") << true;
        QTest::newRow("refused") << false;
    }
    void changedSources()
    {
        QFETCH(bool, mixes);
        m_maker.stopAfter = 5;
        QVERIFY(!makePyramid(m_order, m_control));
        m_maker.stopAfter = -1;
        m_order.resume = true;
        m_order.mixesSources = mixes;
        m_order.sourceState = "t";
        RecordingControl control;
        const auto result = makePyramid(m_order, control);
        QCOMPARE(result.has_value(), mixes);
        QCOMPARE(control.warnings().size(), mixes ? 1 : 0);
        if (!mixes)
            QCOMPARE(result.error().code, ErrorCode::Conflict);
    }

    // Slabs that this run would not make must not stay where readers find them.
    void anotherVersionsRunIsTakenAway()
    {
        m_maker.stopAfter = 5;
        QVERIFY(!makePyramid(m_order, m_control));
        const QString stray = m_order.place.folder + QStringLiteral("/out/DATA/12/00/99/99.tif");
        VERIFY_OK(writeFileAtomically(stray, QByteArray("of other parameters")));
        m_order.version = 2;
        m_order.resume = true;
        m_maker.stopAfter = -1;
        RecordingControl control;
        VERIFY_OK(makePyramid(m_order, control));
        QCOMPARE(m_maker.made, 9);
        QCOMPARE(control.warnings().size(), 1);
        QVERIFY2(control.warnings()[0].contains(QLatin1String("version")), qPrintable(control.warnings()[0]));
        QVERIFY(!QFileInfo::exists(stray));
    }

    // Killed between the descriptor and the end of its journal, then the program was updated.
    void anotherVersionsJournalBesideAWholePyramid()
    {
        VERIFY_OK(makePyramid(m_order, m_control));
        const auto before = filesBelow();
        VERIFY_OK(writeFileAtomically(journalFolder() + QStringLiteral("/journal"), QByteArray("of before")));
        m_order.resume = true;
        m_maker.made = -1;
        VERIFY_OK(makePyramid(m_order, m_control));
        QCOMPARE(m_maker.made, -1);
        QCOMPARE(filesBelow(), before);
    }

    void damagedJournal()
    {
        m_maker.stopAfter = 7;
        QVERIFY(!makePyramid(m_order, m_control));
        QFile journal(journalFolder() + QStringLiteral("/journal"));
        QVERIFY(
            journal.open(QIODevice::ReadWrite) && journal.seek(journal.size() / 2) && journal.write("\xFF\xFE\xFD", 3) == 3);
        journal.close();
        m_order.resume = true;
        m_maker.stopAfter = -1;
        RecordingControl control;
        VERIFY_OK(makePyramid(m_order, control));
        QVERIFY(m_maker.made > 2 && m_maker.made < 9);
        QCOMPARE(control.warnings().size(), 1);
    }

    void nothing()
    {
        m_maker.isEmpty = true;
        const auto made = makePyramid(m_order, m_control);
        QVERIFY(!made);
        QCOMPARE(made.error().code, ErrorCode::Invalid);
        QCOMPARE(made.error().message, m_order.nothing);
        QVERIFY(!QFileInfo::exists(m_order.place.folder + QStringLiteral("/out.json")));
    }

    void places()
    {
        QCOMPARE(PyramidPlace::fromOutput(QStringLiteral("a/b/c")).value(),
            (PyramidPlace{QStringLiteral("a/b"), QStringLiteral("c")}));
        QCOMPARE(PyramidPlace::fromOutput(QStringLiteral("c.json")).value(),
            (PyramidPlace{QStringLiteral("."), QStringLiteral("c")}));
        QCOMPARE(PyramidPlace::fromOutput(QStringLiteral("/c")).value(),
            (PyramidPlace{QStringLiteral("/"), QStringLiteral("c")}));
        for (const char *nameless : {"", "a/", "a/..", "/vsis3/bucket/."})
            QVERIFY(!PyramidPlace::fromOutput(QLatin1String(nameless)));
    }

    // Neighbours in the order are neighbours on the ground.
    void keysAreInMortonOrder()
    {
        std::vector<SlabKey> keys;
        for (qint64 row = 0; row < 4; ++row)
            for (qint64 col = 0; col < 4; ++col)
                keys.push_back({3, col, row});
        std::sort(keys.begin(), keys.end());
        for (size_t i = 0; i < keys.size(); ++i) {
            const qint64 code = (keys[i].row & 1) | (keys[i].col & 1) << 1 | (keys[i].row & 2) << 1 | (keys[i].col & 2) << 2;
            QCOMPARE(code, qint64(i));
        }
        QVERIFY((SlabKey{2, 9, 9} < SlabKey{3, 0, 0}));
    }

private:
    QString journalFolder() const { return m_order.place.folder + QStringLiteral("/.out.journal"); }
    std::map<QString, QByteArray> filesBelow() const
    {
        std::map<QString, QByteArray> files;
        QDirIterator it(m_order.place.folder, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
        while (it.hasNext()) {
            const QString path = it.next();
            files[path] = readWholeFile(path).value_or(QByteArray());
        }
        return files;
    }

    QTemporaryDir m_folder;
    PyramidOrder m_order;
    Maker m_maker;
    SilentControl m_control;
};

TUILERIE_TEST_MAIN(PyramidOrderTest)
#include "pyramidordertest.moc"
