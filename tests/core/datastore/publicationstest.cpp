// SPDX-License-Identifier: GPL-3.0-or-later
#include "datastoresupport.h"

#include <sqlite3.h>

using namespace tuilerie;
using tuilerie::test::idOf;
using Fixture = tuilerie::test::DatastoreFixture;

namespace {

/// What SQLite does for this process, counted by SQLite itself: statements, and the steps of its virtual machine.
struct SqlWork
{
    qint64 statements = 0;
    qint64 steps = 0;
    bool operator==(const SqlWork &) const = default;
};
SqlWork work;

int count(unsigned, void *, void *statement, void *)
{
    ++work.statements;
    work.steps += sqlite3_stmt_status(static_cast<sqlite3_stmt *>(statement), SQLITE_STMTSTATUS_VM_STEP, 1);
    return 0;
}

int watch(sqlite3 *connection, const char **, const void *)
{
    return sqlite3_trace_v2(connection, SQLITE_TRACE_PROFILE, &count, nullptr);
}

QStringList titles(const LayerCatalogue &catalogue)
{
    QStringList all;
    for (const auto &layer : catalogue.layers())
        all << layer->title;
    return all;
}

} // namespace

class PublicationsTest : public QObject
{
    Q_OBJECT

    QString publish(Fixture &f, const QString &data, const QString &name, bool open = true)
    {
        const auto made = f.datastore->createConfiguration(f.configurationBody(data, name));
        const auto shown = made ? f.datastore->publish(idOf(*made), f.endpoint("WMTS-TMS", open), true) : made;
        return shown ? idOf(*shown) : QString();
    }

private slots:
    void initTestCase() { sqlite3_auto_extension(reinterpret_cast<void (*)()>(&watch)); }
    void cleanupTestCase() { sqlite3_reset_auto_extension(); }

    // The two hundredth layer costs what the fifth did: no statement looks at all the others.
    void aPublicationCostsTheSameWhateverIsPublished()
    {
        Fixture f;
        const QString data = f.pyramid(QStringLiteral("p")), endpoint = f.endpoint("WMTS-TMS");
        std::vector<SqlWork> costs;
        for (int i = 0; i < 200; ++i) {
            const QString name = QStringLiteral("layer_%1").arg(i);
            work = {};
            const auto made = f.datastore->createConfiguration(f.configurationBody(data, name));
            VERIFY_OK(made);
            CHECK_OK(f.datastore->publish(idOf(*made), endpoint, true));
            costs.push_back(work);
        }
        QVERIFY(costs[5].statements > 5);
        QCOMPARE(costs[199].statements, costs[5].statements);
        QVERIFY2(costs[199].steps <= costs[5].steps + costs[5].steps / 10,
            qPrintable(QStringLiteral("%1 steps, then %2").arg(costs[5].steps).arg(costs[199].steps)));
        QCOMPARE(f.datastore->catalogue()->layers().size(), size_t(200));
    }

