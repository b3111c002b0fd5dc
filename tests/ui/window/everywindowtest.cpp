// SPDX-License-Identifier: GPL-3.0-or-later
#include "../guitest.h"
#include "ui/data/mapdocument.h"
#include "ui/widgets/actions.h"
#include "ui/widgets/dock.h"
#include "ui/window/mainwindow.h"
#include "widgettexts.h"
#include "windows.h"

#include <QMenu>
#include <QMenuBar>
#include <QSet>
#include <QStatusBar>
#include <algorithm>

using namespace tuilerie;
using namespace tuilerie::test;

/// Every window, dock, page and dialog in French and English: it fits 1280 × 800, no letter is underlined twice, everything
/// has a name for a screen reader, and a change of the language reaches all of it.
class EveryWindowTest : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void init() { Language::apply(QStringLiteral("en")); }
    void docksFit_data() { languages(); }
    void docksFit();
    void wizardAndDialogsFit_data() { languages(); }
    void wizardAndDialogsFit();
    void noMnemonicTwice_data() { languages(); }
    void noMnemonicTwice();
    void everythingHasAName();
    void theLanguageReachesTheWindow();
    void theLanguageReachesWizardAndDialogs();

private:
    static void languages();
    void fits(const QString &name, QWidget *window, QWidget *part);
    void mnemonics(const QString &name, QWidget *window);

    QTemporaryDir m_folder;
    std::unique_ptr<SomeData> m_data;
    QStringList m_problems;
};

void EveryWindowTest::initTestCase()
{
    m_data = std::make_unique<SomeData>(QDir(m_folder.path()));
}

void EveryWindowTest::languages()
{
    QTest::addColumn<QString>("language");
    QTest::newRow("en") << QStringLiteral("en");
    QTest::newRow("fr") << QStringLiteral("fr");
}

/// Each on a line of its own: one text would be cut.
#define NO_PROBLEMS()                                                                                                       \
    m_problems.removeDuplicates();                                                                                          \
    for (const QString &problem : std::as_const(m_problems))                                                                \
        qInfo("%s", qPrintable(problem));                                                                                   \
    QCOMPARE(std::exchange(m_problems, {}).size(), 0)

void EveryWindowTest::fits(const QString &name, QWidget *window, QWidget *part)
{
    const auto complain = [&](const QString &what) { m_problems << name + QStringLiteral(": ") + what; };
    if (window->width() > 1280 || window->height() > 800)
        complain(QStringLiteral("the window is %1 × %2").arg(window->width()).arg(window->height()));
    const QSize least = part->minimumSizeHint();
    if (least.width() > part->width() || least.height() > part->height())
        complain(QStringLiteral("needs %1 × %2 of %3 × %4")
                     .arg(least.width())
                     .arg(least.height())
                     .arg(part->width())
                     .arg(part->height()));
    const QStringList cut = cutTexts(part);
    for (const QString &text : cut)
        complain(text);
}

void EveryWindowTest::docksFit()
{
    QFETCH(QString, language);
    Language::apply(language);
    const auto window = openedWindow(*m_data);
    lookAtDocks(*window, [&](const QString &name, QWidget *top, QWidget *dock) { fits(name, top, dock); });
    QCOMPARE(window->size(), QSize(1280, 800));
    // The status bar stands inside the window, whole.
    fits(QStringLiteral("status bar"), window.get(), window->statusBar());
    const QRect bar(window->statusBar()->mapTo(window.get(), QPoint()), window->statusBar()->size());
    QVERIFY(window->statusBar()->isVisible() && window->rect().contains(bar));
    QVERIFY(!window->centralWidget()->visibleRegion().isEmpty());
    NO_PROBLEMS();
}

void EveryWindowTest::wizardAndDialogsFit()
{
    QFETCH(QString, language);
    Language::apply(language);
    const Look look = [&](const QString &name, QWidget *top, QWidget *part) { fits(name, top, part); };
    lookAtWizard(*m_data, look);
    lookAtDialogs(*m_data, look);
    NO_PROBLEMS();
}

void EveryWindowTest::mnemonics(const QString &name, QWidget *window)
{
    QMap<QString, QString> seen;
    const auto found = mnemonicsOf(window);
    for (const auto &[key, text] : found) {
        if (seen.contains(key))
            m_problems << QStringLiteral("%1: %2 in “%3” and “%4”").arg(name, key, seen.value(key), text);
        seen.insert(key, text);
    }
    const auto menus = window->findChildren<QMenu *>();
    for (QMenu *menu : menus) {
        if (window != menu)
            mnemonics(name + QStringLiteral(", menu ") + menu->title(), menu);
    }
}

