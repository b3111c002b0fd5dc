// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/mainwindow.h"
#include "ui/widgets/settings.h"

#include "ui/canvas/mapcanvas.h"
#include "ui/data/mapdocument.h"
#include "guitest.h"
#include "support/dyingworkers.h"
#include "wizard/publishguitest.h"
#include "ui/window/publishpanels.h"
#include "ui/check/repairdialog.h"
#include "ui/widgets/crspicker.h"
#include "base/work/workpool.h"

#include <QCheckBox>
#include <QDialog>
#include <QDockWidget>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QSemaphore>
#include <QTableView>
#include <QTreeView>

using namespace tuilerie;
using namespace tuilerie::test;
using namespace Qt::StringLiterals;

static constexpr int Patience = 60000; // ms, of a machine with much else to do

/// "Repair on a copy…" in the real window and in the wizard, as a technician does it; the copy is read by OGR.
class RepairTest : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup() { m_window.reset(); }
    void copyTakesTheOriginalsPlace();
    void copyOfOneFileOfAFolder();
    void crsIsAskedFor();
    void nothingIsWrittenOverAFile();
    void stoppedWorkLeavesNothing();
    void aDyingWorkerIsASentence();
    void wizardGoesOnWithTheCopy();

private:
    template <typename T> T *find(const char *name) { return m_window->findChild<T *>(QLatin1String(name)); }
    const MapEntry &entry(int i) { return m_window->document()->entry(i); }
    QStringList ids(int i)
    {
        QStringList all;
        for (const Finding &finding : entry(i).findings)
            all << finding.id;
        return all;
    }
    QByteArray content(const QString &path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    static ProcessResult script(const QStringList &arguments)
    {
        return runProgram(u"/usr/bin/python3"_s, QStringList{QStringLiteral(BROKEN_VECTOR)} + arguments);
    }
    static QJsonObject look(const QString &file)
    {
        return QJsonDocument::fromJson(script({u"look"_s, file}).output).object();
    }
    void checked()
    {
        QTRY_VERIFY_WITH_TIMEOUT(
            !m_window->document()->isOpening() && entry(0).checkState == MapEntry::CheckState::Done, Patience);
    }
    void open(const QString &path)
    {
        m_window->open({path});
        checked();
        find<QDockWidget>("checksDock")->raise();
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_broken;
    std::unique_ptr<MainWindow> m_window;
};

void RepairTest::init()
{
    Settings::clear();
    m_folder = std::make_unique<QTemporaryDir>();
    m_broken = m_folder->filePath(u"broken.gpkg"_s);
    if (script({u"make"_s, m_broken}).exitCode != 0)
        QSKIP("no Python with osgeo");
    m_window = makeWindow<MainWindow>();
    QVERIFY(m_window);
}

void RepairTest::copyTakesTheOriginalsPlace()
{
    const QByteArray before = content(m_broken);
    open(m_broken);
    QVERIFY(ids(0).contains(u"vector.geometry.invalid"_s));
    auto *button = find<QPushButton>("repair");
    QVERIFY(button->isVisible());
    button->setFocus();
    QTest::keyClick(button, Qt::Key_Space);
    auto *dialog = find<QDialog>("repairDialog");
    QVERIFY(dialog && dialog->isVisible() && dialog->isModal());
    QVERIFY(find<QLabel>("repairHeading")->text().contains(u"original is not changed"_s));
    for (const char *action : {"repair-make-valid", "repair-drop-empty", "repair-rename-for-entrepot"})
        QVERIFY2(find<QCheckBox>(action) && find<QCheckBox>(action)->isChecked(), action);
    const QString copy = m_folder->filePath(u"broken_repaired.gpkg"_s);
    QCOMPARE(find<QLineEdit>("repairName")->text(), copy);
    keepPicture(m_window.get(), u"repair-window"_s);
    keepPicture(dialog, u"repair-choices"_s);
    // By keyboard: one repair is left out, then Return.
    find<QCheckBox>("repair-drop-empty")->setFocus();
    QTest::keyClick(find<QCheckBox>("repair-drop-empty"), Qt::Key_Space);
    QTest::keyClick(dialog, Qt::Key_Return);
    QTRY_VERIFY_WITH_TIMEOUT(find<QPushButton>("repairUse")->isVisible(), Patience);
    QVERIFY(find<QPlainTextEdit>("repairDone")->toPlainText().contains(u"reseau_d_eau"_s));
    QVERIFY(find<QPlainTextEdit>("repairDone")->toPlainText().contains(u"made valid: 1"_s));
    QVERIFY(find<QLabel>("repairStatus")->text().contains(copy));
    keepPicture(dialog, u"repair-done"_s);
    QCOMPARE(entry(0).paths, QStringList{m_broken});
    QTest::keyClick(dialog, Qt::Key_Return);
    QCOMPARE(entry(0).paths, QStringList{copy});
    checked();
    QTRY_VERIFY(!find<QDialog>("repairDialog"));
    QCOMPARE(m_window->document()->count(), 1);
    QCOMPARE(entry(0).title, u"broken_repaired"_s);
    QVERIFY(!ids(0).contains(u"vector.geometry.invalid"_s) && !ids(0).contains(u"vector.name.table"_s));
    QVERIFY(ids(0).contains(u"vector.geometry.null"_s)); // what was not ticked is there
    const QJsonValue layer = look(copy).value(u"reseau_d_eau"_s);
    QCOMPARE(layer[u"features"_s].toInt(), 12);
    QCOMPARE(layer[u"invalid"_s].toInt(), 0);
    QCOMPARE(content(m_broken), before);
}

void RepairTest::copyOfOneFileOfAFolder()
{
    QVERIFY(QFile::copy(m_broken, m_folder->filePath(u"other.gpkg"_s)));
    open(m_folder->path());
    auto *table = find<QTableView>("findings");
    int row = -1;
    for (size_t i = 0; i < entry(0).findings.size(); ++i) {
        if (entry(0).findings[i].path.endsWith("other.gpkg"_L1) && entry(0).findings[i].id == "vector.geometry.invalid"_L1)
            row = int(i);
    }
    QVERIFY(row >= 0);
    table->setCurrentIndex(table->model()->index(row, 1));
    QTest::mouseClick(find<QPushButton>("fix"), Qt::LeftButton); // the finding's own fix opens the same dialog
    const QString copy = m_folder->filePath(u"other_repaired.gpkg"_s);
    QCOMPARE(find<QLineEdit>("repairName")->text(), copy);
    QTest::mouseClick(find<QPushButton>("repairStart"), Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(find<QPushButton>("repairUse")->isVisible(), Patience);
    QTest::mouseClick(find<QPushButton>("repairUse"), Qt::LeftButton);
    QCOMPARE(QSet<QString>(entry(0).paths.begin(), entry(0).paths.end()), (QSet<QString>{m_broken, copy}));
    checked();
}

void RepairTest::crsIsAskedFor()
{
    const QString bare = m_folder->filePath(u"bare.gpkg"_s);
    QCOMPARE(script({u"make"_s, bare, u"nocrs"_s}).exitCode, 0);
    open(bare);
    QCOMPARE(entry(0).worst(), Severity::Blocking);
    QTest::mouseClick(find<QPushButton>("repair"), Qt::LeftButton);
    auto *crs = find<QCheckBox>("repair-assign-crs");
    QVERIFY(crs && !crs->isChecked());
    crs->setFocus();
    CrsPicker::setNextAnswer({}); // given up
    QTest::keyClick(crs, Qt::Key_Space);
    QVERIFY(!crs->isChecked());
    CrsPicker::setNextAnswer(u"EPSG:2154"_s);
    QTest::keyClick(crs, Qt::Key_Space);
    QVERIFY(crs->isChecked());
    QTest::mouseClick(find<QPushButton>("repairStart"), Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(find<QPushButton>("repairUse")->isVisible(), Patience);
    QTest::mouseClick(find<QPushButton>("repairUse"), Qt::LeftButton);
    checked();
    QVERIFY(entry(0).worst() != Severity::Blocking);
    QCOMPARE(look(m_folder->filePath(u"bare_repaired.gpkg"_s)).value(u"reseau_d_eau"_s)[u"crs"_s].toString(), u"2154"_s);
}

void RepairTest::nothingIsWrittenOverAFile()
{
    const QByteArray before = content(m_broken);
    open(m_broken);
    QTest::mouseClick(find<QPushButton>("repair"), Qt::LeftButton);
    auto *name = find<QLineEdit>("repairName");
    name->selectAll();
    QTest::keyClicks(name, m_broken);
    QTest::mouseClick(find<QPushButton>("repairStart"), Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(find<QLabel>("repairStatus")->text().contains(u"another name"_s), Patience);
    QVERIFY(find<QPushButton>("repairStart")->isEnabled() && name->isEnabled());
    // None ticked: nothing to start.
    for (QCheckBox *tick : find<QDialog>("repairDialog")->findChildren<QCheckBox *>())
        tick->setChecked(false);
    QVERIFY(!find<QPushButton>("repairStart")->isEnabled());
    QTest::keyClick(find<QDialog>("repairDialog"), Qt::Key_Escape);
    QTRY_VERIFY(!find<QDialog>("repairDialog"));
    QCOMPARE(entry(0).paths, QStringList{m_broken});
    QCOMPARE(content(m_broken), before);
}

void RepairTest::stoppedWorkLeavesNothing()
{
    open(m_broken);
    QTest::mouseClick(find<QPushButton>("repair"), Qt::LeftButton);
    // The pool is kept busy until Stop was pressed, so that the work cannot be faster than the user.
    QSemaphore pressed;
    WorkPool &pool = WorkPool::lengthy();
    QVERIFY(pool.join(std::chrono::milliseconds(Patience)));
    for (int i = 0; i < pool.maxThreads(); ++i)
        pool.start([&pressed] { pressed.acquire(); });
    QTest::mouseClick(find<QPushButton>("repairStart"), Qt::LeftButton);
    const bool isBusy = find<QProgressBar>("repairProgress")->isVisible() && !find<QPushButton>("repairStart")->isEnabled();
    QTest::mouseClick(find<QPushButton>("repairClose"), Qt::LeftButton); // Stop
    pressed.release(pool.maxThreads());
    QVERIFY(isBusy);
    QVERIFY(find<QDialog>("repairDialog")->isVisible());
    QTRY_VERIFY_WITH_TIMEOUT(find<QPushButton>("repairStart")->isEnabled(), Patience);
    QVERIFY(find<QLabel>("repairStatus")->text().contains(u"stopped"_s));
    QCOMPARE(QDir(m_folder->path()).entryList(QDir::Files | QDir::Dirs | QDir::Hidden | QDir::NoDotAndDotDot),
        QStringList{u"broken.gpkg"_s});
    QTest::keyClick(find<QDialog>("repairDialog"), Qt::Key_Escape);
    QTRY_VERIFY(!find<QDialog>("repairDialog"));
}

void RepairTest::aDyingWorkerIsASentence()
{
    open(m_broken);
    QTest::mouseClick(find<QPushButton>("repair"), Qt::LeftButton);
    auto *dialog = find<QDialog>("repairDialog");
    QVERIFY(dialog && dialog->isVisible());
    {
        const DyingWorkers dying;
        QTest::keyClick(dialog, Qt::Key_Return);
        QTRY_VERIFY2_WITH_TIMEOUT(find<QLabel>("repairStatus")->text().contains(u"broke down"_s),
            qPrintable(find<QLabel>("repairStatus")->text()), Patience);
    }
    QVERIFY(find<QLabel>("repairStatus")->text().contains(u"broken.gpkg"_s));
    QVERIFY(!QFile::exists(m_folder->filePath(u"broken_repaired.gpkg"_s)));
    keepPicture(dialog, u"repair-broke-down"_s);
    // The same once more, with a worker that lives.
    QTest::mouseClick(find<QPushButton>("repairStart"), Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(find<QPushButton>("repairUse")->isVisible(), Patience);
    QVERIFY(QFile::exists(m_folder->filePath(u"broken_repaired.gpkg"_s)));
}

void RepairTest::wizardGoesOnWithTheCopy()
{
    const QByteArray before = content(m_broken);
    m_window->publishPanels()->startWizard({m_broken});
    QWidget *wizard = nullptr;
    QTRY_VERIFY_WITH_TIMEOUT((wizard = find<QWidget>("publishWizard")) != nullptr, Patience);
    const auto press = [wizard](const char *name) { wizard->findChild<QAbstractButton *>(QLatin1String(name))->click(); };
    auto *problem = wizard->findChild<QLabel *>(u"wizardProblem"_s);
    QTRY_VERIFY_WITH_TIMEOUT(problem->text().isEmpty(), Patience);
    press("nextButton");
    auto *view = wizard->findChild<QTableView *>(u"findings"_s);
    QTRY_VERIFY_WITH_TIMEOUT(view->isVisible() && view->model()->rowCount() >= 4, Patience);
    const int found = view->model()->rowCount();
    auto *button = wizard->findChild<QPushButton *>(u"repair"_s);
    QVERIFY(button->isVisible());
    keepPicture(wizard, u"repair-wizard"_s);
    button->setFocus();
    QTest::keyClick(button, Qt::Key_Space);
    auto *dialog = wizard->findChild<QDialog *>(u"repairDialog"_s);
    QVERIFY(dialog && dialog->isVisible());
    QTest::keyClick(dialog, Qt::Key_Return);
    QTRY_VERIFY_WITH_TIMEOUT(dialog->findChild<QPushButton *>(u"repairUse"_s)->isVisible(), Patience);
    QTest::keyClick(dialog, Qt::Key_Return);
    QTRY_VERIFY_WITH_TIMEOUT(problem->text().isEmpty() && view->model()->rowCount() < found, Patience);
    QVERIFY(!button->isVisible());
    QVERIFY(view->isVisible()); // still the Check page
    press("backButton");
    const QString copy = m_folder->filePath(u"broken_repaired.gpkg"_s);
    QCOMPARE(wizard->findChild<QListWidget *>(u"pathList"_s)->count(), 1);
    QVERIFY2(wizard->findChild<QListWidget *>(u"pathList"_s)->item(0)->text().endsWith(QFileInfo(copy).fileName()),
        "the copy is not in the list");
    QCOMPARE(look(copy).keys(), QStringList{u"reseau_d_eau"_s});
    QCOMPARE(content(m_broken), before);
}

TUILERIE_GUI_TEST_MAIN(RepairTest)
#include "repairtest.moc"
