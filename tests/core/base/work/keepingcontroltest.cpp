// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/work/keepingcontrol.h"
#include "base/work/parallel.h"
#include "support/testsupport.h"

using namespace tuilerie;

class KeepingControlTest : public QObject
{
    Q_OBJECT

private slots:
    void keepsAndPassesOn()
    {
        test::RecordingControl outer;
        KeepingControl control(outer);
        control.warning(QStringLiteral("one"));
        control.warning(QStringLiteral("two"));
        control.warning(QStringLiteral("one"));
        control.log(QStringLiteral("a line"));
        control.progress({QStringLiteral("read"), 4, 9});
        const QStringList expected{QStringLiteral("one"), QStringLiteral("two")};
        QCOMPARE(control.warnings(), expected);
        QCOMPARE(outer.warnings(), expected);
        QCOMPARE(outer.lines(), QStringList{QStringLiteral("a line")});
        QCOMPARE(outer.lastDone.load(), 4);
        QCOMPARE(control.shouldStop(), StopRequest::None);
        QCOMPARE(control.reportIntervalMs(), outer.reportIntervalMs());
        outer.stopWith = StopRequest::Pause;
        outer.stopAfter = 4;
        QCOMPARE(control.shouldStop(), StopRequest::Pause);
    }

    void manyThreadsWarn()
    {
        test::RecordingControl outer;
        KeepingControl control(outer);
        VERIFY_OK(parallel(4, 2000, [&](int, qint64 index) -> Status {
            control.warning(QString::number(index % 100));
            return {};
        }));
        QCOMPARE(control.warnings().size(), 100);
        QCOMPARE(outer.warnings().size(), 100);
    }
};

TUILERIE_TEST_MAIN(KeepingControlTest)
#include "keepingcontroltest.moc"
