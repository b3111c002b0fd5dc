// SPDX-License-Identifier: GPL-3.0-or-later
// Random edits on both sides: what comes out is what a model of the merge says, whichever side pushes first.
#include "copyfixture.h"
#include "support/testsupport.h"

#include <map>
#include <random>

using namespace tuilerie;
using namespace tuilerie::test;
using namespace Qt::StringLiterals;

class MergePropertyTest : public QObject
{
    Q_OBJECT

    using Row = std::map<QString, QString>; ///< by column; the value as SQL
    using Rows = std::map<qint64, Row>;
    const QStringList m_columns{u"code"_s, u"nom"_s, u"surface"_s, u"geom"_s};

private slots:
    void mergeIsTheModels_data()
    {
        QTest::addColumn<unsigned>("seed");
        for (unsigned seed = 1; seed <= 40; ++seed)
            QTest::addRow("seed %u", seed) << seed;
    }

    void mergeIsTheModels()
    {
        QFETCH(unsigned, seed);
        m_random.seed(seed);
        CopyFixture files;
        QVERIFY(CopyFixture::edit(files.server(),
            "WITH RECURSIVE n(i) AS (SELECT 6 UNION ALL SELECT i + 1 FROM n WHERE i < 25) INSERT INTO parcelles(fid, nom) "
            "SELECT i, 'p' || i FROM n"));
        files.cloneBoth();
        const Rows base = rowsOf(files.one);
        Rows theirs = editRandomly(files.one, base), mine = editRandomly(files.two, base);
        QCOMPARE(rowsOf(files.one), theirs);
        QCOMPARE(rowsOf(files.two), mine);
        QVERIFY(files.push(files.one).isDone);
        auto pushed = files.push(files.two);
        QCOMPARE(pushed.merged.problems.size(), size_t(0));
        QSet<QString> open;
        for (const MergeConflict &conflict : pushed.merged.conflicts)
            open.insert(u"%1 %2"_s.arg(conflict.feature).arg(conflict.column));
        std::map<QString, bool> choices; // true = mine
        const Rows wanted = merged(base, mine, theirs, choices);
        QSet<QString> expected;
        for (const auto &[place, isMine] : choices)
            expected.insert(place);
        QCOMPARE(open, expected);
        if (!choices.empty()) {
            auto copy = WorkingCopy::open(files.two, WorkingCopy::Access::Change);
            VERIFY_OK(copy);
            for (const MergeConflict &conflict : pushed.merged.conflicts) {
                const auto count = (*copy)->choose({conflict.table, conflict.feature, conflict.column,
                    choices[u"%1 %2"_s.arg(conflict.feature).arg(conflict.column)]});
                VERIFY_OK(count);
            }
            copy->reset();
            pushed = files.push(files.two);
        }
        QVERIFY(pushed.isDone);
        QCOMPARE(rowsOf(files.server()), wanted);
        QCOMPARE(rowsOf(files.two), wanted);
        QVERIFY(files.pull(files.one).isDone);
        QCOMPARE(rowsOf(files.one), wanted);
        QCOMPARE(CopyFixture::text(files.two, "SELECT count(*) FROM rtree_parcelles_geom"),
            CopyFixture::text(files.two, "SELECT count(*) FROM parcelles WHERE geom IS NOT NULL"));
    }

private:
    int random(int below) { return int(m_random() % unsigned(below)); }

    Rows rowsOf(const QString &file)
    {
        Rows rows;
        auto database = SqlDatabase::openToRead(file);
        (void)(*database)->run(
            "SELECT fid, quote(code), quote(nom), quote(surface), quote(geom) FROM parcelles", [&](const SqlRow &row) {
                for (int i = 0; i < 4; ++i)
                    rows[row.integer(0)][m_columns[i]] = row.text(i + 1).toLower();
            });
        return rows;
    }

    QString value(const QString &column)
    {
        if (random(5) == 0)
            return u"null"_s;
        if (column == "geom"_L1)
            return QString::fromLatin1(
                geometryLiteral(QByteArray("POINT(? 1)").replace("?", QByteArray::number(random(3)))));
        return column == "surface"_L1 ? QString::number(random(3)) + u".0"_s : u"'v%1'"_s.arg(random(3));
    }

    Rows editRandomly(const QString &file, Rows rows)
    {
        QByteArray sql;
        qint64 next = 26;
        for (int i = 0; i < 25; ++i) {
            const qint64 feature = 1 + random(25);
            if (random(6) == 0) {
                Row row;
                QStringList values;
                for (const QString &column : m_columns)
                    values << (row[column] = value(column));
                // Never the same as one of the other side by chance.
                row[u"code"_s] = u"'%1 %2'"_s.arg(m_random()).arg(i);
                values[0] = row[u"code"_s];
                sql += u"INSERT INTO parcelles(fid, %1) VALUES(%2, %3);"_s
                           .arg(m_columns.join(u','), QString::number(next), values.join(u','))
                           .toUtf8();
                rows[next++] = row;
            } else if (random(6) == 0) {
                sql += u"DELETE FROM parcelles WHERE fid = %1;"_s.arg(feature).toUtf8();
                rows.erase(feature);
            } else {
                const QString column = m_columns[random(4)], to = value(column);
                sql += u"UPDATE parcelles SET %1 = %2 WHERE fid = %3;"_s.arg(column, to).arg(feature).toUtf8();
                if (rows.contains(feature))
                    rows[feature][column] = to;
            }
        }
        return CopyFixture::edit(file, sql) ? rows : Rows();
    }

    // Cell by cell over whole states, without change sets.
    Rows merged(const Rows &base, const Rows &mine, const Rows &theirs, std::map<QString, bool> &choices)
    {
        Rows result;
        const auto decide = [&](qint64 feature, const QString &column) {
            return choices[u"%1 %2"_s.arg(feature).arg(column)] = random(2) == 0;
        };
        for (const auto &[feature, was] : base) {
            const bool isMine = mine.contains(feature), isTheirs = theirs.contains(feature);
            if (!isMine && !isTheirs)
                continue;
            if (isMine != isTheirs) {
                const Row &left = isMine ? mine.at(feature) : theirs.at(feature);
                if (left == was)
                    continue;
                if (decide(feature, {}) == isMine)
                    result[feature] = left;
                continue;
            }
            for (const QString &column : m_columns) {
                const QString &b = was.at(column), &m = mine.at(feature).at(column), &t = theirs.at(feature).at(column);
                const bool takesMine = t == b || (m != b && m != t && decide(feature, column));
                result[feature][column] = takesMine ? m : t;
            }
        }
        qint64 highest = 25;
        for (const Rows *side : {&mine, &theirs})
            if (!side->empty())
                highest = std::max(highest, side->rbegin()->first);
        for (const auto &[feature, row] : theirs)
            if (!base.contains(feature))
                result[feature] = row;
        for (const auto &[feature, row] : mine)
            if (!base.contains(feature))
                result[result.contains(feature) ? ++highest : feature] = row;
        return result;
    }

    std::mt19937 m_random;
};

TUILERIE_TEST_MAIN(MergePropertyTest)
#include "mergepropertytest.moc"