    // What the services keep of a layer, they keep by its entry: a publication must leave all others as they are.
    void everyOtherEntryStaysTheSameObject()
    {
        Fixture f;
        const QString data = f.pyramid(QStringLiteral("p"));
        QStringList offerings;
        for (const char *name : {"b", "a", "d", "c"})
            offerings << publish(f, data, QLatin1String(name));
        const auto before = f.datastore->catalogue();
        QCOMPARE(titles(*before),
            QStringList({QStringLiteral("Title of a"), QStringLiteral("Title of b"), QStringLiteral("Title of c"),
                QStringLiteral("Title of d")}));
        CHECK_OK(f.datastore->synchronize(offerings[0]));
        const auto synchronized = f.datastore->catalogue();
        QCOMPARE(titles(*synchronized), titles(*before));
        for (const char *name : {"a", "c", "d"})
            QCOMPARE(synchronized->find("WMTS-TMS", name), before->find("WMTS-TMS", name));
        QVERIFY(synchronized->find("WMTS-TMS", "b") != before->find("WMTS-TMS", "b"));
        QVERIFY(synchronized->find("WMTS-TMS", "b")->version != before->find("WMTS-TMS", "b")->version);

        CHECK_OK(f.datastore->deleteOffering(offerings[1]));
        const auto deleted = f.datastore->catalogue();
        QCOMPARE(titles(*deleted),
            QStringList({QStringLiteral("Title of b"), QStringLiteral("Title of c"), QStringLiteral("Title of d")}));
        QVERIFY(!deleted->find("WMTS-TMS", "a"));
        for (const char *name : {"b", "c", "d"})
            QCOMPARE(deleted->find("WMTS-TMS", name), synchronized->find("WMTS-TMS", name));
        // Nobody sees a catalogue change that is in hand.
        QCOMPARE(before->layers().size(), size_t(4));
        QVERIFY(before->generation() < synchronized->generation() && synchronized->generation() < deleted->generation());

        // The same after a restart.
        f.open();
        QCOMPARE(titles(*f.datastore->catalogue()), titles(*deleted));
        QCOMPARE(f.datastore->catalogue()->find("WMTS-TMS", "b")->version, deleted->find("WMTS-TMS", "b")->version);
    }

    // An offering that its owner hides goes out of the catalogue alone, and comes back alone.
    void whatIsNotAvailableIsNotShown()
    {
        Fixture f;
        const QString data = f.pyramid(QStringLiteral("p"));
        const QString hidden = publish(f, data, QStringLiteral("hidden"));
        QVERIFY(!publish(f, data, QStringLiteral("seen")).isEmpty());
        const auto seen = f.datastore->catalogue()->find("WMTS-TMS", "seen");
        for (const bool available : {false, true}) {
            CHECK_OK(f.datastore->entities().change(EntityKind::Offering, hidden, [&](QJsonObject &offering) -> Status {
                offering.insert(QLatin1String("available"), available);
                return {};
            }));
            CHECK_OK(f.datastore->refreshLayer(hidden));
            QCOMPARE(bool(f.datastore->catalogue()->find("WMTS-TMS", "hidden")), available);
            QCOMPARE(f.datastore->catalogue()->find("WMTS-TMS", "seen"), seen);
        }
    }

    // One configuration on the open endpoint and on the one with keys: each door has its own.
    void oneLayerOnBothDoors()
    {
        Fixture f;
        const auto made = f.datastore->createConfiguration(f.configurationBody(f.pyramid(QStringLiteral("p"))));
        VERIFY_OK(made);
        CHECK_OK(f.datastore->publish(idOf(*made), f.endpoint("WMTS-TMS", true), true));
        CHECK_OK(f.datastore->publish(idOf(*made), f.endpoint("WMTS-TMS", false), true));
        const auto catalogue = f.datastore->catalogue();
        const auto open = catalogue->find("WMTS-TMS", "ortho", true), keyed = catalogue->find("WMTS-TMS", "ortho", false);
        QVERIFY(open && keyed && open->open && !keyed->open);
    }

    // The search by name and type has to use the index of names, not read every configuration.
    void listsUseTheirIndex()
    {
        Fixture f;
        for (int i = 0; i < 300; ++i)
            CHECK_OK(f.datastore->entities().insert(EntityKind::Configuration,
                {{QStringLiteral("layer_name"), QStringLiteral("l%1").arg(i)},
                    {QStringLiteral("type"), QStringLiteral("WMTS-TMS")}}));
        work = {};
        const auto found = f.datastore->entities().all(EntityKind::Configuration,
            {{QStringLiteral("layer_name"), QStringLiteral("l7")}, {QStringLiteral("type"), QStringLiteral("WMTS-TMS")}});
        VERIFY_OK(found);
        QCOMPARE(found->size(), size_t(1));
        QVERIFY2(work.steps < 300, qPrintable(QString::number(work.steps)));
    }
};

TUILERIE_TEST_MAIN(PublicationsTest)
#include "publicationstest.moc"
