// SPDX-License-Identifier: GPL-3.0-or-later
// Pictures of every window in both languages, light and dark, at 1280 × 800: screenshots FOLDER [RASTER VECTOR CLOUD].
// Without data of one's own those of the tests are shown. For looking at, and for docs/images.
#include "../guitest.h"
#include "ui/canvas/mapcanvas.h"
#include "ui/data/mapdocument.h"
#include "ui/data/mapselection.h"
#include "ui/style/stylepanel.h"
#include "ui/widgets/actions.h"
#include "ui/widgets/dock.h"
#include "ui/window/mainwindow.h"
#include "windows.h"

#include <QComboBox>
#include <QMenu>
#include <QMenuBar>
#include <QRegularExpression>

using namespace tuilerie;
using namespace tuilerie::test;

static constexpr int Patience = 120000;

int main(int argc, char *argv[])
{
    const TemporaryProfile profile;
    QCoreApplication::setAttribute(Qt::AA_Use96Dpi);
    RenderSession session(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() < 2 || !session.start())
        return 2;
    const QDir folder(arguments.at(1));
    QDir().mkpath(folder.path());
    const QTemporaryDir made;
    SomeData data(QDir(made.path()));
    if (arguments.size() == 5) {
        data.raster = arguments.at(2);
        data.vector = arguments.at(3);
        data.cloud = arguments.at(4);
    }
    QApplication::setFont(QFont(QStringLiteral("DejaVu Sans"), 9));
    for (const char *language : {"en", "fr"}) {
        for (const bool dark : {false, true}) {
            Theme::apply(dark ? ThemeMode::Dark : ThemeMode::Light);
            Language::apply(QLatin1String(language));
            const Look keep = [&](const QString &name, QWidget *window, QWidget *) {
                static const QRegularExpression strange(QStringLiteral("[^A-Za-z0-9]+"));
                const QString file = QString(name).replace(strange, QStringLiteral("-"));
                window->grab().save(folder.filePath(
                    QStringLiteral("%1-%2-%3.png")
                        .arg(file, QLatin1String(language), dark ? QStringLiteral("dark") : QStringLiteral("light"))));
            };
            {
                MainWindow empty;
                empty.resize(1280, 800);
                empty.show();
                QTest::qWait(300); // until the docks have slid to their places
                keep(QStringLiteral("empty"), &empty, &empty);
            }
            const auto window = openedWindow(data);
            (*window->actions())[ActionId::ZoomAll]->trigger();
            QTest::qWait(300);
            if (!QTest::qWaitFor([&] { return window->canvas()->isSettled(); }, Patience))
                return 1;
            lookAtDocks(*window, keep);
            // The vector layer in classes, its attributes below.
            window->selection()->setRow(1);
            (*window->actions())[ActionId::ZoomToLayer]->trigger();
            auto *kind = window->findChild<QComboBox *>(QStringLiteral("styleKind"));
            kind->setCurrentIndex(2);
            emit kind->activated(2);
            auto *style = window->findChild<StylePanel *>();
            for (Dock *dock : window->docks()) {
                if (dock->isAncestorOf(style) || dock->objectName() == QLatin1String("tableDock"))
                    dock->bringUp();
            }
            QTest::qWait(300);
            if (!QTest::qWaitFor([&] { return !style->isComputing() && window->canvas()->isSettled(); }, Patience))
                return 1;
            keep(QStringLiteral("style"), window.get(), window.get());
            const QList<QMenu *> menus = window->menuBar()->findChildren<QMenu *>();
            for (QMenu *menu : menus) {
                menu->popup(window->mapToGlobal(QPoint(0, 30)));
                QTest::qWait(50);
                keep(QStringLiteral("menu ") + menu->title().remove(QLatin1Char('&')), menu, menu);
                menu->hide();
            }
            lookAtWizard(data, keep);
            lookAtDialogs(data, keep);
        }
    }
    return 0;
}
