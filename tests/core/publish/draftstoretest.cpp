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
    draft.look.tms = QStringLiteral("4326");
    draft.look.top = QStringLiteral("2");
    draft.look.format = QStringLiteral("PNG");
    draft.look.mask = true;
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
    QCOMPARE(draft->look, someDraft().look);
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
