// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/work/workpool.h"
#include "support/testsupport.h"
#include "support/watchdog.h"
#include "ui/widgets/theme.h"

#include <QApplication>
#include <QDir>
#include <QFont>
#include <QScopeGuard>
#include <QTranslator>
#include <QWidget>

/// One GUI test class is the whole program: a profile of its own, English, light, a font that is the same everywhere. No
/// QGIS: the publishing widgets do not need it. A watchdog fails it when the window freezes. TUILERIE_SHOTS=FOLDER keeps
/// pictures of what the test sees, TUILERIE_SHOTS_THEME=dark and TUILERIE_SHOTS_CATALOGUE=FILE.qm in another look.
#define TUILERIE_PUBLISH_TEST_MAIN(TestClass)                                                                               \
    int main(int argc, char *argv[])                                                                                        \
    {                                                                                                                       \
        const ::tuilerie::test::TemporaryProfile profile;                                                                   \
        QCoreApplication::setAttribute(Qt::AA_Use96Dpi);                                                                    \
        QApplication application(argc, argv);                                                                               \
        const auto ended = qScopeGuard([] { ::tuilerie::WorkPool::endAll(); });                                             \
        QLocale::setDefault(QLocale(QLocale::English));                                                                     \
        QTranslator translator;                                                                                             \
        if (translator.load(qEnvironmentVariable("TUILERIE_SHOTS_CATALOGUE"))) {                                            \
            application.installTranslator(&translator);                                                                     \
            QLocale::setDefault(QLocale(QLocale::French, QLocale::France));                                                 \
        }                                                                                                                   \
        const bool dark = qEnvironmentVariable("TUILERIE_SHOTS_THEME") == QLatin1String("dark");                            \
        ::tuilerie::Theme::apply(dark ? ::tuilerie::ThemeMode::Dark : ::tuilerie::ThemeMode::Light);                        \
        QApplication::setFont(QFont(QStringLiteral("DejaVu Sans"), 9));                                                     \
        TestClass test;                                                                                                     \
        ::tuilerie::test::Watchdog watchdog;                                                                                \
        return watchdog.finish(QTest::qExec(&test, argc, argv));                                                            \
    }

inline void keepPicture(QWidget *widget, const QString &name)
{
    const QString folder = qEnvironmentVariable("TUILERIE_SHOTS");
    if (folder.isEmpty())
        return;
    QDir().mkpath(folder);
    QApplication::processEvents();
    QStringList parts{name};
    if (!qEnvironmentVariable("TUILERIE_SHOTS_THEME").isEmpty())
        parts << qEnvironmentVariable("TUILERIE_SHOTS_THEME");
    if (!qEnvironmentVariable("TUILERIE_SHOTS_CATALOGUE").isEmpty())
        parts << QStringLiteral("fr");
    widget->grab().save(folder + QLatin1Char('/') + parts.join(QLatin1Char('-')) + QStringLiteral(".png"));
}
