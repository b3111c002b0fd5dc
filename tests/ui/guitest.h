// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "language/language.h"
#include "render/rendersession.h"
#include "ui/widgets/theme.h"

#include "support/testsupport.h"
#include "support/watchdog.h"

#include <QApplication>
#include <QFont>
#include <QTest>

/// Makes a main window and waits until it stands.
template <typename Window> std::unique_ptr<Window> makeWindow()
{
    const tuilerie::test::Watchdog::Making making;
    auto window = std::make_unique<Window>();
    window->show();
    if (!QTest::qWaitForWindowExposed(window.get()))
        return nullptr;
    QCoreApplication::processEvents();
    return window;
}

/// One GUI test class is the whole program: a profile of its own, QGIS started, English, light, and a font that is the same
/// everywhere; and a watchdog, that fails a test in which the window freezes.
#define TUILERIE_GUI_TEST_MAIN(TestClass)                                                                                   \
    int main(int argc, char *argv[])                                                                                        \
    {                                                                                                                       \
        const ::tuilerie::test::TemporaryProfile profile;                                                                   \
        QCoreApplication::setAttribute(Qt::AA_Use96Dpi);                                                                    \
        ::tuilerie::RenderSession session(argc, argv);                                                                      \
        ::tuilerie::Theme::apply(::tuilerie::ThemeMode::Light);                                                             \
        ::tuilerie::Language::apply(QStringLiteral("en"));                                                                  \
        QApplication::setFont(QFont(QStringLiteral("DejaVu Sans"), 9));                                                     \
        if (const ::tuilerie::Status started = session.start(); !started)                                                   \
            qFatal("%s", qPrintable(started.error().message + started.error().detail));                                     \
        TestClass test;                                                                                                     \
        ::tuilerie::test::Watchdog watchdog;                                                                                \
        return watchdog.finish(QTest::qExec(&test, argc, argv));                                                            \
    }
