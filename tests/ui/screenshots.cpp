// SPDX-License-Identifier: GPL-3.0-or-later
// Pictures of the main window, both languages, light and dark: screenshots FOLDER PATH...
#include "actions.h"
#include "canvas/mapcanvas.h"
#include "data/mapdocument.h"
#include "guitest.h"
#include "mainwindow.h"
#include "widgets/crspicker.h"

#include <QDir>
#include <QDockWidget>
#include <QMenu>
#include <QMenuBar>
#include <functional>

using namespace tuilerie;

static bool waitFor(const std::function<bool()> &condition)
{
    return QTest::qWaitFor(condition, 120000);
}

int main(int argc, char *argv[])
{
    const test::TemporaryProfile profile;
    QCoreApplication::setAttribute(Qt::AA_Use96Dpi);
    RenderSession session(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() < 3 || !session.start())
        return 2;
    const QDir folder(arguments.at(1));
    QDir().mkpath(folder.path());
    for (const char *language : {"en", "fr"}) {
        for (const bool dark : {false, true}) {
            Theme::apply(dark ? ThemeMode::Dark : ThemeMode::Light);
            Language::apply(QLatin1String(language));
            MainWindow window;
            window.resize(1280, 800);
            window.show();
            const QString suffix = QStringLiteral("-%1-%2.png").arg(QLatin1String(language), dark ? QStringLiteral("dark") : QStringLiteral("light"));
            const auto shoot = [&](const QString &name) {
                QTest::qWait(300);
                window.grab().save(folder.filePath(name + suffix));
            };
            shoot(QStringLiteral("empty"));
            for (qsizetype i = 2; i < arguments.size(); ++i) {
                window.open({arguments.at(i)});
                if (!waitFor([&] { return !window.document()->isOpening() && window.document()->entry(0).checkState != MapEntry::CheckState::Running; }))
                    return 1;
            }
            window.canvas()->zoomToAll();
            waitFor([&] { return window.canvas()->isSettled(); });
            shoot(QStringLiteral("map"));
            window.findChild<QDockWidget *>(QStringLiteral("displayDock"))->raise();
            window.findChild<QDockWidget *>(QStringLiteral("jobsDock"))->raise();
            shoot(QStringLiteral("display"));
            CrsPicker picker(&window);
            picker.setExplanation(QString());
            picker.show();
            QTest::qWait(100);
            picker.grab().save(folder.filePath(QStringLiteral("crspicker") + suffix));
            picker.hide();
            for (QAction *action : window.menuBar()->actions()) {
                QMenu *menu = action->menu();
                menu->popup(window.mapToGlobal(QPoint(0, 30)));
                QTest::qWait(50);
                menu->grab().save(folder.filePath(QStringLiteral("menu%1").arg(window.menuBar()->actions().indexOf(action)) + suffix));
                menu->hide();
            }
            window.close();
        }
    }
    return 0;
}