void EveryWindowTest::noMnemonicTwice()
{
    QFETCH(QString, language);
    Language::apply(language);
    const Look look = [&](const QString &name, QWidget *top, QWidget *) { mnemonics(name, top); };
    {
        const auto window = openedWindow(*m_data);
        lookAtDocks(*window, look);
        QVERIFY(mnemonicsOf(window.get()).size() >= 5); // the menu bar at least
    }
    lookAtWizard(*m_data, look);
    lookAtDialogs(*m_data, look);
    NO_PROBLEMS();
}

void EveryWindowTest::everythingHasAName()
{
    const Look look = [&](const QString &name, QWidget *, QWidget *part) {
        const QStringList nameless = namelessWidgets(part);
        for (const QString &place : nameless)
            m_problems << name + QStringLiteral(": ") + place;
    };
    const auto window = openedWindow(*m_data);
    look(QStringLiteral("window"), window.get(), window.get());
    lookAtWizard(*m_data, look);
    lookAtDialogs(*m_data, look);
    NO_PROBLEMS();
}

/// What stands in `switched` and not in `fresh`, and the other way round. Docks behind others come in any order.
static QStringList differences(QStringList switched, QStringList fresh)
{
    switched.sort();
    fresh.sort();
    QStringList kept, missed;
    std::set_difference(switched.cbegin(), switched.cend(), fresh.cbegin(), fresh.cend(), std::back_inserter(kept));
    std::set_difference(fresh.cbegin(), fresh.cend(), switched.cbegin(), switched.cend(), std::back_inserter(missed));
    QStringList different;
    for (const QString &text : std::as_const(kept))
        different << QStringLiteral("“%1” stayed").arg(text);
    for (const QString &text : std::as_const(missed))
        different << QStringLiteral("“%1” did not come").arg(text);
    return different;
}

/// Also what was put away for it is gone afterwards.
static void speakNow(const QString &language)
{
    Language::apply(language);
    QApplication::processEvents();
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
}

void EveryWindowTest::theLanguageReachesTheWindow()
{
    const auto window = openedWindow(*m_data);
    QMap<QString, QStringList> english, switched, fresh;
    const auto into = [](QMap<QString, QStringList> &texts) {
        return [&texts](const QString &name, QWidget *top, QWidget *) { texts.insert(name, textsOf(top)); };
    };
    lookAtDocks(*window, into(english));
    (*window->actions())[ActionId::LanguageFrench]->trigger();
    QTRY_COMPARE(window->menuBar()->actions().constFirst()->text(), QStringLiteral("&Fichier"));
    lookAtDocks(*window, into(switched));
    lookAtDocks(*openedWindow(*m_data), into(fresh));
    QVERIFY(fresh.size() > 20);
    int changed = 0;
    for (auto it = fresh.cbegin(); it != fresh.cend(); ++it) {
        for (const QString &text : differences(switched.value(it.key()), it.value()))
            m_problems << it.key() + QStringLiteral(": ") + text;
        changed += int(differences(english.value(it.key()), it.value()).size() > 20);
    }
    QCOMPARE(changed, int(fresh.size())); // French is not English
    NO_PROBLEMS();
}

void EveryWindowTest::theLanguageReachesWizardAndDialogs()
{
    QMap<QString, QStringList> switched, fresh;
    const Look change = [&](const QString &name, QWidget *top, QWidget *) {
        speakNow(QStringLiteral("fr"));
        switched.insert(name, textsOf(top));
        speakNow(QStringLiteral("en"));
    };
    lookAtWizard(*m_data, change);
    lookAtDialogs(*m_data, change);
    Language::apply(QStringLiteral("fr"));
    const Look keep = [&](const QString &name, QWidget *top, QWidget *) { fresh.insert(name, textsOf(top)); };
    lookAtWizard(*m_data, keep);
    lookAtDialogs(*m_data, keep);
    QVERIFY(fresh.size() > 20);
    for (auto it = fresh.cbegin(); it != fresh.cend(); ++it) {
        for (const QString &text : differences(switched.value(it.key()), it.value()))
            m_problems << it.key() + QStringLiteral(": ") + text;
    }
    NO_PROBLEMS();
}

TUILERIE_GUI_TEST_MAIN(EveryWindowTest)
#include "everywindowtest.moc"
