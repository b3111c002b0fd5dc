// SPDX-License-Identifier: GPL-3.0-or-later
#include "e2esupport.h"

using namespace tuilerie::test;
using namespace Qt::StringLiterals;

/// Working copies over the command line, with a server of their own and edits by other programs (the scripts beside this say
/// what).
class CliSyncTest : public QObject
{
    Q_OBJECT

private slots:
    void editedElsewhere_data()
    {
        QTest::addColumn<QString>("script");
        QTest::addColumn<QString>("case_");
        QTest::newRow("there and back, a conflict, new tiles, the old ones") << u"syncedit.py"_s << u"roundtrip"_s;
        QTest::newRow("the network cut anywhere") << u"syncedit.py"_s << u"cuts"_s;
        QTest::newRow("the server and the client killed anywhere") << u"syncedit.py"_s << u"kills"_s;
        QTest::newRow("several clients at once") << u"syncedit.py"_s << u"together"_s;
        QTest::newRow("a state that was deleted, other files, a part") << u"syncedit.py"_s << u"deleted"_s;
        QTest::newRow("rights, and what is no change set") << u"syncedit.py"_s << u"rights"_s;
        QTest::newRow("same cell, edit against delete, delete against edit") << u"syncdecide.py"_s << u"decisions"_s;
        QTest::newRow("columns and tables declared otherwise there") << u"syncdecide.py"_s << u"declared"_s;
        QTest::newRow("two who publish at once") << u"syncdecide.py"_s << u"overtaken"_s;
        QTest::newRow("killed while it publishes") << u"syncdecide.py"_s << u"made"_s;
        QTest::newRow("only what was touched is made") << u"syncdecide.py"_s << u"touched"_s;
        QTest::newRow("the newest state deleted") << u"syncdecide.py"_s << u"undone"_s;
        QTest::newRow("the outbox") << u"syncoutbox.py"_s << u"later"_s;
        QTest::newRow("the outbox has to ask") << u"syncoutbox.py"_s << u"blocked"_s;
    }
    void editedElsewhere()
    {
        QFETCH(QString, script);
        QFETCH(QString, case_);
        const QTemporaryDir folder;
        const CliResult done =
            python(script, {case_, programPath(u"tuilerie-cli"_s), programPath(u"tuilerie-server"_s), folder.path()});
        VERIFY_CLI(done, 0);
    }
};

TUILERIE_TEST_MAIN(CliSyncTest)
#include "clisynctest.moc"
