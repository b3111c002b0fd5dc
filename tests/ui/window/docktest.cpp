// SPDX-License-Identifier: GPL-3.0-or-later
#include "../guitest.h"
#include "ui/widgets/dock.h"
#include "ui/window/mainwindow.h"

#include <QLineEdit>
#include <QMainWindow>
#include <QSet>
#include <QVBoxLayout>

using namespace tuilerie;

class DockTest : public QObject
{
    Q_OBJECT
private slots:
    void tabKeyStaysWhereOneSees();
    void contentComesBackWithItsTab();
    void tabKeyEntersNoHiddenDockOfTheWindow();
};

/// A dock with a field to type into.
static Dock *someDock(const char *name)
{
    auto *content = new QWidget;
    auto *field = new QLineEdit;
    field->setObjectName(QLatin1String(name));
    (new QVBoxLayout(content))->addWidget(field);
    return new Dock(name, content);
}

static QSet<QString> visitedByTab(QWidget *window, int steps)
{
    QSet<QString> visited;
    for (int i = 0; i < steps; ++i) {
        QTest::keyClick(QApplication::focusWidget() ? QApplication::focusWidget() : window, Qt::Key_Tab);
        if (QApplication::focusWidget())
            visited << QApplication::focusWidget()->objectName();
    }
    return visited;
}

void DockTest::tabKeyStaysWhereOneSees()
{
    QMainWindow window;
    Dock *front = someDock("front"), *behind = someDock("behind");
    window.setCentralWidget(new QLineEdit);
    window.addDockWidget(Qt::RightDockWidgetArea, front);
    window.addDockWidget(Qt::RightDockWidgetArea, behind);
    window.tabifyDockWidget(front, behind);
    front->raise();
    window.show();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    const QSet<QString> visited = visitedByTab(&window, 12);
    QVERIFY(visited.contains(QStringLiteral("front")));
    QVERIFY(!visited.contains(QStringLiteral("behind")));
    QVERIFY(!front->widget()->isHidden() && behind->widget()->isHidden());
}

void DockTest::contentComesBackWithItsTab()
{
    QMainWindow window;
    Dock *one = someDock("one"), *two = someDock("two");
    window.addDockWidget(Qt::RightDockWidgetArea, one);
    window.addDockWidget(Qt::RightDockWidgetArea, two);
    window.tabifyDockWidget(one, two);
    window.show();
    QVERIFY(QTest::qWaitForWindowExposed(&window));
    for (Dock *dock : {one, two, one}) {
        dock->bringUp();
        QTRY_VERIFY(dock->widget()->isVisible());
        QTRY_VERIFY((dock == one ? two : one)->widget()->isHidden());
    }
    one->close();
    QTRY_VERIFY(two->widget()->isVisible());
    one->bringUp();
    QTRY_VERIFY(one->widget()->isVisible());
    QTRY_VERIFY(two->widget()->isHidden());
}

void DockTest::tabKeyEntersNoHiddenDockOfTheWindow()
{
    const auto made = makeWindow<MainWindow>();
    QVERIFY(made && QTest::qWaitForWindowActive(made.get()));
    MainWindow &window = *made;
    QSet<QWidget *> visited;
    for (int i = 0; i < 120; ++i) {
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        QWidget *focus = QApplication::focusWidget();
        QVERIFY(focus);
        visited << focus;
        for (Dock *dock : window.docks()) {
            if (dock->isAncestorOf(focus))
                QVERIFY2(!dock->visibleRegion().isEmpty(),
                    qPrintable(dock->objectName() + QStringLiteral(" holds ") + focus->objectName()));
        }
    }
    QVERIFY(visited.size() > 8);
}

TUILERIE_GUI_TEST_MAIN(DockTest)
#include "docktest.moc"
