// SPDX-License-Identifier: GPL-3.0-or-later
// The file of a working copy in the hands of other programs.
#include "copyfixture.h"
#include "support/testsupport.h"

#include "source/gdalsupport.h"
#include "source/vectorinspect.h"

#include <QFile>

#include <gdal.h>
#include <ogr_api.h>

#include <unistd.h>

using namespace tuilerie;
using namespace tuilerie::test;
using namespace Qt::StringLiterals;

class CopyFileTest : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_files = std::make_unique<CopyFixture>();
        m_files->cloneBoth();
        QVERIFY(!one().isEmpty());
    }

    void otherProgramsSeeTheTablesOnly()
    {
        const auto layers = readVectorLayers(one());
        VERIFY_OK(layers);
        QStringList names;
        for (const VectorLayerInfo &layer : *layers)
            names << layer.name;
        QCOMPARE(names, (QStringList{u"parcelles"_s, u"proprietaires"_s}));
        // Nor where no table of attributes tells GDAL that all tables are listed.
        const QString part = m_files->clone(u"part.gpkg"_s, {{u"parcelles"_s}, {}, {}});
        const auto few = readVectorLayers(part);
        VERIFY_OK(few);
        QCOMPARE(few->size(), size_t(1));
    }

    void editedByGdal()
    {
        GdalErrorTrap trap;
        GDALDatasetH data =
            GDALOpenEx(one().toUtf8().constData(), GDAL_OF_VECTOR | GDAL_OF_UPDATE, nullptr, nullptr, nullptr);
        QVERIFY(data);
        OGRLayerH layer = GDALDatasetGetLayerByName(data, "parcelles");
        OGRFeatureH feature = OGR_L_GetFeature(layer, 2);
        OGR_F_SetFieldString(feature, 1, "été");
        // The geometry is written anew with it.
        QCOMPARE(OGR_L_SetFeature(layer, feature), OGRERR_NONE);
        OGR_F_Destroy(feature);
        QCOMPARE(OGR_L_DeleteFeature(layer, 3), OGRERR_NONE);
        GDALClose(data);
        QCOMPARE(trap.warnings(), QString());
        auto copy = WorkingCopy::open(one(), WorkingCopy::Access::Read);
        VERIFY_OK(copy);
        const auto mine = (*copy)->mine();
        VERIFY_OK(mine);
        const auto list = mine->list(10);
        QCOMPARE(list->size(), 2);
        QCOMPARE((*list)[0].toObject(),
            (QJsonObject{{u"table"_s, u"parcelles"_s}, {u"feature"_s, 2}, {u"op"_s, u"update"_s},
                {u"columns"_s, QJsonArray{u"nom"_s}}}));
        QCOMPARE((*list)[1][u"op"_s], "delete"_L1);
    }

    void headerWrittenAnewIsNoEdit()
    {
        const QByteArray wkt = text("SELECT geom FROM parcelles WHERE fid = 1").toUtf8();
        QVERIFY(edit("UPDATE parcelles SET geom = " + geometryLiteral(wkt) + " WHERE fid = 1"));
        QCOMPARE(mine(), ChangeSet::Count());
    }

    void vacuumedCopiedAndRenamed()
    {
        QVERIFY(edit("UPDATE parcelles SET nom = 'x' WHERE fid = 1; DELETE FROM parcelles WHERE fid = 2"));
        QVERIFY(edit("VACUUM"));
        const QString renamed = m_files->path("été là.gpkg");
        QVERIFY(QFile::copy(one(), renamed));
        QVERIFY(QFile::remove(one()));
        QVERIFY(m_files->push(renamed).isDone);
        QCOMPARE(CopyFixture::text(m_files->server(), "SELECT nom FROM parcelles WHERE fid = 1"), u"x"_s);
        QCOMPARE(CopyFixture::text(m_files->server(), "SELECT count(*) FROM parcelles"), u"4"_s);
    }

    void triggerAndView()
    {
        QVERIFY(edit("CREATE VIEW grandes AS SELECT * FROM parcelles WHERE surface > 10; "
                     "INSERT INTO gpkg_contents(table_name, data_type, identifier, srs_id) VALUES('grandes', 'attributes', "
                     "'grandes', 0); "
                     "CREATE TRIGGER stamp AFTER UPDATE OF nom ON parcelles BEGIN UPDATE parcelles SET code = 'stamped' "
                     "WHERE fid = new.fid; END; "
                     "CREATE TRIGGER added AFTER INSERT ON parcelles BEGIN UPDATE parcelles SET code = 'added' WHERE fid = "
                     "new.fid; END"));
        // It works where somebody edits, and what it did is sent.
        QVERIFY(edit("UPDATE parcelles SET nom = 'x' WHERE fid = 1"));
        QVERIFY(m_files->push(one()).isDone);
        QCOMPARE(CopyFixture::text(m_files->server(), "SELECT nom || code FROM parcelles WHERE fid = 1"), u"xstamped"_s);
        // It does not where the edits of others come in, and is there afterwards.
        QVERIFY(CopyFixture::edit(m_files->two, "UPDATE parcelles SET nom = 'theirs' WHERE fid = 2"));
        QVERIFY(m_files->push(m_files->two).isDone);
        QVERIFY(m_files->pull(one()).isDone);
        QCOMPARE(text("SELECT nom || code FROM parcelles WHERE fid = 2"), u"theirsA2"_s);
        QCOMPARE(mine(), ChangeSet::Count());
        QCOMPARE(text("SELECT group_concat(name) FROM (SELECT name FROM sqlite_master WHERE name IN ('stamp', 'added', "
                      "'grandes') ORDER BY name)"),
            u"added,grandes,stamp"_s);
    }

    void declaredOtherwise_data()
    {
        QTest::addColumn<QByteArray>("sql");
        QTest::addColumn<QString>("rule");
        QTest::addColumn<QString>("column");
        QTest::newRow("column added") << QByteArray("ALTER TABLE proprietaires ADD COLUMN tel TEXT") << u"column-added"_s
                                      << u"tel"_s;
        QTest::newRow("column removed") << QByteArray("ALTER TABLE proprietaires DROP COLUMN nom") << u"column-removed"_s
                                        << u"nom"_s;
        QTest::newRow("column renamed") << QByteArray("ALTER TABLE proprietaires RENAME COLUMN nom TO name")
                                        << u"column-renamed"_s << u"nom"_s;
        QTest::newRow("column retyped") << QByteArray(
            "DROP TABLE proprietaires; CREATE TABLE proprietaires(fid INTEGER PRIMARY KEY, nom INTEGER)")
                                        << u"column-retyped"_s << u"nom"_s;
        QTest::newRow("table added") << QByteArray(
            "CREATE TABLE notes(fid INTEGER PRIMARY KEY, text TEXT); "
            "INSERT INTO gpkg_contents(table_name, data_type, identifier) VALUES('notes', 'attributes', 'notes')")
                                     << u"table-added"_s << QString();
        QTest::newRow("table removed") << QByteArray("DROP TABLE proprietaires") << u"table-removed"_s << QString();
        QTest::newRow("key lost") << QByteArray(
            "DROP TABLE proprietaires; CREATE TABLE proprietaires(fid INTEGER, nom TEXT)")
                                  << u"key-changed"_s << u"fid"_s;
        QTest::newRow("CRS changed") << QByteArray("UPDATE gpkg_geometry_columns SET srs_id = 4326; UPDATE gpkg_contents "
                                                   "SET srs_id = 4326 WHERE table_name = 'parcelles'")
                                     << u"crs-changed"_s << u"geom"_s;
    }
    void declaredOtherwise()
    {
        QFETCH(QByteArray, sql);
        QFETCH(QString, rule);
        QFETCH(QString, column);
        QVERIFY(CopyFixture::edit(m_files->two, "UPDATE parcelles SET nom = 'theirs' WHERE fid = 2"));
        QVERIFY(m_files->push(m_files->two).isDone);
        QVERIFY(edit("UPDATE parcelles SET nom = 'mine' WHERE fid = 1; " + sql));
        const auto pushed = m_files->push(one());
        QVERIFY(!pushed.isDone);
        QVERIFY(!pushed.merged.problems.empty());
        QCOMPARE(pushed.merged.problems[0].rule, rule);
        QCOMPARE(pushed.merged.problems[0].column, column);
        QVERIFY(!pushed.merged.problems[0].message.isEmpty());
        // Nothing came in and nothing went out.
        QCOMPARE(text("SELECT nom FROM parcelles WHERE fid = 2"), u"parcelle 2"_s);
        QCOMPARE(CopyFixture::text(m_files->server(), "SELECT nom FROM parcelles WHERE fid = 1"), u"parcelle 1"_s);
    }

    void theirsHaveAColumnMore()
    {
        QVERIFY(edit("UPDATE proprietaires SET nom = 'mine' WHERE fid = 1"));
        QVERIFY(CopyFixture::edit(m_files->server(),
            "ALTER TABLE proprietaires ADD COLUMN tel TEXT NOT NULL DEFAULT '-'; UPDATE proprietaires SET tel = '02' WHERE "
            "fid = 1"));
        auto copy = WorkingCopy::open(one(), WorkingCopy::Access::Change);
        VERIFY_OK(copy);
        VERIFY_OK((*copy)->database().attach(m_files->server(), "head"));
        auto theirs = (*copy)->emptySet("new_");
        for (const MergedTable &table : (*copy)->tables())
            VERIFY_OK(addDifference(*theirs, table.table, table.base, RowsOf::data(table.table, "head")));
        // The cells of the new column, as the difference of whole data gives them.
        VERIFY_OK(
            (*copy)->database().script("INSERT INTO temp.new_change(tbl, feature, op) SELECT id, 1, 'update' FROM "
                                       "temp.new_change_table WHERE name = 'proprietaires'; "
                                       "INSERT INTO temp.new_cell SELECT max(id), 'tel', '-', '02' FROM temp.new_change"));
        VERIFY_OK((*copy)->keepTheirs(*theirs,
            {u"data"_s, 2, QDateTime::currentDateTimeUtc(), {{u"proprietaires"_s, {u"tel"_s, u"TEXT"_s, true, u"'-'"_s}}}}));
        const auto merged = (*copy)->merge();
        VERIFY_OK(merged);
        QVERIFY(merged->isDone);
        const auto mine = (*copy)->mine();
        VERIFY_OK(mine);
        QCOMPARE(mine->count(), (ChangeSet::Count{0, 1, 0}));
        copy->reset();
        QCOMPARE(text("SELECT group_concat(nom || tel) FROM proprietaires"), u"mine02,Durand-,Martin-"_s);
    }

    void partsOfTheData()
    {
        // About the parcel of x 20 to 28, far away as EPSG:2154 goes: where its coordinates are in degrees.
        const QString few = m_files->clone(u"few.gpkg"_s, {{u"parcelles"_s}, {}, u"code IN ('A2', 'A3')"_s});
        QCOMPARE(CopyFixture::text(few, "SELECT group_concat(fid) FROM parcelles"), u"2,3"_s);
        QCOMPARE(CopyFixture::text(few, "SELECT count(*) FROM rtree_parcelles_geom"), u"2"_s);
        QCOMPARE(CopyFixture::text(few, "SELECT count(*) FROM sqlite_master WHERE name = 'proprietaires'"), u"0"_s);
        // A new feature gets an id that no other one of the layer has.
        QVERIFY(CopyFixture::edit(few, "INSERT INTO parcelles(nom) VALUES('new')"));
        QCOMPARE(CopyFixture::text(few, "SELECT fid FROM parcelles WHERE nom = 'new'"), u"6"_s);
        QVERIFY(m_files->push(few).isDone);
        QCOMPARE(CopyFixture::text(m_files->server(), "SELECT count(*) FROM parcelles"), u"6"_s);
        QVERIFY(m_files->clone(u"bad.gpkg"_s, {{}, {}, u"nosuch = 1"_s}).isEmpty());
        QVERIFY(!QFile::exists(m_files->path("bad.gpkg")));
        QVERIFY(m_files->clone(u"bad.gpkg"_s, {{u"nosuch"_s}, {}, {}}).isEmpty());
    }

    void readOnly()
    {
        QVERIFY(edit("UPDATE parcelles SET nom = 'x' WHERE fid = 1"));
        QFile::setPermissions(one(), QFile::ReadOwner);
        const auto restored = qScopeGuard([&] { QFile::setPermissions(one(), QFile::ReadOwner | QFile::WriteOwner); });
        QCOMPARE(mine(), (ChangeSet::Count{0, 1, 0}));
        if (::geteuid() == 0)
            QSKIP("root may write to every file");
        const auto copy = WorkingCopy::open(one(), WorkingCopy::Access::Change);
        QVERIFY(!copy);
        QCOMPARE(copy.error().code, ErrorCode::Denied);
    }

    void diskFull()
    {
        QVERIFY(CopyFixture::edit(m_files->two, "UPDATE parcelles SET nom = printf('%.*c', 300000, 'x')"));
        QVERIFY(m_files->push(m_files->two).isDone);
        QVERIFY(edit("UPDATE parcelles SET code = 'mine' WHERE fid = 1"));
        auto copy = WorkingCopy::open(one(), WorkingCopy::Access::Change);
        VERIFY_OK(copy);
        VERIFY_OK((*copy)->database().attach(m_files->server(), "head"));
        auto theirs = (*copy)->emptySet("new_");
        for (const MergedTable &table : (*copy)->tables())
            VERIFY_OK(addDifference(*theirs, table.table, table.base, RowsOf::data(table.table, "head")));
        // SQLite says the same of a disk and of a file that may not grow.
        const qint64 pages = (*copy)->database().number("PRAGMA main.page_count");
        (void)(*copy)->database().number("PRAGMA main.max_page_count = " + QByteArray::number(pages + 600));
        VERIFY_OK((*copy)->keepTheirs(*theirs, {u"data"_s, 2, QDateTime::currentDateTimeUtc(), {}}));
        const auto merged = (*copy)->merge();
        QVERIFY(!merged);
        QCOMPARE(merged.error().code, ErrorCode::DiskFull);
        copy->reset();
        QCOMPARE(text("SELECT code || nom FROM parcelles WHERE fid = 1"), u"mineparcelle 1"_s);
        QCOMPARE(mine(), (ChangeSet::Count{0, 1, 0}));
        QVERIFY(m_files->push(one()).isDone);
        QCOMPARE(text("SELECT code || length(nom) FROM parcelles WHERE fid = 1"), u"mine300000"_s);
    }

    void keptForThirtyDaysOfTheServer()
    {
        const QDateTime moment = QDateTime::fromString(u"2020-01-01T00:00:00Z"_s, Qt::ISODate);
        const auto mergeAt = [&](const QDateTime &now, qint64 version, const QByteArray &theirCell) {
            auto copy = WorkingCopy::open(one(), WorkingCopy::Access::Change);
            auto theirs = (*copy)->emptySet("new_");
            (void)(*copy)->database().run(
                "INSERT INTO temp.new_change SELECT 1, id, 1, 'update' FROM temp.new_change_table WHERE name = 'parcelles'");
            (void)(*copy)->database().run(
                "INSERT INTO temp.new_cell SELECT 1, 'nom', c1, " + theirCell + " FROM gpkgtuilerie_base_1 WHERE k = 1");
            (void)(*copy)->keepTheirs(*theirs, {u"data"_s, version, now, {}});
            (void)(*copy)->choose({{}, {}, {}, true});
            const auto merged = (*copy)->merge();
            return merged && merged->isDone ? (*copy)->kept()->size() : qsizetype(-1);
        };
        QVERIFY(edit("UPDATE parcelles SET nom = 'mine' WHERE fid = 1"));
        QCOMPARE(mergeAt(moment, 2, "'a'"), 1);
        QCOMPARE(mergeAt(moment.addDays(29), 3, "'b'"), 2);
        QCOMPARE(mergeAt(moment.addDays(31), 4, "'c'"), 2); // the first is gone, whatever the clock is here
    }

    void noWorkingCopy()
    {
        const auto none = WorkingCopy::open(m_files->server(), WorkingCopy::Access::Read);
        QVERIFY(!none);
        QCOMPARE(none.error().code, ErrorCode::Invalid);
        QCOMPARE(WorkingCopy::open(m_files->path("nothing"), WorkingCopy::Access::Read).error().code, ErrorCode::NotFound);
        QVERIFY(edit("UPDATE gpkgtuilerie_copy SET value = '99' WHERE name = 'format'"));
        QCOMPARE(WorkingCopy::open(one(), WorkingCopy::Access::Read).error().code, ErrorCode::Unsupported);
        QVERIFY(m_files->clone(u"one.gpkg"_s).isEmpty()); // never over a file that is there
    }

    void noChanges()
    {
        const QString file = m_files->path("strange");
        for (const QByteArray &sql : {QByteArray("CREATE TABLE about(name, value)"),
                 QByteArray("PRAGMA application_id = 0x54554348; CREATE TABLE about(name, value); "
                            "CREATE TABLE change_table(id, name, key); CREATE TABLE change(id, tbl, feature, op); CREATE "
                            "TABLE cell(change, name, old, new); "
                            "INSERT INTO change_table VALUES(1, 'parcelles', 'fid'); INSERT INTO change VALUES(1, 1, 'one', "
                            "'update')")}) {
            QFile::remove(file);
            auto made = SqlDatabase::createToFill(file);
            VERIFY_OK(made);
            VERIFY_OK((*made)->script(sql));
            made->reset();
            const auto taken = applyPush(m_files->server(), file, {});
            QVERIFY(!taken);
            QCOMPARE(taken.error().code, ErrorCode::Invalid);
        }
    }

private:
    QString one() const { return m_files->one; }
    bool edit(const QByteArray &sql) { return CopyFixture::edit(one(), sql); }
    QString text(const QByteArray &sql) { return CopyFixture::text(one(), sql); }
    ChangeSet::Count mine()
    {
        auto copy = WorkingCopy::open(one(), WorkingCopy::Access::Read);
        auto set = copy ? (*copy)->mine() : fail(copy.error());
        return set ? set->count() : ChangeSet::Count{-1, -1, -1};
    }
    std::unique_ptr<CopyFixture> m_files;
};

TUILERIE_TEST_MAIN(CopyFileTest)
#include "copyfiletest.moc"
