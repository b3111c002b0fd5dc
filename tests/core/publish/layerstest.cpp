// SPDX-License-Identifier: GPL-3.0-or-later
#include "publish/layers.h"

#include "client/tokensource.h"
#include "fakeserver.h"
#include "support/testsupport.h"

#include <QJsonDocument>

using namespace tuilerie;
using namespace tuilerie::test;
using namespace Qt::StringLiterals;

class LayersTest : public QObject
{
    Q_OBJECT

private slots:
    void unpublishes_data()
    {
        QTest::addColumn<bool>("twoSteps");
        QTest::addColumn<int>("deletes");
        QTest::newRow("since 2026") << true << 2;
        QTest::newRow("before") << false << 1;
    }

    // An offering that takes a while in each state.
    void unpublishes()
    {
        QFETCH(bool, twoSteps);
        QFETCH(int, deletes);
        QString status = u"PUBLISHED"_s;
        int looks = 0;
        FakeServer server([&](const FakeRequest &request) -> FakeAnswer {
            if (request.path == "/api/users/me"_L1)
                return {200, R"({"_id":"u","communities_member":[{"community":{"_id":"c","datastore":"ds1"}}]})", {}};
            if (request.path != "/api/datastores/ds1/offerings/o1"_L1 || status.isEmpty())
                return {404, {}, {}};
            if (request.method == "DELETE") {
                status = twoSteps && status == "UNPUBLISHED"_L1 ? QString() : u"UNPUBLISHING"_s;
                looks = 0;
                return {204, {}, {}};
            }
            if (status == "UNPUBLISHING"_L1 && ++looks > 2)
                status = twoSteps ? u"UNPUBLISHED"_s : QString();
            return status.isEmpty() ? FakeAnswer{404, {}, {}}
                                    : FakeAnswer{200, R"({"_id":"o1","status":")" + status.toLatin1() + R"("})", {}};
        });
        SilentControl control;
        EntrepotClient client({server.url(u"/api"_s), {}}, std::make_shared<TokenSource>(SignIn()), control);
        const auto outcome = unpublishOffering(client, u"o1"_s);
        VERIFY_OK(outcome);
        QCOMPARE(int(server.count("DELETE", u"/api/datastores/ds1/offerings/o1"_s)), deletes);
        QVERIFY(status.isEmpty());
    }
};

TUILERIE_TEST_MAIN(LayersTest)
#include "layerstest.moc"
