// SPDX-License-Identifier: GPL-3.0-or-later
#include "source/filesearch.h"
#include "source/inspect.h"
#include "source/sqldump/dumpcopy.h"
#include "source/vectorinspect.h"
#include "source/vectoropen.h"
#include "source/workcopy.h"
#include "support/testsupport.h"

#include <QJsonObject>
#include <gdal_priv.h>
#include <ogrsf_frmts.h>
#include <zlib.h>

using namespace tuilerie;
using namespace tuilerie::test;
using namespace Qt::StringLiterals;

namespace {

const QByteArray polygon =
    "01060000206A08000001000000010300000001000000040000000000000000000000000000000000000000000000000024"
    "4000000000000000000000000000000000000000000000244000000000000000000000000000000000";
const QByteArray point = "0101000020E610000000000000000000400000000000004840"; // 2 48, EPSG:4326

QString isoWkt(const OGRGeometry &shape)
{
    char *text = nullptr;
    shape.exportToWkt(&text, wkbVariantIso);
    const QString wkt = QString::fromLatin1(text);
    CPLFree(text);
    return wkt;
}

/// "a=1|b=NULL|POINT (2 48)" for each feature.
QStringList rowsOf(OGRLayer &layer)
{
    QStringList rows;
    for (const auto &feature : layer) {
        QStringList values;
        for (int i = 0; i < feature->GetFieldCount(); ++i) {
            const QString name = QString::fromUtf8(feature->GetFieldDefnRef(i)->GetNameRef());
            values << name + u'='
                    + (feature->IsFieldSetAndNotNull(i) ? QString::fromUtf8(feature->GetFieldAsString(i)) : u"NULL"_s);
        }
        if (const OGRGeometry *shape = feature->GetGeometryRef())
            values << isoWkt(*shape);
        rows << values.join(u'|');
    }
    return rows;
}

QByteArray wktOf(const OGRSpatialReference &system)
{
    char *text = nullptr;
    system.exportToWkt(&text);
    const QByteArray wkt(text);
    CPLFree(text);
    return wkt;
}

} // namespace

class SqlDumpTest : public QObject
{
    Q_OBJECT

    TemporaryProfile m_profile;
    std::unique_ptr<QTemporaryDir> m_folder;
    GdalDataset m_data;
    QString m_notes;

    QString put(const QByteArray &content, const QString &name = u"d.sql"_s) const
    {
        QFile file(m_folder->filePath(name));
        const bool isWritten = file.open(QIODevice::WriteOnly) && file.write(content) == content.size();
        return isWritten ? m_folder->filePath(name) : QString();
    }
    OGRLayer *open(const QString &path, const char *name = nullptr)
    {
        auto opened = openVector(path, {.warnings = &m_notes});
        if (!opened) {
            qWarning("%s", qPrintable(opened.error().message));
            return nullptr;
        }
        m_data = std::move(*opened);
        auto *data = GDALDataset::FromHandle(m_data.get());
        return name ? data->GetLayerByName(name) : data->GetLayer(0);
    }
    QStringList rows(const QByteArray &dump, const char *name = nullptr)
    {
        OGRLayer *found = open(put(dump), name);
        return found ? rowsOf(*found) : QStringList{u"no layer"_s};
    }

private slots:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }
    void cleanup()
    {
        m_data.reset();
        removeWorkCopies();
    }

    void pgDump()
    {
        const QByteArray dump =
            R"SQL(--
-- PostgreSQL database dump
--
\restrict abc
SET statement_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
CREATE EXTENSION IF NOT EXISTS postgis WITH SCHEMA public;
COMMENT ON EXTENSION postgis IS 'it''s; a comment';
/* one /* within */ another; */
CREATE FUNCTION public.f() RETURNS trigger LANGUAGE plpgsql AS $_$ BEGIN; UPDATE x; END; $_$;
CREATE FUNCTION public.g(a integer) RETURNS integer LANGUAGE sql
BEGIN ATOMIC SELECT CASE WHEN a > 0 THEN 1 ELSE 2 END; END;
CREATE TYPE public.usage AS ENUM ('bâti', 'non');
CREATE TABLE public.communes (
    id integer NOT NULL,
    code character varying(5) DEFAULT '01'::character varying,
    big bigint, small smallint, "Le Nom" text, ratio double precision, price numeric(10,2), exact numeric,
    count numeric(12,0), open boolean, born date, seen timestamp with time zone, fine timestamp without time zone,
    noon time without time zone, doc jsonb, tags text[], levels integer[], raw bytea, usage public.usage,
    key character varying,
    total integer GENERATED ALWAYS AS ((id * 2)) STORED,
    geom public.geometry(MultiPolygon,2154),
    CONSTRAINT positive CHECK ((id > 0))
);
CREATE SEQUENCE public.communes_id_seq AS integer START WITH 1 CACHE 1;
CREATE VIEW public.v AS SELECT id FROM public.communes;
COPY public.communes (id, code, big, small, "Le Nom", ratio, price, exact, count, open, born, seen, fine, noon, doc, tags, levels, raw, usage, key, geom) FROM stdin;
)SQL"
            "1\t01004\t9223372036854775807\t-3\tSaint-\\\\Jean\\tà\\nÉvian\t0.1\t12.50\t1.5\t123456789012\tt\t2024-02-29\t"
            "2024-05-01 12:00:00+02\t2024-05-01 12:00:00.123456\t12:00:00\t{\"a\": 1}\t{\"x "
            "y\",NULL,\"q\\\\\"r\"}\t{1,NULL,3}\t"
            "\\\\x00ff\tbâti\tk\t"
            + polygon
            + "\n"
              "2\t\t\\N\t\\N\t\\N\t\\N\t\\N\t123456789012345678901.5\t\\N\tf\t\\N\t\\N\t\\N\t\\N\t\\N\t{}"
              "\t\\N\t\\N\t\\N\t\\N\t\\N\n"
              "\\.\n"
              R"SQL(
