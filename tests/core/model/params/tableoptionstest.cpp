// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/params/tableoptions.h"

#include "support/testsupport.h"

using namespace tuilerie;
using namespace Qt::StringLiterals;

namespace {

Result<std::vector<VectorTableParams>> read(const QStringList &arguments)
{
    QCommandLineParser parser;
    addTableOptions(parser, u"table"_s);
    if (!parser.parse(QStringList{u"program"_s} + arguments))
        return fail(ErrorCode::Internal, parser.errorText());
    return readTableOptions(parser, u"table"_s);
}

} // namespace

/// The tables of a vector pyramid on the command line.
class TableOptionsTest : public QObject
{
    Q_OBJECT

private slots:
    void reads_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("attributes");
        QTest::addColumn<QString>("levels");
        QTest::newRow("table") << u"roads"_s << QString() << u"-"_s;
        QTest::newRow("all attributes") << u"roads:*"_s << QString() << u"-"_s;
        QTest::newRow("attributes") << u"roads:name,width"_s << u"name|width"_s << u"-"_s;
        QTest::newRow("levels alone") << u"roads:8-14"_s << QString() << u"8-14"_s;
        QTest::newRow("all") << u"roads:name:8-14"_s << u"name"_s << u"8-14"_s;
        QTest::newRow("from a level") << u"roads::8-"_s << QString() << u"8-"_s;
        QTest::newRow("to a level of a name") << u"roads::-L4"_s << QString() << u"-L4"_s;
    }

    void reads()
    {
        QFETCH(QString, text);
        const auto tables = read({u"--table"_s, text});
        VERIFY_OK(tables);
        QCOMPARE(tables->size(), size_t(1));
        QCOMPARE(tables->at(0).table, u"roads"_s);
        QTEST(tables->at(0).attributes.join(u'|'), "attributes");
        QTEST(QString(tables->at(0).top + u'-' + tables->at(0).bottom), "levels");
    }

    void writesWhatItReads()
    {
        const std::vector<VectorTableParams> tables{{u"roads"_s, {}, {}, {}, {}, {}},
            {u"ns:rou-tes = \\2"_s, u"à: la=carte\\"_s, {u"a,b"_s, u"c:d"_s, u"e-f"_s}, u"w > 3 AND n = 'x:y\\'"_s, u"L-1"_s,
                u"a:b"_s},
            {u"levels"_s, {}, {u"1-2"_s}, {}, {}, {}}, {u"top"_s, {}, {}, {}, u"3"_s, {}}};
        QStringList arguments;
        appendTableOptions(arguments, tables, u"table"_s);
        const auto back = read(arguments);
        VERIFY_OK(back);
        QVERIFY(*back == tables);
    }

    void filtersNameTables()
    {
        const auto tables = read({u"--where"_s, u"roads:name = 'a:b'"_s, u"--rename"_s, u"paths:ways"_s});
        VERIFY_OK(tables);
        QCOMPARE(tables->size(), size_t(2));
        QCOMPARE(tables->at(0).filter, u"name = 'a:b'"_s);
        QCOMPARE(tables->at(1).layer, u"ways"_s);
    }

    // BD TOPO's tables have colons, which nobody thinks of escaping.
    void colonsInNames_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QString>("table");
        QTest::addColumn<QString>("rest");
        const QString known = u"BDTOPO_V3:batiment"_s;
        QTest::newRow("name") << QStringList{u"--table"_s, known} << known << u"|||"_s;
        QTest::newRow("escaped") << QStringList{u"--table"_s, u"BDTOPO_V3\\:batiment:nom"_s} << known << u"nom|||"_s;
        QTest::newRow("levels") << QStringList{u"--table"_s, known + u":10-14"_s} << known << u"|10-14||"_s;
        QTest::newRow("all") << QStringList{u"--table"_s, known + u":nom:10-14"_s} << known << u"nom|10-14||"_s;
        QTest::newRow("clause") << QStringList{u"--where"_s, known + u":h > 3"_s} << known << u"||h > 3|"_s;
        QTest::newRow("name and clause") << QStringList{u"--table"_s, known, u"--where"_s, known + u":h > 3"_s} << known
                                         << u"||h > 3|"_s;
        QTest::newRow("new name") << QStringList{u"--rename"_s, known + u":bati"_s} << known << u"|||bati"_s;
        QTest::newRow("another that is there")
            << QStringList{u"--table"_s, u"routes:batiment"_s} << u"routes"_s << u"batiment|||"_s;
    }

    void colonsInNames()
    {
        QFETCH(QStringList, arguments);
        QFETCH(QString, table);
        auto tables = read(arguments);
        VERIFY_OK(tables);
        QCOMPARE(tables->size(), size_t(1));
        VectorTableParams &one = tables->at(0);
        takeColonsIntoName(one, [](const QString &name) { return name == u"BDTOPO_V3:batiment"_s || name == u"routes"_s; });
        QCOMPARE(one.table, table);
        const QString levels = one.top.isEmpty() && one.bottom.isEmpty() ? QString() : one.top + u'-' + one.bottom;
        QTEST(QString(one.attributes.join(u',') + u'|' + levels + u'|' + one.filter + u'|' + one.layer), "rest");
    }

    void saysWhatIsWrong_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QString>("word");
        QTest::newRow("no name") << QStringList{u"--table"_s, u":a"_s} << u"--table"_s;
        QTest::newRow("too many parts") << QStringList{u"--table"_s, u"a:b:1-2:c"_s} << u"a:b:1-2:c"_s;
        QTest::newRow("no levels") << QStringList{u"--table"_s, u"a:b:c"_s} << u"a:b:c"_s;
        QTest::newRow("twice") << QStringList{u"--table"_s, u"a"_s, u"--table"_s, u"a:b"_s} << u"twice"_s;
        QTest::newRow("no clause") << QStringList{u"--where"_s, u"a:"_s} << u"--where"_s;
        QTest::newRow("no table") << QStringList{u"--where"_s, u":a"_s} << u"--where"_s;
        QTest::newRow("no new name") << QStringList{u"--rename"_s, u"a"_s} << u"--rename"_s;
    }

    void saysWhatIsWrong()
    {
        QFETCH(QStringList, arguments);
        QFETCH(QString, word);
        const auto tables = read(arguments);
        QVERIFY(!tables && tables.error().code == ErrorCode::Invalid);
        QVERIFY2(tables.error().message.contains(word), qPrintable(tables.error().message));
    }
};

TUILERIE_TEST_MAIN(TableOptionsTest)
#include "tableoptionstest.moc"
