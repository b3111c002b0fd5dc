// SPDX-License-Identifier: GPL-3.0-or-later
#include "actions.h"

#include "widgets/theme.h"

#include <QCoreApplication>

namespace tuilerie {

namespace {

struct Row {
    ActionId id;
    const char *name;     ///< objectName
    const char *text;
    const char *shortcut; ///< portable text, or a name of QKeySequence's standard keys in `standard`
    const char *icon;     ///< nullptr for none
    const char *tip;      ///< nullptr: the text
    bool checkable = false;
};

#define T(text) QT_TRANSLATE_NOOP("tuilerie::Actions", text)

const Row table[] = {
    {ActionId::OpenFiles, "openFiles", T("&Open Files…"), "Ctrl+O", "open-file", T("Open raster or vector files")},
    {ActionId::OpenFolder, "openFolder", T("Open &Folder…"), "Ctrl+Shift+O", "open-folder", T("Open a folder of tiles as one data set")},
    {ActionId::Publish, "publish", T("&Publish…"), "Ctrl+P", "publish", T("Make a pyramid of the selected data set and publish it")},
    {ActionId::CloseAll, "closeAll", T("&Close All"), "Ctrl+Shift+W", nullptr, T("Take everything off the map; no file is touched")},
    {ActionId::Quit, "quit", T("&Quit"), "Ctrl+Q", "quit", nullptr},

    {ActionId::ZoomIn, "zoomIn", T("Zoom &In"), "Ctrl++", "zoom-in", T("Zoom in (mouse wheel, or + on the map)")},
    {ActionId::ZoomOut, "zoomOut", T("Zoom &Out"), "Ctrl+-", "zoom-out", T("Zoom out (mouse wheel, or − on the map)")},
    {ActionId::ZoomAll, "zoomAll", T("Zoom to &All"), "Ctrl+Home", "zoom-all", T("Show everything (Home on the map)")},
    {ActionId::ZoomPrevious, "zoomPrevious", T("&Previous View"), "Alt+Left", "zoom-previous", T("Go back to where the map was before")},
    {ActionId::ZoomBox, "zoomBox", T("Zoom to a &Box"), "Ctrl+B", "zoom-box", T("Draw a box to zoom to (Shift and drag does the same)"), true},
    {ActionId::Refresh, "refresh", T("&Draw Again"), "F5", "refresh", T("Draw the map again")},
    {ActionId::MapCrs, "chooseMapCrs", T("Map &CRS…"), "Ctrl+Shift+C", "crs", T("Choose the CRS that the map is drawn in")},

    {ActionId::ZoomToLayer, "zoomToLayer", T("&Zoom to Layer"), "Ctrl+L", "zoom-layer", T("Show the whole of the selected layer")},
    {ActionId::MoveUp, "moveUp", T("Move &Up"), "Ctrl+Up", "up", T("Draw the selected layer above the one before it")},
    {ActionId::MoveDown, "moveDown", T("Move &Down"), "Ctrl+Down", "down", T("Draw the selected layer below the next one")},
    {ActionId::AssignCrs, "assignCrs", T("Assign &CRS…"), "", "crs", T("Say which CRS the coordinates of files without one are in")},
    {ActionId::CheckAgain, "checkLayer", T("Chec&k Again"), "Ctrl+K", "checks", T("Run the checks of the selected data set again")},
    {ActionId::Remove, "removeLayer", T("&Remove from Map"), "Ctrl+W", "remove", T("Take the selected layer off the map; its files are not touched")},

    {ActionId::RestoreSession, "restoreSession", T("&Open Last Session at Start"), "", nullptr, nullptr, true},
    {ActionId::ThemeSystem, "themeSystem", T("Theme of the &System"), "", nullptr, nullptr, true},
    {ActionId::ThemeLight, "themeLight", T("&Light"), "", nullptr, nullptr, true},
    {ActionId::ThemeDark, "themeDark", T("&Dark"), "", nullptr, nullptr, true},
    {ActionId::LanguageSystem, "languageSystem", T("Language of the &System"), "", nullptr, nullptr, true},
    // Languages are called what their speakers call them.
    {ActionId::LanguageEnglish, "languageEnglish", "&English", "", nullptr, nullptr, true},
    {ActionId::LanguageFrench, "languageFrench", "&Français", "", nullptr, nullptr, true},

    {ActionId::Keys, "keys", T("&Keys and Mouse"), "F1", "help", nullptr},
    {ActionId::About, "about", T("&About Tuilerie"), "", "tuilerie", nullptr},
};
static_assert(std::size(table) == size_t(ActionId::Count));

#undef T

} // namespace

Actions::Actions(QObject *parent)
    : QObject(parent)
{
    for (const Row &row : table) {
        auto *action = new QAction(this);
        action->setObjectName(QLatin1String(row.name));
        action->setShortcut(QKeySequence::fromString(QLatin1String(row.shortcut), QKeySequence::PortableText));
        action->setCheckable(row.checkable);
        if (row.icon)
            action->setIcon(Theme::icon(QLatin1String(row.icon)));
        m_actions[size_t(row.id)] = action;
    }
    m_actions[size_t(ActionId::Quit)]->setMenuRole(QAction::QuitRole);
    m_actions[size_t(ActionId::About)]->setMenuRole(QAction::AboutRole);
    retranslate();
}

void Actions::retranslate()
{
    for (const Row &row : table) {
        QAction *action = m_actions[size_t(row.id)];
        action->setText(QCoreApplication::translate("tuilerie::Actions", row.text));
        if (!row.tip)
            continue;
        const QString tip = QCoreApplication::translate("tuilerie::Actions", row.tip);
        const QString key = action->shortcut().toString(QKeySequence::NativeText);
        action->setToolTip(key.isEmpty() ? tip : tip + QStringLiteral("  [") + key + QLatin1Char(']'));
        action->setStatusTip(tip);
    }
}

} // namespace tuilerie
