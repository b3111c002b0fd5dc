// SPDX-License-Identifier: GPL-3.0-or-later
#include "publish/publishdraft.h"

#include "support/testsupport.h"

#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>

using namespace tuilerie;

class DraftStoreTest : public QObject
{
    Q_OBJECT

private slots:
    void comesBackAsItWas();
    void isWrittenAfterAMomentByItself();
    void readsWhatEarlierVersionsKept();
    void aBrokenFileIsAnErrorAndNotADraft();
    void discardForgetsWhatWaits();
    void anUnwritableProfileIsReported();
};

static PublishDraft someDraft()
{
    PublishDraft draft;
    draft.request.paths = {QStringLiteral("/data/été.tif")};
    draft.request.layer = QStringLiteral("ete");
    draft.request.keywords = {QStringLiteral("a"), QStringLiteral("b")};
    draft.request.isPrivate = true;
    draft.request.raster.tms = QStringLiteral("4326");
    draft.request.raster.top = QStringLiteral("2");
    draft.request.raster.format = QStringLiteral("PNG");
    draft.request.raster.mask = true;
    draft.server = QStringLiteral("https://maps.example.org/api");
    draft.page = QStringLiteral("look");
    return draft;
}

void DraftStoreTest::comesBackAsItWas()
{
    const QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("deep/draft.json"));
    {
        DraftStore store(file);
        QVERIFY(!store.exists());
        store.keep(someDraft());
        QVERIFY(store.exists());
    } // its end writes what waits
    const DraftStore store(file);
    QVERIFY(store.exists());
    const auto draft = store.load();
    VERIFY_OK(draft);
    QCOMPARE(draft->toJson(), someDraft().toJson());
    QCOMPARE(draft->request.raster, someDraft().request.raster);
    QVERIFY(*draft == someDraft());
}

void DraftStoreTest::isWrittenAfterAMomentByItself()
{
    const QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("draft.json"));
    DraftStore store(file);
    store.keep(someDraft());
    QVERIFY(!QFile::exists(file));
    QTRY_VERIFY(QFile::exists(file));
    VERIFY_OK(DraftStore(file).load());
}

void DraftStoreTest::readsWhatEarlierVersionsKept()
{
    const QJsonObject look{{QStringLiteral("paths"), QJsonArray()}, {QStringLiteral("output"), QString()},
        {QStringLiteral("tms"), QStringLiteral("4326")}, {QStringLiteral("assign_crs"), QStringLiteral("EPSG:2154")},
        {QStringLiteral("interpolation"), QStringLiteral("nn")}, {QStringLiteral("width"), 16},
        {QStringLiteral("height"), 16}, {QStringLiteral("mask"), true}, {QStringLiteral("parallelization"), 0},
        {QStringLiteral("memory"), 0}, {QStringLiteral("channels"), 0}, {QStringLiteral("resume"), false},
        {QStringLiteral("compression"), QStringLiteral("png")}};
    const QJsonObject vector{{QStringLiteral("paths"), QJsonArray()}, {QStringLiteral("output"), QString()},
        {QStringLiteral("tms"), QStringLiteral("PM")}, {QStringLiteral("extent"), 4096},
        {QStringLiteral("max_tile_bytes"), 300000}, {QStringLiteral("bottom_level"), QStringLiteral("14")}};
    const QJsonObject request{{QStringLiteral("paths"), QJsonArray{QStringLiteral("/data/a.gpkg")}},
        {QStringLiteral("layer"), QStringLiteral("a")}, {QStringLiteral("parameters"), QJsonObject()},
        {QStringLiteral("services"), QJsonArray{QStringLiteral("tms")}}, {QStringLiteral("style"), QStringLiteral("map:")}};
    const auto draft = PublishDraft::fromJson({{QStringLiteral("request"), request}, {QStringLiteral("look"), look},
        {QStringLiteral("vector"), vector}, {QStringLiteral("page"), QStringLiteral("look")}});
    VERIFY_OK(draft);
    QCOMPARE(draft->request.assignCrs, QStringLiteral("EPSG:2154"));
    QCOMPARE(draft->request.raster.assignCrs, QString());
    QCOMPARE(draft->request.raster.format, QStringLiteral("PNG"));
    QCOMPARE(draft->request.raster.interpolation, QStringLiteral("nn"));
    QVERIFY(draft->request.raster.mask);
    QCOMPARE(draft->request.vector.bottom, QStringLiteral("14"));
    QCOMPARE(draft->request.vector.maxTileBytes, 300000);
    QCOMPARE(draft->page, QStringLiteral("look"));
    const auto again = PublishDraft::fromJson(draft->toJson());
    VERIFY_OK(again);
    QVERIFY(*again == *draft);
}

void DraftStoreTest::aBrokenFileIsAnErrorAndNotADraft()
{
    const QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("draft.json"));
    QFile out(file);
    QVERIFY(out.open(QIODevice::WriteOnly));
    out.write("{\"request\": ");
    out.close();
    const auto draft = DraftStore(file).load();
    QVERIFY(!draft);
    QCOMPARE(draft.error().code, ErrorCode::Corrupt);
    QVERIFY(!draft.error().message.isEmpty());
}

void DraftStoreTest::discardForgetsWhatWaits()
{
    const QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("draft.json"));
    DraftStore store(file);
    store.keep(someDraft());
    VERIFY_OK(store.flush());
    store.keep(someDraft());
    store.discard();
    VERIFY_OK(store.flush());
    QVERIFY(!QFile::exists(file));
    QVERIFY(!store.exists());
}

void DraftStoreTest::anUnwritableProfileIsReported()
{
    const QTemporaryDir folder;
    const QString blocker = folder.filePath(QStringLiteral("file"));
    QFile out(blocker);
    QVERIFY(out.open(QIODevice::WriteOnly));
    out.close();
    DraftStore store(blocker + QStringLiteral("/draft.json")); // a file stands where its folder would be
    QSignalSpy failed(&store, &DraftStore::failed);
    store.keep(someDraft());
    QTRY_COMPARE(failed.count(), 1);
    QVERIFY(store.exists()); // nothing is forgotten
}

TUILERIE_TEST_MAIN(DraftStoreTest)
#include "draftstoretest.moc"
