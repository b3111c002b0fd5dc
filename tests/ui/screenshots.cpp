// SPDX-License-Identifier: GPL-3.0-or-later
// Pictures of the main window, both languages, light and dark: screenshots FOLDER PATH...
#include "ui/window/actions.h"
#include "ui/canvas/mapcanvas.h"
#include "ui/data/datatree.h"
#include "ui/data/identifypanel.h"
#include "ui/data/mapdocument.h"
#include "ui/style/stylepanel.h"
#include "guitest.h"
#include "ui/window/mainwindow.h"
#include "ui/wizard/publishwizard.h"
#include "ui/wizard/draftpanel.h"
#include "ui/widgets/crspicker.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDir>
#include <QDockWidget>
#include <QMenu>
#include <QMenuBar>
#include <QPushButton>
#include <QSignalSpy>
#include <QTabWidget>
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
            const QString suffix =
                QStringLiteral("-%1-%2.png")
                    .arg(QLatin1String(language), dark ? QStringLiteral("dark") : QStringLiteral("light"));
            const auto shoot = [&](const QString &name) {
                QTest::qWait(300);
                window.grab().save(folder.filePath(name + suffix));
            };
            shoot(QStringLiteral("empty"));
            for (qsizetype i = 2; i < arguments.size(); ++i) {
                window.open({arguments.at(i)});
                if (!waitFor([&] {
                        return !window.document()->isOpening()
                            && window.document()->entry(0).checkState != MapEntry::CheckState::Running;
                    }))
                    return 1;
            }
            window.canvas()->zoomToAll();
            waitFor([&] { return window.canvas()->isSettled(); });
            shoot(QStringLiteral("map"));
            window.findChild<QDockWidget *>(QStringLiteral("displayDock"))->raise();
            window.findChild<QDockWidget *>(QStringLiteral("jobsDock"))->raise();
            shoot(QStringLiteral("display"));
            // Vector data: style, attributes, what lies in the middle. Point clouds: their panel.
            for (int i = 0; i < window.document()->count(); ++i) {
                const MapEntry &entry = window.document()->entry(i);
                if (entry.kind != SourceKind::Vector && entry.kind != SourceKind::PointCloud)
                    continue;
                window.findChild<DataTree *>()->setCurrentEntry(i);
                (*window.actions())[ActionId::ZoomToLayer]->trigger();
                waitFor([&] { return entry.checkState != MapEntry::CheckState::Running && window.canvas()->isSettled(); });
                window.findChild<QDockWidget *>(QStringLiteral("displayDock"))->raise();
                const QString kind = entry.kind == SourceKind::Vector ? QStringLiteral("vector") : QStringLiteral("cloud");
                if (entry.kind == SourceKind::Vector) {
                    auto *styleKind = window.findChild<QComboBox *>(QStringLiteral("styleKind"));
                    styleKind->setCurrentIndex(2);
                    emit styleKind->activated(2);
                    auto *style = window.findChild<StylePanel *>();
                    waitFor([&] { return !style->isComputing(); });
                    (*window.actions())[ActionId::AttributeTable]->trigger();
                    waitFor([&] { return window.canvas()->isSettled(); });
                }
                shoot(kind + QStringLiteral("-style"));
                if (entry.kind == SourceKind::Vector) {
                    auto *on = window.findChild<QCheckBox *>(QStringLiteral("labelsOn"));
                    on->setChecked(true);
                    window.findChild<StylePanel *>()->findChild<QTabWidget *>()->setCurrentIndex(1);
                    waitFor([&] { return window.canvas()->isSettled(); });
                    shoot(kind + QStringLiteral("-labels"));
                }
                QSignalSpy answered(window.findChild<IdentifyPanel *>(), &IdentifyPanel::answered);
                (*window.actions())[ActionId::Identify]->setChecked(true);
                window.canvas()->setIdentifying(true);
                QTest::mouseClick(window.canvas(), Qt::LeftButton, Qt::NoModifier, window.canvas()->rect().center());
                answered.wait(30000);
                QTest::qWait(1200); // until it has flashed
                shoot(kind + QStringLiteral("-identify"));
                (*window.actions())[ActionId::Identify]->setChecked(false);
                window.canvas()->setIdentifying(false);
                (*window.actions())[ActionId::Publish]->trigger();
                auto *wizard = window.findChild<PublishWizard *>();
                for (int page = 0; wizard && page < wizard->pageCount(); ++page) {
                    if (!waitFor([&] { return wizard->panel(wizard->page())->problem().isEmpty(); }))
                        break;
                    QTest::qWait(2500); // estimates and samples
                    wizard->grab().save(
                        folder.filePath(QStringLiteral("wizard-%1-%2").arg(kind, wizard->panel(page)->id()) + suffix));
                    wizard->findChild<QPushButton *>(QStringLiteral("nextButton"))->click();
                }
                if (wizard)
                    wizard->close();
                waitFor([&] { return !window.findChild<PublishWizard *>(); });
            }
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
                menu->grab().save(
                    folder.filePath(QStringLiteral("menu%1").arg(window.menuBar()->actions().indexOf(action)) + suffix));
                menu->hide();
            }
            window.close();
        }
    }
    return 0;
}
