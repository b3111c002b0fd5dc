// SPDX-License-Identifier: GPL-3.0-or-later
// Two people edit copies of one layer: what merges, what is a conflict, what breaks a rule.
#include "copyfixture.h"
#include "support/testsupport.h"

#include "changes/geometryblob.h"

using namespace tuilerie;
using namespace tuilerie::test;
using namespace Qt::StringLiterals;

class CopyMergeTest : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_files = std::make_unique<CopyFixture>();
        m_files->cloneBoth();
        QVERIFY(!m_files->one.isEmpty() && !m_files->two.isEmpty());
    }

    void pushedEditsReachTheOther()
    {
        QVERIFY(edit(one(),
            "UPDATE parcelles SET nom = 'x' WHERE fid = 1; DELETE FROM parcelles WHERE fid = 5; "
            "INSERT INTO proprietaires(nom) VALUES('Petit')"));
        const auto pushed = m_files->push(one());
        QVERIFY(pushed.isDone);
        QCOMPARE(pushed.outcome.pushed, (ChangeSet::Count{1, 1, 1}));
        QCOMPARE(text(server(), "SELECT nom FROM parcelles WHERE fid = 1"), u"x"_s);
        const auto pulled = m_files->pull(two());
        QVERIFY(pulled.isDone);
        QCOMPARE(text(two(), "SELECT nom FROM parcelles WHERE fid = 1"), u"x"_s);
        QCOMPARE(text(two(), "SELECT count(*) FROM parcelles"), u"4"_s);
        QCOMPARE(text(two(), "SELECT nom FROM proprietaires WHERE fid = 4"), u"Petit"_s);
        // The index and the counts of other programs are right, too.
        QCOMPARE(text(two(), "SELECT count(*) FROM rtree_parcelles_geom"), u"4"_s);
        QCOMPARE(text(two(), "SELECT feature_count FROM gpkg_ogr_contents WHERE table_name = 'parcelles'"), u"4"_s);
        QCOMPARE(mine(two()), ChangeSet::Count());
        QCOMPARE(mine(one()), ChangeSet::Count());
    }

    void sameCell()
    {
        diverge("UPDATE parcelles SET nom = 'theirs' WHERE fid = 1", "UPDATE parcelles SET nom = 'mine' WHERE fid = 1");
        const QByteArray before = hashOf(server());
        const auto pushed = m_files->push(two());
        QVERIFY(!pushed.isDone);
        QCOMPARE(pushed.merged.conflicts.size(), size_t(1));
        const QJsonObject conflict = pushed.merged.conflicts[0].toJson();
        QCOMPARE(conflict,
            (QJsonObject{{u"table"_s, u"parcelles"_s}, {u"feature"_s, 1}, {u"column"_s, u"nom"_s}, {u"kind"_s, u"cell"_s},
                {u"base"_s, u"parcelle 1"_s}, {u"mine"_s, u"mine"_s}, {u"theirs"_s, u"theirs"_s}}));
        QCOMPARE(hashOf(server()), before);
        QCOMPARE(text(two(), "SELECT nom FROM parcelles WHERE fid = 1"), u"mine"_s);
        choose({u"parcelles"_s, 1, u"nom"_s, true});
        QVERIFY(m_files->push(two()).isDone);
        QCOMPARE(text(server(), "SELECT nom FROM parcelles WHERE fid = 1"), u"mine"_s);
        QVERIFY(m_files->pull(one()).isDone);
        QCOMPARE(text(one(), "SELECT nom FROM parcelles WHERE fid = 1"), u"mine"_s);
    }

    void sameCellTheSame()
    {
        diverge("UPDATE parcelles SET nom = 'same' WHERE fid = 1", "UPDATE parcelles SET nom = 'same' WHERE fid = 1");
        const auto pushed = m_files->push(two());
        QVERIFY(pushed.isDone);
        QCOMPARE(pushed.outcome.pushed.total(), 0);
    }

    void editAgainstDelete_data() { sides(); }
    void editAgainstDelete()
    {
        QFETCH(bool, isMine);
        diverge("DELETE FROM parcelles WHERE fid = 2", "UPDATE parcelles SET nom = 'edited' WHERE fid = 2");
        const auto pushed = m_files->push(two());
        QCOMPARE(pushed.merged.conflicts.size(), size_t(1));
        const QJsonObject conflict = pushed.merged.conflicts[0].toJson();
        QCOMPARE(conflict["kind"_L1], "edit-delete"_L1);
        QCOMPARE(conflict["column"_L1], QJsonValue::Null);
        QCOMPARE(conflict["mine"_L1]["nom"_L1], "edited"_L1);
        QCOMPARE(conflict["theirs"_L1], QJsonValue::Null);
        choose({u"parcelles"_s, 2, {}, isMine});
        QVERIFY(m_files->push(two()).isDone);
        for (const QString &file : {server(), two()})
            QCOMPARE(text(file, "SELECT coalesce(max(nom), 'gone') FROM parcelles WHERE fid = 2"),
                isMine ? u"edited"_s : u"gone"_s);
        QCOMPARE(text(server(), "SELECT count(*) FROM rtree_parcelles_geom"), isMine ? u"5"_s : u"4"_s);
    }

    void deleteAgainstEdit_data() { sides(); }
    void deleteAgainstEdit()
    {
        QFETCH(bool, isMine);
        diverge("UPDATE parcelles SET nom = 'edited' WHERE fid = 2", "DELETE FROM parcelles WHERE fid = 2");
        const auto pushed = m_files->push(two());
        QCOMPARE(pushed.merged.conflicts.size(), size_t(1));
        QCOMPARE(pushed.merged.conflicts[0].kind, u"delete-edit"_s);
        choose({u"parcelles"_s, 2, {}, isMine});
        QVERIFY(m_files->push(two()).isDone);
        for (const QString &file : {server(), two()}) {
            QCOMPARE(text(file, "SELECT coalesce(max(nom || code), 'gone') FROM parcelles WHERE fid = 2"),
                isMine ? u"gone"_s : u"editedA2"_s);
            QCOMPARE(text(file, "SELECT count(*) FROM rtree_parcelles_geom"), isMine ? u"4"_s : u"5"_s);
        }
    }

    void sameIdChosenTwice()
    {
        // Of both sides three new ones, of which theirs takes the ids of the first two.
        diverge(
            "INSERT INTO parcelles(fid, geom, nom) VALUES(6, " + geometryLiteral("POINT(1 1)") + ", 't6'), (7, NULL, 't7')",
            "INSERT INTO parcelles(fid, geom, nom) VALUES(6, " + geometryLiteral("POINT(2 2)")
                + ", 'm6'), (7, NULL, 'm7'), (8, NULL, 'm8')");
        const auto pushed = m_files->push(two());
        QVERIFY(pushed.isDone);
        QCOMPARE(pushed.merged.conflicts.size(), size_t(0));
        QCOMPARE(pushed.merged.remapped.size(), 2);
        for (const QString &file : {server(), two()}) {
            QCOMPARE(text(file, "SELECT group_concat(fid || nom) FROM (SELECT * FROM parcelles WHERE fid > 5 ORDER BY fid)"),
                u"6t6,7t7,8m8,9m6,10m7"_s);
            QCOMPARE(text(file, "SELECT minx FROM rtree_parcelles_geom WHERE id = 9"), u"2.0"_s);
        }
        QCOMPARE(mine(two()), ChangeSet::Count());
    }

    void geometryAgainstAttribute()
    {
        diverge("UPDATE parcelles SET geom = " + geometryLiteral("POLYGON((0 0,1 0,1 1,0 0))") + " WHERE fid = 3",
            "UPDATE parcelles SET nom = 'named', surface = 7.5 WHERE fid = 3");
        const auto pushed = m_files->push(two());
        QVERIFY(pushed.isDone);
        QCOMPARE(text(server(), "SELECT nom || surface FROM parcelles WHERE fid = 3"), u"named7.5"_s);
        QCOMPARE(text(server(), "SELECT geom FROM parcelles WHERE fid = 3"), u"POLYGON ((0 0,1 0,1 1,0 0))"_s);
        QCOMPARE(text(server(), "SELECT maxx FROM rtree_parcelles_geom WHERE id = 3"), u"1.0"_s);
    }

    void geometryOnBothSides()
    {
        diverge("UPDATE parcelles SET geom = " + geometryLiteral("POINT(1 1)") + " WHERE fid = 3",
            "UPDATE parcelles SET geom = " + geometryLiteral("POINT(2 2)") + " WHERE fid = 3");
        const auto pushed = m_files->push(two());
        QCOMPARE(pushed.merged.conflicts.size(), size_t(1));
        QCOMPARE(pushed.merged.conflicts[0].theirs, "POINT (1 1)"_L1);
    }

    void brokenByMerge_data()
    {
        QTest::addColumn<QByteArray>("rule");
        QTest::addColumn<QByteArray>("theirs");
        QTest::addColumn<QByteArray>("mine");
        QTest::addColumn<QString>("word");
        QTest::addColumn<QString>("column");
        QTest::newRow("NOT NULL")
            << QByteArray("CREATE TABLE new(fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, nom TEXT NOT NULL)")
            << QByteArray()
            << QByteArray(
                   "ALTER TABLE proprietaires RENAME TO old; CREATE TABLE proprietaires(fid INTEGER PRIMARY KEY, nom TEXT); "
                   "INSERT INTO proprietaires SELECT * FROM old; DROP TABLE old; UPDATE proprietaires SET nom = NULL WHERE "
                   "fid = 1")
            << u"not-null"_s << u"nom"_s;
        QTest::newRow("UNIQUE") << QByteArray(
            "CREATE TABLE new(fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, nom TEXT UNIQUE)")
                                << QByteArray("UPDATE proprietaires SET nom = 'same' WHERE fid = 1")
                                << QByteArray("UPDATE proprietaires SET nom = 'same' WHERE fid = 2") << u"unique"_s
                                << u"nom"_s;
        QTest::newRow("FOREIGN KEY") << QByteArray("CREATE TABLE new(fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, nom "
                                                   "TEXT, parcelle INTEGER REFERENCES parcelles(fid))")
                                     << QByteArray("DELETE FROM parcelles WHERE fid = 4")
                                     << QByteArray("UPDATE proprietaires SET parcelle = 4 WHERE fid = 1") << u"foreign-key"_s
                                     << u"parcelle"_s;
    }
    void brokenByMerge()
    {
        QFETCH(QByteArray, rule);
        QFETCH(QByteArray, theirs);
        QFETCH(QByteArray, mine);
        QFETCH(QString, word);
        QFETCH(QString, column);
        QVERIFY(edit(server(),
            rule
                + "; INSERT INTO new(fid, nom) SELECT fid, nom FROM proprietaires; DROP TABLE proprietaires; ALTER TABLE "
                  "new RENAME TO proprietaires"));
        m_files->version = 1;
        const QString a = m_files->clone(u"a.gpkg"_s), b = m_files->clone(u"b.gpkg"_s);
        if (!theirs.isEmpty()) {
            QVERIFY(edit(a, theirs));
            QVERIFY(m_files->push(a).isDone);
        }
        QVERIFY(edit(b, mine));
        const QByteArray server = hashOf(this->server());
        const auto pushed = m_files->push(b);
        QVERIFY(!pushed.isDone);
        QCOMPARE(hashOf(this->server()), server);
        const ChangeProblems problems = pushed.merged.problems.empty() ? pushed.outcome.problems : pushed.merged.problems;
        QCOMPARE(problems.size(), size_t(1));
        QCOMPARE(problems[0].rule, word);
        QCOMPARE(problems[0].table, u"proprietaires"_s);
        QCOMPARE(problems[0].column, column);
        QVERIFY(!problems[0].message.isEmpty());
    }

    void checkOverTwoCells()
    {
        QVERIFY(edit(server(),
            "CREATE TABLE new(fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, nom TEXT, a INTEGER DEFAULT 1, b INTEGER "
            "DEFAULT 9, "
            "CONSTRAINT a_below_b CHECK(a < b)); INSERT INTO new(fid, nom) SELECT fid, nom FROM proprietaires; DROP TABLE "
            "proprietaires; "
            "ALTER TABLE new RENAME TO proprietaires"));
        const QString a = m_files->clone(u"a.gpkg"_s), b = m_files->clone(u"b.gpkg"_s);
        QVERIFY(edit(a, "UPDATE proprietaires SET b = 3 WHERE fid = 1"));
        QVERIFY(m_files->push(a).isDone);
        QVERIFY(edit(b, "UPDATE proprietaires SET a = 5 WHERE fid = 1"));
        const auto pushed = m_files->push(b);
        QCOMPARE(pushed.merged.problems.size(), size_t(1));
        QCOMPARE(pushed.merged.problems[0].rule, u"check"_s);
        QCOMPARE(pushed.merged.problems[0].column, u"a_below_b"_s);
        QCOMPARE(text(b, "SELECT a || ' ' || b FROM proprietaires WHERE fid = 1"), u"5 9"_s); // nothing was changed
        QVERIFY(edit(b, "UPDATE proprietaires SET a = 2 WHERE fid = 1"));
        QVERIFY(m_files->push(b).isDone);
        QCOMPARE(text(server(), "SELECT a || ' ' || b FROM proprietaires WHERE fid = 1"), u"2 3"_s);
    }

    void uniqueValuesChangePlaces()
    {
        QVERIFY(edit(server(), "CREATE UNIQUE INDEX one_name ON proprietaires(nom)"));
        const QString a = m_files->clone(u"a.gpkg"_s), b = m_files->clone(u"b.gpkg"_s);
        QVERIFY(edit(a,
            "UPDATE proprietaires SET nom = 'z' WHERE fid = 1; UPDATE proprietaires SET nom = 'Dupont' WHERE fid = 2; "
            "UPDATE proprietaires SET nom = 'Durand' WHERE fid = 1"));
        QVERIFY(m_files->push(a).isDone);
        QVERIFY(m_files->pull(b).isDone);
        for (const QString &file : {server(), b})
            QCOMPARE(text(file, "SELECT group_concat(nom) FROM (SELECT nom FROM proprietaires ORDER BY fid)"),
                u"Durand,Dupont,Martin"_s);
    }

    void referencesFollowNewIds()
    {
        QVERIFY(edit(server(), "ALTER TABLE proprietaires ADD COLUMN parcelle INTEGER REFERENCES parcelles(fid)"));
        const QString a = m_files->clone(u"a.gpkg"_s), b = m_files->clone(u"b.gpkg"_s);
        QVERIFY(edit(
            a, "INSERT INTO parcelles(fid, nom) VALUES(6, 'theirs'); UPDATE proprietaires SET parcelle = 6 WHERE fid = 1"));
        QVERIFY(m_files->push(a).isDone);
        QVERIFY(edit(
            b, "INSERT INTO parcelles(fid, nom) VALUES(6, 'mine'); UPDATE proprietaires SET parcelle = 6 WHERE fid = 2"));
        QVERIFY(m_files->push(b).isDone);
        QCOMPARE(text(server(),
                     "SELECT group_concat(o.nom || ' ' || p.nom) FROM proprietaires o JOIN parcelles p ON p.fid = "
                     "o.parcelle ORDER BY o.fid"),
            u"Dupont theirs,Durand mine"_s);
    }

    void losersAreKeptAndRestored()
    {
        diverge("UPDATE parcelles SET nom = 'theirs' WHERE fid = 1; DELETE FROM parcelles WHERE fid = 2",
            "UPDATE parcelles SET nom = 'mine' WHERE fid = 1; UPDATE parcelles SET nom = 'edited' WHERE fid = 2");
        QCOMPARE(m_files->push(two()).merged.conflicts.size(), size_t(2));
        choose({{}, {}, {}, false});
        QVERIFY(m_files->push(two()).isDone);
        QCOMPARE(text(two(), "SELECT group_concat(nom) FROM parcelles WHERE fid < 3"), u"theirs"_s);
        {
            auto copy = WorkingCopy::open(two(), WorkingCopy::Access::Change);
            VERIFY_OK(copy);
            const auto kept = (*copy)->kept();
            VERIFY_OK(kept);
            QCOMPARE(kept->size(), 2);
            for (const QJsonValue item : *kept) {
                const auto problems = (*copy)->restore(item["id"_L1].toInteger());
                VERIFY_OK(problems);
                QVERIFY(problems->empty());
            }
            QCOMPARE((*copy)->kept()->size(), 0);
        }
        QCOMPARE(text(two(), "SELECT group_concat(nom || code) FROM parcelles WHERE fid < 3"), u"mineA1,editedA2"_s);
        QCOMPARE(mine(two()), (ChangeSet::Count{1, 1, 0}));
        QVERIFY(m_files->push(two()).isDone);
        QCOMPARE(text(server(), "SELECT geom FROM parcelles WHERE fid = 2"),
            text(one(), "SELECT geom FROM parcelles WHERE fid = 1").replace(u"10"_s, u"20"_s).replace(u"18"_s, u"28"_s));
    }

    void choicesStandUntilTheOtherSideChangesAgain()
    {
        diverge("UPDATE parcelles SET nom = 't', code = 't' WHERE fid = 1",
            "UPDATE parcelles SET nom = 'm', code = 'm' WHERE fid = 1");
        QCOMPARE(m_files->push(two()).merged.conflicts.size(), size_t(2));
        choose({u"parcelles"_s, 1, u"nom"_s, true});
        choose({u"parcelles"_s, 1, u"code"_s, true});
        QVERIFY(edit(one(), "UPDATE parcelles SET code = 't2' WHERE fid = 1"));
        QVERIFY(m_files->push(one()).isDone);
        const auto again = m_files->push(two());
        QCOMPARE(again.merged.conflicts.size(), size_t(1));
        QCOMPARE(again.merged.conflicts[0].column, u"code"_s);
        // One by one, then the rest.
        choose({{}, {}, {}, false});
        QVERIFY(m_files->push(two()).isDone);
        QCOMPARE(text(server(), "SELECT nom || code FROM parcelles WHERE fid = 1"), u"mt2"_s);
    }

    void answerLostAndMoreEdited()
    {
        QVERIFY(edit(
            one(), "UPDATE parcelles SET nom = 'first' WHERE fid = 1; INSERT INTO parcelles(fid, nom) VALUES(6, 'new')"));
        // Taken by the server, but nobody hears of it; meanwhile the same is edited on.
        auto copy = WorkingCopy::open(one(), WorkingCopy::Access::Change);
        VERIFY_OK(copy);
        const auto sent = (*copy)->mine();
        VERIFY_OK(sent);
        VERIFY_OK((*copy)->keepSent(*sent, u"p1"_s));
        VERIFY_OK(writeChangeFile(*sent, m_files->path("lost"), {{u"base"_s, u"v1"_s}}));
        VERIFY_OK(applyPush(server(), m_files->path("lost"), u"v1"_s));
        m_files->version = 2;
        QVERIFY(edit(
            one(), "UPDATE parcelles SET nom = 'second' WHERE fid = 1; UPDATE parcelles SET nom = 'newer' WHERE fid = 6"));
        QCOMPARE((*copy)->sent(), u"p1"_s);
        VERIFY_OK((*copy)->pushed(u"data"_s, 2));
        copy->reset();
        QCOMPARE(mine(one()), (ChangeSet::Count{0, 2, 0}));
        QVERIFY(m_files->push(one()).isDone);
        QCOMPARE(text(server(), "SELECT group_concat(nom) FROM parcelles WHERE fid IN (1, 6)"), u"second,newer"_s);
    }

    void severalVersionsAtOnce()
    {
        // As files that follow each other give it: added and deleted again, edited twice and back, deleted and added anew.
        const QByteArray steps[] = {"UPDATE parcelles SET nom = 'a' WHERE fid IN (1, 2); INSERT INTO parcelles(fid, nom) "
                                    "VALUES(6, 'n6'), (7, 'n7'); DELETE FROM parcelles WHERE fid = 3",
            "UPDATE parcelles SET nom = 'b' WHERE fid = 1; UPDATE parcelles SET nom = 'parcelle 2' WHERE fid = 2; DELETE "
            "FROM parcelles WHERE fid = 6; "
            "UPDATE parcelles SET code = 'c7' WHERE fid = 7; INSERT INTO parcelles(fid, nom, code) VALUES(3, 'parcelle 3', "
            "'back')",
            "DELETE FROM parcelles WHERE fid = 4"};
        QStringList files;
        for (const QByteArray &step : steps) {
            QVERIFY(edit(one(), step));
            auto copy = WorkingCopy::open(one(), WorkingCopy::Access::Change);
            VERIFY_OK(copy);
            const auto set = (*copy)->mine();
            files << m_files->path(u"step%1"_s.arg(files.size()));
            VERIFY_OK(writeChangeFile(*set, files.last(), {{u"base"_s, u"v"_s + QString::number(m_files->version)}}));
            copy->reset();
            QVERIFY(m_files->push(one()).isDone);
        }
        auto copy = WorkingCopy::open(two(), WorkingCopy::Access::Change);
        VERIFY_OK(copy);
        auto together = (*copy)->emptySet("together_"), direct = (*copy)->emptySet("direct_");
        VERIFY_OK(readChangeFiles(files, (*copy)->tables(), *together));
        VERIFY_OK((*copy)->database().attach(server(), "head"));
        for (const MergedTable &table : (*copy)->tables())
            VERIFY_OK(addDifference(*direct, table.table, table.base, RowsOf::data(table.table, "head")));
        QCOMPARE(together->count(), (ChangeSet::Count{1, 2, 1}));
        QCOMPARE(*together->hash(), *direct->hash());
    }

    void curvesAndZMAndNothing()
    {
        const QByteArray curve = geometryLiteral("CIRCULARSTRING(0 0,1 1,2 0)"), zm = geometryLiteral("POINT ZM (1 2 3 4)");
        diverge("UPDATE parcelles SET geom = " + curve + " WHERE fid = 1; UPDATE parcelles SET geom = " + zm
                + " WHERE fid = 2; "
                  "UPDATE parcelles SET geom = NULL WHERE fid = 3; UPDATE parcelles SET geom = "
                + geometryLiteral("POLYGON EMPTY") + " WHERE fid = 4",
            "UPDATE parcelles SET nom = 'n'");
        QVERIFY(m_files->push(two()).isDone);
        const QByteArray geometries = "SELECT group_concat(quote(geom)) FROM (SELECT geom FROM parcelles ORDER BY fid)";
        for (const QString &file : {server(), two()})
            QCOMPARE(text(file, geometries), text(one(), geometries));
        QCOMPARE(text(two(), "SELECT geom FROM parcelles WHERE fid = 2"), u"POINT ZM (1 2 3 4)"_s);
        QCOMPARE(text(two(), "SELECT group_concat(id) FROM (SELECT id FROM rtree_parcelles_geom ORDER BY id)"), u"1,2,5"_s);
        // The arc reaches above its ends.
        QCOMPARE(text(server(), "SELECT maxy FROM rtree_parcelles_geom WHERE id = 1"), u"1.0"_s);
        // NULL and empty are two things.
        QVERIFY(edit(two(), "UPDATE parcelles SET geom = " + geometryLiteral("POLYGON EMPTY") + " WHERE fid = 3"));
        QCOMPARE(mine(two()).updates, 1);
    }

    void geometryInAnotherCrs()
    {
        QVERIFY(edit(two(), "UPDATE parcelles SET geom = " + geometryLiteral("POINT(2 48)", 4326) + " WHERE fid = 1"));
        const auto pushed = m_files->push(two());
        QVERIFY(!pushed.isDone);
        QCOMPARE(pushed.outcome.problems.size(), size_t(1));
        QCOMPARE(pushed.outcome.problems[0].rule, u"crs"_s);
        QCOMPARE(pushed.outcome.problems[0].feature, 1);
        QVERIFY(edit(two(), "UPDATE parcelles SET geom = x'00112233' WHERE fid = 1"));
        QCOMPARE(m_files->push(two()).outcome.problems[0].rule, u"geometry"_s);
    }

    void tenThousandEdits()
    {
        const QByteArray many = "WITH RECURSIVE n(i) AS (SELECT 100 UNION ALL SELECT i + 1 FROM n WHERE i < 20099) INSERT "
                                "INTO parcelles(fid, geom, nom) SELECT i, "
            + geometryLiteral("POINT(5 5)") + ", 'n' || i FROM n";
        QVERIFY(edit(server(), many));
        const QString a = m_files->clone(u"a.gpkg"_s), b = m_files->clone(u"b.gpkg"_s);
        QVERIFY(edit(a, "UPDATE parcelles SET nom = 'a' || fid WHERE fid BETWEEN 100 AND 10099"));
        QVERIFY(edit(b, "UPDATE parcelles SET code = 'b' || fid WHERE fid BETWEEN 5100 AND 15099"));
        QVERIFY(m_files->push(a).isDone);
        const auto pushed = m_files->push(b);
        QVERIFY(pushed.isDone);
        QCOMPARE(pushed.outcome.pushed.updates, 10000);
        QCOMPARE(text(server(), "SELECT count(*) FROM parcelles WHERE nom = 'a' || fid AND code = 'b' || fid"), u"5000"_s);
        QCOMPARE(text(server(), "SELECT count(*) FROM rtree_parcelles_geom"), u"20005"_s);
    }

    void caseInAColumnThatDoesNotMindIt()
    {
        QVERIFY(edit(server(),
            "ALTER TABLE proprietaires ADD COLUMN ville TEXT COLLATE NOCASE; UPDATE proprietaires SET ville = 'brest'"));
        const QString a = m_files->clone(u"a.gpkg"_s);
        QVERIFY(edit(a, "UPDATE proprietaires SET ville = 'Brest' WHERE fid = 1"));
        QVERIFY(m_files->push(a).isDone);
        QCOMPARE(text(server(), "SELECT group_concat(ville) FROM proprietaires"), u"Brest,brest,brest"_s);
    }

