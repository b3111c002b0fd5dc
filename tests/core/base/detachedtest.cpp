// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/atomicfile.h"
#include "base/detached.h"
#include "support/testsupport.h"

#include <pthread.h>
#include <unistd.h>

using namespace tuilerie;

namespace {

std::atomic<bool> handlerRan{false};

} // namespace

class DetachedTest : public QObject
{
    Q_OBJECT

private slots:
    void runsInASessionOfItsOwn()
    {
        QTemporaryDir folder;
        const QString log = folder.filePath(QStringLiteral("log"));
        const auto pid = startDetached(
            QStringLiteral("sh"), {QStringLiteral("-c"), QStringLiteral("ps -o sid= -p $$; echo done >&2")}, log);
        VERIFY_OK(pid);
        QTRY_VERIFY(readWholeFile(log).value_or(QByteArray()).contains("done"));
        const QByteArray session = readWholeFile(log)->split('\n').at(0).trimmed();
        QCOMPARE(session.toLongLong(), *pid);
        QVERIFY(session.toLongLong() != getsid(0));
    }

    // A library's fork handler may wait for a lock that another thread holds: none may run.
    void runsNoForkHandlers()
    {
        pthread_atfork([] { handlerRan = true; }, nullptr, nullptr);
        VERIFY_OK(startDetached(QStringLiteral("true"), {}));
        QVERIFY(!handlerRan);
    }

    void missingProgramSaysSo()
    {
        const auto pid = startDetached(QStringLiteral("/nowhere/at/all"), {});
        QVERIFY(!pid);
        QCOMPARE(pid.error().code, ErrorCode::NotFound);
        QVERIFY(pid.error().message.contains(QLatin1String("/nowhere/at/all")));
    }
};

TUILERIE_TEST_MAIN(DetachedTest)
#include "detachedtest.moc"