SELECT pg_catalog.setval('public.communes_id_seq', 2, true);
ALTER TABLE ONLY public.communes ADD CONSTRAINT communes_pkey PRIMARY KEY (id);
CREATE TRIGGER t BEFORE UPDATE ON public.communes FOR EACH ROW EXECUTE FUNCTION public.f();
\unrestrict abc
)SQL";
        const QString path = put(dump);
        OGRLayer *found = open(path);
        QVERIFY(found);
        QCOMPARE(QByteArray(found->GetName()), QByteArray("communes"));
        const QStringList expected{
            u"id=1|code=01004|big=9223372036854775807|small=-3|Le Nom=Saint-\\Jean\tà\nÉvian|ratio=0.1|price=12.5|exact=1.5|"
            u"count=123456789012|open=1|born=2024/02/29|seen=2024/05/01 12:00:00+02|fine=2024-05-01 12:00:00.123456|"
            u"noon=12:00:00|doc={\"a\": 1}|tags=[\"x y\",null,\"q\\\"r\"]|levels=[1,null,3]|raw=00FF|usage=bâti|key=k|"
            u"MULTIPOLYGON (((0 0,10 0,0 10,0 0)))"_s,
            u"id=2|code=|big=NULL|small=NULL|Le Nom=NULL|ratio=NULL|price=NULL|exact=123456789012345678901.5|count=NULL|"
            u"open=0|born=NULL|seen=NULL|fine=NULL|noon=NULL|doc=NULL|tags=[]|levels=NULL|raw=NULL|usage=NULL|key=NULL"_s};
        QCOMPARE(rowsOf(*found), expected);
        // What is not as it was is said: two functions, a view and a trigger; a number and a moment kept as texts.
        for (const char *said : {"exact", "fine", "view", "function", "trigger"})
            QVERIFY2(m_notes.contains(QLatin1String(said)), qPrintable(m_notes));
        const auto info = readVectorLayers(path);
        QVERIFY(info && info->size() == 1);
        QCOMPARE(info->front().crs, u"EPSG:2154"_s);
        QCOMPARE(info->front().geometry, u"MultiPolygon"_s);
        QCOMPARE(info->front().driver, u"SQL"_s);
    }

    void shp2pgsql_data()
    {
        QTest::addColumn<QByteArray>("rows");
        QTest::newRow("insert") << "INSERT INTO \"lieux\" (\"insee\",\"nom\",geom) VALUES ('01001','L''Abergement','" + point
                + "');\n" + "INSERT INTO \"lieux\" (\"insee\",\"nom\",geom) VALUES ('01002',NULL,NULL),('01003','','" + point
                + "');\n";
        QTest::newRow("copy") << "COPY \"lieux\" (\"insee\",\"nom\",geom) FROM stdin;\n01001\tL'Abergement\t" + point
                + "\n01002\t\\N\t\\N\n01003\t\t" + point + "\n\\.\n";
        QTest::newRow("copy of Windows") << "COPY \"lieux\" (\"insee\",\"nom\",geom) FROM stdin;\r\n01001\tL'Abergement\t"
                + point + "\r\n01002\t\\N\t\\N\r\n01003\t\t" + point + "\r\n\\.\r\n";
        QTest::newRow("functions") << QByteArray(
            "INSERT INTO \"lieux\" (\"insee\",\"nom\",geom) VALUES ('01001',E'L\\'Abergement',"
            "ST_SetSRID(ST_MakePoint(2, 48), 4326)),('01002',NULL::text,NULL),"
            "('01003',$$$$,public.ST_GeomFromText('POINT(2 48)',4326));\n");
    }
    void shp2pgsql()
    {
        QFETCH(QByteArray, rows);
        const QByteArray dump = "SET CLIENT_ENCODING TO UTF8;\nSET STANDARD_CONFORMING_STRINGS TO ON;\nBEGIN;\n"
                                "CREATE TABLE \"lieux\" (gid serial,\n\"insee\" varchar(5),\n\"nom\" varchar(50));\n"
                                "ALTER TABLE \"lieux\" ADD PRIMARY KEY (gid);\n"
                                "SELECT AddGeometryColumn('','lieux','geom','4326','POINT',2);\n"
            + rows + "CREATE INDEX ON \"lieux\" USING GIST (\"geom\");\nCOMMIT;\nANALYZE \"lieux\";\n";
        OGRLayer *found = open(put(dump));
        QVERIFY(found);
        QCOMPARE(rowsOf(*found),
            (QStringList{u"gid=1|insee=01001|nom=L'Abergement|POINT (2 48)"_s, u"gid=2|insee=01002|nom=NULL"_s,
                u"gid=3|insee=01003|nom=|POINT (2 48)"_s}));
        QCOMPARE(found->GetGeomType(), wkbPoint);
        QCOMPARE(QByteArray(found->GetSpatialRef()->GetAuthorityCode(nullptr)), QByteArray("4326"));
    }

    /// GDAL writes dumps of its own: what comes back is what was in the GeoPackage.
    void gdalsDumpsAreTheGeoPackage_data()
    {
        QTest::addColumn<QString>("useCopy");
        QTest::addColumn<bool>("isPacked");
        QTest::newRow("INSERT") << u"NO"_s << false;
        QTest::newRow("COPY") << u"YES"_s << false;
        QTest::newRow("COPY, gzipped") << u"YES"_s << true;
    }
    void gdalsDumpsAreTheGeoPackage()
    {
        QFETCH(QString, useCopy);
        QFETCH(bool, isPacked);
        const QString source = dataPath(u"vector/communes.gpkg"_s);
        QString dump = m_folder->filePath(u"communes.sql"_s);
        QCOMPARE(
            runProgram(u"ogr2ogr"_s,
                {u"-f"_s, u"PGDUMP"_s, u"--config"_s, u"PG_USE_COPY"_s, useCopy, u"-lco"_s, u"LAUNDER=NO"_s, dump, source})
                .exitCode,
            0);
        if (isPacked) {
            QFile plain(dump);
            QVERIFY(plain.open(QIODevice::ReadOnly));
            gzFile packed = gzopen(qPrintable(dump + u".gz"_s), "wb");
            const QByteArray content = plain.readAll();
            gzwrite(packed, content.constData(), unsigned(content.size()));
            gzclose(packed);
            dump += u".gz"_s;
        }
        auto original = openVector(source);
        QVERIFY(original);
        auto *expected = GDALDataset::FromHandle(original->get());
        for (int i = 0; i < expected->GetLayerCount(); ++i) {
            OGRLayer *found = open(dump, expected->GetLayer(i)->GetName());
            QVERIFY(found);
            QCOMPARE(found->GetFeatureCount(), expected->GetLayer(i)->GetFeatureCount());
            QVERIFY(found->GetSpatialRef()->IsSame(expected->GetLayer(i)->GetSpatialRef()));
            QStringList ours = rowsOf(*found), theirs = rowsOf(*expected->GetLayer(i));
            for (QString &row : ours) // the key that GDAL adds
                row = row.mid(row.indexOf(u'|') + 1);
            QCOMPARE(ours, theirs);
        }
    }

    void geometriesOfOthers_data()
    {
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char *title, const char *value, const char *expected) {
            QTest::newRow(title) << QByteArray(value) << QString::fromLatin1(expected);
        };
        row("EWKB with heights and measures",
            "'01010000e0e6100000000000000000f03f000000000000004000000000000008400000000000001040'", "POINT ZM (1 2 3 4)");
        row("WKB, big endian", "'000000000140000000000000004048000000000000'", "POINT (2 48)");
        row("of a GeoPackage", "X'47500001e6100000010100000000000000000000400000000000004840'", "POINT (2 48)");
        row("of SpatiaLite",
            "X'0001e6100000000000000000f03f0000000000000040000000000000084000000000000010407c0400000002000000"
            "6901000000000000000000f03f0000000000000040690100000000000000000008400000000000001040fe'",
            "MULTIPOINT ((1 2),(3 4))");
        row("of MySQL", "0xe6100000010100000000000000000000400000000000004840", "POINT (2 48)");
        row("EWKT", "'SRID=4326;LINESTRING(0 0,1 1)'", "LINESTRING (0 0,1 1)");
        row("a call", "ST_Multi(ST_GeomFromEWKT('SRID=4326;POINT(1 2)'))", "MULTIPOINT ((1 2))");
        row("GeoJSON", "ST_GeomFromGeoJSON('{\"type\":\"Point\",\"coordinates\":[2,48]}')", "POINT (2 48)");
    }
    void geometriesOfOthers()
    {
        QFETCH(QByteArray, value);
        QFETCH(QString, expected);
        QCOMPARE(rows("CREATE TABLE t (a int, geom geometry);\nINSERT INTO t VALUES (1, " + value + ");\n"),
            QStringList{u"a=1|"_s + expected});
    }

    void encodings_data()
    {
        QTest::addColumn<QByteArray>("encoding");
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("LATIN1") << QByteArray("LATIN1") << QByteArray("\xe9");
        QTest::newRow("WIN1252") << QByteArray("WIN1252") << QByteArray("\xe9");
        QTest::newRow("UTF8") << QByteArray("UTF8") << QByteArray("é");
        QTest::newRow("SQL_ASCII") << QByteArray("SQL_ASCII") << QByteArray("\xe9");
        QTest::newRow("wrongly UTF8") << QByteArray("UTF8") << QByteArray("\xe9");
        QTest::newRow("WIN1250") << QByteArray("WIN1250") << QByteArray("\xe9");
    }
    void encodings()
    {
        QFETCH(QByteArray, encoding);
        QFETCH(QByteArray, bytes);
        QCOMPARE(rows("SET client_encoding = '" + encoding + "';\nCREATE TABLE t (\"nom_" + bytes
                     + "\" text);\nCOPY t (\"nom_" + bytes + "\") FROM stdin;\n" + bytes + "\n\\.\n"),
            QStringList{u"nom_é=é"_s});
    }

    void tablesOfOneNameAndPartitions()
    {
        const QByteArray dump = "CREATE TABLE a.t (n int);\nCREATE TABLE b.t (n int);\n"
                                "CREATE TABLE public.p (n int, x numeric) PARTITION BY RANGE (n);\n"
                                "CREATE TABLE public.p1 (x numeric, n int);\n"
                                "ALTER TABLE ONLY public.p ATTACH PARTITION public.p1 FOR VALUES FROM (0) TO (9);\n"
                                "CREATE TABLE empty (n int);\n"
                                "COPY a.t (n) FROM stdin;\n1\n\\.\nCOPY b.t (n) FROM stdin;\n2\n\\.\n"
                                "COPY public.p1 (x, n) FROM stdin;\n1.00000000000000000001\t7\n\\.\n";
        QCOMPARE(rows(dump, "a.t"), QStringList{u"n=1"_s});
        QCOMPARE(rows(dump, "b.t"), QStringList{u"n=2"_s});
        QCOMPARE(rows(dump, "p"), QStringList{u"n=7|x=1.00000000000000000001"_s});
        QVERIFY(!GDALDataset::FromHandle(m_data.get())->GetLayerByName("p1"));
        QVERIFY(!GDALDataset::FromHandle(m_data.get())->GetLayerByName("empty"));
    }

    void ownReferenceSystems()
    {
        OGRSpatialReference lambert;
        QCOMPARE(lambert.importFromEPSG(2154), OGRERR_NONE);
        const QByteArray wkt = wktOf(lambert);
        const QByteArray dump = "CREATE TABLE spatial_ref_sys (srid int, auth_name text, auth_srid int, srtext text, "
                                "proj4text text);\nINSERT INTO spatial_ref_sys VALUES (310024140, 'IGNF', 310024140, '"
            + wkt
            + "', '');\nCREATE TABLE t (geom geometry(Point,310024140));\nINSERT INTO t VALUES ('POINT(700000 6600000)');";
        const QString path = put(dump);
        const auto layers = readVectorLayers(path);
        QVERIFY(layers && layers->size() == 1);
        QCOMPARE(layers->front().crs, u"EPSG:2154"_s);
        QCOMPARE(rows("CREATE TABLE t (geom geometry(Point,999123));\nINSERT INTO t VALUES ('POINT(1 2)');"),
            QStringList{u"POINT (1 2)"_s});
        QVERIFY2(m_notes.contains(u"999123"_s), qPrintable(m_notes));
    }

    void mysqlAndSqlite()
    {
        QCOMPARE(rows("-- MySQL dump 10.13\n/*!40101 SET NAMES utf8 */;\nDROP TABLE IF EXISTS `t`;\nCREATE TABLE `t` (\n"
                      "  `id` int(11) NOT NULL AUTO_INCREMENT,\n  `nom` varchar(20) DEFAULT NULL,\n  PRIMARY KEY (`id`),\n"
                      "  KEY `n` (`nom`)\n) ENGINE=InnoDB DEFAULT CHARSET=utf8;\nLOCK TABLES `t` WRITE;\n"
                      "INSERT INTO `t` VALUES (1,'l\\'eau'),(2,NULL);\nUNLOCK TABLES;\n"),
            (QStringList{u"id=1|nom=l'eau"_s, u"id=2|nom=NULL"_s}));
        QCOMPARE(rows("PRAGMA foreign_keys=OFF;\nBEGIN TRANSACTION;\nCREATE TABLE t (\"n\" INTEGER, geom POINT);\n"
                      "INSERT INTO t VALUES(-5,NULL);\nDELETE FROM sqlite_sequence;\nCREATE TRIGGER \"x\" AFTER INSERT ON t "
                      "BEGIN SELECT 1; UPDATE t SET n = 1; END;\nCOMMIT;\n"),
            QStringList{u"n=-5"_s});
    }

    void whatIsRefusedNamesLineAndTable_data()
    {
        QTest::addColumn<QByteArray>("dump");
        QTest::addColumn<QStringList>("named");
        QTest::addColumn<int>("code");
        const QByteArray table = "CREATE TABLE t (a int, b text);\n";
        const int corrupt = int(ErrorCode::Corrupt), unsupported = int(ErrorCode::Unsupported),
                  invalid = int(ErrorCode::Invalid);
        const auto row = [](const char *title, const QByteArray &dump, const QStringList &named, int code) {
            QTest::newRow(title) << dump << named << code;
        };
        row("rows cut off", table + "COPY t (a, b) FROM stdin;\n1\tx\n2\ty", {u"line 5"_s, u"rows of t"_s}, corrupt);
        row("a column too few", table + "COPY t (a, b) FROM stdin;\n1\tx\n2\n\\.\n", {u"line 4"_s, u"table t"_s}, corrupt);
        row("a column too many", table + "COPY t (a, b) FROM stdin;\n1\tx\t3\n\\.\n", {u"line 3"_s, u"table t"_s}, corrupt);
        row("a value too few", table + "INSERT INTO t VALUES (1);", {u"line 2"_s, u"table t"_s}, corrupt);
        row("no such column", table + "COPY t (a, c) FROM stdin;\n\\.\n", {u"line 2"_s, u"column c"_s}, corrupt);
        row("no number", table + "COPY t (a, b) FROM stdin;\nx\ty\n\\.\n", {u"line 3"_s, u"table t"_s, u"“x”"_s}, corrupt);
        row("no geometry", "CREATE TABLE g (geom geometry);\nINSERT INTO g VALUES ('0101');", {u"line 2"_s, u"geom"_s},
            corrupt);
        row("two systems",
            "CREATE TABLE g (geom geometry);\nINSERT INTO g VALUES ('SRID=4326;POINT(1 2)'),('SRID=2154;POINT(1 2)');",
            {u"4326"_s, u"2154"_s}, corrupt);
        row("an open quote", table + "INSERT INTO t VALUES (1, 'x);\n", {u"line 2"_s}, corrupt);
        row("an open comment", table + "/* x", {u"line 2"_s}, corrupt);
        row("an open dollar quote", table + "CREATE FUNCTION f() AS $a$ x", {u"line 2"_s}, corrupt);
        row("a statement cut off", "CREATE TABLE t (a int", {u"line 1"_s}, corrupt);
        row("rows of a query", table + "INSERT INTO t SELECT 1, 'x';", {u"line 2"_s}, unsupported);
        row("an update", table + "UPDATE t SET a = 1;", {u"line 2"_s, u"UPDATE"_s}, unsupported);
        row("a computed value", table + "INSERT INTO t VALUES (1, upper('x'));", {u"line 2"_s, u"upper"_s}, unsupported);
        row("a changed column", table + "ALTER TABLE t DROP COLUMN a;", {u"line 2"_s, u"DROP COLUMN"_s}, unsupported);
        row("rows without a table", "COPY t (a) FROM stdin;\n1\n\\.\n", {u"line 1"_s, u"CREATE TABLE"_s}, unsupported);
        row("rows elsewhere", table + "COPY t FROM '/etc/passwd';", {u"line 2"_s}, unsupported);
        row("no dump", "<html>nothing of SQL</html>", {u"line 1"_s}, corrupt);
        row("no table", "SET x = 1;", {u"CREATE TABLE"_s}, invalid);
        row("custom format", "PGDMP\1\16", {u"pg_restore -f"_s}, unsupported);
        row("UTF-16", QByteArray("\xff\xfeS\0E\0", 6), {u"UTF-16"_s}, unsupported);
    }
    void whatIsRefusedNamesLineAndTable()
    {
        QFETCH(QByteArray, dump);
        QFETCH(QStringList, named);
        QFETCH(int, code);
        const auto opened = openVector(put(dump));
        QVERIFY(!opened);
        for (const QString &word : QStringList(named) + QStringList{u"d.sql"_s})
            QVERIFY2(opened.error().message.contains(word), qPrintable(opened.error().message));
        QCOMPARE(errorCodeName(opened.error().code), errorCodeName(ErrorCode(code)));
        QVERIFY(QDir(workCopyFolder()).isEmpty());
    }

    void itsNameAndItsBytesSayWhatItIs()
    {
        QCOMPARE(kindOfName(u"a.sql"_s), SourceKind::Vector);
        QCOMPARE(kindOfName(u"a.SQL.gz"_s), SourceKind::Vector);
        QCOMPARE(kindOfName(u"a.tif.gz"_s), SourceKind::Unknown);
        QCOMPARE(kindOfFile(put("PGDMP\1", u"a.dump"_s)), SourceKind::Vector);
        QVERIFY(isSqlDump(put("--\n-- PostgreSQL database dump\n--\n", u"b.backup"_s)));
        QVERIFY(!isSqlDump(put("x", u"c.dump"_s)));
    }
};

QTEST_GUILESS_MAIN(SqlDumpTest)
#include "sqldumptest.moc"