private:
    QString one() const { return m_files->one; }
    QString two() const { return m_files->two; }
    QString server() const { return m_files->server(); }
    static bool edit(const QString &file, const QByteArray &sql) { return CopyFixture::edit(file, sql); }
    static QString text(const QString &file, const QByteArray &sql) { return CopyFixture::text(file, sql); }
    static QByteArray hashOf(const QString &file)
    {
        QFile opened(file);
        return opened.open(QIODevice::ReadOnly) ? opened.readAll() : QByteArray();
    }
    static ChangeSet::Count mine(const QString &file)
    {
        auto copy = WorkingCopy::open(file, WorkingCopy::Access::Read);
        auto set = copy ? (*copy)->mine() : fail(copy.error());
        return set ? set->count() : ChangeSet::Count{-1, -1, -1};
    }
    static void sides()
    {
        QTest::addColumn<bool>("isMine");
        QTest::newRow("mine") << true;
        QTest::newRow("theirs") << false;
    }
    void diverge(const QByteArray &theirs, const QByteArray &mine)
    {
        QVERIFY(edit(one(), theirs));
        QVERIFY(m_files->push(one()).isDone);
        QVERIFY(edit(two(), mine));
    }
    void choose(const WorkingCopy::Choice &choice)
    {
        auto copy = WorkingCopy::open(two(), WorkingCopy::Access::Change);
        VERIFY_OK(copy);
        const auto count = (*copy)->choose(choice);
        VERIFY_OK(count);
        QVERIFY(*count > 0);
    }
    std::unique_ptr<CopyFixture> m_files;
};

TUILERIE_TEST_MAIN(CopyMergeTest)
#include "copymergetest.moc"
