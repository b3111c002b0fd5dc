// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/language.h"
#include "base/filename.h"
#include "render/rendersession.h"
#include "source/workcopy.h"
#include "ui/layers/exportdialog.h"
#include "ui/widgets/messagebox.h"
#include "ui/widgets/settings.h"
#include "ui/widgets/theme.h"
#include "ui/window/mainwindow.h"
#include "ui/window/publishpanels.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QTimer>

using namespace tuilerie;

int main(int argc, char *argv[])
{
    QCoreApplication::setApplicationVersion(QStringLiteral(TUILERIE_VERSION));
    QGuiApplication::setDesktopFileName(QStringLiteral("tuilerie"));
    RenderSession session(argc, argv);
    const QString theme = Settings::text(Settings::Theme);
    Theme::apply(theme == QLatin1String("dark") ? ThemeMode::Dark
            : theme == QLatin1String("light")   ? ThemeMode::Light
                                                : ThemeMode::System);
    Language::apply(Settings::text(Settings::Language));
    QApplication::setWindowIcon(Theme::icon(QStringLiteral("tuilerie")));

    QCommandLineParser parser;
    parser.setApplicationDescription(QCoreApplication::translate(
        "tuilerie::Desktop", "Looks at rasters, checks them and publishes them as map services."));
    parser.addHelpOption();
    parser.addVersionOption();
    parser.addPositionalArgument(QStringLiteral("paths"),
        QCoreApplication::translate("tuilerie::Desktop", "Files or folders to open."), QStringLiteral("[paths...]"));
    parser.process(pathsOfArguments(argc, argv));

    if (const Status started = session.start(); !started) {
        MessageBox::showError(nullptr, QStringLiteral("Tuilerie"), started.error());
        return 1;
    }
    MainWindow window;
    window.show();
    const QStringList paths = parser.positionalArguments();
    if (paths.isEmpty())
        window.restoreSession();
    else
        window.open(paths);
    // Once the window stands: jobs of an earlier session show and go on, and a draft that was left is offered.
    QTimer::singleShot(0, &window, [&window] {
        window.publishPanels()->startServer();
        ExportDialog::offerUnfinished(&window);
        if (window.publishPanels()->hasDraft())
            window.publishPanels()->offerDraft();
    });
    const int code = QApplication::exec();
    removeWorkCopies();
    return code;
}
